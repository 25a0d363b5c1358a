"""Our charts made larger for the wall: letters, marks, lines and margins together, nothing below the smallest letter."""

import re

import plotly.graph_objects as go

from strukturmonitor.ui.stage.rows import bars_px, rows_of, set_rows
from strukturmonitor.ui.stage.size import LETTER_WIDTH, Wall, facts

_AXIS = re.compile(r"[xy]axis\d*")
_INK, _LIGHT_INK = "#1D2730", "#EDEFF0"
_TAG = re.compile(r"<[^>]+>")


def enlarged(figure: go.Figure, wall: Wall, room_px: tuple[int, int], *, is_dark: bool = False) -> go.Figure:
    """A copy of `figure` that fills a room of that width and height in pixels; higher (`layout.height`) where its
    rows need more."""
    letter_px = wall.letter_px
    drawn = figure.to_plotly_json()
    layout, traces = drawn["layout"], drawn["data"]
    by = letter_px / facts()["drawn_size_px"]
    layout.pop("width", None)
    layout["autosize"] = True
    for name in ("font", "title_font", "titlefont"):
        if name == "font" or name in layout:
            layout[name] = {**layout.get(name, {}), "size": letter_px}
    layout["margin"] = {side: round(size * by) for side, size in layout.get("margin", {}).items() if side in "lrtb"}
    layout["hoverlabel"] = {**layout.get("hoverlabel", {}), "font": {"size": letter_px}}
    legend = layout["legend"] = {**layout.get("legend", {})}
    legend["font"] = {**legend.get("font", {}), "size": letter_px}
    legend["title"] = {**legend.get("title", {}), "font": {"size": letter_px}} if legend.get("title") else {}
    for name, axis in layout.items():
        if _AXIS.fullmatch(name) and isinstance(axis, dict):
            _enlarge_axis(axis, letter_px, by)
    for note in layout.get("annotations", ()):
        _enlarge_note(note, layout, letter_px, by, room_px[0])
    layout["height"] = max(room_px[1], bars_px(traces, letter_px))
    if len(rows_of(layout)) > 1:
        layout["height"] = set_rows(layout, letter_px, room_px[1], is_paged=not wall.is_column)
    for shape in layout.get("shapes", ()):
        _widen(shape.get("line"), by)
    if "coloraxis" in layout:
        _enlarge_scale(layout["coloraxis"].get("colorbar"), letter_px)
    for trace in traces:
        _enlarge_trace(trace, letter_px, by)
    return go.Figure(_in_ink(drawn, _LIGHT_INK) if is_dark else drawn)


def _in_ink(value: object, ink: str) -> object:
    """The same with another colour where our pages write in dark ink."""
    if isinstance(value, dict):
        return {name: _in_ink(each, ink) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_in_ink(each, ink) for each in value]
    return ink if isinstance(value, str) and value == _INK else value


def _enlarge_axis(axis: dict, letter_px: int, by: float) -> None:
    axis["tickfont"] = {**axis.get("tickfont", {}), "size": letter_px}
    if isinstance(title := axis.get("title"), dict) and title.get("text"):
        axis["title"] = {**title, "font": {**title.get("font", {}), "size": letter_px}}
        if "standoff" in title:
            axis["title"]["standoff"] = title["standoff"] * by
    for name in ("gridwidth", "linewidth", "zerolinewidth"):
        if name in axis:
            axis[name] = axis[name] * by
    axis["automargin"] = axis.get("automargin", True)


def _enlarge_note(note: dict, layout: dict, letter_px: int, by: float, width_px: int) -> None:
    note["font"] = {**note.get("font", {}), "size": letter_px}
    for name in ("xshift", "yshift", "ax", "ay"):
        if isinstance(note.get(name), int | float):
            note[name] = note[name] * by
    panel = _panel_width(note, layout)
    if panel is not None:
        note["text"] = wrapped(str(note.get("text", "")), int(panel * width_px / (letter_px * LETTER_WIDTH)))


def _panel_width(note: dict, layout: dict) -> float | None:
    """The part of the whole width that the small chart under this title has; None for any other note."""
    if note.get("yanchor") != "bottom" or note.get("showarrow") not in (False, None):
        return None
    reference = str(note.get("xref", "paper"))
    if reference.endswith(" domain"):
        axis = layout.get("xaxis" + reference.split(" ")[0][1:], {})
        start, end = axis.get("domain", (0, 1))
        return end - start
    if reference != "paper":
        return None
    spans = [axis.get("domain", (0, 1)) for name, axis in layout.items() if re.fullmatch(r"xaxis\d*", name)]
    around = [end - start for start, end in spans if start - 0.01 <= note.get("x", 0) <= end + 0.01]
    return max(around, default=None)


def wrapped(text: str, most: int) -> str:
    """`text` with a line break wherever a line would get longer than `most` letters. Tags count nothing."""
    lines: list[str] = []
    for line in text.split("<br>"):
        kept = ""
        for word in line.split(" "):
            longer = f"{kept} {word}" if kept else word
            if kept and len(_TAG.sub("", longer)) > most:
                lines.append(kept)
                kept = word
            else:
                kept = longer
        lines.append(kept)
    return "<br>".join(lines)


def _enlarge_trace(trace: dict, letter_px: int, by: float) -> None:
    _widen(trace.get("line"), by)
    if "text" in trace or "texttemplate" in trace:
        trace["textfont"] = {**trace.get("textfont", {}), "size": letter_px}
    for name in ("insidetextfont", "outsidetextfont"):
        if name in trace:
            trace[name] = {**trace[name], "size": letter_px}
    for name in ("error_x", "error_y"):
        if isinstance(bar := trace.get(name), dict) and "thickness" in bar:
            bar["thickness"] = bar["thickness"] * by
    _enlarge_scale(trace.get("colorbar"), letter_px)
    if isinstance(marker := trace.get("marker"), dict):
        if "size" in marker and trace.get("type", "scatter").startswith("scatter"):
            size = marker["size"]
            marker["size"] = size * by if isinstance(size, int | float) else [each * by for each in size]
        if trace.get("type", "scatter").startswith("scatter"):
            _widen(marker.get("line"), by)
        _enlarge_scale(marker.get("colorbar"), letter_px)


def _enlarge_scale(bar: dict | None, letter_px: int) -> None:
    if bar is not None:
        bar["tickfont"] = {**bar.get("tickfont", {}), "size": letter_px}


def _widen(line: dict | None, by: float) -> None:
    if line is not None and isinstance(line.get("width"), int | float):
        line["width"] = line["width"] * by
