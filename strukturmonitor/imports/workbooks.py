"""Workbooks (XLSX, XLS, ODS) as rows of cells with their types. What a hostile one would cost is known before it is
opened: the reader keeps a rectangle in memory that reaches to the farthest cell."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import defusedxml.ElementTree as ElementTree
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from strukturmonitor.errors import FileUnreadable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<table|<\?xml[^>]*\?>\s*<html)", re.IGNORECASE)
# Names of the streams inside an OLE file, as its directory writes them.
_ENCRYPTED, _BOOKS = (
    "EncryptedPackage".encode("utf-16-le"),
    ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")),
)
_ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 1 << 22
_OVERLAP = 4096  # a cell that lies across two chunks is seen whole in one of them
_FAR_ROW, _FAR_COLUMN = re.compile(rb'<row r="(\d{6,})"'), re.compile(rb' r="([A-Z]{2,3})\d')
# A spreadsheet also writes empty cells with a format, far below and beside the table: they end in "/>" and do not count.
_FILLED_CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>/]*>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>]*>(?:<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>)?)?<(?:\w+:)?v>([^<]+)<"
)
_UNUSUAL = re.compile(rb"<c(?![ho])(?! r=\"[A-Z]+\d+\")|<row(?! r=\")")  # not <cols>, <color…
_BEYOND_Z = re.compile(rb"<c(?! r=\"[A-Z]\d)(?![ho])|<row(?! r=\")")
_PLACED = re.compile(rb"\sr\s*=")
_ROW_TAG, _CELL_TAG = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?c[\s/>]")
_ODS_TAG = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>|</table:(table-row|table)>"
)
_ODS_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d+)\"")
_ODS_NAME = re.compile(rb"table:name=\"([^\"]*)\"")
_ODS_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)")


@dataclass(frozen=True)
class Limits:
    """The most rows and columns with content, and the most megabytes an archive may unpack to."""

    rows: int
    columns: int
    unpacked_mb: float


@dataclass
class Extent:
    """How far the content of a sheet reaches (in rows and columns) and where its error values stand
    ((row, column) from 0 → as written): the reader gives them as empty cells. `unplaced_rows`: without a number."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unplaced_rows: int = 0


@dataclass(frozen=True)
class Sheet:
    """`rows`: number in the spreadsheet and cells, without empty rows. `merged`: how many cells got the value of
    the merged cell above them."""

    name: str
    visible: tuple[str, ...]
    rows: list[tuple[int, list]]
    merged: int


def kind_of(content: bytes) -> str:
    """What the first bytes (for archives: the members) say: xlsx, ods, xls, encrypted, html, zip, text."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return "encrypted"
        return "xls" if any(name in content for name in _BOOKS) else "ole"
    if content.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = set(archive.namelist())
                if "mimetype" in names and archive.read("mimetype")[:100].strip() == _ODS_MIME:
                    return "ods"
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
            return "damaged"
        return "xlsx" if "[Content_Types].xml" in names else "zip"
    return "html" if _HTML.match(content[:1000]) else "text"


def read_sheet(file_name: str, content: bytes, ending: str, limits: Limits, sheet: str | None) -> Sheet:
    """One sheet; the first visible one where none is named. Raises FileUnreadable."""
    found = kind_of(content)
    if found == "encrypted":
        raise FileUnreadable(file=file_name, reason="password")
    if found != ending:
        if found in ("xlsx", "xls", "ods", "html"):
            raise FileUnreadable(file=file_name, reason=f"is_{found}", ending=ending)
        raise FileUnreadable(file=file_name, reason="not_workbook", ending=ending.upper())
    try:
        if found != "xls":
            _require_small_archive(file_name, content, limits)
        return _read(file_name, content, found, limits, sheet)
    except FileUnreadable:
        raise
    except PasswordError as error:
        raise FileUnreadable(file=file_name, reason="password") from error
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a damaged workbook fails in many ways, also with the reader's own panic
        raise FileUnreadable(file=file_name, reason="not_workbook", ending=ending.upper()) from error


def _read(file_name: str, content: bytes, found: str, limits: Limits, sheet: str | None) -> Sheet:
    with load_workbook(io.BytesIO(content)) as book:
        sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        visible = tuple(s.name for s in sheets if s.visible == SheetVisibleEnum.Visible)
        if not visible:
            raise FileUnreadable(file=file_name, reason="no_sheet")
        if sheet is not None and sheet not in [s.name for s in sheets]:
            raise FileUnreadable(file=file_name, reason="sheet_unknown", sheet=sheet, sheets=", ".join(visible))
        name = sheet or visible[0]
        extent = {"xlsx": _xlsx_extent, "ods": _ods_extent}.get(found, lambda *_: Extent())(content, name, limits)
        if extent.rows > limits.rows:
            raise FileUnreadable(file=file_name, reason="too_many_rows", limit=limits.rows)
        if extent.columns > limits.columns:
            raise FileUnreadable(file=file_name, reason="too_many_columns", limit=limits.columns)
        rows, merged = _rows(book, name, extent)
    filled = [(number, cells) for number, cells in enumerate(rows, start=1) if cells.count("") < len(cells)]
    if len(filled) > limits.rows:
        raise FileUnreadable(file=file_name, reason="too_many_rows", limit=limits.rows)
    if filled and _width(filled) > limits.columns:
        raise FileUnreadable(file=file_name, reason="too_many_columns", limit=limits.columns)
    return Sheet(name, visible, filled, merged)


def _rows(book: CalamineWorkbook, name: str, extent: Extent) -> tuple[list[list], int]:
    """Rows from the first one, error values as text, and every cell of a merged column with its value."""
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), text in extent.errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
            rows[row][column] = text
    merged = 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
            continue
        for below in rows[top + 1 : bottom + 1]:
            if below[left] == "":
                below[left] = rows[top][left]
                merged += 1
    return rows, merged


def _width(rows: list[tuple[int, list]]) -> int:
    """The farthest column with content; all rows are equally long."""
    longest = len(rows[0][1])
    while longest and all(cells[longest - 1] == "" for _, cells in rows):
        longest -= 1
    return longest


def _require_small_archive(file_name: str, content: bytes, limits: Limits) -> None:
    """An archive of a few kilobytes can unpack to gigabytes. Sizes that are a lie are refused by the reader itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > limits.unpacked_mb * 1e6:
        raise FileUnreadable(file=file_name, reason="unpacks_too_large", limit=limits.unpacked_mb)


