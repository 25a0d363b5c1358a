"""Titles over the panels of a figure, in as many lines as they need, and the room for them."""

from collections.abc import Callable

from strukturmonitor.stills.axes import Axis
from strukturmonitor.stills.canvas import wrapped
from strukturmonitor.stills.layout import Drawing
from strukturmonitor.stills.words import size_of
from strukturmonitor.texts import Texts

_SAME_ROW = 0.001  # of the height, between titles of panels side by side
_BETWEEN_TITLES = 8  # pixels
_SMALLEST_TITLE = 10.5
_ABOVE_TITLE = 5  # pixels between a title and the words of the axis above it
_LEAST_PANEL = 24  # pixels; no panel becomes lower for the sake of a title


def _is_title(label: dict) -> bool:
    return (
        bool(label.get("text"))
        and label.get("xref") == label.get("yref") == "paper"
        and label.get("xanchor") == "left"
        and "<b>" not in label["text"]
    )


def font_size(drawing: Drawing, label: dict) -> float:
    """Pixels of the letters of a label."""
    return (label.get("font") or {}).get("size", (drawing.layout.get("font") or {}).get("size", 12))


def fitting(drawing: Drawing, label: dict, size: float, x_of: Callable[[float], float]) -> tuple[str, float]:
    """The words of a label and the size of their letters: a panel's title in as many lines as it needs beside the next
    one, smaller where it needs more than two. `x_of`: from a share of the width to pixels."""
    if not _is_title(label):
        return label["text"], size
    beside = [
        each["x"]
        for each in drawing.layout["annotations"]
        if each.get("xref") == "paper" and abs(each["y"] - label["y"]) < _SAME_ROW and each["x"] > label["x"]
    ]
    room = x_of(min(beside, default=1.0)) - x_of(label["x"]) - _BETWEEN_TITLES
    if size_of(label["text"], size)[0] <= room:
        return label["text"], size
    plain = label["text"].replace("<br>", " ")
    while len(wrapped(plain, room, size)) > 2 and size > _SMALLEST_TITLE:
        size -= 0.5
    return "<br>".join(wrapped(plain, room, size)), size


def make_room(drawing: Drawing, texts: Texts, x_of: Callable[[float], float], top: float) -> None:
    """Panels become lower where their titles need more lines than fit below the panels above them, or below `top`, the
    upper edge of the picture."""
    titles = [label for label in drawing.layout.get("annotations") or [] if _is_title(label)]
    panels = [axis for axis in drawing.axes.values() if not axis.is_x]
    for share in {label["y"] for label in titles}:
        row = [label for label in titles if abs(label["y"] - share) < _SAME_ROW]
        below = [axis for axis in panels if abs(axis.domain[1] - share) < _SAME_ROW]
        above = [_lower_edge(drawing, axis) for axis in panels if axis.domain[0] > share]
        if not below:
            continue
        tallest = max(size_of(*fitting(drawing, label, font_size(drawing, label), x_of))[1] for label in row)
        missing = tallest + _ABOVE_TITLE - (min(axis.to_px for axis in below) - max(above, default=top - _ABOVE_TITLE))
        missing = min(missing, min(axis.from_px - axis.to_px for axis in below) - _LEAST_PANEL)
        if missing <= 0:
            continue
        for axis in below:
            axis.place(axis.from_px, axis.to_px + missing)
            axis.find_marks(texts, axis.from_px - axis.to_px)
        for label in row:
            label["yshift"] = (label.get("yshift") or 0) - missing


def _lower_edge(drawing: Drawing, panel: Axis) -> float:
    """Where the words of the axis below a panel end."""
    name = panel.look.get("anchor") or panel.name.replace("y", "x")
    across = drawing.axes.get(name)
    return panel.from_px + (across.depth() if across is not None else 0)
