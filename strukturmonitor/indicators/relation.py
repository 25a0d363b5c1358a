"""How two indicators go together over areas, and how ranks move over the years."""

import numpy as np
import pandas as pd

_NAMED_AT_MOST = 14
_STEPS = ((0.6, "strong"), (0.3, "clear"))  # of the rank correlation; below: none to speak of
_CHANCE = 0.05  # two-sided p-value above which a correlation may as well be chance


def rank_correlation(x: pd.Series, y: pd.Series) -> float:
    """Spearman's rho: Pearson's correlation of the ranks (ties get their mean rank), which one odd area cannot make.
    0 where all values of one are equal."""
    ranks = pd.DataFrame({"x": x.rank(), "y": y.rank()})
    value = ranks["x"].corr(ranks["y"])
    return 0.0 if pd.isna(value) else float(value)


def strength(correlation: float) -> str:
    """In a word: strong_up, clear_up, none, clear_down, strong_down."""
    for least, word in _STEPS:
        if abs(correlation) >= least:
            return f"{word}_{'up' if correlation > 0 else 'down'}"
    return "none"


def may_be_chance(correlation: float, count: int) -> bool:
    """Whether as many areas without any relation would show as high a rank correlation in more than one of 20 cases
    (Student's t with count − 2 degrees of freedom; Kendall and Stuart, The Advanced Theory of Statistics)."""
    from scipy.special import stdtr

    if abs(correlation) >= 1:
        return False
    t = abs(correlation) * np.sqrt((count - 2) / (1 - correlation**2))
    return bool(2 * stdtr(count - 2, -t) > _CHANCE)


def labelled(points: pd.DataFrame) -> pd.Series:
    """Which points carry their name: all where they are few, else those furthest from the middle (distance in standard
    deviations of x and y)."""
    if len(points) <= _NAMED_AT_MOST:
        return pd.Series(True, index=points.index)
    away = _scaled(points).pow(2).sum(axis=1)
    return away.rank(ascending=False, method="first") <= _NAMED_AT_MOST


def sides(points: pd.DataFrame) -> list[str]:
    """On which side of its point a name stands: away from the nearest other point."""
    places = _scaled(points).to_numpy()
    away = []
    for place in places:
        distance = np.square(places - place).sum(axis=1)
        distance[distance == 0] = np.inf
        nearest = places[distance.argmin()]
        across, up = place - nearest
        if abs(up) >= abs(across):
            away.append("top center" if up >= 0 else "bottom center")
        else:
            away.append("middle right" if across >= 0 else "middle left")
    return away


def yearly_ranks(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per year, one column per area_id: the rank (1: the highest value) at the last date of the year; missing
    where the area has no value."""
    last = rows.groupby(rows["period"].dt.year)["period"].transform("max")
    at_end = rows[rows["period"] == last].dropna(subset=["value"])
    wide = at_end.assign(year=at_end["period"].dt.year).pivot(index="year", columns="area_id", values="value")
    return wide.rank(axis=1, ascending=False, method="min")


def _scaled(points: pd.DataFrame) -> pd.DataFrame:
    """x and y in standard deviations from their mean."""
    values = points[["x", "y"]]
    return (values - values.mean()) / values.std(ddof=0).replace(0, 1)
