"""The small-number policy: what may be shown of counts behind which persons stand."""

import numpy as np
import pandas as pd
import pytest

from strukturmonitor.small_numbers import (
    Sum,
    cut_areas_that_tell,
    hidden_shares,
    hide_until_uncertain,
    hide_with_partners,
    is_dominated,
    is_small,
    person_ratio,
    policy,
    round_over_areas,
    round_persons,
)


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
    52 of 299 are shown as 50 of 300, so the ratio must be 16.7 and not 17.4."""
    assert person_ratio(_series(52), _series(299), 100).tolist() == [16.7]


def test_a_ratio_from_the_base_upwards_is_true() -> None:
    """Prevents large areas from losing precision for nothing."""
    base = policy().ratio_base_persons
    assert person_ratio(_series(52), _series(base), 100).tolist() == [round(100 * 52 / base, 1)]
    rounded = person_ratio(_series(52), _series(base - 1), 100)
    assert rounded.tolist() == [round(100 * 50 / base, 1)]


def test_a_true_ratio_has_no_more_digits_than_are_shown() -> None:
    """Prevents exact counts from being computed back from the values behind a table or chart: of all counts that are
    rounded to 1,235 and 5,430 only one pair makes 22.7356…, but several make 22.7."""
    assert person_ratio(_series(1_234), _series(5_428), 100).tolist() == [22.7]
    assert person_ratio(_series(1_234), _series(5_428), 1_000, decimals=0).tolist() == [227]


def test_a_ratio_of_nobody_is_missing() -> None:
    """Prevents a division by zero where the denominator itself is rounded to 0."""
    assert person_ratio(_series(0, 2), _series(0, 2), 100).isna().all()


def _hidden(*counts: float) -> list[bool]:
    """Which counts of a breakdown with a known total stay hidden."""
    values = np.array(counts)
    return hide_with_partners(values, is_small(values), [Sum(tuple(range(len(values))))]).tolist()


def test_small_counts_are_hidden_and_zeros_and_large_ones_stay() -> None:
    """Prevents counts of one and two from being shown, and needless hiding of what harms nobody."""
    assert _hidden(1, 2, 0, 40) == [True, True, False, False]


def test_one_hidden_cell_takes_the_smallest_other_with_it() -> None:
    """Prevents total minus the shown rest from giving the one hidden count back."""
    assert _hidden(2, 9, 4, 30, 0) == [True, False, True, False, False]


@pytest.mark.parametrize("small", [(1, 1), (2, 2), (1, 1, 1), (2, 2, 2)])
def test_hidden_cells_that_must_all_be_equal_take_another_with_them(small: tuple[int, ...]) -> None:
    """Prevents two hidden cells with the sum 2 from being known to be 1 and 1 (or, with the sum 4, 2 and 2)."""
    assert _hidden(*small, 8, 20) == [True] * len(small) + [True, False]


def test_a_total_below_the_minimum_hides_the_whole_breakdown() -> None:
    """Prevents a zero from telling in which cell the one person is not."""
    assert _hidden(0, 1, 0) == [True, True, True]


def test_nothing_left_to_protect_with_hides_everything() -> None:
    """Prevents a breakdown of small counts only from being solved through its total."""
    assert _hidden(2, 2, 0) == [True, True, True]


def test_a_breakdown_without_small_counts_is_untouched() -> None:
    """Prevents the rule from hiding what needs no protection."""
    assert _hidden(3, 0, 12) == [False, False, False]


def test_a_share_of_one_owner_is_hidden_with_a_second_one() -> None:
    """Prevents «1 von 30» from speaking of one owner, and the district's sum from giving the hidden area back.
    Minimum 3: area b (1 of 30) is hidden; so is a, the smallest other part, because the sum of a to c is known."""
    part, whole = _series(5, 1, 9, 29, 0, 15), _series(30, 30, 30, 30, 30, 90)
    assert hidden_shares(part, whole, [Sum((0, 1, 2), 5)]).tolist() == [True, True, False, True, False, False]


def test_a_small_share_outside_all_sums_is_hidden_alone() -> None:
    """Prevents a failure where an area lies in no larger one."""
    assert hidden_shares(_series(1, 12), _series(30, 40), []).tolist() == [True, False]


def test_several_sums_together_tell_nothing() -> None:
    """Prevents a count that each sum leaves open and all together do not. With partners sum by sum only, the 1 in the
    first district and value was the only number that fitted."""
    counts = np.array(
        [[1, 3, 7, 7, 4], [5, 8, 4, 7, 6], [4, 4, 3, 2, 4], [6, 3, 3, 3, 2], [8, 10, 1, 3, 5]], dtype=float
    )
    values = np.vstack([counts, counts.sum(axis=0)]).ravel()
    cells = np.arange(30).reshape(6, 5)
    sums = [Sum(tuple(line)) for line in cells] + [Sum(tuple(column[:5]), int(column[5])) for column in cells.T]
    by_sum = hide_with_partners(values, is_small(values), sums)
    assert by_sum[0] and by_sum.sum() < hide_until_uncertain(values, is_small(values), sums).sum()


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """Prevents gaps in maps without a reason."""
    assert not hidden_shares(_series(5, 3, 8), _series(30, 6, 36), [Sum((0, 1), 2)]).any()


def test_a_hidden_sum_hides_one_of_its_parts() -> None:
    """Prevents a district's hidden count from being the sum of its shown parts: 2 alone hides the total 24 here, and in
    the other district, whose total 20 protects it, a part goes along."""
    counts = np.array([20.0, 0.0, 4.0, 12.0, 8.0, 24.0, 20.0, 44.0])
    hidden = np.array([False] * 5 + [True] + [False] * 2)
    sums = [Sum((0, 1, 2), 5), Sum((3, 4), 6), Sum((5, 6), 7)]
    assert hide_with_partners(counts, hidden, sums).tolist() == [False, False, True, False, True, True, True, False]


def _parts(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area_id", "stat_id", "share"])


def _areas(counts: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"area_id": list(counts), "year": 2025, "persons": list(counts.values())})


_FOUR = ("s:1", "s:2", "s:3", "s:4")
_WHOLE = [(stat, stat, 1.0) for stat in _FOUR] + [("b:1", stat, 1.0) for stat in _FOUR]


def test_a_sum_that_would_give_its_parts_away_moves_by_one_step() -> None:
    """Prevents four counts of 7 from being known: shown as 5 each, their true sum 28 would be shown as 30, and only
    28 lies both in 28 to 32 and in what four counts of 3 to 7 can add up to."""
    rows = _areas(dict.fromkeys(_FOUR, 7.0) | {"b:1": 28.0})
    assert round_over_areas(rows, ["persons"], _parts(*_WHOLE))["persons"].tolist() == [5, 5, 5, 5, 25]
    rows = _areas(dict.fromkeys(_FOUR, 7.0) | {"s:4": 6.0, "b:1": 27.0})
    assert round_over_areas(rows, ["persons"], _parts(*_WHOLE))["persons"].tolist() == [5, 5, 5, 5, 25]
    rows = _areas({"s:1": 13.0, "s:2": 8.0, "s:3": 3.0, "s:4": 3.0, "b:1": 27.0})
    assert round_over_areas(rows, ["persons"], _parts(*_WHOLE))["persons"].tolist() == [15, 10, 5, 5, 30]


def test_an_area_that_cuts_through_others_is_estimated_from_what_is_shown() -> None:
    """Prevents a programme area from telling on which side of a rounding limit a Bezirk lies: 0.1 · 174 would be shown as
    15, 0.1 · 175 as 20, and only the latter is what the shown 175 makes."""
    rows = _areas({"s:1": 174.0, "pg:p": 17.4})
    assert round_over_areas(rows, ["persons"], _parts(("s:1", "s:1", 1.0), ("pg:p", "s:1", 0.1)))[
        "persons"
    ].tolist() == [175, 20]


def test_what_is_left_of_a_district_without_a_programme_area_counts_too() -> None:
    """Prevents «9 in the Bezirk, 8 in the programme area», which tells of the one building outside it."""
    shares = pd.DataFrame({"s:1": [1.0, 0.4]}, index=["s:1", "pg:p"])
    part, whole = pd.Series({"s:1": 9.0, "pg:p": 8.0}), pd.Series({"s:1": 40.0, "pg:p": 20.0})
    assert cut_areas_that_tell(part, whole, shares).to_dict() == {"s:1": False, "pg:p": True}
    part["pg:p"] = 6.0
    assert not cut_areas_that_tell(part, whole, shares).any()


def test_an_owner_who_has_nearly_all_is_not_told_of() -> None:
    """Prevents a sum from telling the second largest owner what the largest has: of 20, 18 and 1 leave 1, less than a
    tenth of 18; of 20, 10 and 5 leave 5."""
    dominated = is_dominated(_series(20, 20, 3, 3, 0), _series(18, 10, 3, 1, 0), _series(1, 5, 0, 1, 0))
    assert dominated.tolist() == [True, False, True, False, False]
