"""Population to come: residents by age and sex moved forward from the last count, with a band and a back-test.

An estimate of what follows if people live, die, have children and move as in the last years; no official forecast. Exact
counts are read with the public's rights and stay in memory; every frame holds rounded persons.

Frames:
* about: one row: reason ('' or why nothing is projected: 'no_persons', 'not_counted', 'too_few_years'), missing (names of
  what nobody counted), start_year, and the settings it was made with.
* areas: area_id, level, reason ('' or why an area is not shown: 'few_persons', 'gaps').
* counted: area_id, year, group, persons, as the pages show them, up to the start.
* groups: area_id, year, group, low, middle, high of every year to come.
* persons: area_id, year, sex, age (first of its band), low, middle, high of some years to come.
* test: of projection_backtest.backtest_rows; test_errors: of backtest_errors. Empty where there are too few years."""

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.projection_backtest import (
    METHODS,
    back_tests,
    backtest_errors,
    backtest_rows,
    widened,
    widening,
)
from strukturmonitor.analysis.projection_counts import SEXES, Fitted, read_counts, usable
from strukturmonitor.analysis.projection_rates import fit_rates
from strukturmonitor.analysis.projection_shown import shown_counts
from strukturmonitor.analysis.projection_sums import Sums, course, make_sums
from strukturmonitor.facts import read_facts
from strukturmonitor.small_numbers import round_persons

_LIMITS = ("low", "middle", "high")
_TOLD = ("horizon_year", "fit_years", "least_fit_years", "band_pct", "draws", "test_years", "minimum_persons")
_TEST = ["from_year", "to_year", "area_id", "level", "group", "actual", *METHODS, "low", "high"]
_ERRORS = [
    "from_year",
    "to_year",
    "level",
    "group",
    *(f"{m}{e}" for m in METHODS for e in ("_pct", "_bias_pct")),
    "areas",
    "inside_pct",
]
_COLUMNS = {
    "areas": ["area_id", "level", "reason"],
    "counted": ["area_id", "year", "group", "persons"],
    "groups": ["area_id", "year", "group", *_LIMITS],
    "persons": ["area_id", "year", "sex", "age", *_LIMITS],
    "test": _TEST,
    "test_errors": _ERRORS,
}  # fmt: skip


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    areas, parts = reader.read("areas"), reader.read("export_area_part")
    settings = read_facts("analysis_projection.yml")
    fitted = usable(read_counts(reader, areas), settings)
    if fitted.counts is None:
        empty = {name: pd.DataFrame(columns=columns) for name, columns in _COLUMNS.items()}
        return {"about": _about(fitted, settings), **empty}
    return project_counts(fitted, shown_counts(reader, parts), areas, parts, settings)


def project_counts(
    fitted: Fitted, counted: pd.DataFrame, areas: pd.DataFrame, parts: pd.DataFrame, settings: dict
) -> dict[str, pd.DataFrame]:
    """All frames. `counted`: of projection_shown.shown_counts; `areas`: area_id, level; `parts`: area_id, stat_id, share;
    `settings`: as of analysis_projection.yml."""
    known = fitted.counts
    settings = {**settings, "fit_years": min(settings["fit_years"], len(known.years) - 1)}
    sums = make_sums(known, areas, parts, settings)
    start, start_year = known.persons[:, -1], int(known.years[-1])
    is_shown = sums.grouped(start).max(axis=1) >= settings["minimum_persons"]
    tests = back_tests(known, sums, settings)
    factor = widening(tests, sums, is_shown, settings)
    ahead = course(
        start, start_year, fit_rates(known, settings), sums,
        years=settings["horizon_year"] - start_year, draws=settings["draws"], settings=settings,
    )  # fmt: skip
    groups = widened(ahead.groups, factor.groups, ahead.years - start_year, settings["test_years"])
    bands = widened(ahead.bands, factor.bands, ahead.band_years - start_year, settings["test_years"])
    cells = {"sex": np.repeat(SEXES, len(sums.band_ages)), "age": np.tile(sums.band_ages, len(SEXES))}
    rows = backtest_rows(tests, counted, sums, is_shown, settings) if tests else pd.DataFrame(columns=_TEST)
    shown_ids = np.array(sums.area_ids)[is_shown]
    return {
        "about": _about(fitted, settings),
        "areas": _areas(areas, parts, sums, is_shown),
        "counted": counted[(counted["year"] <= start_year) & counted["area_id"].isin(shown_ids)],
        "groups": _long(groups, sums, is_shown, ahead.years, {"group": np.array(sums.groups)}),
        "persons": _long(bands, sums, is_shown, ahead.band_years, cells),
        "test": rows,
        "test_errors": backtest_errors(rows) if tests else pd.DataFrame(columns=_ERRORS),
    }


def _about(fitted: Fitted, settings: dict) -> pd.DataFrame:
    start_year = None if fitted.counts is None else int(fitted.counts.years[-1])
    told = {name: settings[name] for name in _TOLD}
    found = {"reason": fitted.reason, "missing": ",".join(fitted.missing), "start_year": start_year}
    return pd.DataFrame([{**found, **told}])


def _areas(areas: pd.DataFrame, parts: pd.DataFrame, sums: Sums, is_shown: np.ndarray) -> pd.DataFrame:
    known = pd.Series(np.where(is_shown, "", "few_persons"), index=sums.area_ids)
    rows = areas.loc[areas["area_id"].isin(parts["area_id"]), ["area_id", "level"]].reset_index(drop=True)
    return rows.assign(reason=rows["area_id"].map(known).fillna("gaps"))


def _long(
    limits: np.ndarray, sums: Sums, is_shown: np.ndarray, years: np.ndarray, cells: dict[str, np.ndarray]
) -> pd.DataFrame:
    """(3, t, k, c) → one row per area shown, year and cell, rounded. `cells`: what stands for c."""
    shown = limits[:, :, is_shown].swapaxes(1, 2)  # (3, k, t, c)
    _, areas, times, width = shown.shape
    columns = {
        "area_id": np.repeat(np.array(sums.area_ids)[is_shown], times * width),
        "year": np.tile(np.repeat(years, width), areas),
        **{name: np.tile(values, areas * times) for name, values in cells.items()},
        **{name: round_persons(pd.Series(values.ravel())) for name, values in zip(_LIMITS, shown, strict=True)},
    }
    return pd.DataFrame(columns)
