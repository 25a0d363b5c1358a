"""Hourly counts of permanent counters: flags, hours, days on which the clocks change, and what they replace."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.imports.run import import_files

SAMPLES = Path(__file__).parent / "samples"
ACTOR = Actor("admin")
HEADER = "Zst;Datum;Stunde;KFZ_R1;K_KFZ_R1;KFZ_R2;K_KFZ_R2;Lkw_R1;K_Lkw_R1;Lkw_R2;K_Lkw_R2"


def row(
    day: str, hour: int, first: int | str = 100, second: int | str = 50, station: str = "5123", flag: str = "-"
) -> str:
    return f"{station};{day};{hour:02d};{first};{flag};{second};{flag};10;{flag};5;{flag}"


@pytest.fixture
def load(database: Database, tmp_path: Path) -> Callable[..., dict]:
    """Imports rows (text lines), a file of the samples or bytes."""

    def run(content: list[str] | Path | bytes, *, name: str = "zst5123.csv", source: str = "bast-stunden") -> dict:
        if isinstance(content, Path):
            return import_files(database, ACTOR, source, [content], {})
        path = tmp_path / name
        data = content if isinstance(content, bytes) else "\r\n".join([HEADER, *content]).encode("latin-1")
        path.write_bytes(data)
        return import_files(database, ACTOR, source, [path], {})

    return run


@pytest.fixture
def with_stations(load: Callable[..., dict]) -> Callable[..., dict]:
    assert load(SAMPLES / "zaehlstellen" / "jawe_auszug.csv", source="zaehlstellen")["state"] == "published"
    return load


def hours(database: Database, station: str = "5123") -> pd.DataFrame:
    with database.transaction() as transaction:
        rows = transaction._cursor.execute(
            "SELECT * FROM stats.traffic_hour WHERE station_id = ? ORDER BY counted_on, hour, direction", [station]
        ).df()
    return rows


def codes(report: dict) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


def test_flags_hours_and_blanks_as_the_format_means_them(
    with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents a failed hour from counting as zero, hour 1 from being one o'clock, and −1 from being a number."""
    report = with_stations(SAMPLES / "bast" / "zst5123_2023.csv")
    assert (report["rows_read"], report["rows_loaded"], report["rows_rejected"]) == (5, 5, 0)
    found = {
        (row.hour, row.direction): (
            None if pd.isna(row.vehicles) else int(row.vehicles),
            None if pd.isna(row.heavy_vehicles) else int(row.heavy_vehicles),
            row.flag,
        )
        for row in hours(database).itertuples()
    }
    assert found == {
        (0, 1): (412, 31, "measured"), (0, 2): (398, 28, "measured"),
        (1, 1): (250, 20, "estimated"), (1, 2): (211, 19, "measured"),
        (2, 1): (None, None, "failed"), (2, 2): (180, 17, "measured"),
        (3, 1): (None, None, "implausible"), (3, 2): (170, None, "measured"),
        (23, 1): (500, 40, "measured"), (23, 2): (None, None, "failed"),
    }  # fmt: skip
    assert set(hours(database)["origin"]) == {"published"}
    assert {"column_other_vehicle_kinds", "column_repeated_elsewhere"} <= codes(report)


def test_hours_of_an_unknown_counter_are_rejected_with_what_to_do(
    load: Callable[..., dict], database: Database
) -> None:
    """Prevents hours that no map can show, and a message that does not say what comes first."""
    report = load([row("230601", 1, station="7777")])
    finding = next(each for each in report["findings"] if each["code"] == "station_unknown")
    assert report["state"] == "failed" and "Liste der Zählstellen" in finding["todo_de"]
    assert hours(database, "7777").empty


