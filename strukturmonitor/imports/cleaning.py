"""From a cell to a value: numbers, dates, choices as people write them. What cannot be read is never guessed."""

import datetime
import math
import re
from collections.abc import Callable
from typing import NamedTuple

from strukturmonitor.imports.reading import Cell, as_text
from strukturmonitor.imports.sources import Column, plain

_EMPTY = frozenset(
    {"", "-", "–", "—", "/", "?", "k.a.", "k. a.", "keine angabe", "n.a.", "unbekannt", "n/a", "#n/a", "#nv"}
)
_ERROR_CELL = re.compile(r"^#(NV|N/A|REF!|BEZUG!|WERT!|VALUE!|DIV/0!|NAME\?|ZAHL!|NUM!|NULL!)$", re.IGNORECASE)
_YES = frozenset({"ja", "j", "x", "1", "wahr", "true", "yes", "y"})
_NO = frozenset({"nein", "n", "0", "falsch", "false", "no"})
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}([.\s'’]\d{3})+$")
_UNIT = re.compile(r"\s*(m²|m2|qm|m|€|eur|euro|€/m²|stufen?)\.?$", re.IGNORECASE)
_LEAD = re.compile(r"^(seit|ca\.?|circa|etwa|ab|vom|am)\s+", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jaenner", "februar feb", "maerz mrz maer mar", "april apr", "mai may", "juni jun june",
            "juli jul july", "august aug", "september sep sept", "oktober okt oct october", "november nov",
            "dezember dez dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_EXCEL_DAYS = (20_000, 80_000)  # 1954 to 2119; smaller numbers are no dates in such a list
_DAY_ZERO = datetime.date(1899, 12, 30)  # from which spreadsheets count
_EARLIEST = datetime.date(1900, 1, 1)


class Unreadable(ValueError):
    """A cell has a value that its column cannot hold. `code`: key of the finding."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Cleaned(NamedTuple):
    """A value, and what the reader should know of how it was read (code of a finding)."""

    value: object
    warning: str | None = None


def is_empty(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return cell is None
    text = cell.strip().lower()
    return text in _EMPTY or ((not text.isprintable() or "  " in text) and as_text(text) in _EMPTY)


def clean(column: Column, cell: Cell, today: datetime.date) -> Cleaned:
    """The value of a cell that is not empty. Raises Unreadable."""
    if isinstance(cell, str) and "#" in cell and _ERROR_CELL.match(cell.strip()):
        raise Unreadable("cell_error")
    if column.type == "date":
        return clean_date(cell, today)
    if column.type in ("number", "whole"):
        word = column.words.get(plain(as_text(cell)))
        return Cleaned(int(word)) if word is not None else _limited(column, cell)
    if column.type == "coordinate":
        return Cleaned(clean_number(cell, is_coordinate=True))
    return _BY_TYPE[column.type](column, cell)


def ordinary_text(column: Column, cell: Cell) -> str | None:
    """What `clean` makes of the cell of a text column, where nothing of it needs a closer look; else None."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str) and len(cell) <= column.longest and cell.isprintable() and "#" not in cell:
        return " ".join(cell.split())
    return None


def clean_number(cell: Cell, *, is_coordinate: bool = False) -> float:
    """«1.234,5», «1,234.5», «120 m²». A single point before three digits separates thousands, except in a
    coordinate. Raises Unreadable."""
    if isinstance(cell, (bool, datetime.date, datetime.time, datetime.timedelta)):
        raise Unreadable("number_unreadable")
    if isinstance(cell, (int, float)):
        return float(cell)
    text = _UNIT.sub("", as_text(cell)).replace("−", "-").replace("°", "").strip()
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,\s]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif text.count(",") == 1:
        text = text.replace(" ", "").replace(",", ".")
    elif _THOUSANDS.match(text) and (not is_coordinate or text.count(".") != 1):
        text = re.sub(r"[.\s'’]", "", text)
    if not re.fullmatch(r"[+-]?\d+(\.\d*)?", text):
        raise Unreadable("number_unreadable")
    value = float(text)
    if not math.isfinite(value):
        raise Unreadable("number_unreadable")
    return value


def clean_date(cell: Cell, today: datetime.date) -> Cleaned:
    """«1.3.2021», «03/2021», «2021-03-01», «März 2021», «2021», a spreadsheet's date or its number of days.
    A month becomes its first day. Raises Unreadable."""
    if isinstance(cell, datetime.datetime):
        return _plausible(cell.date(), today)
    if isinstance(cell, datetime.date):
        return _plausible(cell, today)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _EXCEL_DAYS[0] < cell < _EXCEL_DAYS[1]:
        return _plausible(_DAY_ZERO + datetime.timedelta(days=int(cell)), today)
    text = _LEAD.sub("", as_text(cell))
    for pattern, order in _DATE_FORMS:
        match = pattern.fullmatch(text)
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            return _from_parts(parts.get("d"), parts.get("m"), parts["y"], today)
    raise Unreadable("date_unreadable")


_DATE_FORMS = (
    (re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?: 0?0:00(?::00)?)?"), "dmy"),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?"), "ymd"),
    (re.compile(r"(\d{1,2})[./-](\d{4})"), "my"),
    (re.compile(r"(\d{1,2})/(\d{2})"), "my"),
    (re.compile(r"(\d{4})-(\d{1,2})"), "ym"),
    (re.compile(r"(\d{1,2})\. ?([^\W\d]+)\.? (\d{4})"), "dmy"),
    (re.compile(r"([^\W\d]+)\.? (\d{4})"), "my"),
    (re.compile(r"((?:19|20)\d{2})"), "y"),
)


