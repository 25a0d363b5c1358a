"""Outlines of areas of one's own: from a line, a link, a file; what is mended and what is refused."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import FileTooLarge, FileUnreadable, ShapeUnusable
from strukturmonitor.own_areas import drawn_area, linked_area
from strukturmonitor.own_areas.line_code import decoded, encoded
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import as_linked, corners_of
from strukturmonitor.own_areas.upload import uploaded_area
from strukturmonitor.ui.session import LONGEST_VALUE

SQUARE = [(7.455, 51.535), (7.49, 51.535), (7.49, 51.56), (7.455, 51.56)]


@pytest.fixture(scope="module")
def reader(demo_database: Database) -> Reader:
    return Reader(demo_database, Actor())


# --- outline and link ----------------------------------------------------------------------------------------------


def test_a_link_brings_back_holes_and_parts() -> None:
    """Prevents a link that opens another area than the one that was seen."""
    ring = shapely.box(7.40, 51.50, 7.45, 51.54).difference(shapely.box(7.41, 51.51, 7.42, 51.52))
    shape = shapely.union_all([ring, shapely.box(7.50, 51.50, 7.51, 51.51)])
    back = decoded(encoded(shape))
    assert back.is_valid and back.symmetric_difference(shape).area < 1e-12
    # By hand: one step east (1 → 2), one north; to (1, 1), then one further east, then one further north.
    assert encoded(shapely.Polygon([(1e-5, 1e-5), (2e-5, 1e-5), (2e-5, 2e-5)])) == "CCCAAC"


@pytest.mark.parametrize("text", ["", ".", "A", "CC", "CCCA", "ä", "_" * 40, "CCCAAC.", "__________A" * 6, "<script>"])
def test_a_hostile_text_is_no_outline(text: str) -> None:
    """Prevents a link that ends a page with an error, or fills its memory."""
    with pytest.raises(ValueError):
        decoded(text)


def test_a_line_with_many_corners_fits_a_link(reader: Reader) -> None:
    """Prevents a freehand line whose link is cut off, and figures that differ from those behind the link."""
    angles = np.linspace(0, 2 * np.pi, 700, endpoint=False)
    wobble = 0.01 + 0.0004 * np.sin(9 * angles)
    area = drawn_area(reader, zip(7.47 + 1.6 * wobble * np.cos(angles), 51.55 + wobble * np.sin(angles), strict=True))
    assert area.link is not None and len(area.link) <= rules().link["longest"] <= LONGEST_VALUE
    shown = as_linked(reader, area)
    assert abs(shown.area_km2 / area.area_km2 - 1) < rules().link["loses_at_most"]
    assert shown.outline == linked_area(reader, area.link).outline == linked_area(reader, shown.link).outline


def test_what_cannot_be_an_area_is_said(reader: Reader) -> None:
    """Prevents figures for a slip of the hand, a place elsewhere, or a line that encloses nothing."""
    for corners, reason in (
        ([(7.4, 51.5), (7.5, 51.5)], "too_few_corners"),
        ([(7.4, 51.5), (7.5, 51.5), (7.6, 51.5)], "empty"),
        ([(13.3, 52.5), (13.4, 52.5), (13.4, 52.6)], "elsewhere"),
        ([(7.47, 51.55), (7.4701, 51.55), (7.4701, 51.5501)], "too_small"),
        ([(7.47, 51.55), (700.0, 51.55), (7.47, 51.6)], "too_few_corners"),
    ):
        with pytest.raises(ShapeUnusable) as raised:
            drawn_area(reader, corners)
        assert raised.value.values["reason"] == reason


def test_a_line_that_crosses_itself_or_the_city_is_mended_and_said(reader: Reader) -> None:
    """Prevents a figure of eight counted as a whole, and land of the neighbour town counted as ours."""
    eight = drawn_area(reader, [(7.45, 51.53), (7.47, 51.55), (7.47, 51.53), (7.45, 51.55)])
    assert [note.code for note in eight.notes] == ["repaired"]
    box = drawn_area(reader, [(7.45, 51.53), (7.47, 51.53), (7.47, 51.55), (7.45, 51.55)])
    assert eight.area_km2 == pytest.approx(box.area_km2 / 2, rel=1e-3)
    over = drawn_area(reader, [(7.2, 51.54), (7.45, 51.54), (7.45, 51.56), (7.2, 51.56)])
    assert [note.code for note in over.notes] == ["outside"]
    whole = stat_union(reader)
    assert over.shape.difference(whole.buffer(0.001)).is_empty


def stat_union(reader: Reader) -> shapely.Geometry:
    rows = reader.read("area_geometries", level="stat")
    return shapely.union_all(shapely.from_wkb([bytes(wkb) for wkb in rows["geometry_wkb"]]))


# --- upload --------------------------------------------------------------------------------------------------------


def collection(*shapes: shapely.Geometry, **more: object) -> bytes:
    features = [{"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(s))} for s in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def test_the_same_area_from_every_format(reader: Reader) -> None:
    """Prevents an area that depends on the format it came in, or on its coordinate system, and a KML that is refused
    because its document has no name."""
    shape = shapely.Polygon(SQUARE)
    frame = gpd.GeoDataFrame({"name": ["x"]}, geometry=[shape], crs=4326)
    package, parts = io.BytesIO(), io.BytesIO()
    frame.to_crs(25832).to_file(package, driver="GPKG")
    with zipfile.ZipFile(parts, "w") as archive:
        for name, content in shapefile(frame.to_crs(31467)).items():
            archive.writestr(name, content)
    corners = " ".join(f"{lon},{lat}" for lon, lat in shape.exterior.coords)
    outlined = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>x</name><Polygon><outerBoundaryIs>'
        f"<LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document>"
        "</kml>"
    )
    found = [
        uploaded_area(reader, "a.geojson", collection(shape)),
        uploaded_area(reader, "a.json", shapely.to_geojson(shape).encode()),
        uploaded_area(reader, "a.gpkg", package.getvalue()),
        uploaded_area(reader, "a.zip", parts.getvalue()),
        uploaded_area(reader, "a.kml", outlined.encode()),
        uploaded_area(reader, "b.geojson", collection(frame.to_crs(25832).geometry.iloc[0])),
    ]
    for area in found:
        assert area.shape.symmetric_difference(shape).area / shape.area < 1e-3
    assert [[note.code for note in area.notes] for area in found] == [[], [], [], [], [], ["crs_assumed"]]


def shapefile(frame: gpd.GeoDataFrame) -> dict[str, bytes]:
    """The parts of a Shapefile."""
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / "a.shp")
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_several_surfaces_are_one_area_and_points_are_left_out(reader: Reader) -> None:
    """Prevents an overlap counted twice, and a file with a stray point that is refused."""
    a, b = shapely.box(7.45, 51.53, 7.47, 51.55), shapely.box(7.46, 51.53, 7.48, 51.55)
    area = uploaded_area(reader, "a.geojson", collection(a, b, shapely.Point(7.45, 51.53)))
    assert {note.code: note.value for note in area.notes} == {"joined": 2, "no_polygons": 1}
    whole = drawn_area(reader, shapely.box(7.45, 51.53, 7.48, 51.55).exterior.coords)
    assert area.area_km2 == pytest.approx(whole.area_km2)


def test_hostile_files_are_refused_in_words(reader: Reader) -> None:
    """Prevents a file that costs memory, names other files, or ends in a stack trace."""
    many = shapely.Point(7.47, 51.55).buffer(0.01, quad_segs=40_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 60_000_000)
    for name, content, error in (
        ("a.geojson", b"{" + b" " * 6_000_000, FileTooLarge),
        ("a.geojson", collection(*[shapely.box(7.4, 51.5, 7.41, 51.51)] * 40), FileUnreadable),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', FileUnreadable),
        ("a.geojson", collection(many), ShapeUnusable),
        ("a.geojson", collection(shapely.LineString([(7.4, 51.5), (7.5, 51.6)])), ShapeUnusable),
        ("a.kml", b"<kml/>", FileUnreadable),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 200, FileUnreadable),
        ("a.zip", bomb.getvalue(), FileUnreadable),
        ("a.geojson", collection(shapely.box(0, 0, 1e300, 1e300)), FileUnreadable),
    ):
        with pytest.raises(error):
            uploaded_area(reader, name, content)


def test_a_fine_outline_is_kept_coarser(reader: Reader) -> None:
    """Prevents outlines that make every later page slow."""
    area = uploaded_area(reader, "a.geojson", collection(shapely.Point(7.47, 51.55).buffer(0.01, quad_segs=2_000)))
    assert corners_of(area.shape) <= rules().shape["most_corners"]
    assert {note.code for note in area.notes} == {"simplified"}


def test_an_outline_of_too_many_parts_is_refused(reader: Reader) -> None:
    """Prevents a session that computes for ever: a part keeps three corners however coarse it is drawn, so that many small
    parts never get below the limit."""
    west, south, step, size = 7.45, 51.52, 0.0006, 0.0004
    corners = [(west + step * column, south + step * row) for column in range(30) for row in range(30)]
    parts = [shapely.Polygon([(x, y), (x + size, y), (x, y + size)]) for x, y in corners]
    with pytest.raises(ShapeUnusable) as raised:
        uploaded_area(reader, "a.geojson", collection(shapely.MultiPolygon(parts)))
    assert raised.value.values["reason"] == "too_many_corners"
