"""Where areas stand: checked by hand on twelve months and three districts."""

import pandas as pd
import pytest

from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.standing import courses, direction, standing

RATE = catalogue()["leerstandsquote"]
PEOPLE = catalogue()["bevoelkerung"]
LEVELS = pd.Series({"city:x": "city", "bezirk:a": "bezirk", "bezirk:b": "bezirk", "bezirk:c": "bezirk", "pg:p": "pg"})


def series_of(values: dict[str, dict[str, float | None]]) -> pd.DataFrame:
    """{area: {period: value}} as of indicators.series."""
    return pd.DataFrame(
        [
            {
                "area_id": area_id,
                "period": pd.Timestamp(period),
                "value": float("nan") if value is None else value,
                "numerator": 1.0,
                "denominator": 10.0,
                "origin": "made",
                "is_estimate": area_id.startswith("pg"),
                "reason": "few_cases" if value is None else "",
            }
            for area_id, course in values.items()
            for period, value in course.items()
        ]
    )


ROWS = series_of(
    {
        "city:x": {"2021-09-30": 9.0, "2025-09-30": 10.0, "2026-09-30": 10.0},
        "bezirk:a": {"2021-09-30": 4.0, "2025-09-30": 10.04, "2026-09-30": 12.0},
        "bezirk:b": {"2021-09-30": 8.0, "2025-09-30": 9.0, "2026-09-30": 8.0},
        "bezirk:c": {"2021-09-30": 8.0, "2025-09-30": None, "2026-09-30": 4.0},
        "pg:p": {"2025-09-30": 5.0, "2026-09-30": 7.0},
    }
)


def row(area_id: str, rows: pd.DataFrame = ROWS, indicator: object = RATE, **options: object) -> pd.Series:
    return standing(indicator, rows, LEVELS, **options).set_index("area_id").loc[area_id]


def test_change_is_the_difference_of_the_values_as_shown() -> None:
    """Prevents «von 10,0 auf 12,0 gestiegen (+2,1)»: who subtracts gets another number."""
    assert row("bezirk:a")["change"] == pytest.approx(2.0)
    assert row("bezirk:a")["five_change"] == pytest.approx(8.0)


def test_rank_counts_from_the_highest_among_areas_of_the_level() -> None:
    """Prevents ranks that mix districts with the city or with programme areas."""
    ranks = standing(RATE, ROWS, LEVELS).set_index("area_id")["rank"]
    assert ranks[["bezirk:a", "bezirk:b", "bezirk:c"]].tolist() == [1, 2, 3]
    assert row("bezirk:a")["ranked"] == 3


def test_missing_value_a_year_before_gives_no_change() -> None:
    """Prevents a change against a value that was withheld."""
    assert pd.isna(row("bezirk:c")["change"])


def test_no_change_where_no_period_is_near() -> None:
    """Prevents a survey every five years from showing a «change since last year»."""
    rows = series_of({"bezirk:a": {"2021-07-01": 4.0, "2026-07-01": 6.0}})
    assert pd.isna(row("bezirk:a", rows)["change"])
    assert row("bezirk:a", rows)["five_change"] == pytest.approx(2.0)


def test_as_of_takes_the_last_period_not_after_it() -> None:
    """Prevents a view of last year that shows this year's values."""
    assert row("bezirk:a", as_of=pd.Timestamp("2026-01-01"))["period"] == pd.Timestamp("2025-09-30")


def test_mean_and_spread_of_the_level() -> None:
    """12, 8 and 4 have the mean 8 and the standard deviation √(32/3); the city and programme areas get the same."""
    for area_id in ("bezirk:b", "city:x", "pg:p"):
        assert row(area_id)["mean"] == pytest.approx(8)
        assert row(area_id)["spread"] == pytest.approx((32 / 3) ** 0.5)


def test_usual_change_is_the_root_mean_square_of_yearly_changes() -> None:
    """Of the districts only +1.96 and −1 are yearly changes: √((1.96² + 1²) / 2)."""
    assert row("bezirk:b")["usual_change"] == pytest.approx(((1.96**2 + 1) / 2) ** 0.5)


def test_amounts_are_weighed_in_per_cent() -> None:
    """Prevents large districts from always being the ones that changed most: +2 % and −1 % give √2.5."""
    rows = series_of(
        {"bezirk:a": {"2024-12-31": 50000, "2025-12-31": 51000}, "bezirk:b": {"2024-12-31": 1000, "2025-12-31": 990}}
    )
    assert row("bezirk:a", rows, PEOPLE)["usual_change"] == pytest.approx(2.5**0.5)


def test_high_and_low_with_their_periods() -> None:
    """Prevents «vom Höchststand» with another date than its value."""
    assert (row("bezirk:b")["high"], row("bezirk:b")["high_period"]) == (9.0, pd.Timestamp("2025-09-30"))
    assert (row("bezirk:a")["low"], row("bezirk:a")["low_period"]) == (4.0, pd.Timestamp("2021-09-30"))


def test_no_rows_and_no_values_give_no_error() -> None:
    """Prevents pages that fail on an empty database or where every value is withheld."""
    assert standing(RATE, ROWS.iloc[0:0], LEVELS).empty
    nothing = standing(RATE, series_of({"bezirk:a": {"2026-09-30": None}}), LEVELS)
    assert nothing["value"].isna().all() and nothing["high_period"].isna().all()


@pytest.mark.parametrize(
    ("change", "way"),
    [(0.06, "risen"), (-0.06, "fallen"), (0.04, "same"), (-0.04, "same"), (None, None), (float("nan"), None)],
)
def test_direction_follows_the_rounded_change(change: float | None, way: str | None) -> None:
    """Prevents «gestiegen um 0,0»."""
    assert direction(RATE, change) == way


def test_course_since_the_last_gap() -> None:
    """Prevents a sparkline that draws through a year without data."""
    rows = series_of({"bezirk:a": {"2023-09-30": 1.0, "2024-09-30": None, "2025-09-30": 2.0, "2026-09-30": 3.0}})
    course = dict(courses(rows))["bezirk:a"]
    assert course.since_last_gap == [2.0, 3.0]
    assert course.until(pd.Timestamp("2024-12-31")).since_last_gap == []
