"""Workbooks as they come: old and open formats, merged headers, hidden sheets, formulas, errors, and what is none."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter
from helpers import HEADER, check, codes
from workbook_samples import ODD_MAPPING, odd_list, ods, xls, xlsx

from strukturmonitor.database import Database
from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.mappings import as_option
from strukturmonitor.imports.reading import read_table
from strukturmonitor.imports.sources import source
from strukturmonitor.texts import speak

SOURCE = source("leerstand")
ROW = [1.0, "Laden", "Weg", 5.0, 44339.0, "Eving", "leer", datetime.date(2021, 3, 1), 85.5, 7.479, 51.556]


def reason(name: str, content: bytes) -> str:
    with pytest.raises(FileUnreadable) as error:
        read_table(SOURCE, name, content)
    for language in ("de", "en"):
        assert "imports." not in explain_error(speak(language), error.value)
    return str(error.value.values["reason"])


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_every_format_is_read_alike(database: Database, ending: str) -> None:
    """A date or a number that only one format brings over."""
    content = {"xlsx": xlsx, "xls": xls, "ods": ods}[ending]([HEADER, ROW])
    prepared = check(database, content, name=f"liste.{ending}")
    (unit,) = prepared.checked.units.to_dict("records")
    assert (unit["own_id"], unit["address"], unit["postcode"], unit["area_m2"]) == ("1", "Weg 5", "44339", 85.5)
    assert (unit["vacant_since"].date(), unit["lon"], unit["lat"]) == (datetime.date(2021, 3, 1), 7.479, 51.556)
    assert codes(prepared) == ({"errors_hidden"} if ending == "xls" else set())


@pytest.mark.parametrize("ending", ["csv", "xlsx", "xls", "ods"])
def test_odd_headers_with_a_mapping(database: Database, ending: str) -> None:
    """A list that cannot be loaded because its columns are called otherwise."""
    prepared = check(database, odd_list(ending), name=f"liste.{ending}", mapping=as_option(ODD_MAPPING))
    first, second = prepared.checked.units.to_dict("records")
    assert (first["own_id"], first["name"], first["address"]) == ("A-1", "Kiosk Müller", "Evinger Straße 210")
    assert (first["state"], second["state"]) == ("verified", "occupied")
    assert (first["area_m2"], first["lon"]) == (85.5, 7.479)


def _book(fill: object) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        fill(book)
    return content.getvalue()


def test_merged_headers_and_cells(database: Database) -> None:
    """A merged header hides half of the columns, a merged street belongs to one shop only."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Liste")
        sheet.merge_range(0, 0, 0, 3, "Leerstandskataster")
        sheet.merge_range(1, 0, 2, 0, "Straße")
        sheet.merge_range(1, 1, 2, 1, "Status")
        sheet.merge_range(1, 2, 1, 3, "Koordinate (WGS)")
        sheet.write_row(2, 2, ["Längengrad", "Breitengrad"])
        sheet.merge_range(3, 0, 4, 0, "Evinger Straße 210")
        sheet.write_row(3, 1, ["leer", 7.479, 51.556])
        sheet.write_row(4, 1, ["belegt", 7.479, 51.556])

    prepared = check(database, _book(fill), name="liste.xlsx")
    units = prepared.checked.units
    assert units["address"].tolist() == ["Evinger Straße 210"] * 2
    assert units["row_number"].tolist() == [4, 5]
    assert "cells_merged" in codes(prepared)


def test_hidden_sheets_formulas_and_errors(database: Database) -> None:
    """A hidden sheet read instead of the list; an error value that becomes an empty cell in silence."""

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Versteckt").hide()
        sheet = book.add_worksheet("Liste")
        sheet.activate()
        sheet.set_first_sheet()
        sheet.write_row(0, 0, ["Nr.", "Straße", "Status", "Fläche", "Leerstand seit"])
        sheet.write_row(1, 0, ["1", "Weg 1", "leer"])
        sheet.write_formula(1, 3, "=40+2", None, 42)
        sheet.write(1, 4, 44256)
        sheet.write_row(2, 0, ["2", "Weg 2", "leer"])
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        sheet.write_string(2, 4, "=HEUTE()")

    prepared = check(database, _book(fill), name="liste.xlsx")
    assert prepared.checked.form == "Liste"
    assert codes(prepared, 3) == {"cell_error", "date_unreadable"}
    (unit,) = prepared.checked.units.to_dict("records")
    assert (unit["area_m2"], unit["vacant_since"].date()) == (42.0, datetime.date(2021, 3, 1))


def test_contents_that_are_not_what_the_ending_says() -> None:
    """A renamed file that ends in a stack trace or in nonsense."""
    rows = [HEADER, ROW]
    assert reason("liste.xlsx", xls(rows)) == "is_xls"
    assert reason("liste.xls", xlsx(rows)) == "is_xlsx"
    assert reason("liste.xlsx", ods(rows)) == "is_ods"
    assert reason("liste.xls", b"<html><body><table></table></body></html>") == "is_html"
    assert reason("liste.xls", b"Nr.;Name\r\n1;x") == "not_workbook"
    assert reason("liste.ods", ods(rows)[:300]) == "not_workbook"
    assert reason("liste.csv", ods(rows)) == "spreadsheet_as_csv"


def test_a_password_is_said() -> None:
    """«Damaged» for a file that only wants its password: an encrypted XLSX is an OLE file with such a stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    assert reason("liste.xlsx", head + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500) == "password"
    assert reason("liste.xls", head + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500) == "password"
    assert reason("liste.xls", head) == "not_workbook"


def _with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is written by hand."""
    content = io.BytesIO(xlsx([["Nr."]]))
    changed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, xml if entry == "xl/worksheets/sheet1.xml" else old.read(entry))
    return changed.getvalue()


_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "too_many_rows"),
        ('<row r = "9000000"><c r = "A9000000"><v>1</v></c></row>', "too_many_rows"),
        ("<row>" + "<c><v>1</v></c>" * 300 + "</row>", "too_many_columns"),
    ],
)
def test_two_cells_far_apart_do_not_fill_the_memory(cells: str, said: str) -> None:
    """The reader keeps a rectangle up to the farthest cell: two cells in opposite corners would end the server."""
    assert reason("liste.xlsx", _with_sheet(_SHEET.format(cells))) == said


def test_formats_of_empty_cells_do_not_count() -> None:
    """A list refused because somebody coloured a whole column."""
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" s="1"><c r="A1048576" s="1"/></row>'
    )
    assert read_table(SOURCE, "liste.xlsx", _with_sheet(_SHEET.format(cells))).rows == [(1, [1.0])]


def test_repeated_cells_of_an_open_document() -> None:
    """A few bytes of ODS can stand for a million cells."""
    content, changed = io.BytesIO(ods([["Nr."], ["1"]])), io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "content.xml":
                data = data.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="900000">')
            new.writestr(entry, data)
    assert reason("liste.ods", changed.getvalue()) == "too_many_rows"
