"""All indicators of a theme as small multiples: the areas in colour, the city as a thin grey line."""

import math
import textwrap
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CITY, COMPARED
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.standing import Course
from strukturmonitor.texts import Texts

_PANEL_HEIGHT = 200
_GAP = 64  # pixels between two rows of panels: years below, title above
_LINE_HEIGHT = 18
_BOTTOM = 26
_GUTTER = 0.07  # between two panels, as a share of the width: room for the scale
_TITLE_CHARACTERS = 40
_LEAST_RANGE = 0.3  # share of the highest value that an axis spans at least, so that small changes stay small
_SPARE = pd.Timedelta(days=90)  # room beside the first and the last point


@dataclass(frozen=True)
class Panel:
    """An indicator with the courses of the areas that are drawn and of the city (area_id → course)."""

    indicator: Indicator
    courses: dict[str, Course]


def theme_figure(
    texts: Texts, panels: list[Panel], names: dict[str, str], *, city: tuple[str, str], columns: int, ink: str
) -> go.Figure:
    """One panel per indicator, each with its own scale of values, all with the same years. `names`: area_id → label, in
    the order of their colours; `city`: its id and name, drawn where it is not among them, and left out for amounts, where
    its line would lie far above. Gaps stay gaps; estimates are dashed. `ink`: colour of the panels' titles.

    The figure is put together as one description: adding a hundred lines one by one takes a second.
    """
    titles = [_title(texts, panel.indicator) for panel in panels]
    rows = math.ceil(len(panels) / columns)
    top = 8 + _LINE_HEIGHT * (2 if any("<br>" in title for title in titles[:columns]) else 1)
    inner = _PANEL_HEIGHT * rows - _GAP
    width = (1 - _GUTTER * (columns - 1)) / columns
    drawn = [_drawn(panel, names, city) for panel in panels]
    positions = [
        _positions(panel.indicator, panel.courses[a]) for panel, lines in zip(panels, drawn, strict=True) for a in lines
    ]
    years = [min(x.min() for x in positions) - _SPARE, max(x.max() for x in positions) + _SPARE]
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "annotations": [],
        "height": inner + top + _BOTTOM,
        "margin": {"l": 8, "r": 8, "t": top, "b": _BOTTOM},
    }
    for number, (panel, lines) in enumerate(zip(panels, drawn, strict=True)):
        suffix = str(number + 1) if number else ""
        left = number % columns * (width + _GUTTER)
        upper = 1 - (number // columns) * _PANEL_HEIGHT / inner
        lower = max(upper - (_PANEL_HEIGHT - _GAP) / inner, 0)
        layout[f"xaxis{suffix}"] = {
            "domain": [left, left + width], "anchor": f"y{suffix}", "range": years, "tickformat": "%Y", "nticks": 6,
            "showgrid": False, "fixedrange": True,
        }  # fmt: skip
        layout[f"yaxis{suffix}"] = {
            "domain": [lower, upper], "anchor": f"x{suffix}", "range": _range(panel, lines), "nticks": 4, "zeroline": False,
            "tickformat": f",.{panel.indicator.decimals}f", "fixedrange": True, "automargin": True,
        }  # fmt: skip
        layout["annotations"].append(
            {
                "text": titles[number], "x": left, "y": upper, "xref": "paper", "yref": "paper", "xanchor": "left",
                "yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 13, "color": ink},
            }
        )  # fmt: skip
        data += [_line(texts, panel, area_id, label, suffix, names, city) for area_id, label in lines.items()]
    base = new_figure(texts).to_dict()["layout"]
    return go.Figure({"data": data, "layout": {**base, **layout}})


def _title(texts: Texts, indicator: Indicator) -> str:
    """Title and unit in lines that fit over a panel."""
    unit = texts(f"unit_name.{indicator.unit}")
    title = indicator.title.in_language(texts)
    return "<br>".join(textwrap.wrap(title if not unit or unit in title else f"{title} ({unit})", _TITLE_CHARACTERS))


def _drawn(panel: Panel, names: dict[str, str], city: tuple[str, str]) -> dict[str, str]:
    """The lines of a panel, the city first, so that it lies below the others."""
    without_city = panel.indicator.is_amount or city[0] in names
    lines = names if without_city else {city[0]: city[1], **names}
    return {area_id: label for area_id, label in lines.items() if area_id in panel.courses}


def _positions(indicator: Indicator, course: Course) -> pd.DatetimeIndex:
    """Where the periods lie on the axis: a year over its own label."""
    return course.periods.to_period("Y").start_time if indicator.period == "year" else course.periods


def _range(panel: Panel, lines: dict[str, str]) -> list[float]:
    values = np.concatenate([panel.courses[area_id].values for area_id in lines])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    spare = max(0.08 * (high - low), (_LEAST_RANGE * abs(high) - (high - low)) / 2, 10.0**-panel.indicator.decimals)
    return [max(low - spare, 0) if low >= 0 else low - spare, high + spare]


def _line(
    texts: Texts, panel: Panel, area_id: str, label: str, suffix: str, names: dict[str, str], city: tuple[str, str]
) -> dict[str, Any]:
    course, indicator = panel.courses[area_id], panel.indicator
    is_reference = area_id == city[0] and list(names) != [city[0]]
    chosen = [name for name in names if name != city[0]]
    colour = CITY if is_reference else COMPARED[chosen.index(area_id) if area_id in chosen else 0]
    known = ~np.isnan(course.values)
    value_format = f"%{{y:,.{indicator.decimals}f}}" + (texts.percent_sign if indicator.unit == "pct" else "")
    day_format = "%d.%m.%Y" if texts.language == "de" else "%-d %B %Y"
    date_format = "%{x|%Y}" if indicator.period == "year" else f"%{{x|{day_format}}}"
    return {
        "type": "scatter",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "x": _positions(indicator, course).strftime("%Y-%m-%d").tolist(),
        "y": [value if is_known else None for value, is_known in zip(course.values.tolist(), known, strict=True)],
        "mode": "lines+markers" if known.sum() < 3 else "lines",
        "marker": {"size": 7},
        "line": {
            "color": colour,
            "width": 1.5 if is_reference else 2.5,
            "dash": "dash" if course.is_estimate else "solid",
        },
        "connectgaps": False,
        "name": label,
        "hovertemplate": f"{date_format}: {value_format}<extra>{label}</extra>",
    }
