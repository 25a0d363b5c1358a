"""Values of indicators: all areas, all periods, with the small-number rules already applied."""

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.database import statement
from strukturmonitor.indicators.catalogue import Indicator
from strukturmonitor.small_numbers import Sum, cut_areas_that_tell, hidden_shares, person_ratio, round_over_areas


def series(reader: Reader, indicator: Indicator) -> pd.DataFrame:
    """One row per area and period: area_id, period (datetime64), value (in the indicator's unit; missing where
    not valued), numerator, denominator (both rounded where persons are counted), origin, is_estimate, reason
    (why the value is missing: 'few_cases', 'secret', or empty)."""
    rows = reader.read(indicator.query)
    numerator = rows["numerator"].astype("float64")
    denominator = rows["denominator"].astype("float64")
    cases = rows["cases"].astype("float64")
    is_ratio = denominator.notna().any()
    secret = pd.Series(False, index=rows.index)
    if indicator.small_numbers == "persons":
        persons = statement("read", indicator.query).persons
        shown = round_over_areas(rows, persons, reader.read("export_area_part"))
        # Also which areas have too few cases is told by the rounded counts alone.
        cases = shown["cases"].astype("float64")
        above, below = shown["numerator"].astype("float64"), shown["denominator"].astype("float64")
        if is_ratio:
            value = person_ratio(
                numerator, denominator, indicator.factor, decimals=indicator.decimals, shown=(above, below)
            )
        else:
            value = indicator.factor * above
        numerator, denominator = above, below
    elif is_ratio:
        value = indicator.factor * numerator / denominator.where(denominator != 0)
    else:
        value = indicator.factor * numerator
    too_few = cases < indicator.minimum_denominator
    if indicator.small_numbers == "owners":
        secret = _hidden(reader, rows)
        numerator = numerator.mask(secret | too_few)
    secret &= ~too_few
    return pd.DataFrame(
        {
            "area_id": rows["area_id"],
            "period": pd.to_datetime(rows["period"]),
            "value": value.mask(too_few | secret),
            "numerator": numerator,
            "denominator": denominator,
            "origin": rows["origin"],
            "is_estimate": rows["is_estimate"].astype(bool),
            "reason": pd.Series("", index=rows.index).mask(too_few, "few_cases").mask(secret, "secret"),
        }
    )


def _hidden(reader: Reader, rows: pd.DataFrame) -> pd.Series:
    """Which shares of owners stay secret, at every date for itself."""
    areas = reader.read("areas").set_index("area_id")
    parts = reader.read("export_area_part")
    shares = parts.pivot(index="area_id", columns="stat_id", values="share").fillna(0.0)
    hidden = pd.Series(False, index=rows.index)
    for _, part in rows.groupby("period"):
        by_area = part.set_index("area_id")[["numerator", "denominator"]].astype("float64")
        found = hidden_shares(by_area["numerator"], by_area["denominator"], _sums(areas, by_area["denominator"]))
        found |= cut_areas_that_tell(by_area["numerator"], by_area["denominator"], shares)
        hidden[part.index] = found.to_numpy()
    return hidden


def _sums(areas: pd.DataFrame, whole: pd.Series) -> list[Sum]:
    """Which areas (positions in `whole`) make up a larger one completely."""
    at = pd.Series(np.arange(len(whole)), index=whole.index)
    parents, levels = areas["parent_id"].reindex(whole.index), areas["level"].reindex(whole.index)
    found = []
    for (parent, _), inside in whole.groupby([parents, levels]):
        if parent in at.index and np.isclose(inside.sum(), whole[parent]):
            found.append(Sum(tuple(at[inside.index]), int(at[parent])))
    return found


def latest(rows: pd.DataFrame, period: pd.Timestamp | None = None) -> pd.DataFrame:
    """One row per area: of the last period that is not after `period` (of all areas together, so that a map
    never mixes dates)."""
    periods = rows["period"] if period is None else rows.loc[rows["period"] <= period, "period"]
    return rows[rows["period"] == periods.max()].set_index("area_id")


def year_before(rows: pd.DataFrame, period: pd.Timestamp) -> pd.DataFrame:
    """One row per area: one year before `period`; empty where the series has no value within 45 days of it."""
    wanted = period - pd.DateOffset(years=1)
    distance = (rows["period"] - wanted).abs()
    if distance.empty or distance.min() > pd.Timedelta(days=45):
        return rows.iloc[0:0].set_index("area_id")
    return rows[distance == distance.min()].set_index("area_id")


def difference(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Change of the value per area, in the indicator's unit; missing where one of the two is."""
    return now["value"] - before["value"].reindex(now.index)
