"""Sums of what is internal about vacancies, for who may see sums but no single record."""

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers import policy


def protected_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` of the query vacancy_internal_sums with small counts of `units` missing.

    Per dimension the areas (the city, and the Stadtbezirke that make it up) and the values form a table whose sums
    are known in both directions: a vacancy count per area is public, and the districts add up to the city. So counts
    below the minimum are hidden, and then in every line and column whose sum gives hidden ones away the smallest
    other one too, until none can be computed from the rest."""
    parts = [_protected(part) for _, part in rows.groupby("dimension", sort=False)]
    return pd.concat(parts).sort_index() if parts else rows.astype({"units": "float64"})


def _protected(part: pd.DataFrame) -> pd.DataFrame:
    table = part.pivot(index="area_id", columns="value", values="units")
    counts = table.to_numpy("float64")
    hidden = (counts > 0) & (counts < policy().minimum_count)
    while _hide_partners(counts, hidden) or _hide_partners(counts.T, hidden.T):
        pass
    rows = table.index.get_indexer(part["area_id"])
    columns = table.columns.get_indexer(part["value"])
    return part.assign(units=np.where(hidden, np.nan, counts)[rows, columns])


def _hide_partners(counts: np.ndarray, hidden: np.ndarray) -> bool:
    """Hide (in place) further counts in each row whose sum gives hidden ones away; says whether anything changed."""
    changed = False
    for row, is_hidden in zip(counts, hidden, strict=True):
        while _gives_away(row[is_hidden]) and not is_hidden.all():
            others = np.flatnonzero(~is_hidden & (row > 0))
            if len(others):
                is_hidden[others[np.argmin(row[others])]] = True
            else:
                is_hidden[:] = True
            changed = True
    return changed


def _gives_away(counts: np.ndarray) -> bool:
    """Whether the sum of these counts, each known to be from 1 to below the minimum, says what one of them is."""
    if len(counts) < 2:
        return len(counts) == 1
    return bool((counts == 1).all() or (counts == policy().minimum_count - 1).all())
