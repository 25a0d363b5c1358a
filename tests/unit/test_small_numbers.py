"""The small-number policy: what may be shown of counts behind which persons stand."""

import numpy as np
import pandas as pd
import pytest

from strukturmonitor.small_numbers import person_ratio, policy, round_persons, suppress_small_counts


def _series(*values: float) -> pd.Series:
    return pd.Series(values, dtype="float64")


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (612_064, 612_065)],
)
def test_persons_are_rounded_as_the_city_publishes_them(count: int, shown: int) -> None:
    """Prevents counts of 1 and 2 persons from being shown, and bankers' rounding."""
    assert round_persons(_series(count)).tolist() == [shown]


def test_negative_balances_are_rounded_like_positive_ones() -> None:
    """Prevents −3 from becoming 0 where 3 becomes 5: the sign would give the count away."""
    assert round_persons(_series(-2, -3, -7, -8)).tolist() == [0, -5, -5, -10]


def test_a_missing_count_stays_missing() -> None:
    """Prevents a gap from being shown as nobody."""
    assert round_persons(_series(np.nan)).isna().all()


def test_a_ratio_below_the_base_comes_from_rounded_counts() -> None:
    """Prevents the exact count from being computed back from rounded count, rounded total and exact ratio:
    52 of 299 are shown as 50 of 300, so the ratio must be 16.67 and not 17.39."""
    assert person_ratio(_series(52), _series(299), 100).tolist() == pytest.approx([100 * 50 / 300])


def test_a_ratio_from_the_base_upwards_is_true() -> None:
    """Prevents large areas from losing precision for nothing."""
    base = policy().ratio_base_persons
    assert person_ratio(_series(52), _series(base), 100).tolist() == pytest.approx([100 * 52 / base])
    rounded = person_ratio(_series(52), _series(base - 1), 100)
    assert rounded.tolist() == pytest.approx([100 * 50 / base])


def test_a_ratio_of_nobody_is_missing() -> None:
    """Prevents a division by zero where the denominator itself is rounded to 0."""
    assert person_ratio(_series(0, 2), _series(0, 2), 100).isna().all()


def test_small_counts_are_hidden_and_zeros_and_large_ones_stay() -> None:
    """Prevents counts of one and two from being shown, and needless hiding of what harms nobody."""
    shown = suppress_small_counts(_series(1, 2, 0, 40))
    assert shown.isna().tolist() == [True, True, False, False]
    assert shown.dropna().tolist() == [0, 40]


def test_one_hidden_cell_takes_the_smallest_other_with_it() -> None:
    """Prevents total minus the shown rest from giving the one hidden count back."""
    assert suppress_small_counts(_series(2, 9, 4, 30, 0)).isna().tolist() == [True, False, True, False, False]


@pytest.mark.parametrize("small", [(1, 1), (2, 2), (1, 1, 1), (2, 2, 2)])
def test_hidden_cells_that_must_all_be_equal_take_another_with_them(small: tuple[int, ...]) -> None:
    """Prevents two hidden cells with the sum 2 from being known to be 1 and 1 (or, with the sum 4, 2 and 2)."""
    shown = suppress_small_counts(_series(*small, 8, 20))
    assert shown.isna().tolist() == [True] * len(small) + [True, False]


def test_a_total_below_the_minimum_hides_the_whole_breakdown() -> None:
    """Prevents a zero from telling in which cell the one person is not."""
    assert suppress_small_counts(_series(0, 1, 0)).isna().all()


def test_nothing_left_to_protect_with_hides_everything() -> None:
    """Prevents a breakdown of small counts only from being solved through its total."""
    assert suppress_small_counts(_series(2, 2, 0)).isna().all()


def test_a_breakdown_without_small_counts_is_untouched() -> None:
    """Prevents the rule from hiding what needs no protection."""
    assert suppress_small_counts(_series(3, 0, 12)).tolist() == [3, 0, 12]


def test_an_empty_breakdown_stays_empty() -> None:
    """Prevents a failure where a filter leaves nothing."""
    assert suppress_small_counts(_series()).empty
