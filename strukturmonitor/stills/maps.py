"""A map of the pages drawn: its layers on our own backdrop, names, a scale bar and where north is."""

import html
import json
import math

import numpy as np
from matplotlib.path import Path

from strukturmonitor.errors import StillUnknown
from strukturmonitor.shown import Map
from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.charts import Box
from strukturmonitor.stills.colours import INK
from strukturmonitor.stills.expressions import Row, reading
from strukturmonitor.stills.geometry import Bounds, Fetch, flat, shapes_at
from strukturmonitor.stills.labels import Label, place_labels
from strukturmonitor.stills.map_view import View, north_ground, put_north, put_scale, scale_of
from strukturmonitor.stills.words import put_notice
from strukturmonitor.texts import Texts

_ROOM_AROUND = 0.04  # of the extent, beyond the city
_ROOM_AROUND_AREA = 0.12  # beyond one area: what lies beside it stays recognisable
_NEARLY_ALL = 0.8  # of the city's width: an area as wide as that is drawn as the city
_SMALLEST = 1e-7  # of the flat world: four metres
_LIGHT_GREY = 175  # lines as light as that were made for the dark theme
_DARK_GREY = 105
_FEW_POINTS = 8
_NAME_GROUND = (1.0, 1.0, 1.0, 0.8)  # under names of points: they cross borders and roads
_CROWDED = 0.25  # of the ground on which points lie: where they cover more of it, they are drawn smaller
_SMALLEST_POINT = 0.65  # of its size


def draw_map(
    canvas: Canvas,
    map_: Map,
    texts: Texts,
    fetch: Fetch,
    box: Box,
    *,
    around: str | None = None,
    zoom: float = 0,
    is_strict: bool = False,
) -> None:
    """Put the map into that part of the canvas. `around`: the area_id that fills it (default: what the map is about);
    `zoom`: doublings nearer. Raises StillUnknown where a layer is not known and `is_strict`; else it is told in the map."""
    layers = json.loads(map_.deck)["layers"]
    view = _view(map_, layers, fetch, box, around, zoom)
    labels: list[Label] = []
    scale = scale_of(view)
    kept_free: list[tuple[float, float, float, float]] = [north_ground(view), *([scale.ground] if scale else [])]
    points: list[np.ndarray] = []
    unknown: list[str] = []
    for layer in layers:
        kind = layer["@@type"]
        draw = _LAYERS.get(kind)
        if kind == "TextLayer":
            labels += _labels(layer, view)
        elif draw is None:
            if is_strict:
                raise StillUnknown(kind=kind)
            unknown.append(kind)
        else:
            draw(canvas, layer, view, fetch)
            if kind == "ScatterplotLayer":
                named, dots = _names_of_few(layer, view)
                labels, kept_free = labels + named, kept_free + dots
                points.append(_placed(layer, view))
    hidable = np.concatenate(points) if points else None
    for label in place_labels(labels, view.clip, kept_free=kept_free, points=hidable):
        label.draw(canvas)
    if scale is not None:
        put_scale(canvas, texts, scale)
    put_north(canvas, view)
    if unknown:
        told = texts("stills.unknown_layers", kinds=texts.list(sorted(set(unknown))))
        put_notice(canvas, box.left + box.width / 2, box.top + box.height / 2, told)


def _view(map_: Map, layers: list[dict], fetch: Fetch, box: Box, around: str | None, zoom: float) -> View:
    extent, room = _area_extent(map_, layers, fetch, around), _ROOM_AROUND_AREA
    whole = _extent_of(layers, fetch, "outline") or _extent_of(layers, fetch, "areas")
    if extent is None or (whole and extent[2] - extent[0] > _NEARLY_ALL * (whole[2] - whole[0])):
        extent, room = whole, _ROOM_AROUND
    if extent is None:
        extent = _of_points(layers)
    west, north, east, south = extent
    wide, high = max(east - west, _SMALLEST) * (1 + 2 * room), max(south - north, _SMALLEST) * (1 + 2 * room)
    px_per_unit = min(box.width / wide, box.height / high) * 2**zoom
    middle = ((west + east) / 2, (north + south) / 2)
    return View(box, middle[0] - box.width / 2 / px_per_unit, middle[1] - box.height / 2 / px_per_unit, px_per_unit)


def _area_extent(map_: Map, layers: list[dict], fetch: Fetch, around: str | None) -> Bounds | None:
    """The extent of the area that fills the map: its outline among the layers, else fetched."""
    if around is None and (drawn := map_.own_extent):
        west, south, east, north = drawn
        (x0, y0), (x1, y1) = flat(np.array([west, east]), np.array([north, south])).tolist()
        return x0, y0, x1, y1
    area_id = around or map_.focus
    if area_id is None:
        return None
    if area_id == map_.focus and (found := _extent_of(layers, fetch, "selected")):
        return found
    addresses = [layer["data"] for layer in layers if isinstance(layer.get("data"), str)]
    version = next((part for each in addresses for part in each.split("&") if part.startswith("v=")), "")
    found = shapes_at(f"karte/umriss.geojson?gebiet={area_id}&{version}", fetch)
    return found.extent if found else None


