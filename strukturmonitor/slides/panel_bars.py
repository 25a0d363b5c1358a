"""Bars of a figure, upright and to the right."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.palette import CITY, MISSING
from strukturmonitor.shown import Chart
from strukturmonitor.slides.panel_axes import value_axis
from strukturmonitor.slides.panel_model import CannotDraw, Panel, Series
from strukturmonitor.slides.panel_values import (
    are_days,
    colour_of,
    key_of,
    number_word,
    rounded,
    said_at,
    words,
)

_ROUNDED = 0.501  # of the last digit
_LABEL_SHARE = 0.12  # of an axis: room for labels behind the longest bars
_LABEL_SHARE_BELOW = 0.3  # where the names of the bars stand beside those labels


def bars_panel(chart: Chart, bars: list[go.Bar], x_axis: object, y_axis: object, decimals: int) -> Panel:
    is_lying = bars[0].orientation == "h"
    if any((bar.orientation == "h") is not is_lying or bar.base is not None for bar in bars):
        raise CannotDraw
    across, along = (y_axis, x_axis) if is_lying else (x_axis, y_axis)
    places, series = None, []
    for bar in bars:
        here = list(bar.y if is_lying else bar.x)
        if places is not None and here != places:
            raise CannotDraw
        places = here
        series.append(_bar(bar, bar.x if is_lying else bar.y, decimals))
    mode = chart.figure.layout.barmode
    has_labels = any(one.label_format for one in series)
    stacking = {"relative": "stacked", "stack": "stacked", "overlay": "over each other"}.get(mode, "side by side")
    if stacking == "over each other" and len({str(bar.width) for bar in bars}) > 1:
        raise CannotDraw
    has_room = has_labels and stacking == "side by side"
    return Panel(
        title="",
        kind="rows" if is_lying else "bars",
        series=series,
        axis=value_axis(
            along,
            [one.values for one in series],
            is_stacked=stacking == "stacked",
            from_zero=True,
            spare=_LABEL_SHARE if has_room else 0.0,
            spare_below=_LABEL_SHARE_BELOW if has_room and is_lying else None,
        ),
        categories=_with_words(_bar_names(places, across, bars[0]), bars, series),
        stacking=stacking,
        is_reversed=across.autorange == "reversed",
        category_title=words(across.title.text or ""),
        value_title=words(along.title.text or ""),
    )


def _bar(bar: go.Bar, values: Iterable, decimals: int) -> Series:
    label_format, label_decimals = _label_format(bar.text, list(values))
    values = rounded(values, min(decimals, label_decimals) if label_format else decimals)
    colours = bar.marker.color
    each = list(colours) if isinstance(colours, list | tuple | np.ndarray) else [colours or CITY] * len(values)
    opacity = bar.marker.opacity
    alphas = list(opacity) if isinstance(opacity, list | tuple | np.ndarray) else [opacity or 1.0] * len(values)
    points = [(colour_of(c)[0], a * colour_of(c)[1]) for c, a in zip(each, alphas, strict=True)]
    # A bar without a value has the length zero on the page and says so beside it; here it stays a gap.
    values = [
        None if value == 0 and colour == MISSING else value for value, (colour, _) in zip(values, points, strict=True)
    ]
    is_one_colour = len(set(points)) == 1
    return Series(
        name=words(bar.name or ""),
        values=values,
        kind="bar",
        colour=points[0][0],
        alpha=points[0][1] if is_one_colour else 1.0,
        colours=[] if is_one_colour else points,
        is_hatched=bool(bar.marker.pattern.shape),
        label_format=label_format,
        in_legend=bar.showlegend is not False,
    )


def _bar_names(places: list, axis: object, bar: go.Bar) -> list[str]:
    hovers = list(bar.customdata) if bar.customdata is not None else [None] * len(places)
    said = said_at(axis)
    if all(key_of(place) in said for place in places):
        return [said[key_of(place)] for place in places]
    if are_days(places):
        return [_named_by_hover(hover, place) for hover, place in zip(hovers, places, strict=True)]
    return [number_word(place) for place in places]


def _named_by_hover(hover: object, place: object) -> str:
    """«1. Halbjahr 2026», where the page says so over the bar; else the year."""
    said = hover[0] if isinstance(hover, list | tuple | np.ndarray) and len(hover) else hover
    year = str(pd.Timestamp(place).year)
    return words(said).partition(" (")[0] if isinstance(said, str) and year in said else year


def _with_words(names: list[str], bars: list[go.Bar], series: list[Series]) -> list[str]:
    """Labels that are not the values of their bars (sums, words) stand behind the names, where one row has such."""
    told = [
        bar.text
        for bar, one in zip(bars, series, strict=True)
        if bar.text is not None and not isinstance(bar.text, str) and not one.label_format
    ]
    if len(told) != 1:
        return names
    return [f"{name}: {words(text)}" if words(text) else name for name, text in zip(names, told[0], strict=True)]


def _label_format(text: object, values: list[float | None]) -> tuple[str, int]:
    """The number format of labels written like «+1,2», «3,4 %» and its decimals; empty where they are not the values."""
    if text is None or isinstance(text, str) or not len(text):
        return "", 0
    samples = [str(one) for one in text if str(one).strip(" –")]
    found = [re.fullmatch(r"([+−-]?)\d{1,3}(?:[.,]\d{3})*(?:[.,](\d{1,2}))?(\s?%)?", one) for one in samples]
    if not samples or not all(found):
        return "", 0
    decimals = max(len(one[2] or "") for one in found)
    for said, value in zip(text, values, strict=True):
        digits = re.sub(r"\D", "", str(said))
        if digits and (value is None or not abs(int(digits) - abs(float(value)) * 10**decimals) <= _ROUNDED):
            return "", 0
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    number += f'"{found[0][3]}"' if found[0][3] else ""
    return (f"+{number};−{number};0" if any(one[1] == "+" for one in found) else number), decimals
