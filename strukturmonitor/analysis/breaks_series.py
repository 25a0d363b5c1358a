"""Series as the test for breaks wants them: all areas of one level on common dates, the city without each of them, and
why an area is not tested. Nothing is filled in: gaps stay gaps."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.breaks_model import Rules
from strukturmonitor.facts import read_facts
from strukturmonitor.indicators import Indicator, series

LEVELS = ("city", "bezirk", "stat", "pg")
DAYS_PER_YEAR = 365.25
_COUNTS = ("persons", "count", "m2", "days")  # what cannot be below zero, whatever was computed from it
# Days between two values from which a series is of that kind.
_KINDS = (("year", 300), ("quarter", 75), ("month", 0))


@dataclass(frozen=True)
class KnownBreak:
    """A break in the data. `reason`: definition (then `de` and `en` say which), boundary or origin (made values end and
    counted ones begin); `areas`: None for all."""

    date: pd.Timestamp
    reason: str
    areas: tuple[str, ...] | None = None
    de: str = ""
    en: str = ""

    def concerns(self, area_id: str) -> bool:
        return self.areas is None or area_id in self.areas


@dataclass(frozen=True)
class Family:
    """One indicator over all areas of a level. `values`: periods × areas. `rest(left_out)`: the city without each area
    and without those of `left_out`, in the same shape; None where there is nothing to compare with."""

    indicator_id: str
    level: str
    values: pd.DataFrame
    rest: Callable[[Collection[str]], pd.DataFrame] | None
    is_count: bool = False
    known: tuple[KnownBreak, ...] = ()
    exceptional: tuple[pd.Timestamp, ...] = ()  # periods that say nothing of the course of an area by itself
    one_case: pd.DataFrame | None = None  # by how much the value moves with one case more, like `values`

    @property
    def frequency(self) -> str:
        return frequency(self.values.index)


@cache
def facts() -> dict:
    return read_facts("analysis_breaks.yml")


@cache
def rules(kind: str) -> Rules:
    """The rules for series of a kind: year, quarter or month."""
    found = facts()
    return Rules(
        **found["frequencies"][kind],
        most_breaks=found["most_breaks"],
        first_permutations=found["first_permutations"],
        permutations=found["permutations"],
        permutations_of_one=found["permutations_of_one_break"],
        beaten_by_few=found["beaten_by_few"],
        false_discovery_rate=found["false_discovery_rate"],
        seed=found["seed"],
        changes_from=found["changes_from_autocorrelation"],
        draws=found["autocorrelation_draws"],
        interval_level=found["interval_level"],
        interval_trend=found["interval_trend"],
    )


def frequency(periods: pd.DatetimeIndex) -> str:
    """year, quarter or month, from the usual distance between two periods."""
    days = np.median(np.diff(periods.to_numpy()).astype("timedelta64[D]").astype(float)) if len(periods) > 1 else 365.0
    return next(kind for kind, least in _KINDS if days >= least)


def season_numbers(periods: pd.DatetimeIndex, kind: str) -> np.ndarray:
    """Number of the season of each period; all 0 for yearly series."""
    if kind == "month":
        return periods.month.to_numpy()
    return periods.quarter.to_numpy() if kind == "quarter" else np.zeros(len(periods), dtype=int)


def regular(periods: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Without a last period that comes too soon after the one before: the register's value of today."""
    if len(periods) < 3:
        return periods
    days = np.diff(periods.to_numpy()).astype("timedelta64[D]").astype(float)
    return periods[:-1] if days[-1] < 0.7 * np.median(days[:-1]) else periods


def reasons_untested(values: pd.DataFrame, wanted: Rules, *, is_count: bool = False) -> dict[str, str]:
    """Why each series (column) cannot be tested, or '': 'no_values', 'infinite', 'negative', 'too_few', 'gaps',
    'constant'."""
    days = values.index.to_numpy().astype("datetime64[D]").astype(float)
    columns = values.to_numpy("float64")
    return {area: _reason(columns[:, number], days, wanted, is_count) for number, area in enumerate(values.columns)}