def _extent_of(layers: list[dict], fetch: Fetch, name: str) -> Bounds | None:
    """The extent of the first layer of areas of that name."""
    for layer in layers:
        address = layer.get("data")
        is_named = str(layer.get("id", "")).startswith(name) and isinstance(address, str)
        if is_named and (found := shapes_at(address, fetch)) and found.extent:
            return found.extent
    return None


def _of_points(layers: list[dict]) -> Bounds:
    places = [
        row["p"] for layer in layers if isinstance(layer.get("data"), list) for row in layer["data"] if "p" in row
    ]
    if not places:
        return (0.0, 0.0, 1.0, 1.0)
    lon, lat = np.array(places, dtype="float64").T
    found = flat(lon, lat)
    return (*found.min(axis=0).tolist(), *found.max(axis=0).tolist())


def _colour(value: object, opacity: float = 1) -> tuple[float, float, float, float]:
    red, green, blue, *rest = [float(part) for part in value]
    if red == green == blue and _LIGHT_GREY < red < 235:
        red = green = blue = _DARK_GREY
    return red / 255, green / 255, blue / 255, (rest[0] / 255 if rest else 1.0) * opacity


def _areas(canvas: Canvas, layer: dict, view: View, fetch: Fetch) -> None:
    """Areas and lines of a map file."""
    found = shapes_at(layer["data"], fetch) if isinstance(layer["data"], str) else None
    if found is None or not len(found.paths):
        return
    west, north, east, south = view.bounds
    seen = np.flatnonzero(
        (found.bounds[:, 0] <= east)
        & (found.bounds[:, 2] >= west)
        & (found.bounds[:, 1] <= south)
        & (found.bounds[:, 3] >= north)
    )
    if not len(seen):
        return
    rows = [{"properties": found.properties[n]} for n in seen]
    opacity = layer.get("opacity", 1)
    is_stroked, is_filled = layer.get("stroked", True), layer.get("filled", True)
    edges = (
        [_colour(value, opacity) for value in _each(layer, "getLineColor", rows, [0, 0, 0])] if is_stroked else "none"
    )
    least = layer.get("lineWidthMinPixels", 0)
    widths = [max(float(value or 0), least) for value in _each(layer, "getLineWidth", rows, least)] if is_stroked else 0
    has_fill = is_filled and "getFillColor" in layer
    fills = [_colour(value, opacity) for value in _each(layer, "getFillColor", rows, [0, 0, 0])] if has_fill else "none"
    if has_fill and not is_stroked:  # no fine white lines between neighbours
        edges, widths = fills, 0.4
    canvas.shapes(
        [Path(view.px(found.paths[n].vertices), found.paths[n].codes) for n in seen], fills, edges=edges, widths=widths,
        clip=view.clip,
    )  # fmt: skip


def _each(layer: dict, name: str, rows: list[Row], default: object) -> list:
    read = reading(layer.get(name, default))
    return [read(row) for row in rows]


def _placed(layer: dict, view: View) -> np.ndarray:
    places = np.array(_each(layer, "getPosition", layer["data"], "@@=p"), dtype="float64").reshape(-1, 2)
    return view.px(flat(places[:, 0], places[:, 1]))


def _points(canvas: Canvas, layer: dict, view: View, fetch: Fetch) -> None:
    rows = layer["data"]
    if not rows:
        return
    opacity = layer.get("opacity", 1)
    radii = np.array([float(value) for value in _each(layer, "getRadius", rows, 5)])
    if layer.get("radiusUnits", "meters") == "meters":
        radii = radii * view.px_per_metre
    places = _placed(layer, view)
    radii = uncrowded(radii, places)
    is_stroked, is_filled = layer.get("stroked", False), layer.get("filled", True)
    least = layer.get("lineWidthMinPixels", 0)
    is_in_px = layer.get("lineWidthUnits", "meters") == "pixels"
    widths = [max(float(value) if is_in_px else 0.0, least) for value in _each(layer, "getLineWidth", rows, 1)]
    canvas.circles(
        places,
        radii,
        [_colour(value, opacity) for value in _each(layer, "getFillColor", rows, [0, 0, 0])] if is_filled else "none",
        edges=[_colour(value, opacity) for value in _each(layer, "getLineColor", rows, [0, 0, 0])]
        if is_stroked
        else "none",
        widths=widths if is_stroked else 0,
        clip=view.clip,
    )


