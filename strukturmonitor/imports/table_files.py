"""The files of an import, whatever their format, as tables of text. Archives are unpacked first, within limits."""

import contextlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np

from strukturmonitor.database.disk import telling_full
from strukturmonitor.errors import FileTooLarge, FileUnreadable
from strukturmonitor.imports.delimited import read_delimited
from strukturmonitor.imports.forms import read_form
from strukturmonitor.imports.header_rows import find_header
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile, RawTable, cell_text, texts_of
from strukturmonitor.imports.reading import Rows, as_text, extension, read_table
from strukturmonitor.imports.records import read_records
from strukturmonitor.imports.sources import Source

_WORKBOOKS = ("xlsx", "xls", "ods")
_RECORDS = ("json", "geojson")
_MOST_ENTRIES = 2000
_LOCKED = 0x1  # flag of an entry with a password


def read_tables(source: Source, files: list[InputFile], progress: Progress) -> list[RawTable]:
    """One table per file, sheet or entry of an archive. Raises FileTooLarge, FileUnreadable, ImportCancelled."""
    tables: list[RawTable] = []
    for file in files:
        _require_size_and_ending(source, file)
        if extension(file.name) == "zip":
            with _unpacked(source, file) as entries:
                tables += [table for entry in entries for table in _read(source, entry, progress)]
        else:
            tables += _read(source, file, progress)
    if not any(table.row_count or table.broken for table in tables):
        raise FileUnreadable(file=files[0].name, reason="headers_only")
    return tables


def _read(source: Source, file: InputFile, progress: Progress) -> list[RawTable]:
    kind = extension(file.name)
    if kind in _WORKBOOKS:
        return _read_workbook(source, file)
    if kind in _RECORDS:
        return [read_records(source, file)]
    return [read_delimited(source, file, progress)]


def _require_size_and_ending(source: Source, file: InputFile) -> None:
    try:
        size_mb = file.path.stat().st_size / 1e6
    except OSError as error:
        raise FileUnreadable(file=file.name, reason="missing") from error
    if size_mb > source.max_mb:
        raise FileTooLarge(file=file.name, size_mb=round(size_mb, 1), limit_mb=source.max_mb)
    if extension(file.name) not in source.extensions:
        raise FileUnreadable(file=file.name, reason="extension", allowed=", ".join(source.extensions))
    if size_mb == 0:
        raise FileUnreadable(file=file.name, reason="empty")


@contextlib.contextmanager
def _unpacked(source: Source, file: InputFile) -> Iterator[list[InputFile]]:
    """The entries of an archive that the source can read, in a folder that is gone afterwards."""
    limit = source.definition["file"].get("max_unpacked_mb", 500)
    with tempfile.TemporaryDirectory(prefix="strukturmonitor-") as folder:
        try:
            with zipfile.ZipFile(file.path) as archive:
                entries = [e for e in archive.infolist() if not e.is_dir() and _is_wanted(source, e.filename)]
                if not entries:
                    raise FileUnreadable(
                        file=file.name, reason="archive_without_file", allowed=", ".join(source.extensions)
                    )
                if sum(e.file_size for e in entries) > limit * 1e6 or len(entries) > _MOST_ENTRIES:
                    raise FileUnreadable(file=file.name, reason="unpacks_too_large", limit=limit)
                if any(e.flag_bits & _LOCKED for e in entries):
                    raise FileUnreadable(file=file.name, reason="zip_password")
                unpacked = _unpack_all(archive, entries, Path(folder), limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
            raise FileUnreadable(file=file.name, reason="not_zip") from error
        yield unpacked


def _is_wanted(source: Source, name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not hidden and extension(path.name) in source.extensions and extension(path.name) != "zip"


def _unpack_all(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path, limit_mb: int
) -> list[InputFile]:
    """What entries say of their size is not believed. Raises FileUnreadable, DiskFull."""
    left = int(limit_mb * 1e6)
    unpacked = []
    for number, entry in enumerate(entries):
        target = folder / str(number)
        with telling_full(folder), archive.open(entry) as packed, target.open("wb") as plain:
            while block := packed.read(1 << 20):
                left -= len(block)
                if left < 0:
                    raise FileUnreadable(file=entry.filename, reason="unpacks_too_large", limit=limit_mb)
                plain.write(block)
        unpacked.append(InputFile(PurePosixPath(entry.filename.replace("\\", "/")).name, target))
    return unpacked


def _read_workbook(source: Source, file: InputFile) -> list[RawTable]:
    content = file.path.read_bytes()
    first = read_table(source, file.name, content)
    sheets = [first]
    if source.definition["file"].get("sheets", "first") == "all":
        sheets += [read_table(source, file.name, content, sheet=name) for name in first.sheets[1:]]
    several = len(sheets) > 1
    names = first.sheets if several else [first.form]
    found = [(name, sheet) for name, sheet in zip(names, sheets, strict=False) if sheet.rows]
    if "form" in source.definition:
        forms = [form for name, sheet in found if (form := read_form(source, file.name, name, sheet.rows))]
        if forms:
            return forms
    return [_as_table(source, file.name, name, sheet) for name, sheet in found]


def _as_table(source: Source, file_name: str, sheet_name: str, sheet: Rows) -> RawTable:
    within = source.definition["file"].get("header_within_rows", 10)
    top = [(number, [as_text(cell) for cell in cells]) for number, cells in sheet.rows if number <= within]
    top = top or [(sheet.rows[0][0], [as_text(cell) for cell in sheet.rows[0][1]])]
    header_row, headers = find_header(source, top)
    body = [(number, cells) for number, cells in sheet.rows if number > header_row and any(as_text(c) for c in cells)]
    width = len(headers)
    columns = [texts_of([cell_text(cells[i]) if i < len(cells) else "" for _, cells in body]) for i in range(width)]
    numbers = np.array([number for number, _ in body], dtype=np.int32)
    return RawTable(file_name, sheet_name, sheet.form, header_row, headers, columns, numbers, [])
