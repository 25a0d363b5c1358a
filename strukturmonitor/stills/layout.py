"""A figure as the browser gets it, read: its series on their axes, bars put beside or on each other, and the ranges."""

import base64
import math
from dataclasses import dataclass, field

import numpy as np
import plotly.graph_objects as go

from strukturmonitor.errors import StillUnknown
from strukturmonitor.stills.axes import Axis
from strukturmonitor.stills.marks import KINDS, Trace

_WHOLE_WIDTH = 0.8  # of the distance of two bars, where nothing is said


@dataclass
class Drawing:
    """What is to be drawn: `unknown` names kinds of series nobody can draw here."""

    layout: dict
    traces: list[Trace] = field(default_factory=list)
    axes: dict[str, Axis] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def axis_of(self, reference: str) -> Axis | None:
        """The axis that a shape or label stands on («x2», «y domain»); None for the whole picture."""
        return None if reference == "paper" else self.axes.get(reference.removesuffix(" domain"))


def read_figure(figure: go.Figure, *, is_strict: bool = False) -> Drawing:
    """Raises StillUnknown where the figure has a kind of series that is not known and `is_strict`."""
    content = _plain(figure.to_dict())
    layout = content.get("layout", {})
    drawing = Drawing(layout)
    for look in content.get("data", []):
        look.setdefault("type", "scatter")
        if look.get("visible", True) is not True:
            continue
        if look["type"] not in KINDS:
            if is_strict:
                raise StillUnknown(kind=look["type"])
            drawing.unknown.append(look["type"])
            continue
        x, y = (_axis(drawing, look.get(f"{side}axis") or side) for side in "xy")
        drawing.traces.append(Trace(look, x, y))
    for reference in [each.get(f"{side}ref") or side for each in _marks_of(layout) for side in "xy"]:
        if reference != "paper":
            _axis(drawing, reference.removesuffix(" domain"))
    for axis in drawing.axes.values():
        side = axis.name[0]
        axis.learn([_values(trace, side) for trace in drawing.traces if getattr(trace, side) is axis])
    _place_bars(drawing)
    _find_ranges(drawing)
    return drawing


def _marks_of(layout: dict) -> list[dict]:
    return [*(layout.get("shapes") or []), *(layout.get("annotations") or [])]


def _plain(value: object) -> object:
    """Arrays that travel as text become arrays again."""
    if isinstance(value, dict):
        if "bdata" in value:
            array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=np.dtype(value["dtype"]))
            shape = value.get("shape")
            return array.reshape([int(n) for n in str(shape).split(",")]) if shape else array
        return {
            name: _plain(part)
            for name, part in value.items()
            if name not in ("template", "customdata", "hovertemplate")
        }
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        return [_plain(part) for part in value]
    return value


def _axis(drawing: Drawing, name: str) -> Axis:
    if name not in drawing.axes:
        drawing.axes[name] = Axis(name, drawing.layout.get(f"{name[0]}axis{name[1:]}") or {})
    return drawing.axes[name]


def _values(trace: Trace, side: str) -> list:
    values = trace.look.get(side)
    if values is None:
        count = len(trace.look.get("y" if side == "x" else "x", []))
        return list(range(count))
    return values


def _place_bars(drawing: Drawing) -> None:
    """Begin, end, place and width of all bars, as the figure's way of stacking says."""
    mode = drawing.layout.get("barmode") or "group"
    panels: dict[tuple[str, str], list[Trace]] = {}
    for trace in drawing.traces:
        if trace.kind == "bar":
            panels.setdefault((trace.x.name, trace.y.name), []).append(trace)
    for traces in panels.values():
        sums: dict[tuple[float, bool], float] = {}
        across = [_sides(trace)[1] for trace in traces]
        places = [axis.numbers(_values(trace, axis.name[0])) for trace, axis in zip(traces, across, strict=True)]
        apart = _least_distance(places) if across[0].kind != "category" else 1.0
        gap = drawing.layout.get("bargap")
        whole = apart * (_WHOLE_WIDTH if gap is None else 1 - gap)
        for number, (trace, place) in enumerate(zip(traces, places, strict=True)):
            along = _sides(trace)[0]
            length = _lengths(trace, along)
            count = min(len(length), len(place))
            length, place = length[:count], place[:count]
            breadth, start = np.full(count, whole), np.zeros(count)
            if mode == "group":
                breadth = breadth / len(traces)
                place = place - whole / 2 + breadth * (number + 0.5)
            if (own := trace.look.get("width")) is not None:
                breadth = np.broadcast_to(np.asarray(own, dtype="float64"), (count,))
            if (base := trace.look.get("base")) is not None:
                start = np.broadcast_to(along.numbers(base) if np.ndim(base) else along.number(base), (count,)).astype(
                    "float64"
                )
            elif mode in ("stack", "relative"):
                start = np.array([_put_on(sums, at, value) for at, value in zip(place, length, strict=True)])
            if along.kind == "log":
                start = np.full(count, -12.0)
                trace.end = length
            else:
                trace.end = start + length
            trace.start, trace.middle, trace.breadth = start, place, breadth


