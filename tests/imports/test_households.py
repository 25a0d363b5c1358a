"""Households and unemployed persons by statistischer Bezirk."""

import pandas as pd
from people import SAMPLES, checked, closes, published

from strukturmonitor.database import Database

HOUSEHOLDS = SAMPLES / "haushalte" / "lang.csv"
UNEMPLOYED = SAMPLES / "arbeitslose" / "lang.csv"
END_2024 = pd.Timestamp("2024-12-31")


def _rows(database: Database, query: str, stat_id: str) -> pd.DataFrame:
    rows = database.read(query)
    return rows[(rows["stat_id"] == stat_id) & (rows["reference_date"] == END_2024)]


def test_every_row_of_households_is_told(database: Database) -> None:
    """Prevents totals counted as households, and shares of an area of which one size is secret."""
    prepared = checked(database, "haushalte", HOUSEHOLDS)
    assert closes(prepared)
    assert prepared.counts["rows_loaded"] == 6  # 1 to 4 and 5 of 140, 1 of 030
    assert prepared.counts["rows_duplicate"] == 3  # 6 and more twice (joined to 5), and a repeated row
    rejected = {(f.row, f.code) for f in prepared.findings if f.severity == "fail"}
    assert rejected == {
        (9, "total_row"), (10, "household_incomplete"), (11, "value_is_gap"), (12, "household_incomplete"),
        (13, "total_row"), (16, "key_repeated"), (18, "choice_unknown"),
    }  # fmt: skip


def test_sizes_above_five_are_added_and_made_households_go(database: Database) -> None:
    """Prevents households of six that are lost, a repeated row added twice, and made rows beside counted ones."""
    before = _rows(database, "export_household", "stat:020")
    published(database, "haushalte", HOUSEHOLDS)
    rows = _rows(database, "export_household", "stat:140")
    assert dict(zip(rows["persons_in_household"], rows["households"], strict=True)) == {
        1: 400, 2: 300, 3: 120, 4: 80, 5: 30 + 12,
    }  # fmt: skip
    assert set(rows["origin"]) == {"counted"}
    pd.testing.assert_frame_equal(_rows(database, "export_household", "stat:020"), before)
    assert published(database, "haushalte", HOUSEHOLDS)["state"] == "unchanged"


def test_a_secret_number_of_unemployed_is_no_zero(database: Database) -> None:
    """Prevents a quarter without unemployment because its number is kept secret, and sums of the city as an area."""
    before = _rows(database, "export_unemployment", "stat:020")
    prepared = checked(database, "arbeitslose", UNEMPLOYED)
    assert closes(prepared)
    rejected = {(f.row, f.code) for f in prepared.findings if f.severity == "fail"}
    assert rejected == {
        (3, "value_is_gap"), (4, "population_date_not_year_end"), (5, "total_row"), (6, "number_out_of_range"),
    }  # fmt: skip
    prepared.discard()
    published(database, "arbeitslose", UNEMPLOYED)
    rows = _rows(database, "export_unemployment", "stat:140")
    assert rows[["unemployed", "origin"]].to_numpy().tolist() == [[310, "counted"]]
    pd.testing.assert_frame_equal(_rows(database, "export_unemployment", "stat:020"), before)
