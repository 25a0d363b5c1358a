"""The page Verkehr: its three views, its filters in the URL, and what it must never count or read."""

import json

import pytest

from strukturmonitor.database import statements

HOSTILE = {
    "bezirk": "<script>alert(1)</script>",
    "ansicht": "x" * 10_000,
    "jahr": "9999",
    "stelle": "'; DROP TABLE area; --",
    "richtung": "7",
    "kennzahl": "%00",
    "von": "gestern",
    "bis": "-1",
    "beteiligt": "rad,../etc",
    "schwere": "4",
    "zeit": "25",
    "zaehler": "nirgends",
}


def _words(page) -> str:
    return " ".join(
        element.value for element in [*page.markdown, *page.caption, *page.info, *page.header, *page.subheader]
    )


def _map_points(page) -> list[dict]:
    deck = json.loads(page.get("deck_gl_json_chart")[0].proto.json)
    return next(layer["data"] for layer in deck["layers"] if layer["id"] == "points")


def _metrics(page) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_motor_traffic_names_measure_method_and_age(app_page) -> None:
    """Prevents a figure of traffic without its measure, its method or the year it speaks of."""
    page = app_page("verkehr")
    assert not page.exception
    words = _words(page)
    for expected in (
        "DTVw5",
        "Dauerzählstelle · 2025",
        "von 365 Tagen",
        "denselben",
        "Demodaten",
        "Im Vergleich: ",
        "Vollständig gezählt: ",
    ):
        assert expected in words
    assert list(_metrics(page)) == ["DTV (Kfz/24 h)", "DTVw (Kfz/24 h)", "DTVw5 (Kfz/24 h)", "Schwerverkehrsanteil"]
    assert page.get("deck_gl_json_chart") and len(page.get("plotly_chart")) == 7


@pytest.mark.parametrize("view", ["kfz", "unfaelle", "passanten"])
@pytest.mark.parametrize("area", ["city:dortmund", "bezirk:mengede", "stat:140", "pg:evinger-mitte"])
def test_views_work_on_every_level(app_page, view: str, area: str) -> None:
    """Prevents a view that fails where an area has no station, few accidents or no counter."""
    page = app_page("verkehr", {"ansicht": view, "gebiet": area})
    assert not page.exception
    assert page.get("deck_gl_json_chart")


@pytest.mark.parametrize("view", ["kfz", "unfaelle", "passanten"])
def test_views_work_in_english(app_page, view: str) -> None:
    """Prevents a text that only the German catalogue has."""
    page = app_page("verkehr", {"ansicht": view, "sprache": "en", "bezirk": "mengede"})
    assert not page.exception
    assert "Zählstelle" not in " ".join(metric.label for metric in page.metric)


@pytest.mark.parametrize("view", ["kfz", "unfaelle", "passanten"])
def test_views_without_data_say_why(app_page, view: str) -> None:
    """Prevents an error or a bare page before anything is loaded."""
    page = app_page("verkehr", {"ansicht": view}, empty=True)
    assert not page.exception
    assert page.info


def test_without_complete_years_the_published_accidents_are_only_points(app_page) -> None:
    """Prevents numbers per year made of the 60 published rows of one month."""
    page = app_page("verkehr", {"ansicht": "unfaelle"}, empty=True)
    assert "kein vollständiges Unfalljahr" in _words(page)
    points = _map_points(page)
    assert 50 <= len(points) <= 60
    assert all("veröffentlicht, Auszug" in point["hover"] for point in points)
    assert not page.metric and not page.get("plotly_chart")


def test_extracts_never_count(app_page, demo_database) -> None:
    """Prevents the published rows of January 2019 from entering the number of accidents of 2019."""
    page = app_page("verkehr", {"ansicht": "unfaelle", "von": "2019", "bis": "2019"})
    counts = demo_database.read("accident_counts", area_id="city:dortmund", from_year=2019, to_year=2019)
    total = int(counts.loc[counts["dimension"] == "year", "accidents"].sum())
    points = _map_points(page)
    extracts = [point for point in points if "Auszug" in point["hover"]]
    assert _metrics(page)["alle Unfälle"] == str(total)
    assert len(extracts) >= 50
    assert len(points) == total + len(extracts)


