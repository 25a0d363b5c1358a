"""Points as a grid."""

import pandas as pd

from strukturmonitor.vacancy import cells


def _points(rows: list[tuple[float, float, bool]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lon", "lat", "is_vacant"])


def test_neighbours_share_a_square_and_far_points_do_not() -> None:
    """Prevents counts that end up in the wrong place. 0.0005° of latitude is 56 m, 0.01° is 1.1 km."""
    found = cells(_points([(7.4651, 51.5140, True), (7.4652, 51.5141, False), (7.4651, 51.5240, True)]))
    assert found["units"].tolist() == [2, 1]
    assert found["vacant"].tolist() == [1, 1]
    assert abs(found["lat"][0] - 51.5140) < 300 / 111_320 and abs(found["lon"][0] - 7.4651) < 300 / 69_000


def test_no_unit_is_lost_and_squares_do_not_move_with_the_filters() -> None:
    """Prevents squares that jump when a filter takes points away."""
    points = _points([(7.30 + i * 0.003, 51.42 + i * 0.002, i % 3 == 0) for i in range(60)])
    everything, some = cells(points), cells(points[points["is_vacant"]])
    assert everything["units"].sum() == 60 and everything["vacant"].sum() == 20
    assert set(zip(some["lon"], some["lat"], strict=True)) <= set(
        zip(everything["lon"], everything["lat"], strict=True)
    )


def test_points_without_a_position_are_left_out() -> None:
    """Prevents a square in the Gulf of Guinea."""
    assert cells(_points([(float("nan"), float("nan"), True)])).empty
