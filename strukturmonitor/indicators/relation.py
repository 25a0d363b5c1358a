"""How two indicators go together over areas, and how ranks move over the years."""

import numpy as np
import pandas as pd

_NAMED_AT_MOST = 14
_STEPS = ((0.6, "strong"), (0.3, "clear"))  # of the rank correlation; below: none to speak of
# Of a name beside its point: the point's half width, the room between them, the height of the letters.
_DOT_PX, _GAP_PX, _LINE_PX = 4, 6, 14
_SHIFTS = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1)}
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


def free_sides(points: pd.DataFrame, widths_px: pd.Series) -> list[str | None]:
    """The side of each name on which it lies on no other name or point, the wanted one (`side`) first; None where there
    is none. `points`: x_px, y_px (upwards), side, is_labelled, is_chosen; a chosen one always gets a side. `widths_px`:
    of the names, in the same order."""
    taken = [
        (x - _DOT_PX, x + _DOT_PX, y - _DOT_PX, y + _DOT_PX)
        for x, y in zip(points["x_px"], points["y_px"], strict=True)
    ]
    dots = list(taken)
    found: list[str | None] = [None] * len(points)
    order = np.argsort(~points["is_chosen"].to_numpy(bool), kind="stable")
    for place in (int(each) for each in order):
        row = points.iloc[place]
        if not (row["is_labelled"] or row["is_chosen"]):
            continue
        half, own = widths_px.iloc[place] / 2, dots[place]
        for side in dict.fromkeys((row["side"], *_SHIFTS)):
            across, up = _SHIFTS[side]
            x, y = row["x_px"] + across * (_GAP_PX + half), row["y_px"] + up * (_GAP_PX + _LINE_PX / 2)
            box = (x - half, x + half, y - _LINE_PX / 2, y + _LINE_PX / 2)
            if not any(_overlap(box, other) for other in taken if other is not own):
                found[place] = side
                taken.append(box)
                break
        if found[place] is None and row["is_chosen"]:
            found[place] = row["side"]
    return found


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


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
