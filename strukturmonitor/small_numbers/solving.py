"""What sums together tell of hidden counts: by linear programming, where looking at one sum at a time is not enough."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers.owners import Sum, hide_with_partners, is_small


def hide_until_uncertain(
    counts: np.ndarray, secret: np.ndarray, sums: Sequence[Sum], *, hidden: np.ndarray | None = None
) -> np.ndarray:
    """Which counts stay hidden (bool): as in `hide_with_partners`, and further ones until every secret count could be
    another one, all sums taken together. `hidden`: those that are hidden already.

    For tables whose sums are known in two directions this is exact: the ends that linear programming finds are whole
    numbers there (transportation polytope; Dantzig, Linear Programming and Extensions, 1963, chapter 14)."""
    hidden = hide_with_partners(counts, secret if hidden is None else hidden, sums)
    while (known := _known(counts, hidden, secret, sums)) is not None:
        shown = [
            np.array([at for at in _cells(each) if not hidden[at]], dtype=int) for each in sums if known in _cells(each)
        ]
        candidates = np.concatenate([*shown, np.array([], dtype=int)])
        if not len(candidates):
            return hidden
        order = np.where(counts[candidates] > 0, counts[candidates], np.inf)
        hidden[candidates[np.argmin(order)]] = True
        hidden = hide_with_partners(counts, hidden, sums)
    return hidden


def hidden_shares(part: pd.Series, whole: pd.Series, sums: Sequence[Sum]) -> pd.Series:
    """Which shares of buildings with an owner behind them stay secret: where the part, or the rest, is from 1 to below
    the minimum, and those with which one could be computed. `sums`: positions of rows that add up."""
    counts, rests = part.to_numpy("float64"), (whole - part).to_numpy("float64")
    secret = is_small(counts) | is_small(rests)
    hidden = hide_with_partners(counts, secret, sums, rests=rests)
    for of_each in (counts, rests):
        hidden = hide_until_uncertain(of_each, is_small(of_each), sums, hidden=hidden)
    return pd.Series(hidden, index=part.index)


def _cells(each: Sum) -> tuple[int, ...]:
    return each.parts if each.total is None else (*each.parts, each.total)


def _known(counts: np.ndarray, hidden: np.ndarray, secret: np.ndarray, sums: Sequence[Sum]) -> int | None:
    """A secret count that only one whole number can be; None where there is none. Zeros are hidden only
    where nothing else is left of a sum: elsewhere whoever solves the sums knows that a hidden count is not 0."""
    from scipy.optimize import linprog

    places = np.flatnonzero(hidden)
    if not len(places) or not (secret & hidden).any():
        return None
    column = {int(at): number for number, at in enumerate(places)}
    rows, constants = [], []
    for each in sums:
        row = np.zeros(len(places))
        row[[column[at] for at in each.parts if hidden[at]]] = 1.0
        if each.total is not None and hidden[each.total]:
            row[column[each.total]] = -1.0
        if row.any():
            rows.append(row)
            constants.append(float(row @ counts[places]))
    facts = np.array(rows).reshape(-1, len(places))
    least = np.minimum(counts, 1.0)
    for each in sums:
        if hidden[list(each.parts)].all():
            least[list(each.parts)] = 0.0
    bounds = [(low, None) for low in least[places]]
    for at in np.flatnonzero(secret & hidden):
        goal = np.zeros(len(places))
        goal[column[int(at)]] = 1.0
        ends = [linprog(sign * goal, A_eq=facts, b_eq=constants, bounds=bounds) for sign in (1.0, -1.0)]
        if not all(end.success for end in ends):
            continue
        if np.ceil(ends[0].fun - 1e-6) >= np.floor(-ends[1].fun + 1e-6):
            return int(at)
    return None
