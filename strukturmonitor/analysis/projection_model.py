"""Residents moved forward year by year: a year older, newborn, survivors, moves.

The cohort-component method (Preston, Heuveline, Guillot 2001: Demography, ch. 6) for many areas at once; moves within the
city go through one pool, so that nobody is lost or doubled on the way (as in SIKURS, the municipal model of KOSIS)."""

from collections.abc import Iterator

import numpy as np

from strukturmonitor.analysis.projection_counts import WOMEN
from strukturmonitor.analysis.projection_rates import EVENTS, Rates, aged

_WALKING = [EVENTS.index("deaths"), EVENTS.index("births")]
_DEATHS, _BIRTHS, _BORDER_OUT, _BORDER_IN, _WITHIN_OUT, _WITHIN_IN = range(len(EVENTS))


def project(start: np.ndarray, rates: Rates, factors: np.ndarray, settings: dict) -> Iterator[np.ndarray]:
    """Residents (n, s, x, a) at the end of each coming year. `start` (s, x, a); `factors` (n, years, s, 6, g): how the
    events of EVENTS lie to the rates in each draw, year and age group."""
    kind, of_age = factors.dtype, rates.group_of
    deaths, border_out, within_out, border_in, within_in = (
        values.astype(kind)
        for values in (rates.deaths, rates.border_out, rates.within_out, rates.border_in, rates.within_in)
    )
    births_per_woman = rates.births[:, 1:].astype(kind)
    highest = settings["highest_leaving_rate"]
    persons = np.repeat(start[None].astype(kind), len(factors), axis=0)
    for year in range(factors.shape[1]):
        factor = factors[:, year][..., of_age]  # (n, s, 6, a)
        mothers = persons[:, :, WOMEN, :-1] * factor[:, :, _BIRTHS, 1:]
        births = np.einsum("nsa,sa->ns", mothers, births_per_woman)
        persons = aged(persons, births, settings["male_birth_share"])
        persons *= 1 - np.minimum(deaths * factor[:, :, None, _DEATHS], 1)
        within = np.minimum(within_out * factor[:, :, _WITHIN_OUT], highest)
        border = np.minimum(border_out * factor[:, :, _BORDER_OUT], highest)
        pool = np.einsum("nsxa,nsa->nxa", persons, within)
        persons *= (1 - border - within)[:, :, None]
        share = within_in * factor[:, :, _WITHIN_IN]
        share /= np.maximum(share.sum(axis=1, keepdims=True), np.finfo(kind).tiny)
        persons += share[:, :, None] * pool[:, None]
        persons += border_in * factor[:, :, None, _BORDER_IN]
        yield persons


def expected_factors(rates: Rates, years: int) -> np.ndarray:
    """No year better or worse than the mean: the middle of the projection."""
    return np.ones((1, years, *rates.variation.shape[1:]))


def drawn_factors(rates: Rates, years: int, draws: int, settings: dict, *, at_once: int) -> Iterator[np.ndarray]:
    """How the events of the coming years lie to the rates, (n, years, s, 6, g) for `at_once` draws at a time, from how they
    did in past years.

    Three things make the rates wrong, and each draw has all of them. Years differ: past years stand for the coming ones.
    The rates were found from few years: as many more years are drawn before them, and the mean of these is taken for the
    rates (the bootstrap of prediction errors, Davison & Hinkley 1997: Bootstrap Methods and their Application, ch. 6.3). Dying
    and giving birth do not come back to a mean: in the whole city they go on from where they are by changes as large as
    the yearly ones so far (a random walk, Lee & Carter 1992; moves do come back, Azose & Raftery 2015)."""
    fitted, past = settings["fit_years"], len(rates.variation)
    ahead = fitted + years
    of_city, changes = rates.of_city, np.diff(rates.of_city[:, _WALKING], axis=0)
    of_city = (of_city - of_city.mean(axis=0)) * _as_wide(past, settings)
    changes = (changes - changes.mean(axis=0)) * _as_wide(len(changes), settings)
    variation = np.maximum(1 + (rates.variation - 1) * _as_wide(past, settings), 0).astype(np.float32)
    chosen = drawn_years(past, ahead, draws, settings["seed"], settings)
    steps = drawn_years(len(changes), ahead, draws, settings["seed"] + 1, settings)
    for first in range(0, draws, at_once):
        some = np.s_[first : first + at_once]
        logarithm = of_city[chosen[some]]
        logarithm[..., _WALKING, :] = changes[steps[some]].cumsum(axis=1)
        shared = _to_the_first(np.exp(logarithm).astype(np.float32), fitted)
        yield shared[:, :, None] * _to_the_first(variation[chosen[some]], fitted)


def _to_the_first(factors: np.ndarray, fitted: int) -> np.ndarray:
    """Years (n, t, …) after the first `fitted`, as parts of the mean of these."""
    mean = factors[:, :fitted].mean(axis=1, keepdims=True)
    return np.where(mean > 0, factors[:, fitted:] / np.where(mean > 0, mean, 1), 1)


def drawn_years(past: int, years: int, draws: int, seed: int, settings: dict) -> np.ndarray:
    """Which of the `past` years stands for each coming year (n, years): runs of neighbouring years put together by
    chance (moving blocks, Künsch 1989). All areas and events of a draw come from the same past year, so that what goes
    together stays together."""
    block = _block_years(past, settings)
    random = np.random.default_rng(seed)
    starts = random.integers(0, past - block + 1, size=(draws, -(-years // block)))
    return (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :years]


def _block_years(past: int, settings: dict) -> int:
    """At most half of the years, so that there is something to draw from."""
    return min(settings["block_years"], max(past // 2, 1))


def _as_wide(past: int, settings: dict) -> float:
    """What the deviations of few years are multiplied by: means of runs of b years lie around the mean of the n years
    they were taken from with (n − b) / n of their variance (Künsch 1989)."""
    return float(np.sqrt(past / max(past - _block_years(past, settings), 1)))
