"""The linear model of a series with breaks: what it may do without a break (level, trend, season, known breaks in the
data), what a break adds (a step or a bend), and the autocorrelation that is taken out of both before they are compared.

All arrays: rows are points in time, columns are series (areas) or regressors."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

_GRID = np.linspace(0, 1, 11)
_BEFORE = 50  # points simulated before the first one, so that a series does not start at its mean


@dataclass(frozen=True)
class Rules:
    """What data/analysis_breaks.yml says of one kind of series. Lengths in points."""

    fewest_points: int
    minimum_segment: int
    season: int
    most_breaks: int
    first_permutations: int
    permutations: int
    permutations_of_one: int
    beaten_by_few: int
    false_discovery_rate: float
    seed: int
    changes_from: float
    draws: int
    interval_level: float
    interval_trend: float


def null_model(years: np.ndarray, seasons: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Level, trend, a dummy for all but the first season, and a step at each known break in the data.
    `years`: time in years; `seasons`: number of the season of each point; `steps`: first points after known breaks."""
    dummies = (seasons[:, None] == np.unique(seasons)[1:]).astype(float)
    points = np.arange(len(years))
    return np.column_stack([np.ones(len(years)), years - years[0], dummies, points[:, None] >= steps])


def step(count: int, at: int) -> np.ndarray:
    """0 before the point `at`, 1 from it on."""
    return (np.arange(count) >= at).astype(float)


def bend(years: np.ndarray, at: int) -> np.ndarray:
    """0 up to the point `at`, then the years since it."""
    return np.maximum(years - years[at], 0.0)


def candidates(
    years: np.ndarray, shortest: int, known: np.ndarray, *, on_changes: bool
) -> tuple[np.ndarray, list[tuple[str, int]]]:
    """All single breaks that leave at least `shortest` points on either side: regressors, and for each its kind
    ('level' or 'trend') and point. Not at a known break in the data and not next to one. On changes only bends: a step
    is a single change there, which chance makes too."""
    count = len(years)
    near = {int(at) + by for at in known for by in (-1, 0, 1)}
    steps = [] if on_changes else [("level", at) for at in range(shortest, count - shortest + 1) if at not in near]
    bends = [("trend", at) for at in range(shortest - 1, count - shortest + 1) if at not in near]
    named = steps + bends
    columns = [step(count, at) if kind == "level" else bend(years, at) for kind, at in named]
    return np.column_stack(columns) if columns else np.empty((count, 0)), named


def whiten(columns: np.ndarray, autocorrelation: float) -> np.ndarray:
    """Each point minus `autocorrelation` times the one before (Prais and Winsten 1954); with 1 the changes, one point
    fewer."""
    after = columns[1:] - autocorrelation * columns[:-1]
    if autocorrelation == 1:
        return after
    return np.concatenate([columns[:1] * np.sqrt(1 - autocorrelation**2), after])


def basis(columns: np.ndarray) -> np.ndarray:
    """Orthonormal columns that span the same; dependent ones fall out."""
    left, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    return left[:, sizes > 1e-9 * sizes.max()]


def residuals(columns: np.ndarray, base: np.ndarray) -> np.ndarray:
    """What an orthonormal base does not explain."""
    return columns - base @ (base.T @ columns)


def segment_costs(series: np.ndarray, shortest: int, *, with_slope: bool = True) -> np.ndarray:
    """Sum of squares around a line (or a mean) of every segment: [first, end, series], infinite where it is shorter
    than `shortest`. From running sums, all series at once."""
    count, wide = series.shape
    time = np.arange(count, dtype=float)
    series = series - series.mean(axis=0)

    def running(values: np.ndarray) -> np.ndarray:
        return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])

    sums, squares, products = running(series), running(series**2), running(time[:, None] * series)
    times, time_squares = running(time), running(time**2)
    costs = np.full((count + 1, count + 1, wide), np.inf)
    for first in range(count - shortest + 1):
        ends = np.arange(first + shortest, count + 1)
        length = (ends - first)[:, None]
        total = sums[ends] - sums[first]
        cost = squares[ends] - squares[first] - total**2 / length
        if with_slope:
            time_total = (times[ends] - times[first])[:, None]
            spread = (time_squares[ends] - time_squares[first])[:, None] - time_total**2 / length
            common = products[ends] - products[first] - time_total * total / length
            cost = cost - common**2 / np.where(spread > 0, spread, 1)
        costs[first, ends] = np.maximum(cost, 0)
    return costs


