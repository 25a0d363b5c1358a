"""Which URLs of the browser are links, and which only come late."""

from functools import partial

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner


def page() -> None:
    import streamlit as st

    from strukturmonitor.ui.session import View, speak_language

    view = View(st.session_state.get("path", "register"))
    key = view.start("schritt", int, 1)
    number = st.number_input("Schritt", key=key)
    st.button("Alle", on_click=view.open, args=({},))
    st.button("English", on_click=speak_language, args=("en",))
    view.keep("schritt", str(int(number)) if number != 1 else None)
    view.write()


def opened(test: AppTest, **query: str) -> int:
    """The page with this URL of the browser."""
    for name in list(test.query_params):
        del test.query_params[name]
    for name, value in query.items():
        test.query_params[name] = value
    return int(test.run().number_input[0].value)


def told(test: AppTest) -> str:
    """The step that the URL says after the run."""
    return "".join(test.query_params["schritt"])


@pytest.fixture
def test() -> AppTest:
    """The page at its third step, where it was opened at the second."""
    made = AppTest.from_function(page)
    assert opened(made, schritt="2") == 2
    made.number_input[0].set_value(3).run()
    assert told(made) == "3"
    return made


def test_an_url_that_comes_late_is_no_link(test: AppTest) -> None:
    """Prevents a page from jumping back to what it showed before, where the browser asks for something else before it has
    heard of the new URL, once or twice."""
    assert opened(test, schritt="2") == 3 and told(test) == "3"
    assert opened(test, schritt="2") == 3
    test.number_input[0].set_value(4).run()
    assert opened(test, schritt="2") == 4 and opened(test, schritt="3") == 4 and opened(test, schritt="4") == 4
    test.button[0].click().run()
    assert opened(test, schritt="4") == 1 and not dict(test.query_params)


def test_another_language_keeps_the_view(test: AppTest) -> None:
    """Prevents a change of language from leading back to an earlier view, where its click brings a late URL."""
    test.query_params["schritt"] = "2"
    test.button[1].click().run()
    assert test.number_input[0].value == 3 and told(test) == "3"


def test_a_step_back_in_the_browser_is_followed(test: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents the browser's back and forward buttons from doing nothing."""
    with monkeypatch.context() as changed:
        changed.setattr(local_script_runner, "RerunData", partial(RerunData, is_history_navigation=True))
        assert opened(test, schritt="2") == 2
        assert opened(test, schritt="3") == 3
        assert opened(test, schritt="2") == 2
    assert opened(test, schritt="2") == 2 and told(test) == "2"


def test_a_link_is_followed(test: AppTest) -> None:
    """Prevents links from doing nothing: to a view not seen yet, and from another page to one that was seen."""
    assert opened(test, schritt="7") == 7
    test.number_input[0].set_value(3).run()
    test.session_state["path"] = "verkehr"
    assert opened(test) == 1
    test.session_state["path"] = "register"
    assert opened(test, schritt="7") == 7 and opened(test, schritt="7") == 7
