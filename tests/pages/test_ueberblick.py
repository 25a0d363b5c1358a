"""The first page: demo, empty database, hostile URLs, choices."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.indicators.headline import headline

Run = Callable[..., AppTest]


def words(page: AppTest) -> str:
    return "\n".join(
        element.value
        for element in [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.info]
    )


def test_map_ranking_figures_and_sentences(app_page: Run) -> None:
    """Prevents a first page on which one of its parts is missing."""
    page = app_page("ueberblick")
    assert not page.exception
    assert len(page.get("deck_gl_json_chart")) == 1 and len(page.get("plotly_chart")) == 1
    assert len(page.metric) == len(headline())
    assert "Was sich in einem Jahr am stärksten verändert hat" in words(page)
    assert "In Dortmund standen am 30.09.2026" in words(page)


def test_geometry_comes_by_url_and_no_value_travels_twice(app_page: Run) -> None:
    """Prevents a map that sends all outlines with every run: the first page must carry a hundred readers."""
    spec = app_page("ueberblick").get("deck_gl_json_chart")[0].proto.json
    layer = next(layer for layer in json.loads(spec)["layers"] if layer["id"] == "areas")
    assert layer["data"].startswith("karte/gebiete.geojson?")
    assert len(spec) < 12_000


def test_table_has_every_district_and_the_city(app_page: Run) -> None:
    """Prevents a district that is left out of the comparison."""
    table = app_page("ueberblick").table[0].value
    assert len(table) == 13 and table.index[-1] == "**Dortmund**"
    assert len(table.columns) == len(headline())


def test_table_sorted_by_an_indicator(app_page: Run) -> None:
    """Prevents an order by text, in which 9,1 comes after 14,3."""
    table = app_page("ueberblick", {"sortierung": "leerstandsquote"}).table[0].value
    column = table["Leerstandsquote"].iloc[:-1]
    values = [float(cell.split("\u00a0")[0].strip("*").replace(",", ".")) for cell in column if cell[2].isdigit()]
    assert values == sorted(values, reverse=True) and len(values) >= 10


@pytest.mark.parametrize(
    "query",
    [
        {"indikator": "<script>alert(1)</script>"},
        {"indikator": "x" * 10_000, "ebene": "../../etc"},
        {"ebene": "stat", "stand": "gestern"},
        {"bezirk": "atlantis"},
        {"gebiet": "pg:evinger-mitte"},
        {"sortierung": "'; DROP TABLE unit"},
        {"suche": "x" * 250},
    ],
)
def test_unknown_values_give_the_default(app_page: Run, query: dict[str, str]) -> None:
    """Prevents an error page after a mistyped or hostile link."""
    page = app_page("ueberblick", query)
    assert not page.exception and len(page.metric) == len(headline())


def test_rejected_value_is_said(app_page: Run) -> None:
    """Prevents a view that silently differs from what the link promised."""
    assert "Der Link enthielt eine Angabe" in words(app_page("ueberblick", {"bezirk": "atlantis"}))


def test_search_says_honestly_that_there_are_no_streets(app_page: Run) -> None:
    """Prevents «nothing found» from reading as «there is no such street»."""
    assert "ein Verzeichnis aller Straßen ist noch nicht geladen" in words(
        app_page("ueberblick", {"suche": "Bergmannstraße"})
    )


def test_chosen_district_stands_beside_the_city(app_page: Run) -> None:
    """Prevents figures of a district without the city's value."""
    page = app_page("ueberblick", {"bezirk": "eving"})
    assert "Kennzahlen: Stadtbezirk Eving" in words(page)
    assert "Dortmund:" in words(page).replace("\u00a0", " ")


def test_statistical_districts_and_an_earlier_date(app_page: Run) -> None:
    """Prevents a map of one date beside figures of another."""
    page = app_page("ueberblick", {"ebene": "stat", "stand": "2020-12-31"})
    assert not page.exception
    assert "In Dortmund standen am 31.12.2020" in words(page)
    assert "ebene=stat" in page.get("deck_gl_json_chart")[0].proto.json


def test_empty_database_says_why_and_what_to_do(app_page: Run) -> None:
    """Prevents a blank first page after a start without data."""
    page = app_page("ueberblick", empty=True)
    assert not page.exception
    assert "Hier gibt es noch keine Daten" in words(page)


def test_english_is_complete(app_page: Run) -> None:
    """Prevents German sentences in the English page."""
    page = app_page("ueberblick", {"sprache": "en", "bezirk": "eving"})
    assert not page.exception
    assert "What changed most within a year" in words(page)
    assert "gestiegen" not in words(page) and "Stand " not in words(page)


def test_colours_never_judge(app_page: Run) -> None:
    """Prevents a green «more vacancies»."""
    for metric in app_page("ueberblick", {"bezirk": "eving"}).metric:
        assert metric.proto.color == metric.proto.MetricColor.GRAY


def test_tree_has_what_the_page_expects(demo_database: Database) -> None:
    """Prevents a page that shows fewer districts than the city has."""
    tree = AreaTree(demo_database.read("areas"))
    assert len(tree.of_level("bezirk")) == 12 and len(tree.of_level("stat")) == 62
