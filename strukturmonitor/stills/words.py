"""Words of figures, which know a few marks of HTML (a new line, bold letters), on a canvas."""

import html
import re

from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas, width_of
from strukturmonitor.stills.colours import INK

_BREAK = re.compile(r"<br\s*/?>")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")


def lines_of(words: str) -> list[tuple[str, bool]]:
    """Lines, each with whether it is bold."""
    found, is_bold = [], False
    for line in _BREAK.split(words):
        starts_bold = "<b>" in line or is_bold
        is_bold = (is_bold and "</b>" not in line) or ("<b>" in line and "</b>" not in line)
        found.append((html.unescape(_MARKUP.sub("", line)), starts_bold))
    return found


def size_of(words: str, size: float) -> tuple[float, float]:
    """Width and height in pixels."""
    lines = lines_of(words)
    return max(width_of(line, size, is_bold) for line, is_bold in lines), len(lines) * size * LINE_HEIGHT


def put_notice(canvas: Canvas, x: float, y: float, told: str) -> None:
    """A line around a point: what could not be drawn."""
    put_words(canvas, x, y, told, size=13, colour=INK, across="center", along="center")


def put_words(
    canvas: Canvas,
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    colour: str,
    across: str = "left",
    along: str = "top",
    angle: float = 0,
) -> None:
    """Words at a point. `along`: top, center or bottom of their box lies there."""
    lines = lines_of(words)
    if angle:
        line, is_bold = lines[0][0] if len(lines) == 1 else " ".join(part for part, _ in lines), lines[0][1]
        canvas.text(x, y, line, size=size, colour=colour, across=across, along="center", is_bold=is_bold, angle=angle)
        return
    height = len(lines) * size * LINE_HEIGHT
    upper = y - {"top": 0, "center": height / 2, "bottom": height}[along]
    for number, (line, is_bold) in enumerate(lines):
        middle = upper + (number + 0.5) * size * LINE_HEIGHT
        if line:
            canvas.text(x, middle + size * 0.35, line, size=size, colour=colour, across=across, is_bold=is_bold)
