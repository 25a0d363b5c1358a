"""What a picture says around its drawing, so that it can stand alone: title, filters in force, legend of a map, source, day,
and that made rows are in it."""

import datetime
from dataclasses import dataclass, field

from matplotlib.path import Path

from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas, width_of, wrapped
from strukturmonitor.stills.charts import Box
from strukturmonitor.stills.colours import INK, QUIET
from strukturmonitor.texts import Texts

_EDGE = 20  # pixels around everything
_TITLE, _LINE, _LEGEND, _NOTE = 17, 13, 12.5, 11
_MARK = 12  # pixels of a legend's mark
_GAP = 16  # between two entries
_DEMO = "#8A4B00"
_RIM = "#767676"
_LONGEST_NOTE = 1_200  # characters; a page's note is a few sentences


@dataclass
class Legend:
    """`entries`: colour and words; `is_round`: circles, those whose colour is in `hollow` as rings."""

    title: str = ""
    entries: list[tuple[str, str]] = field(default_factory=list)
    is_round: bool = False
    hollow: list[str] = field(default_factory=list)

    def height(self, width: float) -> float:
        rows = self._rows(width)
        return (len(rows) + bool(self.title)) * _LEGEND * 1.5 + (8 if rows or self.title else 0)

    def _rows(self, width: float) -> list[list[tuple[str, list[str]]]]:
        rows: list[list[tuple[str, list[str]]]] = []
        used = 0.0
        for colour, words in self.entries:
            wide = _MARK + 6 + width_of(words, _LEGEND)
            if not rows or used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append((colour, words))
            used += wide + _GAP
        return rows

    def draw(self, canvas: Canvas, left: float, top: float, width: float) -> None:
        y = top + 8
        if self.title:
            canvas.text(left, y + _LEGEND, _shortened(self.title, width, _LEGEND, True), size=_LEGEND, is_bold=True)
            y += _LEGEND * 1.5
        for row in self._rows(width):
            x, middle = left, y + _LEGEND * 0.75
            for colour, words in row:
                self._mark(canvas, colour, x, middle)
                canvas.text(x + _MARK + 6, middle + _LEGEND * 0.35, words, size=_LEGEND)
                x += _MARK + 6 + width_of(words, _LEGEND) + _GAP
            y += _LEGEND * 1.5

    def _mark(self, canvas: Canvas, colour: str, x: float, middle: float) -> None:
        half = _MARK / 2
        if not self.is_round:
            canvas.rect(x, middle - half, x + _MARK, middle + half, colour, edge=_RIM, edge_width=0.8)
            return
        is_hollow = colour in self.hollow
        radius = half - (1.5 if is_hollow else 0)
        circle = Path.circle((x + half, middle), radius)
        canvas.shape(circle, "#FFFFFF" if is_hollow else colour, edge=colour if is_hollow else None, edge_width=2.5)


@dataclass
class Frame:
    """`line`: area, date and filters in words; `note`: source, date and method; `is_demo`: made rows are in it."""

    title: str
    line: str = ""
    note: str = ""
    is_demo: bool = False
    legend: Legend = field(default_factory=Legend)

    def around(self, texts: Texts, width: float, height: float) -> tuple[Canvas, Box]:
        """A canvas with all this on it, `width` wide, and the part in it that is `height` high, for the drawing."""
        inner = width - 2 * _EDGE
        title = wrapped(self.title, inner, _TITLE, True)
        line = wrapped(self.line, inner, _LINE) if self.line else []
        notes = [
            part
            for part in (self.note[:_LONGEST_NOTE], texts("stills.made_on", date=texts.date(datetime.date.today())))
            if part
        ]
        note = [part for each in notes for part in wrapped(each, inner, _NOTE)]
        demo = wrapped(texts("stills.demo"), inner, _NOTE, True) if self.is_demo else []
        top = _EDGE + len(title) * _TITLE * LINE_HEIGHT + len(line) * _LINE * LINE_HEIGHT + 10
        legend = self.legend.height(inner)
        below = legend + 12 + (len(note) + len(demo)) * _NOTE * LINE_HEIGHT + _EDGE - 4
        canvas = Canvas(width, top + height + below)
        y = _put_lines(canvas, title, _EDGE, _TITLE, is_bold=True)
        _put_lines(canvas, line, y, _LINE, colour=QUIET)
        y = top + height
        if legend:
            self.legend.draw(canvas, _EDGE, y, inner)
        y = _put_lines(canvas, demo, y + legend + 12, _NOTE, colour=_DEMO, is_bold=True)
        _put_lines(canvas, note, y, _NOTE, colour=QUIET)
        return canvas, Box(_EDGE, top, inner, height)


def _put_lines(
    canvas: Canvas, lines: list[str], y: float, size: float, *, colour: str = INK, is_bold: bool = False
) -> float:
    for number, line in enumerate(lines):
        canvas.text(_EDGE, y + (number + 0.8) * size * LINE_HEIGHT, line, size=size, colour=colour, is_bold=is_bold)
    return y + len(lines) * size * LINE_HEIGHT


def _shortened(words: str, width: float, size: float, is_bold: bool) -> str:
    return wrapped(words, width, size, is_bold)[0]
