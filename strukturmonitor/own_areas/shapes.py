"""From corners, a link or district numbers to an area that can be computed with: repaired, cut to the city, no finer
than needed. Whatever was changed on the way is said."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyproj
import shapely

from strukturmonitor.access import Reader
from strukturmonitor.cities import city
from strukturmonitor.errors import ShapeUnusable
from strukturmonitor.own_areas.line_code import decoded, encoded
from strukturmonitor.own_areas.rules import rules

_WGS84 = 4326
_DECIMALS = 7  # of degrees in the outline: about a centimetre
_KM2 = 1e6


@dataclass(frozen=True)
class Note:
    """Something that was changed: a `code` of the texts `own.note.<code>` and its `value` (number, or empty)."""

    code: str
    value: float | None = None


@dataclass(frozen=True)
class OwnArea:
    """`outline`: GeoJSON polygon or multipolygon in WGS 84, part of every cache key. `stat_ids`: the districts it was put
    together from, empty where it has an outline of its own. `link`: the text for a link, None where the outline is too
    fine for one. `area_km2` in the city's metric system."""

    outline: str
    area_km2: float
    way: str
    stat_ids: tuple[str, ...] = ()
    link: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def shape(self) -> shapely.Geometry:
        return shapely.from_geojson(self.outline)


def drawn_area(reader: Reader, corners: Iterable[Sequence[float]]) -> OwnArea:
    """The area inside a line of corners (lon, lat), closed or not. Raises ShapeUnusable."""
    points = [(float(lon), float(lat)) for lon, lat in corners]
    if len(set(points)) < 3 or any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in points):
        raise ShapeUnusable(reason="too_few_corners")
    if len(points) > rules().shape["most_corners_read"]:
        raise ShapeUnusable(reason="too_many_corners", limit=rules().shape["most_corners_read"])
    return area_of(reader, shapely.Polygon(points), way="drawn")


def linked_area(reader: Reader, text: str) -> OwnArea:
    """The area behind the text of a link. Raises ValueError for what is no such text, ShapeUnusable."""
    return area_of(reader, decoded(text), way="drawn")


def composed_area(reader: Reader, stat_ids: Sequence[str]) -> OwnArea:
    """Whole statistische Bezirke together: nothing has to be estimated. Raises ShapeUnusable for none and for ids that do
    not exist (any more)."""
    wanted = tuple(sorted(set(stat_ids)))
    rows = reader.read("area_geometries", level="stat").set_index("area_id")
    known = [stat_id for stat_id in wanted if stat_id in rows.index]
    if not known:
        raise ShapeUnusable(reason="no_districts")
    # Neighbours share their corners but for rounding: a small step closes the slits.
    shape = shapely.union_all(shapely.from_wkb([bytes(wkb) for wkb in rows.loc[known, "geometry_wkb"]]), grid_size=1e-6)
    area = _plain(reader, surfaces(shape), way="composed")
    gone = len(wanted) - len(known)
    return replace(area, stat_ids=tuple(known), notes=(Note("districts_gone", gone),) if gone else ())


def area_of(reader: Reader, shape: shapely.Geometry, *, way: str, notes: Sequence[Note] = ()) -> OwnArea:
    """Checks a shape in WGS 84, whoever made it. Raises ShapeUnusable."""
    limits, found = rules().shape, list(notes)
    if not _is_finite(shape):
        raise ShapeUnusable(reason="empty")
    if shapely.get_num_coordinates(shape) > limits["most_corners_read"]:
        raise ShapeUnusable(reason="too_many_corners", limit=limits["most_corners_read"])
    shape = shapely.force_2d(shape)
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
        found.append(Note("repaired"))
    shape = surfaces(shape)
    whole = city_shape(reader)
    surface = _surface(reader, shape)
    inside = surfaces(shapely.intersection(shape, whole))
    surface_inside = _surface(reader, inside)
    if surface_inside <= 0:
        raise ShapeUnusable(reason="elsewhere" if surface > 0 else "empty")
    if surface_inside < limits["smallest_m2"]:
        raise ShapeUnusable(reason="too_small", limit=limits["smallest_m2"])
    outside = 1 - surface_inside / surface
    if outside > limits["note_outside"]:
        found.append(Note("outside", outside))
    # Cut only where the border is crossed: the cut would move corners that lie on it.
    shape = inside if outside > limits["note_outside"] else shape
    shape, corners = _coarser(reader, shape, limits["simplified_within_m"], limits["most_corners"])
    if corners:
        found.append(Note("simplified", corners))
    return replace(_plain(reader, shape, way=way), link=_link(reader, shape), notes=tuple(found))


