"""Residents moved forward year by year: a year older, newborn, survivors, moves.

The cohort-component method (Preston, Heuveline, Guillot 2001: Demography, ch. 6) for many areas at once; moves within the
city go through one pool, so that nobody is lost or doubled on the way (as in SIKURS, the municipal model of KOSIS)."""

from collections.abc import Iterator

import numpy as np

from strukturmonitor.analysis.projection_counts import WOMEN
from strukturmonitor.analysis.projection_rates import EVENTS, Rates, aged

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


def drawn_years(past: int, years: int, draws: int, settings: dict) -> np.ndarray:
    """Which of the `past` years stands for each coming year (n, years): runs of neighbouring years put together by
    chance (moving blocks, Künsch 1989). All areas and events of a draw come from the same past year, so that what goes
    together stays together."""
    block = min(settings["block_years"], past)
    random = np.random.default_rng(settings["seed"])
    starts = random.integers(0, past - block + 1, size=(draws, -(-years // block)))
    return (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :years]
