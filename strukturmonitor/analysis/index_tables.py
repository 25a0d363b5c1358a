"""A need index of any table: CSV with `area_id`, one column per indicator, and optionally `population` and `period`."""

import csv
import datetime
import math
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from strukturmonitor.analysis.certainty import certainty, ranks_without
from strukturmonitor.analysis.index_sums import Outcome, compute_index
from strukturmonitor.analysis.indexes import IndexDefinition, IndexVersion
from strukturmonitor.analysis.table_text import doubtful_thousands, encoding_of_table, plain_number
from strukturmonitor.errors import IndexInputWrong
from strukturmonitor.indicators.standing import TOLERANCE

AREA, POPULATION, PERIOD = "area_id", "population", "period"
_MOST_ROWS = 100_000
_DELIMITERS = ";,\t"
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_GAPS = {"", "-", "–", "—", "na", "n/a", "nan", "null", "none"}


@dataclass(frozen=True)
class IndexTable:
    """What a file says: values now and before (None where it has one date only), rows by area; population of the newest
    date (None where the file has no such column); the two dates."""

    version: IndexVersion
    values: pd.DataFrame
    before: pd.DataFrame | None
    population: pd.Series | None
    period: datetime.date | None
    before_period: datetime.date | None


def read_index_table(path: Path, definition: IndexDefinition, version_name: str | None = None) -> IndexTable:
    """`version_name`: else the newest version that has exactly the file's indicators. Raises IndexInputWrong."""
    return index_table_of(path.read_bytes(), path.name, definition, version_name)


def index_table_of(
    content: bytes, file_name: str, definition: IndexDefinition, version_name: str | None = None
) -> IndexTable:
    """As `read_index_table`, of what a file holds. Raises IndexInputWrong."""
    header, rows, has_decimal_comma = _read(content, file_name)
    version = _version_for(definition, header, version_name)
    _require_plain_numbers(header, rows, has_decimal_comma)
    own = {column.casefold(): column for column in version.columns}
    named = [own.get(name.casefold(), name.casefold()) for name in header]
    shares = {each.id for each in version.indicators if each.noise == "binomial"}
    cells: dict[datetime.date | None, dict[str, dict[str, float]]] = {}
    for number, row in rows:
        record = dict(zip(named, row, strict=True))
        area = record.pop(AREA)
        if not area:
            raise IndexInputWrong(reason="area_empty", row=number)
        day = _day(record.pop(PERIOD), number) if PERIOD in record else None
        at_day = cells.setdefault(day, {})
        if area in at_day:
            raise IndexInputWrong(reason="area_twice", area=area if day is None else f"{area} ({day})")
        at_day[area] = {name: _number(text, number, name, has_decimal_comma) for name, text in record.items()}
        for name in (each for each in record if each in shares):
            if 100 < at_day[area][name] < math.inf:
                raise IndexInputWrong(reason="beyond_100", row=number, column=name, value=record[name])
    areas = pd.Index(dict.fromkeys(area for at_day in cells.values() for area in at_day), name=AREA)
    days = sorted(cells) if PERIOD in named else list(cells)
    newest = days[-1]

    def frame(day: datetime.date | None) -> pd.DataFrame:
        found = pd.DataFrame.from_dict(cells[day], orient="index").reindex(areas)
        return found.reindex(columns=[*version.columns, POPULATION]).astype("float64")

    now = frame(newest)
    for column in version.columns:
        if now[column].isna().all():
            raise IndexInputWrong(reason="column_empty", column=column)
    earlier = _window_start(days, version.window_years) if len(days) > 1 else None
    return IndexTable(
        version=version,
        values=now[list(version.columns)],
        before=frame(earlier)[list(version.columns)] if earlier else None,
        population=now[POPULATION] if POPULATION in named else None,
        period=newest,
        before_period=earlier,
    )


def index_of_table(table: IndexTable) -> Outcome:
    """The index with its rank intervals: `areas` also has the columns of `certainty` and population; `parts` also has
    rank_without. Raises IndexInputWrong."""
    outcome = compute_index(table.version, table.values, table.before, table.population)
    sure = certainty(table.version, table.values, outcome.areas, before=table.before)
    without = ranks_without(table.version, table.values, table.population)
    areas = outcome.areas.join(sure)
    areas.insert(0, "population", math.nan if table.population is None else table.population)
    return Outcome(areas, outcome.parts.assign(rank_without=pd.array(without.to_numpy().ravel(), dtype="Int64")))


