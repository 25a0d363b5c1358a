"""Population to come: residents by age and sex moved forward from the last count, with a band and a back-test.

An estimate of what follows if people live, die, have children and move as in the last years; no official forecast. Exact
counts are read with the public's rights and stay in memory; every frame holds rounded counts.

Frames:
* about: one row: reason ('' or why nothing is projected: 'no_persons', 'not_counted', 'too_few_years'), start_year,
  fit_from, horizon_year, band_pct, draws, test_years, tests (how many), minimum_persons, missing (names of what nobody
  counted).
* areas: area_id, level, reason ('' or why an area is not shown: 'few_persons', 'gaps').
* groups: area_id, year, group, low, middle, high: past years (middle is the count, no band) and the years to come.
* persons: area_id, year, sex, age (first of its band), low, middle, high: of the start and of some years to come.
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
from strukturmonitor.analysis.projection_counts import SEXES, Counts, Fitted, read_counts, usable
from strukturmonitor.analysis.projection_rates import fit_rates
from strukturmonitor.analysis.projection_sums import Course, Sums, course, make_sums
from strukturmonitor.facts import read_facts
from strukturmonitor.small_numbers import round_persons

_LIMITS = ("low", "middle", "high")
_TEST = ["from_year", "to_year", "area_id", "level", "group", "actual", *METHODS, "low", "high"]
_ERRORS = ["from_year", "to_year", "level", "group", *(f"{m}{e}" for m in METHODS for e in ("_pct", "_bias_pct")), "areas", "inside_pct"]
_COLUMNS = {
    "areas": ["area_id", "level", "reason"],
    "groups": ["area_id", "year", "group", *_LIMITS],
    "persons": ["area_id", "year", "sex", "age", *_LIMITS],
    "test": _TEST,
    "test_errors": _ERRORS,
}  # fmt: skip


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    settings = read_facts("analysis_projection.yml")
    areas = reader.read("areas")
    counts = read_counts(reader, areas)
    fitted = usable(counts, settings)
    if fitted.counts is None:
        empty = {name: pd.DataFrame(columns=columns) for name, columns in _COLUMNS.items()}
        return {"about": _about(fitted, 0, settings), **empty}
    return project_counts(counts, fitted, areas, reader.read("export_area_part"), settings)


def project_counts(
    counts: Counts, fitted: Fitted, areas: pd.DataFrame, parts: pd.DataFrame, settings: dict
) -> dict[str, pd.DataFrame]:
    """All frames. `counts`: everything counted, for the past; `fitted`: what rates are taken from."""
    known = fitted.counts
    settings = {**settings, "fit_years": min(settings["fit_years"], len(known.years) - 1)}
    sums = make_sums(known, areas, parts, settings)
    start = known.persons[:, -1]
    residents = sums.grouped(start)[:, 0]
    is_shown = residents >= settings["minimum_persons"]
    start_year = int(known.years[-1])
    tests = back_tests(known, sums, settings)
    factor = widening(tests, sums, is_shown, settings["band_pct"])
    ahead = course(
        start, start_year, fit_rates(known, settings), sums,
        years=settings["horizon_year"] - start_year, draws=settings["draws"], settings=settings,
    )  # fmt: skip
    rows = backtest_rows(tests, sums, is_shown, settings) if tests else pd.DataFrame(columns=_TEST)
    return {
        "about": _about(fitted, len(tests), settings),
        "areas": _areas(areas, parts, sums, is_shown),
        "groups": _groups(counts, start_year, ahead, factor.groups, sums, is_shown),
        "persons": _persons(start, start_year, ahead, factor.bands, sums, is_shown),
        "test": rows,
        "test_errors": backtest_errors(rows) if tests else pd.DataFrame(columns=_ERRORS),
    }


def _about(fitted: Fitted, tests: int, settings: dict) -> pd.DataFrame:
    known = fitted.counts
    start_year = None if known is None else int(known.years[-1])
    return pd.DataFrame(
        [
            {
                "reason": fitted.reason,
                "missing": ",".join(fitted.missing),
                "start_year": start_year,
                "fit_from": None if known is None else start_year - settings["fit_years"] + 1,
                "tests": tests,
                **{name: settings[name] for name in ("horizon_year", "band_pct", "draws", "test_years", "minimum_persons", "least_fit_years")},
            }
        ]
    )  # fmt: skip


def _areas(areas: pd.DataFrame, parts: pd.DataFrame, sums: Sums, is_shown: np.ndarray) -> pd.DataFrame:
    known = pd.Series(np.where(is_shown, "", "few_persons"), index=sums.area_ids)
    rows = areas.loc[areas["area_id"].isin(parts["area_id"]), ["area_id", "level"]].reset_index(drop=True)
    return rows.assign(reason=rows["area_id"].map(known).fillna("gaps"))


def _groups(
    counts: Counts, start_year: int, ahead: Course, factor: np.ndarray, sums: Sums, is_shown: np.ndarray
) -> pd.DataFrame:
    of_sums = np.isin(counts.stat_ids, _stat_ids(counts, sums))
    past = np.stack([sums.grouped(counts.persons[of_sums, number]) for number in np.flatnonzero(counts.years <= start_year)])
    none = np.full_like(past, np.nan)
    limits = np.concatenate([np.stack([none, past, none]), widened(ahead.groups, factor)], axis=1)
    years = [*counts.years[counts.years <= start_year], *ahead.years]
    return _long(limits, sums, is_shown, years, {"group": np.array(sums.groups)}).dropna(subset=["middle"])
