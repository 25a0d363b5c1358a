"""What a chart says, taken from its Plotly figure: panels with series, so that PowerPoint can draw them as charts of its
own. A figure that holds what PowerPoint does not have (heat maps, bars with outlines, bands over words) has no panels."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.palette import CITY, HOLLOW, MISSING
from strukturmonitor.shown import Chart
from strukturmonitor.slides.panel_axes import ValueAxis, value_axis

_TAG = re.compile(r"<[^>]+>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_POINTS_PER_PX = 0.75
_FEW_YEARS = 5
_LABEL_SHARE = 0.12  # of an axis: room for labels behind the longest bars
_NO_DECIMALS = ("text", "date", "year")


@dataclass
class Series:
    """One row of values; `None` is a gap. `xs`: places of points with places of their own. `end_label`: words beside
    the last point. `colours`: one per point where they differ (with alpha 0–1). `label_format`: number format of a label
    at every point, empty for none."""

    name: str
    values: list[float | None]
    colour: str
    xs: list[float] = field(default_factory=list)
    kind: str = "line"  # line, points, bar, band_base, band, mark
    width_pt: float = 2.25
    dash: str = "solid"
    has_points: bool = False
    is_hollow: bool = False
    is_hatched: bool = False
    alpha: float = 1.0
    colours: list[tuple[str, float]] = field(default_factory=list)
    end_label: str = ""
    label_shift: float = 0.0
    label_format: str = ""
    in_legend: bool = True


@dataclass
class Panel:
    """One chart. `kind`: lines (over categories), points (over numbers), bars (upright), rows (bars to the right).
    `categories`: words or days."""

    title: str
    kind: str
    series: list[Series]
    axis: ValueAxis
    categories: list[str] | list[datetime.date] = field(default_factory=list)
    place_axis: ValueAxis | None = None  # of `points`
    places_are_days: bool = False
    are_years: bool = False  # the categories are first days that stand for their years
    stacking: str = "side by side"  # stacked, over each other
    is_reversed: bool = False
    decimals: int = 1  # of the values
    category_title: str = ""
    value_title: str = ""
    has_legend: bool = False
    reference: str = ""  # the bar that stands for a line on the page
    leaves_out_areas: bool = False  # shaded stretches behind the lines
    said: list[str] = field(default_factory=list)  # words in the drawing that belong below it here


class _CannotDraw(Exception):
    """PowerPoint has no chart for this."""


def panels_of(chart: Chart, *, most_categories: int) -> list[Panel] | None:
    """The panels of a chart, in reading order; None where PowerPoint cannot draw it as a chart of its own."""
    figure = chart.figure
    try:
        axes = _axes(figure)
        if not axes:
            return None
        made = {pair: _panel(chart, pair, traces, len(axes) == 1, most_categories) for pair, traces in axes.items()}
        _share_scales(figure.layout, made)
        return list(made.values())
    except _CannotDraw:
        return None


def words(text: str) -> str:
    """Plotly's little markup as plain words."""
    return " ".join(_TAG.sub(" ", str(text)).split())


def _axes(figure: go.Figure) -> dict[tuple[str, str], list[go.Bar | go.Scatter]]:
    found: dict[tuple[str, str], list] = {}
    for trace in figure.data:
        if trace.type not in ("bar", "scatter"):
            raise _CannotDraw
        if trace.visible in (False, "legendonly") or trace.x is None or not len(trace.x):
            continue
        found.setdefault((trace.xaxis or "x", trace.yaxis or "y"), []).append(trace)
    return found


def _share_scales(layout: go.Layout, panels: dict[tuple[str, str], Panel]) -> None:
    """Panels whose axes go together on the page keep one scale."""
    groups: dict[str, list[Panel]] = {}
    for (_, axis), panel in panels.items():
        groups.setdefault(layout["yaxis" + axis[1:]].matches or axis, []).append(panel)
    for group in groups.values():
        widest = max(group, key=lambda panel: panel.axis.high - panel.axis.low)
        low, high = (min(p.axis.low for p in group), max(p.axis.high for p in group))
        for panel in group if len(group) > 1 else []:
            panel.axis = replace(widest.axis, low=low, high=high)


