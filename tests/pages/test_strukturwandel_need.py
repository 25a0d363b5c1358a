"""The views «Handlungsbedarf» and «Gewichte erproben» of the page Strukturwandel."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import Result, need
from strukturmonitor.charts.palette import MISSING, NEED_COLOURS
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.change import need as need_page
from strukturmonitor.ui.change import need_area as area_page

Run = Callable[..., AppTest]


def result_of(database: Database) -> Result:
    now = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    frames = need.results(Reader(database, Actor()))
    return Result("stamp", now, "version", 1, now.date(), frames)


@pytest.fixture(scope="module")
def demo_result(demo_database: Database) -> Result:
    return result_of(demo_database)


@pytest.fixture
def view(app_page: Run, demo_result: Result, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Open the page on a computed result; no analysis runs in the background meanwhile."""

    def run(
        query: dict[str, str] | None = None, *, result: Result | None = demo_result, empty: bool = False
    ) -> AppTest:
        monkeypatch.setattr(need_page, "analysis", lambda database, name: result)
        return app_page("strukturwandel", query, empty=empty)

    yield run


def words(page: AppTest) -> str:
    assert not page.exception
    shown = [*page.title, *page.header, *page.markdown, *page.caption, *page.info]
    return "\n".join(element.value for element in shown)


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def test_results_can_be_recomputed_from_what_they_hold(demo_result: Result) -> None:
    """Prevents an index whose parts do not make the whole: contributions add up to both indexes, weights to those of
    the version, and nothing is ranked without a reason being empty."""
    areas = demo_result["areas"].set_index(["level", "area_id"])
    parts = demo_result["parts"].groupby(["level", "area_id"])
    ranked = areas["rank"].notna()
    pd.testing.assert_series_equal(ranked, areas["reason"] == "", check_names=False)
    for column, total in (("contribution", "status_z"), ("change_contribution", "dynamic_z")):
        found = parts[column].sum(min_count=1).reindex(areas.index)
        np.testing.assert_allclose(found, areas[total].astype(float), atol=1e-9)
    assert parts["weight"].sum().reindex(areas.index)[ranked].to_numpy() == pytest.approx(6)
    assert (areas.loc[ranked, "rank_low"] <= areas.loc[ranked, "rank_high"]).all()
    assert set(areas.index.get_level_values("level")) == {"stat", "bezirk"}


def test_the_page_says_where_the_need_is_and_how_sure_that_is(view: Run, demo_result: Result) -> None:
    """Prevents a map without a finding, a warning and a band."""
    said = words(view())
    areas = demo_result["areas"]
    first = areas[(areas["level"] == "stat") & (areas["rank"] == 1)].iloc[0]
    assert "Ein Index ist ein Anlass, genauer hinzusehen" in said
    assert "sehr hohen Handlungsbedarf" in said
    assert f"zwischen {first['rank_low']} und {first['rank_high']}" in said


def test_the_matrix_counts_every_area(view: Run, demo_result: Result) -> None:
    """Prevents a legend whose numbers do not add up to the areas on the map, those not valued included."""
    areas = demo_result["areas"]
    shown = html_of(view({"ebene": "bezirk"}))
    for group, count in areas.loc[areas["level"] == "bezirk", "group"].value_counts().items():
        assert f"{group} · <b>{count}</b>" in shown
    of_level = areas[areas["level"] == "stat"]
    missing = (of_level["reason"] == "missing").sum()
    if missing:
        assert f"nicht bewertet (zu wenige Indikatoren mit Wert) ({missing})" in html_of(view())


def test_an_area_of_the_link_is_taken_apart(view: Run) -> None:
    """Prevents a link that opens another area than the one that was looked at."""
    said = words(view({"bezirk": "eving"}))
    assert "Der Index zerlegt: Stadtbezirk Eving" in said
    assert "von 12" in said


def test_an_area_that_is_not_valued_says_why(view: Run, demo_result: Result) -> None:
    """Prevents an empty part of the page for the few areas without a rank."""
    areas = demo_result["areas"]
    without = areas[areas["reason"] != ""]
    assert not without.empty  # a tenth of the demo has areas with too few shops
    said = words(view({"gebiet": without["area_id"].iloc[0]}))
    assert "nicht bewertet" in said
    assert "Ohne Wert:" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_written_with_their_gaps(demo_result: Result, language: str) -> None:
    """Prevents a table that cannot be opened because an area has no rank (pandas' NA is neither true nor false)."""
    texts = speak(language)
    page = SimpleNamespace(texts=texts)
    areas = demo_result["areas"].assign(name="Ort")
    areas.loc[0, ["rank", "rank_low", "rank_high", "status_class", "dynamic_class"]] = pd.NA
    areas.loc[0, "reason"] = "missing"
    table = need_page.area_table(page, areas)
    for name, column in need_page.area_columns(page).items():
        assert all(isinstance(column.format(texts, value), str) for value in table[name])
    parts = demo_result["parts"].assign(name="Zahl")
    parts.loc[0, ["rank_without", "value", "before_period"]] = pd.NA
    table = area_page._table(page, parts, dict(catalogue()))
    for name, column in area_page._columns(page).items():
        assert all(isinstance(column.format(texts, value), str) for value in table[name])


