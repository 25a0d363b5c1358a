"""The accident atlas in the headers of its years, against what must stand in the table afterwards."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.imports.run import import_files

ACTOR = Actor("admin")
_PLACE = "ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1"
_WHO = "IstRad;IstPKW;IstFuss;IstKrad"
_REF = "LINREFX;LINREFY;XGCSWGS84;YGCSWGS84"
# The headers of the published files.
HEADERS = {
    2016: f"FID;OBJECTID;{_PLACE};ULICHTVERH;IstStrasse;{_WHO};IstGkfz;IstSonstig;{_REF}",
    2017: f"OBJECTID;UIDENTSTLA;{_PLACE};{_WHO};IstSonstig;LICHT;STRZUSTAND;{_REF}",
    2018: f"OBJECTID_1;{_PLACE};ULICHTVERH;{_WHO};IstGkfz;IstSonstig;STRZUSTAND;{_REF}",
    2019: f"OBJECTID;{_PLACE};ULICHTVERH;{_WHO};IstGkfz;IstSonstige;XGCSWGS84;YGCSWGS84;STRZUSTAND",
    2020: f"OBJECTID;UIDENTSTLAE;{_PLACE};ULICHTVERH;{_WHO};IstGkfz;IstSonstige;{_REF};STRZUSTAND",
    2021: f"OID_;{_PLACE};{_WHO};IstSonstige;ULICHTVERH;IstGkfz;{_REF};UIDENTSTLAE;IstStrassenzustand",
    2022: f"OBJECTID;UIDENTSTLAE;{_PLACE};ULICHTVERH;IstStrassenzustand;{_WHO};IstGkfz;IstSonstige;{_REF}",
    2023: f"OID_;UIDENTSTLAE;{_PLACE};ULICHTVERH;IstStrassenzustand;{_WHO};IstGkfz;IstSonstige;{_REF};PLST",
    2024: f"OID_;UIDENTSTLAE;{_PLACE};ULICHTVERH;USTRZUSTAND;{_WHO};IstGkfz;IstSonstige;{_REF};PLST",
    2025: f"UIDENTSTLAE;{_PLACE};ULICHTVERH;IstStrassenzustand;{_WHO};IstGkfz;IstSonstige;{_REF};PLST",
}
_GOOD = {
    "ULAND": "05", "UREGBEZ": "9", "UKREIS": "13", "UGEMEINDE": "000", "UMONAT": "01", "USTUNDE": "17", "UWOCHENTAG": "1",
    "UKATEGORIE": "2", "UART": "5", "UTYP1": "3", "ULICHTVERH": "2", "LICHT": "2", "IstStrasse": "1", "STRZUSTAND": "1",
    "USTRZUSTAND": "1", "IstStrassenzustand": "1", "IstRad": "1", "IstPKW": "1", "IstFuss": "0", "IstKrad": "0", "IstGkfz": "0",
    "IstSonstig": "0", "IstSonstige": "0", "LINREFX": "393254,1", "LINREFY": "5708000,5", "XGCSWGS84": "7,46166",
    "YGCSWGS84": "51,51303", "PLST": "1",
}  # fmt: skip


def file_of(year: int, *rows: dict[str, str], header: str | None = None) -> str:
    """Rows like the good one with other values, each with numbers of its own."""
    columns = (header or HEADERS[year]).split(";")
    lines = [";".join(columns)]
    for number, row in enumerate(rows, start=1):
        own = dict.fromkeys(("FID", "OBJECTID", "OBJECTID_1", "OID_"), str(900 + number))
        own |= dict.fromkeys(("UIDENTSTLA", "UIDENTSTLAE"), f"0519{year}{number:06d}")
        values = {**_GOOD, **own, "UJAHR": str(year), **row}
        lines.append(";".join(values[name] for name in columns))
    return "\r\n".join(lines) + "\r\n"


WHOLE = ({"UMONAT": "01"}, {"UMONAT": "06", "UKATEGORIE": "1"}, {"UMONAT": "12"})


@pytest.fixture
def load(database: Database, tmp_path: Path) -> Callable[..., dict]:
    def run(text: str, *, encoding: str = "utf-8", name: str = "Unfallorte.csv") -> dict:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return import_files(database, ACTOR, "unfallatlas", [path], {})

    return run


def accidents(database: Database, year: int) -> pd.DataFrame:
    rows = database.read("export_accident", row_limit=None)
    return rows[rows["year"] == year]


def codes(report: dict) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


@pytest.mark.parametrize("year", HEADERS)
def test_every_header_of_ten_years_gives_the_same_row(year: int, load: Callable[..., dict], database: Database) -> None:
    """Prevents a renamed column from being read as empty, or a moved one as another."""
    report = load(file_of(year, *WHOLE), encoding="utf-8-sig" if year % 2 else "cp1252")
    assert report["state"] == "published", report
    rows = accidents(database, year)
    assert len(rows) == 3
    row = rows[rows["month"] == 6].iloc[0]
    found = (
        row.hour,
        row.weekday,
        row.category,
        row.kind,
        row.type,
        row.light,
        row.road_state,
        row.is_extract,
        row.origin,
    )
    assert found == (17, 7, 1, 5, 3, 2, 1, False, "published")  # Sunday is 1 in the source and 7 here
    assert (row.is_bicycle, row.is_car, row.is_pedestrian, row.is_other) == (True, True, False, False)
    assert (round(row.lon, 4), round(row.lat, 4)) == (7.4617, 51.5130)
    assert pd.isna(row.is_goods_vehicle) == (year == 2017)
    assert ("goods_vehicle_not_told" in codes(report)) == (year == 2017)


def test_a_whole_year_replaces_extract_and_made_rows(load: Callable[..., dict], database: Database) -> None:
    """Prevents real and made accidents of one year side by side."""
    before = accidents(database, 2019)
    assert set(before["origin"]) == {"made", "published"}
    others = len(database.read("export_accident", row_limit=None)) - len(before)
    report = load(file_of(2019, *WHOLE))
    after = accidents(database, 2019)
    assert len(after) == 3 and set(after["origin"]) == {"published"} and not after["is_extract"].any()
    assert len(database.read("export_accident", row_limit=None)) - 3 == others
    assert report["rows_read"] == 3
    assert load(file_of(2019, *WHOLE))["state"] == "unchanged"


def test_rows_of_other_cities_are_counted_and_left(load: Callable[..., dict], database: Database) -> None:
    """Prevents the accidents of the whole country on the city's map, or rows that vanish uncounted."""
    elsewhere = ({"UKREIS": "11"}, {"ULAND": "01"}, {"UGEMEINDE": "004"})
    report = load(file_of(2023, *WHOLE, *elsewhere))
    assert (report["rows_read"], report["rows_elsewhere"], len(accidents(database, 2023))) == (3, 3, 3)


