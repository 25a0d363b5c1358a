"""Values of districts estimated for an area: areal interpolation of amounts, once by surface (Goodchild & Lam 1980) and
once by where people live inside the districts (dasymetric; Eicher & Brewer 2001).

Only published values go in: those of the indicators' series, which are rounded and protected already. What comes out is
a sum of published numbers times shares of public geometry, so that any two areas together say no more than what anybody
can compute from the published tables."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.own_areas.districts import Shares
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.trial import Trial
from strukturmonitor.small_numbers import person_ratio, round_persons

Series = Callable[[Indicator], pd.DataFrame]
GRADES = ("whole", "good", "fair", "rough")


@dataclass(frozen=True)
class Quality:
    """How far an estimate can be trusted. `districts`: all source districts, `cut`: those cut by the border; `cut_share`:
    part of the residents that comes from cut districts; `spread`: difference of the two estimates of the residents
    as part of the larger; `error`: typical error of the residents as part of them (NaN where nobody can tell); `grade`:
    one of GRADES by the error, whole where no district is cut."""

    districts: int
    cut: int
    cut_share: float
    spread: float
    error: float
    grade: str


def amounts_of(series: Series, shares: Shares, city_id: str) -> pd.DataFrame:
    """One row per amount and date: amount, period, value (estimated by people), by_surface, low and high (the smaller and
    the larger of the two), all rounded as persons are and missing where a district that belongs to it has no value;
    city (as published), is_made (whether made values are among the districts')."""
    found = []
    for name, amount in rules().amounts.items():
        rows = series(catalogue()[amount.indicator])
        wide = rows.pivot(index="period", columns="area_id", values=amount.column)
        districts = wide.reindex(columns=shares.table.index)
        by_surface, by_people = (
            round_persons((districts * shares.table[how]).sum(axis="columns", skipna=False))
            for how in ("by_surface", "by_people")
        )
        made = rows[rows["area_id"].isin(shares.table.index) & (rows["origin"] == "made")]["period"].unique()
        found.append(
            pd.DataFrame(
                {
                    "amount": name,
                    "value": by_people,
                    "by_surface": by_surface,
                    "low": np.minimum(by_surface, by_people),
                    "high": np.maximum(by_surface, by_people),
                    "city": wide.get(city_id, np.nan),
                    "is_made": wide.index.isin(made),
                }
            ).reset_index()
        )
    return pd.concat(found, ignore_index=True)


def ratios_of(amounts: pd.DataFrame) -> pd.DataFrame:
    """One row per ratio and date, made of the shown amounts: indicator, period, value, low, high, in the indicator's
    unit."""
    wide = {how: amounts.pivot(index="period", columns="amount", values=how) for how in ("value", "by_surface")}
    found = []
    for indicator_id, (part, base) in rules().ratios.items():
        indicator = catalogue()[indicator_id]
        by_people, by_surface = (
            person_ratio(wide[how][part], wide[how][base], indicator.factor, decimals=indicator.decimals)
            for how in ("value", "by_surface")
        )
        ends = {"low": np.minimum(by_surface, by_people), "high": np.maximum(by_surface, by_people)}
        found.append(pd.DataFrame({"indicator": indicator_id, "value": by_people, **ends}).reset_index())
    return pd.concat(found, ignore_index=True)


def quality_of(shares: Shares, series: Series, residents: pd.Series, trial: Trial | None) -> Quality:
    """`residents`: the newest row of the amount residents; `trial`: how the two ways do in this city.

    The error of a cut district: if the part inside and the rest are as far from what the weights say as the trial found,
    the share s is off by s · (1 − s) of that; besides it is off by people_sd. Districts are wrong independently."""
    table = shares.table
    rows = series(catalogue()[rules().amounts["residents"].indicator])
    newest = rows[rows["period"] == residents["period"]].set_index("area_id")["value"]
    people = newest.reindex(table.index) * table["by_people"]
    total = float(people.sum())
    cut_share = float(people[table["is_cut"]].sum()) / total if total > 0 else float(table["is_cut"].any())
    high = float(residents["high"])
    spread = (high - float(residents["low"])) / high if high > 0 else 0.0
    by_surface, share = table["people_sd"].isna(), table["by_people"]
    found = (np.nan, np.nan) if trial is None else (trial.surface_error, trial.people_error)
    apart = np.where(by_surface, *found) * share * (1 - share)
    off = newest.reindex(table.index) * np.hypot(apart, table["people_sd"].fillna(0))
    error = float(np.sqrt((off[table["is_cut"]] ** 2).sum(skipna=False))) / total if total > 0 else np.nan
    return Quality(len(table), int(table["is_cut"].sum()), cut_share, spread, error, _grade(error, table))


def _grade(error: float, table: pd.DataFrame) -> str:
    if not table["is_cut"].any():
        return "whole"
    return next((name for name, highest in rules().grades.items() if error <= highest), "rough")
