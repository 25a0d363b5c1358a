"""The band of the projection: what the back-tests add to it, and what they may not know."""

from dataclasses import replace

import numpy as np
import pandas as pd
from projection_cases import SETTINGS, areas_and_parts, counted_of, no_rates, steady_counts, steady_rates

from strukturmonitor.analysis.projection_backtest import _limit, back_tests, backtest_rows, widened, widening
from strukturmonitor.analysis.projection_model import drawn_factors
from strukturmonitor.analysis.projection_sums import make_sums
from strukturmonitor.small_numbers import round_persons


def test_the_limit_is_that_of_one_more_test() -> None:
    """Prevents a band that held the tests it was made from, but not the next one: of five errors rank ⌈6 · 0.8⌉ = 5, of nine
    rank 8; errors within the band leave it as it is."""
    assert _limit(np.array([[5.0, 1, 4, 2, 3]]), 80).tolist() == [5]
    assert _limit(np.arange(1.0, 10)[None], 80).tolist() == [8]
    assert _limit(np.full((1, 9), 0.5), 80).tolist() == [1]


def test_the_band_of_a_test_knows_no_later_test() -> None:
    """Prevents a test that looks good because the band was widened by its own error: in a world that jumps, the band of the
    first test is as narrow as it would have been drawn then."""
    counts = steady_counts(steady_rates(2), stats=2, years=16)
    years = np.random.default_rng(5).uniform(
        0.5, 1.5, size=len(counts.years)
    )  # good and bad ones: the drawn band has a width
    jumped = replace(counts, persons=counts.persons.copy(), deaths=counts.deaths * years[:, None, None])
    jumped.persons[:, 8:] *= 1.5
    areas, parts = areas_and_parts(2)
    sums = make_sums(jumped, areas, parts, SETTINGS)
    tests = back_tests(jumped, sums, SETTINGS)
    is_shown = np.ones(len(sums.area_ids), dtype=bool)
    rows = backtest_rows(tests, counted_of(jumped, areas, parts), sums, is_shown, SETTINGS)
    first = rows[rows["from_year"] == tests[0].from_year]
    low, _, high = widened(tests[0].course.groups, np.ones((5, 1, 1)), np.arange(1, 6), 5)[:, -1]
    assert first["low"].tolist() == round_persons(pd.Series(low.ravel())).tolist()
    assert first["high"].tolist() == round_persons(pd.Series(high.ravel())).tolist()
    assert (high > low).any() and widening(tests, sums, is_shown, SETTINGS).groups.max() > 2


def test_draws_know_that_rates_are_estimates() -> None:
    """Prevents a band as narrow as if the rates were known: in a world where years differ by chance alone, 80 % of all draws
    hold 80 % of what comes after five such years; deaths, which do not come back to a mean, spread with the years."""
    fitted, past, ahead, held, spread = SETTINGS["fit_years"], 10, 10, [], []
    random = np.random.default_rng(7)
    for _ in range(60):
        logarithm = random.normal(0, 0.1, size=(past + ahead, 6, 1))
        rates = replace(no_rates(1), of_city=logarithm[:past], variation=np.ones((past, 1, 6, 1)))
        (drawn,) = drawn_factors(rates, ahead, 100, SETTINGS, at_once=100)
        came = np.exp(logarithm[past:]) / np.exp(logarithm[past - fitted : past]).mean(axis=0)
        low, high = np.quantile(drawn[:, :5, 0].mean(axis=1), [0.1, 0.9], axis=0)
        five_years = came[:5].mean(axis=0)
        held.append(((low <= five_years) & (five_years <= high))[2:])
        spread.append(np.log(drawn[:, :, 0, :, 0]).std(axis=0))
    assert 0.7 < np.mean(held) < 0.9
    first, last = np.mean(spread, axis=0)[[0, -1]]
    assert (last[:2] > 1.5 * first[:2]).all() and (last[2:] < 1.1 * first[2:]).all()
