"""A file as rows of cells, exactly as it stands: no value is changed here. Hostile files are refused before they
can cost memory."""

import contextlib
import csv
import datetime
import gc
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from charset_normalizer import from_bytes

from strukturmonitor.errors import FileTooLarge, FileUnreadable
from strukturmonitor.imports.sources import Source, plain_header
from strukturmonitor.imports.workbooks import Limits, kind_of, read_sheet

Cell = str | float | int | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
_DELIMITERS = ";,\t|"
_WORKBOOKS = ("xlsx", "xls", "ods")
_MOST_UNPACKED_MB = 500
_GERMAN = "äöüÄÖÜß€§²"
_LONGEST_CELL = 32_767  # what a spreadsheet's cell can hold
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Rows:
    """All rows with their number in the spreadsheet, empty ones included. `form` says how the file was read:
    the sheet's name, or encoding and delimiter. `sheets`: the visible ones; `merged`: how many cells have the value of
    the merged cell above them; `hides_errors`: error values cannot be told from empty cells."""

    rows: list[tuple[int, list[Cell]]]
    form: str
    sheets: tuple[str, ...] = ()
    merged: int = 0
    hides_errors: bool = False


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes millions of cells, none of them in a cycle: looking through them again and again for such takes as
    long as reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    """The rows of a CSV, XLSX, XLS or ODS. `sheet`: of a workbook; the first visible one where none is named.
    Raises FileTooLarge, FileUnreadable."""
    require_readable(source, file_name, content)
    ending = extension(file_name)
    if ending not in _WORKBOOKS:
        return _read_text(source, file_name, content)
    file = source.definition["file"]
    limits = Limits(
        source.max_rows + file.get("header_within_rows", 1),
        source.max_columns,
        file.get("max_unpacked_mb", _MOST_UNPACKED_MB),
    )
    found = read_sheet(file_name, content, ending, limits, sheet)
    return Rows(found.rows, found.name, found.visible, found.merged, hides_errors=ending == "xls")


def _refuse(file_name: str, reason: str, **values: object) -> None:
    raise FileUnreadable(file=file_name, reason=reason, **values)


# --- CSV ---------------------------------------------------------------------------------------------------------


def _read_text(source: Source, file_name: str, content: bytes) -> Rows:
    kind = kind_of(content)
    if kind != "text":
        _refuse(file_name, "html_as_csv" if kind == "html" else "spreadsheet_as_csv")
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
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
