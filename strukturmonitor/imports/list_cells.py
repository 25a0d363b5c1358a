"""The rows of a list column by column: each distinct cell of a column is cleaned once, however often it stands there."""

import datetime
from collections.abc import Callable
from functools import cached_property
from itertools import zip_longest

import numpy as np
import pandas as pd

from strukturmonitor.imports.cleaning import Unreadable, clean, clean_number, is_empty, ordinary_text
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.headers import Header
from strukturmonitor.imports.reading import Cell, as_text
from strukturmonitor.imports.sources import Column, Source

_NOT_A_TIME = np.datetime64("NaT", "s")


class Distinct:
    """One column: `values[codes]` are its cells; `is_gap` says for each distinct one whether it is empty. `numbers`:
    the cells themselves where all of them are numbers."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        kinds = set(map(type, cells))
        self.numbers = np.array(cells, dtype=float) if kinds and kinds <= {float, int} else None
        if bool in kinds:  # Python takes True and 1 for the same key
            cells = tuple(as_text(cell) if isinstance(cell, bool) else cell for cell in cells)
        self._cells = cells

    @cached_property
    def _factorized(self) -> tuple[np.ndarray, list[Cell]]:
        cells = self.numbers
        if cells is None:
            cells = np.empty(len(self._cells), dtype=object)
            cells[:] = self._cells
        codes, values = pd.factorize(cells, use_na_sentinel=False)
        return codes, values.tolist()

    @property
    def codes(self) -> np.ndarray:
        return self._factorized[0]

    @property
    def values(self) -> list[Cell]:
        return self._factorized[1]

    @cached_property
    def is_gap(self) -> np.ndarray:
        if self.numbers is not None:
            return np.zeros(len(self.values), dtype=bool)
        return np.fromiter(map(is_empty, self.values), dtype=bool, count=len(self.values))

    def gaps(self) -> np.ndarray:
        """Per row: is the cell empty?"""
        return np.zeros(len(self._cells), dtype=bool) if self.numbers is not None else self.is_gap[self.codes]


class ListCells:
    """The filled rows below the header. `numbers`: as a spreadsheet counts; `rejected`: rows that cannot be loaded."""

    def __init__(
        self,
        source: Source,
        header: Header,
        rows: list[tuple[int, list[Cell]]],
        findings: Findings,
        *,
        today: datetime.date,
    ) -> None:
        self.source, self.header, self._findings, self._today = source, header, findings, today
        body = [(number, cells) for number, cells in rows if number > header.row]
        filled = self._take(body)
        self.rows_empty = len(body) - len(filled)
        is_whole = [len(cells) > 1 for _, cells in filled]
        self.rows_unsplit = 0
        if max(header.places.values()) > 1 and not all(is_whole):
            for (number, cells), whole in zip(filled, is_whole, strict=True):
                if not whole:
                    findings.fail("row_not_split", number, value=as_text(cells[0]))
            self.rows_unsplit = len(filled) - sum(is_whole)
            filled = self._take([row for row, whole in zip(filled, is_whole, strict=True) if whole])
        self.numbers = np.fromiter((number for number, _ in filled), dtype=np.int32, count=len(filled))
        self.rejected = np.zeros(len(filled), dtype=bool)
        self._tell_of_unnamed_columns(findings)

    def __len__(self) -> int:
        return len(self.numbers)

    def _take(self, rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
        """The rows that hold anything; sets the columns."""
        self._columns = _transposed([cells for _, cells in rows])
        self._distinct: dict[str, Distinct] = {}
        is_gap = np.ones(len(rows), dtype=bool)
        for field in self.header.places:
            is_gap &= self.distinct(field).gaps() if rows else True
        for index in np.flatnonzero(is_gap):  # empty in all known columns: is there something in another one?
            is_gap[index] = all(is_empty(cell) for cell in rows[index][1])
        if not is_gap.any():
            return rows
        return self._take([row for row, gap in zip(rows, is_gap, strict=True) if not gap])

    def distinct(self, field: str) -> Distinct:
        if field not in self._distinct:
            place = self.header.places[field]
            self._distinct[field] = Distinct(self._columns[place] if place < len(self._columns) else ())
        return self._distinct[field]

    def has(self, field: str) -> bool:
        return field in self.header.places

    def gaps(self, field: str) -> np.ndarray:
        """Per row: is there nothing in this column?"""
        return self.distinct(field).gaps() if self.has(field) else np.ones(len(self), dtype=bool)

    def shown(self, field: str, index: int) -> str:
        """A cell as a person reads it."""
        distinct = self.distinct(field)
        return as_text(distinct.values[distinct.codes[index]])

    def say(
        self, severity: str, code: str, indices: np.ndarray, field: str, value: Callable[[int], object] | None = None
    ) -> None:
        """A finding for each row; `value` gives what is shown of it."""
        if severity == "fail":
            self.rejected[indices] = True
        add = self._findings.fail if severity == "fail" else self._findings.warn
        name = self.header.names.get(field, self.source.columns[field].header)
        for index in np.asarray(indices).tolist():
            add(code, int(self.numbers[index]), name, value(index) if value else None)

    def values(self, field: str) -> np.ndarray:
        """Cleaned values as objects, None where there is none."""
        values = np.empty(len(self), dtype=object)
        if self.has(field):
            distinct = self.distinct(field)
            cleaned = np.empty(len(distinct.values), dtype=object)
            cleaned[:] = self._cleaned(field, distinct)
            values[:] = cleaned[distinct.codes]
        return values

    def numeric(self, field: str) -> np.ndarray:
        """Cleaned numbers, NaN where there is none."""
        if not self.has(field):
            return np.full(len(self), np.nan)
        distinct = self.distinct(field)
        cleaned = [np.nan if value is None else value for value in self._cleaned(field, distinct)]
        return np.array(cleaned, dtype=float)[distinct.codes]

    def days(self, field: str) -> np.ndarray:
        """Cleaned dates, NaT where there is none."""
        if not self.has(field):
            return np.full(len(self), _NOT_A_TIME)
        distinct = self.distinct(field)
        cleaned = [
            _NOT_A_TIME if value is None else np.datetime64(value, "s") for value in self._cleaned(field, distinct)
        ]
        return np.array(cleaned, dtype="datetime64[s]")[distinct.codes]

    def coordinates(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        """Numbers as they stand, NaN where there is none, and whether a cell holds something that is no number."""
        if not self.has(field):
            return np.full(len(self), np.nan), np.zeros(len(self), dtype=bool)
        distinct = self.distinct(field)
        if distinct.numbers is not None:
            return distinct.numbers, np.zeros(len(self), dtype=bool)
        numbers = np.full(len(distinct.values), np.nan)
        is_wrong = np.zeros(len(distinct.values), dtype=bool)
        for index, cell in enumerate(distinct.values):
            if isinstance(cell, float):
                numbers[index] = cell
            elif not distinct.is_gap[index]:
                try:
                    numbers[index] = clean_number(cell, is_coordinate=True)
                except Unreadable:
                    is_wrong[index] = True
        return numbers[distinct.codes], is_wrong[distinct.codes]

    def _cleaned(self, field: str, distinct: Distinct) -> list[object]:
        """The value of each distinct cell; what could not be read, or was read with a doubt, is said for each row."""
        column = self.source.columns[field]
        if column.is_required and distinct.is_gap.any():
            self.say("fail", "value_missing", np.flatnonzero(distinct.gaps()), field)
        values: list[object] = []
        said: dict[int, tuple[str, str]] = {}
        is_gap = distinct.is_gap.tolist()
        for index, cell in enumerate(distinct.values):
            value = ordinary_text(column, cell) if column.type == "text" and not is_gap[index] else None
            if value is None and not is_gap[index]:
                value, problem = self._value(column, cell)
                if problem:
                    said[index] = problem
            values.append(value)
        if said:
            has_problem = np.zeros(len(distinct.values), dtype=bool)
            has_problem[list(said)] = True
            rows = np.flatnonzero(has_problem[distinct.codes])
            for index, code in zip(rows, distinct.codes[rows], strict=True):
                severity, problem = said[code]
                self.say(
                    severity, problem, np.array([index]), field, lambda _, code=code: as_text(distinct.values[code])
                )
        return values

    def _value(self, column: Column, cell: Cell) -> tuple[object, tuple[str, str] | None]:
        try:
            cleaned = clean(column, cell, self._today)
        except Unreadable as error:
            return None, ("fail" if column.rejects else "warn", error.code)
        return cleaned.value, ("warn", cleaned.warning) if cleaned.warning else None

    def _tell_of_unnamed_columns(self, findings: Findings) -> None:
        """Values below an empty header are not loaded; that must not stay unsaid."""
        beyond = range(self.header.width, len(self._columns))
        for place in [*self.header.unnamed, *beyond]:
            if place < len(self._columns) and not all(map(is_empty, dict.fromkeys(self._columns[place]))):
                findings.warn("column_unnamed", self.header.row, value=column_letters(place))


def column_letters(place: int) -> str:
    """What a spreadsheet calls the column with this index: 0 is A, 26 is AA."""
    letters, number = "", place + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _transposed(rows: list[list[Cell]]) -> list[tuple[Cell, ...]]:
    widths = set(map(len, rows))
    return list(zip(*rows, strict=True)) if len(widths) <= 1 else list(zip_longest(*rows, fillvalue=""))
