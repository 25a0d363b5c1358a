"""Counts behind which a person or an owner stands: shown from a minimum up, and hidden so that no sum gives them back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers.policy import policy


@dataclass(frozen=True)
class Sum:
    """Which counts add up to which: numbers of cells. `total` None: the sum is no cell, but everybody knows it."""

    parts: tuple[int, ...]
    total: int | None = None


def is_small(counts: np.ndarray | pd.Series) -> np.ndarray | pd.Series:
    """Whether a count is above 0 and below the minimum."""
    return (counts > 0) & (counts < policy().minimum_count)


def is_dominated(total: pd.Series, largest: pd.Series, second: pd.Series) -> pd.Series:
    """Whether a sum over owners tells the second largest of them too much about the largest: where all others together
    have less than p per cent of what the largest has (p %-rule; Hundepool et al., Statistical Disclosure Control, 2012,
    section 4.2). `largest` and `second`: what the two owners with most contribute; 0 where there is none."""
    return (total > 0) & (total - largest - second < policy().dominance_pct / 100 * largest)


def hide_with_partners(
    counts: np.ndarray, hidden: np.ndarray, sums: Sequence[Sum], *, rests: np.ndarray | None = None
) -> np.ndarray:
    """Which counts stay hidden (bool) so that none of the `hidden` ones can be computed from the sums.

    In each sum that gives a hidden count away the smallest shown one is hidden too, again and again until no sum
    does; where no part is left to hide, the total is, and at last the zeros. `rests`: what is missing of each count to
    a known whole (buildings without a backlog), which must not be computed either."""
    hidden = hidden.copy()
    changed = True
    while changed:
        changed = False
        for each in sums:
            parts = np.array(each.parts, dtype=int)
            while _sum_gives_away(counts, rests, hidden, parts, each.total):
                hidden[_partner(counts, rests, hidden, parts, each.total)] = True
                changed = True
    return hidden


def cut_areas_that_tell(part: pd.Series, whole: pd.Series, shares: pd.DataFrame) -> pd.Series:
    """Which areas that cut through others stay secret, because what is left of a larger area without them, or of them
    without a smaller one, is from 1 to below the minimum: «the Bezirk has 9, the programme area 8 of them».

    part, whole: counts by area_id. `shares`: area_id × stat_id → share of the statistischer Bezirk in the area. An area
    may lie in another one where it has no larger share of any Bezirk; also in all its Bezirke together."""
    known = shares.loc[shares.index.intersection(part.index)]
    matrix, area_ids = known.to_numpy(), known.index
    touched_by = known.columns.get_indexer(area_ids)  # the area's own column where it is a statistischer Bezirk
    told = []
    for number in np.flatnonzero(((matrix > 0) & (matrix < 1)).any(axis=1)):
        others = np.arange(len(matrix)) != number
        around = (matrix >= matrix[number]).all(axis=1) & others
        within = (matrix <= matrix[number]).all(axis=1) & others
        touched = (touched_by >= 0) & (matrix[number][touched_by] > 0)
        for counts in (part, whole - part):
            values = counts.reindex(area_ids).to_numpy("float64")
            own = values[number]
            left = np.concatenate([values[around] - own, own - values[within], [values[touched].sum() - own]])
            if is_small(left).any():
                told.append(area_ids[number])
    return pd.Series(part.index.isin(told), index=part.index)


def _sum_gives_away(
    counts: np.ndarray, rests: np.ndarray | None, hidden: np.ndarray, parts: np.ndarray, total: int | None
) -> bool:
    inside = parts[hidden[parts]]
    if total is not None and hidden[total]:
        return not len(inside) and bool(len(parts))
    if not len(inside) or (len(inside) == len(parts) and total is None):
        return False
    return _must_be(counts[inside]) or (rests is not None and _must_be(rests[inside]))


def _must_be(hidden: np.ndarray) -> bool:
    """Whether the sum of hidden counts says what one of them is, all being known to be at least 1, and known to be
    below the minimum where none of them was hidden only to protect others."""
    if len(hidden) == 1:
        return True
    return bool((hidden == 1).all() or (hidden == policy().minimum_count - 1).all())


def _partner(
    counts: np.ndarray, rests: np.ndarray | None, hidden: np.ndarray, parts: np.ndarray, total: int | None
) -> np.ndarray:
    shown = parts[~hidden[parts]]
    inner = shown[(counts[shown] > 0) & (True if rests is None else rests[shown] > 0)]
    for candidates in (inner, shown[counts[shown] > 0]):
        if len(candidates):
            return candidates[[np.argmin(counts[candidates])]]
    if total is not None and not hidden[total]:
        return np.array([total])
    return shown
