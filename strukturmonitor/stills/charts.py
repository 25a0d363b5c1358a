"""A figure drawn: margins, axes, legend, series, marks and labels, as the browser lays it out, in the colours of the light theme."""

import itertools
import math
from dataclasses import dataclass

import plotly.graph_objects as go

from strukturmonitor.stills.axes import Axis
from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas
from strukturmonitor.stills.colours import AXIS, GRID, INK, for_words
from strukturmonitor.stills.layout import Drawing, read_figure
from strukturmonitor.stills.legend import Legend
from strukturmonitor.stills.marks import draw_trace
from strukturmonitor.stills.panel_titles import fitting, font_size, make_room
from strukturmonitor.stills.words import put_notice, put_words, size_of
from strukturmonitor.texts import Texts

NATURAL_HEIGHT = 340  # pixels of a figure that does not say its own
_ORDER = {"heatmap": 0, "bar": 1, "scatter": 2}
_MIDDLE = (None, "auto", "middle")  # of a label lies at its point
_EDGE = 2  # pixels that words keep from the edge of the picture


@dataclass(frozen=True)
class Box:
    """A part of the canvas, in pixels."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Plot:
    """Where the axes lie within the canvas."""

    left: float
    top: float
    right: float
    bottom: float

    def x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def y(self, share: float) -> float:
        """`share` counts from below."""
        return self.bottom - share * (self.bottom - self.top)


def natural_height(figure: go.Figure) -> int:
    """The height in pixels that a figure was made for."""
    return int(figure.layout.height or NATURAL_HEIGHT)


def draw_figure(canvas: Canvas, figure: go.Figure, texts: Texts, box: Box, *, is_strict: bool = False) -> None:
    """Put the figure into that part of the canvas. Raises StillUnknown where `is_strict`; else a kind of series that is not
    known is told in the picture."""
    drawing = read_figure(figure, is_strict=is_strict)
    plot = _lay_out(drawing, texts, box)
    for axis in drawing.axes.values():
        _grid(canvas, drawing, axis, plot)
    _shapes(canvas, drawing, plot, is_below=True)
    for trace in sorted(drawing.traces, key=lambda trace: _ORDER[trace.kind]):
        draw_trace(canvas, trace)
    _shapes(canvas, drawing, plot, is_below=False)
    for axis in drawing.axes.values():
        _axis_words(canvas, drawing, axis, plot)
    _annotations(canvas, drawing, plot, box)
    Legend(drawing, plot.right - plot.left).draw(canvas, plot.left, plot.top, plot.bottom)
    if drawing.unknown:
        told = texts("stills.unknown_series", kinds=texts.list(sorted(set(drawing.unknown))))
        put_notice(canvas, box.left + box.width / 2, box.top + box.height / 2, told)


def _lay_out(drawing: Drawing, texts: Texts, box: Box) -> _Plot:
    """Margins wide enough for the words of the axes and the legend; then every axis in its place."""
    given = drawing.layout.get("margin") or {}
    left, right = given.get("l", 80), given.get("r", 80)
    top, bottom = given.get("t", 100), given.get("b", 80)
    for _ in range(2):  # the words depend on the length, and the length on the words
        width, height = max(box.width - left - right, 40), max(box.height - top - bottom, 30)
        needed = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
        for axis in drawing.axes.values():
            low, high = axis.domain
            axis.find_marks(texts, (high - low) * (width if axis.is_x else height))
            side = _side(axis)
            if _is_outside(drawing, axis, side):
                needed[side] = max(needed[side], axis.depth())
            if axis.is_x and axis.shows_marks and axis.marks and side in ("top", "bottom"):
                needed["right"] = max(needed["right"], _overhang(axis, width))
        legend = Legend(drawing, width)
        if legend.entries:
            needed["top"] = max(needed["top"], legend.height + 0.02 * height)
        left, right = max(left, needed["left"]), max(right, needed["right"])
        top, bottom = max(top, needed["top"]), max(bottom, needed["bottom"])
    plot = _Plot(
        box.left + left,
        box.top + top,
        box.left + max(box.width - right, left + 40),
        box.top + max(box.height - bottom, top + 30),
    )
    for axis in drawing.axes.values():
        low, high = axis.domain
        if axis.is_x:
            axis.place(plot.x(low), plot.x(high))
        else:
            axis.place(plot.y(low), plot.y(high))
    make_room(drawing, texts, plot.x, box.top)
    return plot


def _overhang(axis: Axis, width: float) -> float:
    """How far the words of the last mark reach beyond the end of the axis."""
    low, high = axis.domain
    if high < 0.99:
        return 0.0
    place, words = max(axis.marks) if axis.high > axis.low else min(axis.marks)
    rest = (1 - (place - axis.low) / ((axis.high - axis.low) or 1)) * width * (high - low)
    return size_of(words, axis.tick_size)[0] / 2 - rest + _EDGE


def _side(axis: Axis) -> str:
    return axis.look.get("side") or ("bottom" if axis.is_x else "left")


def _is_outside(drawing: Drawing, axis: Axis, side: str) -> bool:
    """Whether the axis lies at the edge of the whole figure, so that its words need margin."""
    other = _partner(drawing, axis)
    low, high = other.domain if other else (0.0, 1.0)
    return low <= 0.001 if side in ("left", "bottom") else high >= 0.999


def _partner(drawing: Drawing, axis: Axis) -> Axis | None:
    """The axis that this one lies on."""
    anchor = axis.look.get("anchor")
    if anchor and anchor != "free":
        return drawing.axes.get(anchor)
    return next((trace.y if axis.is_x else trace.x for trace in drawing.traces if axis in (trace.x, trace.y)), None)


def _line_px(drawing: Drawing, axis: Axis) -> float:
    """Where the line of the axis lies."""
    other = _partner(drawing, axis)
    side = _side(axis)
    if other is None:
        return 0.0
    ends = sorted((other.from_px, other.to_px))
    return ends[0] if side in ("top", "left") else ends[1]


def _grid(canvas: Canvas, drawing: Drawing, axis: Axis, plot: _Plot) -> None:
    other = _partner(drawing, axis)
    if not axis.is_visible or other is None:
        return
    ends = (other.from_px, other.to_px)

    def segment(place: float) -> list[tuple[float, float]]:
        at = float(axis.px_of(place))
        return [(at, ends[0]), (at, ends[1])] if axis.is_x else [(ends[0], at), (ends[1], at)]

    if axis.look.get("showgrid", True) and axis.kind != "category":
        canvas.lines([segment(place) for place, _ in axis.marks], axis.look.get("gridcolor") or GRID, width=1)
    if (
        axis.look.get("zeroline")
        and axis.kind == "linear"
        and min(axis.low, axis.high) <= 0 <= max(axis.low, axis.high)
    ):
        canvas.lines([segment(0.0)], axis.look.get("zerolinecolor") or AXIS, width=axis.look.get("zerolinewidth") or 1)


def _axis_words(canvas: Canvas, drawing: Drawing, axis: Axis, plot: _Plot) -> None:
    if not axis.is_visible:
        return
    line, side = _line_px(drawing, axis), _side(axis)
    colour = for_words((axis.look.get("tickfont") or {}).get("color"))
    if axis.shows_marks:
        kept = _kept_marks(axis) if axis.is_x else axis.marks
        for place, words in kept:
            at = float(axis.px_of(place))
            if axis.is_x:
                away = axis.standoff if side == "bottom" else -axis.standoff
                put_words(
                    canvas,
                    at,
                    line + away,
                    words,
                    size=axis.tick_size,
                    colour=colour,
                    across="center",
                    along="top" if side == "bottom" else "bottom",
                )
            else:
                away = -axis.standoff if side == "left" else axis.standoff
                put_words(
                    canvas,
                    line + away,
                    at,
                    words,
                    size=axis.tick_size,
                    colour=colour,
                    across="right" if side == "left" else "left",
                    along="center",
                )
    if axis.title:
        middle = (axis.from_px + axis.to_px) / 2
        far = axis.depth() - axis.title_size * LINE_HEIGHT * 0.5
        if axis.is_x:
            at = line + far if side == "bottom" else line - far
            put_words(canvas, middle, at, axis.title, size=axis.title_size, colour=INK, across="center", along="center")
        else:
            at = line - far if side == "left" else line + far
            put_words(
                canvas,
                at,
                middle,
                axis.title,
                size=axis.title_size,
                colour=INK,
                across="center",
                along="center",
                angle=90,
            )


def _kept_marks(axis: Axis) -> list[tuple[float, str]]:
    """Marks whose words do not lie on each other: every second, third … where they would."""
    if len(axis.marks) < 2:
        return axis.marks
    at = [float(axis.px_of(place)) for place, _ in axis.marks]
    wide = [size_of(words, axis.tick_size)[0] for _, words in axis.marks]
    for step in range(1, len(at)):
        chosen = range(0, len(at), step)
        if all(abs(at[b] - at[a]) > (wide[a] + wide[b]) / 2 + 4 for a, b in itertools.pairwise(chosen)):
            return [axis.marks[n] for n in chosen]
    return axis.marks[:1]


def _place(drawing: Drawing, plot: _Plot, side: str, reference: str, value: object) -> float:
    """A position of a shape or label in pixels."""
    axis = drawing.axis_of(reference)
    if axis is None:
        return plot.x(float(value)) if side == "x" else plot.y(float(value))
    if reference.endswith(" domain"):
        return axis.from_px + float(value) * (axis.to_px - axis.from_px)
    return float(axis.px_of(axis.number(value)))


def _shapes(canvas: Canvas, drawing: Drawing, plot: _Plot, *, is_below: bool) -> None:
    for shape in drawing.layout.get("shapes") or []:
        if (shape.get("layer") == "below") != is_below:
            continue
        x_ref, y_ref = shape.get("xref") or "x", shape.get("yref") or "y"
        x0, x1 = (_place(drawing, plot, "x", x_ref, shape[name]) for name in ("x0", "x1"))
        y0, y1 = (_place(drawing, plot, "y", y_ref, shape[name]) for name in ("y0", "y1"))
        line, opacity = shape.get("line") or {}, shape.get("opacity", 1)
        if shape.get("type") == "line":
            canvas.line(
                [(x0, y0), (x1, y1)],
                line.get("color") or INK,
                width=line.get("width", 2),
                dash=line.get("dash", "solid"),
                opacity=opacity,
            )
        else:
            canvas.rect(
                x0,
                y0,
                x1,
                y1,
                shape.get("fillcolor"),
                edge=line.get("color"),
                edge_width=line.get("width", 2),
                opacity=opacity,
            )


def _annotations(canvas: Canvas, drawing: Drawing, plot: _Plot, box: Box) -> None:
    labels = [label for label in drawing.layout.get("annotations") or [] if label.get("text")]
    _move_apart(drawing, plot, labels, box.top)
    for label in labels:
        x_ref, y_ref = label.get("xref") or "x", label.get("yref") or "y"
        x = _place(drawing, plot, "x", x_ref, label.get("x", 0)) + (label.get("xshift") or 0)
        y = _height(drawing, plot, label)
        font = label.get("font") or {}
        across = _anchor(label.get("xanchor"), label.get("x"), x_ref, ("left", "right"))
        along = _anchor(label.get("yanchor"), label.get("y"), y_ref, ("bottom", "top"))
        words, size = fitting(drawing, label, font_size(drawing, label), plot.x)
        width, _ = size_of(words, size)
        reach = {"left": width, "center": width / 2, "right": 0}[across]
        x = min(x, max(box.left + box.width - _EDGE - reach, box.left + width - reach))
        put_words(
            canvas, x, y, words, size=size, colour=for_words(font.get("color")), across=across,
            along={"middle": "center"}.get(along, along),
        )  # fmt: skip


def _move_apart(drawing: Drawing, plot: _Plot, labels: list[dict], top: float) -> None:
    """Names of lines that end at one place: none lies on another, and none above `top`."""
    groups: dict[tuple[float, float, str], list[dict]] = {}
    for label in labels:
        x_ref, y_ref = label.get("xref") or "x", label.get("yref") or "y"
        if "paper" not in (x_ref, y_ref) and label.get("xanchor") == "left" and label.get("yanchor") in _MIDDLE:
            at = _place(drawing, plot, "x", x_ref, label.get("x", 0)), label.get("xshift") or 0.0, y_ref
            groups.setdefault(at, []).append(label)
    for group in groups.values():
        group.sort(key=lambda label: _height(drawing, plot, label), reverse=True)
        tall = [size_of(label["text"], font_size(drawing, label))[1] for label in group]
        middles, edge = [], math.inf
        for label, height in zip(group, tall, strict=True):  # from the lowest upwards
            middles.append(min(_height(drawing, plot, label), edge - height / 2))
            edge = middles[-1] - height / 2
        edge = top
        for number in reversed(range(len(group))):
            middle = max(middles[number], edge + tall[number] / 2)
            edge = middle + tall[number] / 2
            group[number]["yshift"] = (
                (group[number].get("yshift") or 0) + _height(drawing, plot, group[number]) - middle
            )


def _height(drawing: Drawing, plot: _Plot, label: dict) -> float:
    """Where a label lies from above, in pixels."""
    place = _place(drawing, plot, "y", label.get("yref") or "y", label.get("y", 0))
    return place - (label.get("yshift") or 0)


def _anchor(said: str | None, value: object, reference: str, ends: tuple[str, str]) -> str:
    """Which part of a label lies at its point, where it is not said: on the whole picture that of the nearest side."""
    if said and said != "auto":
        return said
    if reference != "paper":
        return "center"
    return ends[0] if float(value) < 1 / 3 else ends[1] if float(value) > 2 / 3 else "center"


def whole_picture(canvas: Canvas) -> Box:
    return Box(0, 0, canvas.width, canvas.height)
