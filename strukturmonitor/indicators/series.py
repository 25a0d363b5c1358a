"""Values of indicators: all areas, all periods, with the small-number rules already applied."""

import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.indicators.catalogue import Indicator
from strukturmonitor.small_numbers import hidden_shares, person_ratio, round_persons


def series(reader: Reader, indicator: Indicator) -> pd.DataFrame:
    """One row per area and period: area_id, period (datetime64), value (in the indicator's unit; missing where
    not valued), numerator, denominator (both rounded where persons are counted), origin, is_estimate, reason
    (why the value is missing: 'few_cases', 'secret', or empty)."""
    rows = reader.read(indicator.query)
    numerator = rows["numerator"].astype("float64")
    denominator = rows["denominator"].astype("float64")
    is_ratio = denominator.notna().any()
    if indicator.small_numbers == "persons":
        if is_ratio:
            value = person_ratio(numerator, denominator, indicator.factor, decimals=indicator.decimals)
            denominator = round_persons(denominator)
        else:
            value = indicator.factor * round_persons(numerator)
        numerator = round_persons(numerator)
    elif is_ratio:
        value = indicator.factor * numerator / denominator.where(denominator != 0)
    else:
        value = indicator.factor * numerator
    too_few = rows["cases"].astype("float64") < indicator.minimum_denominator
    secret = pd.Series(False, index=rows.index)
    if indicator.small_numbers == "owners":
        secret = hidden_shares(numerator, denominator, _summed_groups(reader, rows)) & ~too_few
        numerator = numerator.mask(secret)
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


def _summed_groups(reader: Reader, rows: pd.DataFrame) -> pd.Series:
    """For each row the larger area, level and date it is summed to; missing where there is none."""
    areas = reader.read("areas").set_index("area_id")
    parent = rows["area_id"].map(areas["parent_id"])
    level = rows["area_id"].map(areas["level"])
    return (parent + "|" + level + "|" + rows["period"].astype(str)).where(parent.notna())


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
