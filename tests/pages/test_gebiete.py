"""Eigene Gebiete: the page with an area from the link, put together, saved, and with links that mean nothing."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.access.visitors import Visitor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.own_areas import drawn_area
from strukturmonitor.own_areas.line_code import encoded
from strukturmonitor.own_areas.saved import save_area, saved_areas

Run = Callable[..., AppTest]
SQUARE = "4hwtB4tx6J46GAAo8E36GA"  # 7.455 to 7.49 east, 51.535 to 51.56 north


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in [*page.title, *page.markdown, *page.caption, *page.info])


def test_without_an_area_the_page_says_what_to_do(app_page: Run) -> None:
    """Prevents an empty page, and a way that is missing."""
    page = app_page("gebiete")
    assert not page.exception and page.title[0].value == "Eigene Gebiete"
    assert "Noch ist kein Gebiet gezeichnet" in words(page) and len(page.get("plotly_chart")) == 1
    for way in ("hochladen", "bezirke", "gespeichert"):
        page = app_page("gebiete", {"weg": way})
        assert not page.exception and len(page.info) == 1
    assert "Programmgebiete" in page.expander[-1].label


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_outline_from_the_link_shows_all_figures(app_page: Run, language: str) -> None:
    """Prevents a link that opens something else, and a page that leaves out the estimate's quality or the boundaries' date."""
    page = app_page("gebiete", {"umriss": SQUARE, "sprache": language})
    assert not page.exception and not page.error and not page.warning
    said = words(page)
    assert ("6,75 km²" if language == "de" else "6.75 km²") in said
    assert ("Grenzen der statistischen Bezirke: Stand" if language == "de" else "Boundaries") in said
    assert ("Wie gut ist die Schätzung?" if language == "de" else "How good") in page.header[0].value
    assert len(page.metric) == 6 and len(page.dataframe) >= 2
    assert page.query_params["umriss"] == SQUARE


def test_districts_put_together_need_no_estimate(app_page: Run) -> None:
    """Prevents sums of whole districts that are called estimates."""
    page = app_page("gebiete", {"weg": "bezirke", "aus": "140,120"})
    assert not page.exception
    assert "Keine Schätzung nötig" in words(page) and "2 statistische Bezirke" in words(page)
    assert "schätzungsweise" not in words(page)


def test_a_small_area_has_points_only(app_page: Run) -> None:
    """Prevents figures on a handful of people."""
    for width, said in ((0.0015, "kleiner als 0,05 km²"), (0.004, "leben weniger als 300 Menschen")):
        page = app_page("gebiete", {"umriss": encoded(shapely.box(7.478, 51.553, 7.478 + width, 51.555))})
        assert not page.exception and said in words(page)
        assert not any("schätzungsweise" in element.value for element in page.markdown)
        assert {metric.label for metric in page.metric} >= {"Unfälle mit Personenschaden"}


@pytest.mark.parametrize(
    "query",
    [
        {"umriss": "<script>"},
        {"umriss": "A" * 5000},
        {"umriss": "CCCAAC"},  # the Gulf of Guinea
        {"weg": "bezirke", "aus": "140,999999,<b>"},
        {"weg": "gespeichert", "eigen": "ffffffffffff"},
        {"weg": "fliegen", "werkzeug": "x", "ausschnitt": "mars"},
    ],
)
def test_a_link_that_means_nothing_gives_a_friendly_line(app_page: Run, query: dict[str, str]) -> None:
    """Prevents an error page after a mistyped or hostile link."""
    page = app_page("gebiete", query)
    assert not page.exception
    assert page.info or page.error or page.warning


def test_the_empty_database(app_page: Run) -> None:
    """Prevents a page that fails where neither people nor shops are loaded."""
    page = app_page("gebiete", {"umriss": SQUARE}, empty=True)
    assert not page.exception and "keine Werte" in words(page)


def test_saved_areas_open_for_whom_they_are_shared_with(
    page_of: Run, writable_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a private area in the public list, a shared one that is missing there, and a page that cannot save,
    rename or delete."""
    from strukturmonitor.ui import data

    database = shared_database(writable_dir)
    kim = Actor("council", account_id="a-1", name="Kim")
    corners = [(7.455, 51.535), (7.49, 51.535), (7.49, 51.56), (7.455, 51.56)]
    area = drawn_area(Reader(database, Actor()), corners)
    old = datetime.date(2001, 1, 1)
    shared = save_area(database, kim, area, "Umfeld ![x](http://a.b/c)", old, is_shared=True)
    private = save_area(database, kim, area, "Geheimplan", old, is_shared=False)
    page = page_of(writable_dir, "gebiete", {"weg": "gespeichert", "eigen": shared})
    assert not page.exception and "Umfeld" in words(page)
    assert not any("![x](" in element.value for element in [*page.markdown, *page.caption])
    assert "Grenzen der statistischen Bezirke geändert" in page.warning[0].value
    assert all("Geheimplan" not in option for box in page.selectbox for option in box.options)
    page = page_of(writable_dir, "gebiete", {"weg": "gespeichert", "eigen": private})
    assert "nicht für Sie freigegeben" in page.warning[0].value and not page.metric
    monkeypatch.setattr(data, "visitor", lambda: Visitor(kim, "local"))
    page = page_of(writable_dir, "gebiete", {"weg": "gespeichert", "eigen": private})
    assert not page.exception and "Geheimplan" in words(page)
    next(box for box in page.text_input if box.value == "Geheimplan").set_value("Plan B")
    next(button for button in page.button if button.label == "Änderung übernehmen").click().run()
    assert not page.exception and saved_areas(database, kim)[private].name == "Plan B"
    page.checkbox[0].check()
    next(button for button in page.button if button.label == "Gebiet löschen").click().run()
    assert not page.exception and private not in saved_areas(database, kim)
    page = page_of(writable_dir, "gebiete", {"umriss": SQUARE})
    page.text_input[0].set_value("Neu")
    next(button for button in page.button if button.label == "Speichern").click().run()
    assert not page.exception and "Neu" in [each.name for each in saved_areas(database, kim).values()]
    close_shared(writable_dir)
