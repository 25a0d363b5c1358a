"""Classes of a map's legend: natural breaks over all periods, so that a colour means the same at every date."""

from dataclasses import dataclass

import jenkspy
import numpy as np
import pandas as pd

from strukturmonitor.charts.palette import GAINS, LOSSES, MISSING, SEQUENTIAL

_SAMPLE = 150  # quantiles that stand for all values: exact breaks of thousands of values take minutes


@dataclass(frozen=True)
class Classes:
    """`edges`: ascending, one more than classes; a value on an edge belongs to the lower class. Values are compared
    as they are shown, with `decimals`: 6,62 stands as 6,6 in the class that ends at 6,6."""

    edges: tuple[float, ...]
    decimals: int

    @property
    def colours(self) -> tuple[str, ...]:
        """Light to dark for amounts; where zero parts the classes, one hue for losses and one for gains."""
        below = sum(edge < 0 for edge in self.edges)
        if below and 0.0 in self.edges:
            above = len(self.edges) - 1 - below
            return (*_spread(LOSSES, below)[::-1], *_spread(GAINS, above))
        return _spread(SEQUENTIAL, len(self.edges) - 1)

    def index(self, values: pd.Series) -> pd.Series:
        """Class 0 … n−1 of each value; −1 where it is missing."""
        inner = np.array(self.edges[1:-1])
        found = pd.Series(
            np.searchsorted(inner, values.to_numpy("float64").round(self.decimals), side="left"), index=values.index
        )
        return found.mask(values.isna(), -1).astype(int)

    def colour(self, class_index: int) -> str:
        return MISSING if class_index < 0 else self.colours[class_index]


def natural_classes(values: pd.Series, *, decimals: int, count: int = 5) -> Classes | None:
    """At most `count` classes by natural breaks (Fisher–Jenks), edges rounded as the values are shown. Where values
    lie on both sides of zero (balances), zero is an edge and both sides have their own breaks.
    None where there is no value at all."""
    present = values.dropna().to_numpy("float64")
    if not len(present):
        return None
    if present.min() < 0 < present.max():
        half = count // 2
        below = _edges(present[present < 0], decimals, half)
        above = _edges(present[present > 0], decimals, half)
        return Classes((*(edge for edge in below if edge < 0), 0.0, *(edge for edge in above if edge > 0)), decimals)
    return Classes(_edges(present, decimals, count), decimals)


def _edges(present: np.ndarray, decimals: int, count: int) -> tuple[float, ...]:
    lowest, highest = _floor(present.min(), decimals), _ceil(present.max(), decimals)
    sample = np.unique(np.round(np.quantile(present, np.linspace(0, 1, _SAMPLE), method="nearest"), decimals + 1))
    if len(sample) < 2 or lowest == highest:
        return (lowest, highest)
    breaks = jenkspy.jenks_breaks(sample, n_classes=min(count, len(sample)))
    inner = np.unique(np.round(breaks[1:-1], decimals))
    inner = inner[(inner > lowest) & (inner < highest)]
    return (lowest, *map(float, inner), highest)


def _spread(colours: tuple[str, ...], count: int) -> tuple[str, ...]:
    """`count` of the colours, from the lightest to the darkest."""
    if count == 1:
        return (colours[len(colours) // 2],)
    return tuple(colours[i] for i in np.linspace(0, len(colours) - 1, count).round().astype(int))


def _floor(value: float, decimals: int) -> float:
    return float(np.floor(value * 10**decimals) / 10**decimals)


def _ceil(value: float, decimals: int) -> float:
    return float(np.ceil(value * 10**decimals) / 10**decimals)
