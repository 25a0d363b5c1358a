"""Delimited text of any size, delimiter and encoding as columns of text; read block by block."""

import codecs
import collections
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import TEXTS, BrokenRow, InputFile, RawTable
from strukturmonitor.imports.sources import Source, plain_header
from strukturmonitor.imports.text_encoding import NAMES, encoding_of

_DELIMITERS = ";,\t|"
_DELIMITER_NAMES = {";": "„;“", ",": "„,“", "\t": "Tab", "|": "„|“"}
_BLOCK = 8 << 20
_SAMPLE = 1 << 18
_SAMPLE_ROWS = 200
_MOST_BROKEN = 100_000
_MOST_LINES = 20  # of a header that stands in quotation marks
_LONGEST_CELL = 1 << 20
_LONGEST_HEAD = 1 << 17
_LEAST_WIDTH = 4  # of a table in which a cell with a whole row's delimiters is remarkable


csv.field_size_limit(_LONGEST_CELL)


class _Uneven(Exception):
    """Rows do not have as many cells as expected; they have to be read one after the other to be numbered."""


def read_delimited(source: Source, file: InputFile, progress: Progress) -> RawTable:
    """Raises FileUnreadable, ImportCancelled."""
    encoding, has_quotes, line_count = encoding_of(file)
    lines = _first_lines(file, encoding)
    if not any(line.strip() for line in lines):
        raise FileUnreadable(file=file.name, reason="empty")
    delimiter, header_row = _layout(source, lines)
    if not has_quotes and line_count > source.max_rows + header_row + 1:  # known before anything is read
        raise FileUnreadable(file=file.name, reason="too_many_rows", limit=source.max_rows)
    if len(lines[header_row]) > _LONGEST_HEAD:
        raise FileUnreadable(file=file.name, reason="line_too_long", row=header_row + 1)
    headers = [" ".join(cell.split()) for cell in next(csv.reader([lines[header_row]], delimiter=delimiter))]
    width = _width(lines[header_row + 1 :], delimiter, len(headers))
    if max(len(headers), width) > source.max_columns:
        raise FileUnreadable(file=file.name, reason="too_many_columns", limit=source.max_columns)
    needed = [f"c{i}" for i in range(width) if i >= len(headers) or plain_header(headers[i]) not in source.not_taken]
    layout = _Layout(encoding, delimiter, width, header_row + 1, "".join(lines[: header_row + 1]), has_quotes, needed)
    try:
        read = _read(source, file, layout, progress, one_by_one=False)
    except _Uneven:
        read = _read(source, file, layout, progress, one_by_one=True)
    schema = pa.schema([(name, TEXTS) for name in layout.needed])
    table = pa.Table.from_batches(read.batches, schema).unify_dictionaries().combine_chunks()
    nothing = _nothing(table.num_rows)
    columns = [_one(table[f"c{i}"]) if f"c{i}" in layout.needed else nothing for i in range(width)]
    numbers = _row_numbers(table.num_rows, header_row + 2, [row for row, _, _ in read.broken])
    columns, numbers, broken = _with_short_rows(columns, numbers, read, delimiter)
    if has_quotes and width >= _LEAST_WIDTH:
        columns, numbers, broken = _without_swallowed(columns, numbers, broken, delimiter)
    headers += [""] * (width - len(headers))
    columns += [_nothing(len(numbers))] * (len(headers) - width)
    form = f"CSV, {NAMES.get(encoding, encoding)}, {_DELIMITER_NAMES[delimiter]}"
    return _without_empty(RawTable(file.name, None, form, header_row + 1, headers, columns, numbers, broken))


class _Layout(NamedTuple):
    """`width`: cells of a row; `first_row`: rows up to the header; `head`: their text; `needed`: columns whose cells
    are kept (not those that the source never takes)."""

    encoding: str
    delimiter: str
    width: int
    first_row: int
    head: str
    has_quotes: bool
    needed: list[str]


