"""The profile: every kind of area, empty database, hostile URLs, roles."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.indicators.headline import headline

Run = Callable[..., AppTest]


def words(page: AppTest) -> str:
    return "\n".join(
        element.value
        for element in [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.info]
    )


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"bezirk": "hoerde"}, "Stadtbezirk Hörde"),
        ({"gebiet": "stat:140"}, "Stat. Bezirk Lindenhorst"),
        ({"gebiet": "pg:evinger-mitte"}, "Programmgebiet Evinger Mitte (Beispiel)"),
        ({"gebiet": "city:dortmund"}, "Dortmund"),
        ({"gebiet": "stat:140", "bezirk": "hoerde"}, "Stat. Bezirk Lindenhorst"),
    ],
)
def test_every_kind_of_area_has_a_profile(app_page: Run, query: dict[str, str], title: str) -> None:
    """Prevents a profile that works for Stadtbezirke only."""
    page = app_page("stadtbezirk", query)
    assert not page.exception
    assert page.title[0].value == title
    assert "Was auffällt" in words(page)


def test_parts_of_a_district(app_page: Run) -> None:
    """Prevents a profile without one of its sections: figures, themes, map, table, pyramid, vacancies."""
    page = app_page("stadtbezirk", {"bezirk": "eving"})
    reasons = [element for element in page.markdown if element.value.startswith("nicht ")]
    assert len(page.metric) + len(reasons) == len(headline())
    assert len(page.get("plotly_chart")) >= 6
    assert len(page.get("deck_gl_json_chart")) == 2
    assert set(page.table[0].value.index) == {
        "Brechten", "Eving", "Holthausen", "Lindenhorst", "**Stadtbezirk Eving**", "**Dortmund**",
    }  # fmt: skip
    assert "Ladenlokalen stehen leer" in words(page)


def test_rank_is_explained_and_never_judges(app_page: Run) -> None:
    """Prevents a rank of which nobody knows whether 1 is good."""
    text = words(app_page("stadtbezirk", {"bezirk": "eving"})).replace("\u00a0", " ")
    assert "von 12" in text and "Rang 1 hat der höchste Wert" in text
    assert "beste" not in text and "schlechteste" not in text


def test_three_to_five_sentences(app_page: Run) -> None:
    """Prevents a district of which nothing, or everything, is called notable."""
    page = app_page("stadtbezirk", {"bezirk": "eving"})
    told = next(element.value for element in page.markdown if element.value.startswith("- **"))
    assert 3 <= len(told.splitlines()) <= 5


def test_every_figure_has_a_text_alternative(app_page: Run) -> None:
    """Prevents charts that say nothing to a screen reader."""
    page = app_page("stadtbezirk", {"bezirk": "eving"})
    for chart in page.get("plotly_chart"):
        assert len(chart.proto.alt) > 40


@pytest.mark.parametrize(
    "query",
    [
        {"bezirk": "<script>"},
        {"gebiet": "stat:999999"},
        {"gebiet": "x" * 10_000},
        {"stand": "9999"},
        {"stand": "0001-01-01"},
        {"indikator": "x"},
    ],
)
def test_unknown_values_give_the_default(app_page: Run, query: dict[str, str]) -> None:
    """Prevents an error page after a mistyped or hostile link."""
    page = app_page("stadtbezirk", query)
    assert not page.exception and page.title[0].value == "Stadtbezirk Aplerbeck"


def test_empty_database_says_why_and_what_to_do(app_page: Run) -> None:
    """Prevents a blank profile after a start without data."""
    page = app_page("stadtbezirk", {"bezirk": "eving"}, empty=True)
    assert not page.exception and "Hier gibt es noch keine Daten" in words(page)


@pytest.mark.parametrize("role", ["council", "coordinator", "admin"])
def test_every_role_sees_the_same_public_profile(app_page: Run, role: str) -> None:
    """Prevents internal points or addresses from slipping into a page that is printed and handed out."""
    public = app_page("stadtbezirk", {"bezirk": "eving"}).get("deck_gl_json_chart")[1].proto.json
    page = app_page("stadtbezirk", {"bezirk": "eving"}, role=role)
    assert not page.exception and page.get("deck_gl_json_chart")[1].proto.json == public


def test_english_is_complete(app_page: Run) -> None:
    """Prevents German sentences in the English profile."""
    page = app_page("stadtbezirk", {"sprache": "en", "bezirk": "eving"})
    assert not page.exception and "What is notable" in words(page) and "gesunken" not in words(page)