# --- XLSX --------------------------------------------------------------------------------------------------------


def _xlsx_extent(content: bytes, name: str, limits: Limits) -> Extent:
    """Roughly; only where that is too far, cell by cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = _xlsx_member(archive, name)
        extent = _scan(archive, member, is_rough=True)
        if extent.rows > limits.rows or extent.columns > limits.columns:
            extent = _scan(archive, member, is_rough=False)
    return extent


def _scan(archive: zipfile.ZipFile, member: str, *, is_rough: bool) -> Extent:
    extent = Extent()
    for chunk in _chunks(archive, member):
        is_narrow = _BEYOND_Z.search(chunk) is None and b'<row r="' in chunk  # one search for the most files
        is_unplaced = not is_narrow and (_UNUSUAL.search(chunk) is not None or b'<row r="' not in chunk)
        if is_rough and not is_unplaced:
            extent.rows = max(extent.rows, max(map(int, _FAR_ROW.findall(chunk)), default=0))
            if not is_narrow:
                extent.columns = max(
                    extent.columns, max(map(_column_number, set(_FAR_COLUMN.findall(chunk))), default=0)
                )
        else:
            for columns, row in _FILLED_CELL.findall(chunk):
                extent.columns = max(extent.columns, _column_number(columns))
                extent.rows = max(extent.rows, int(row))
            if is_unplaced:
                _count_unplaced(chunk, extent)
        if b't="e"' in chunk:
            for columns, row, text in _ERROR_CELL.findall(chunk):
                if text.startswith(b"#"):
                    place = int(row) - 1, _column_number(columns) - 1
                    extent.errors[place] = text.decode("utf-8", errors="replace")
    return extent


def _count_unplaced(chunk: bytes, extent: Extent) -> None:
    """Rows and cells may leave their place out; then they stand one after the other."""
    rows = _ROW_TAG.split(chunk)
    extent.unplaced_rows += len(rows) - 1
    extent.rows = max(extent.rows, extent.unplaced_rows)
    for row in rows:
        if len(_PLACED.findall(row)) < len(_CELL_TAG.findall(row)):
            extent.columns = max(extent.columns, len(_CELL_TAG.findall(row)))


def _xlsx_member(archive: zipfile.ZipFile, name: str) -> str:
    """The member of the archive that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for entry in book.iter():
        if entry.tag.rpartition("}")[2] == "sheet" and entry.get("name") == name:
            link = next(value for key, value in entry.attrib.items() if key.rpartition("}")[2] == "id")
            target = targets[link]
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(name)


def _chunks(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The member in parts that end with a whole tag."""
    seen = rest = b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            text = seen + rest + chunk
            end = text.rfind(b">") + 1 or len(text)
            seen, rest = text[max(0, end - _OVERLAP) : end], text[end:]
            yield text[:end]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


# --- ODS ---------------------------------------------------------------------------------------------------------


def _ods_extent(content: bytes, name: str, _: Limits) -> Extent:
    """Repeated rows and cells are written once: a few bytes can stand for a million of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("content.xml")
    extent = Extent()
    is_here, row, repeated, column, width = False, 0, 1, 0, 0
    for tag in _ODS_TAG.finditer(text):
        opened, attributes, closed = tag[1], tag[2] or b"", tag[3]
        if opened == b"table":
            found = _ODS_NAME.search(attributes)
            is_here, row = found is not None and found[1].decode("utf-8", errors="replace") == name, 0
        elif not is_here:
            continue
        elif opened == b"table-row":
            repeated, column, width = _repeated(attributes), 0, 0
        elif closed == b"table-row" or closed == b"table":
            row += repeated if closed == b"table-row" else 0
            if width:
                extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, width)
            width = 0
        else:
            if b"value-type=" in attributes:
                if b'value-type="error"' in attributes:
                    shown = _ODS_TEXT.search(text, tag.end(), tag.end() + _OVERLAP)
                    extent.errors[row, column] = shown[1].decode("utf-8", errors="replace") if shown else "#N/A"
                column += _repeated(attributes)
                width = column
            else:
                column += _repeated(attributes)
    return extent


def _repeated(attributes: bytes) -> int:
    found = _ODS_REPEATED.search(attributes)
    return int(found[1]) if found else 1
