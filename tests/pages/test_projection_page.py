"""The section on residents to come: marked as an estimate, with its reasons, and without exact counts."""

import datetime
import json

import pandas as pd
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import Result
from strukturmonitor.analysis.projection import results

_SECTION = "strukturmonitor.ui.population.projection.analysis"


@pytest.fixture(scope="module")
def frames(demo_database) -> dict[str, pd.DataFrame]:
    return results(Reader(demo_database, Actor()))


@pytest.fixture
def with_result(monkeypatch):
    def give(frames: dict[str, pd.DataFrame] | None) -> None:
        now = datetime.datetime.now(datetime.UTC)
        stamp = f"{now:%Y%m%dT%H%M%S%f}"
        result = None if frames is None else Result(stamp, now, "v", 0, now.date(), frames)
        monkeypatch.setattr(_SECTION, lambda database, name: result)

    return give


def words(page) -> str:
    return " ".join(element.value for element in [*page.markdown, *page.caption, *page.info])


@pytest.mark.parametrize("area", ["city:dortmund", "bezirk:eving", "stat:140"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_level_says_that_it_is_an_estimate(app_page, with_result, frames, area: str, language: str) -> None:
    """Prevents an estimate that reads like a count or an official forecast, on any level and in either language."""
    with_result(frames)
    page = app_page("bevoelkerung", {"gebiet": area, "sprache": language})
    assert not page.exception
    said = words(page)
    assert ("Vorausschätzung, keine amtliche Prognose" if language == "de" else "no official forecast") in said
    assert "2040" in said and ("Nicht besser" if language == "de" else "not better") in said


def test_figures_carry_only_multiples_of_five(app_page, with_result, frames) -> None:
    """Prevents exact counts of the start in the data of the charts."""
    with_result(frames)
    page = app_page("bevoelkerung", {"gebiet": "stat:140"})
    figures = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    course = next(figure for figure in figures if any(trace.get("fill") == "toself" for trace in figure["data"]))
    pyramid = next(figure for figure in figures if figure["layout"].get("barmode") == "overlay")
    values = [value for trace in course["data"] for value in _numbers(trace["y"])]
    values += [value for trace in pyramid["data"] for value in _numbers(trace["x"])]
    assert len(values) > 150 and {value % 5 for value in values} == {0}


def _numbers(column) -> list[float]:
    if isinstance(column, list):
        return column
    import base64

    import numpy as np

    return np.frombuffer(base64.b64decode(column["bdata"]), dtype=column["dtype"]).tolist()


@pytest.mark.parametrize("area", ["stat:130", "pg:evinger-mitte"])
def test_small_area_gets_its_reason(app_page, with_result, frames, area: str) -> None:
    """Prevents an empty section, or a projection of a few hundred people."""
    with_result(frames)
    page = app_page("bevoelkerung", {"gebiet": area})
    assert not page.exception and "nicht einzeln vorausgeschätzt" in words(page)


def test_first_computation_is_awaited_kindly(app_page, with_result) -> None:
    """Prevents an error on the page while the first result is being computed."""
    with_result(None)
    page = app_page("bevoelkerung")
    assert not page.exception and "wird gerade zum ersten Mal berechnet" in words(page)


@pytest.mark.parametrize(
    ("reason", "missing", "expected"),
    [
        ("not_counted", "births,deaths", "Geburten und Sterbefälle"),
        ("too_few_years", "", "mindestens 3 Jahre"),
        ("no_persons", "", "fehlen die Einwohner nach Alter"),
    ],
)  # fmt: skip
def test_why_nothing_is_projected(app_page, with_result, frames, reason: str, missing: str, expected: str) -> None:
    """Prevents silence where figures are missing: the page says which."""
    about = frames["about"].assign(reason=reason, missing=missing)
    with_result({name: frame.iloc[:0] for name, frame in frames.items()} | {"about": about})
    page = app_page("bevoelkerung")
    assert not page.exception and expected in words(page)


def test_untested_estimate_says_so(app_page, with_result, frames) -> None:
    """Prevents that an estimate nobody could test looks like a tested one."""
    with_result(frames | {name: frames[name].iloc[:0] for name in ("test", "test_errors")})
    page = app_page("bevoelkerung", {"bezirk": "eving"})
    assert not page.exception and "Nicht prüfbar" in words(page)
