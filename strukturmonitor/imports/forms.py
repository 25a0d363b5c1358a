"""Counting forms: a sheet with labelled cells («Zählstelle: K-017») above a table of hours and kinds of vehicles, each
direction a block of columns. A form becomes one row, as a list of counts would have it."""

import datetime
import re
from dataclasses import dataclass

import numpy as np

from strukturmonitor.imports.raw_tables import RawTable, cell_text, texts_of
from strukturmonitor.imports.reading import Cell, as_text
from strukturmonitor.imports.sources import Source, plain, plain_header

_SPAN = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?\s*(?:-|–|—|bis)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?", re.IGNORECASE
)
_Rows = list[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class _Hour:
    """A row of the table: minutes of the day from and to, and its cells."""

    row: int
    begins: int
    ends: int
    cells: list[Cell]


def read_form(source: Source, file_name: str, sheet_name: str, rows: _Rows) -> RawTable | None:
    """The sheet's one row under the headers of the source; None where the sheet is no form. Kinds of vehicles that the
    source does not name stay headers without values, so that they are reported."""
    words = {key: {_kind(word) for word in spellings} for key, spellings in source.definition["form"].items()}
    found = _table(words["hour_words"], rows)
    if found is None:
        return None
    header_row, place, kinds, hours = found
    values = _labelled(source, [row for row in rows if row[0] < header_row])
    counted = [hour for hour in hours if any(as_text(cell) for i, cell in enumerate(hour.cells) if i != place)]
    groups = {index: _group(words, kind) for index, kind in enumerate(kinds) if kind and index != place}
    all_motor = [i for i, group in groups.items() if group == "all"]
    motor = all_motor or [i for i, group in groups.items() if group in ("heavy", "light")]
    values["vehicles"] = _sum(counted, motor)
    values["heavy"] = _sum(counted, [i for i, group in groups.items() if group == "heavy"])
    values["hours"], values["hours_counted"] = _times(counted)
    names = [name for name in source.columns if name in values or source.columns[name].is_required]
    unknown = [kinds[i] for i, group in groups.items() if group is None]
    headers = [*(source.columns[name].header for name in names), *unknown]
    cells = [*(values.get(name, "") for name in names), *([""] * len(unknown))]
    number = np.array([header_row], dtype=np.int32)
    return RawTable(
        file_name, sheet_name, sheet_name, header_row, headers, [texts_of([cell]) for cell in cells], number, []
    )


def _table(hour_words: set[str], rows: _Rows) -> tuple[int, int, list[str], list[_Hour]] | None:
    """Row and place of the hours' header, the kinds beside it, the rows of hours below it."""
    for index, (number, cells) in enumerate(rows):
        for place, cell in enumerate(cells):
            if _kind(as_text(cell)) not in hour_words:
                continue
            below = [(row, _span(line[place] if place < len(line) else None), line) for row, line in rows[index + 1 :]]
            hours = [_Hour(row, *span, line) for row, span, line in below if span]
            if not hours:
                continue
            heads = [line for row, line in rows[index:] if row < hours[0].row]
            kinds = [as_text(cell) for cell in heads[-1]] if heads else []
            filled = sum(bool(kind) for i, kind in enumerate(kinds) if i != place)
            if not filled:
                kinds = [as_text(cell) for cell in cells]
            return number, place, kinds, hours
    return None


def _labelled(source: Source, rows: _Rows) -> dict[str, str]:
    """Field → value: in the next filled cell to the right, or behind a colon in the same one."""
    values: dict[str, str] = {}
    for _, cells in rows:
        for place, cell in enumerate(cells):
            label, colon, behind = as_text(cell).partition(":")
            found = source.headers.get(plain_header(label))
            if found is None or found[0] in values:
                continue
            after = [cell_text(other) for other in cells[place + 1 :] if as_text(other) and other != cell]
            value = behind.strip() if colon and behind.strip() else next(iter(after), "")
            if value:
                values[found[0]] = value
    return values


def _group(words: dict[str, set[str]], kind: str) -> str | None:
    """all, heavy, light, not_motor; None where the source does not know the kind."""
    spelling = _kind(kind)
    return next((group for group in ("all", "heavy", "light", "not_motor") if spelling in words[group]), None)


def _kind(text: str) -> str:
    """A spelling without case and punctuation that still tells «Lkw > 3,5 t» from «Lkw < 3,5 t»."""
    return plain(text.replace(">", " über ").replace("<", " bis ")).replace(" t", "t")


def _sum(hours: list[_Hour], places: list[int]) -> str:
    """Sum of the cells; an empty one is a zero within a counted hour. A cell that is no number is passed on as it is, so
    that the row is rejected with it."""
    if not places:
        return ""
    total = 0
    for hour in hours:
        for place in places:
            text = as_text(hour.cells[place]) if place < len(hour.cells) else ""
            if text and not re.fullmatch(r"\d+", text):
                return text
            total += int(text or 0)
    return str(total)


def _times(hours: list[_Hour]) -> tuple[str, str]:
    """«6–10, 15–19» and the number of hours; times that are not whole hours are left out, only their number stays."""
    spans: list[list[int]] = []
    for begins, ends in sorted((hour.begins, hour.ends) for hour in hours):
        if spans and begins <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], ends)
        else:
            spans.append([begins, ends])
    minutes = sum(ends - begins for begins, ends in spans)
    is_whole = all(begins % 60 == 0 and ends % 60 == 0 for begins, ends in spans)
    times = ", ".join(f"{begins // 60}–{ends // 60}" for begins, ends in spans) if is_whole else ""
    return times, str(round(minutes / 60)) if minutes else ""


def _span(cell: Cell) -> tuple[int, int] | None:
    """Minutes of the day. A spreadsheet turns «6-7» into the sixth of July: that is undone."""
    if isinstance(cell, datetime.date):
        return (60 * cell.day, 60 * cell.month) if cell.month == cell.day + 1 else None
    match = _SPAN.fullmatch(as_text(cell))
    if match is None:
        return None
    begins = 60 * int(match[1]) + int(match[2] or 0)
    ends = 60 * int(match[3]) + int(match[4] or 0)
    return (begins, ends or 1440) if begins < (ends or 1440) <= 1440 else None
