"""Clicks that the browser follows up at once with something else."""

import tomllib

import pytest
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.ui.clicks import keep_clicks


def script() -> None:
    """Every click is followed by a word of the browser, before what it does is done."""
    import threading

    import streamlit as st
    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    said = st.session_state.setdefault("said", [])

    def browser_reports() -> None:
        run = get_script_run_ctx()
        report = RerunData(widget_states=WidgetStates(), page_script_hash=run.page_script_hash)
        thread = threading.Thread(target=run.script_requests.request_rerun, args=(report,))
        thread.start()
        thread.join()

    def open_dialog() -> None:
        browser_reports()
        st.session_state["is_open"] = True

    said.append("begun")
    st.button("Ansehen", on_click=open_dialog)
    if st.button("Speichern"):
        browser_reports()
        st.write("…")
        said.append("saved")
        st.rerun()
    if st.button("Blättern"):
        st.rerun()
    said.append("drawn")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(script_runner, "ScriptRequests", script_runner.ScriptRequests)  # put back after the test
    keep_clicks()
    return AppTest.from_function(script).run()


def _click(app: AppTest, label: str) -> list[str]:
    """What was said since the click."""
    app.session_state["said"].clear()
    next(button for button in app.button if button.label == label).click().run()
    return app.session_state["said"]


def test_a_click_opens_its_dialog_though_the_browser_goes_on_at_once(app: AppTest) -> None:
    """Prevents a click from being lost: the table reports a moment after it, and the run that takes the click in is cut
    short before it has set what opens the dialog."""
    assert _click(app, "Ansehen") == ["begun", "drawn", "begun", "drawn"]
    assert app.session_state["is_open"]


def test_what_a_click_began_is_done_to_its_end(app: AppTest) -> None:
    """Prevents half a save, and what the browser said meanwhile from being made twice or not at all."""
    assert _click(app, "Speichern") == ["begun", "saved", "begun", "drawn"]
    assert _click(app, "Blättern") == ["begun", "begun", "drawn"]


def test_streamlit_leaves_the_decision_to_us() -> None:
    """Prevents a setting with which Streamlit stops runs before anybody is asked."""
    settings = tomllib.loads((PROJECT_DIR / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["fastReruns"] is False
