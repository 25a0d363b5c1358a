"""The legend of a figure: a sample of each series and its name, in rows above the axes."""

import numpy as np

from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas
from strukturmonitor.stills.colours import INK
from strukturmonitor.stills.layout import Drawing
from strukturmonitor.stills.marks import Trace, draw_symbols, listed
from strukturmonitor.stills.words import put_words, size_of

_SAMPLE = 26  # pixels of a line's sample
_SQUARE = 11
_GAP = 14
_BETWEEN = 6  # a sample and its words


class Legend:
    """Entries and their height for a width in pixels."""

    def __init__(self, drawing: Drawing, width: float) -> None:
        look = drawing.layout.get("legend") or {}
        self.size = (look.get("font") or {}).get("size", 13)
        self.entries: list[Trace] = []
        if drawing.layout.get("showlegend"):
            groups: set[str] = set()
            for trace in drawing.traces:
                group = trace.look.get("legendgroup") or ""
                if trace.look.get("showlegend", True) and trace.look.get("name") and (not group or group not in groups):
                    self.entries.append(trace)
                    groups.add(group)
        if "reversed" in (look.get("traceorder") or ""):
            self.entries.reverse()
        self._row_height = self.size * LINE_HEIGHT + 3
        self._rows = self._flow(width, is_standing=look.get("orientation", "v") == "v")

    @property
    def height(self) -> float:
        return len(self._rows) * self._row_height + 2 if self.entries else 0.0

    def _flow(self, width: float, *, is_standing: bool) -> list[list[Trace]]:
        rows: list[list[Trace]] = []
        used = 0.0
        for entry in self.entries:
            wide = self._width(entry)
            if not rows or is_standing or used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append(entry)
            used += wide + _GAP
        return rows

    def _width(self, entry: Trace) -> float:
        return _sample_width(entry) + _BETWEEN + size_of(entry.look["name"], self.size)[0]

    def draw(self, canvas: Canvas, left: float, plot_top: float, plot_bottom: float) -> None:
        top = plot_top - 0.02 * (plot_bottom - plot_top) - self.height
        for number, row in enumerate(self._rows):
            x, y = left, top + (number + 0.5) * self._row_height
            for entry in row:
                _sample(canvas, entry, x, y)
                put_words(
                    canvas,
                    x + _sample_width(entry) + _BETWEEN,
                    y,
                    entry.look["name"],
                    size=self.size,
                    colour=INK,
                    along="center",
                )
                x += self._width(entry) + _GAP


def _sample_width(entry: Trace) -> float:
    mode = entry.look.get("mode") or "lines+markers"
    return _SAMPLE if entry.kind == "scatter" and "lines" in mode and not entry.look.get("fill") else _SQUARE


def _sample(canvas: Canvas, entry: Trace, x: float, y: float) -> None:
    look = entry.look
    marker, line = look.get("marker") or {}, look.get("line") or {}
    mode = look.get("mode") or "lines+markers"
    half = _SQUARE / 2
    if entry.kind != "scatter":
        pattern = marker.get("pattern") or {}
        rim = marker.get("line") or {}
        edge, width = _first(rim.get("color")), _first(rim.get("width")) or 0
        canvas.rect(
            x, y - half, x + _SQUARE, y + half, _first(marker.get("color")) or "#0072B2", edge=edge if width else None, edge_width=width,
            opacity=_first(marker.get("opacity", 1)) or 1,
            hatch=(pattern.get("fgcolor") or "#FFFFFF") if _first(pattern.get("shape")) else None,
        )  # fmt: skip
        return
    if look.get("fill"):
        canvas.rect(x, y - half, x + _SQUARE, y + half, look.get("fillcolor") or line.get("color"))
    elif "lines" in mode:
        canvas.line(
            [(x, y), (x + _SAMPLE, y)],
            line.get("color") or "#0072B2",
            width=line.get("width", 2),
            dash=line.get("dash", "solid"),
            opacity=look.get("opacity", 1) or 1,
        )
    if "markers" in mode and _first(marker.get("size", 6)):
        rim = marker.get("line") or {}
        draw_symbols(
            canvas, np.array([[x + _sample_width(entry) / 2, y]]), [_first(marker.get("symbol")) or "circle"],
            [min(_first(marker.get("size", 6)), _SQUARE)], [_first(marker.get("color")) or line.get("color") or "#0072B2"],
            rims=[_first(rim.get("color"))], rim_widths=[_first(rim.get("width")) or 0],
        )  # fmt: skip


def _first(value: object) -> object:
    found = listed(value, 1)
    return found[0] if found else None
