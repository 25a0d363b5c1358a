"""The page Bevölkerung: what a reader sees, and that no exact count of persons leaves the server."""

import json

import pytest

_ESTIMATE = "Schätzung"


def _words(page) -> str:
    return " ".join(element.value for element in [*page.markdown, *page.caption, *page.info])


def test_page_speaks_of_the_city(app_page) -> None:
    """Prevents a page without its sentences, head line and the Melderegister's name."""
    page = app_page("bevoelkerung")
    assert not page.exception
    assert [title.value for title in page.title] == ["Bevölkerung"]
    words = _words(page)
    for expected in (
        "Stand 31.12.2025",
        "Melderegister",
        "Auf 100 Menschen von 18 bis 64 Jahren",
        "IT.NRW",
        "nicht die Arbeitslosenquote",
    ):
        assert expected in words


@pytest.mark.parametrize("area", ["city:dortmund", "bezirk:hoerde", "stat:140", "pg:evinger-mitte"])
def test_page_works_on_every_level(app_page, area: str) -> None:
    """Prevents a level of areas on which a chart or sentence fails."""
    page = app_page("bevoelkerung", {"gebiet": area})
    assert not page.exception
    assert page.get("plotly_chart")


def test_programme_area_is_marked_as_estimate(app_page) -> None:
    """Prevents interpolated values from being read as counts."""
    assert _ESTIMATE in _words(app_page("bevoelkerung", {"gebiet": "pg:evinger-mitte"}))
    assert _ESTIMATE not in _words(app_page("bevoelkerung", {"bezirk": "eving"}))


def test_pyramid_sends_only_multiples_of_five(app_page) -> None:
    """Prevents exact small counts from lying in the page's data, where anybody can read them."""
    page = app_page("bevoelkerung", {"gebiet": "stat:130"})
    figures = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    pyramid = next(figure for figure in figures if figure["layout"].get("barmode") == "relative")
    bars = [value for trace in pyramid["data"] if trace["type"] == "bar" for value in _values(trace["x"])]
    assert len(bars) > 50
    assert {value % 5 for value in bars} == {0}


def _values(column) -> list[float]:
    if isinstance(column, list):
        return column
    import base64

    import numpy as np

    return np.frombuffer(base64.b64decode(column["bdata"]), dtype=column["dtype"]).tolist()


def test_year_and_comparison_come_from_the_link(app_page) -> None:
    """Prevents a copied link from showing another year."""
    page = app_page("bevoelkerung", {"bezirk": "eving", "stand": "2018", "vergleich": "2012"})
    assert not page.exception
    words = _words(page)
    assert "Stand 31.12.2018" in words and "Vergleich mit 2012" in words
    assert page.query_params["stand"] == "2018"


def test_first_year_has_no_movement_and_still_opens(app_page) -> None:
    """Prevents a failure in the year before births, deaths and moves were counted."""
    assert not app_page("bevoelkerung", {"stand": "2010", "vergleich": "keine"}).exception


@pytest.mark.parametrize(
    "query",
    [
        {"bezirk": "<script>alert(1)</script>"},
        {"gebiet": "x" * 10_000},
        {"stand": "nie", "vergleich": "1066", "indikator": "../../etc/passwd", "ebene": "'; DROP TABLE area"},
    ],
)
def test_hostile_links_give_the_default_and_a_friendly_line(app_page, query: dict[str, str]) -> None:
    """Prevents unknown values of a link from breaking the page or being shown in it."""
    page = app_page("bevoelkerung", query)
    assert not page.exception
    assert any("Grundeinstellung" in info.value for info in page.info)
    assert "script" not in _words(page)


def test_empty_database_says_what_to_do(app_page) -> None:
    """Prevents an exception or an empty page where nothing is loaded yet."""
    page = app_page("bevoelkerung", empty=True)
    assert not page.exception
    assert any("noch keine Daten" in info.value for info in page.info)


def test_english_page_has_no_german_sentences(app_page) -> None:
    """Prevents forgotten translations."""
    page = app_page("bevoelkerung", {"sprache": "en", "bezirk": "eving"})
    assert not page.exception
    assert "Menschen" not in " ".join(element.value for element in page.markdown)
