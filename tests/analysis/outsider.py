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
        places = {name: self.names[name] for name in wanted}
        found = {name: int(low[at]) for name, at in places.items() if low[at] == high[at]}
        if not exactly:
            return found
        open_places = [at for name, at in places.items() if name not in found]
        several = self._with_two_values(np.array(open_places, dtype=int), low, high)
        return found | {name: int(value) for name, at in places.items() if (value := several.get(at)) is not None}

    def _with_two_values(self, places: np.ndarray, low: np.ndarray, high: np.ndarray) -> dict[int, float]:
        """Of the places, those that have the same value in every solution, with it. Solutions are looked for in random
        directions first, because one of them shows of many counts that they can differ; the rest one by one."""
        random = np.random.default_rng(7)
        seen = {int(at): set() for at in places}
        goals = [random.normal(size=len(places)) for _ in range(12)] if len(places) else []
        for goal in goals:
            self._look(places, goal, low, high, seen)
        for at in places:
            for sign in (1.0, -1.0):
                if len(seen[int(at)]) == 1:
                    self._look(np.array([at]), np.array([sign]), low, high, seen)
        return {at: values.pop() for at, values in seen.items() if len(values) == 1}

    def _look(
        self, places: np.ndarray, goal: np.ndarray, low: np.ndarray, high: np.ndarray, seen: dict[int, set[float]]
    ) -> None:
        weights = np.zeros(len(low))
        weights[places] = goal
        size = (len(self._facts), len(low))
        rows = np.repeat(np.arange(size[0]), [len(fact[0]) for fact in self._facts])
        columns = np.concatenate([fact[0] for fact in self._facts])
        matrix = csr_array((np.concatenate([fact[1] for fact in self._facts]), (rows, columns)), shape=size)
        facts = LinearConstraint(matrix, [fact[2] for fact in self._facts], [fact[3] for fact in self._facts])
        end = milp(weights, integrality=np.ones(size[1]), bounds=Bounds(low, high), constraints=facts)
        if not end.success:
            raise AssertionError("what was published contradicts itself")
        for at, values in seen.items():
            values.add(float(np.rint(end.x[at])))


def _rest(parts: np.ndarray, rows: np.ndarray, size: int, infinite: float) -> np.ndarray:
    """Per entry the sum of the other entries of its row, which may hold one infinite value."""
    is_finite = np.isfinite(parts)
    sums = np.bincount(rows, np.where(is_finite, parts, 0.0), size)
    endless = np.bincount(rows, ~is_finite, size)
    rest = sums[rows] - np.where(is_finite, parts, 0.0)
    return np.where(endless[rows] - ~is_finite > 0, infinite, rest)