def _reason(values: np.ndarray, days: np.ndarray, wanted: Rules, is_count: bool) -> str:
    points = np.flatnonzero(~np.isnan(values))
    known = values[points]
    if not len(known):
        return "no_values"
    if not np.isfinite(known).all():
        return "infinite"
    if is_count and (known < 0).any():
        return "negative"
    if len(known) < wanted.fewest_points:
        return "too_few"
    # Missing values, and periods that no area has: what lies between the first and the last value at the usual distance.
    span = days[points[0] : points[-1] + 1]
    expected = max(round((span[-1] - span[0]) / np.median(np.diff(span))) + 1, len(span))
    if 1 - len(known) / expected > facts()["largest_gap_share"]:
        return "gaps"
    return "constant" if np.ptp(known) <= 1e-12 * np.abs(known).max() else ""


def indicator_families(reader: Reader, indicator: Indicator, areas: pd.DataFrame) -> list[Family]:
    """The families of an indicator, one per level, the larger areas first. `areas`: rows of the query `areas`."""
    finer = facts()["finer_series"].get(indicator.id)
    rows = series(reader if finer is None else _Columns(reader, finer), _finer(indicator, finer))
    if rows.empty:
        return []
    late = facts()["years_of_warming_up"].get(indicator.id, 0)
    rows = rows[rows["period"] >= rows["period"].min() + pd.DateOffset(years=late)]
    if indicator.id in facts()["one_value_a_year"]:
        rows = rows[rows["period"].dt.month == rows["period"].max().month]
    rows = rows[rows["period"].isin(regular(pd.DatetimeIndex(sorted(rows["period"].unique()))))]
    level_of = areas.set_index("area_id")["level"]
    rows = rows.assign(level=rows["area_id"].map(level_of))
    known = tuple(
        KnownBreak(
            pd.Timestamp(entry["date"]),
            "definition",
            tuple(entry["areas"]) if entry.get("areas") else None,
            **entry["reason"],
        )
        for entry in facts()["known_breaks"]
        if entry["indicator"] == indicator.id
    )
    moved = areas[areas["valid_from"] > rows["period"].min()]
    known += tuple(
        KnownBreak(pd.Timestamp(row.valid_from), "boundary", (row.area_id,)) for row in moved.itertuples(index=False)
    )
    parents = areas.set_index("area_id")["parent_id"]
    exceptional = exceptional_periods(indicator.id, pd.DatetimeIndex(rows["period"].unique()))
    found = []
    for level in LEVELS:
        part = rows[rows["level"] == level]
        if not part.empty:
            values = _wide(part, "value")
            rest = None if level == "city" else _rest(indicator, rows, values, parents)
            both = (*known, *_changes_of_origin(part))
            bottoms = _wide(part, "denominator")
            one_case = abs(indicator.factor) / bottoms.where(bottoms > 0)
            found.append(
                Family(indicator.id, level, values, rest, indicator.unit in _COUNTS, both, exceptional, one_case)
            )
    return found


def exceptional_periods(indicator_id: str, periods: pd.DatetimeIndex) -> tuple[pd.Timestamp, ...]:
    """Those of the periods that data/analysis_breaks.yml names for the indicator."""
    months = periods.to_period("M")
    inside = np.zeros(len(periods), dtype=bool)
    for entry in facts()["exceptional_months"]:
        if indicator_id in entry["indicators"]:
            inside |= (months >= pd.Period(entry["first"], "M")) & (months <= pd.Period(entry["last"], "M"))
    return tuple(periods[inside])


def _changes_of_origin(rows: pd.DataFrame) -> list[KnownBreak]:
    """Where made values end and real ones begin, or the other way round."""
    made = rows.dropna(subset=["value"]).sort_values("period")
    made = made.assign(is_made=made["origin"] == "made")
    before = made.groupby("area_id")["is_made"].shift()
    changed = made[before.notna() & (before != made["is_made"])]
    return [KnownBreak(row.period, "origin", (row.area_id,)) for row in changed.itertuples(index=False)]


