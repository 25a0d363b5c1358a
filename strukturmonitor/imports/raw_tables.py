"""A file as columns of text, each distinct text once: the form in which millions of rows are cleaned quickly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from strukturmonitor.imports.reading import Cell, as_text

TEXTS = pa.dictionary(pa.int32(), pa.string())
BrokenRow = tuple[int, str, str]  # its number, the code of the finding, its text
_LIKE_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")


@dataclass(frozen=True)
class InputFile:
    """A file of this machine and the name the person knows it by."""

    name: str
    path: Path


@dataclass(frozen=True)
class RawTable:
    """Rows below the header of one file or sheet. `columns`: one dictionary array of text per header; `row_numbers`:
    as a spreadsheet numbers them; `broken`: rows that do not fit the header."""

    file: str
    sheet: str | None
    form: str
    header_row: int
    headers: list[str]
    columns: list[pa.DictionaryArray]
    row_numbers: np.ndarray
    broken: list[BrokenRow]

    @property
    def row_count(self) -> int:
        return len(self.row_numbers)


def texts_of(values: Sequence[str | None]) -> pa.DictionaryArray:
    """Each distinct text once."""
    return pa.array(values, pa.string()).dictionary_encode().cast(TEXTS)


def cell_text(cell: Cell) -> str:
    """A typed cell as text that is read back as the same value: 1.234 as a number is not one thousand."""
    if isinstance(cell, float) and not cell.is_integer():
        text = repr(cell) if abs(cell) < 1e15 else f"{cell:f}"
        text = text if "e" not in text else f"{cell:.12f}".rstrip("0")
        return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text
    return as_text(cell)


def taken(column: pa.DictionaryArray, rows: np.ndarray) -> pa.DictionaryArray:
    """The rows with these indices; texts that no row has any more go."""
    part = pa.DictionaryArray.from_arrays(column.indices.take(pa.array(rows)), column.dictionary)
    return part.cast(pa.string()).dictionary_encode().cast(TEXTS) if len(part) * 4 < len(column) else part