def best_cuts(costs: np.ndarray, breaks: int) -> list[np.ndarray]:
    """For 1 to `breaks` breaks the first points after them, [break, series], by dynamic programming over all segments
    (Bai and Perron 2003)."""
    count, wide = costs.shape[0] - 1, costs.shape[2]
    every = np.arange(wide)
    best, chosen, found = costs[0], [], []
    for _ in range(breaks):
        total = best[:, None] + costs
        cut = total.argmin(axis=0)
        best = np.take_along_axis(total, cut[None], axis=0)[0]
        chosen.append(cut)
        end = np.full(wide, count)
        cuts = []
        for earlier in reversed(chosen):
            end = earlier[end, every]
            cuts.append(end)
        found.append(np.array(cuts[::-1]))
    return found


def pooled_autocorrelation(series: np.ndarray, null: np.ndarray, rules: Rules) -> float:
    """First-order autocorrelation that the series of a family have around their own breaks: the median over the series,
    so that those with a break do not pass it on, freed from the bias of short series by simulation (in the manner of
    Andrews 1993). 0 to 1; from `changes_from` on exactly 1: not stationary. `null`: as of `null_model`."""
    others = residuals(null[:, 2:], basis(null[:, :2]))  # seasons and known breaks, beside level and trend
    rest = residuals(series, basis(others)) if others.size else series
    found = np.nanmedian(_around_breaks(rest, rules.minimum_segment))
    value = float(np.interp(found, _bias(len(series), rules.minimum_segment, rules.draws, rules.seed), _GRID))
    return 1.0 if value >= rules.changes_from else round(value, 2)


def _around_breaks(series: np.ndarray, shortest: int) -> np.ndarray:
    """First-order autocorrelation of each series around the best lines with breaks between them: one break for short
    series, up to three for long ones."""
    breaks = min(3, max(1, len(series) // 20))
    cuts = best_cuts(segment_costs(series, shortest), breaks)[-1]
    part = (np.arange(len(series))[:, None, None] >= cuts[None]).sum(axis=1)
    time = np.broadcast_to(np.arange(len(series), dtype=float)[:, None], series.shape)
    rest = np.empty_like(series)
    for number in range(breaks + 1):
        inside = part == number
        size = inside.sum(axis=0)
        centred_time = np.where(inside, time - (time * inside).sum(axis=0) / size, 0)
        centred = np.where(inside, series - (series * inside).sum(axis=0) / size, 0)
        slope = (centred_time * centred).sum(axis=0) / np.maximum((centred_time**2).sum(axis=0), 1e-12)
        rest = np.where(inside, centred - slope * centred_time, rest)
    size = (rest**2).sum(axis=0)
    return np.where(size > 0, (rest[1:] * rest[:-1]).sum(axis=0) / np.where(size > 0, size, 1), np.nan)


@lru_cache(maxsize=64)
def _bias(count: int, shortest: int, draws: int, seed: int) -> np.ndarray:
    """What `_around_breaks` finds on average in series without any break, per true autocorrelation of _GRID."""
    shocks = np.random.default_rng(seed).standard_normal((count + _BEFORE, draws))
    found = []
    for true in _GRID:
        series = np.empty_like(shocks)
        series[0] = shocks[0]
        for point in range(1, len(shocks)):
            series[point] = true * series[point - 1] + shocks[point]
        found.append(np.median(_around_breaks(series[_BEFORE:], shortest)))
    return np.maximum.accumulate(found)
