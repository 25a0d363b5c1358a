"""How good the projection would have been: made from what was known some years ago, held against what came, and against two
simple forecasts. What the errors show widens the band.

Empirical limits: Smith, S. K., Sincich, T. (1988): Stability over time in the distribution of population forecast errors.
Demography 25(3). The rank of the limit as in conformal prediction: Vovk, Gammerman, Shafer (2005): Algorithmic Learning in
a Random World."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.analysis.projection_counts import Counts
from strukturmonitor.analysis.projection_rates import fit_rates
from strukturmonitor.analysis.projection_shown import counts_in
from strukturmonitor.analysis.projection_sums import Course, Sums, course
from strukturmonitor.small_numbers import round_persons

METHODS = ("projected", "no_change", "same_trend")
_LEAST_WIDTH_PERSONS = 1.0
_POOL = {"city": "bezirk", "pg": "stat"}  # levels with too few areas of their own share the widening of another


@dataclass(frozen=True)
class Tested:
    """One test: what was projected from `from_year` for `to_year`, and what was counted. Arrays over areas k. The exact
    counts serve to widen the band and go no further."""

    from_year: int
    to_year: int
    course: Course
    actual: np.ndarray  # (t, k, g) in each year up to to_year
    actual_bands: np.ndarray  # (k, x · b) at to_year


@dataclass(frozen=True)
class Widening:
    """By how much the band of the yearly variation is too narrow, at least 1: of the age groups (t, k, g) for each year
    ahead that was tested, of the pyramid's bands (k, 1)."""

    groups: np.ndarray
    bands: np.ndarray


def back_tests(counts: Counts, sums: Sums, settings: dict) -> list[Tested]:
    """Tests from every year that has enough years before and after it; empty where none has."""
    fit_years, test_years = settings["fit_years"], settings["test_years"]
    tests = []
    for number in range(fit_years, len(counts.years) - test_years):
        from_year = int(counts.years[number])
        known = counts.between(int(counts.years[0]), from_year)
        ahead = course(
            known.persons[:, -1], from_year, fit_rates(known, settings), sums,
            years=test_years, draws=settings["test_draws"], settings=settings,
        )  # fmt: skip
        tests.append(
            Tested(
                from_year=from_year,
                to_year=from_year + test_years,
                course=ahead,
                actual=sums.grouped(counts.persons[:, number + 1 : number + test_years + 1].swapaxes(0, 1)),
                actual_bands=sums.banded(counts.persons[:, number + test_years]),
            )
        )
    return tests


def widening(tests: Iterable[Tested], sums: Sums, is_shown: np.ndarray, settings: dict) -> Widening:
    """What the tests teach: the factor that brings `band_pct` of what came into the band, by level, age group and years
    ahead (all bands of the pyramid together). 1 where there was no test."""
    tests, band_pct = list(tests), settings["band_pct"]
    pools = np.array([_POOL.get(level, level) for level in sums.levels])
    groups = np.ones((settings["test_years"], len(pools), len(sums.groups)))
    bands = np.ones((len(pools), 1))
    for pool in set(pools) if tests else ():
        members = (pools == pool) & is_shown & (sums.levels != "pg")
        if not members.any():
            continue
        scores = np.concatenate([_scores(test.course.groups, test.actual)[:, members] for test in tests], axis=1)
        groups[:, pools == pool] = _limit(scores, band_pct)[:, None]
        scores = [_scores(test.course.bands[:, -1], test.actual_bands)[members].ravel() for test in tests]
        bands[pools == pool] = _limit(np.concatenate(scores)[None], band_pct)
    return Widening(groups, bands)


def widened(limits: np.ndarray, factor: np.ndarray, ahead: np.ndarray, test_years: int) -> np.ndarray:
    """(3, t, k, …) low, middle, high: the limits `factor` times half the drawn band away from the middle; nobody below 0.
    `ahead` (t): years ahead. Beyond the years that were tested the last factor holds, and the band, in per cent, grows at
    least as fast as the years: errors of projections grow about linearly (Smith, Tayman, Swanson 2013: A Practitioner's
    Guide to State and Local Population Projections, ch. 13)."""
    middle = limits[1]
    if factor.ndim == middle.ndim:
        factor = factor[np.minimum(ahead, len(factor)) - 1]
    away = factor * _half_width(limits)
    last = max(int(np.searchsorted(ahead, test_years, side="right")) - 1, 0)  # the last year that was tested
    share = away[last] / np.maximum(middle[last], 1)
    for number in range(last + 1, len(ahead)):
        away[number] = np.maximum(away[number], share * middle[number] * ahead[number] / ahead[last])
    return np.stack([np.maximum(middle - away, 0), middle, middle + away])