class _Read(NamedTuple):
    """`last_row`: number of the last row where the file ends within it, without a line break."""

    batches: list[pa.RecordBatch]
    broken: list[BrokenRow]
    last_row: int | None


def _read(source: Source, file: InputFile, layout: _Layout, progress: Progress, *, one_by_one: bool) -> _Read:
    """All rows below the header. Raises FileUnreadable, ImportCancelled, _Uneven."""
    batches: list[pa.RecordBatch] = []
    broken: list[BrokenRow] = []
    rows = 0
    size = max(file.path.stat().st_size, 1)
    try:
        with file.path.open("rb") as raw, _Text(raw, layout.encoding, layout.head) as stream:
            for batch in _batches(stream, layout, broken, one_by_one=one_by_one):
                batches.append(batch)
                rows += batch.num_rows
                if rows > source.max_rows:
                    raise FileUnreadable(file=file.name, reason="too_many_rows", limit=source.max_rows)
                progress.advance(raw.tell() / size, rows)
            quotes, ends_with_line = stream.quotes, stream.ends_with_line
    except UnicodeDecodeError as error:
        raise FileUnreadable(file=file.name, reason="binary") from error
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return _Read([], [], None)
        if broken and not one_by_one:
            raise _Uneven from error
        if len(broken) >= _MOST_BROKEN:
            raise FileUnreadable(file=file.name, reason="rows_uneven", row=broken[0][0], count=_MOST_BROKEN) from error
        row = _open_quotes(file, layout)
        reason = "line_too_long" if row is None else "quotes"
        raise FileUnreadable(file=file.name, reason=reason, row=row or layout.first_row + rows + 1) from error
    if quotes % 2 and (row := _open_quotes(file, layout)):
        raise FileUnreadable(file=file.name, reason="quotes", row=row)
    return _Read(batches, broken, None if ends_with_line else layout.first_row + rows + len(broken))


def _first_lines(file: InputFile, encoding: str) -> list[str]:
    """The first rows with their line breaks; one whose quotation marks are open goes on in the next line."""
    with file.path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    lines = [line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) if line]
    rows: list[str] = []
    while lines and len(rows) < _SAMPLE_ROWS:
        taken = 1
        if lines[0].count('"') % 2:
            ends = (n for n in range(2, _MOST_LINES) if "".join(lines[:n]).count('"') % 2 == 0)
            taken = next(ends, 1)
        rows.append("".join(lines[:taken]))
        del lines[:taken]
    return rows


def _width(lines: list[str], delimiter: str, header: int) -> int:
    """How many cells most rows have; as many as the header where that cannot be said."""
    counts = collections.Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells))
    most = max(counts, key=lambda width: (counts[width], width == header), default=header)
    return most if counts[most] > sum(counts.values()) / 2 and most > 1 else header


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
                found = (sum(known(cell.strip('" \r\n')) for cell in cells), len(cells))
                if found > best[:2]:
                    best = (*found, delimiter, index)
    return best[2], best[3]


class _Text(io.RawIOBase):
    """The file as UTF-8, whatever it was, without the rows up to the header, for a reader that takes bytes. `quotes`:
    quotation marks so far; `ends_with_line`: the last byte was a line break."""

    def __init__(self, raw: io.BufferedReader, encoding: str, head: str) -> None:
        self._raw = raw
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("strict")
        self._rest = b""
        self.quotes = 0
        self.ends_with_line = True
        left = len(head.encode("utf-8"))
        if self._decoder is None:
            raw.seek(left)
        while self._decoder is not None and left > 0:
            self._fill()
            left, self._rest = left - len(self._rest), self._rest[left:]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._decoder is None:
            part = self._raw.read(size)
        else:
            while not self._rest and self._fill():
                pass
            cut = len(self._rest) if size < 0 else size
            part, self._rest = self._rest[:cut], self._rest[cut:]
        if part:
            self.quotes += part.count(b'"')
            self.ends_with_line = part[-1:] in (b"\n", b"\r")
        return part

    def _fill(self) -> bool:
        """Whether there was more to read."""
        block = self._raw.read(_BLOCK)
        self._rest = self._decoder.decode(block, final=not block).encode("utf-8")
        return bool(block)


