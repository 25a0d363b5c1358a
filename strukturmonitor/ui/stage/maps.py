"""Our maps made larger for the wall: names, points and lines, around the area that is shown."""

import json
import math
from collections.abc import Iterator

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.shown import Map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.names import WORLD, place_names
from strukturmonitor.ui.stage.size import Wall, facts

_CONTROLLER = {"dragRotate": False, "touchRotate": False, "keyboard": False}  # the keys belong to the steps
Bounds = tuple[float, float, float, float]


class LargeDeck:
    """A map as st.pydeck_chart takes it, from JSON that is already written."""

    def __init__(self, written: str, letter_px: int) -> None:
        self._written = written
        style = {"backgroundColor": "#1D2730", "color": "#FFFFFF", "fontFamily": "IBM Plex Sans", "zIndex": "10"}
        size = {"fontSize": f"{letter_px}px", "maxWidth": f"{22 * letter_px}px"}
        self._tooltip = {"html": "<b>{name}</b><br/>{hover}", "style": style | size}

    def to_json(self) -> str:
        return self._written


def large_deck(
    page: Page, map_: Map, wall: Wall, room_px: tuple[int, int], *, extent: str | None, zoom: float
) -> LargeDeck:
    """The map in a room of that width and height, around `extent` (area_id; None: as the page has it), nearer by `zoom`."""
    deck = json.loads(map_.deck)
    letter_px, marks = wall.letter_px, 1 if wall.is_small else facts()["map_marks"]
    area_id = extent or map_.focus or page.tree.city.area_id
    drawn = map_.own_extent if extent is None else None
    bounds = drawn or page.data.derived(("stage_bounds", area_id), lambda: _bounds(page, area_id))
    view = _view(bounds, room_px, zoom)
    deck["initialViewState"] |= view
    for layer in deck["layers"]:
        _enlarge(layer, marks)
        if page.is_dark:
            _lighten(layer)
    names_px = letter_px if wall.is_small else max(facts()["smallest_px"], round(letter_px * facts()["map_names"]))
    place_names([layer for layer in deck["layers"] if layer.get("@@type") == "TextLayer"], view, room_px, names_px)
    for view in deck.get("views", ()):
        view["controller"] = _CONTROLLER
    return LargeDeck(json.dumps(deck, ensure_ascii=False, separators=(",", ":")), letter_px)


def _enlarge(layer: dict, marks: float) -> None:
    kind = layer.get("@@type")
    for name in ("lineWidthMinPixels", "lineWidthMaxPixels", "radiusMinPixels", "radiusMaxPixels"):
        if isinstance(layer.get(name), int | float):
            layer[name] = layer[name] * marks
    if kind == "ScatterplotLayer" and layer.get("radiusUnits") == "pixels":
        if isinstance(layer.get("getRadius"), int | float):
            layer["getRadius"] *= marks
        elif isinstance(layer.get("data"), list):
            layer["radiusScale"] = marks


def _lighten(layer: dict) -> None:
    """Lines in dark grey are drawn in light grey on a dark ground."""
    colour = layer.get("getLineColor")
    if isinstance(colour, list) and colour[:3] in ([90] * 3, [120] * 3):
        layer["getLineColor"] = [280 - colour[0]] * 3 + colour[3:]


def _bounds(page: Page, area_id: str) -> Bounds:
    """West, south, east and north of an area; of the city where the area is not there any more."""
    rows = page.data.read("area_outline", area_id=area_id)
    if rows.empty:
        rows = page.data.read("area_outline", area_id=page.tree.city.area_id)
    if rows.empty:
        raise StrukturmonitorError
    corners = list(_corners(json.loads(rows["geometry_json"].iloc[0])["coordinates"]))
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    return min(lons), min(lats), max(lons), max(lats)


def _corners(coordinates: list) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _corners(part)


def _view(bounds: Bounds, room_px: tuple[int, int], nearer: float) -> dict[str, float]:
    """The middle, and the zoom at which the bounds fill the room."""
    west, south, east, north = bounds
    lat = (south + north) / 2
    width = max(east - west, 1e-4)
    height = max((north - south) / math.cos(math.radians(lat)), 1e-4)  # as the map's projection stretches it
    fits = math.log2(min(room_px[0] / width, room_px[1] / height) * facts()["map_margin"] * 360 / WORLD)
    return {"longitude": (west + east) / 2, "latitude": lat, "zoom": round(min(fits + nearer, 17), 2)}