def test_codes_out_of_range_reject_the_row(load: Callable[..., dict], database: Database) -> None:
    """Prevents a month 13 or a category 9 in a count."""
    wrong = ({"UMONAT": "13"}, {"UKATEGORIE": "9"}, {"USTUNDE": "24"}, {"ULICHTVERH": "5"}, {"IstRad": "vielleicht"})
    report = load(file_of(2023, *WHOLE, *wrong))
    assert (report["rows_rejected"], len(accidents(database, 2023))) == (5, 3)
    assert {"number_out_of_range", "flag_unreadable"} <= codes(report)


def test_the_place_falls_back_to_utm_and_is_checked(load: Callable[..., dict], database: Database) -> None:
    """Prevents an accident without degrees from being lost, one without any place from being put somewhere, and one far
    outside from being accepted in silence."""
    no_degrees = {"XGCSWGS84": "", "YGCSWGS84": "", "UMONAT": "03"}
    nowhere = no_degrees | {"LINREFX": "0", "LINREFY": "0"}
    outside = {"XGCSWGS84": "7,9", "YGCSWGS84": "51,2", "UMONAT": "04"}
    report = load(file_of(2023, *WHOLE, no_degrees, nowhere, outside))
    rows = accidents(database, 2023).set_index("month")
    assert (round(rows.loc[3, "lon"], 3), round(rows.loc[3, "lat"], 3)) == (7.462, 51.513)
    assert {"position_missing_accident", "outside_city_shape"} <= codes(report)
    assert len(rows.loc[4, "area_ids"]) == 0 and report["rows_rejected"] == 1


def test_without_any_number_rows_keep_apart(load: Callable[..., dict], database: Database) -> None:
    """Prevents two like accidents without a number from becoming one, and a second import from doubling them."""
    header = HEADERS[2025].removeprefix("UIDENTSTLAE;")
    text = file_of(2025, *WHOLE, {"UMONAT": "12"}, header=header)
    load(text)
    assert len(accidents(database, 2025)) == 4
    load(text + "\r\n")
    assert len(accidents(database, 2025)) == 4


def test_a_part_of_a_year_is_an_extract_and_never_beside_the_whole(
    load: Callable[..., dict], database: Database
) -> None:
    """Prevents a file of one month from passing as the year, or from doubling a year that is there."""
    header = HEADERS[2025]
    part = file_of(2030, {"UMONAT": "06"}, header=header)
    assert "accident_year_in_part" in codes(load(part)) and accidents(database, 2030)["is_extract"].all()
    load(file_of(2030, *WHOLE, header=header), name="ganz.csv")
    assert "accident_year_known" in codes(load(part, name="teil.csv"))
    assert len(accidents(database, 2030)) == 3


@pytest.mark.parametrize("missing", ["UJAHR", "UKATEGORIE", "IstRad"])
def test_a_file_without_a_needed_column_says_which(missing: str, load: Callable[..., dict], database: Database) -> None:
    """Prevents a cut header from loading half a truth."""
    from strukturmonitor.errors import ColumnsMissing

    before = len(database.read("export_accident", row_limit=None))
    header = ";".join(name for name in HEADERS[2023].split(";") if name != missing)
    with pytest.raises(ColumnsMissing) as raised:
        load(file_of(2023, *WHOLE, header=header))
    assert missing in str(raised.value.values["columns"])
    assert len(database.read("export_accident", row_limit=None)) == before
