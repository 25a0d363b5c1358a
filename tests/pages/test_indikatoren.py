"""The page Indikatoren."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.indicators import catalogue

HOSTILE = ["<script>alert(1)</script>", "x" * 10_000, "' OR 1=1 --", "../../etc"]


def text_of(test: AppTest) -> str:
    return "\n".join(
        str(element.value)
        for element in [*test.title, *test.markdown, *test.caption, *test.info, *test.header, *test.subheader]
    )


def test_shows_every_indicator(app_page: Callable[..., AppTest]) -> None:
    """An indicator of the catalogue that the page leaves out."""
    test = app_page("indikatoren", {"bezirk": "eving"})
    assert not test.exception
    shown = text_of(test)
    assert all(f"**{indicator.title.de}**" in shown for indicator in catalogue().values())
    assert "Im Stadtbezirk Eving" in shown


def test_search_and_theme_narrow(app_page: Callable[..., AppTest]) -> None:
    """A search that finds nothing it should, or everything; few results open by themselves."""
    test = app_page("indikatoren", {"suche": "Altenquotient", "thema": "bevoelkerung"})
    shown = text_of(test)
    assert "**Altenquotient**" in shown
    assert "**Leerstandsquote**" not in shown
    assert "**Bekannte Lücken:**" in shown
    assert "**Quelle:** Demodaten" in shown


def test_nothing_found_says_so(app_page: Callable[..., AppTest]) -> None:
    """A white page."""
    test = app_page("indikatoren", {"suche": "Schneehöhe"})
    assert not test.exception
    assert any("keinen Indikator" in info.value for info in test.info)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_give_the_default(app_page: Callable[..., AppTest], value: str) -> None:
    """Markup or an error from the address on the page."""
    test = app_page("indikatoren", {"bezirk": value, "thema": value, "suche": value[:90]})
    assert not test.exception
    assert any("gibt es hier nicht" in info.value or "es hier nicht gibt" in info.value for info in test.info)


def test_empty_database(app_page: Callable[..., AppTest]) -> None:
    """The catalogue explains indicators also before there are data."""
    test = app_page("indikatoren", empty=True)
    assert not test.exception
    assert "noch keine Daten geladen" in text_of(test)


def test_english(app_page: Callable[..., AppTest]) -> None:
    """German left over on the English page."""
    test = app_page("indikatoren", {"sprache": "en", "suche": "vacancy rate"})
    assert not test.exception
    assert "**Vacancy rate**" in text_of(test)
    assert "**Known gaps:**" in text_of(test) or "formula, method, source" in str([e.label for e in test.expander])


def test_a_search_from_a_link_is_no_markdown(app_page: Callable[..., AppTest]) -> None:
    """Prevents a crafted address from putting a link of its own into the head of the page."""
    test = app_page("indikatoren", {"suche": "[Bitte anmelden](https://example.org)"})
    assert not test.exception
    assert "](https:" not in text_of(test)
