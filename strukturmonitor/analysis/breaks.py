"""Turning points: where the course of an area changed by more than chance, by itself and against the city's own course.

`results` gives four frames:

* `tested`: one row per indicator, area and comparison (`against`: 'own' or 'city'): frequency, n (points), first, last,
  outcome ('tested', or why not), tested_on ('values' or 'changes'), scale ('log' or 'plain'), autocorrelation, p, q.
* `breaks`: one row per break: kind ('level' or 'trend'), period, low, high (95 % set of the date), before, after, size
  (in the indicator's unit; per year for trends), p, q (of the series), is_data_break, reason, reason_de, reason_en.
* `lines`: the series with a break: period, value, city (what it is held against), fitted.
* `left_out`: areas that were left out of the city's series, because they changed their own course, per indicator and level.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.breaks_chance import break_p_values, false_discoveries, quick_p_values
from strukturmonitor.analysis.breaks_dating import Dating
from strukturmonitor.analysis.breaks_model import (
    Rules,
    candidates,
    null_model,
    pooled_autocorrelation,
)
from strukturmonitor.analysis.breaks_series import (
    DAYS_PER_YEAR,
    Family,
    facts,
    indicator_families,
    reasons_untested,
    rules,
    season_numbers,
)
from strukturmonitor.analysis.breaks_units import data_breaks, has_cases, turns_in_unit, unit_values
from strukturmonitor.indicators import catalogue

TESTED = [
    "indicator_id", "level", "area_id", "against", "frequency", "n", "first", "last", "outcome", "tested_on", "scale",
    "autocorrelation", "p", "q",
]  # fmt: skip
BREAKS = [
    "indicator_id", "level", "area_id", "against", "kind", "period", "low", "high", "before", "after", "size", "p", "q",
    "is_data_break", "reason", "reason_de", "reason_en",
]  # fmt: skip
LINES = ["indicator_id", "area_id", "against", "period", "value", "city", "fitted"]
LEFT_OUT = ["indicator_id", "level", "area_id"]


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    """All indicators of the catalogue over all levels; frames as above."""
    areas = reader.read("areas")
    families = [indicator_families(reader, indicator, areas) for indicator in catalogue().values()]
    return find_breaks(families)


def find_breaks(families: Iterable[list[Family]]) -> dict[str, pd.DataFrame]:
    """`families`: for each indicator its families, larger areas first."""
    found = _Found()
    for levels in families:
        left_out: set[str] = set()
        for family in levels:
            if family.values.empty:
                continue
            left_out |= _family(family, left_out, found)
    return {
        "tested": pd.DataFrame(found.tested, columns=TESTED),
        "breaks": pd.DataFrame(found.breaks, columns=BREAKS),
        "lines": pd.concat(found.lines or [pd.DataFrame(columns=LINES)], ignore_index=True),
        "left_out": pd.DataFrame(found.left_out, columns=LEFT_OUT),
    }


class _Found:
    """Rows of the frames while they are made."""

    def __init__(self) -> None:
        self.tested: list[dict] = []
        self.breaks: list[dict] = []
        self.lines: list[pd.DataFrame] = []
        self.left_out: list[dict] = []


@dataclass(frozen=True)
class _Group:
    """Series of a family with the same known points and the same breaks in the data."""

    areas: list[str]
    points: np.ndarray  # positions of the periods
    known: np.ndarray  # among these points the first ones after a break in the data
    years: np.ndarray
    null: np.ndarray
    series: np.ndarray


@dataclass(frozen=True)
class _Test:
    """What a test of a family gave: p and q by area, and what dating needs."""

    groups: list[_Group]
    autocorrelation: float
    p: dict[str, float]
    q: dict[str, float]


def _family(family: Family, left_out: Collection[str], found: _Found) -> set[str]:
    """Test and date one family; returns the areas to be left out of the city's series on the levels below."""
    wanted = rules(family.frequency)
    limits = facts()
    outcomes = reasons_untested(family.values, wanted, is_count=family.is_count)
    tested = [area for area, outcome in outcomes.items() if not outcome]
    values = family.values[tested]
    rest, is_log = None, False
    screened: set[str] = set()
    if family.rest is not None and tested:
        rest = family.rest(left_out)[tested]
        is_log = _is_positive(values) and _is_positive(rest)
        if len(tested) >= limits["fewest_areas_for_screen"]:
            most = int(limits["largest_screened_share"] * len(tested))
            screened = _screened(_scaled(values, is_log), family, wanted, most) - set(left_out)
            rest = family.rest({*left_out, *screened})[tested]
            is_log &= _is_positive(rest)
        for area in sorted({*left_out, *screened}):
            found.left_out.append({"indicator_id": family.indicator_id, "level": family.level, "area_id": area})
    own = values.mask(values.index.isin(family.exceptional)[:, None] & np.ones(values.shape, dtype=bool))
    by_itself = outcomes | reasons_untested(own, wanted)
    kept = [area for area in tested if not by_itself[area]]
    _record(family, "own", by_itself, own[kept], None, _is_positive(own[kept]), wanted, found)
    if family.level != "city":
        compared = dict(outcomes)
        if rest is None:
            compared |= dict.fromkeys(tested, "no_rest")
        else:
            compared |= reasons_untested(values - rest, wanted)
            compared |= dict.fromkeys(rest.columns[rest.isna().all()], "no_rest")
        kept = [area for area in tested if not compared[area]]
        against = None if rest is None else rest[kept]
        _record(family, "city", compared, values[kept], against, is_log, wanted, found)
    return screened


