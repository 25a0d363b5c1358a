"""A file as rows of cells, exactly as it stands: no value is changed here. Hostile files are refused before they
can cost memory."""

import csv
import datetime
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import openpyxl
from charset_normalizer import from_bytes

from strukturmonitor.errors import FileTooLarge, FileUnreadable, StrukturmonitorError
from strukturmonitor.imports.sources import Source, plain_header

Cell = str | float | int | bool | datetime.datetime | datetime.date | datetime.time | None
_DELIMITERS = ";,\t|"
_OLE = b"\xd0\xcf\x11\xe0"  # XLS before 2007, and every XLSX with a password
_ZIP = b"PK\x03\x04"
_GERMAN = "äöüÄÖÜß€§²"
_LONGEST_CELL = 32_767  # what a spreadsheet's cell can hold
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Rows:
    """All rows with their number in the spreadsheet, empty ones included. `form` says how the file was read:
    the sheet's name, or encoding and delimiter."""

    rows: list[tuple[int, list[Cell]]]
    form: str
    sheets: tuple[str, ...] = ()


def extension(file_name: str) -> str:
    return PurePath(file_name).suffix.lower().removeprefix(".")


def require_readable(source: Source, file_name: str, content: bytes) -> None:
    """Size, ending and first bytes. Raises FileTooLarge, FileUnreadable."""
    size_mb = len(content) / 1e6
    if size_mb > source.max_mb:
        raise FileTooLarge(file=file_name, size_mb=round(size_mb, 1), limit_mb=source.max_mb)
    if extension(file_name) not in source.extensions:
        _refuse(file_name, "extension", allowed=", ".join(source.extensions))
    if not content.strip():
        _refuse(file_name, "empty")


def read_table(source: Source, file_name: str, content: bytes, *, sheet: str | None = None) -> Rows:
    """The rows of a CSV or XLSX. `sheet`: of a workbook; the first visible one where none is named.
    Raises FileTooLarge, FileUnreadable."""
    require_readable(source, file_name, content)
    if extension(file_name) == "xlsx":
        return _read_workbook(source, file_name, content, sheet)
    return _read_text(source, file_name, content)


def _refuse(file_name: str, reason: str, **values: object) -> None:
    raise FileUnreadable(file=file_name, reason=reason, **values)


# --- CSV ---------------------------------------------------------------------------------------------------------


def _read_text(source: Source, file_name: str, content: bytes) -> Rows:
    if content.startswith((_ZIP, _OLE)):
        _refuse(file_name, "spreadsheet_as_csv")
    text, encoding = _decode(file_name, content)
    delimiter = _delimiter(source, text)
    rows: list[tuple[int, list[Cell]]] = []
    filled = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append((number, list(cells)))
            filled += any(cell.strip() for cell in cells)
            _require_limits(source, file_name, filled, len(cells))
    except csv.Error:
        _refuse(file_name, "quotes", row=len(rows) + 1)
    return Rows(rows, f"CSV, {encoding}, {_DELIMITER_NAMES[delimiter]}")


_DELIMITER_NAMES = {";": "„;“", ",": "„,“", "\t": "Tab", "|": "„|“"}


def _decode(file_name: str, content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by mark, as UTF-8, else the likeliest one-byte encoding."""
    if content.startswith(_UTF16_MARKS):
        return _decoded(file_name, content, "utf-16"), "UTF-16"
    if b"\x00" in content:
        found = from_bytes(content[:200_000], cp_isolation=["utf_16_le", "utf_16_be"]).best()
        halves = content[0::2].count(0), content[1::2].count(0)
        if found is None or max(halves) < len(content) / 8 or min(halves) > len(content) / 50:
            _refuse(file_name, "binary")
        return _decoded(file_name, content, "utf_16_be" if halves[0] > halves[1] else "utf_16_le"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    texts = {name: content.decode(codec, errors="replace") for name, codec in _ONE_BYTE.items()}
    name = max(
        texts, key=lambda name: sum(texts[name].count(letter) for letter in _GERMAN) - texts[name].count("\ufffd")
    )
    return texts[name], name


_ONE_BYTE = {"Windows-1252": "cp1252", "DOS (CP850)": "cp850", "Mac Roman": "mac_roman"}


def _decoded(file_name: str, content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        _refuse(file_name, "binary")
        raise


def _delimiter(source: Source, text: str) -> str:
    """The delimiter by which the first lines show the most known headers; at a tie the most frequent one."""
    lines = text.splitlines()[: source.definition["file"]["header_within_rows"] + 5]

    def score(delimiter: str) -> tuple[int, int]:
        known = (
            sum(plain_header(cell.strip('" ')) in source.headers for cell in line.split(delimiter)) for line in lines
        )
        return max(known, default=0), sum(line.count(delimiter) for line in lines)

    return max(_DELIMITERS, key=score)


def _require_limits(source: Source, file_name: str, filled_rows: int, cells: int) -> None:
    if filled_rows > source.max_rows + source.definition["file"].get("header_within_rows", 1):
        _refuse(file_name, "too_many_rows", limit=source.max_rows)
    if cells > source.max_columns:
        _refuse(file_name, "too_many_columns", limit=source.max_columns)


# --- XLSX --------------------------------------------------------------------------------------------------------


def _read_workbook(source: Source, file_name: str, content: bytes, sheet: str | None) -> Rows:
    if content.startswith(_OLE):
        _refuse(file_name, "password_or_xls")
    if not content.startswith(_ZIP):
        _refuse(file_name, "not_xlsx")
    _require_small_archive(source, file_name, content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # a damaged workbook fails in many ways, all of them mean this
        raise FileUnreadable(file=file_name, reason="not_xlsx") from error
    try:
        visible = tuple(s.title for s in book.worksheets if s.sheet_state == "visible")
        if not visible:
            _refuse(file_name, "no_sheet")
        if sheet is not None and sheet not in book.sheetnames:
            _refuse(file_name, "sheet_unknown", sheet=sheet, sheets=", ".join(visible))
        name = sheet or visible[0]
        return Rows(_sheet_rows(source, file_name, book[name]), name, visible)
    except StrukturmonitorError:
        raise
    except Exception as error:
        raise FileUnreadable(file=file_name, reason="not_xlsx") from error
    finally:
        book.close()


def _sheet_rows(source: Source, file_name: str, sheet: object) -> list[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # what some programs write there is wrong
    rows: list[tuple[int, list[Cell]]] = []
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        values = list(cells)
        while values and values[-1] is None:
            values.pop()
        if values:
            rows.append((number, values))
            filled += 1
            _require_limits(source, file_name, filled, len(values))
    return rows


def _require_small_archive(source: Source, file_name: str, content: bytes) -> None:
    """An archive of a few kilobytes can unpack to gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise FileUnreadable(file=file_name, reason="not_xlsx") from error
    if unpacked > source.definition["file"]["max_unpacked_mb"] * 1e6:
        _refuse(file_name, "unpacks_too_large", limit=source.definition["file"]["max_unpacked_mb"])
    if "[Content_Types].xml" not in names:
        _refuse(file_name, "not_xlsx")


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without «.0», no-break and control characters as blanks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    text = str(cell)[:_LONGEST_CELL]
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
