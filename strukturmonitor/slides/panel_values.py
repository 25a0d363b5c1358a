"""Places, colours and words of a Plotly figure as plain values."""

import datetime
import html
import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from strukturmonitor.charts.palette import CITY

_TAG = re.compile(r"<[^>]+>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def words(text: str) -> str:
    """Plotly's little markup as plain words."""
    return html.unescape(" ".join(_TAG.sub(" ", str(text)).split()))


def rounded(values: Iterable, decimals: int) -> list[float | None]:
    return [None if value is None or value != value else round(float(value), decimals) + 0.0 for value in values]


def decimals_of(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


def key_of(place: object) -> object:
    """A place on the axis as something that can be compared: a day, a number or a word."""
    if isinstance(place, np.datetime64 | datetime.date | pd.Timestamp):
        return pd.Timestamp(place)
    if isinstance(place, str):
        return pd.Timestamp(place) if _DAY.match(place) else place
    return float(place) if isinstance(place, int | float | np.number) else place


def are_days(places: list) -> bool:
    return bool(places) and isinstance(key_of(places[0]), pd.Timestamp)


def day_number(day: pd.Timestamp | datetime.date) -> float:
    """The day as spreadsheets count it."""
    return float((pd.Timestamp(day) - pd.Timestamp("1899-12-30")).days)


def said_at(axis: object) -> dict[object, str]:
    if axis.tickvals is None or axis.ticktext is None:
        return {}
    return {key_of(value): words(text) for value, text in zip(axis.tickvals, axis.ticktext, strict=False)}


def number_word(place: object) -> str:
    if isinstance(place, float | int | np.number):
        return f"{float(place):g}"
    return words(str(place))


def colour_of(colour: object) -> tuple[str, float]:
    """«#RRGGBB» and how dense it is."""
    text = str(colour)
    if text.startswith("#") and len(text) >= 7:
        return text[:7].upper(), 1.0
    parts = re.findall(r"[\d.]+", text)
    if text.startswith("rgb") and len(parts) >= 3:
        return "#" + "".join(f"{int(float(part)):02X}" for part in parts[:3]), float(parts[3]) if parts[3:] else 1.0
    return CITY, 1.0
