"""What somebody can work out who has everything that is public: unknown whole numbers between bounds, and what the
published sums and ratios say about them."""

from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

_SLACK = 1e-6


class Outsider:
    """Unknown counts (by any hashable name) and linear facts about them."""

    def __init__(self) -> None:
        self.names: dict[object, int] = {}
        self._low: list[float] = []
        self._high: list[float] = []
        self._facts: list[tuple[list[int], list[float], float, float]] = []

    def count(self, name: object, low: float = 0.0, high: float = np.inf) -> int:
        """Number of the unknown; bounds told more than once are cut with each other."""
        at = self.names.setdefault(name, len(self._low))
        if at == len(self._low):
            self._low.append(low)
            self._high.append(high)
        else:
            self._low[at], self._high[at] = max(self._low[at], low), min(self._high[at], high)
        return at

    def told(self, terms: Mapping[object, float] | Iterable[tuple[object, float]], low: float, high: float) -> None:
        """low ≤ Σ factor · count ≤ high."""
        pairs = list(terms.items()) if isinstance(terms, Mapping) else list(terms)
        self._facts.append(([self.names[name] for name, _ in pairs], [factor for _, factor in pairs], low, high))

    def bounds(self, rounds: int = 60) -> tuple[np.ndarray, np.ndarray]:
        """Smallest and largest value of each count after passing the bounds back and forth through every fact."""
        low, high = np.array(self._low), np.array(self._high)
        if not self._facts:
            return np.ceil(low - _SLACK), np.floor(high + _SLACK)
        rows = np.repeat(np.arange(len(self._facts)), [len(fact[0]) for fact in self._facts])
        columns = np.concatenate([fact[0] for fact in self._facts])
        factors = np.concatenate([fact[1] for fact in self._facts])
        least = np.array([fact[2] for fact in self._facts])
        most = np.array([fact[3] for fact in self._facts])
        positive = factors > 0
        for _ in range(rounds):
            before = low.copy(), high.copy()
            small = factors * np.where(positive, low[columns], high[columns])
            large = factors * np.where(positive, high[columns], low[columns])
            with np.errstate(invalid="ignore"):
                others_small = _rest(small, rows, len(least), -np.inf)
                others_large = _rest(large, rows, len(most), np.inf)
                up, down = (most[rows] - others_small) / factors, (least[rows] - others_large) / factors
            np.minimum.at(high, columns, np.floor(np.where(positive, up, down) + _SLACK))
            np.maximum.at(low, columns, np.ceil(np.where(positive, down, up) - _SLACK))
            if np.array_equal(before[0], low) and np.array_equal(before[1], high):
                break
        return low, high

    def certain(self, wanted: Iterable[object], *, exactly: bool = False) -> dict[object, int]:
        """The wanted counts of which only one value is possible; `exactly`: by integer programming, which finds all."""
        low, high = self.bounds()
        if (low > high).any():
            raise AssertionError("what was published contradicts itself")
        found = {name: int(low[at]) for name in wanted if low[at := self.names[name]] == high[at]}
        if exactly:
            for name in wanted:
                if name not in found and (value := self._only_value(self.names[name], low, high)) is not None:
                    found[name] = value
        return found

    def _only_value(self, at: int, low: np.ndarray, high: np.ndarray) -> int | None:
        goal = np.zeros(len(low))
        goal[at] = 1.0
        size = (len(self._facts), len(low))
        rows = np.repeat(np.arange(size[0]), [len(fact[0]) for fact in self._facts])
        matrix = csr_array(
            (np.concatenate([f[1] for f in self._facts]), (rows, np.concatenate([f[0] for f in self._facts]))),
            shape=size,
        )
        facts = LinearConstraint(matrix, [f[2] for f in self._facts], [f[3] for f in self._facts])
        ends = [
            milp(sign * goal, integrality=np.ones(size[1]), bounds=Bounds(low, high), constraints=facts)
            for sign in (1, -1)
        ]
        if not all(end.success for end in ends):
            return None
        least, most = (round(float(end.x[at])) for end in ends)
        return least if least == most else None


def _rest(parts: np.ndarray, rows: np.ndarray, size: int, infinite: float) -> np.ndarray:
    """Per entry the sum of the other entries of its row, which may hold one infinite value."""
    is_finite = np.isfinite(parts)
    sums = np.bincount(rows, np.where(is_finite, parts, 0.0), size)
    endless = np.bincount(rows, ~is_finite, size)
    rest = sums[rows] - np.where(is_finite, parts, 0.0)
    return np.where(endless[rows] - ~is_finite > 0, infinite, rest)
