"""From a list to checked rows: every reason why a row is not loaded, and what is only noted."""

import datetime

import pytest
from helpers import GOOD, HEADER, check, codes, list_of, workbook

from strukturmonitor.database import Database
from strukturmonitor.errors import ColumnsMissing, FileUnreadable, SettingInvalid
from strukturmonitor.imports.findings import as_dict
from strukturmonitor.imports.sources import source
from strukturmonitor.imports.template import template_csv
from strukturmonitor.imports.vacancy_list import VacancyList
from strukturmonitor.settings import PROJECT_DIR


def units(prepared: object) -> list[dict]:
    checked = prepared.checked
    assert isinstance(checked, VacancyList)
    return checked.units.to_dict("records")


def test_a_list_as_a_coordinator_writes_it(database: Database) -> None:
    """The whole way: title lines, Windows-1252, decimal comma, month of the vacancy, place by position."""
    text = "Leerstände Eving;;;;;;;;;;\r\nStand 1.10.2026\r\n" + list_of(
        {}, {"Status": "vermietet", "Leerstand seit": ""}
    )
    prepared = check(database, text)
    first, second = units(prepared)
    assert (first["name"], first["address"], first["postcode"]) == ("Laden 1", "Evinger Straße 210", "44339")
    assert (first["area_m2"], first["state"], first["row_number"]) == (85.5, "verified", 4)
    assert first["vacant_since"] == datetime.datetime.fromisoformat("2021-03-01")
    assert first["area_ids"] == ["city:dortmund", "bezirk:eving", "stat:120", "pg:evinger-mitte"]
    assert second["state"] == "occupied" and str(second["vacant_since"]) == "NaT"
    assert codes(prepared) == set()
    assert (prepared.rows_read, prepared.rows_loaded) == (2, 2)


def test_a_workbook(database: Database) -> None:
    """Real dates and numbers of a spreadsheet, and numbers that a spreadsheet made of texts."""
    row = [
        1.0,
        "Laden",
        "Weg",
        5.0,
        44339.0,
        "Eving",
        "leer",
        datetime.datetime.fromisoformat("2021-03-01"),
        85.5,
        7.479,
        51.556,
    ]
    prepared = check(database, workbook([["Liste"], HEADER, row]), name="liste.xlsx")
    (unit,) = units(prepared)
    assert (unit["own_id"], unit["address"], unit["postcode"], unit["area_m2"]) == ("1", "Weg 5", "44339", 85.5)
    assert unit["vacant_since"] == row[7] and unit["lon"] == 7.479


REJECTED = [
    ({"Straße": ""}, "value_missing", "Straße"),
    ({"Status": ""}, "value_missing", "Status"),
    ({"Status": "kaputt"}, "choice_unknown", "Status"),
    ({"Leerstand seit": "31.02.2024"}, "date_impossible", "Leerstand seit"),
    ({"Leerstand seit": "bald"}, "date_unreadable", "Leerstand seit"),
    ({"Leerstand seit": "1.1.2099"}, "date_in_future", "Leerstand seit"),
    ({"Fläche (m²)": "-5"}, "number_out_of_range", "Fläche (m²)"),
    ({"Fläche (m²)": "groß"}, "number_unreadable", "Fläche (m²)"),
    ({"Fläche (m²)": "#WERT!"}, "cell_error", "Fläche (m²)"),
    ({"Längengrad": "0"}, "position_zero", "Längengrad"),
    ({"Längengrad": "hier"}, "position_unreadable", "Längengrad"),
    ({"Längengrad": "13,4", "Breitengrad": "52,5"}, "position_far", "Längengrad"),
    ({"Längengrad": "31392500", "Breitengrad": "5712000"}, "position_system", "Längengrad"),
    ({"Breitengrad": ""}, "position_half", "Längengrad"),
    ({"Sensibel": "vielleicht"}, "flag_unreadable", "Sensibel"),
]


@pytest.mark.parametrize(("row", "code", "column"), REJECTED, ids=[f"{code}-{column}" for _, code, column in REJECTED])
def test_rejected_rows(database: Database, row: dict, code: str, column: str) -> None:
    """A row that is left out without a reason, or that takes others with it."""
    prepared = check(database, list_of({}, row))
    (finding,) = [f for f in prepared.findings if f.severity == "fail"]
    assert (finding.code, finding.row, finding.column) == (code, 3, column)
    assert (prepared.rows_read, prepared.rows_loaded, prepared.rows_rejected) == (2, 1, 1)
    said = as_dict(prepared.source, finding)
    assert said["reason_de"] != said["reason_en"] and said["todo_de"] and said["todo_en"]