def _half_width(limits: np.ndarray) -> np.ndarray:
    return (limits[2] - limits[0]) / 2


def _scores(limits: np.ndarray, actual: np.ndarray) -> np.ndarray:
    """Distance of what came from the middle, in half widths of the drawn band."""
    return np.abs(actual - limits[1]) / np.maximum(_half_width(limits), _LEAST_WIDTH_PERSONS)


def _limit(scores: np.ndarray, band_pct: float) -> np.ndarray:
    """Of scores (t, n, …) the one that band_pct of one more test would not exceed: rank ⌈(n + 1) · share⌉ of n; at
    least 1."""
    count = scores.shape[1]
    rank = min(int(np.ceil((count + 1) * band_pct / 100)), count)
    return np.maximum(np.sort(scores, axis=1)[:, rank - 1], 1)


def backtest_rows(
    tests: list[Tested], counted: pd.DataFrame, sums: Sums, is_shown: np.ndarray, settings: dict
) -> pd.DataFrame:
    """One row per test, area and age group: from_year, to_year, area_id, level, group, actual, the three forecasts of
    METHODS, low, high. What was counted is as it is shown (`counted`: of projection_shown.shown_counts), the rest rounded.
    The band is as it would have been drawn then: widened by what earlier tests had shown by that year."""
    fit_years, test_years = settings["fit_years"], settings["test_years"]
    frames = []
    for test in tests:
        earlier = [each for each in tests if each.to_year <= test.from_year]
        factor = widening(earlier, sums, is_shown, settings).groups
        low, middle, high = widened(test.course.groups, factor, np.arange(1, test_years + 1), test_years)[:, -1]
        actual, before, long_before = (
            counts_in(counted, year, sums.area_ids, sums.groups)
            for year in (test.to_year, test.from_year, test.from_year - fit_years)
        )
        trend = np.maximum(before + (before - long_before) * test_years / fit_years, 0)
        forecasts = dict(zip(METHODS, (middle, before, trend), strict=True))
        values = {"actual": actual, **forecasts, "low": low, "high": high}
        frames.append(
            pd.DataFrame(
                {
                    "from_year": test.from_year,
                    "to_year": test.to_year,
                    "area_id": np.repeat(sums.area_ids, len(sums.groups)),
                    "level": np.repeat(sums.levels, len(sums.groups)),
                    "group": np.tile(sums.groups, len(sums.area_ids)),
                    **{name: round_persons(pd.Series(array.ravel())) for name, array in values.items()},
                }
            )[np.repeat(is_shown, len(sums.groups))]
        )
    return pd.concat(frames, ignore_index=True)


def backtest_errors(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per from_year, level and age group, of `backtest_rows`: areas; for each of METHODS <method>_pct (sum of the
    errors without sign, in per cent of all who were counted) and <method>_bias_pct (the same with sign: above 0 too many
    were expected); inside_pct: share of the areas whose count lay in the band."""
    rows = rows.assign(inside=(rows["actual"] >= rows["low"]) & (rows["actual"] <= rows["high"]), areas=1)
    for method in METHODS:
        rows[f"{method}_bias_pct"] = rows[method] - rows["actual"]
        rows[f"{method}_pct"] = rows[f"{method}_bias_pct"].abs()
    grouped = rows.groupby(["from_year", "to_year", "level", "group"], sort=False)
    shares = [f"{method}{ending}" for method in METHODS for ending in ("_pct", "_bias_pct")]
    sums = grouped[["areas", "actual", "inside"]].sum()
    errors = 100 * grouped[shares].sum(min_count=1).div(sums["actual"].where(sums["actual"] > 0), axis=0)
    return errors.assign(areas=sums["areas"], inside_pct=100 * sums["inside"] / sums["areas"]).reset_index()
