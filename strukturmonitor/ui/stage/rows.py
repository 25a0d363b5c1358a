"""Rows of small charts with large letters: between them there must be room for titles and for the names of the ticks."""

import re
from collections.abc import Iterator

from strukturmonitor.ui.stage.size import facts

Span = tuple[float, float]
_NEAR = 0.02  # of the figure's height: a title stands this close above its chart
_LINE = 1.3  # height of a line, in letters
_TITLE_GAP = 0.3  # letters between a title and its chart
_TICKS = 1.9  # letters below a row, for the names of its ticks


def rows_of(layout: dict) -> list[Span]:
    """Where rows of charts begin and end (parts of the whole height), the highest first."""
    spans = {tuple(round(float(edge), 4) for edge in axis.get("domain", (0, 1))) for axis in _axes(layout)}
    return sorted(spans, reverse=True)


def set_rows(layout: dict, letter_px: int, room_px: int, *, is_paged: bool) -> int:
    """Set the rows apart by what stands between them. Returns the height in pixels that the figure then needs, the
    room's at least; `is_paged`: as many times the room's as it takes, and no row across two of these pages."""
    rows = rows_of(layout)
    titles_px = [_lines_above(layout, row) * _LINE * letter_px for row in rows]
    titles_px = [size + _TITLE_GAP * letter_px if size else 0 for size in titles_px]
    margin = layout["margin"] = {**layout.get("margin", {}), "t": round(letter_px / 2), "b": round(letter_px / 2)}
    if layout.get("showlegend"):
        margin["t"] = round(letter_px * 2.2)
    least_px = facts()["row_of_charts_letters"] * letter_px
    around_px = margin["t"] + margin["b"]
    needed_px = len(rows) * (least_px + _TICKS * letter_px) + sum(titles_px)
    page_px = max(room_px, round(needed_px + around_px))
    pages = [list(zip(rows, titles_px, strict=True))]
    if is_paged and page_px > room_px:
        page_px = room_px
        row_px = least_px + _TICKS * letter_px + max(titles_px)
        pages = _pages(pages[0], int((room_px - around_px) // row_px) or 1)
    height_px = len(pages) * page_px
    inner_px = height_px - around_px
    scale_px = min(_scale_px(page, page_px - around_px, letter_px) for page in pages)  # the same on all pages
    moved: dict[Span, Span] = {}
    for number, page in enumerate(pages):
        top_px = float(inner_px - number * page_px)
        for row, title_px in page:
            chart_px = scale_px * (row[1] - row[0])
            end_px = top_px - title_px
            moved[row] = ((end_px - chart_px) / inner_px, end_px / inner_px)
            top_px = end_px - chart_px - _TICKS * letter_px
    for axis in _axes(layout):
        axis["domain"] = list(moved[tuple(round(float(edge), 4) for edge in axis.get("domain", (0, 1)))])
    for note in layout.get("annotations", ()):
        if note.get("yref", "paper") == "paper":
            note["y"] = _at(moved, float(note["y"]))
    for shape in layout.get("shapes", ()):
        if shape.get("yref") == "paper":
            shape["y0"], shape["y1"] = _at(moved, float(shape["y0"])), _at(moved, float(shape["y1"]))
    return height_px


def _pages(rows: list, most: int) -> list[list]:
    """Pages of at most so many rows, each as full as the others."""
    each = -(-len(rows) // -(-len(rows) // most))
    return [rows[start : start + each] for start in range(0, len(rows), each)]


def _scale_px(page: list, room_px: float, letter_px: int) -> float:
    """How high a row of the whole figure's height would be, for the rows of the page to fill the room."""
    free_px = room_px - sum(title_px for _, title_px in page) - len(page) * _TICKS * letter_px
    return free_px / sum(end - start for (start, end), _ in page)


def bars_px(traces: list[dict], letter_px: int) -> int:
    """The height below which the names of bars would run into each other; 0 for bars that carry only numbers."""
    bars = {str(name) for trace in traces if trace.get("orientation") == "h" for name in trace.get("y", ())}
    is_named = any(re.search(r"[^\W\d_]", name) for name in bars)
    return round((len(bars) * facts()["row_of_bars_letters"] + 4) * letter_px) if is_named else 0


def _at(moved: dict[Span, Span], y: float) -> float:
    """Where something that stood at `y` stands now: at the same place of its row, or as far above or below it."""
    row = min(moved, key=lambda span: max(span[0] - y, y - span[1], 0))
    start, end = row
    new_start, new_end = moved[row]
    return new_start + (y - start) / (end - start) * (new_end - new_start)


def _lines_above(layout: dict, row: Span) -> int:
    """How many lines the highest title above a row has."""
    lines = [
        str(note.get("text", "")).count("<br>") + 1
        for note in layout.get("annotations", ())
        if note.get("yanchor") == "bottom" and _is_near(note, row)
    ]
    return max(lines, default=0)


def _is_near(note: dict, row: Span) -> bool:
    return note.get("yref", "paper") == "paper" and abs(float(note.get("y", 0)) - row[1]) < _NEAR


def _axes(layout: dict) -> Iterator[dict]:
    for name, axis in layout.items():
        if re.fullmatch(r"yaxis\d*", name) and isinstance(axis, dict) and not axis.get("overlaying"):
            yield axis