NOTED = [
    ({"Längengrad": "51,5560", "Breitengrad": "7,4790"}, "position_swapped"),
    ({"Längengrad": "7,40", "Breitengrad": "51,70", "Stadtbezirk": ""}, "outside_city"),
    ({"Längengrad": "", "Breitengrad": ""}, "position_missing_named"),
    ({"Längengrad": "", "Breitengrad": "", "Stadtbezirk": ""}, "position_missing"),
    ({"Stadtbezirk": "Hörde"}, "district_contradicts"),
    ({"Stadtbezirk": "Lummerland"}, "district_unknown"),
    ({"Leerstand seit": "2019"}, "date_year_only"),
    ({"Leerstand seit": "1.3.21"}, "date_two_digits"),
    ({"Leerstand seit": ""}, "since_unknown"),
    ({"Status": "vermietet"}, "since_without_vacancy"),
    ({"PLZ": "4433"}, "postcode_unreadable"),
    ({"Geschoss": "oben"}, "floor_unreadable"),
    ({"Geschoss": "EG/1. OG"}, "floor_several"),
    ({"Stufen": "1,5"}, "number_not_whole"),
    ({"Vornutzung": "Zirkus"}, "choice_other"),
    ({"Name": "x" * 300}, "text_shortened"),
    ({"Verkaufsfläche": "200"}, "sales_area_larger"),
    ({"Eigentümer": "Erika Mustermann"}, "owner_is_person"),
]


@pytest.mark.parametrize(("row", "code"), NOTED, ids=[code for _, code in NOTED])
def test_noted_rows_are_loaded(database: Database, row: dict, code: str) -> None:
    """A row refused for a detail, or a detail changed in silence."""
    prepared = check(database, list_of({}, row))
    assert codes(prepared, 3) == {code}
    assert (prepared.rows_loaded, prepared.rows_rejected) == (2, 0)
    assert as_dict(prepared.source, next(iter(prepared.findings)))["reason_en"]


def test_position_wins_over_the_district_named(database: Database) -> None:
    """A shop counted in the wrong district because of a slip of the pen."""
    contradicting, unplaced = units(
        check(database, list_of({"Stadtbezirk": "Hörde"}, {"Längengrad": "", "Breitengrad": ""}))
    )
    assert "bezirk:eving" in contradicting["area_ids"] and "bezirk:hoerde" not in contradicting["area_ids"]
    assert unplaced["area_ids"] == ["city:dortmund", "bezirk:eving"]


def test_districts_by_number_and_spelling(database: Database) -> None:
    """Statistische Bezirke by their number; «DO-Eving» and «Luetgendortmund» are known."""
    header = [*HEADER, "Statistischer Bezirk"]
    prepared = check(database, list_of({"Stadtbezirk": "DO-Eving", "Statistischer Bezirk": "120"}, header=header))
    assert codes(prepared) == set()
    wrong = check(database, list_of({"Statistischer Bezirk": "0"}, header=header))
    assert codes(wrong) == {"district_contradicts"}


def test_names_of_persons_are_nowhere(database: Database) -> None:
    """Personal data kept in the register or repeated in a finding."""
    prepared = check(
        database, list_of({"Eigentümer": "Erika Mustermann", "Telefon": "0231 123", "Bemerkung": "ruft zurück"})
    )
    (unit,) = units(prepared)
    assert unit["owner_company"] is None and unit["note"] is None
    assert {"owner_is_person", "column_personal", "column_internal_text"} == codes(prepared)
    assert not any("Erika" in str(f) or "0231" in str(f) or "zurück" in str(f) for f in prepared.findings)
    kept = check(database, list_of({"Eigentümer": "Muster Wohnungsbaugesellschaft mbH"}))
    assert units(kept)[0]["owner_company"] == "Muster Wohnungsbaugesellschaft mbH"


def test_duplicates_are_counted_apart(database: Database) -> None:
    """The same shop twice in the rate; the account of rows that does not close."""
    again = {"Nr.": "1", "Name": "Laden 1"}
    prepared = check(
        database,
        list_of({}, again, {"Nr.": "1", "Name": "Anderer"}, {"Nr.": "", "Name": "Ohne"}, {"Nr.": "", "Name": "ohne", "Fläche (m²)": "9"},
                {"Status": "kaputt"}),
    )  # fmt: skip
    assert codes(prepared, 3) == {"row_repeated"}
    assert codes(prepared, 4) == {"number_repeated"}
    assert codes(prepared, 6) == {"unit_repeated"}
    counts = (prepared.rows_read, prepared.rows_loaded, prepared.rows_rejected, prepared.rows_duplicate)
    assert counts == (6, 2, 1, 3) and counts[0] == sum(counts[1:])


