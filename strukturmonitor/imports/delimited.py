"""Delimited text of any size, delimiter and encoding as columns of text; read block by block."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from charset_normalizer import from_bytes

from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import TEXTS, InputFile, RawTable
from strukturmonitor.imports.sources import Source, plain_header

_DELIMITERS = ";,\t|"
_DELIMITER_NAMES = {";": "„;“", ",": "„,“", "\t": "Tab", "|": "„|“"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"SQLite format 3")
_ONE_BYTE = ["cp1252", "cp850", "mac_roman"]
_USUAL = frozenset(map(chr, range(128))) | frozenset("äöüÄÖÜßéèáàâçñôêëïøåæ–—„“”‚‘’»«€²³°§·µ×\u00a0")
_BLOCK = 8 << 20
_SAMPLE = 1 << 18
_MOST_BROKEN = 10_000


def read_delimited(source: Source, file: InputFile, progress: Progress) -> RawTable:
    """Raises FileUnreadable, ImportCancelled."""
    encoding = _encoding(file)
    lines = _first_lines(file, encoding)
    if not any(line.strip() for line in lines):
        raise FileUnreadable(file=file.name, reason="empty")
    delimiter, header_row = _layout(source, lines)
    headers = [" ".join(cell.split()) for cell in next(csv.reader([lines[header_row]], delimiter=delimiter))]
    if len(headers) > source.max_columns:
        raise FileUnreadable(file=file.name, reason="too_many_columns", limit=source.max_columns)
    broken: list[tuple[int, str]] = []
    batches, numbers, offset = [], [], header_row + 2
    size = max(file.path.stat().st_size, 1)
    try:
        with file.path.open("rb") as raw, _Text(raw, encoding) as stream:
            for batch in _batches(stream, headers, delimiter, header_row, lines, broken):
                batches.append(batch)
                offset += batch.num_rows
                if offset > source.max_rows + header_row + 2:
                    raise FileUnreadable(file=file.name, reason="too_many_rows", limit=source.max_rows)
                progress.advance(raw.tell() / size, offset)
    except UnicodeDecodeError as error:
        raise FileUnreadable(file=file.name, reason="binary") from error
    except pa.ArrowInvalid as error:
        raise FileUnreadable(file=file.name, reason="quotes", row=_row_of(error)) from error
    schema = pa.schema([(f"c{i}", TEXTS) for i in range(len(headers))])
    table = pa.Table.from_batches(batches, schema).unify_dictionaries().combine_chunks()
    columns = [_one(column) for column in table.columns]
    numbers = _row_numbers(table.num_rows, header_row + 2, [row for row, _ in broken])
    columns, numbers, broken = _with_short_rows(columns, numbers, broken, delimiter)
    form = f"CSV, {_NAMES.get(encoding, encoding)}, {_DELIMITER_NAMES[delimiter]}"
    return _without_empty(RawTable(file.name, None, form, header_row + 1, headers, columns, numbers, broken))


_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "cp850": "DOS (CP850)", "mac_roman": "Mac Roman"}  # fmt: skip


def _encoding(file: InputFile) -> str:
    """By mark, as UTF-8 where the whole file is, else the likeliest one-byte encoding. Raises FileUnreadable."""
    with file.path.open("rb") as stream:
        start = stream.read(_SAMPLE)
        if not start.strip():
            raise FileUnreadable(file=file.name, reason="empty")
        if start.startswith(_NO_TEXT):
            raise FileUnreadable(file=file.name, reason="spreadsheet_as_csv")
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        if b"\x00" in start:
            found = from_bytes(start, cp_isolation=["utf_16_le", "utf_16_be"]).best()
            zeros = start[0::2].count(0), start[1::2].count(0)
            if found is None or max(zeros) < len(start) / 8 or min(zeros) > len(start) / 50:
                raise FileUnreadable(file=file.name, reason="binary")
            return "utf_16_be" if zeros[0] > zeros[1] else "utf_16_le"
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        foreign = b""
        try:
            for block in iter(lambda: stream.read(_BLOCK), b""):
                if b"\x00" in block:
                    raise FileUnreadable(file=file.name, reason="binary")
                foreign = block
                decoder.decode(block)
            decoder.decode(b"", final=True)
            return "utf-8"
        except UnicodeDecodeError:
            return _one_byte(_around_foreign(foreign))


def _one_byte(words: bytes) -> str:
    """The encoding in which the foreign letters are German ones; where none fits, what statistics of letters say."""
    for encoding in _ONE_BYTE:
        if not set(words.decode(encoding, "replace")) - _USUAL:
            return encoding
    found = from_bytes(words, cp_isolation=_ONE_BYTE, threshold=1.0).best()
    return found.encoding if found else _ONE_BYTE[0]


def _around_foreign(block: bytes) -> bytes:
    """The words with letters beyond ASCII; the rest says nothing about the encoding."""
    return b" ".join(itertools.islice((m[0] for m in re.finditer(rb"[^\s;,\t|\"]*[\x80-\xff][^\s;,\t|\"]*", block)), 2000))


def _first_lines(file: InputFile, encoding: str) -> list[str]:
    with file.path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample).splitlines()


def _layout(source: Source, lines: list[str]) -> tuple[str, int]:
    """Delimiter and index of the header line: where most known headers stand; at a tie the most frequent delimiter
    in the first filled line."""
    wide = re.compile(source.definition["wide"]["header"]) if "wide" in source.definition else None

    def known(cell: str) -> bool:
        return plain_header(cell) in source.headers or bool(wide and wide.match(" ".join(cell.split())))

    best = (-1, -1, ";", 0)
    for delimiter in _DELIMITERS:
        for index, line in enumerate(lines[: source.definition["file"].get("header_within_rows", 1)]):
            if line.strip():
                cells = line.split(delimiter)
                found = (sum(known(cell.strip('" ')) for cell in cells), len(cells))
                if found > best[:2]:
                    best = (*found, delimiter, index)
    return best[2], best[3]


class _Text(io.RawIOBase):
    """The file as UTF-8, whatever it was, for a reader that takes bytes."""

    def __init__(self, raw: io.BufferedReader, encoding: str) -> None:
        self._raw = raw
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("strict")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._decoder is None:
            return self._raw.read(size)
        while not self._rest:
            block = self._raw.read(_BLOCK)
            self._rest = self._decoder.decode(block, final=not block).encode("utf-8")
            if not block:
                break
        cut = len(self._rest) if size < 0 else size
        part, self._rest = self._rest[:cut], self._rest[cut:]
        return part


def _batches(
    stream: io.RawIOBase,
    headers: list[str],
    delimiter: str,
    header_row: int,
    lines: list[str],
    broken: list[tuple[int, str]],
) -> Iterator[pa.RecordBatch]:
    names = [f"c{index}" for index in range(len(headers))]

    def note(row: pacsv.InvalidRow) -> str:
        if len(broken) < _MOST_BROKEN:
            broken.append((int(row.number or 0), row.text))
            return "skip"
        return "error"

    yield from pacsv.open_csv(
        stream,
        read_options=pacsv.ReadOptions(block_size=_BLOCK, column_names=names, skip_rows=header_row + 1),
        parse_options=pacsv.ParseOptions(
            delimiter=delimiter,
            invalid_row_handler=note,
            ignore_empty_lines=False,
            newlines_in_values=any('"' in line for line in lines),
        ),
        convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(names, TEXTS), strings_can_be_null=False),
    )


def _one(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return column.chunk(0) if column.num_chunks else pa.array([], TEXTS)


def _row_numbers(count: int, first: int, skipped: list[int]) -> np.ndarray:
    """Numbers of the rows that were read: all from the first on, without those that were skipped."""
    every = np.arange(first, first + count + len(skipped), dtype=np.int32)
    return every[~np.isin(every, skipped)][:count] if skipped else every


def _with_short_rows(
    columns: list[pa.DictionaryArray], numbers: np.ndarray, broken: list[tuple[int, str]], delimiter: str
) -> tuple[list[pa.DictionaryArray], np.ndarray, list[tuple[int, str]]]:
    """Rows that only lack cells at their end (or have empty ones too many) are rows all the same."""
    width, kept, rows = len(columns), [], []
    for number, text in broken:
        cells = next(csv.reader([text], delimiter=delimiter), [])
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width or (len(cells) == 1 and width > 2 and cells[0].strip()):
            kept.append((number, text))
        else:
            rows.append((number, cells + [""] * (width - len(cells))))
    if rows:
        columns = [
            pa.concat_arrays([column.cast(pa.string()), pa.array([cells[i] for _, cells in rows], pa.string())])
            .dictionary_encode()
            .cast(TEXTS)
            for i, column in enumerate(columns)
        ]
        numbers = np.concatenate([numbers, np.array([number for number, _ in rows], dtype=np.int32)])
    return columns, numbers, kept


def _without_empty(table: RawTable) -> RawTable:
    """Without rows in which every cell is empty."""
    filled = np.zeros(table.row_count, dtype=bool)
    for column in table.columns:
        blank = np.array([not text.strip() for text in column.dictionary.to_pylist()] or [True])
        filled |= ~blank[column.indices.to_numpy(zero_copy_only=False)]
        if filled.all():
            return table
    rows = np.flatnonzero(filled)
    columns = [column.take(pa.array(rows)) for column in table.columns]
    return RawTable(
        table.file, table.sheet, table.form, table.header_row, table.headers, columns, table.row_numbers[rows], table.broken
    )  # fmt: skip


def _row_of(error: pa.ArrowInvalid) -> str:
    found = re.search(r"[Rr]ow #?(\d+)", str(error))
    return found[1] if found else "–"

