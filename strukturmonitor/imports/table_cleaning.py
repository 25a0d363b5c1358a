"""From columns of text to columns of values, each distinct text cleaned once; every row that cannot be used gets a
reason."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from strukturmonitor.errors import AreaUnknown, ColumnsMissing
from strukturmonitor.imports.area_names import AreaNames
from strukturmonitor.imports.city_box import CityBox
from strukturmonitor.imports.cleaning import Unreadable, clean, is_empty
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.list_cells import column_letters
from strukturmonitor.imports.raw_tables import RawTable, taken, texts_of
from strukturmonitor.imports.sources import Column, Source, plain, plain_header

_TYPES = {
    "whole": pa.int64(),
    "number": pa.float64(),
    "coordinate": pa.float64(),
    "floor": pa.int64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "flag": pa.bool_(),
}
MOST_ALIKE = 2_000  # warnings of one kind in one column that are kept one by one
MOST_FAILS = 200_000  # rejected rows of an import that are named one by one; a file with more is a wrong file
_LARGEST_WHOLE = 2_147_483_647  # that a whole number of a table holds
_MOST_NAMES = 20
_NO_LIMIT = datetime.date(9999, 12, 31)


@dataclass
class CleanedRows:
    """`frame`: row_number (running over all files, from 1) and one column per field, without rejected rows.
    `places`: for each running number its file, sheet and the number a spreadsheet shows."""

    frame: pa.Table
    places: list["Place"]
    rows_read: int
    rejected: set[int] = field(default_factory=set)
    rows_elsewhere: int = 0
    forms: list[str] = field(default_factory=list)

    def place_of(self, running: int) -> tuple[str, str | None, int]:
        """File, sheet and row of a running number."""
        for place in reversed(self.places):
            if running >= place.first:
                return place.file, place.sheet, int(place.numbers[running - place.first])
        raise IndexError(running)


@dataclass(frozen=True)
class Place:
    file: str
    sheet: str | None
    first: int
    numbers: np.ndarray


class TableCleaner:
    """Cleans the tables of one import one after the other."""

    def __init__(
        self,
        source: Source,
        areas: AreaNames,
        findings: Findings,
        *,
        ags: str,
        timezone: ZoneInfo,
        box: CityBox | None = None,
    ) -> None:
        self._source = source
        self._areas = areas
        self._findings = findings
        self._ags = ags
        self._box = box
        self._timezone = timezone
        self._today = datetime.date.today()
        self._known: dict[str, dict[str, tuple[object, str | None, bool]]] = {}
        self._suggested: dict[tuple[str, str], str] = {}
        wide = source.definition.get("wide")
        self._wide = re.compile(wide["header"]) if wide else None

    def clean(self, tables: list[RawTable], advance: Callable[[float, int], None]) -> CleanedRows:
        """Raises ColumnsMissing."""
        frames, places, rejected, elsewhere, running, read = [], [], set(), 0, 1, 0
        for number, table in enumerate(tables):
            fields = self._match(table, is_first=number == 0)
            fields, here = self._in_city(table, fields)
            elsewhere += table.row_count - len(here)
            place = Place(table.file, table.sheet, running, table.row_numbers[here])
            places.append(place)
            for row, code, text in table.broken:
                self._findings.fail(code, row, None, text, file=table.file, sheet=table.sheet)
            read += len(here) + len(table.broken)
            frame, bad = self._values(fields, place)
            rejected |= bad
            frames.append(frame)
            running += len(here)
            advance((number + 1) / len(tables), running)
        frame = pa.concat_tables(frames, promote_options="permissive")
        broken = sum(len(table.broken) for table in tables)
        cleaned = CleanedRows(frame, places, read, rejected, elsewhere, list(dict.fromkeys(t.form for t in tables)))
        cleaned.rejected |= {-number for number in range(1, broken + 1)}  # rows without a running number
        return cleaned

    def _match(self, table: RawTable, *, is_first: bool) -> dict[str, tuple[str, pa.DictionaryArray]]:
        """Field → header and column; what is unknown, missing or not taken is said once per import."""
        found: dict[str, tuple[str, pa.DictionaryArray]] = {}
        ranks: dict[str, int] = {}
        unknown: list[str] = []
        not_taken: dict[str, list[str]] = {}
        for place, (header, column) in enumerate(zip(table.headers, table.columns, strict=True)):
            spelling = plain_header(header)
            known = self._source.headers.get(spelling)
            if known and (known[0] not in found or known[1] < ranks[known[0]]):
                found[known[0]], ranks[known[0]] = (header, column), known[1]
            elif self._wide and self._wide.match(header):
                found[f"wide:{header}"] = (header, column)
            elif spelling in self._source.not_taken:
                not_taken.setdefault(self._source.not_taken[spelling], []).append(header)
            elif header:
                unknown.append(header)
            elif is_first and any(text.strip() for text in column.dictionary.to_pylist()):
                letter = column_letters(place)
                self._findings.warn(
                    "column_unnamed", table.header_row or None, value=letter, file=table.file, sheet=table.sheet
                )
        required = [c.header for c in self._source.columns.values() if c.is_required and c.field not in found]
        if self._wide and any(key.startswith("wide:") for key in found):
            named = {*self._wide.groupindex, self._source.definition["wide"]["value"]}
            required = [
                c.header
                for c in self._source.columns.values()
                if c.is_required and c.field not in found | dict.fromkeys(named)
            ]
        if required:
            raise ColumnsMissing(
                file=table.file, columns=_names(required), found=_names([h for h in table.headers if h])
            )
        if is_first:
            for reason, headers in not_taken.items():
                name = headers[0] if len(headers) == 1 else None
                value = None if name else _names(headers)
                self._findings.warn(
                    f"column_{reason}", table.header_row or None, name, value, file=table.file, sheet=table.sheet
                )
            if unknown:
                self._findings.warn("columns_unknown", table.header_row or None, value=_names(unknown), file=table.file)
            unused = [c.header for c in self._source.columns.values() if c.field not in found]
            if unused and not self._wide:
                self._findings.warn("columns_unused", value=_names(unused), file=table.file)
        return found

    def _in_city(
        self, table: RawTable, fields: dict[str, tuple[str, pa.DictionaryArray]]
    ) -> tuple[dict[str, tuple[str, pa.DictionaryArray]], np.ndarray]:
        """Rows that speak of this city; the others are not read. Where a number cannot be read the row stays, so that
        it is rejected with a reason."""
        keep = np.ones(table.row_count, dtype=bool)
        for name, (begin, end) in self._source.definition.get("city_filter", {}).items():
            wanted = self._ags[begin:end]
            if name in fields and wanted:
                column = fields[name][1]
                same = np.array([_is_number(t, int(wanted)) for t in column.dictionary.to_pylist()] or [False])
                keep &= same[column.indices.to_numpy(zero_copy_only=False)]
        for name in self._box.limits if self._box else ():
            if name in fields:
                keep &= self._box.keeps(name, fields[name][1])
        rows = np.flatnonzero(keep)
        if len(rows) == table.row_count:
            return fields, rows
        return {name: (header, taken(column, rows)) for name, (header, column) in fields.items()}, rows

    def _values(self, fields: dict[str, tuple[str, pa.DictionaryArray]], place: Place) -> tuple[pa.Table, set[int]]:
        count = len(place.numbers)
        running = np.arange(place.first, place.first + count, dtype=np.int32)
        plain_fields = {name: entry for name, entry in fields.items() if not name.startswith("wide:")}
        bad: set[int] = set()
        cleaned = {
            name: self._column(self._source.columns[name], header, column, running, place, bad)
            for name, (header, column) in plain_fields.items()
        }
        blocks = [(header, column) for name, (header, column) in fields.items() if name.startswith("wide:")]
        if not blocks:
            return self._frame(running, cleaned, bad), bad
        parts = []
        for header, column in blocks:
            values = dict(cleaned)
            for name, text in self._wide.match(header).groupdict().items():
                if text is not None:
                    one = texts_of([text] * count)
                    values[name] = self._column(self._source.columns[name], header, one, running, place, bad)
            name = self._source.definition["wide"]["value"]
            values[name] = self._column(self._source.columns[name], header, column, running, place, bad)
            parts.append(values)
        return pa.concat_tables([self._frame(running, values, bad) for values in parts]), bad

    def _frame(self, running: np.ndarray, cleaned: dict[str, pa.Array], bad: set[int]) -> pa.Table:
        columns = {"row_number": pa.array(running)}
        for name, column in self._source.columns.items():
            kind = _TYPES.get(column.type, pa.string())
            columns[name] = cleaned[name] if name in cleaned else pa.nulls(len(running), kind)
        table = pa.table(columns)
        return table.filter(pa.array(~np.isin(running, list(bad)))) if bad else table

    def _column(
        self, column: Column, header: str, texts: pa.DictionaryArray, running: np.ndarray, place: Place, bad: set[int]
    ) -> pa.Array:
        """The values; rows with an unreadable one are noted."""
        known = self._known.setdefault(column.field, {})
        distinct = texts.dictionary.to_pylist()
        results = []
        for text in distinct:
            if text not in known:
                known[text] = self._clean(column, text)
            results.append(known[text])
        indices = texts.indices
        for index, (_, code, is_fail) in enumerate(results):
            if code is not None:
                rows = np.flatnonzero(indices.to_numpy(zero_copy_only=False) == index)
                if len(rows):
                    self._note(column, code, is_fail, header, distinct[index], rows, running, place, bad)
        values = pa.array([value for value, _, _ in results], _TYPES.get(column.type, pa.string()))
        return values.take(indices) if len(values) else pa.nulls(len(indices), values.type)

    def _note(
        self, column: Column, code: str, is_fail: bool, header: str, text: str, rows: np.ndarray,
        running: np.ndarray, place: Place, bad: set[int],
    ) -> None:  # fmt: skip
        say = self._findings.fail if is_fail else self._findings.warn
        if is_fail:
            bad.update(running[rows].tolist())
        near = self._suggested.get((column.field, text.strip()), "–")
        shown = text if near == "–" else f"{text} → {near}?"
        most = max(0, MOST_FAILS - len(self._findings)) if is_fail else MOST_ALIKE
        for row in rows[:most].tolist():
            say(code, int(place.numbers[row]), header, shown or None, file=place.file, sheet=place.sheet)
        if len(rows) > most:
            say("more_rows", None, header, str(len(rows) - most), file=place.file, sheet=place.sheet)

    def _clean(self, column: Column, text: str) -> tuple[object, str | None, bool]:
        """Value, code of a finding (or None), and whether that rejects the row."""
        text = text.strip()
        if text in column.gaps or is_empty(text):
            return None, *(("value_missing", True) if column.is_required and text not in column.gaps else (None, False))
        try:
            if column.type == "area":
                confirmed = column.words.get(plain(text))
                return confirmed or self._areas.find(text, column.level or ""), None, False
            if column.type == "timestamp":
                return self._moment(text), None, False
            if column.type == "date" and column.format:
                return _fixed_date(text, column.format, _NO_LIMIT if column.is_future else self._today), None, False
            cleaned = clean(column, text, _NO_LIMIT if column.is_future else self._today)
        except AreaUnknown as error:
            self._suggested[column.field, text] = str(error.values["suggestion"])
            return None, "area_unknown", column.rejects
        except Unreadable as error:
            return None, error.code, column.rejects
        if column.type in ("whole", "floor") and not -_LARGEST_WHOLE <= cleaned.value <= _LARGEST_WHOLE:
            return None, "number_out_of_range", column.rejects
        return cleaned.value, cleaned.warning, False

    def _moment(self, text: str) -> datetime.datetime:
        """A moment in UTC; without an offset it is meant in the city's time."""
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError as error:
            raise Unreadable("date_unreadable") from error
        moment = moment if moment.tzinfo else moment.replace(tzinfo=self._timezone)
        try:
            return moment.astimezone(datetime.UTC).replace(tzinfo=None)
        except OverflowError as error:
            raise Unreadable("date_impossible") from error


def _is_number(text: str, wanted: int) -> bool:
    """Whether a text is the number, or no number at all."""
    digits = text.strip().removesuffix(".0").lstrip("0") or "0"
    return not digits.isdecimal() or not digits.isascii() or digits == str(wanted)


def _fixed_date(text: str, form: str, latest: datetime.date) -> datetime.date:
    try:
        day = datetime.datetime.strptime(text, form).date()  # noqa: DTZ007
    except ValueError as error:
        raise Unreadable("date_unreadable") from error
    if day > latest:
        raise Unreadable("date_in_future")
    return day


def _names(names: list[str]) -> str:
    return ", ".join([name[:60] for name in names[:_MOST_NAMES]] + (["…"] if len(names) > _MOST_NAMES else []))
