"""A small map as SVG: to set a point on with a phone, and to show on the wall where the points are. Longitude and latitude
become places by two factors, so that a few lines of script in the page can turn a tap back into a place."""

import math
import re
from dataclasses import dataclass
from html import escape

import shapely

from strukturmonitor.access import Actor, Reader
from strukturmonitor.dialogue.poll_answers import map_areas
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.ui.data import Data, database

_MARGIN = 0.02  # of the width
_COARSER_THAN = 0.002  # of the width: finer bends of a border nobody sees on a phone
_LINES = ("motorway", "primary")
_LONG_NAME = 12  # characters
_LARGEST_POINT = 0.035  # of the width, its radius


@dataclass(frozen=True)
class Drawing:
    """The map without points. A place is at x = (lon - west) · across, y = (north - lat) · down."""

    width: float
    height: float
    west: float
    north: float
    across: float
    down: float
    shapes: str  # SVG of areas, lines and names
    areas: tuple[tuple[str, str], ...]  # area_id, name; in the order of the names

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.across, (self.north - lat) * self.down

    @property
    def box(self) -> str:
        return f"0 0 {self.width:.0f} {self.height:.0f}"


def drawing(extent: str | None) -> Drawing:
    """The map of an area, or of the city; the same for everybody, made once per state of the data."""
    return Data(Reader(database(), Actor())).derived(("hall map", extent), lambda: _draw(extent))


def tap_map(extent: str | None, label: str, lon: float | None, lat: float | None) -> str:
    """SVG on which static/hall.js sets a point; `lon`, `lat`: where one is already."""
    map_ = drawing(extent)
    x, y = (-99.0, -99.0) if lon is None or lat is None else map_.place(lon, lat)
    return (
        f'<svg id="karte" class="map" viewBox="{map_.box}" role="img" aria-label="{escape(label)}" '
        f'data-west="{map_.west}" data-north="{map_.north}" data-across="{map_.across}" data-down="{map_.down}">'
        f'{map_.shapes}<circle id="punkt" class="point" cx="{x:.1f}" cy="{y:.1f}" r="{map_.width * 0.022:.0f}"/></svg>'
    )


def point_map(extent: str | None, label: str, points: list[tuple[float, float, int]]) -> str:
    """The map with points, each the larger the more phones set it there, as an SVG of its own."""
    map_ = drawing(extent)
    most = max((count for *_, count in points), default=1)
    smallest = _LARGEST_POINT / 3
    circles = []
    for lon, lat, count in points:
        x, y = map_.place(lon, lat)
        radius = map_.width * (smallest + (_LARGEST_POINT - smallest) * math.sqrt(count / most) * (most > 1))
        circles.append(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    style = (
        "path{fill:#F3F1EC;stroke:#6F7A82;stroke-width:2}polyline{fill:none;stroke:#B79A5A;stroke-width:3}"
        "text{font:600 40px 'IBM Plex Sans',sans-serif;fill:#2B343B;text-anchor:middle;paint-order:stroke;stroke:#F3F1EC;stroke-width:8px}"
        ".point{fill:#0072B2;fill-opacity:.75;stroke:#fff;stroke-width:3}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{map_.box}" role="img"><title>{escape(label)}</title>'
        f"<style>{style}</style>{map_.shapes}{''.join(circles)}</svg>"
    )


def _draw(extent: str | None) -> Drawing:
    reader = Reader(database(), Actor())
    areas = map_areas(database(), extent)
    rows = reader.read("area_outlines", level=areas[0].level).set_index("area_id").loc[[area.area_id for area in areas]]
    outlines = shapely.from_geojson(rows["geometry_json"].tolist())
    west, south, east, north = shapely.total_bounds(outlines)
    width = float(poll_rules().map_width)
    margin = (east - west) * _MARGIN
    across = width / (east - west + 2 * margin)
    down = across / math.cos(math.radians((south + north) / 2))
    west, north = west - margin, north + margin * across / down
    height = (north - south) * down + margin * across
    map_ = Drawing(width, height, west, north, across, down, "", ())
    # Together, so that neighbours keep one border.
    coarse = shapely.coverage_simplify(outlines, _COARSER_THAN * width / across)
    frame = shapely.union_all(coarse)
    shapes = [
        f'<path data-area="{escape(area.area_id)}" d="{_path(map_, outline)}"/>'
        for area, outline in zip(areas, coarse, strict=True)
    ]
    for row in reader.read("map_lines").itertuples(index=False, name="Row"):
        if row.kind in _LINES:
            line = shapely.simplify(shapely.from_geojson(row.geometry_json), _COARSER_THAN * width / across)
            shapes += [
                f'<polyline points="{_points(map_, part.coords)}"/>'
                for part in shapely.get_parts(shapely.intersection(line, frame))
                if part.geom_type == "LineString"
            ]
    for area, outline in zip(areas, coarse, strict=True):
        middle = shapely.maximum_inscribed_circle(outline).coords[0]
        x, y = map_.place(*middle)
        shapes.append(_label(area.name, x, y))
    names = tuple((area.area_id, area.name) for area in areas)
    return Drawing(width, height, west, north, across, down, "".join(shapes), names)


def _label(name: str, x: float, y: float) -> str:
    """In two lines where a long name has a hyphen: narrow areas lie side by side."""
    parts = re.split(r"(?<=-)", name, maxsplit=1) if len(name) > _LONG_NAME else [name]
    rows = "".join(
        f'<tspan x="{x:.0f}" dy="{"1.1em" if number else f"{-0.55 * (len(parts) - 1):.2f}em"}">{escape(part)}</tspan>'
        for number, part in enumerate(parts)
    )
    return f'<text x="{x:.0f}" y="{y:.0f}">{rows}</text>'


def _path(map_: Drawing, outline: shapely.Geometry) -> str:
    rings = [
        ring
        for part in shapely.get_parts(outline)
        if part.geom_type == "Polygon"
        for ring in [part.exterior, *part.interiors]
    ]
    return "".join(f"M{_points(map_, ring.coords)}Z" for ring in rings)


def _points(map_: Drawing, coordinates: object) -> str:
    return " ".join("{:.0f},{:.0f}".format(*map_.place(lon, lat)) for lon, lat in coordinates)