def _record(
    family: Family, against: str, outcomes: dict[str, str], values: pd.DataFrame, rest: pd.DataFrame | None,
    is_log: bool, wanted: Rules, found: _Found,
) -> None:  # fmt: skip
    """Test the series of `values` (by themselves, or against `rest`), and add rows for all areas of `outcomes`."""
    scaled = _scaled(values, is_log) if rest is None else _scaled(values, is_log) - _scaled(rest, is_log)
    test = _tested(scaled, family, wanted)
    common = {"indicator_id": family.indicator_id, "level": family.level, "against": against}
    for area, about in _known_points(family.values, scaled).items():
        outcome = outcomes[area]
        row = common | {"area_id": area, "frequency": family.frequency, "outcome": outcome or "tested"} | about
        if not outcome:
            row |= {
                "tested_on": "changes" if test.autocorrelation == 1 else "values",
                "scale": "log" if is_log else "plain",
                "autocorrelation": test.autocorrelation,
                "p": test.p[area],
                "q": test.q[area],
            }
        found.tested.append(row)
    for group in test.groups:
        for column, area in enumerate(group.areas):
            if test.q[area] > wanted.false_discovery_rate and not len(group.known):
                continue
            model = (group.series[:, column], group.years, group.null, group.known)
            dated = Dating(*model, test.autocorrelation, wanted)
            turns = dated.turns() if test.q[area] <= wanted.false_discovery_rate else []
            periods = scaled.index[group.points]
            base = None if rest is None else rest[area].to_numpy()[group.points]
            one_case = None if family.one_case is None else family.one_case[area].to_numpy()[group.points]
            while True:
                path = dated.fitted(turns)
                rows = turns_in_unit(turns, path, base, periods, is_log)
                kept = [turn for turn, row in zip(turns, rows, strict=True) if has_cases(row, turn, one_case)]
                if len(kept) == len(turns):
                    break
                turns = dated.only(kept)
            told = common | {"area_id": area, "p": test.p[area], "q": test.q[area]}
            found.breaks.extend(told | {name: row[name] for name in row if name in BREAKS} for row in rows)
            found.breaks.extend(common | row for row in data_breaks(family, area, path, base, periods, is_log))
            if turns or len(group.known):
                shown = {
                    "indicator_id": family.indicator_id,
                    "area_id": area,
                    "against": against,
                    "period": periods,
                    "value": values[area].to_numpy()[group.points],
                    "city": np.nan if base is None else base,
                    "fitted": unit_values(path, base, is_log),
                }
                found.lines.append(pd.DataFrame(shown, columns=LINES))