def uncrowded(radii: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Many points of the same size drawn smaller, so that they stay apart; a size that says something stays."""
    ground = float(np.prod(np.ptp(places, axis=0)))
    covered = float((np.pi * radii**2).sum())
    if np.ptp(radii) > 0 or not ground or covered <= _CROWDED * ground or len(radii) <= _FEW_POINTS:
        return radii
    return radii * max(math.sqrt(_CROWDED * ground / covered), _SMALLEST_POINT)


def _cells(canvas: Canvas, layer: dict, view: View, fetch: Fetch) -> None:
    rows = layer["data"]
    half = layer.get("cellSize", 1000) * layer.get("coverage", 1) * view.px_per_metre / 2
    corners = np.array([(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)])
    fills = [_colour(value, layer.get("opacity", 1)) for value in _each(layer, "getFillColor", rows, [0, 0, 0])]
    canvas.shapes([Path(place + corners, closed=True) for place in _placed(layer, view)], fills, clip=view.clip)


def _ways(canvas: Canvas, layer: dict, view: View, fetch: Fetch) -> None:
    rows = layer["data"]
    looks = zip(
        _each(layer, "getPath", rows, []),
        _each(layer, "getColor", rows, [0, 0, 0]),
        _each(layer, "getWidth", rows, 1),
        strict=True,
    )
    for way, colour, width in looks:
        if len(way) > 1:
            lon, lat = np.array(way, dtype="float64").T[:2]
            red, green, blue, alpha = _colour(colour)
            canvas.line(
                view.px(flat(lon, lat)), f"rgba({red * 255:.0f},{green * 255:.0f},{blue * 255:.0f},{alpha})",
                width=max(float(width), layer.get("widthMinPixels", 0)), clip=view.clip,
            )  # fmt: skip


def _polygons(canvas: Canvas, layer: dict, view: View, fetch: Fetch) -> None:
    rows = layer["data"]
    paths = []
    for corners in _each(layer, "getPolygon", rows, []):
        lon, lat = np.array(corners, dtype="float64").T[:2]
        paths.append(Path(view.px(flat(lon, lat)), closed=False))
    is_stroked = layer.get("stroked", True)
    canvas.shapes(
        paths,
        [_colour(value) for value in _each(layer, "getFillColor", rows, [0, 0, 0])]
        if layer.get("filled", True)
        else "none",
        edges=[_colour(value) for value in _each(layer, "getLineColor", rows, [0, 0, 0])] if is_stroked else "none",
        widths=max(layer.get("lineWidthMinPixels", 1), 0.5) if is_stroked else 0,
        clip=view.clip,
    )


_LAYERS = {
    "GeoJsonLayer": _areas,
    "ScatterplotLayer": _points,
    "GridCellLayer": _cells,
    "PathLayer": _ways,
    "PolygonLayer": _polygons,
}


def _labels(layer: dict, view: View) -> list[Label]:
    rows = layer["data"]
    if not rows:
        return []
    ground = layer.get("getBackgroundColor") if layer.get("background") else None
    in_metres = layer.get("sizeUnits", "pixels") == "meters"
    most = layer.get("sizeMaxPixels", math.inf)
    padding = layer.get("backgroundPadding") or [0, 0]
    found = []
    for place, words, size, colour in zip(
        _placed(layer, view), _each(layer, "getText", rows, ""), _each(layer, "getSize", rows, 12),
        _each(layer, "getColor", rows, [0, 0, 0]), strict=True,
    ):  # fmt: skip
        size_px = min(float(size) * (view.px_per_metre if in_metres else 1), most)
        found.append(
            Label(
                str(words), float(place[0]), float(place[1]), size_px, _hex(colour), _colour(ground) if ground else None,
                is_bold=layer.get("fontWeight", 400) >= 600, padding=(padding[0], padding[1]), rank=_rank(layer),
            )
        )  # fmt: skip
    return found


def _names_of_few(layer: dict, view: View) -> tuple[list[Label], list[tuple[float, float, float, float]]]:
    """What the browser tells under the mouse stands beside the points where they are few; and where these points lie."""
    rows = layer["data"] if isinstance(layer["data"], list) else []
    is_told = layer.get("pickable") and all("name" in row for row in rows)
    if not 0 < len(rows) <= _FEW_POINTS or not is_told:
        return [], []
    dots = list(zip(_placed(layer, view), _each(layer, "getRadius", rows, 5), strict=True))
    labels = [
        Label(html.unescape(str(row["name"])), float(x), float(y - radius - 9), 11, INK, _NAME_GROUND, padding=(2, 0))
        for row, ((x, y), radius) in zip(rows, dots, strict=True)
    ]
    return labels, [(x - radius, y - radius, x + radius, y + radius) for (x, y), radius in dots]


def _rank(layer: dict) -> int:
    """Names give way to nothing, numbers of roads to names; what says a count stands where it is."""
    if not layer.get("background"):
        return 0
    return 1 if layer.get("getSize", 12) != 10 else 2


def _hex(colour: object) -> str:
    red, green, blue = [int(part) for part in list(colour)[:3]]
    return f"#{red:02x}{green:02x}{blue:02x}"
