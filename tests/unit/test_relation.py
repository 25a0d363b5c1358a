"""Two indicators over areas, and ranks over years."""

import pandas as pd
import pytest

from strukturmonitor.charts.comparison import rank_figure
from strukturmonitor.indicators.relation import (
    free_sides,
    labelled,
    may_be_chance,
    rank_correlation,
    sides,
    strength,
    yearly_ranks,
)
from strukturmonitor.texts import speak


def test_rank_correlation_by_hand() -> None:
    """Prevents a wrong rho. Ranks 1 2 3 4 5 against 2 1 4 3 5: squared differences 1+1+1+1+0 = 4,
    rho = 1 − 6·4 / (5·24) = 0.8."""
    x, y = pd.Series([10, 20, 30, 40, 50]), pd.Series([2, 1, 4, 3, 5])
    assert rank_correlation(x, y) == pytest.approx(0.8)
    assert rank_correlation(x, -y) == pytest.approx(-0.8)


def test_one_odd_area_makes_no_relation() -> None:
    """Prevents a strong relation that a single extreme area makes (Pearson's correlation here is 0.98)."""
    x, y = pd.Series([1, 2, 3, 4, 100]), pd.Series([3, 4, 2, 1, 100])
    assert x.corr(y) > 0.95 and rank_correlation(x, y) < 0.3


@pytest.mark.parametrize(
    ("value", "count", "expected"),
    [
        (0.57, 12, True),
        (0.58, 12, False),
        (0.87, 5, True),
        (0.88, 5, False),
        (-0.3, 62, False),
        (0.3, 12, True),
        (1, 5, False),
    ],
)
def test_few_areas_may_show_chance(value: float, count: int, expected: bool) -> None:
    """Prevents a relation of twelve districts that is told as if it were sure (critical values of r at 5 %: 0.576 for 12,
    0.878 for 5 areas)."""
    assert may_be_chance(value, count) is expected


def test_equal_values_have_no_relation() -> None:
    """Prevents a missing number in a sentence where an indicator is the same everywhere."""
    assert rank_correlation(pd.Series([1, 2, 3]), pd.Series([5, 5, 5])) == 0.0


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.6, "strong_up"), (0.3, "clear_up"), (0.29, "none"), (-0.3, "clear_down"), (-0.9, "strong_down")],
)
def test_words_follow_the_limits(value: float, word: str) -> None:
    """Prevents words that say more than the number."""
    assert strength(value) == word


def test_only_outliers_are_named_among_many() -> None:
    """Prevents 62 names on each other, and an outlier without a name."""
    points = pd.DataFrame({"x": [*range(40), 500.0], "y": [*range(40), -300.0]})
    named = labelled(points)
    assert named.sum() == 14 and named.iloc[-1]
    assert labelled(points.head(14)).all()


def test_names_stand_away_from_the_nearest_point() -> None:
    """Prevents two neighbours writing over each other."""
    points = pd.DataFrame({"x": [0.0, 0.0, 10.0], "y": [0.0, 1.0, 0.5]})
    assert sides(points)[:2] == ["bottom center", "top center"]


def test_names_keep_off_each_other_or_are_left_out() -> None:
    """Prevents two names written over each other on a phone; a chosen area keeps its name in any case."""
    points = pd.DataFrame(
        {
            "x_px": [0, 30, 15, 15],
            "y_px": [0, -4, 3, -8],
            "side": "middle right",
            "is_labelled": True,
            "is_chosen": False,
        }
    )
    widths = pd.Series([60.0] * 4)
    found = free_sides(points, widths)
    assert found[0] == "middle left" and found[1] == "middle right" and found.count(None) <= 1
    crowd = pd.concat([points.iloc[[0]]] * 9, ignore_index=True).assign(x_px=range(9))
    assert free_sides(crowd, pd.Series([60.0] * 9)).count(None) >= 6
    assert free_sides(crowd.assign(is_chosen=True), pd.Series([60.0] * 9)).count(None) == 0


def test_ranks_at_the_last_date_of_each_year() -> None:
    """Prevents ranks that mix quarters, and a rank for an area without a value. Equal values share the better rank."""
    rows = pd.DataFrame(
        [
            ("a", "2024-09-30", 1.0), ("b", "2024-09-30", 9.0), ("a", "2024-12-31", 5.0), ("b", "2024-12-31", 4.0),
            ("c", "2024-12-31", None), ("a", "2025-12-31", 2.0), ("b", "2025-12-31", 7.0), ("c", "2025-12-31", 7.0),
        ],
        columns=["area_id", "period", "value"],
    )  # fmt: skip
    rows["period"] = pd.to_datetime(rows["period"])
    ranks = yearly_ranks(rows)
    assert ranks.loc[2024, ["a", "b"]].tolist() == [1, 2] and pd.isna(ranks.loc[2024, "c"])
    assert ranks.loc[2025, ["a", "b", "c"]].tolist() == [3, 1, 1]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_names_at_the_ends_leave_the_width_to_the_lines(is_narrow: bool) -> None:
    """Prevents lines squeezed into a corner of a phone, and years written one upon another."""
    ranks = pd.DataFrame({"a": range(1, 16), "b": range(15, 0, -1)}, index=range(2012, 2027))
    axis = rank_figure(speak("de"), ranks, {"a": "Innenstadt-West"}, is_narrow=is_narrow).layout.xaxis
    assert axis.range[1] - axis.range[0] < 15
    assert len(axis.tickvals) <= (4 if is_narrow else 15)