class _Columns:
    """A reader whose query has the numerator and the denominator of an indicator in columns of other names."""

    def __init__(self, reader: Reader, entry: dict) -> None:
        self._reader, self._entry = reader, entry

    def read(self, name: str, **values: object) -> pd.DataFrame:
        rows = self._reader.read(name, **values)
        if name != self._entry["query"]:
            return rows
        return rows.assign(
            numerator=rows[self._entry.get("numerator", "numerator")],
            denominator=rows[self._entry.get("denominator", "denominator")],
        )


def _finer(indicator: Indicator, entry: dict | None) -> Indicator:
    """The same indicator from a query of months or quarters: its rules for small numbers stay as they are."""
    return indicator if entry is None else indicator.model_copy(update={"query": entry["query"]})


def _rest(
    indicator: Indicator, rows: pd.DataFrame, values: pd.DataFrame, parents: pd.Series
) -> Callable[[Collection[str]], pd.DataFrame]:
    """The city without an area: numerators and denominators subtracted for ratios, the values for sums, else the mean of
    the other Stadtbezirke."""
    if rows["denominator"].notna().any():
        tops, bottoms = (_wide(rows, column).reindex(values.index) for column in ("numerator", "denominator"))
        city = _city_of(rows)

        def ratio(left_out: Collection[str]) -> pd.DataFrame:
            top = _less(tops, city, left_out, values.columns, parents)
            bottom = _less(bottoms, city, left_out, values.columns, parents)
            return indicator.factor * top / bottom.where(bottom > 0)

        return ratio
    if indicator.is_amount:
        amounts, city = _wide(rows, "value").reindex(values.index), _city_of(rows)
        return lambda left_out: _less(amounts, city, left_out, values.columns, parents)
    bezirke = _wide(rows[rows["level"] == "bezirk"], "value")
    peers = bezirke.loc[:, [area not in values for area in bezirke]] if values.shape[1] else bezirke
    return lambda left_out: mean_of_others(values, left_out, peers if peers.shape[1] else None, parents)


def mean_of_others(
    values: pd.DataFrame, left_out: Collection[str], peers: pd.DataFrame | None = None, parents: pd.Series | None = None
) -> pd.DataFrame:
    """For each area the mean of the others, without those of `left_out`; missing where there are fewer than two. The
    others are the `peers` (default: the areas themselves; larger areas then without the one it lies in), those that have
    a value at every date of `values`, because one that comes or goes would shift the mean."""
    others = values if peers is None else peers.reindex(values.index)
    known = np.isfinite(others.to_numpy("float64")).all(axis=0)
    kept = others.loc[:, known & np.array([area not in left_out for area in others], dtype=bool)]
    place = {area: number for number, area in enumerate(kept.columns)}
    amounts = kept.to_numpy("float64")
    total, count = amounts.sum(axis=1), amounts.shape[1]
    found = np.full(values.shape, np.nan)
    for number, area in enumerate(values.columns):
        own = place.get(area if parents is None or area in place else parents.get(area))
        rest = count - (own is not None)
        if rest >= 2:
            found[:, number] = (total if own is None else total - amounts[:, own]) / rest
    return pd.DataFrame(found, index=values.index, columns=values.columns)


def _city_of(rows: pd.DataFrame) -> str:
    return str(rows.loc[rows["level"] == "city", "area_id"].iloc[0])


def _wide(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return rows.pivot(index="period", columns="area_id", values=column)


def _less(
    amounts: pd.DataFrame, city: str, left_out: Collection[str], areas: pd.Index, parents: pd.Series
) -> pd.DataFrame:
    """The city's amount minus that of each area and of those left out; none is taken away twice."""
    out = [area for area in left_out if area in amounts and parents.get(area) not in left_out]
    remaining = amounts[city] - amounts[out].fillna(0).sum(axis=1)
    return pd.DataFrame(
        {
            area: remaining
            if area in left_out or parents.get(area) in left_out
            else remaining - amounts[area].fillna(0)
            for area in areas
        },
        index=amounts.index,
    )
