"""Axes of values: round ends and steps, and how their numbers are written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

_MOST_STEPS = 6
_STEPS = (1, 2, 2.5, 5, 10)
_YEAR_DAYS = 365.25
_SPARE = 0.02  # of a step: shares that add up to 100.1 do not need another one


@dataclass
class ValueAxis:
    """From `low` to `high` in steps of `step`; `number_format` in the way of spreadsheets."""

    low: float
    high: float
    step: float
    number_format: str
    is_hidden: bool = False


def value_axis(
    axis: object,
    rows: Iterable[list[float | None]],
    *,
    is_stacked: bool,
    from_zero: bool,
    spare: float = 0.0,
    spare_below: float | None = None,
    are_days: bool = False,
) -> ValueAxis:
    """The axis for these values as the figure's `axis` wants it: its range, its beginning at zero, its unit. `spare`: of
    its length that stays free beyond the values; `spare_below`: below zero, the same by default."""
    rows = [list(row) for row in rows]
    low, high = _reach(rows, is_stacked)
    if axis.range is not None and len(axis.range) == 2 and all(one is not None for one in axis.range):
        ends = sorted(_number(one) for one in axis.range)
        if not from_zero:  # bars get round ends of their own
            low, high = min(ends[0], low), max(ends[1], high)
    if from_zero or axis.rangemode == "tozero":
        low, high = min(low, 0.0), max(high, 0.0)
    above, below = spare, spare if spare_below is None else spare_below
    length = high - low
    low, high = low - below * length if low < 0 else low, high + above * length if high > 0 else high
    is_hidden = axis.visible is False or (axis.showticklabels is False and not axis.matches)
    if are_days:
        return _days(low, high)
    if high - low <= 0:
        low, high = low - 1, high + 1
    step = _step(high - low)
    low, high = math.floor(low / step + _SPARE) * step, math.ceil(high / step - _SPARE) * step
    return ValueAxis(round(low, 9), round(high, 9), step, _format(axis, step), is_hidden)


def _reach(rows: list[list[float | None]], is_stacked: bool) -> tuple[float, float]:
    if is_stacked:
        pairs = list(zip(*rows, strict=True))
        lows = [sum(v for v in pair if v is not None and v < 0) for pair in pairs]
        highs = [sum(v for v in pair if v is not None and v > 0) for pair in pairs]
    else:
        lows = highs = [value for row in rows for value in row if value is not None]
    return (min(lows), max(highs)) if lows else (0.0, 1.0)


def _step(span: float) -> float:
    raw = span / _MOST_STEPS
    power = 10 ** math.floor(math.log10(raw))
    return next(size * power for size in _STEPS if size * power >= raw * (1 - 1e-9))


def _format(axis: object, step: float) -> str:
    decimals = 0 if float(step).is_integer() else 1 if float(step * 10).is_integer() else 2
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    if axis.ticksuffix:
        number += f'"{axis.ticksuffix}"'
    said = [str(text) for text in axis.ticktext or ()]
    below = [text for value, text in zip(axis.tickvals or (), said, strict=False) if _number(value) < 0]
    if below and not any(text.startswith(("-", "−")) for text in below):
        return f"{number};{number}"  # lengths to both sides
    if axis.tickformat == "d":
        return "0"
    return f"{number};−{number}"


def _days(low: float, high: float) -> ValueAxis:
    """Marks at the turn of years; a day later, so that years of 366 days do not show one year twice."""
    first, last = (pd.Timestamp("1899-12-30") + pd.Timedelta(days=value) for value in (low, high))
    begin = pd.Timestamp(first.year if (first.month, first.day) > (1, 1) else first.year - 1, 1, 2)
    years = max(math.ceil((last - begin).days / _YEAR_DAYS), 1)
    step = next(size for size in (1, 2, 5, 10, 20, 50) if years / size <= 2 * _MOST_STEPS)
    start = float((begin - pd.Timestamp("1899-12-30")).days)
    return ValueAxis(start, start + math.ceil(years / step) * step * _YEAR_DAYS, step * _YEAR_DAYS, "yyyy")


def _number(value: object) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        pass
    try:
        return float((pd.Timestamp(value) - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1))
    except ValueError:
        return 0.0