def _known_points(values: pd.DataFrame, scaled: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Number, first and last of the points of each series: of the tested ones as they were tested, of the others as they
    are."""
    found = {}
    for part in (values.drop(columns=scaled.columns), scaled):
        filled = part.notna().to_numpy()
        for column, area in enumerate(part.columns):
            points = np.flatnonzero(filled[:, column])
            ends = (part.index[points[0]], part.index[points[-1]]) if len(points) else (pd.NaT, pd.NaT)
            found[area] = {"n": len(points), "first": ends[0], "last": ends[1]}
    return found


def _tested(scaled: pd.DataFrame, family: Family, wanted: Rules, *, is_quick: bool = False) -> _Test:
    groups = _groups(scaled, family)
    if not groups:
        return _Test([], 0.0, {}, {})
    largest = max(groups, key=lambda group: (len(group.areas), len(group.points)))
    autocorrelation = pooled_autocorrelation(largest.series, largest.null, wanted)
    p = {}
    for group in groups:
        breaks, _ = candidates(group.years, wanted.minimum_segment, group.known, on_changes=autocorrelation == 1)
        model = (group.series, group.null, breaks, autocorrelation, wanted)
        values = quick_p_values(*model) if is_quick else break_p_values(*model, scaled.shape[1])
        p |= dict(zip(group.areas, values, strict=True))
    q = dict(zip(p, false_discoveries(np.array(list(p.values()))), strict=True))
    return _Test(groups, autocorrelation, p, q)


def _groups(scaled: pd.DataFrame, family: Family) -> list[_Group]:
    """Series that have the same points and the same breaks in the data are tested in one piece."""
    members: dict[tuple, list[str]] = {}
    filled = np.isfinite(scaled.to_numpy())
    for column, area in enumerate(scaled.columns):
        points = np.flatnonzero(filled[:, column])
        dates = sorted({entry.date for entry in family.known if entry.concerns(area)})
        firsts = {int(first) for first in np.searchsorted(scaled.index[points], dates)}
        known = tuple(sorted(first for first in firsts if 0 < first < len(points)))
        members.setdefault((points.tobytes(), known), []).append(area)
    groups = []
    for (points_bytes, known), areas in members.items():
        points = np.frombuffer(points_bytes, dtype=np.intp)
        periods = scaled.index[points]
        years = (periods - scaled.index[0]).days.to_numpy() / DAYS_PER_YEAR
        firsts = np.array(known, dtype=int)
        null = null_model(years, season_numbers(periods, family.frequency), firsts)
        groups.append(_Group(areas, points, firsts, years, null, scaled[areas].to_numpy()[points]))
    return groups


def _screened(scaled: pd.DataFrame, family: Family, wanted: Rules, most: int) -> set[str]:
    """Areas that changed their course against the middle one of all areas, at most `most`: the median does not follow
    the few that turn, so that it tells who they are."""
    centred = scaled - scaled.mean()
    test = _tested(scaled.sub(centred.median(axis=1), axis=0), family, wanted, is_quick=True)
    passed = [area for area, q in test.q.items() if q <= wanted.false_discovery_rate]
    return set(sorted(passed, key=lambda area: (test.p[area], area))[:most])


def _is_positive(values: pd.DataFrame) -> bool:
    known = values.to_numpy("float64").ravel()
    known = known[~np.isnan(known)]
    return bool(len(known) and (known > 0).all())


def _scaled(values: pd.DataFrame, is_log: bool) -> pd.DataFrame:
    return np.log(values) if is_log else values