@pytest.mark.parametrize("numbers", [[1, 2, 3, 3, 4], None], ids=["the same number twice", "25 numbers"])
def test_the_repeated_hour_in_autumn_is_added_to_the_first(
    numbers: list[int] | None, with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents the 29th of October from losing an hour or from having an hour that no other day has."""
    lines = [row("231029", number, 100 + index) for index, number in enumerate(numbers or range(1, 26))]
    report = with_stations(lines)
    found = hours(database).query("direction == 1").set_index("hour")["vehicles"]
    assert found.index.is_unique and found[2] == 102 + 103 and found[3] == 104
    assert (report["rows_read"], report["rows_duplicate"], report["rows_rejected"]) == (len(lines), 1, 0)
    assert "hour_repeated_autumn" in codes(report)
    if numbers is None:
        assert list(found.index) == list(range(24))


def test_a_25th_hour_on_another_day_and_an_hour_without_anything_are_findings(
    with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents an impossible hour from becoming midnight, and an empty one from becoming a zero."""
    report = with_stations([row("230601", 1), row("230601", 25), row("230601", 3, "", "", flag="")])
    assert (report["rows_loaded"], report["rows_rejected"]) == (1, 2)
    assert {"hour_not_on_day", "hour_without_value"} <= codes(report)


def test_the_spring_day_with_23_hours_counts_as_complete(
    with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents the last Sunday of March from being a gap every year."""
    with_stations([row("230326", hour) for hour in range(1, 25) if hour != 3])
    days = database.read("traffic_coverage", station_id="5123", year=2023, direction=0).set_index("counted_on")
    assert days.loc["2023-03-26", "hours_valid"] == 23
    assert days.loc["2023-03-27", "hours_valid"] == 0


def test_a_counter_of_one_direction_has_no_second_one(with_stations: Callable[..., dict], database: Database) -> None:
    """Prevents a direction full of failures that nobody counts."""
    text = "Zst;Datum;Stunde;KFZ_R1;K_KFZ_R1\r\n5123;230601;01;100;-\r\n"
    with_stations(text.encode(), name="eine.csv")
    found = hours(database)
    assert list(found["direction"]) == [1] and found["heavy_vehicles"].isna().all()


def test_real_hours_replace_made_ones_of_the_same_years_only(
    with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents made and real hours of one year side by side, and derived figures that speak of rows that are gone."""
    before = database.read("traffic_index_years").set_index("year")["stations_valid"]
    assert before[2023] > 0
    report = with_stations([row("230601", hour) for hour in range(1, 25)])
    after = database.read("traffic_index_years").set_index("year")["stations_valid"]
    assert after[2022] == before[2022] and after.get(2023, 0) == 0
    assert report["changes"]["made"] > 0
    made = database.read("traffic_station_years", station_id="b1-stadtkrone", direction=0)
    assert 2023 not in set(made["year"]) and 2022 in set(made["year"])


def test_a_corrected_file_changes_only_its_hours(with_stations: Callable[..., dict], database: Database) -> None:
    """Prevents a second file from doubling hours, or from wiping the rest of the year."""
    with_stations([row("230601", hour) for hour in range(1, 25)])
    report = with_stations([row("230601", 1, 999), row("230601", 2), row("230602", 1)], name="neu.csv")
    assert (report["rows_loaded"], report["rows_unchanged"]) == (2, 1)
    found = hours(database).query("direction == 1")
    assert len(found) == 25 and int(found.iloc[0]["vehicles"]) == 999
    with database.transaction() as transaction:
        day = transaction._cursor.execute(
            "SELECT vehicles FROM stats.traffic_day WHERE station_id = '5123' AND direction = 1 AND counted_on = '2023-06-01'"
        ).fetchone()
    assert day == (23 * 100 + 999,)


def test_several_files_in_an_archive_are_one_import(with_stations: Callable[..., dict], database: Database) -> None:
    """Prevents the yearly archive from needing a hundred imports."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("zst5123_2023.csv", "\r\n".join([HEADER, row("230601", 1)]))
        archive.writestr("zst5124_2023.csv", "\r\n".join([HEADER, row("230601", 1, station=" 5124 ")]))
    report = with_stations(packed.getvalue(), name="2023.zip")
    assert report["rows_loaded"] == 2 and len(hours(database, "5124")) == 2


@pytest.mark.parametrize(
    "line", ["5123;231301;01;1;-;1;-;1;-;1;-", "5123;230601;26;1;-;1;-;1;-;1;-", "5123;230601;01;x;-;1;-;1;-;1;-", "5123;230601;01;1;z;1;-;1;-;1;-"],
    ids=["date", "hour", "count", "flag"],
)  # fmt: skip
def test_what_cannot_be_read_rejects_the_hour(
    line: str, with_stations: Callable[..., dict], database: Database
) -> None:
    """Prevents a guess from entering a count."""
    report = with_stations([line, row("230601", 5)])
    assert (report["rows_loaded"], report["rows_rejected"]) == (1, 1)


def test_no_query_names_a_station() -> None:
    """Prevents a counter of one city from standing in a query."""
    texts = [path.read_text(encoding="utf-8") for path in (QUERIES_DIR / "write" / "shape").glob("*.sql")]
    assert texts and not any("5123" in text for text in texts)
