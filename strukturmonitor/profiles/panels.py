"""Figures of several panels made to fit a page: filled rows, and tall ones cut between two rows."""

import math
from dataclasses import replace

import plotly.graph_objects as go

from strukturmonitor.shown import Chart
from strukturmonitor.texts import Texts

_ALMOST_FULL = 0.9  # of the width
_NEAR = 1e-6
_ROOM_ABOVE_PX = 42  # for a panel's name of two lines


def stretched(chart: Chart) -> Chart:
    """Panels that leave columns of their grid empty take the whole width."""
    layout = chart.figure.layout
    axes = [layout[name] for name in layout if name.startswith("xaxis")]
    end = max((axis.domain[1] for axis in axes if axis.domain), default=1)
    if end > _ALMOST_FULL:
        return chart
    figure = go.Figure(chart.figure)
    for name in list(figure.layout):
        if name.startswith("xaxis") and figure.layout[name].domain:
            figure.layout[name].domain = [min(1, place / end) for place in figure.layout[name].domain]
    for annotation in figure.layout.annotations:
        if annotation.xref == "paper":
            annotation.x = annotation.x / end
    return replace(chart, figure=figure)


def cut(chart: Chart, texts: Texts, most_rows: int) -> list[Chart]:
    """The chart in pieces of at most `most_rows` rows of panels, as even as can be, so that no half page stays empty."""
    layout = chart.figure.layout
    domains = {name: layout[name].domain for name in layout if name.startswith("yaxis") and layout[name].domain}
    tops = sorted({round(domain[1], 4) for domain in domains.values()}, reverse=True)
    if len(tops) <= most_rows:
        return [chart]
    count = math.ceil(len(tops) / most_rows)
    size = math.ceil(len(tops) / count)
    pieces = []
    for start in range(0, len(tops), size):
        names = [name for name, domain in domains.items() if round(domain[1], 4) in tops[start : start + size]]
        figure = _piece(chart.figure, domains, names)
        is_first = start == 0
        told = texts.list([str(title.text).replace("<br>", " ") for title in figure.layout.annotations if title.text])
        pieces.append(
            replace(
                chart,
                figure=figure,
                title=chart.title if is_first else texts("profile.continued", title=chart.title),
                alt=chart.alt if is_first else texts("profile.continued_alt", title=chart.title, panels=told),
            )
        )
    return pieces


def _piece(figure: go.Figure, domains: dict[str, tuple[float, float]], names: list[str]) -> go.Figure:
    """The panels of these y axes, spread over the whole height."""
    low, high = min(domains[name][0] for name in names), max(domains[name][1] for name in names)
    kept = {name.replace("axis", "") for name in names}  # as traces name them: y, y2
    layout = figure.layout.to_plotly_json()
    gone = [name for name in domains if name not in names]
    for name in gone:
        layout.pop(name)
        layout.pop(name.replace("y", "x", 1), None)
    for name in names:
        layout[name]["domain"] = [(place - low) / (high - low) for place in domains[name]]
    layout["annotations"] = [
        {**note, "y": (note["y"] - low) / (high - low)} if note.get("yref") == "paper" else note
        for note in layout.get("annotations", ())
        if (low - _NEAR <= note["y"] <= high + _NEAR if note.get("yref") == "paper" else note.get("yref", "y") in kept)
    ]
    layout["shapes"] = [shape for shape in layout.get("shapes", ()) if shape.get("yref", "y").split(" ")[0] in kept]
    margin = layout.get("margin", {})
    above = max(0, _ROOM_ABOVE_PX - margin.get("t", 0))
    layout["margin"] = {**margin, "t": margin.get("t", 0) + above}
    layout["height"] = (figure.layout.height or 0) * (high - low) + above or None
    return go.Figure([trace for trace in figure.data if (trace.yaxis or "y") in kept], layout)
