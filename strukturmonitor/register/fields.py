"""The fields of a record (data/catalogue/register.yml), and what may stand in them."""

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from strukturmonitor.errors import ValueInvalid
from strukturmonitor.facts import read_facts

_SEPARATOR = ","
# Marks that turn the direction of all that follows them, also of our own words.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Field:
    """`type`: text, long_text, whole, number, date, flag, choice, choices. `group`: values in data/catalogue/vacancy.yml;
    with `is_open` other words may stand there too. `place`: unit, position, episode, derived (never typed).
    `part`: section of the form."""

    name: str
    type: str
    visibility: str
    part: str
    place: str = "unit"
    group: str | None = None
    is_open: bool = False
    required: bool = False
    lowest: float | None = None
    highest: float | None = None
    longest: int | None = None
    pattern: str | None = None
    unit: str | None = None


@cache
def catalogue() -> dict:
    """All of data/catalogue/register.yml."""
    return read_facts("catalogue/register.yml")


@cache
def fields() -> dict[str, Field]:
    """Name → field, in the order of the form."""
    return {name: Field(name=name, **definition) for name, definition in catalogue()["fields"].items()}


def choices(field: Field) -> list[str]:
    """The values a field of type choice or choices may have."""
    return list(_groups()[field.group].values())


def clean(field: Field, value: object) -> object:
    """The value as the register keeps it: text without control characters and surrounding blanks, numbers within their
    limits, known choices; None where nothing is said. Raises ValueInvalid (field, reason, limit)."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value != value:
        cleaned = None
    else:
        cleaned = _CLEANERS[field.type](field, value)
    if cleaned is None and field.required:
        raise _wrong(field, "missing")
    return cleaned


def plain_text(value: object) -> str:
    """Text as it is kept: one form of each letter, no control or direction-changing characters but line breaks, and none
    that no XML file may hold."""
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Co"))
    return "".join(sign for sign in kept if sign not in _TURNING and not _is_no_character(sign)).strip()


def _is_no_character(sign: str) -> bool:
    """U+FFFF and its like: a workbook with one of them is taken for damaged."""
    code = ord(sign)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


@cache
def _groups() -> dict[str, dict[str, str]]:
    return read_facts("catalogue/vacancy.yml")


def _wrong(field: Field, reason: str, limit: object = "–") -> ValueInvalid:
    return ValueInvalid(field=field.name, reason=reason, limit=limit)


def _text(field: Field, value: object) -> str | None:
    text = plain_text(value)
    if field.type == "text":
        text = " ".join(text.split())
    if len(text) > (field.longest or 0):
        raise _wrong(field, "too_long", field.longest)
    if text and field.pattern and not re.fullmatch(field.pattern, text):
        raise _wrong(field, "pattern")
    return text or None


def _number(field: Field, value: object) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _wrong(field, "no_number") from None
    if not math.isfinite(number):
        raise _wrong(field, "no_number")
    if field.lowest is not None and number < field.lowest:
        raise _wrong(field, "too_small", field.lowest)
    if field.highest is not None and number > field.highest:
        raise _wrong(field, "too_large", field.highest)
    return number


def _whole(field: Field, value: object) -> int:
    number = _number(field, value)
    if number != int(number):
        raise _wrong(field, "not_whole")
    return int(number)


def _date(field: Field, value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        try:
            value = datetime.date.fromisoformat(str(value)[:10])
        except ValueError:
            raise _wrong(field, "no_date") from None
    earliest = catalogue()["earliest_date"]
    if value < earliest:
        raise _wrong(field, "too_early", earliest)
    latest = datetime.date.today().replace(day=1)
    latest = latest.replace(year=latest.year + catalogue()["latest_years_ahead"])
    if value > latest:
        raise _wrong(field, "too_late", latest)
    return value


def _flag(field: Field, value: object) -> bool:
    if value in (True, False):
        return bool(value)
    raise _wrong(field, "no_flag")


def _choice(field: Field, value: object) -> str | None:
    if value == "":
        return None
    if value in choices(field):
        return str(value)
    if field.is_open and len(str(value)) <= 100:
        return plain_text(value) or None
    raise _wrong(field, "no_choice")


def _choices(field: Field, value: object) -> str | None:
    """Kept as one text with commas, in the order of the catalogue."""
    given = value.split(_SEPARATOR) if isinstance(value, str) else list(value)
    given = [str(each) for each in given if each]
    if unknown := set(given) - set(choices(field)):
        raise _wrong(field, "no_choice", ", ".join(sorted(unknown)))
    return _SEPARATOR.join(known for known in choices(field) if known in given) or None


_CLEANERS = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "whole": _whole,
    "date": _date,
    "flag": _flag,
    "choice": _choice,
    "choices": _choices,
}
