"""One-day counts: as a list and as the form that is filled in on the street."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports.run import import_files
from tests.imports.helpers import workbook

HEADER = "Zählstelle;Bezeichnung;Straße;Datum;Zählzeit;Kfz;Schwerverkehr;Längengrad;Breitengrad"
PLACE = "7,4602;51,5531"
TUESDAY = datetime.datetime(2023, 9, 12)  # noqa: DTZ001 (as a spreadsheet has it)
SEVEN_TO_EIGHT = datetime.datetime(2023, 8, 7)  # noqa: DTZ001 (what a spreadsheet makes of «7-8»)
HEAD = [
    ["Stadt – Tiefbauamt, Verkehrszählung"],
    ["Zählstelle:", None, "K-017", None, "Datum:", TUESDAY],
    ["Straße", None, "Bayrische Straße", None, "Wetter", "trocken"],
    ["Ostwert", None, 393200, None, "Nordwert", 5712500],
    [],
    [None, "Richtung Nord", None, None, None, "Richtung Süd", None, None, None],
    ["Uhrzeit", "Pkw", "Lkw > 3,5 t", "Bus", "Rad", "Pkw", "Lkw > 3,5 t", "Bus", "Rad"],
]
HOURS = [
    ["06:00 - 07:00", 100, 5, 1, 9, 80, 4, 1, 7],
    [SEVEN_TO_EIGHT, 200, 10, 2, 9, 150, 8, 2, 7],
    ["8 – 9 Uhr", 120, 6, None, 9, 110, 5, 1, 7],
    ["9 – 10 Uhr", None, None, None, None, None, None, None, None],  # not counted
    ["Summe", 420, 21, 3, 27, 340, 17, 4, 21],
]


@pytest.fixture
def load(database: Database, tmp_path: Path) -> Callable[..., dict]:
    def run(content: str | bytes, *, name: str = "zaehlung.csv") -> dict:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("cp1252"))
        return import_files(database, Actor("admin"), "kurzzaehlung", [path], {})

    return run


def codes(report: dict) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


def test_a_form_is_one_count(load: Callable[..., dict], database: Database) -> None:
    """Prevents sums counted twice, bicycles among motor vehicles, and hours that a spreadsheet took for dates.

    Motor vehicles: cars 420 + 340, lorries 21 + 17, buses 3 + 4 = 805, of them heavy 45. Hours 6 to 9 have 4.6 + 6.9 +
    6.1 = 17.6 % of a working day, which is less than a fifth: no extrapolation."""
    report = load(workbook([*HEAD, *HOURS]), name="bogen.xlsx")
    assert report["state"] == "published", report
    count = database.read("traffic_short_counts", station_id="K-017").iloc[0]
    assert (count.vehicles_counted, count.hours_counted, round(count.heavy_pct, 3)) == (805, 3, round(4500 / 805, 3))
    assert str(count.counted_on.date()) == "2023-09-12" and pd.isna(count.dtvw5)
    assert {"count_not_extrapolated"} <= codes(report)


def test_the_extrapolation_is_the_share_of_the_counted_hours(load: Callable[..., dict], database: Database) -> None:
    """Prevents a factor nobody can follow. Hours 6–10 and 15–19: 4.6 + 6.9 + 6.1 + 5.1 + 7.5 + 8.3 + 7.8 + 6.3 = 52.6 %;
    1000 / 0.526 = 1901."""
    load(f"{HEADER}\r\nK-1;Ort A;Weg;12.09.2023;6–10, 15–19 Uhr;1000;40;{PLACE}\r\n")
    count = database.read("traffic_short_counts", station_id="K-1").iloc[0]
    assert (count.dtvw5, count.hours_counted, round(count.expansion_factor, 4)) == (1901, 8, 1.9011)


def test_counts_that_allow_no_extrapolation_say_so(load: Callable[..., dict], database: Database) -> None:
    """Prevents a Saturday from passing as a working day and a count without hours from being shown."""
    lines = [
        f"K-1;Ort A;Weg;16.09.2023;6–10, 15–19;1000;40;{PLACE}",
        f"K-2;Ort B;Weg;12.09.2023;;1000;40;{PLACE}",
        f"K-3;Ort C;Weg;12.09.2023;6–10, 15–19;100;400;{PLACE}",
    ]
    report = load("\r\n".join([HEADER, *lines]))
    assert {"count_not_extrapolated", "count_without_hours", "heavy_above_all"} <= codes(report)
    assert (report["rows_read"], report["rows_rejected"], report["rows_loaded"]) == (3, 1, 2)
    assert database.read("traffic_short_counts", station_id="K-1")["dtvw5"].isna().all()
    assert database.read("traffic_short_counts", station_id="K-3")["heavy_pct"].isna().all()


def test_several_counts_of_a_place_and_one_without_a_position(load: Callable[..., dict], database: Database) -> None:
    """Prevents the second count of a place from being lost or from needing its position again."""
    lines = [
        f"K-1;Ort A;Weg;12.09.2023;6–22;5000;40;{PLACE}",
        "K-1;;;11.06.2024;6–22;5200;41;;",
        "K-9;;;11.06.2024;6–22;1;0;;",
    ]
    report = load("\r\n".join([HEADER, *lines]))
    assert len(database.read("traffic_short_counts", station_id="K-1")) == 2
    assert (report["rows_loaded"], report["rows_rejected"]) == (2, 1) and "station_place_unreadable" in codes(report)
    again = load("\r\n".join([HEADER, "K-1;;;10.06.2025;6–22;5300;42;;"]), name="spaeter.csv")
    assert again["rows_loaded"] == 1 and len(database.read("traffic_short_counts", station_id="K-1")) == 3


def test_real_counts_replace_the_made_ones(load: Callable[..., dict], database: Database) -> None:
    """Prevents made one-day counts beside real ones."""
    load(f"{HEADER}\r\nK-1;Ort A;Weg;12.09.2023;6–22;5000;40;{PLACE}\r\n")
    city = database.read("areas").query("level == 'city'")["area_id"].iloc[0]
    places = database.read("traffic_stations", area_id=city, year=2025).query("method == 'one_day'")
    assert list(places["station_id"]) == ["K-1"] and set(places["origin"]) == {"counted"}


def test_a_form_with_a_word_for_a_number_is_rejected(load: Callable[..., dict], database: Database) -> None:
    """Prevents «ca. 100» from being left out of a sum in silence."""
    rows = [*HEAD, ["06:00 - 07:00", "ca. 100", 5, 1, 9, 80, 4, 1, 7]]
    report = load(workbook(rows), name="bogen.xlsx")
    assert report["state"] == "failed" and "number_unreadable" in codes(report)


def test_a_form_without_its_head_says_what_is_missing(load: Callable[..., dict], database: Database) -> None:
    """Prevents a count of nowhere and never."""
    report = load(workbook([HEAD[-1], *HOURS]), name="bogen.xlsx")
    assert report["state"] == "failed" and "value_missing" in codes(report)
