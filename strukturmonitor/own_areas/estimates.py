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
from strukturmonitor.small_numbers import policy, round_persons

Series = Callable[[Indicator], pd.DataFrame]
GRADES = ("whole", "good", "fair", "rough")


@dataclass(frozen=True)
class Quality:
    """How far an estimate can be trusted. `districts`: all source districts, `cut`: those cut by the border; `cut_share`:
    part of the residents that comes from cut districts; `spread`: difference of the two estimates of the residents
    as part of the larger; `grade`: one of GRADES, whole where no district is cut."""

    districts: int
    cut: int
    cut_share: float
    spread: float
    grade: str


def amounts_of(series: Series, shares: Shares, city_id: str) -> pd.DataFrame:
    """One row per amount and date: amount, period, value, low, high (rounded as persons are; missing where a district
    that belongs to it has no value), city (published), is_estimate, origin. `value` is the estimate by people, `low` and
    `high` the smaller and the larger of the two."""
    found = []
    for name, amount in rules().amounts.items():
        rows = series(catalogue()[amount.indicator])
        wide = rows.pivot(index="period", columns="area_id", values=amount.column)
        districts = wide.reindex(columns=shares.table.index)
        both = [
            round_persons((districts * shares.table[how]).sum(axis="columns", skipna=False))
            for how in ("by_surface", "by_people")
        ]
        made = rows[rows["area_id"].isin(shares.table.index) & (rows["origin"] == "made")]["period"].unique()
        found.append(
            pd.DataFrame(
                {
                    "amount": name,
                    "value": both[1],
                    "low": np.minimum(*both),
                    "high": np.maximum(*both),
                    "city": wide[city_id] if city_id in wide else np.nan,
                    "is_made": wide.index.isin(made),
                }
            ).reset_index()
        )
    return pd.concat(found, ignore_index=True)


def ratios_of(amounts: pd.DataFrame) -> pd.DataFrame:
    """One row per ratio and date of the shown amounts: indicator, period, value, low, high in the indicator's unit. A
    ratio of a base below the policy's is given without decimals: more would be invented."""
    wide = {how: amounts.pivot(index="period", columns="amount", values=how) for how in ("value", "low", "high")}
    found = []
    for indicator_id, (part, base) in rules().ratios.items():
        indicator = catalogue()[indicator_id]
        middle = _ratio(indicator, wide["value"], part, base)
        ends = [
            _ratio(indicator, wide[one][[part]].join(wide[other][[base]]), part, base)
            for one, other in (("low", "low"), ("high", "high"))
        ]
        found.append(
            pd.DataFrame(
                {
                    "indicator": indicator_id,
                    "value": middle,
                    "low": np.fmin(np.fmin(*ends), middle),
                    "high": np.fmax(np.fmax(*ends), middle),
                }
            ).reset_index()
        )
    return pd.concat(found, ignore_index=True)


def quality_of(shares: Shares, series: Series, residents: pd.Series) -> Quality:
    """`residents`: the newest row of the amount residents."""
    table = shares.table
    rows = series(catalogue()[rules().amounts["residents"].indicator])
    newest = rows[rows["period"] == residents["period"]].set_index("area_id")["value"]
    people = newest.reindex(table.index) * table["by_people"]
    total = float(people.sum())
    cut_share = float(people[table["is_cut"]].sum()) / total if total > 0 else float(table["is_cut"].any())
    high = float(residents["high"])
    spread = (high - float(residents["low"])) / high if high > 0 else 0.0
    return Quality(len(table), int(table["is_cut"].sum()), cut_share, spread, _grade(cut_share, spread, table))


def held_against_known(series: Series, parents: dict[str, str]) -> float:
    """How far areal interpolation is off in this city: residents of each statistischer Bezirk estimated from its
    Stadtbezirk by surface alone would need the surfaces; this is the spread that makes it so: the median over districts
    of |density of the district − density of its Stadtbezirk| / density of the district."""
    raise NotImplementedError


def _ratio(indicator: Indicator, amounts: pd.DataFrame, part: str, base: str) -> pd.Series:
    value = indicator.factor * amounts[part] / amounts[base].where(amounts[base] > 0)
    small = amounts[base] < policy().ratio_base_persons
    return value.round(indicator.decimals).mask(small, value.round(0))


def _grade(cut_share: float, spread: float, table: pd.DataFrame) -> str:
    if not table["is_cut"].any():
        return "whole"
    for name, grade in rules().grades.items():
        if cut_share <= grade.cut_share and spread <= grade.spread:
            return name
    return "rough"