def test_many_accidents_become_cells_and_say_so(app_page, monkeypatch) -> None:
    """Prevents thousands of points in the browser, and a grid that looks like single accidents."""
    from strukturmonitor.ui.traffic import accident_map

    monkeypatch.setattr(accident_map, "MOST_POINTS", 100)
    page = app_page("verkehr", {"ansicht": "unfaelle"})
    assert not page.exception
    assert "zu viele für einzelne Punkte" in _words(page)
    cells = [point for point in _map_points(page) if "Auszug" not in point["hover"]]
    assert sum(int(cell["name"].split()[0].replace(".", "")) for cell in cells) == int(
        _metrics(page)["alle Unfälle"].replace(".", "")
    )


def test_filters_come_from_the_link(app_page) -> None:
    """Prevents a copied link from showing another view; years in the wrong order are put right."""
    query = {
        "ansicht": "unfaelle",
        "bezirk": "hoerde",
        "von": "2024",
        "bis": "2021",
        "beteiligt": "rad,fuss",
        "zeit": "frueh",
    }
    page = app_page("verkehr", query)
    assert "2021–2024 · Fahrrad und zu Fuß · früh (5 bis 9 Uhr)" in _words(page)
    assert page.query_params["von"] == "2021" and page.query_params["bis"] == "2024"
    assert page.query_params["beteiligt"] == "rad,fuss"
    station = app_page("verkehr", {"stelle": "mengede-b", "richtung": "1", "jahr": "2022", "kennzahl": "schwerverkehr"})
    assert "Mengeder Straße, Höhe Nette · Richtung Mengede" in _words(station)
    assert station.query_params["jahr"] == "2022"


@pytest.mark.parametrize("view", ["kfz", "unfaelle", "passanten", None])
def test_hostile_links_give_the_default_and_a_line(app_page, view: str | None) -> None:
    """Prevents an error page, and values from the URL that come back as they are."""
    page = app_page("verkehr", HOSTILE if view is None else {**HOSTILE, "ansicht": view})
    assert not page.exception
    assert "Grundeinstellung" in _words(page)
    assert "<script>" not in _words(page)


def test_one_day_counts_are_told_as_estimates(app_page, demo_database) -> None:
    """Prevents an extrapolated day from being read as a yearly mean, or a DTV being made of it."""
    stations = demo_database.read("traffic_stations", area_id="city:dortmund", year=2025)
    station_id = stations.loc[stations["method"] == "one_day", "station_id"].iloc[0]
    page = app_page("verkehr", {"stelle": station_id, "kennzahl": "dtv"})
    words = _words(page)
    assert "Tageszählung am" in words and "hochgerechnet (Schätzung)" in words
    assert "nur einzelne Tageszählungen" in words
    assert list(_metrics(page)) == ["DTVw5 (Kfz/24 h)", "Schwerverkehrsanteil"]
    before = app_page("verkehr", {"stelle": station_id, "jahr": "2020"})
    assert not before.exception


def test_passers_by_elsewhere_say_where_they_are_counted(app_page) -> None:
    """Prevents the centre's numbers from being read as Eving's."""
    page = app_page("verkehr", {"ansicht": "passanten", "bezirk": "eving"})
    assert "Im Stadtbezirk Eving werden keine Passanten gezählt" in _words(page)
    assert len(page.metric) == 3


@pytest.mark.parametrize("role", ["public", "council", "coordinator"])
def test_every_role_sees_the_same(app_page, role: str) -> None:
    """Prevents a role for which the page fails; traffic holds nothing restricted."""
    assert not app_page("verkehr", role=role).exception


def test_pages_read_no_hourly_traffic() -> None:
    """Prevents a page that gets slower with every counted hour: only the build reads traffic_hour."""
    offending = [
        name
        for name, query in statements("read").items()
        if query.subject == "traffic" and "traffic_hour" in query.sql.replace("traffic_hour_years", "")
    ]
    assert offending == ["traffic_hour_years"]


def test_only_a_new_click_on_the_map_chooses(monkeypatch) -> None:
    """Prevents a click from winning for ever over the filter beside the map: a selection stays on the map."""
    from types import SimpleNamespace

    from strukturmonitor.ui import maps

    monkeypatch.setattr(maps, "st", SimpleNamespace(session_state={}))
    page = SimpleNamespace(view=SimpleNamespace(key=lambda slug: f"verkehr:{slug}"))
    clicks = [None, 3, 3, 5, None, 3]
    assert [maps.new_click(page, "stellen", each) for each in clicks] == [False, True, False, True, False, True]
