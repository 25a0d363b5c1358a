"""Is there a break at all? For every series of a family the best single break over all admissible dates, its p-value by
permutation, and the false discovery rate over the family.

The statistic is the largest absolute correlation between the series and any single step or bend, both freed from level,
trend, season and autocorrelation: the same order as the largest F of Andrews (1993). Its distribution without a break
comes from permuting the residuals of the model without one (Freedman and Lane 1983)."""

import numpy as np
from scipy.stats import false_discovery_control

from strukturmonitor.analysis.breaks_model import Rules, basis, residuals, whiten

# Multiplications in one piece: from about 260,000 on OpenBLAS wakes its other threads, which for pieces this small costs
# more than it saves, and takes them from pages.
_PIECE = 250_000
_LEAST_ROWS = 100
_EQUAL = 1e-5  # what single precision does not tell apart


def break_p_values(
    series: np.ndarray, null: np.ndarray, breaks: np.ndarray, autocorrelation: float, rules: Rules, family_size: int
) -> np.ndarray:
    """p-value of every column of `series` (points × series). `null`, `breaks`: regressors as of `null_model` and
    `candidates`. Without any admissible break, or with a series that the model explains wholly, the p-value is 1.

    Permuted in rounds (Besag and Clifford 1991): a few times at first, and only what is seldom beaten goes on, at last
    so often that its p-value could pass the false discovery rate in a family of `family_size`."""
    rest, tried, base, testable = _prepared(series, null, breaks, autocorrelation)
    found = np.ones(series.shape[1])
    if not tried.size or not len(testable):
        return found
    seen = np.abs(tried.T @ rest).max(axis=0)
    random = np.random.default_rng(rules.seed)
    going = np.arange(len(testable))
    enough = int(np.ceil(2 * family_size / rules.false_discovery_rate))
    for draws in (rules.first_permutations, rules.permutations, enough):
        beaten = _beaten(rest[:, going], seen[going], tried, base, random, draws)
        found[testable[going]] = (beaten + 1) / (draws + 1)
        going = going[beaten < rules.beaten_by_few]
        if not len(going) or draws >= max(enough, rules.permutations):
            break
    return found


def quick_p_values(
    series: np.ndarray, null: np.ndarray, breaks: np.ndarray, autocorrelation: float, rules: Rules
) -> np.ndarray:
    """The same from normal noise instead of permutations, one distribution for all series: to choose whom to look at, not
    to tell what is found."""
    rest, tried, base, testable = _prepared(series, null, breaks, autocorrelation)
    found = np.ones(series.shape[1])
    if not tried.size or not len(testable):
        return found
    usual = np.sort(_usual(tried, base, 2 * rules.permutations, rules.seed))
    seen = np.abs(tried.T @ rest).max(axis=0)
    found[testable] = (len(usual) - np.searchsorted(usual, seen) + 1) / (len(usual) + 1)
    return found


def false_discoveries(p: np.ndarray) -> np.ndarray:
    """q-values of a family by Benjamini and Hochberg (1995)."""
    return false_discovery_control(p, method="bh") if len(p) else p


def _beaten(
    rest: np.ndarray, seen: np.ndarray, tried: np.ndarray, base: np.ndarray, random: np.random.Generator, draws: int
) -> np.ndarray:
    """How many of `draws` permutations of each series reach its statistic; all series are permuted alike."""
    count, wide = rest.shape
    both = np.hstack([tried, base]).astype(np.float32)
    rest = rest.astype(np.float32)
    beaten = np.zeros(wide)
    at_once = min(draws, max(_LEAST_ROWS, _PIECE // both.size))
    for first in range(0, draws, at_once):
        orders = random.permuted(np.tile(np.arange(count), (min(at_once, draws - first), 1)), axis=1)
        for column in range(wide):
            fitted = rest[:, column][orders] @ both
            explained = np.square(fitted[:, tried.shape[1] :]).sum(axis=1)
            largest = np.abs(fitted[:, : tried.shape[1]]).max(axis=1) / np.sqrt(np.maximum(1 - explained, 1e-6))
            beaten[column] += (largest >= seen[column] - _EQUAL).sum()
    return beaten


def _usual(tried: np.ndarray, base: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """The statistic in `draws` series of normal noise."""
    random = np.random.default_rng(seed)
    at_once = max(_LEAST_ROWS, _PIECE // (tried.size + base.size))
    found = []
    for first in range(0, draws, at_once):
        noise = residuals(random.standard_normal((len(tried), min(at_once, draws - first))), base)
        found.append(np.abs(tried.T @ (noise / np.linalg.norm(noise, axis=0))).max(axis=0))
    return np.concatenate(found)


def _prepared(
    series: np.ndarray, null: np.ndarray, breaks: np.ndarray, autocorrelation: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Residuals of the series of length 1, admissible breaks of length 1, the model without a break as an orthonormal
    base, and which series have residuals at all."""
    base = basis(whiten(null, autocorrelation))
    tried = _unit(residuals(whiten(breaks, autocorrelation), base))
    rest = whiten(series, autocorrelation)
    scale = np.linalg.norm(rest, axis=0)
    rest = residuals(rest, base)
    size = np.linalg.norm(rest, axis=0)
    testable = np.flatnonzero(size > 1e-9 * np.maximum(scale, 1e-300))
    return rest[:, testable] / size[testable], tried, base, testable


def _unit(columns: np.ndarray) -> np.ndarray:
    """Columns of length 1; those that the base explained are left out."""
    lengths = np.linalg.norm(columns, axis=0)
    kept = lengths > 1e-6 * max(lengths.max(initial=0), 1e-300)
    return columns[:, kept] / lengths[kept]
