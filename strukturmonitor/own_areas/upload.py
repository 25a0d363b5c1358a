"""An area from a file: GeoJSON, GeoPackage, KML or zipped Shapefile. The file is read as hostile ones are (imports.geofiles);
its names and attributes are not looked at, only its polygons."""

from functools import cache

import shapely

from strukturmonitor.access import Reader
from strukturmonitor.errors import ShapeUnusable
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.geofiles import in_degrees, read_shapes
from strukturmonitor.imports.sources import Source
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import Note, OwnArea, area_of, city_shape, surfaces

_POLYGONS = ("Polygon", "MultiPolygon", "GeometryCollection")
_TEST_OF_CRS = "crs_assumed"


def uploaded_area(reader: Reader, file_name: str, content: bytes) -> OwnArea:
    """The polygons of a file as one area; what was left out, repaired or assumed is among its notes.
    Raises FileTooLarge, FileUnreadable, ShapeUnusable."""
    source, findings = _source(), Findings()
    frame = in_degrees(read_shapes(source, file_name, content), file_name, city_shape(reader), source, findings)
    notes = [Note(_TEST_OF_CRS) for finding in findings if finding.code == _TEST_OF_CRS]
    given = [shape for shape in frame.geometry if shape is not None and not shape.is_empty]
    if sum(shapely.get_num_coordinates(shape) for shape in given) > rules().shape["most_corners_read"]:
        raise ShapeUnusable(reason="too_many_corners", limit=rules().shape["most_corners_read"])
    polygons = [shapely.force_2d(shape) for shape in given if shape.geom_type in _POLYGONS]
    if len(polygons) < len(given):
        notes.append(Note("no_polygons", len(given) - len(polygons)))
    if any(not shape.is_valid for shape in polygons):
        notes.append(Note("repaired"))
    parts = [surfaces(shape if shape.is_valid else shapely.make_valid(shape)) for shape in polygons]
    parts = [part for part in parts if not part.is_empty]
    if not parts:
        raise ShapeUnusable(reason="no_polygon")
    if len(parts) > 1:
        notes.append(Note("joined", len(parts)))
    return area_of(reader, shapely.union_all(parts), way="uploaded", notes=notes)


@cache
def _source() -> Source:
    """What the readers of geodata files ask of a source."""
    file = rules().file
    definition = {
        "file": file,
        "assumed_crs": rules().assumed_crs,
        "assumed_within_degrees": rules().assumed_within_degrees,
    }
    return Source(
        id="own_areas", kind="boundaries", right="read_public", title={}, description={},
        extensions=tuple(file["extensions"]), max_mb=file["max_mb"], max_rows=file["max_rows"],
        max_columns=file["max_columns"], columns={}, not_taken={}, cities=frozenset(), keeps_file=False,
        definition=definition,
    )  # fmt: skip
