"""Population tables as statistics offices write them."""

from pathlib import Path

import openpyxl
from people import SAMPLES, checked, closes, codes, published

from strukturmonitor.database import Database

FOLDER = SAMPLES / "bevoelkerung"


def _group(database: Database, area_id: str, year: int) -> dict:
    rows = database.read("population_group_years", area_id=area_id)
    return rows[rows["reference_date"].dt.year == year].iloc[0].to_dict()


def test_long_form_tells_totals_groups_and_unknown_areas(database: Database) -> None:
    """Prevents totals that are counted twice, groups that straddle 18, and rows that vanish silently."""
    prepared = checked(database, "bevoelkerung", FOLDER / "lang.csv")
    assert closes(prepared)
    assert prepared.counts["rows_loaded"] == 4  # newborn, 17 by number and name, 18 as a gap, 100 and older
    assert prepared.counts["rows_duplicate"] == 2  # age 101 joined to 100, and a repeated row
    rejected = {(f.row, f.code) for f in prepared.findings if f.severity == "fail"}
    assert {(8, "total_row"), (9, "total_row"), (11, "total_row"), (12, "area_unknown")} <= rejected
    assert {(13, "age_group"), (14, "age_group")} <= rejected
    assert {"ages_joined", "population_gaps", "totals_left_out", "population_areas_missing"} <= codes(prepared)
    unknown = next(f for f in prepared.findings if f.code == "area_unknown")
    assert "Eving" in (unknown.value or "")


def test_real_rows_replace_made_ones_of_their_area_and_date_only(database: Database) -> None:
    """Prevents a city whose sum is partly gone, and made rows that pass as counted."""
    before = _group(database, "stat:140", 2023)
    assert published(database, "bevoelkerung", FOLDER / "lang.csv")["state"] == "published"
    assert _group(database, "stat:140", 2024)["residents"] == 12 + 7 + 3
    assert _group(database, "stat:140", 2023) == before
    rows = database.read("dataset_years")
    year = rows[(rows["table_name"] == "population") & (rows["year"] == 2024)].set_index("origin")["source_id"]
    assert dict(year) == {"counted": "bevoelkerung", "made": "demo"}


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    """Prevents a second import that counts rows twice."""
    published(database, "bevoelkerung", FOLDER / "lang.csv")
    again = published(database, "bevoelkerung", FOLDER / "lang.csv")
    assert again["state"] == "unchanged"


def test_wide_form_in_two_blocks_under_merged_cells(database: Database) -> None:
    """Prevents women counted as men because the sex stands only in a merged cell above the ages."""
    prepared = checked(database, "bevoelkerung-breit", FOLDER / "breit_bloecke.xlsx", reference_date="2024-12-31")
    assert closes(prepared)
    assert (prepared.counts["rows_loaded"], prepared.counts["rows_rejected"]) == (4, 1)
    assert {"total_row", "totals_left_out", "population_gaps"} <= codes(prepared)
    prepared.discard()
    published(database, "bevoelkerung-breit", FOLDER / "breit_bloecke.xlsx", reference_date="2024-12-31")
    row = _group(database, "stat:020", 2024)
    assert row["residents"] == 10 + 0 + 1 + 8 + 5 + 2 + 3 + 4 + 0 + 2 + 0 + 0
    assert row["foreign_residents"] == 3 + 4 + 2
    assert row["under_18"] == 10 + 8 + 5 + 3 + 4 + 2


def test_wide_form_with_years_as_columns(database: Database) -> None:
    """Prevents numbers of one year that land in another."""
    published(database, "bevoelkerung-breit", FOLDER / "breit_jahre.csv")
    assert _group(database, "stat:140", 2022)["residents"] == 19
    assert _group(database, "stat:140", 2023)["residents"] == 11


def test_a_table_by_groups_of_five_is_refused_with_its_reason(database: Database, tmp_path: Path) -> None:
    """Prevents youth ratios made of groups that straddle 18."""
    book = openpyxl.Workbook()
    book.active.append(["Statistischer Bezirk", "Jahr", "Geschlecht", "Staatsangehörigkeit", "0-4", "15-19", "65+"])
    book.active.append(["140", 2024, "m", "deutsch", 10, 20, 30])
    path = tmp_path / "gruppen.xlsx"
    book.save(path)
    prepared = checked(database, "bevoelkerung-breit", path)
    assert prepared.is_refused and closes(prepared)
    assert "age_group" in codes(prepared)


def test_a_table_without_sex_or_date_is_refused_with_its_reason(database: Database, tmp_path: Path) -> None:
    """Prevents guessed halves and guessed years."""
    path = tmp_path / "ohne.csv"
    path.write_text("Statistischer Bezirk;Jahr;Alter;Staatsangehörigkeit;Personen\n140;2024;17;deutsch;5\n", "utf-8")
    assert codes(checked(database, "bevoelkerung", path)) >= {"sex_missing"}
    path.write_text("Statistischer Bezirk;Alter;Geschlecht;Staatsangehörigkeit;Personen\n140;17;m;deutsch;5\n", "utf-8")
    assert codes(checked(database, "bevoelkerung", path)) >= {"population_date_missing"}
    path.write_text(
        "Bezirk;Stichtag;Alter;Geschlecht;Staatsangehörigkeit;Personen\n140;30.06.2024;17;m;deutsch;5\n", "utf-8"
    )
    assert codes(checked(database, "bevoelkerung", path)) >= {"population_date_not_year_end"}


def test_a_rounded_file_is_told(database: Database, tmp_path: Path) -> None:
    """Prevents rounded numbers that are taken for exact ones."""
    rows = [f"140;2024;{age};{sex};deutsch;{5 * (age % 4 + 1)}" for age in range(30) for sex in "mw"]
    path = tmp_path / "gerundet.csv"
    header = "Statistischer Bezirk;Jahr;Alter;Geschlecht;Staatsangehörigkeit;Personen"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    assert "population_rounded" in codes(checked(database, "bevoelkerung", path))


def test_each_date_is_judged_by_its_own_rows(database: Database, tmp_path: Path) -> None:
    """One year in single ages, the next in groups: the groups called totals that are counted already, and the year
    lost without a word on why."""
    rows = [f"140;2023;{age};{sex};deutsch;4" for age in range(15, 20) for sex in "mw"]
    rows += [f"140;2024;15 bis 19;{sex};deutsch;20" for sex in "mw"]
    file = tmp_path / "gemischt.csv"
    file.write_text("\n".join(["Gebiet;Jahr;Alter;Geschlecht;Nationalität;Personen", *rows]) + "\n", encoding="utf-8")
    prepared = checked(database, "bevoelkerung", file)
    assert closes(prepared)
    assert prepared.counts["rows_loaded"] == 10
    assert {(f.row, f.code) for f in prepared.findings if f.severity == "fail"} == {
        (12, "age_group"),
        (13, "age_group"),
    }
    assert "totals_left_out" not in codes(prepared)
