"""Counts of persons: rounded one by one, sums of areas so that they do not give their parts away.

Every count is rounded by itself, sums included, as the city publishes them. Where many rounded parts and their rounded
sum leave one possibility only (four parts that all lie at the upper end of what they are rounded from, and a sum that
needs just that), the sum is shown one step of rounding nearer to its parts. Areas that cut through others are
estimates: they are interpolated from the rounded parts and tell nothing that these do not tell.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers.policy import policy


def round_persons(persons: pd.Series) -> pd.Series:
    """Multiples of the rounding base, halves upwards (0–2 → 0, 3–7 → 5 at base 5); negative balances alike."""
    base = policy().rounding_persons
    values = persons.astype("float64")
    return np.sign(values) * np.floor(values.abs() / base + 0.5) * base


def round_over_areas(rows: pd.DataFrame, columns: Sequence[str], parts: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the columns of persons rounded; all areas at once, because a sum must not give its parts away.

    `rows`: exact counts with `area_id`, the statistische Bezirke among them, one row per area and what else tells rows
    apart (a period, a year, a size of household). `parts`: area_id, stat_id, share. An area whose parts are not among the
    rows is rounded by itself. A `numerator` whose parts are shown elsewhere (columns `part_…`) becomes the sum of what is
    shown of them."""
    counted = [name for name in columns if name in rows]
    if rows.empty or not counted:
        return rows
    keys = [name for name in _KEYS if name in rows]
    wholes = parts.loc[(parts["area_id"] == parts["stat_id"]) & (parts["share"] == 1), "stat_id"]
    single = rows.loc[rows["area_id"].isin(wholes), ["area_id", *keys, *counted]]
    apart = single.merge(parts.rename(columns={"area_id": "sum_id"}), left_on="area_id", right_on="stat_id")
    wanted = pd.MultiIndex.from_frame(rows[["area_id", *keys]])
    shown = rows.copy()
    for name in counted:
        sums = round_sums(apart[name], apart["share"], [apart["sum_id"], *(apart[key] for key in keys)])
        by_itself = round_persons(rows[name])
        shown[name] = pd.Series(sums.reindex(wanted).to_numpy(), index=rows.index).fillna(by_itself)
        shown[name] = shown[name].mask(rows[name].isna())
    summed = [name for name in counted if name.startswith("part_")]
    return shown.assign(numerator=shown[summed].sum(axis=1, skipna=False)) if summed else shown


def round_sums(persons: pd.Series, shares: pd.Series, by: list[pd.Series]) -> pd.Series:
    """Rounded sums of exact counts of parts, indexed by the groups `by`; `shares`: how much of a part belongs to the sum.

    A sum of whole parts is the rounded true one. Everybody who knows the rounded parts knows the smallest and the
    largest sum they can have; the values a rounded sum stands for must overlap with that by one at least, else each
    part would be known: then the next step of rounding is taken. Where a part belongs only in part, the sum is an
    estimate from the rounded parts."""
    base = policy().rounding_persons
    shown = round_persons(persons)
    is_count = not (persons < 0).any()
    least, most = _stands_for(shown, is_count)
    told = pd.DataFrame(
        {"true": persons * shares, "shown": shown * shares, "least": least * shares, "most": most * shares}
    )
    sums = told.groupby(by, sort=False).sum(min_count=1)
    sums["is_cut"] = (shares < 1).groupby(by, sort=False).any()
    rounded = round_persons(sums["true"])
    from_sum, to_sum = _stands_for(rounded, is_count)
    overlap = np.minimum(to_sum, sums["most"]) - np.maximum(from_sum, sums["least"])
    moved = rounded + base * np.sign(sums["shown"] - rounded)
    rounded = rounded.mask((overlap < 1) & (sums["least"] < sums["most"]), moved)
    return rounded.mask(sums["is_cut"], round_persons(sums["shown"]))


def person_ratio(
    numerator: pd.Series,
    denominator: pd.Series,
    factor: float,
    *,
    decimals: int = 1,
    shown: tuple[pd.Series, pd.Series] | None = None,
) -> pd.Series:
    """factor · numerator / denominator of persons: true above the base, from the shown counts below it (`shown`:
    numerator and denominator as they are published; without it each rounded by itself).
    Rounded to the decimals that are shown: all digits of a true ratio together with the rounded counts give the exact
    ones away at any base, and tables and charts carry their values to the browser as they are.
    Missing where the denominator that is used is 0."""
    small = denominator < policy().ratio_base_persons
    above, below = shown or (round_persons(numerator), round_persons(denominator))
    used_numerator = numerator.astype("float64").where(~small, above)
    used_denominator = denominator.astype("float64").where(~small, below)
    return (factor * used_numerator / used_denominator.where(used_denominator != 0)).round(decimals)


# What tells rows of one area apart in the tables that pages and the command line read.
_KEYS = ("period", "reference_date", "year", "persons_in_household", "age", "sex", "nationality")


def _stands_for(shown: pd.Series, is_count: bool) -> tuple[pd.Series, pd.Series]:
    """Smallest and largest whole number that is rounded to the shown one; counts are never below 0."""
    half = policy().rounding_persons / 2
    size = shown.abs()
    near, far = np.ceil(size - half), np.ceil(size + half) - 1
    least = near.where(shown > 0, -far)
    most = far.where(shown >= 0, -near)
    return (least.clip(lower=0) if is_count else least), most