def _lengths(trace: Trace, along: Axis) -> np.ndarray:
    """How long the bars are; on an axis of days, beginning at a day of their own, in milliseconds."""
    values = _values(trace, along.name[0])
    is_span = along.kind == "date" and trace.look.get("base") is not None
    return np.asarray(values, dtype="float64") if is_span else along.numbers(values)


def _put_on(sums: dict[tuple[float, bool], float], place: float, value: float) -> float:
    """Where a bar begins that stands on those before it; negative ones hang below."""
    if value != value:
        return 0.0
    key = (place, value >= 0)
    start = sums.get(key, 0.0)
    sums[key] = start + value
    return start


def _least_distance(places: list[np.ndarray]) -> float:
    known = np.unique(np.concatenate(places)) if places else np.array([])
    known = known[~np.isnan(known)]
    return float(np.diff(known).min()) if len(known) > 1 else 1.0


def _sides(trace: Trace) -> tuple[Axis, Axis]:
    """The axis along the bars' length, and the one across."""
    return (trace.x, trace.y) if trace.is_lying else (trace.y, trace.x)


def _find_ranges(drawing: Drawing) -> None:
    groups: dict[str, list[Axis]] = {}
    for axis in drawing.axes.values():
        groups.setdefault(axis.look.get("matches") or axis.name, []).append(axis)
    for axes in groups.values():
        found = [_extent(drawing, axis) for axis in axes]
        low = min((each[0] for each in found), default=math.inf)
        high = max((each[1] for each in found), default=-math.inf)
        pads = (any(each[2] for each in found), any(each[3] for each in found))
        for axis in axes:
            if axis.look.get("range") is None and axis.look.get("matches"):
                axis.look = {**axis.look, "range": _axis(drawing, axis.look["matches"]).look.get("range")}
            axis.stretch(low, high, pads=pads)


def _extent(drawing: Drawing, axis: Axis) -> tuple[float, float, bool, bool]:
    """Lowest and highest value, and whether there is room below and above them."""
    low, high, pad_low, pad_high = math.inf, -math.inf, False, False
    for trace in drawing.traces:
        if axis not in (trace.x, trace.y):
            continue
        if trace.kind == "bar":
            along, _ = _sides(trace)
            if along is axis:
                values = np.concatenate([trace.start, trace.end])
                pads = (bool((values < 0).any()), bool((values > 0).any()))
            else:
                values = np.concatenate([trace.middle - trace.breadth / 2, trace.middle + trace.breadth / 2])
                pads = (False, False)
        else:
            values = axis.numbers(_values(trace, axis.name[0]))
            has_marks = any(name in (trace.look.get("mode") or "lines+markers") for name in ("markers", "text"))
            pads = (True, True) if has_marks or not axis.is_x else (False, False)
        values = values[np.isfinite(values)]
        if len(values):
            low, high = min(low, float(values.min())), max(high, float(values.max()))
            pad_low, pad_high = pad_low or pads[0], pad_high or pads[1]
    for mark in _marks_of(drawing.layout):
        for end in ("", "0", "1"):
            side = axis.name[0]
            if (
                (mark.get(f"{side}ref") or side) == axis.name
                and mark.get(f"{side}{end}") is not None
                and axis.kind != "category"
            ):
                value = axis.number(mark[f"{side}{end}"])
                if math.isfinite(value):
                    low, high = min(low, value), max(high, value)
    return low, high, pad_low, pad_high
