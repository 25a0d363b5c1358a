"""The list of counting stations: its words, and places in any of the usual systems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports.run import import_files

SAMPLES = Path(__file__).parent / "samples" / "zaehlstellen"
HEADER = "Zählstellennummer;Name;Straßenklasse;Straße;Richtung 1;Richtung 2;Rechtswert;Hochwert"


@pytest.fixture
def load(database: Database, tmp_path: Path) -> Callable[..., dict]:
    def run(content: str | Path) -> dict:
        path = content
        if isinstance(content, str):
            path = tmp_path / "stellen.csv"
            path.write_bytes(content.encode("cp1252"))
        return import_files(database, Actor("admin"), "zaehlstellen", [path], {})

    return run


def stations(database: Database) -> dict[str, object]:
    rows = database.read(
        "traffic_stations", area_id=database.read("areas").query("level == 'city'")["area_id"].iloc[0], year=2023
    )
    return {row.station_id: row for row in rows.itertuples()}


def test_the_yearly_list_of_the_bundesanstalt(load: Callable[..., dict], database: Database) -> None:
    """Prevents a road «40», a direction lost, and the stations of the whole country on the city's map."""
    report = load(SAMPLES / "jawe_auszug.csv")
    assert (report["rows_read"], report["rows_loaded"], report["rows_rejected"]) == (3, 2, 1)
    row = stations(database)["5123"]
    assert (row.name, row.road, row.road_class, row.direction_1, row.method) == (
        "Dortmund-Hafen",
        "A 40",
        "motorway",
        "Essen",
        "permanent",
    )
    assert (round(row.lon, 4), round(row.lat, 4)) == (7.4510, 51.5241)
    assert [each["code"] for each in report["findings"] if each["severity"] == "fail"] == ["station_outside_city"]
    assert load(SAMPLES / "jawe_auszug.csv")["state"] == "unchanged"


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("7,45802", "51,51298"), ("51,51298", "7,45802"), ("393000", "5708000"), ("32393000", "5708000"),
        ("393.000", "5.708.000"), ("2601249", "5709718,6"), ("3393053,2", "5709853,4"),
    ],
    ids=["degrees", "swapped", "UTM", "UTM with zone", "UTM with points", "Gauß-Krüger 2", "Gauß-Krüger 3"],
)  # fmt: skip
def test_a_place_is_the_same_in_every_system(x: str, y: str, load: Callable[..., dict], database: Database) -> None:
    """Prevents a station in the wrong quarter because its list is older than UTM."""
    load(f"{HEADER}\r\n77;Stelle;B;54;Nord;Süd;{x};{y}\r\n")
    row = stations(database)["77"]
    assert abs(row.lon - 7.45802) < 0.0005 and abs(row.lat - 51.51298) < 0.0005, (row.lon, row.lat)
    assert row.road == "B 54"


@pytest.mark.parametrize(("x", "y"), [("0", "0"), ("", ""), ("12", "13")])
def test_a_place_that_cannot_be_is_rejected(x: str, y: str, load: Callable[..., dict], database: Database) -> None:
    """Prevents a station off the coast of Africa."""
    report = load(f"{HEADER}\r\n77;Stelle;B;54;Nord;Süd;{x};{y}\r\n")
    assert report["state"] == "failed" and "77" not in stations(database)
    assert {each["code"] for each in report["findings"] if each["severity"] == "fail"} == {"station_place_unreadable"}