def _panel(chart: Chart, pair: tuple[str, str], traces: list, is_alone: bool, most_categories: int) -> Panel:
    layout = chart.figure.layout
    x_axis = layout["xaxis" + pair[0][1:]]
    y_axis = layout["yaxis" + pair[1][1:]]
    bars = [trace for trace in traces if trace.type == "bar"]
    if bars and len(bars) < len(traces):
        raise _CannotDraw
    decimals = _decimals(chart, y_axis)
    panel = (
        _bars(chart, bars, x_axis, y_axis, decimals)
        if bars
        else _lines(chart, traces, x_axis, y_axis, decimals, most_categories)
    )
    panel.decimals = decimals
    _place_words(layout, panel, pair, (x_axis, y_axis), is_alone)
    _years_as_days(panel)
    panel.has_legend = bool(layout.showlegend) and sum(s.in_legend and bool(s.name) for s in panel.series) > 1
    return panel


def _years_as_days(panel: Panel) -> None:
    """Many years stand on an axis of time, which leaves out marks where there is no room for all."""
    if panel.kind in ("lines", "bars") and len(panel.categories) > _FEW_YEARS:
        names = panel.categories
        if all(isinstance(name, str) and len(name) == 4 and name.isdecimal() for name in names):
            panel.categories = [datetime.date(int(name), 1, 1) for name in names]
            panel.are_years = True


def _decimals(chart: Chart, axis: object) -> int:
    """How exact the page says the values: the workbook behind a chart says no more."""
    numbers = [column.decimals for column in chart.data.columns.values() if column.kind not in _NO_DECIMALS]
    if numbers:
        return max(numbers)
    found = re.search(r"\.(\d)f", axis.tickformat or "")
    return int(found[1]) if found else 0 if "d" in (axis.tickformat or "") else 1


# --- bars ----------------------------------------------------------------------------------------------------


def _bars(chart: Chart, bars: list[go.Bar], x_axis: object, y_axis: object, decimals: int) -> Panel:
    is_lying = bars[0].orientation == "h"
    if any((bar.orientation == "h") is not is_lying or bar.base is not None for bar in bars):
        raise _CannotDraw
    across, along = (y_axis, x_axis) if is_lying else (x_axis, y_axis)
    places, series = None, []
    for bar in bars:
        here = list(bar.y if is_lying else bar.x)
        if places is not None and here != places:
            raise _CannotDraw
        places = here
        series.append(_bar(bar, bar.x if is_lying else bar.y, decimals))
    mode = chart.figure.layout.barmode
    has_labels = any(one.label_format for one in series)
    stacking = {"relative": "stacked", "stack": "stacked", "overlay": "over each other"}.get(mode, "side by side")
    if stacking == "over each other" and len({str(bar.width) for bar in bars}) > 1:
        raise _CannotDraw
    return Panel(
        title="",
        kind="rows" if is_lying else "bars",
        series=series,
        axis=value_axis(
            along,
            [one.values for one in series],
            is_stacked=stacking == "stacked",
            from_zero=True,
            spare=_LABEL_SHARE if has_labels and stacking == "side by side" else 0.0,
        ),
        categories=_bar_names(places, across, bars[0]),
        stacking=stacking,
        is_reversed=across.autorange == "reversed",
        category_title=words(across.title.text or ""),
        value_title=words(along.title.text or ""),
    )


def _bar(bar: go.Bar, values: Iterable, decimals: int) -> Series:
    values = _rounded(values, decimals)
    colours = bar.marker.color
    each = list(colours) if isinstance(colours, list | tuple | np.ndarray) else [colours or CITY] * len(values)
    opacity = bar.marker.opacity
    alphas = list(opacity) if isinstance(opacity, list | tuple | np.ndarray) else [opacity or 1.0] * len(values)
    points = [(_colour(c)[0], a * _colour(c)[1]) for c, a in zip(each, alphas, strict=True)]
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
        label_format=_label_format(bar.text),
        in_legend=bar.showlegend is not False,
    )


def _bar_names(places: list, axis: object, bar: go.Bar) -> list[str]:
    hovers = list(bar.customdata) if bar.customdata is not None else [None] * len(places)
    said = _said_at(axis)
    if all(_key(place) in said for place in places):
        return [said[_key(place)] for place in places]
    if _are_days(places):
        return [_named_by_hover(hover, place) for hover, place in zip(hovers, places, strict=True)]
    return [_number_word(place) for place in places]


