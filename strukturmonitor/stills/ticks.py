"""Where the marks of an axis stand and what they say, by the rules of the browser's charts."""

import bisect
import math
import re

import numpy as np
import pandas as pd

from strukturmonitor.texts import Texts

DAY_MS = 86_400_000.0
_MONTH_MS = 365.25 * DAY_MS / 12
_YEAR_MS = 365.25 * DAY_MS
_ROUND_TENS = (2, 5, 10)
_ROUND_MONTHS = (1, 2, 3, 6, 12)
_ROUND_DAYS = (1, 2, 3, 7, 14)
_MOST_MARKS = 200
_NUMBER_FORMAT = re.compile(r"(,?)(?:\.(\d+))?([fd%])?")


def milliseconds(values: object) -> np.ndarray:
    """Days and moments as milliseconds since 1970; NaN where there is none."""
    moments = pd.to_datetime(pd.Series(values, dtype="object"), format="mixed", errors="coerce")
    found = moments.to_numpy("datetime64[ms]")
    return np.where(np.isnat(found), np.nan, found.astype("int64").astype("float64"))


def linear_marks(low: float, high: float, wanted: float, *, step: float | None, start: float) -> list[float]:
    """Marks between two numbers, about `wanted` of them, at multiples of `step` counted from `start`."""
    low, high = min(low, high), max(low, high)
    if step is None:
        rough = (high - low) / max(wanted, 1)
        if not rough > 0:
            return [low]
        base = 10.0 ** math.floor(math.log10(rough))
        step = base * _ROUND_TENS[min(bisect.bisect_right(_ROUND_TENS, rough / base), 2)]
    first = math.ceil((low - start) / step - 1e-9)
    count = min(math.floor((high - start) / step + 1e-9) - first + 1, _MOST_MARKS)
    return [round(start + (first + number) * step, 12) for number in range(count)]


def log_marks(low: float, high: float) -> list[float]:
    """Whole powers of ten between two exponents, with 2 and 5 where there are few."""
    digits = (1,) if high - low > 2.5 else (1, 2, 5)
    powers = range(math.floor(low) - 1, math.ceil(high) + 1)
    marks = [power + math.log10(digit) for power in powers for digit in digits]
    return [mark for mark in marks if low - 1e-9 <= mark <= high + 1e-9]


def date_marks(low: float, high: float, wanted: float, *, step: str | float | None, start: object) -> list[float]:
    """Marks between two moments (milliseconds): years, months or days."""
    rough = (high - low) / max(wanted, 1)
    months = None
    if isinstance(step, str) and step.startswith("M"):
        months = int(float(step[1:]))
    elif isinstance(step, int | float):
        rough = float(step)
    elif rough > _YEAR_MS:
        years = rough / _YEAR_MS
        base = 10.0 ** math.floor(math.log10(years))
        months = 12 * int(base * _ROUND_TENS[min(bisect.bisect_right(_ROUND_TENS, years / base), 2)])
    elif rough > _MONTH_MS:
        months = _ROUND_MONTHS[min(bisect.bisect_right(_ROUND_MONTHS, rough / _MONTH_MS), 4)]
    if months is None:
        days = _ROUND_DAYS[min(bisect.bisect_right(_ROUND_DAYS, rough / DAY_MS), 4)] * DAY_MS
        first = math.ceil(low / days) * days
        return [first + number * days for number in range(min(int((high - first) // days) + 1, _MOST_MARKS))]
    begin = pd.Timestamp(start) if start is not None else pd.Timestamp(2000, 1, 1)
    origin = begin.year * 12 + begin.month - 1
    month = pd.Timestamp(low, unit="ms")
    number = month.year * 12 + month.month - 1
    number -= (number - origin) % months
    marks = []
    while len(marks) < _MOST_MARKS:
        at = pd.Timestamp(number // 12, number % 12 + 1, 1).timestamp() * 1000
        if at > high:
            break
        if at >= low:
            marks.append(at)
        number += months
    return marks


def number_words(texts: Texts, value: float, how: str, marks: list[float]) -> str:
    """A number as an axis says it. `how`: its tickformat; without one with as many decimals as the marks need."""
    found = _NUMBER_FORMAT.fullmatch(how) if how else None
    if found is None:
        return (
            texts.number(value, _decimals_of(marks)) if abs(value) >= 10_000 or _decimals_of(marks) else _plain(value)
        )
    thousands, digits, kind = found.groups()
    decimals = 0 if kind == "d" else int(digits or 0)
    if kind == "%":
        value, decimals = value * 100, int(digits or 0)
    words = texts.number(value, decimals)
    if not thousands:
        words = words.replace("." if texts.language == "de" else ",", "")
    return words + (" %" if kind == "%" else "")


def _plain(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


def _decimals_of(marks: list[float]) -> int:
    for decimals in range(6):
        if all(abs(mark - round(mark, decimals)) < 1e-9 for mark in marks):
            return decimals
    return 6


def date_words(texts: Texts, mark: float, how: str, marks: list[float]) -> str:
    """A day as an axis says it: the year, the month where months are marked, else the day."""
    day = pd.Timestamp(mark, unit="ms")
    if how:
        return day.strftime(how)
    if all(_is_first(each, 1) for each in marks):
        return str(day.year)
    if all(_is_first(each, None) for each in marks):
        return f"{day:%m/%Y}"
    return texts.date(day)


def _is_first(mark: float, month: int | None) -> bool:
    day = pd.Timestamp(mark, unit="ms")
    return day.day == 1 and month in (None, day.month)