def _from_parts(day: str | None, month: str | None, year: str, today: datetime.date) -> Cleaned:
    warning = None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= today.year % 100 else 1900
        warning = "date_two_digits"
    if month is None:
        month, warning = "1", "date_year_only"
    month_number = int(month) if month.isdecimal() else _MONTHS.get(plain(month))
    if month_number is None:
        raise Unreadable("date_unreadable")
    try:
        date = datetime.date(number, month_number, int(day or 1))
    except ValueError as error:
        raise Unreadable("date_impossible") from error
    return Cleaned(_plausible(date, today).value, warning)


def _plausible(date: datetime.date, today: datetime.date) -> Cleaned:
    if date > today:
        raise Unreadable("date_in_future")
    if date < _EARLIEST:
        raise Unreadable("date_impossible")
    return Cleaned(date)


def _limited(column: Column, cell: Cell) -> Cleaned:
    value = clean_number(cell)
    lowest = -math.inf if column.minimum is None else column.minimum
    highest = math.inf if column.maximum is None else column.maximum
    if not lowest <= value <= highest:
        raise Unreadable("number_out_of_range")
    if column.type == "whole":
        if not value.is_integer():
            raise Unreadable("number_not_whole")
        return Cleaned(int(value))
    return Cleaned(value)


def _clean_text(column: Column, cell: Cell) -> Cleaned:
    text = as_text(cell)
    if len(text) > column.longest:
        return Cleaned(text[: column.longest - 1] + "…", "text_shortened")
    return Cleaned(text)


def _clean_postcode(_: Column, cell: Cell) -> Cleaned:
    text = as_text(cell).removeprefix("D-").strip()
    if not re.fullmatch(r"\d{5}", text):
        raise Unreadable("postcode_unreadable")
    return Cleaned(text)


def _clean_choice(column: Column, cell: Cell) -> Cleaned:
    spelling = plain(as_text(cell))
    if spelling in column.words:
        return Cleaned(column.words[spelling])
    if column.other is not None:
        return Cleaned(column.other, "choice_other")
    raise Unreadable("choice_unknown")


def _clean_flag(_: Column, cell: Cell) -> Cleaned:
    text = as_text(cell).lower()
    if text in _YES:
        return Cleaned(True)
    if text in _NO:
        return Cleaned(False)
    raise Unreadable("flag_unreadable")


def _clean_floor(_: Column, cell: Cell) -> Cleaned:
    """EG 0, 1. OG 1, UG −1; of several floors the lowest at or above the ground."""
    text = as_text(cell).lower().replace("−", "-")
    if re.fullmatch(r"-?\d{1,2}", text):
        return Cleaned(int(text))
    floors = [_floor(plain(part)) for part in re.split(r"[/+,&–-]|\bund\b|\bbis\b", text) if part.strip()]
    if not floors or None in floors:
        raise Unreadable("floor_unreadable")
    lowest = min((floor for floor in floors if floor >= 0), default=max(floors))
    return Cleaned(lowest, "floor_several" if len(floors) > 1 else None)


def _floor(text: str) -> int | None:
    if text in ("eg", "erdgeschoss", "parterre", "hochparterre"):
        return 0
    for long, short in _FLOOR_WORDS:
        text = text.replace(long, short)
    match = re.fullmatch(r"(?:(\d) ?)?(og|ug)(?: ?(\d))?", text)
    if match:
        number = int(match[1] or match[3] or 1)
        return number if match[2] == "og" else -number
    return int(text) if re.fullmatch(r"\d{1,2}", text) else None


_FLOOR_WORDS = (
    ("obergeschoss", "og"),
    ("untergeschoss", "ug"),
    ("kellergeschoss", "ug"),
    ("keller", "ug"),
    ("souterrain", "ug"),
    ("etage", "og"),
    ("stock", "og"),
)

_BY_TYPE: dict[str, Callable[[Column, Cell], Cleaned]] = {
    "text": _clean_text,
    "area": _clean_text,
    "coordinates": _clean_text,
    "postcode": _clean_postcode,
    "choice": _clean_choice,
    "flag": _clean_flag,
    "floor": _clean_floor,
}
