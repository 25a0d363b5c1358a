"""Lines, points, bars and fields of a figure on a canvas."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from strukturmonitor.stills.axes import Axis
from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.colours import for_words, luminance, rgba
from strukturmonitor.stills.words import put_words

_CATEGORY = "#0072B2"  # of what has no colour
_SYMBOLS = {
    "circle": Path.unit_circle(),
    "square": Path([(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89), (-0.89, -0.89)], closed=True),
    "diamond": Path([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)], closed=True),
    "triangle-up": Path([(-1.15, 0.66), (1.15, 0.66), (0, -1.33), (-1.15, 0.66)], closed=True),
    "triangle-down": Path([(-1.15, -0.66), (1.15, -0.66), (0, 1.33), (-1.15, -0.66)], closed=True),
    "cross": Path(
        [
            (-1.2, -0.4),
            (-0.4, -0.4),
            (-0.4, -1.2),
            (0.4, -1.2),
            (0.4, -0.4),
            (1.2, -0.4),
            (1.2, 0.4),
            (0.4, 0.4),
            (0.4, 1.2),
            (-0.4, 1.2),
            (-0.4, 0.4),
            (-1.2, 0.4),
            (-1.2, -0.4),
        ],
        closed=True,
    ),
}
KINDS = ("scatter", "bar", "heatmap")
_TEXT_PX = 12
_SPARE_PX = 3  # between a bar's end and its words


@dataclass
class Trace:
    """One series of a figure on its axes."""

    look: dict
    x: Axis
    y: Axis
    # Of bars: where each begins and ends along the values, and their place and width across, as numbers of the axes.
    start: np.ndarray | None = None
    end: np.ndarray | None = None
    middle: np.ndarray | None = None
    breadth: np.ndarray | None = None

    @property
    def kind(self) -> str:
        return self.look["type"]

    @property
    def is_lying(self) -> bool:
        return self.look.get("orientation") == "h"

    @property
    def clip(self) -> Bbox:
        x, y = self.x, self.y
        return Bbox(
            [[min(x.from_px, x.to_px), min(y.from_px, y.to_px)], [max(x.from_px, x.to_px), max(y.from_px, y.to_px)]]
        )


def listed(value: object, count: int) -> list:
    """One value for each point."""
    if isinstance(value, list | tuple | np.ndarray):
        given = list(value)
        return (given + given[-1:] * count)[:count] if given else [None] * count
    return [value] * count


def draw_trace(canvas: Canvas, trace: Trace) -> None:
    {"scatter": _scatter, "bar": _bars, "heatmap": _heatmap}[trace.kind](canvas, trace)


def _scatter(canvas: Canvas, trace: Trace) -> None:
    look = trace.look
    mode, opacity = look.get("mode") or "lines+markers", look.get("opacity", 1) or 1
    x, y = trace.x.px(look.get("x", [])), trace.y.px(look.get("y", []))
    points = np.column_stack([x[: len(y)], y[: len(x)]])
    clip = trace.clip
    line = look.get("line") or {}
    if look.get("fill") in ("toself", "tonext", "tozeroy", "tozerox"):
        _fill(canvas, trace, points, clip)
    if "lines" in mode:
        drawn = points
        if look.get("connectgaps"):
            drawn = points[~np.isnan(points).any(axis=1)]
        if line.get("shape") in ("hv", "vh") and len(drawn):
            drawn = _stepped(drawn, line["shape"])
        # A line of two pixels may lie half outside at the end of its axis.
        room = Bbox([[clip.x0 - 1, clip.y0 - 2], [clip.x1 + 1, clip.y1 + 2]])
        canvas.line(
            drawn, line.get("color") or _CATEGORY, width=line.get("width", 2), dash=line.get("dash", "solid"),
            opacity=opacity, clip=room,
        )  # fmt: skip
        if "markers" not in mode:
            _lonely(canvas, drawn, line, opacity)
    if "markers" in mode:
        _markers(canvas, look, points, opacity)
    if "text" in mode:
        _texts(canvas, look, points)


def _lonely(canvas: Canvas, points: np.ndarray, line: dict, opacity: float) -> None:
    """A value between two gaps is a point, not nothing."""
    known = ~np.isnan(points).any(axis=1)
    before, after = np.r_[False, known[:-1]], np.r_[known[1:], False]
    alone = points[known & ~before & ~after]
    radius = line.get("width", 2) * 0.9
    if len(alone):
        draw_symbols(
            canvas,
            alone,
            ["circle"] * len(alone),
            [radius * 2] * len(alone),
            [line.get("color") or _CATEGORY] * len(alone),
            opacity=opacity,
        )


def _stepped(points: np.ndarray, shape: str) -> np.ndarray:
    steps = np.repeat(points, 2, axis=0)[1:]
    if shape == "hv":
        steps[::2, 1] = points[:-1, 1] if len(steps[::2]) == len(points) - 1 else steps[::2, 1]
    return steps


def _fill(canvas: Canvas, trace: Trace, points: np.ndarray, clip: Bbox) -> None:
    fill = trace.look["fill"]
    known = points[~np.isnan(points).any(axis=1)]
    if not len(known):
        return
    if fill == "tozeroy":
        zero = float(trace.y.px_of(0.0))
        known = np.vstack([known, [known[-1, 0], zero], [known[0, 0], zero]])
    elif fill == "tozerox":
        zero = float(trace.x.px_of(0.0))
        known = np.vstack([known, [zero, known[-1, 1]], [zero, known[0, 1]]])
    colour = trace.look.get("fillcolor") or (trace.look.get("line") or {}).get("color") or _CATEGORY
    canvas.shape(Path(np.vstack([known, known[:1]]), closed=True), colour, clip=clip)


def _markers(canvas: Canvas, look: dict, points: np.ndarray, opacity: float) -> None:
    marker = look.get("marker") or {}
    count = len(points)
    sizes = listed(marker.get("size", 6), count)
    if not any(sizes):
        return
    rim = marker.get("line") or {}
    line_colour = (look.get("line") or {}).get("color")
    own = marker.get("opacity", 1)
    draw_symbols(
        canvas,
        points,
        listed(marker.get("symbol") or "circle", count),
        sizes,
        listed(marker.get("color") or line_colour or _CATEGORY, count),
        rims=listed(rim.get("color"), count),
        rim_widths=listed(rim.get("width", 0), count),
        opacity=opacity * (own if isinstance(own, int | float) else 1),
    )


def draw_symbols(
    canvas: Canvas,
    points: np.ndarray,
    symbols: list[str],
    sizes: list[float],
    colours: list[str],
    *,
    rims: list[str | None] | None = None,
    rim_widths: list[float] | None = None,
    opacity: float = 1,
) -> None:
    """Marks at points; sizes are diameters in pixels. «…-open» are hollow."""
    for number, (x, y) in enumerate(points):
        size = sizes[number]
        if x != x or y != y or not size:
            continue
        symbol, _, way = str(symbols[number]).partition("-open")
        is_open = symbols[number] != symbol and not way
        path = _SYMBOLS[symbol if symbol in _SYMBOLS else "circle"]
        placed = Path(path.vertices * (size / 2) + (x, y), path.codes)
        rim = rims[number] if rims else None
        width = (rim_widths[number] if rim_widths else 0) or 0
        if is_open:
            canvas.shape(placed, "#FFFFFF", edge=colours[number], edge_width=max(width, 1.5), opacity=opacity)
        else:
            canvas.shape(placed, colours[number], edge=rim if width else None, edge_width=width, opacity=opacity)


def _texts(canvas: Canvas, look: dict, points: np.ndarray) -> None:
    font = look.get("textfont") or {}
    marker_sizes = listed((look.get("marker") or {}).get("size", 6), len(points))
    words = listed(look.get("text"), len(points))
    places = listed(look.get("textposition") or "middle center", len(points))
    for (x, y), word, place, marker in zip(points, words, places, marker_sizes, strict=True):
        if word is None or x != x or y != y:
            continue
        along, _, across = str(place).partition(" ")
        away = (marker or 0) / 2 + 2 if "markers" in (look.get("mode") or "") else 0
        dx = {"left": -away, "right": away}.get(across, 0)
        dy = {"top": -away, "bottom": away}.get(along, 0)
        put_words(
            canvas, x + dx, y + dy, str(word), size=font.get("size", _TEXT_PX), colour=for_words(font.get("color")),
            across={"left": "right", "right": "left"}.get(across, "center"),
            along={"top": "bottom", "bottom": "top"}.get(along, "center"),
        )  # fmt: skip


def _bars(canvas: Canvas, trace: Trace) -> None:
    look, marker = trace.look, trace.look.get("marker") or {}
    count = len(trace.middle)
    values, across = (trace.x, trace.y) if trace.is_lying else (trace.y, trace.x)
    from_px, to_px = values.px_of(trace.start), values.px_of(trace.end)
    one = across.px_of(trace.middle - trace.breadth / 2)
    other = across.px_of(trace.middle + trace.breadth / 2)
    colours = listed(marker.get("color") or _CATEGORY, count)
    shades = listed(marker.get("opacity", 1), count)
    rim = marker.get("line") or {}
    rims, rim_widths = listed(rim.get("color"), count), listed(rim.get("width", 0), count)
    pattern = marker.get("pattern") or {}
    hatches = listed(pattern.get("shape") or "", count)
    clip = trace.clip if look.get("cliponaxis", True) else None
    opacity = look.get("opacity", 1) or 1
    groups: dict[bool, list[int]] = {}
    for n in range(count):
        if math.isfinite(to_px[n]) and math.isfinite(one[n]):
            groups.setdefault(bool(hatches[n]), []).append(n)
    for is_hatched, chosen in groups.items():
        paths = [
            _box(from_px[n], one[n], to_px[n], other[n])
            if trace.is_lying
            else _box(one[n], from_px[n], other[n], to_px[n])
            for n in chosen
        ]
        shade = [opacity * (1 if shades[n] is None else shades[n]) for n in chosen]
        widths = [float(rim_widths[n] or 0) for n in chosen]
        canvas.shapes(
            paths,
            [rgba(colours[n], each) for n, each in zip(chosen, shade, strict=True)],
            edges=[
                rgba(rims[n], each) if rims[n] and rim_widths[n] else (0, 0, 0, 0)
                for n, each in zip(chosen, shade, strict=True)
            ],
            widths=widths,
            hatch=(pattern.get("fgcolor") or "#FFFFFF") if is_hatched else None,
            clip=clip,
        )
    _bar_words(canvas, trace, from_px, to_px, (one + other) / 2, colours)


def _box(x0: float, y0: float, x1: float, y1: float) -> Path:
    return Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)


def _bar_words(
    canvas: Canvas, trace: Trace, from_px: np.ndarray, to_px: np.ndarray, middle: np.ndarray, colours: list
) -> None:
    look = trace.look
    if look.get("text") is None or look.get("textposition") in (None, "none"):
        return
    font = look.get("textfont") or {}
    is_inside = look["textposition"] == "inside"
    fonts = listed(font.get("color"), len(middle))
    for n, word in enumerate(listed(look["text"], len(middle))):
        if word in (None, "") or not math.isfinite(to_px[n]):
            continue
        is_light = luminance(colours[n]) > 0.4 if str(colours[n]).startswith("#") else True
        colour = fonts[n] or ("#FFFFFF" if is_inside and not is_light else None)
        grows = 1 if to_px[n] >= from_px[n] else -1
        value_px = to_px[n] + _SPARE_PX * grows
        if is_inside:
            value_px = (from_px[n] + to_px[n]) / 2
        look_of = {"size": font.get("size", _TEXT_PX), "colour": colour if is_inside and colour else for_words(colour)}
        if trace.is_lying:
            across = "center" if is_inside else "left" if grows > 0 else "right"
            put_words(canvas, value_px, middle[n], str(word), across=across, along="center", **look_of)
        else:
            along = "center" if is_inside else "top" if grows > 0 else "bottom"
            put_words(canvas, middle[n], value_px, str(word), across="center", along=along, **look_of)


def _heatmap(canvas: Canvas, trace: Trace) -> None:
    look = trace.look
    z = np.asarray(look["z"], dtype="float64")
    x, y = trace.x.px(look["x"]), trace.y.px(look["y"])
    wide, high = abs(x[1] - x[0]) if len(x) > 1 else 20, abs(y[1] - y[0]) if len(y) > 1 else 20
    gap_x, gap_y = look.get("xgap", 0) / 2, look.get("ygap", 0) / 2
    low, top = look.get("zmin", np.nanmin(z)), look.get("zmax", np.nanmax(z))
    words = look.get("text") if look.get("texttemplate") else None
    font = look.get("textfont") or {}
    for row in range(z.shape[0]):
        for column in range(z.shape[1]):
            if z[row, column] != z[row, column]:
                continue
            colour = scale_colour(look["colorscale"], (z[row, column] - low) / ((top - low) or 1))
            canvas.rect(
                x[column] - wide / 2 + gap_x, y[row] - high / 2 + gap_y, x[column] + wide / 2 - gap_x,
                y[row] + high / 2 - gap_y, colour,
            )  # fmt: skip
            if words is not None and words[row][column]:
                put_words(
                    canvas, x[column], y[row], str(words[row][column]), size=font.get("size", _TEXT_PX),
                    colour=font.get("color") or for_words(None), across="center", along="center",
                )  # fmt: skip


def scale_colour(scale: list, share: float) -> str:
    """The colour of a value on a scale of (share, colour)."""
    share = min(max(share, 0.0), 1.0)
    for (low, first), (high, second) in itertools.pairwise(scale):
        if low <= share <= high and high > low:
            part = (share - low) / (high - low)
            parts = [
                round(int(first[i : i + 2], 16) * (1 - part) + int(second[i : i + 2], 16) * part) for i in (1, 3, 5)
            ]
            return "#" + "".join(f"{value:02x}" for value in parts)
    return scale[-1][1]
