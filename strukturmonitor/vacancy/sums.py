"""Sums of what is internal about vacancies, for who may see sums but no single record."""

import datetime

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers import Sum, hide_until_uncertain, is_dominated, is_small


def sums_day(first_day: datetime.date, today: datetime.date) -> datetime.date | None:
    """The day the sums speak of: the last one of the quarter before today's; None where the register is younger. Sums that
    followed every save would tell, from one day to the next, what was recorded of a single unit."""
    day = (pd.Timestamp(today).to_period("Q").start_time - pd.Timedelta(days=1)).date()
    return day if day >= first_day else None


def protected_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` of the query vacancy_internal_sums with `units` missing where they must stay hidden, without the columns
    on owners.

    Per dimension the areas (the city, and the Stadtbezirke that make it up) and the values form a table whose sums
    are known in both directions: a vacancy count per area is public, and the districts add up to the city. Hidden are
    counts below the minimum, counts of which one owner has nearly all, and what gives one of these away."""
    parts = [_protected(part) for _, part in rows.groupby("dimension", sort=False)]
    shown = pd.concat(parts).sort_index() if parts else rows.astype({"units": "float64"})
    return shown.drop(columns=["largest", "second"], errors="ignore")


def _protected(part: pd.DataFrame) -> pd.DataFrame:
    counts = part["units"].to_numpy("float64")
    secret = is_small(counts)
    if "largest" in part:
        secret |= is_dominated(part["units"], part["largest"], part["second"]).to_numpy()
    at = pd.Series(np.arange(len(part)), index=part.index)
    is_city = part["area_id"].str.startswith("city:")
    sums = [Sum(tuple(at[line.index])) for _, line in part.groupby("area_id")]
    for _, line in part.groupby("value"):
        districts, city = line.index[~is_city[line.index]], line.index[is_city[line.index]]
        sums += [Sum(tuple(at[districts]), int(at[each])) for each in city]
    return part.assign(units=np.where(hide_until_uncertain(counts, secret, sums), np.nan, counts))