def _named_by_hover(hover: object, place: object) -> str:
    """«1. Halbjahr 2026», where the page says so over the bar; else the year."""
    said = hover[0] if isinstance(hover, list | tuple | np.ndarray) and len(hover) else hover
    year = str(pd.Timestamp(place).year)
    return words(said).partition(" (")[0] if isinstance(said, str) and year in said else year


def _label_format(text: object) -> str:
    """The number format of labels written like «+1,2», «3,4 %»."""
    if text is None or isinstance(text, str) or not len(text):
        return ""
    samples = [str(one) for one in text if str(one).strip(" –")]
    found = [re.fullmatch(r"([+−-]?)\d{1,3}(?:[.,]\d{3})*(?:[.,](\d{1,2}))?(\s?%)?", one) for one in samples]
    if not samples or not all(found):
        return ""
    decimals = max(len(one[2] or "") for one in found)
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    number += f'"{found[0][3]}"' if found[0][3] else ""
    return f"+{number};−{number};0" if any(one[1] == "+" for one in found) else number


# --- lines and points ----------------------------------------------------------------------------------------


def _lines(
    chart: Chart, traces: list[go.Scatter], x_axis: object, y_axis: object, decimals: int, most_categories: int
) -> Panel:
    drawn: list[tuple[Series, list]] = []
    for trace in traces:
        if any(isinstance(value, str) for value in trace.y):
            raise _CannotDraw
        if trace.fill == "toself":
            drawn.extend(_band(trace, decimals))
        elif trace.fill not in (None, "none") or "text" in (trace.mode or ""):
            raise _CannotDraw
        else:
            drawn.append(_line(trace, decimals))
    named = {"category_title": words(x_axis.title.text or ""), "value_title": words(y_axis.title.text or "")}
    axis = value_axis(y_axis, _heights([one for one, _ in drawn]), is_stacked=False, from_zero=False)
    places = _over_categories([(one, xs) for one, xs in drawn], most_categories, x_axis)
    if places is None:
        return _over_numbers(drawn, x_axis, axis, named)
    by_key = {_key(place): number for number, place in enumerate(places)}
    series = []
    for one, xs in drawn:
        values: list[float | None] = [None] * len(places)
        for place, value in zip(xs, one.values, strict=True):
            values[by_key[_key(place)]] = value
        series.append(replace(one, values=values))
    return Panel("", "lines", series, axis, categories=_place_names(places, x_axis), **named)


def _line(trace: go.Scatter, decimals: int) -> tuple[Series, list]:
    mode = trace.mode or "lines"
    values = _rounded(trace.y, decimals)
    colour = trace.line.color or trace.marker.color
    points: list[tuple[str, float]] = []
    if isinstance(trace.marker.color, list | tuple | np.ndarray):
        points = [_colour(one) for one in trace.marker.color]
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
        colour=_colour(colour)[0],
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
    xs, ys = list(trace.x), _rounded(trace.y, decimals)
    half = len(xs) // 2
    if len(xs) % 2 or xs[:half] != xs[half:][::-1] or None in ys:
        raise _CannotDraw
    lower = [min(pair) for pair in zip(ys[:half], ys[half:][::-1], strict=True)]
    upper = [max(pair) for pair in zip(ys[:half], ys[half:][::-1], strict=True)]
    colour, alpha = _colour(trace.fillcolor)
    height = [round(high - low, decimals) for low, high in zip(lower, upper, strict=True)]
    return [
        (Series("", lower, colour, kind="band_base", in_legend=False), xs[:half]),
        (Series(words(trace.name or ""), height, colour, kind="band", alpha=alpha, in_legend=False), xs[:half]),
    ]


