"""Classes of a map's legend: natural breaks over all periods, so that a colour means the same at every date."""

import warnings
from dataclasses import dataclass

import mapclassify
import numpy as np
import pandas as pd

from strukturmonitor.charts.palette import MISSING, SEQUENTIAL

_SAMPLE = 150  # quantiles that stand for all values: exact breaks of thousands of values take minutes


@dataclass(frozen=True)
class Classes:
    """`edges`: ascending, one more than classes; a value on an edge belongs to the lower class."""

    edges: tuple[float, ...]

    @property
    def colours(self) -> tuple[str, ...]:
        count = len(self.edges) - 1
        if count == 1:
            return (SEQUENTIAL[2],)
        steps = np.linspace(0, len(SEQUENTIAL) - 1, count).round().astype(int)
        return tuple(SEQUENTIAL[i] for i in steps)

    def index(self, values: pd.Series) -> pd.Series:
        """Class 0 … n−1 of each value; −1 where it is missing."""
        inner = np.array(self.edges[1:-1])
        found = pd.Series(np.searchsorted(inner, values.to_numpy("float64"), side="left"), index=values.index)
        return found.mask(values.isna(), -1).astype(int)

    def colour(self, class_index: int) -> str:
        return MISSING if class_index < 0 else self.colours[class_index]


def natural_classes(values: pd.Series, *, decimals: int, count: int = 5) -> Classes | None:
    """At most `count` classes by natural breaks (Fisher–Jenks), edges rounded as the values are shown.
    None where there is no value at all."""
    present = values.dropna().to_numpy("float64")
    if not len(present):
        return None
    sample = np.unique(np.round(np.quantile(present, np.linspace(0, 1, _SAMPLE)), decimals + 1))
    lowest, highest = _floor(present.min(), decimals), _ceil(present.max(), decimals)
    if len(sample) < 2 or lowest == highest:
        return Classes((lowest, highest))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Numba not installed")  # the sample is small enough without it
        breaks = mapclassify.FisherJenks(sample, k=min(count, len(sample))).bins
    inner = np.unique(np.round(breaks[:-1], decimals))
    inner = inner[(inner > lowest) & (inner < highest)]
    return Classes((lowest, *map(float, inner), highest))


def _floor(value: float, decimals: int) -> float:
    return float(np.floor(value * 10**decimals) / 10**decimals)


def _ceil(value: float, decimals: int) -> float:
    return float(np.ceil(value * 10**decimals) / 10**decimals)