def _batches(stream: _Text, layout: _Layout, broken: list[BrokenRow], *, one_by_one: bool) -> Iterator[pa.RecordBatch]:
    names = [f"c{index}" for index in range(layout.width)]

    def note(row: pacsv.InvalidRow) -> str:
        broken.append((int(row.number or 0) + layout.first_row, "row_not_split", row.text))
        return "skip" if one_by_one and len(broken) < _MOST_BROKEN else "error"

    yield from pacsv.open_csv(
        stream,
        # Several threads do not know the number of a row.
        read_options=pacsv.ReadOptions(block_size=_BLOCK, column_names=names, use_threads=not one_by_one),
        parse_options=pacsv.ParseOptions(
            delimiter=layout.delimiter,
            invalid_row_handler=note,
            ignore_empty_lines=False,
            newlines_in_values=layout.has_quotes,
        ),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, TEXTS), include_columns=layout.needed, strings_can_be_null=False
        ),
    )


def _open_quotes(file: InputFile, layout: _Layout) -> int | None:
    """The row in which quotation marks are opened and not closed; None where all are closed."""
    end = "\x00"  # stands nowhere else in a text; swallowed where marks are open
    row, last = 0, []
    with file.path.open("r", encoding=layout.encoding, newline="", errors="replace") as stream:
        reader = csv.reader(itertools.chain(stream, ["\n", end]), delimiter=layout.delimiter)
        try:
            for cells in reader:
                row, last = row + 1, cells
        except csv.Error:
            return row + 1
    return None if last == [end] else row


def _one(column: pa.ChunkedArray) -> pa.DictionaryArray:
    return column.chunk(0) if column.num_chunks else pa.array([], TEXTS)


def _row_numbers(count: int, first: int, skipped: list[int]) -> np.ndarray:
    """Numbers of the rows that were read: all from the first on, without those that were skipped."""
    every = np.arange(first, first + count + len(skipped), dtype=np.int32)
    return every[~np.isin(every, skipped)][:count] if skipped else every


def _with_short_rows(
    columns: list[pa.DictionaryArray], numbers: np.ndarray, read: _Read, delimiter: str
) -> tuple[list[pa.DictionaryArray], np.ndarray, list[BrokenRow]]:
    """Rows that only lack cells at their end (or have empty ones too many) are rows all the same, unless it is the last
    one and the file ends within it."""
    width, kept, rows = len(columns), [], []
    for number, code, text in read.broken:
        cells = next(csv.reader([text], delimiter=delimiter), [])
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width or (len(cells) == 1 and width > 2 and cells[0].strip()):
            kept.append((number, code, text))
        elif number == read.last_row and len(cells) < width and any(cell.strip() for cell in cells):
            kept.append((number, "row_cut_off", text))
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


def _without_swallowed(
    columns: list[pa.DictionaryArray], numbers: np.ndarray, broken: list[BrokenRow], delimiter: str
) -> tuple[list[pa.DictionaryArray], np.ndarray, list[BrokenRow]]:
    """Without rows in which a cell holds further rows, as where a quotation mark is closed much too late."""
    found: dict[int, str] = {}
    for column in columns:
        texts = column.dictionary.to_pylist()
        many = [i for i, text in enumerate(texts) if "\n" in text and text.count(delimiter) >= len(columns) - 1]
        if many:
            indices = column.indices.to_numpy(zero_copy_only=False)
            found |= {int(row): texts[indices[row]] for row in np.flatnonzero(np.isin(indices, many))}
    if not found:
        return columns, numbers, broken
    kept = pa.array(np.setdiff1d(np.arange(len(numbers)), list(found)))
    rejected = [(int(numbers[row]), "quotes_swallow", text) for row, text in sorted(found.items())]
    return [column.take(kept) for column in columns], numbers[kept.to_numpy()], broken + rejected


def _nothing(count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, dtype=np.int32)), pa.array([""]))


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