def _over_categories(drawn: list[tuple[Series, list]], most: int, axis: object) -> list | None:
    """All places in order where a line may go from each to the next; None where points need places of their own."""
    places = list(dict.fromkeys(_key(place) for _, xs in drawn for place in xs))
    if any(len({_key(place) for place in xs}) < len(xs) for _, xs in drawn):
        return None
    if not any(isinstance(place, str) for place in places):
        places = sorted(places)
    number = {place: index for index, place in enumerate(places)}
    for one, xs in drawn:
        held = sorted(number[_key(place)] for place in xs)
        if one.kind == "line" and held and held[-1] - held[0] + 1 != len(held):
            return None
    if isinstance(places[0], str | pd.Timestamp):
        return places
    said = _said_at(axis)
    steps = {round(b - a, 6) for a, b in zip(places, places[1:], strict=False)}
    is_even = len(steps) <= 1 and all(float(place).is_integer() or place in said for place in places)
    return places if is_even and len(places) <= most else None


def _over_numbers(drawn: list[tuple[Series, list]], x_axis: object, axis: ValueAxis, named: dict[str, str]) -> Panel:
    if any(one.kind.startswith("band") for one, _ in drawn):
        raise _CannotDraw
    keys = [[_key(place) for place in xs] for _, xs in drawn]
    if any(isinstance(key, str) for xs in keys for key in xs):
        raise _CannotDraw
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
    said = _said_at(axis)
    if all(place in said for place in places):
        return [said[place] for place in places]
    if isinstance(places[0], pd.Timestamp):
        years = [place.year for place in places]
        steps = {b - a for a, b in zip(years, years[1:], strict=False)}
        if len(steps) == 1 and 0 not in steps and len({(p.month, p.day) for p in places}) == 1:
            return [str(year) for year in years]
        return [place.date() for place in places]
    return [_number_word(place) for place in places]


# --- words in the drawing ------------------------------------------------------------------------------------


def _place_words(layout: go.Layout, panel: Panel, pair: tuple[str, str], axes: tuple, is_alone: bool) -> None:
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
            said[_key(note.x) if (note.xref or "x") == pair[0] else note.y] = text
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
            -_places(value)
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
        name = said.pop(_key(shape.x0), "") or words(str(shape.x0))
        first = panel.series[0]
        value = _rounded([shape.x0], panel.decimals)[0]
        at = sum(other is None or other <= value for other in first.values)
        panel.categories.insert(at, name)
        first.colours = first.colours or [(first.colour, first.alpha)] * len(first.values)
        first.colours.insert(at, (CITY, 1.0))
        first.values.insert(at, value)
        panel.reference = name
    elif panel.kind == "lines" and is_upright:
        place = _key(shape.x0)
        names = [_key(name) if isinstance(name, datetime.date) else name for name in panel.categories]
        at = place if place in names else _number_word(place)
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


# --- values --------------------------------------------------------------------------------------------------


def _rounded(values: Iterable, decimals: int) -> list[float | None]:
    return [None if value is None or value != value else round(float(value), decimals) + 0.0 for value in values]


def _places(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


def _key(place: object) -> object:
    """A place on the axis as something that can be compared: a day, a number or a word."""
    if isinstance(place, np.datetime64 | datetime.date | pd.Timestamp):
        return pd.Timestamp(place)
    if isinstance(place, str):
        return pd.Timestamp(place) if _DAY.match(place) else place
    return float(place) if isinstance(place, int | float | np.number) else place


def _are_days(places: list) -> bool:
    return bool(places) and isinstance(_key(places[0]), pd.Timestamp)


def day_number(day: pd.Timestamp | datetime.date) -> float:
    """The day as spreadsheets count it."""
    return float((pd.Timestamp(day) - pd.Timestamp("1899-12-30")).days)


def _said_at(axis: object) -> dict[object, str]:
    if axis.tickvals is None or axis.ticktext is None:
        return {}
    return {_key(value): words(text) for value, text in zip(axis.tickvals, axis.ticktext, strict=False)}


def _number_word(place: object) -> str:
    if isinstance(place, float | int | np.number):
        return f"{float(place):g}"
    return words(str(place))


def _colour(colour: object) -> tuple[str, float]:
    """«#RRGGBB» and how dense it is."""
    text = str(colour)
    if text.startswith("#") and len(text) >= 7:
        return text[:7].upper(), 1.0
    parts = re.findall(r"[\d.]+", text)
    if text.startswith("rgb") and len(parts) >= 3:
        return "#" + "".join(f"{int(float(part)):02X}" for part in parts[:3]), float(parts[3]) if parts[3:] else 1.0
    return CITY, 1.0

