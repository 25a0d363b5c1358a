"""The page Daten."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest


def text_of(test: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*test.title, *test.markdown, *test.caption, *test.info])


def test_lists_tables_with_origin(app_page: Callable[..., AppTest]) -> None:
    """Made data that look real."""
    test = app_page("daten")
    assert not test.exception
    shown = text_of(test)
    assert "**Bevölkerung (Melderegister)**" in shown
    assert "erzeugt (Demodaten)" in shown
    assert "**Ladenlokale**" in shown


def test_origin_and_search_narrow(app_page: Callable[..., AppTest]) -> None:
    """A filter that does nothing."""
    test = app_page("daten", {"herkunft": "veroeffentlicht"})
    shown = text_of(test)
    assert "**Veröffentlichte Einzelwerte**" in shown
    assert "**Arbeitslose**" not in shown
    test = app_page("daten", {"suche": "Umzüge"})
    assert "**Umzüge**" in text_of(test)
    assert "**Arbeitslose**" not in text_of(test)


def test_nothing_found_says_so(app_page: Callable[..., AppTest]) -> None:
    """A white page."""
    test = app_page("daten", {"suche": "Schneehöhe"})
    assert not test.exception
    assert any("keine Tabelle" in info.value for info in test.info)


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "x" * 10_000, "made"])
def test_hostile_values_give_the_default(app_page: Callable[..., AppTest], value: str) -> None:
    """Markup or an error from the address on the page."""
    test = app_page("daten", {"herkunft": value})
    assert not test.exception
    assert any("es hier nicht gibt" in info.value for info in test.info)


def test_empty_database(app_page: Callable[..., AppTest]) -> None:
    """The page must also open before there are demo data; boundaries are real and listed."""
    test = app_page("daten", empty=True)
    assert not test.exception
    assert "**Gebiete**" in text_of(test)
    assert "Keine Zeile davon ist erzeugt" in text_of(test)


@pytest.mark.parametrize("role", ["public", "council", "coordinator", "admin"])
def test_every_role_sees_the_same(app_page: Callable[..., AppTest], role: str) -> None:
    """A file that would hold more for some roles and be passed on."""
    assert text_of(app_page("daten", role=role)) == text_of(app_page("daten", role="public"))


def test_a_search_from_a_link_is_no_markdown(app_page: Callable[..., AppTest]) -> None:
    """Prevents a crafted address from putting a link of its own into the head of the page."""
    test = app_page("daten", {"suche": "[Bitte anmelden](https://example.org)"})
    assert not test.exception
    assert "](https:" not in text_of(test)
