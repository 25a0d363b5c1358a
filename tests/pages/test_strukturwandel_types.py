"""Nachbarschaft and Gebietstypen: findings in words, reasons instead of empty pages, and links that show the same."""

from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import Result, area_types, neighbourhood
from strukturmonitor.database import Database
from strukturmonitor.ui import class_map as maps
from strukturmonitor.ui.change import neighbourhood as neighbourhood_page
from strukturmonitor.ui.change import types as types_page

Run = Callable[..., AppTest]
MODULES = {"neighbourhood": neighbourhood, "area_types": area_types}


def result_of(frames: dict[str, pd.DataFrame], stamp: str) -> Result:
    now = pd.Timestamp("2026-11-23T08:00", tz="UTC").to_pydatetime()
    return Result(stamp, now, "1", 1, now.date(), frames)


@pytest.fixture(scope="module")
def computed(demo_database: Database) -> dict[str, Result]:
    reader = Reader(demo_database, Actor())
    return {name: result_of(module.results(reader), f"test-{name}") for name, module in MODULES.items()}


@pytest.fixture
def show(app_page: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Show a view with these results (by analysis; None: not computed yet)."""

    def run(results: dict[str, Result | None], query: dict[str, str]) -> AppTest:
        for page in (neighbourhood_page, types_page):
            monkeypatch.setattr(page, "analysis", lambda _, name: results[name])
        return app_page("strukturwandel", query)

    return run


def words(page: AppTest) -> str:
    shown = [*page.title, *page.header, *page.markdown, *page.caption, *page.info, *page.warning]
    return "\n".join(element.value for element in shown)


@pytest.mark.parametrize(("view", "language"), [("nachbarschaft", "de"), ("typen", "de"), ("typen", "en")])
def test_a_view_tells_its_finding(show: Run, computed: dict[str, Result], view: str, language: str) -> None:
    """Prevents a view that shows a map and a chart without saying what they show."""
    page = show(computed, {"ansicht": view, "sprache": language})
    assert not page.exception
    told = words(page)
    assert {"nachbarschaft": "Benachbarte Gebiete", "typen": "Typ"}[view] in told
    assert "nan" not in told.lower().split()
    assert {"nachbarschaft": "indikator=", "typen": "typ="}[view] in page.code[0].value  # the link to copy


@pytest.mark.parametrize("view", ["nachbarschaft", "typen"])
def test_before_the_first_result_the_page_says_so(show: Run, view: str) -> None:
    """Prevents an empty page, or a reader waiting, after an import."""
    page = show({"neighbourhood": None, "area_types": None}, {"ansicht": view})
    assert not page.exception
    assert "zum ersten Mal berechnet" in page.info[0].value


def test_an_indicator_that_cannot_be_tested_says_why(show: Run, computed: dict[str, Result]) -> None:
    """An empty map without a word, or a link that shows another indicator than it names."""
    overall = computed["neighbourhood"]["overall"]
    chosen = overall[overall["reason"] == "not_on_level"]["indicator_id"].iloc[0]
    page = show(computed, {"ansicht": "nachbarschaft", "indikator": chosen})
    assert not page.exception
    assert "nicht prüfbar" in page.info[0].value
    assert page.query_params["indikator"] == [chosen] or page.query_params["indikator"] == chosen


@pytest.mark.parametrize("reason", ["no_values", "no_neighbours", "too_few", "constant"])
def test_every_reason_has_words(show: Run, computed: dict[str, Result], reason: str) -> None:
    """A reason without a text, which would end the page."""
    frames = {name: frame.copy() for name, frame in computed["neighbourhood"].frames.items()}
    frames["overall"].loc[:, "reason"] = reason
    frames["overall"].loc[:, ["i", "p", "q"]] = float("nan")
    page = show({**computed, "neighbourhood": result_of(frames, f"test-{reason}")}, {"ansicht": "nachbarschaft"})
    assert not page.exception
    assert len(page.info) == 2  # of the chosen indicator, and that none could be tested


def test_an_outlier_is_named(show: Run, computed: dict[str, Result]) -> None:
    """Prevents an area that stands out from its neighbours being counted with a group."""
    frames = {name: frame.copy() for name, frame in computed["neighbourhood"].frames.items()}
    local = frames["local"]
    first = local.index[(local["indicator_id"] == "altenquotient") & (local["reason"] == "")][0]
    local.loc[first, ["quadrant", "cluster"]] = ["HL", ""]
    page = show(
        {**computed, "neighbourhood": result_of(frames, "test-outlier")},
        {"ansicht": "nachbarschaft", "indikator": "altenquotient"},
    )
    assert "Hoch mitten unter niedrigen Nachbarn" in words(page)


def test_a_type_from_the_link(show: Run, computed: dict[str, Result]) -> None:
    """A copied link that opens another type."""
    letters = computed["area_types"]["types"]["type"].tolist()
    page = show(computed, {"ansicht": "typen", "typ": letters[-1].lower()})
    assert any(header.value.startswith(f"{letters[-1]}: ") for header in page.header)


def test_another_number_of_types_from_the_link(show: Run, computed: dict[str, Result]) -> None:
    """A copied link that opens the proposed number of types instead of the chosen one."""
    numbers = computed["area_types"]["areas_by_number"]["number"].unique()
    for number in numbers:
        page = show(computed, {"ansicht": "typen", "anzahl": str(number)})
        assert not page.exception
        assert f"bilden {number} Typen" in page.header[0].value
    assert len(numbers) > 1


@pytest.mark.parametrize("reason", ["too_few_years", "too_few_areas", "no_indicators", "no_groups"])
def test_without_types_there_is_a_reason(show: Run, computed: dict[str, Result], reason: str) -> None:
    """A reason without a text, which would end the page."""
    frames = dict(computed["area_types"].frames)
    frames["about"] = frames["about"].assign(reason=reason)
    page = show({**computed, "area_types": result_of(frames, f"test-{reason}")}, {"ansicht": "typen"})
    assert not page.exception
    assert "eine Typen" in page.info[0].value or "Noch keine Typen" in page.info[0].value


def test_missing_eras_and_wrong_lines_are_told(show: Run, computed: dict[str, Result]) -> None:
    """Prevents proposals from eras that nobody knows, and lines of the office that vanish."""
    frames = dict(computed["area_types"].frames)
    frames["eras"] = frames["eras"].assign(era="", source="", reason="not_surveyed")
    frames["era_faults"] = pd.DataFrame([{"line": 3, "area": "999", "era": "barock", "fault": "unknown_area"}])
    page = show({**computed, "area_types": result_of(frames, "test-eras")}, {"ansicht": "typen"})
    assert "Zeile 3" in page.warning[0].value
    assert "keine Angaben" in page.info[0].value


def test_the_map_file_is_handed_out_only_under_its_own_address(
    demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a map that stays grey, and addresses that say what was never drawn."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    from strukturmonitor.server import _map_file
    from strukturmonitor.ui.map_files import leave_class_file

    page = SimpleNamespace(data=SimpleNamespace(reader=Reader(demo_database, Actor())))
    content = maps.class_areas(
        page.data.reader, "bezirk", {"bezirk:eving": "A"}, {"A": "#0072B2"}, {"bezirk:eving": "<b>x</b>"}
    )
    digest = leave_class_file(content)
    client = TestClient(Starlette(routes=[Route("/karte/klassen.geojson", _map_file)]))
    found = {f["properties"]["area_id"]: f["properties"] for f in client.get(f"/karte/klassen.geojson?inhalt={digest}").json()["features"]}  # fmt: skip
    assert found["bezirk:eving"]["fill"][:3] == [0, 114, 178]
    assert found["bezirk:eving"]["hover"] == "&lt;b&gt;x&lt;/b&gt;"
    assert found["bezirk:hoerde"]["fill"][:3] == [217, 214, 207]
    assert client.get("/karte/klassen.geojson?inhalt=0").status_code == 404
