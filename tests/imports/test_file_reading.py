"""Files as they come: encodings, delimiters, workbooks, and what is no such file."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from helpers import HEADER, workbook

from strukturmonitor.errors import FileTooLarge, FileUnreadable
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.reading import as_text, read_table
from strukturmonitor.imports.sources import source
from strukturmonitor.texts import speak

SOURCE = source("leerstand")
TEXT = "Nr.;Straße;Status\r\n1;Größenweg 5;leer\r\n"


@pytest.mark.parametrize(
    ("codec", "form"),
    [("cp1252", "Windows-1252"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("utf-16-be", "UTF-16"), ("cp850", "DOS (CP850)"), ("mac_roman", "Mac Roman")],
)  # fmt: skip
def test_encodings(codec: str, form: str) -> None:
    """«GrÃ¶ÃŸenweg» in the register, or a refused file because of its encoding."""
    table = read_table(SOURCE, "liste.csv", TEXT.encode(codec))
    assert table.rows[0] == (1, ["Nr.", "Straße", "Status"])
    assert table.rows[1] == (2, ["1", "Größenweg 5", "leer"])
    assert form in table.form


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    """All in one column because the delimiter was taken for granted."""
    text = "Liste; Stand 1.10., Eving\r\n" + TEXT.replace(";", delimiter)
    assert read_table(SOURCE, "liste.csv", text.encode()).rows[1][1] == ["Nr.", "Straße", "Status"]


def test_rows_are_numbered_like_in_a_spreadsheet() -> None:
    """A reason that names the wrong row: empty lines and line breaks inside cells shift the count."""
    text = 'Nr.;Straße;Status\r\n\r\n1;"Weg 1\nHinterhaus";leer\r\n2;Weg 2;leer\r\n'
    table = read_table(SOURCE, "liste.csv", text.encode())
    assert [(number, cells[:1]) for number, cells in table.rows] == [(1, ["Nr."]), (2, []), (3, ["1"]), (4, ["2"])]
    assert as_text(table.rows[2][1][1]) == "Weg 1 Hinterhaus"


def _reason(name: str, content: bytes, **options: str) -> str:
    with pytest.raises(FileUnreadable) as error:
        read_table(SOURCE, name, content, **options)
    for language in ("de", "en"):
        said = explain_error(speak(language), error.value)
        assert "imports." not in said and f": {error.value.values['reason']}." not in said
    return str(error.value.values["reason"])


def test_refused_files_say_why() -> None:
    """Every file that is not a list ends in a sentence, not in a stack trace."""
    xlsx = workbook([HEADER])
    assert _reason("liste.pdf", b"%PDF-1.7") == "extension"
    assert _reason("liste", TEXT.encode()) == "extension"
    assert _reason("liste.csv", b"") == "empty"
    assert _reason("liste.csv", b" \r\n ") == "empty"
    assert _reason("liste.csv", xlsx) == "spreadsheet_as_csv"
    assert _reason("liste.csv", b"a;b\x00\x01\x02;c\r\n" * 50) == "binary"
    assert _reason("liste.csv", b'Nr.;Stra\xdfe\r\n1;"offen\r\n2;Weg') == "quotes"
    assert _reason("liste.csv", (";".join(f"c{i}" for i in range(300)) + "\r\n").encode()) == "too_many_columns"
    assert _reason("liste.csv", b"1;2\r\n" * 100_200) == "too_many_rows"
    assert _reason("liste.csv", b"<html><table><tr><td>1</td></tr></table></html>") == "html_as_csv"
    assert _reason("liste.xlsx", TEXT.encode()) == "not_workbook"
    assert _reason("liste.xlsx", b"PK\x03\x04 nonsense") == "not_workbook"
    assert _reason("liste.xlsx", xlsx[: len(xlsx) // 2]) == "not_workbook"
    assert _reason("liste.xlsx", xlsx, sheet="Fehlt") == "sheet_unknown"


def test_a_zip_of_something_else_is_no_workbook() -> None:
    """A renamed archive must not reach the reader of workbooks."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("brief.txt", "hallo")
    assert _reason("liste.xlsx", content.getvalue()) == "not_workbook"


def test_a_bomb_is_not_unpacked() -> None:
    """A small upload that fills the memory of the server."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    assert len(content.getvalue()) < 1_000_000
    assert _reason("liste.xlsx", content.getvalue()) == "unpacks_too_large"


def test_too_large() -> None:
    """A file beyond the limit is refused before it is read."""
    with pytest.raises(FileTooLarge):
        read_table(SOURCE, "liste.csv", b"x" * 50_000_001)


def test_workbooks() -> None:
    """Dates, numbers and the first visible sheet; the named one where one is named."""
    content = workbook(
        [["Nr.", "Datum"], [1, datetime.datetime.fromisoformat("2021-03-01")], [], [2.5, True]],
        sheets={"Zwei": [["Nr."], [7]]},
    )
    table = read_table(SOURCE, "liste.xlsx", content)
    assert table.rows == [
        (1, ["Nr.", "Datum"]),
        (2, [1, datetime.date(2021, 3, 1)]),
        (4, [2.5, True]),
    ]
    assert (table.form, table.sheets) == ("Liste", ("Liste", "Zwei"))
    assert read_table(SOURCE, "liste.xlsx", content, sheet="Zwei").rows[1] == (2, [7])
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Liste"].sheet_state = "hidden"
    hidden = io.BytesIO()
    book.save(hidden)
    assert read_table(SOURCE, "liste.xlsx", hidden.getvalue()).form == "Zwei"


def test_formulas_are_values() -> None:
    """A formula as text in the register; one that was never calculated is an empty cell."""
    table = read_table(SOURCE, "liste.xlsx", workbook([["Nr.", "Fläche"], ["=1+1", 5]]))
    assert table.rows[1] == (2, ["", 5])


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (5.0, "5"), (5.5, "5.5"), (True, "ja"), (datetime.datetime.fromisoformat("2021-03-01"), "2021-03-01"), (" a\u00a0 b\x07c ", "a b c")],
)  # fmt: skip
def test_cells_as_text(cell: object, text: str) -> None:
    """«44339.0» as a postcode, control characters on a page."""
    assert as_text(cell) == text
