"""The list of a re-check walk as a PDF: a map of the route without a base map, boxes to tick and room for notes."""

import datetime
import html
import json
import math

import pandas as pd

from strukturmonitor.paper import pdf
from strukturmonitor.register.rechecks import NOT_FOUND, answers
from strukturmonitor.texts import Texts

_WIDTH, _LOWEST, _HIGHEST = 620, 220, 460  # of the map, in its own units
_EDGE = 26
_LEAST_M = 200  # the map shows at least so much, so that two shops side by side do not fill it
_METRES_PER_DEGREE = 111_195.0
_STROKES = {"street": ("#b9c0c7", 0.9), "main": ("#8f979f", 1.8), "boundary": ("#7a4f9a", 1.0)}
_SCALES_M = (50, 100, 200, 250, 500, 1000, 2000, 5000)


def walk_list_pdf(
    texts: Texts,
    rows: pd.DataFrame,
    known: list[list[str]],
    *,
    title: str,
    start: tuple[float, float] | None,
    start_label: str | None,
    today: datetime.date,
    city: str,
    lines: pd.DataFrame,
) -> bytes:
    """`rows`: the stops of a walk in their order; `known`: per stop the lines on what is known, for who prints it;
    `lines`: kind and GeoJSON of streets and boundaries. Raises PaperFailed."""
    first = rows["distance_m"].first_valid_index()
    stops = [
        _stop(texts, row, lines_known, is_first=index == first)
        for index, row, lines_known in zip(rows.index, rows.to_dict("records"), known, strict=True)
    ]
    is_placed = rows["lon"].notna() & rows["lat"].notna()
    placed = rows[is_placed]
    length = texts.number(placed["distance_m"].sum() / 1000, 1)
    lead = [texts("walks.paper.lead", count=len(rows), length=length)]
    if start_label:
        lead.append(texts("walks.paper.start", start=start_label))
    data = {
        "date": texts("walks.paper.printed", date=texts.date(today)),
        "source": texts("walks.paper.internal"),
        "lead": " ".join(lead),
        "map": route_map(texts, placed, start, lines) if len(placed) else None,
        "map_alt": texts("walks.paper.map_alt", count=len(placed), length=length),
        "map_note": texts("walks.paper.map_note"),
        "stops": [stop for stop, here in zip(stops, is_placed, strict=True) if here],
        "apart": [stop for stop, here in zip(stops, is_placed, strict=True) if not here],
        "words": {
            name: texts(f"walks.paper.{name}")
            for name in ("stops", "apart", "apart_note", "number", "what", "found", "note")
        },
    }
    return pdf("walk_list", data, title=texts("walks.paper.title", title=title), language=texts.language, city=city)


def route_map(texts: Texts, placed: pd.DataFrame, start: tuple[float, float] | None, lines: pd.DataFrame) -> str:
    """SVG: the stops with their numbers, joined in their order, over streets and boundaries; north is up."""
    frame = _Frame(placed, start)
    parts = [
        f'<path d="{path}" fill="none" stroke="{_STROKES[row.kind][0]}" stroke-width="{_STROKES[row.kind][1]}"/>'
        for row in lines.itertuples(index=False)
        if (path := frame.path(json.loads(row.geometry_json)))
    ]
    points = [frame.at(lon, lat) for lon, lat in zip(placed["lon"], placed["lat"], strict=True)]
    way = [frame.at(*start), *points] if start else points
    parts.append(
        '<path d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in way)
        + '" fill="none" stroke="#0072b2" stroke-width="2" stroke-dasharray="5 3"/>'
    )  # fmt: skip
    if start:
        x, y = way[0]
        parts.append(f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="#1d2730"/>')
        parts.append(_text(x + 9, y - 7, texts("walks.paper.start_here"), 11, "start"))
    for number, (x, y) in zip(placed["stop_number"], points, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#fff" stroke="#1d2730" stroke-width="1.6"/>')
        parts.append(_text(x, y + 4, str(int(number)), 11, "middle"))
    parts += _scale(texts, frame)
    size = f'width="{_WIDTH}" height="{frame.height:.0f}" viewBox="0 0 {_WIDTH} {frame.height:.0f}"'
    frame_line = f'<rect width="{_WIDTH}" height="{frame.height:.0f}" fill="#fbfbfa" stroke="#c5ccd3"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{frame_line}{"".join(parts)}</svg>'


class _Frame:
    """From degrees to the map's own units."""

    def __init__(self, placed: pd.DataFrame, start: tuple[float, float] | None) -> None:
        lon = [*placed["lon"], *([start[0]] if start else [])]
        lat = [*placed["lat"], *([start[1]] if start else [])]
        self._lon, self._lat = (min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2
        self._narrow = math.cos(math.radians(self._lat)) * _METRES_PER_DEGREE
        wide = max(_LEAST_M, (max(lon) - min(lon)) * self._narrow)
        high = max(_LEAST_M, (max(lat) - min(lat)) * _METRES_PER_DEGREE)
        self.height = min(_HIGHEST, max(_LOWEST, _WIDTH * high / wide))
        self.units_per_m = min((_WIDTH - 2 * _EDGE) / wide, (self.height - 2 * _EDGE) / high)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x = _WIDTH / 2 + (lon - self._lon) * self._narrow * self.units_per_m
        y = self.height / 2 - (lat - self._lat) * _METRES_PER_DEGREE * self.units_per_m
        return x, y

    def path(self, geometry: dict) -> str:
        """An SVG path of a line or of several; empty for anything else."""
        kind = geometry["type"]
        if kind == "GeometryCollection":
            return "".join(self.path(each) for each in geometry["geometries"])
        parts = {"LineString": lambda c: [c], "MultiLineString": lambda c: c}.get(kind, lambda _: [])(
            geometry.get("coordinates", [])
        )
        return "".join("M" + "L".join("{:.1f} {:.1f}".format(*self.at(x, y)) for x, y, *_ in part) for part in parts)


def _stop(texts: Texts, row: dict[str, object], known: list[str], *, is_first: bool) -> dict[str, object]:
    state = row["state"] if isinstance(row["state"], str) else None
    found = [answer for answer in answers(state) if answer in (NOT_FOUND, *answers(state)[:-2])]
    distance = ""
    if pd.notna(row["distance_m"]):
        metres = texts.number(round(row["distance_m"], -1))
        distance = texts("walks.paper.from_start" if is_first else "walks.paper.distance", metres=metres)
    return {
        "number": int(row["stop_number"]),
        "address": row["address"] if isinstance(row["address"], str) else str(row["unit_id"]),
        "known": known,
        "distance": distance,
        "answers": [texts(f"walks.answer.{answer}") for answer in found],
    }


def _scale(texts: Texts, frame: _Frame) -> list[str]:
    metres = max((each for each in _SCALES_M if each * frame.units_per_m <= _WIDTH / 4), default=_SCALES_M[0])
    length, y = metres * frame.units_per_m, frame.height - 12
    return [
        f'<path d="M12 {y - 4:.1f}v4h{length:.1f}v-4" fill="none" stroke="#1d2730" stroke-width="1.2"/>',
        _text(18 + length, y, f"{texts.number(metres)} m · {texts('walks.paper.north')}", 10, "start"),
    ]


def _text(x: float, y: float, words: str, size: int, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="IBM Plex Sans" font-size="{size}" text-anchor="{anchor}" '
        f'fill="#1d2730">{html.escape(words)}</text>'
    )
