"""Lines, points and bands of a figure."""

import datetime
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.palette import CITY, HOLLOW
from strukturmonitor.slides.panel_axes import ValueAxis, value_axis
from strukturmonitor.slides.panel_model import CannotDraw, Panel, Series
from strukturmonitor.slides.panel_values import (
    colour_of,
    day_number,
    key_of,
    number_word,
    rounded,
    said_at,
    words,
)

_POINTS_PER_PX = 0.75
_FEW_YEARS = 5


def lines_panel(traces: list[go.Scatter], x_axis: object, y_axis: object, decimals: int, most_categories: int) -> Panel:
    drawn: list[tuple[Series, list]] = []
    for trace in traces:
        if any(isinstance(value, str) for value in trace.y):
            raise CannotDraw
        if trace.fill == "toself":
            drawn.extend(_band(trace, decimals))
        elif trace.fill not in (None, "none") or "text" in (trace.mode or ""):
            raise CannotDraw
        else:
            drawn.append(_line(trace, decimals))
    named = {"category_title": words(x_axis.title.text or ""), "value_title": words(y_axis.title.text or "")}
    axis = value_axis(y_axis, _heights([one for one, _ in drawn]), is_stacked=False, from_zero=False)
    places = _over_categories([(one, xs) for one, xs in drawn], most_categories, x_axis)
    if places is None:
        return _over_numbers(drawn, x_axis, axis, named)
    by_key = {key_of(place): number for number, place in enumerate(places)}
    series = []
    for one, xs in drawn:
        values: list[float | None] = [None] * len(places)
        for place, value in zip(xs, one.values, strict=True):
            values[by_key[key_of(place)]] = value
        series.append(replace(one, values=values))
    return Panel("", "lines", series, axis, categories=_place_names(places, x_axis), **named)


def _line(trace: go.Scatter, decimals: int) -> tuple[Series, list]:
    mode = trace.mode or "lines"
    values = rounded(trace.y, decimals)
    colour = trace.line.color or trace.marker.color
    points: list[tuple[str, float]] = []
    if isinstance(trace.marker.color, list | tuple | np.ndarray):
        points = [colour_of(one) for one in trace.marker.color]
        colour = trace.line.color or points[0][0]
    is_hollow = (isinstance(trace.marker.color, str) and trace.marker.color == HOLLOW) or str(
        trace.marker.symbol or ""
    ).endswith("-open")
    if colour is None or colour == HOLLOW:
        colour = trace.marker.line.color or CITY
    known = sum(value is not None for value in values)
    series = Series(
        name=words(trace.name or ""),
        values=values,
        colour=colour_of(colour)[0],
        kind="line" if "lines" in mode else "points",
        width_pt=max((trace.line.width or 2) * _POINTS_PER_PX, 1.0),
        dash=trace.line.dash or "solid",
        has_points="markers" in mode or known == 1,
        is_hollow=is_hollow,
        colours=points,
        in_legend=trace.showlegend is not False,
    )
    return series, list(trace.x)


def _heights(series: list[Series]) -> list[list[float | None]]:
    """How high each row reaches: a band stands on its base."""
    return [
        [low + high for low, high in zip(series[number - 1].values, one.values, strict=True)]
        if one.kind == "band"
        else one.values
        for number, one in enumerate(series)
    ]


def _band(trace: go.Scatter, decimals: int) -> list[tuple[Series, list]]:
    """Plotly draws a band as an outline, there along its upper edge and back along the lower one."""
    xs, ys = list(trace.x), rounded(trace.y, decimals)
    half = len(xs) // 2
    if len(xs) % 2 or xs[:half] != xs[half:][::-1] or None in ys:
        raise CannotDraw
    lower = [min(pair) for pair in zip(ys[:half], ys[half:][::-1], strict=True)]
    upper = [max(pair) for pair in zip(ys[:half], ys[half:][::-1], strict=True)]
    colour, alpha = colour_of(trace.fillcolor)
    height = [round(high - low, decimals) for low, high in zip(lower, upper, strict=True)]
    return [
        (Series("", lower, colour, kind="band_base", in_legend=False), xs[:half]),
        (Series(words(trace.name or ""), height, colour, kind="band", alpha=alpha, in_legend=False), xs[:half]),
    ]


def _over_categories(drawn: list[tuple[Series, list]], most: int, axis: object) -> list | None:
    """All places in order where a line may go from each to the next; None where points need places of their own."""
    places = list(dict.fromkeys(key_of(place) for _, xs in drawn for place in xs))
    if any(len({key_of(place) for place in xs}) < len(xs) for _, xs in drawn):
        return None
    if not any(isinstance(place, str) for place in places):
        places = sorted(places)
    number = {place: index for index, place in enumerate(places)}
    for one, xs in drawn:
        held = sorted(number[key_of(place)] for place in xs)
        if one.kind == "line" and held and held[-1] - held[0] + 1 != len(held):
            return None
    if isinstance(places[0], str | pd.Timestamp):
        return places
    said = said_at(axis)
    steps = {round(b - a, 6) for a, b in pairwise(places)}
    is_even = len(steps) <= 1 and all(float(place).is_integer() or place in said for place in places)
    return places if is_even and len(places) <= most else None


def _over_numbers(drawn: list[tuple[Series, list]], x_axis: object, axis: ValueAxis, named: dict[str, str]) -> Panel:
    if any(one.kind.startswith("band") for one, _ in drawn):
        raise CannotDraw
    keys = [[key_of(place) for place in xs] for _, xs in drawn]
    if any(isinstance(key, str) for xs in keys for key in xs):
        raise CannotDraw
    are_days = any(isinstance(key, pd.Timestamp) for xs in keys for key in xs)
    series = [
        replace(one, xs=[day_number(key) if are_days else float(key) for key in xs])
        for (one, _), xs in zip(drawn, keys, strict=True)
    ]
    return Panel(
        "",
        "points",
        series,
        axis,
        place_axis=value_axis(x_axis, [one.xs for one in series], is_stacked=False, from_zero=False, are_days=are_days),
        places_are_days=are_days,
        **named,
    )


def _place_names(places: list, axis: object) -> list[str] | list[datetime.date]:
    said = said_at(axis)
    if all(place in said for place in places):
        return [said[place] for place in places]
    if isinstance(places[0], pd.Timestamp):
        years = [place.year for place in places]
        steps = {b - a for a, b in pairwise(years)}
        if len(steps) == 1 and 0 not in steps and len({(p.month, p.day) for p in places}) == 1:
            return [str(year) for year in years]
        return [place.date() for place in places]
    return [number_word(place) for place in places]


def years_as_days(panel: Panel) -> None:
    """Many years stand on an axis of time, which leaves out marks where there is no room for all."""
    if panel.kind in ("lines", "bars") and len(panel.categories) > _FEW_YEARS:
        names = panel.categories
        if all(isinstance(name, str) and len(name) == 4 and name.isdecimal() for name in names):
            panel.categories = [datetime.date(int(name), 1, 1) for name in names]
            panel.are_years = True
