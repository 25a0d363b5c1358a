"""Protected sums of what is internal."""

import datetime

import pandas as pd

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.vacancy import protected_sums, sums_day


def _rows(table: dict[str, dict[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"area_id": area, "dimension": "condition", "value": value, "units": units}
            for area, values in table.items()
            for value, units in values.items()
        ]
    )


def _shown(table: dict[str, dict[str, int]]) -> dict[tuple[str, str], float | None]:
    rows = protected_sums(_rows(table))
    return {(row.area_id, row.value): None if pd.isna(row.units) else row.units for row in rows.itertuples()}


def test_large_counts_and_zeros_stay() -> None:
    """Prevents a policy that hides what needs no hiding."""
    shown = _shown({"city:x": {"good": 30, "bad": 0}, "e": {"good": 20, "bad": 0}, "f": {"good": 10, "bad": 0}})
    assert None not in shown.values()


def test_a_hidden_count_cannot_be_computed_from_the_districts() -> None:
    """Prevents city minus the other districts: «bad» in e is 1 and must have a hidden partner in its row and column."""
    shown = _shown(
        {
            "city:x": {"good": 60, "bad": 14, "poor": 26},
            "e": {"good": 20, "bad": 1, "poor": 9},
            "f": {"good": 20, "bad": 6, "poor": 9},
            "g": {"good": 20, "bad": 7, "poor": 8},
        }
    )
    assert shown["e", "bad"] is None
    for area in ("city:x", "e", "f", "g"):
        assert sum(shown[area, value] is None for value in ("good", "bad", "poor")) != 1
    for value in ("good", "bad", "poor"):
        assert sum(shown[area, value] is None for area in ("city:x", "e", "f", "g")) != 1
    assert shown["e", "good"] == 20


def test_two_ones_do_not_protect_each_other() -> None:
    """Prevents a sum of 2 over two hidden counts of at least 1, which says that both are 1."""
    shown = _shown({"city:x": {"a": 1, "b": 1, "c": 9}, "e": {"a": 1, "b": 1, "c": 9}})
    assert all(count is None for count in shown.values())


def test_sums_speak_of_the_last_full_quarter() -> None:
    """Prevents two days' sums, one record apart, from telling what that record says."""
    first = datetime.date(2012, 3, 1)
    assert sums_day(first, datetime.date(2026, 9, 30)) == datetime.date(2026, 6, 30)
    assert sums_day(first, datetime.date(2026, 10, 1)) == datetime.date(2026, 9, 30)
    assert sums_day(datetime.date(2026, 8, 1), datetime.date(2026, 9, 30)) is None


def test_the_demo_gives_no_small_count_away(demo_database: Database) -> None:
    """Prevents a line of the real table with a single hidden count, and a small count that is shown."""
    rows = protected_sums(Reader(demo_database, Actor("council")).read("vacancy_internal_sums"))
    assert not ((rows["units"] > 0) & (rows["units"] < 3)).any()
    hidden = rows[rows["units"].isna()]
    assert not hidden.empty
    assert hidden.groupby(["dimension", "area_id"]).size().min() > 1
    assert hidden.groupby(["dimension", "value"]).size().min() > 1