def _read(content: bytes, file_name: str) -> tuple[list[str], list[tuple[int, list[str]]], bool]:
    """Header, rows with their line numbers, and whether a comma is the decimal mark (where it does not part cells, and a
    number of the file has one)."""
    encoding = encoding_of_table(content)
    if encoding is None:
        raise IndexInputWrong(reason="no_text", file=file_name)
    text = content.decode(encoding, errors="replace")
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise IndexInputWrong(reason="empty", file=file_name)
    delimiter = max(_DELIMITERS, key=lines[0].count)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(reader)]
        rows = []
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, [cell.strip() for cell in row]))
            if len(rows) > _MOST_ROWS:
                raise IndexInputWrong(reason="too_many_rows", file=file_name, limit=_MOST_ROWS)
    except csv.Error as error:
        raise IndexInputWrong(reason="quotes", file=file_name, row=reader.line_num) from error
    if not rows:
        raise IndexInputWrong(reason="empty", file=file_name)
    for number, row in rows:
        if len(row) != len(header):
            raise IndexInputWrong(reason="row_width", row=number, count=len(row), expected=len(header))
    measured = [place for place, name in enumerate(header) if name.casefold() not in (AREA, PERIOD)]
    has_decimal_comma = delimiter != "," and any("," in row[place] for _, row in rows for place in measured)
    return header, rows, has_decimal_comma


def _version_for(definition: IndexDefinition, header: list[str], name: str | None) -> IndexVersion:
    """Raises IndexInputWrong where no version has these columns, saying which are missing or unknown."""
    known = [column.casefold() for column in header]
    if len(set(known)) < len(known):
        twice = next(column for column in header if known.count(column.casefold()) > 1)
        raise IndexInputWrong(reason="column_twice", column=twice)
    if AREA not in known:
        raise IndexInputWrong(reason="no_area_column", found=", ".join(header))
    found = set(known) - {AREA, POPULATION, PERIOD}
    if name is not None:
        versions = [version for version in definition.versions if version.version == name]
        if not versions:
            every = ", ".join(version.version for version in definition.versions)
            raise IndexInputWrong(reason="version_unknown", version=name, known=every)
    else:
        versions = list(definition.versions)[::-1]

    def difference(version: IndexVersion) -> int:
        return len(found ^ {column.casefold() for column in version.columns})

    nearest = min(versions, key=difference)
    if difference(nearest):
        own = {column.casefold() for column in nearest.columns}
        raise IndexInputWrong(
            reason="columns",
            missing=", ".join(column for column in nearest.columns if column.casefold() not in found) or "–",
            unknown=", ".join(column for column in header if column.casefold() in found - own) or "–",
            versions="; ".join(f"{version.version}: {', '.join(version.columns)}" for version in definition.versions),
        )
    return nearest


def _require_plain_numbers(header: list[str], rows: list[tuple[int, list[str]]], has_decimal_comma: bool) -> None:
    """Raises IndexInputWrong where points of a column may part thousands."""
    if has_decimal_comma:
        return
    for place, column in enumerate(header):
        if column.casefold() in (AREA, PERIOD):
            continue
        doubtful = doubtful_thousands(row[place] for _, row in rows)
        if doubtful is not None:
            number = next(number for number, row in rows if row[place] == doubtful)
            raise IndexInputWrong(reason="thousands", row=number, column=column, value=doubtful)


def _window_start(days: list[datetime.date], years: int) -> datetime.date:
    """The date nearest to the beginning of the window. Raises IndexInputWrong where none is near."""
    newest = pd.Timestamp(days[-1])
    wanted = newest - pd.DateOffset(years=years)
    nearest = min(days[:-1], key=lambda day: abs(pd.Timestamp(day) - wanted))
    if abs(pd.Timestamp(nearest) - wanted) > TOLERANCE:
        raise IndexInputWrong(
            reason="window", period=str(days[-1]), years=years, found=", ".join(str(day) for day in days[:-1])
        )
    return nearest


def _day(text: str, row: int) -> datetime.date:
    """«2024» (its 31 December), «2024-12-31», «31.12.2024»."""
    try:
        if len(text) == 4 and text.isdecimal():
            return datetime.date(int(text), 12, 31)
        if text.count(".") == 2:
            day, month, year = text.split(".")
            return datetime.date(int(year), int(month), int(day))
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise IndexInputWrong(reason="period", row=row, value=text) from error


def _number(text: str, row: int, column: str, has_decimal_comma: bool) -> float:
    """NaN for an empty cell."""
    if text.casefold() in _GAPS:
        return math.nan
    plain = text
    if has_decimal_comma:
        if "." in text and not _THOUSANDS.fullmatch(text):
            raise IndexInputWrong(reason="no_number", row=row, column=column, value=text)
        plain = text.replace(".", "").replace(",", ".")
    elif column == POPULATION and _THOUSANDS.fullmatch(text):
        # 1.234 persons are hardly a thousandth more than one: an area would silently fall below the minimum.
        raise IndexInputWrong(reason="thousands", row=row, column=column, value=text)
    try:
        return plain_number(plain)
    except ValueError as error:
        raise IndexInputWrong(reason="no_number", row=row, column=column, value=text) from error
