"""What a chart says, taken from its Plotly figure: panels with series, so that PowerPoint can draw them as charts of its
own. A figure that holds what PowerPoint does not have (heat maps, bars with outlines, bands over words) has no panels."""

import re
from dataclasses import replace

import plotly.graph_objects as go

from strukturmonitor.shown import Chart
from strukturmonitor.slides.panel_bars import bars_panel
from strukturmonitor.slides.panel_lines import lines_panel, years_as_days
from strukturmonitor.slides.panel_model import CannotDraw, Panel
from strukturmonitor.slides.panel_words import place_words

_NO_DECIMALS = ("text", "date", "year")


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
    except CannotDraw:
        return None


def _axes(figure: go.Figure) -> dict[tuple[str, str], list[go.Bar | go.Scatter]]:
    found: dict[tuple[str, str], list] = {}
    for trace in figure.data:
        if trace.type not in ("bar", "scatter"):
            raise CannotDraw
        if trace.visible in (False, "legendonly") or trace.x is None or not len(trace.x):
            continue
        found.setdefault((trace.xaxis or "x", trace.yaxis or "y"), []).append(trace)
    return found


def _share_scales(layout: go.Layout, panels: dict[tuple[str, str], Panel]) -> None:
    """Panels whose axes go together or have the same range on the page keep one scale."""
    groups: dict[str, list[Panel]] = {}
    for (_, axis), panel in panels.items():
        said = layout["yaxis" + axis[1:]]
        groups.setdefault(said.matches or str(said.range or axis), []).append(panel)
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
        raise CannotDraw
    decimals = _decimals(chart, y_axis)
    panel = (
        bars_panel(chart, bars, x_axis, y_axis, decimals)
        if bars
        else lines_panel(traces, x_axis, y_axis, decimals, most_categories)
    )
    panel.decimals = decimals
    place_words(layout, panel, pair, (x_axis, y_axis), is_alone)
    years_as_days(panel)
    panel.has_legend = bool(layout.showlegend) and sum(s.in_legend and bool(s.name) for s in panel.series) > 1
    return panel


def _decimals(chart: Chart, axis: object) -> int:
    """How exact the page says the values: the workbook behind a chart says no more."""
    numbers = [column.decimals for column in chart.data.columns.values() if column.kind not in _NO_DECIMALS]
    if numbers:
        return max(numbers)
    found = re.search(r"\.(\d)f", axis.tickformat or "")
    return int(found[1]) if found else 0 if "d" in (axis.tickformat or "") else 1