def test_shops_without_name_at_one_address_stay_two(database: Database) -> None:
    """Two unnamed units of a house taken for one."""
    text = list_of({"Nr.": "", "Name": "", "Geschoss": "EG"}, {"Nr.": "", "Name": "", "Geschoss": "1. OG"})
    assert len(units(check(database, text))) == 2


def test_empty_rows_are_not_counted(database: Database) -> None:
    """Empty lines of a spreadsheet reported as rejected."""
    prepared = check(database, list_of({}) + ";;;;\r\n\r\n" + "-;;;\r\n")
    assert prepared.rows_read == 1 and prepared.checked.rows_empty == 3


def test_columns_unknown_missing_repeated(database: Database) -> None:
    """Data left out without a word because a header was written in another way."""
    prepared = check(database, list_of({"Farbe": "rot", "Adresse": "Andere"}))
    by_code = {finding.code: finding for finding in prepared.findings}
    assert by_code["columns_unknown"].value == "Farbe"
    assert by_code["column_repeated"].column == "Adresse"
    assert units(prepared)[0]["address"] == "Evinger Straße 210"
    assert "Verkaufsfläche" in prepared.checked.missing and "Koordinaten" not in prepared.checked.missing


def test_a_list_without_positions_says_so(database: Database) -> None:
    """An empty map after an import that looked fine."""
    prepared = check(database, "Straße;Status;Stadtbezirk\r\nWeg 1;vermietet;Eving\r\n")
    assert "columns_no_position" in codes(prepared) and prepared.rows_loaded == 1


def test_positions_in_one_column(database: Database) -> None:
    """Copied from a map service into one cell."""
    (unit,) = units(check(database, "Straße;Status;Koordinaten\r\nWeg 1;vermietet;51.5560, 7.4790\r\n"))
    assert (unit["lon"], unit["lat"]) == (7.479, 51.556)


def test_files_without_a_list(database: Database) -> None:
    """A header that is not found, or nothing below it."""
    with pytest.raises(ColumnsMissing) as error:
        check(database, "Name;Nr.\r\nLaden;1\r\n")
    assert error.value.values["columns"] == "Straße, Status"
    with pytest.raises(ColumnsMissing):
        check(database, "Dies ist ein Brief.\r\nMit zwei Zeilen.\r\n")
    with pytest.raises(FileUnreadable, match="headers_only"):
        check(database, list_of())


def test_mixed_delimiters(database: Database) -> None:
    """A row with another delimiter must not be loaded as one long address."""
    prepared = check(database, list_of({}) + ",".join(GOOD.values()) + "\r\n")
    assert codes(prepared, 3) == {"row_not_split"} and prepared.rows_loaded == 1


def test_formulas_and_markup_are_text(database: Database) -> None:
    """A cell that runs in the browser or in the next spreadsheet."""
    names = ["=1+1", "@SUM(A1)", "<script>alert(1)</script>"]
    prepared = check(database, list_of(*[{"Name": name} for name in names]))
    assert [unit["name"] for unit in units(prepared)] == names


@pytest.mark.parametrize("option", [{"list_date": "2099-01-01"}, {"list_date": "gestern"}, {"level": "stat"}])
def test_wrong_options(database: Database, option: dict[str, str]) -> None:
    """A date in the future, or an option of another source, is a wrong call."""
    with pytest.raises(SettingInvalid):
        check(database, list_of({}), **option)


def test_dates_are_held_against_the_day_of_the_list(database: Database) -> None:
    """A vacancy that begins after the list that reports it."""
    prepared = check(database, list_of({"Leerstand seit": "1.9.2026"}), list_date="2026-08-01")
    assert codes(prepared) == {"date_in_future"} and prepared.is_refused


def test_the_manual_names_every_column_and_state() -> None:
    """A manual that describes another list than the program reads."""
    manual = (PROJECT_DIR / "docs" / "how-to" / "vacancy-list.md").read_text(encoding="utf-8")
    for column in source("leerstand").columns.values():
        assert f"| {column.header} | {'ja' if column.is_required else '–'} | {column.meaning['de']} |" in manual
    for words in source("leerstand").definition["columns"]["state"]["words"].values():
        assert ", ".join(words) in manual


def test_the_template_can_be_loaded(database: Database) -> None:
    """An example that the program itself refuses."""
    prepared = check(database, template_csv(source("leerstand")))
    assert (prepared.rows_loaded, prepared.rows_rejected) == (1, 0)
    assert {finding.code for finding in prepared.findings} == set()