def test_weights_of_the_link_are_in_force(view: Run) -> None:
    """Prevents a shared setting that the receiver does not see; what was given stays in the URL."""
    page = view({"ansicht": "gewichte", "leerstandsquote": "3", "arbeitslosenanteil": "0"})
    said = words(page)
    assert "Mit Ihren Gewichten ändert sich die Stufe" in said
    assert [slider.value for slider in page.slider] == [3, 1, 1, 1, 1, 0]
    assert page.query_params["leerstandsquote"] == "3"
    assert page.query_params["arbeitslosenanteil"] == "0"


def test_moving_a_slider_changes_the_ranks_and_reset_takes_it_back(view: Run) -> None:
    """Prevents sliders without effect, and a reset that leaves the view."""
    page = view({"ansicht": "gewichte"})
    assert "Noch zählen alle Indikatoren wie üblich" in words(page)
    page.slider[0].set_value(3).run()
    assert "Am weitesten" in words(page)
    next(button for button in page.button if button.label == "Filter zurücksetzen").click().run()
    assert "Noch zählen alle Indikatoren wie üblich" in words(page)
    assert dict(page.query_params) == {"ansicht": "gewichte"}  # a copied link shows this view, too


def test_a_slider_moved_twice_at_once_keeps_its_value(view: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a step back to the start: the second move comes before the browser knows the URL of the first one."""
    page = view({"ansicht": "gewichte"})
    page.slider[0].set_value(2).run()
    del page.query_params["leerstandsquote"]
    page.slider[0].set_value(3).run()
    assert page.slider[0].value == 3
    del page.query_params["leerstandsquote"]
    assert page.run().slider[0].value == 3  # a component told something meanwhile
    del page.query_params["leerstandsquote"]
    monkeypatch.setattr(local_script_runner, "RerunData", partial(RerunData, is_history_navigation=True))
    assert page.run().slider[0].value == 1  # the reader went a step back


def test_impossible_weights_end_in_a_sentence(view: Run) -> None:
    """Prevents a division by nothing, and a stack trace for a weight that cannot be."""
    zero = dict.fromkeys(demo_columns(), "0")
    assert "Alle Gewichte stehen auf 0" in words(view({"ansicht": "gewichte", **zero}))
    page = view({"ansicht": "gewichte", "leerstandsquote": "7", "wiederbelegung": "1.5"})
    assert "leerstandsquote und wiederbelegung" in words(page)
    assert [slider.value for slider in page.slider] == [1] * 6


def demo_columns() -> tuple[str, ...]:
    return need_page.definitions()[need_page.INDEX].versions[-1].columns


def test_a_city_without_these_data_is_told_so(view: Run, empty_database: Database) -> None:
    """Prevents an empty map without a word where nothing was imported yet."""
    result = result_of(empty_database)
    assert result["areas"].empty or result["areas"]["rank"].isna().all()
    for query in ({}, {"ansicht": "gewichte"}):
        assert "gibt es keinen Index" in words(view(query, result=result, empty=True))


def test_while_the_first_result_is_computed_the_page_says_so(view: Run) -> None:
    """Prevents an error on the first visit after a start, or on a result that an earlier version kept."""
    assert "wird gerade zum ersten Mal berechnet" in words(view(result=None))
    now = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    assert "wird gerade zum ersten Mal berechnet" in words(view(result=Result("old", now, "v", 1, now.date(), {})))


# Machado, Oliveira and Fernandes (2009): how colours look without one kind of cone, in linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, vision: object) -> np.ndarray:
    """CIELAB of a colour as somebody with this vision sees it."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = _XYZ @ np.clip(np.array(vision) @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_the_twelve_colours_keep_apart_for_everybody(vision: str) -> None:
    """Prevents groups that colour-blind readers, or anybody beside «nicht bewertet», cannot tell apart. A difference of
    10 in CIELAB is seen at a glance."""
    colours = [colour for look, colour in NEED_COLOURS.items() if len(look) == 2] + [MISSING]
    seen = [lab(colour, VISION[vision]) for colour in colours]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 10
