"""Words in the drawing of a figure: titles of panels, names at the ends of lines, marks of a day or a value."""

import datetime

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.palette import CITY
from strukturmonitor.slides.panel_model import Panel, Series
from strukturmonitor.slides.panel_values import (
    decimals_of,
    key_of,
    number_word,
    rounded,
    words,
)


def place_words(layout: go.Layout, panel: Panel, pair: tuple[str, str], axes: tuple, is_alone: bool) -> None:
    """Titles of panels, names at the ends of lines, marks of a day or a value."""
    x_axis, y_axis = axes
    said: dict[object, str] = {}
    for note in layout.annotations:
        text = words(note.text)
        in_data = (note.xref or "x") == pair[0] and (note.yref or "y") == pair[1]
        if (note.xref, note.yref) == ("paper", "paper"):
            domain = x_axis.domain or (0, 1)
            is_above = abs((note.y or 0) - (y_axis.domain or (0, 1))[1]) < 1e-6
            if not is_alone or is_above:
                if is_above and any(abs((note.x or 0) - at) < 1e-6 for at in (domain[0], sum(domain) / 2)):
                    panel.title = text
            else:
                panel.said.append(text)
        elif in_data and not _label_end(panel, note, text):
            panel.said.append(text)
        elif not in_data and ((note.xref or "x") == pair[0] or (note.yref or "y") == pair[1]):
            said[key_of(note.x) if (note.xref or "x") == pair[0] else note.y] = text
    for shape in layout.shapes:
        if shape.type == "line":
            _mark(panel, shape, pair, said)
        elif (shape.xref or "x").split(" ")[0] == pair[0]:
            panel.leaves_out_areas = True
    panel.said.extend(said.values())


def _label_end(panel: Panel, note: object, text: str) -> bool:
    """Whether the words stand at the last point of a line: then they become its label."""
    for one in panel.series:
        known = [number for number, value in enumerate(one.values) if value is not None]
        if not known or one.kind not in ("line", "points") or one.end_label:
            continue
        value = one.values[known[-1]]
        is_near = isinstance(note.y, float | int | np.number) and abs(value - float(note.y)) <= 0.5 * 10 ** (
            -decimals_of(value)
        )
        if is_near and (not one.name or one.name.endswith(text) or text.startswith(one.name) or not text[:1].isalpha()):
            one.end_label = text
            one.name = one.name or text
            return True
    return False


def _mark(panel: Panel, shape: object, pair: tuple[str, str], said: dict[object, str]) -> None:
    is_upright = shape.x0 == shape.x1 and (shape.xref or "x") == pair[0]
    is_level = shape.y0 == shape.y1 and (shape.yref or "y") == pair[1]
    if panel.kind == "rows" and is_upright and shape.x0:
        # PowerPoint has no line across lying bars: the city becomes a bar of its own.
        name = said.pop(key_of(shape.x0), "") or words(str(shape.x0))
        first = panel.series[0]
        value = rounded([shape.x0], panel.decimals)[0]
        at = sum(other is None or other <= value for other in first.values)
        panel.categories.insert(at, name)
        first.colours = first.colours or [(first.colour, first.alpha)] * len(first.values)
        first.colours.insert(at, (CITY, 1.0))
        first.values.insert(at, value)
        panel.reference = name
    elif panel.kind == "lines" and is_upright:
        place = key_of(shape.x0)
        names = [key_of(name) if isinstance(name, datetime.date) else name for name in panel.categories]
        at = place if place in names else number_word(place)
        if isinstance(place, pd.Timestamp) and isinstance(names[0], pd.Timestamp) and names[0] <= place <= names[-1]:
            at = min(names, key=lambda name: abs(name - place))
        if at in names:
            values: list[float | None] = [None] * len(names)
            values[names.index(at)] = panel.axis.high
            text = said.pop(place, "")
            panel.series.append(
                Series(text, values, CITY, kind="mark", width_pt=1, dash="dash", end_label=text, in_legend=False)
            )
    elif panel.kind in ("lines", "points") and is_level and shape.y0:
        name = said.pop(shape.y0, "")
        xs = [panel.place_axis.low, panel.place_axis.high] if panel.kind == "points" else []
        level: list[float | None] = [float(shape.y0)] * (len(xs) or len(panel.categories))
        panel.series.insert(0, Series(name, level, CITY, xs=xs, width_pt=1, dash="dot", in_legend=False))
