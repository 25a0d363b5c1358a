"""The one policy for what may be shown of small numbers (values: data/small_numbers.yml).

Counts of persons are rounded to multiples of 5; a ratio over a small base comes from the rounded values,
because a rounded count, a rounded total and an exact ratio together give the exact count away. Counts behind
which a person or an owner stands are shown from a minimum up, with complementary suppression.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Policy:
    rounding_persons: int
    minimum_count: int
    ratio_base_persons: int


@cache
def policy() -> Policy:
    return Policy(**read_facts("small_numbers.yml"))


def round_persons(persons: pd.Series) -> pd.Series:
    """Multiples of the rounding base, halves upwards (0–2 → 0, 3–7 → 5 at base 5); negative balances alike."""
    base = policy().rounding_persons
    values = persons.astype("float64")
    return np.sign(values) * np.floor(values.abs() / base + 0.5) * base


def person_ratio(numerator: pd.Series, denominator: pd.Series, factor: float, *, decimals: int = 1) -> pd.Series:
    """factor · numerator / denominator of persons: true above the base, from rounded counts below it.
    Rounded to the decimals that are shown: all digits of a true ratio together with the rounded counts give the exact
    ones away at any base, and tables and charts carry their values to the browser as they are.
    Missing where the denominator that is used is 0."""
    small = denominator < policy().ratio_base_persons
    shown_numerator = numerator.astype("float64").where(~small, round_persons(numerator))
    shown_denominator = denominator.astype("float64").where(~small, round_persons(denominator))
    return (factor * shown_numerator / shown_denominator.where(shown_denominator != 0)).round(decimals)


def suppress_small_counts(counts: pd.Series) -> pd.Series:
    """Counts of one complete breakdown whose total is known: those from 1 to below the minimum become missing.

    Whoever knows the total knows the sum of what is hidden. So further counts are hidden, the smallest above 0
    first, as long as that sum gives single counts away: if only one is hidden, or if all hidden ones must be 1 or
    must be just below the minimum. A total below the minimum must itself stay hidden: then all counts, zeros
    included, become missing. Missing counts stay missing and stand outside the total."""
    minimum = policy().minimum_count
    values = counts.astype("float64")
    total = values.sum()
    if 0 < total < minimum:
        return values * np.nan
    small = (values > 0) & (values < minimum)
    hidden = small.copy()
    while hidden.any() and _gives_away(values[hidden], minimum):
        others = values[~hidden & (values > 0)]
        if others.empty:
            return values * np.nan
        hidden[others.idxmin()] = True
    return values.mask(hidden)


def hidden_shares(part: pd.Series, whole: pd.Series, groups: pd.Series) -> pd.Series:
    """Which shares of buildings with an owner behind them stay secret: where the part, or the rest, is from 1 to
    below the minimum. Where that hides one share of a group whose sum is shown elsewhere (`groups`: the same value
    for the areas that make up a larger one at one date; missing where none is shown), the one with the smallest part
    is hidden too."""
    minimum = policy().minimum_count
    rest = whole - part
    hidden = ((part > 0) & (part < minimum)) | ((rest > 0) & (rest < minimum))
    alone = hidden.groupby(groups).sum()
    for group in alone.index[alone == 1]:
        others = part[(groups == group) & ~hidden & (part > 0)]
        if not others.empty:
            hidden[others.idxmin()] = True
    return hidden


def _gives_away(hidden: pd.Series, minimum: int) -> bool:
    """Whether the sum of the hidden counts determines one of them, all being known to be at least 1, and known
    to be below the minimum where none of them was hidden only to protect others."""
    if len(hidden) == 1:
        return True
    return bool((hidden == 1).all() or (hidden == minimum - 1).all())
