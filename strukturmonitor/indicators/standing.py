"""Where each area stands in one indicator: value, change, rank and what is usual, all areas at once.

Everything that pages say about an area in words or in a table is read from these rows; they are computed once per
data version and kept (ui/data.py), so that a page's run costs a look-up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from strukturmonitor.indicators.catalogue import Indicator

TOLERANCE = pd.Timedelta(days=45)  # a value counts as «a year before» when it lies this near
TURN_YEARS = 8  # how far back a peak or a low is looked for
COLUMNS = [
    "indicator_id", "area_id", "level", "period", "value", "numerator", "denominator", "origin", "is_estimate", "reason",
    "before_period", "before", "change", "five_period", "five_before", "five_change",
    "high", "high_period", "low", "low_period", "rank", "ranked", "mean", "spread", "usual_change", "five_spread",
]  # fmt: skip


def standing(
    indicator: Indicator, rows: pd.DataFrame, levels: pd.Series, as_of: pd.Timestamp | None = None
) -> pd.DataFrame:
    """One row per area at the last period that is not after `as_of`, columns as in COLUMNS.

    `rows`: as of `series`; `levels`: area_id → level.
    value, before (one year earlier), five_before (five years earlier), high and low (of the last eight years) are in
    the indicator's unit; change and five_change too, taken from the values as they are shown, so that a reader who
    subtracts gets the same. rank counts from the highest value (1) within the level;
    `ranked` is how many areas of the level have a value. mean and spread (standard deviation) describe the values of
    the level at that period; usual_change is the root mean square of all yearly changes on that level, five_spread
    the standard deviation of the changes over five years. For amounts (persons, counts, m²) usual_change and
    five_spread are in per cent of the earlier value, because large areas change by large numbers.
    """
    known = rows[rows["area_id"].isin(levels.index)]
    if as_of is not None:
        known = known[known["period"] <= as_of]
    if known.empty:
        return pd.DataFrame(columns=COLUMNS)
    wide = known.pivot(index="period", columns="area_id", values="value").sort_index()
    last = wide.index[-1]
    wide = wide.where(_is_like_last(known, wide))
    found = known[known["period"] == last].set_index("area_id")[
        ["value", "numerator", "denominator", "origin", "is_estimate", "reason"]
    ]
    found["period"] = last
    found["level"] = levels.reindex(found.index)
    for name, years in (("before", 1), ("five_before", 5)):
        period, values = _at(wide, last - pd.DateOffset(years=years))
        found[name] = values.reindex(found.index)
        found["before_period" if years == 1 else "five_period"] = period
    shown = found[["value", "before", "five_before"]].round(indicator.decimals)
    found["change"] = shown["value"] - shown["before"]
    found["five_change"] = shown["value"] - shown["five_before"]
    window = wide[wide.index >= last - pd.DateOffset(years=TURN_YEARS)].dropna(axis="columns", how="all")
    found["high"], found["low"] = window.max(), window.min()
    # As datetimes also where no area has a value.
    found["high_period"] = pd.to_datetime(window.idxmax().reindex(found.index))
    found["low_period"] = pd.to_datetime(window.idxmin().reindex(found.index))
    by_level = found.groupby("level")["value"]
    found["rank"] = by_level.rank(ascending=False, method="min")
    found["ranked"] = by_level.transform("count")
    five = found["five_change"]
    if indicator.is_amount:
        five = 100 * five / found["five_before"].where(found["five_before"] != 0)
    # The city and the few programme areas have no peers: they are held against the Stadtbezirke.
    peers = found["level"].where(~found["level"].isin(["city", "pg"]), "bezirk")
    by_level = found.groupby("level")["value"]
    found["mean"] = peers.map(by_level.mean())
    found["spread"] = peers.map(by_level.std(ddof=0))
    found["five_spread"] = peers.map(five.groupby(found["level"]).std(ddof=0))
    found["usual_change"] = found["level"].map(_usual_changes(wide, levels, relative=indicator.is_amount))
    found["indicator_id"] = indicator.id
    return found.reset_index()[COLUMNS]


Row = dict[str, Any]  # one standing: the COLUMNS by name


def board(standings: pd.DataFrame) -> dict[str, dict[str, Row]]:
    """Standings by indicator and area, for looking up."""
    found: dict[str, dict[str, Row]] = {}
    for row in standings.to_dict("records"):
        found.setdefault(row["indicator_id"], {})[row["area_id"]] = row
    return found


@dataclass(frozen=True)
class Course:
    """The values of one area over time, oldest first; missing values are NaN. `is_made`: of each value."""

    periods: pd.DatetimeIndex
    values: np.ndarray
    is_estimate: bool
    is_made: np.ndarray

    def until(self, as_of: pd.Timestamp | None) -> "Course":
        if as_of is None:
            return self
        known = self.periods <= as_of
        return Course(self.periods[known], self.values[known], self.is_estimate, self.is_made[known])

    @property
    def has_value(self) -> bool:
        return bool((~np.isnan(self.values)).any())

    @property
    def since_last_gap(self) -> list[float]:
        """The newest values without a gap and without a step between made and real ones."""
        breaks = np.isnan(self.values)
        if len(breaks):
            breaks |= self.is_made != self.is_made[-1]
        gaps = breaks.nonzero()[0]
        return self.values[gaps[-1] + 1 if len(gaps) else 0 :].tolist()


def courses(rows: pd.DataFrame) -> Iterator[tuple[str, Course]]:
    """area_id and its course, for every area of a series."""
    for area_id, line in rows.sort_values("period").groupby("area_id"):
        yield (
            str(area_id),
            Course(
                pd.DatetimeIndex(line["period"]),
                line["value"].to_numpy("float64"),
                bool(line["is_estimate"].any()),
                (line["origin"] == "made").to_numpy(),
            ),
        )


def direction(indicator: Indicator, change: float | None) -> str | None:
    """'risen', 'fallen' or 'same' as the rounded change shows it; None where there is no change to tell."""
    if change is None or change != change:
        return None
    shown = round(change, indicator.decimals)
    return "risen" if shown > 0 else "fallen" if shown < 0 else "same"


def _is_like_last(rows: pd.DataFrame, wide: pd.DataFrame) -> pd.DataFrame:
    """Whether a value is made where the area's last one is made, and real where that is real: a change from an invented
    number to a counted one is none."""
    made = rows.assign(is_made=rows["origin"] == "made").pivot(index="period", columns="area_id", values="is_made")
    made = made.reindex(index=wide.index, columns=wide.columns)
    return made.eq(made.iloc[-1])


def _at(wide: pd.DataFrame, wanted: pd.Timestamp) -> tuple[pd.Timestamp, pd.Series]:
    """The period nearest to the wanted one and its values; NaT and nothing where none is near."""
    position = wide.index.get_indexer([wanted], method="nearest", tolerance=TOLERANCE)[0]
    if position < 0:
        return pd.NaT, pd.Series(dtype="float64")
    return wide.index[position], wide.iloc[position]


def _usual_changes(wide: pd.DataFrame, levels: pd.Series, *, relative: bool) -> pd.Series:
    """Root mean square of all yearly changes per level (in per cent of the earlier value where relative)."""
    before = wide.reindex(wide.index - pd.DateOffset(years=1), method="nearest", tolerance=TOLERANCE)
    before.index = wide.index
    changes = wide - before
    if relative:
        changes = 100 * changes / before.where(before != 0)
    squares = changes.pow(2)
    by_level = levels.reindex(wide.columns)
    return squares.T.groupby(by_level.to_numpy()).apply(lambda part: part.stack().mean()).pow(0.5)
