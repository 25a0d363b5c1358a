"""How many breaks, when, and of which kind, for a series that has one: cuts by dynamic programming over all segments
(Bai and Perron 1998, 2003), each of them a step or a bend as the Bayesian information criterion (Schwarz 1978, for breaks
Yao 1988) says, dates moved to where the model fits best, and a likelihood-ratio set for each date (Eo and Morley 2015)."""

from dataclasses import dataclass, replace

import numpy as np

from strukturmonitor.analysis.breaks_chance import break_p_values
from strukturmonitor.analysis.breaks_model import (
    Rules,
    basis,
    bend,
    best_cuts,
    candidates,
    residuals,
    segment_costs,
    step,
    whiten,
)

_MOST_ROUNDS = 4  # of moving the dates, one after the other


@dataclass(frozen=True)
class Turn:
    """One break. `at`: point (a step: the first one of the new level; a bend: where it bends); `low`, `high`: points
    between which it lies, one further than the outermost dates that fit, because nothing is known between two points;
    sizes on the scale of the series: of the level, or of the slope per year; `before` and `after` likewise."""

    kind: str
    at: int
    low: int
    high: int
    before: float
    after: float


class Dating:
    """One series and its model. `years`: time in years; `null`: as of `null_model`; `known`: first points after known
    breaks in the data. A model is a list of positions among the admissible breaks."""

    def __init__(
        self, series: np.ndarray, years: np.ndarray, null: np.ndarray, known: np.ndarray, autocorrelation: float, rules: Rules
    ) -> None:  # fmt: skip
        self.series, self.years, self.null, self.known, self.rules = series, years, null, known, rules
        self.autocorrelation = autocorrelation
        breaks, self.named = candidates(years, rules.minimum_segment, known, on_changes=autocorrelation == 1)
        self._breaks = breaks
        base = basis(whiten(null, autocorrelation))
        self._rest = residuals(whiten(series[:, None], autocorrelation), base)[:, 0]
        self._parameters = base.shape[1]
        tried = residuals(whiten(breaks, autocorrelation), base)
        # Products are all that least squares need: every single break can be tried at once.
        self._products, self._common = tried.T @ tried, tried.T @ self._rest
        self._points = np.array([at for _, at in self.named])
        self._floor = 1e-9 * max(np.diag(self._products).max(initial=0), 1e-300)

    def turns(self) -> list[Turn]:
        """The breaks, oldest first; none where no date is admissible."""
        models = [self._refined(start) for start in self._starts()]
        if not models:
            return []
        best = self._confirmed(min(models, key=self._criterion))
        best = sorted(best, key=self._points.__getitem__)
        return [self._described(best, number) for number in range(len(best))]

    def only(self, turns: list[Turn]) -> list[Turn]:
        """The same breaks described without the others that were found."""
        model = [self.named.index((turn.kind, turn.at)) for turn in turns]
        return [self._described(model, number) for number in range(len(model))]

    def fitted(self, turns: list[Turn]) -> np.ndarray:
        """Level and trend with the breaks, on the scale of the series; the season at its mean."""
        return self._path([(turn.kind, turn.at) for turn in turns])[0]

    def _starts(self) -> list[list[int]]:
        """Models to begin with: one break after the other where it helps most, and for each number of breaks the cuts of
        the best segments, each with the kind that fits better."""
        starts: list[list[int]] = []
        most = min(self.rules.most_breaks, len(self.series) // self.rules.minimum_segment - 1)
        grown: list[int] = []
        for _ in range(most):
            squares = self._squares_with_each(grown)
            if not np.isfinite(squares).any():
                break
            grown = self._refined([*grown, int(squares.argmin())])
            starts.append(grown)
        others = self.null[:, 2:]
        flat = self.series[:, None]
        if others.size:
            flat = residuals(flat, basis(residuals(others, basis(self.null[:, :2]))))
        flat = whiten(flat, self.autocorrelation)
        costs = segment_costs(flat, self.rules.minimum_segment, with_slope=self.autocorrelation != 1)
        for cuts in best_cuts(costs, most):
            start: list[int] = []
            for at in cuts[:, 0]:
                squares = self._squares_with_each(start)
                near = np.flatnonzero(np.isfinite(squares) & (np.abs(self._points - at) <= 1))
                if len(near):
                    start.append(int(near[squares[near].argmin()]))
            if start:
                starts.append(start)
        return starts

    def _refined(self, model: list[int]) -> list[int]:
        """Every break in turn goes where, and becomes what, lowers the sum of squares most, until none moves."""
        for _ in range(_MOST_ROUNDS):
            before = list(model)
            for number in range(len(model)):
                squares = self._squares_with_each(model[:number] + model[number + 1 :])
                model = [*model[:number], int(squares.argmin()), *model[number + 1 :]]
            if model == before:
                break
        return model

    def _confirmed(self, model: list[int]) -> list[int]:
        """Of several breaks the most important one, and each further one only where a break beside those before passes a
        permutation test of its own (Bai and Perron 1998 test one break more in the same way): in short series the
        criterion alone lets too many in."""
        kept: list[int] = []
        remaining = list(model)
        while remaining:
            squares = self._squares_with_each(kept)
            strongest = min(remaining, key=squares.__getitem__)
            if kept and self._p_value(kept) > self.rules.false_discovery_rate:
                break
            kept.append(strongest)
            remaining.remove(strongest)
        return model if not remaining else self._refined(kept)

    def _p_value(self, others: list[int]) -> float:
        """Of the best break beside `others`."""
        apart = np.isfinite(self._squares_with_each(others))
        given = np.column_stack([self.null, self._breaks[:, others]])
        rules = replace(self.rules, permutations=self.rules.permutations_of_one)
        return float(
            break_p_values(self.series[:, None], given, self._breaks[:, apart], self.autocorrelation, rules, 1)[0]
        )

    def _squares_with_each(self, model: list[int]) -> np.ndarray:
        """Sum of squares of the model with each admissible break added; infinite where that lies too near to another."""
        left, alone, common = self._without(model)
        gain = common**2 / np.where(alone > self._floor, alone, np.inf)
        squares = left - gain
        for other in model:
            squares[np.abs(self._points - self._points[other]) < self.rules.minimum_segment] = np.inf
        return squares

    def _without(self, model: list[int]) -> tuple[float, np.ndarray, np.ndarray]:
        """What the model leaves of the sum of squares, and of the products of every admissible break with itself and
        with the series."""
        left, alone, common = float(self._rest @ self._rest), np.diag(self._products).copy(), self._common.copy()
        if model:
            own = self._products[np.ix_(model, model)]
            weights = np.linalg.inv(
                own + self._floor * np.eye(len(model))
            )  # never singular, to the ninth digit the same
            across = self._products[:, model]
            left -= float(self._common[model] @ weights @ self._common[model])
            common -= across @ (weights @ self._common[model])
            alone -= ((across @ weights) * across).sum(axis=1)
        return max(left, 1e-300), alone, common

    def _criterion(self, model: list[int]) -> float:
        count = len(self._rest)
        parameters = self._parameters + 2 * len(model)  # size and date of each break
        return count * np.log(self._without(model)[0] / count) + parameters * np.log(count)

    def _described(self, model: list[int], number: int) -> Turn:
        kind, at = self.named[model[number]]
        others = model[:number] + model[number + 1 :]
        limit = self.rules.interval_level if kind == "level" else self.rules.interval_trend
        ratio = len(self._rest) * np.log(np.maximum(self._squares_with_each(others), 1e-300) / self._without(model)[0])
        inside = [
            place
            for (name, place), loss in zip(self.named, ratio, strict=True)
            if name == kind and loss <= limit and self._is_between(place, others, at)
        ]
        path, sizes, slope = self._path([self.named[position] for position in model])
        if kind == "trend":
            bends = zip(model, sizes, strict=True)
            before = slope + sum(
                size for one, size in bends if self.named[one][0] == "trend" and self._points[one] < at
            )
            after = before + sizes[number]
        else:
            after = path[at]
            before = after - sizes[number]
        low = max(0, min([at, *inside]) - 1)
        high = min(len(self.series) - 1, max([at, *inside]) + (kind == "trend"))
        return Turn(kind, at, low, high, float(before), float(after))

    def _is_between(self, place: int, others: list[int], at: int) -> bool:
        return all((self._points[other] < place) == (self._points[other] < at) for other in others)

    def _path(self, model: list[tuple[str, int]]) -> tuple[np.ndarray, np.ndarray, float]:
        """Least squares on the series itself, as a reader can repeat it: path, sizes of the breaks, first slope."""
        breaks = [step(len(self.series), at) if kind == "level" else bend(self.years, at) for kind, at in model]
        found = np.linalg.lstsq(np.column_stack([self.null, *breaks]), self.series, rcond=None)[0]
        wide = self.null.shape[1]
        seasons = slice(2, wide - len(self.known))
        without_season = self.null.copy()
        without_season[:, seasons] = self.null[:, seasons].mean(axis=0)
        path = np.column_stack([without_season, *breaks]) @ found
        return path, found[wide:], float(found[1])