def corners_of(shape: shapely.Geometry) -> int:
    """Corners of all rings, the closing one of each not counted."""
    parts = shapely.get_parts(shape)
    return int(shapely.get_num_coordinates(parts).sum() - len(parts) - shapely.get_num_interior_rings(parts).sum())


def as_linked(reader: Reader, area: OwnArea) -> OwnArea:
    """The area as its link shows it, so that what somebody sees and what the link opens are the same; the area itself
    where it has no link or no outline of its own."""
    if area.link is None or area.stat_ids:
        return area
    again = area_of(reader, decoded(area.link), way=area.way)
    return replace(again, link=area.link, notes=area.notes)


def metres(reader: Reader) -> pyproj.Transformer:
    """From WGS 84 to the system in which the city's surfaces are measured."""
    return transformer(city(reader.database.versions.city).metric_crs)


def transformer(crs: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(_WGS84, crs, always_xy=True)


def moved(shape: shapely.Geometry, way: pyproj.Transformer) -> shapely.Geometry:
    """The shape in another system."""
    return shapely.transform(shape, way.transform, interleaved=False)


def city_shape(reader: Reader) -> shapely.Geometry:
    """The city's surface, WGS 84."""
    rows = reader.read("area_geometries", level="city")
    return shapely.union_all(shapely.from_wkb([bytes(wkb) for wkb in rows["geometry_wkb"]]))


def _plain(reader: Reader, shape: shapely.Geometry, *, way: str) -> OwnArea:
    rounded = shapely.transform(shape, lambda points: points.round(_DECIMALS))
    rounded = rounded if rounded.is_valid else surfaces(shapely.make_valid(rounded))
    outline = json.dumps(json.loads(shapely.to_geojson(rounded)), separators=(",", ":"))
    return OwnArea(outline, _surface(reader, rounded) / _KM2, way)


def _is_finite(shape: shapely.Geometry) -> bool:
    return not shape.is_empty and bool(abs(shapely.get_coordinates(shape)).max() < 1e9)


def surfaces(shape: shapely.Geometry) -> shapely.Geometry:
    """The surfaces of a shape, joined, without the lines and points a cut or a repair may leave."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    nested = [part for part in shapely.get_parts(shape) if part.geom_type == "MultiPolygon"]
    return shapely.union_all([*parts, *nested]) if parts or nested else shapely.Polygon()


def _surface(reader: Reader, shape: shapely.Geometry) -> float:
    """In m²."""
    return 0.0 if shape.is_empty else float(moved(shape, metres(reader)).area)


def _coarser(
    reader: Reader, shape: shapely.Geometry, tolerance_m: float, most: int
) -> tuple[shapely.Geometry, int | None]:
    """The shape with at most so many corners, and how many it has now; None where it was not changed. Raises ShapeUnusable
    where it has too many parts: each keeps three corners, however coarse it is drawn."""
    if corners_of(shape) <= most:
        return shape, None
    metric = moved(shape, metres(reader))
    while corners_of(simple := surfaces(shapely.simplify(metric, tolerance_m))) > most:
        tolerance_m *= 2
        if tolerance_m > metric.length:
            raise ShapeUnusable(reason="too_many_corners", limit=most)
    return _back(reader, simple), corners_of(simple)


def _back(reader: Reader, shape: shapely.Geometry) -> shapely.Geometry:
    way = pyproj.Transformer.from_crs(city(reader.database.versions.city).metric_crs, _WGS84, always_xy=True)
    return moved(shape, way)


def _link(reader: Reader, shape: shapely.Geometry) -> str | None:
    """The text for a link, simplified until it fits; None where too much of the surface would be lost."""
    limits = rules().link
    text = encoded(shape)
    metric = moved(shape, metres(reader))
    tolerance_m = float(limits["from_m"])
    while len(text) > limits["longest"]:
        simple = surfaces(shapely.simplify(metric, tolerance_m))
        if simple.is_empty or tolerance_m > metric.length:
            return None
        text = encoded(_back(reader, simple))
        tolerance_m *= 1.5
    lost = shapely.symmetric_difference(moved(surfaces(decoded(text)), metres(reader)), metric).area / metric.area
    return text if lost <= limits["loses_at_most"] else None
