"""A geodata file as a frame of shapes. The reader behind it (GDAL) takes a file for what its content says, and knows
formats that name other files or addresses. So nothing reaches it as it came: a GeoJSON is parsed here, a KML and a
zipped Shapefile are written anew from their known parts, a GeoPackage must be one and hold no foreign tables."""

import io
import json
import sqlite3
import warnings
import zipfile
from contextlib import closing
from pathlib import PurePosixPath
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.feature_records import as_features
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.reading import extension, require_readable
from strukturmonitor.imports.sources import Source

_WGS84 = 4326
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_BEGINNINGS = {"geojson": b"{", "json": b"{", "gpkg": b"SQLite format 3\x00", "kml": b"<", "zip": b"PK\x03\x04"}
_GEOMETRIES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
_SHAPEFILE = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
_SHAPEFILE_NEEDS = frozenset({".shp", ".shx", ".dbf"})
_SHAPE_HEADER = b"\x00\x00\x27\x0a"
_GEOPACKAGE_ID = (b"GPKG", b"GP10", b"GP11")  # at byte 68 of a SQLite file
_TABLE_DEFINITIONS = (QUERIES_DIR / "geopackage" / "table_definitions.sql").read_text(encoding="utf-8")
_KML_NAMESPACE = "http://www.opengis.net/kml/2.2"
_KML_PARTS = frozenset(
    {
        "kml", "Document", "Folder", "Placemark", "name", "ExtendedData", "SchemaData", "SimpleData", "Data", "value",
        "MultiGeometry", "Polygon", "outerBoundaryIs", "innerBoundaryIs", "LinearRing", "LineString", "Point",
        "coordinates",
    }
)  # fmt: skip
_FAILURES = (DataSourceError, DataLayerError, CRSError, ValueError, OSError, RuntimeError, shapely.errors.GEOSException)


def read_shapes(source: Source, file_name: str, content: bytes) -> gpd.GeoDataFrame:
    """Every feature with its columns, in the file's own reference system. Raises FileTooLarge, FileUnreadable."""
    require_readable(source, file_name, content)
    kind = extension(file_name)
    content = as_features(content) if kind == "json" else content
    if not content.lstrip(_BLANKS).startswith(_BEGINNINGS[kind]):
        raise FileUnreadable(file=file_name, reason="not_geodata")
    if kind == "zip":
        frame = _shapefile(source, file_name, content)
    elif kind == "kml":
        frame = _kml(file_name, content)
    elif kind == "gpkg":
        frame = _geopackage(file_name, content)
    else:
        frame = _geojson(file_name, content)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileUnreadable(file=file_name, reason="no_geometry")
    if frame.empty:
        raise FileUnreadable(file=file_name, reason="empty")
    if len(frame) > source.max_rows:
        raise FileUnreadable(file=file_name, reason="too_many_rows", limit=source.max_rows)
    if len(frame.columns) > source.max_columns:
        raise FileUnreadable(file=file_name, reason="too_many_columns", limit=source.max_columns)
    return frame.reset_index(drop=True)


def in_degrees(
    frame: gpd.GeoDataFrame, file_name: str, city: shapely.Geometry, source: Source, findings: Findings
) -> gpd.GeoDataFrame:
    """WGS 84. A file without a system, or whose numbers cannot be degrees, is tried in the known ones: the one that
    puts the file around the city's middle is taken. `city`: its surface, WGS 84. Raises FileUnreadable."""
    if not frame.geometry.notna().any():
        raise FileUnreadable(file=file_name, reason="no_geometry")
    west, south, east, north = frame.total_bounds
    are_degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    try:
        if frame.crs is not None and (are_degrees or not frame.crs.is_geographic):
            return frame.to_crs(_WGS84)
        if are_degrees:
            return frame.set_crs(_WGS84, allow_override=True)
        for crs in source.definition["assumed_crs"]:
            tried = frame.set_crs(crs, allow_override=True).to_crs(_WGS84)
            bounds = shapely.box(*tried.total_bounds)
            if bounds.is_valid and bounds.buffer(source.definition["assumed_within_degrees"]).contains(city.centroid):
                findings.warn("crs_assumed", value=f"EPSG:{crs}")
                return tried
    except (CRSError, ProjError) as error:
        raise FileUnreadable(file=file_name, reason="crs") from error
    raise FileUnreadable(file=file_name, reason="crs")


def _opened(file_name: str, content: bytes, **options: object) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the copy in memory has no ending
            return gpd.read_file(io.BytesIO(content), **options)
    except _FAILURES as error:
        raise FileUnreadable(file=file_name, reason="not_geodata") from error


def _geojson(file_name: str, content: bytes) -> gpd.GeoDataFrame:
    try:
        parsed = json.loads(content.decode("utf-8-sig"))
        if parsed.get("type") in _GEOMETRIES:  # a shape without a feature around it is a GeoJSON as well
            parsed = {"type": "Feature", "geometry": parsed, "crs": parsed.get("crs")}
        features = parsed["features"] if parsed.get("type") == "FeatureCollection" else [parsed]
        if not features:
            raise FileUnreadable(file=file_name, reason="empty")
        if any(feature.get("type") != "Feature" for feature in features):
            raise FileUnreadable(file=file_name, reason="not_geodata")
        crs = ((parsed.get("crs") or {}).get("properties") or {}).get("name")
        plain = [
            {"type": "Feature", "geometry": feature.get("geometry"), "properties": feature.get("properties") or {}}
            for feature in features
        ]
        frame = gpd.GeoDataFrame.from_features(plain)
        return frame.set_crs(CRS.from_user_input(crs)) if crs else frame
    except CRSError as error:
        raise FileUnreadable(file=file_name, reason="crs") from error
    except (*_FAILURES, AttributeError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise FileUnreadable(file=file_name, reason="not_geodata") from error


def _geopackage(file_name: str, content: bytes) -> gpd.GeoDataFrame:
    if content[68:72] not in _GEOPACKAGE_ID and b"gpkg_contents" not in content:
        raise FileUnreadable(file=file_name, reason="not_geodata")
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            made = [str(row[0] or "") for row in connection.execute(_TABLE_DEFINITIONS)]
    except sqlite3.Error as error:
        raise FileUnreadable(file=file_name, reason="not_geodata") from error
    foreign = [text for text in made if text.lower().startswith("create virtual") and "using rtree" not in text.lower()]
    if foreign:
        raise FileUnreadable(file=file_name, reason="not_geodata")
    return _opened(file_name, content)


def _kml(file_name: str, content: bytes) -> gpd.GeoDataFrame:
    """All folders of a KML; names stand in column `Name`, and the system is always WGS 84."""
    if b"<!" in content.replace(b"\x00", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise FileUnreadable(file=file_name, reason="kml_refers")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 (one that declares entities is refused above)
        if _local(root) != "kml":
            raise FileUnreadable(file=file_name, reason="not_geodata")
        if any(_local(element) == "NetworkLink" for element in root.iter()):
            raise FileUnreadable(file=file_name, reason="kml_refers")
        _keep_known(root)
        ElementTree.register_namespace("", _KML_NAMESPACE)
        clean = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        layers = len(pyogrio.list_layers(io.BytesIO(clean)))
    except (*_FAILURES, ElementTree.ParseError, RecursionError) as error:
        raise FileUnreadable(file=file_name, reason="not_geodata") from error
    # By number: a document without a name is called after the copy in memory, anew each time, and folders may share one.
    frames = [_opened(file_name, clean, layer=layer) for layer in range(layers)]
    found = [frame for frame in frames if isinstance(frame, gpd.GeoDataFrame) and not frame.empty]
    if not found:
        raise FileUnreadable(file=file_name, reason="empty")
    joined = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=_WGS84)
    return joined.set_geometry(gpd.GeoSeries(shapely.force_2d(joined.geometry.values), crs=_WGS84))


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _keep_known(element: ElementTree.Element) -> None:
    """Drop what is neither a name, a value nor a shape, and give the rest the one namespace; in text no markup of
    another format may stand, by which the reader would take the file for that."""
    element.tag = f"{{{_KML_NAMESPACE}}}{_local(element)}"
    element.attrib = {key: value for key, value in element.attrib.items() if key == "name"}
    for child in list(element):
        if _local(child) in _KML_PARTS:
            _keep_known(child)
        else:
            element.remove(child)


def _shapefile(source: Source, file_name: str, content: bytes) -> gpd.GeoDataFrame:
    """The one layer of a zipped Shapefile. What is in the archive is looked at before the reader sees it, and only the
    known parts are handed on, under names of our own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(source, file_name, archive)
            if not parts[".shp"].startswith(_SHAPE_HEADER):
                raise FileUnreadable(file=file_name, reason="not_geodata")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise FileUnreadable(file=file_name, reason="zip_damaged") from error
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for ending, part in parts.items():
            archive.writestr(f"layer{ending}", part)
    return _opened(file_name, clean.getvalue())


def _parts(source: Source, file_name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Ending → bytes. Raises FileUnreadable."""
    limit = source.definition["file"]["max_unpacked_mb"] * 1_000_000
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > limit:
        raise FileUnreadable(file=file_name, reason="zip_bomb")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise FileUnreadable(file=file_name, reason="zip_path")
        if path.parts[0] == "__MACOSX" or path.name.startswith("."):
            continue
        ending = path.suffix.lower()
        if ending not in _SHAPEFILE:
            raise FileUnreadable(file=file_name, reason="zip_content", entry=path.name[:60])
        if ending in found:
            raise FileUnreadable(file=file_name, reason="zip_layers")
        found[ending] = entry
    if not found.keys() >= _SHAPEFILE_NEEDS:
        missing = ", ".join(sorted(_SHAPEFILE_NEEDS - found.keys()))
        raise FileUnreadable(file=file_name, reason="zip_incomplete", missing=missing)
    if len({PurePosixPath(entry.filename.replace("\\", "/")).stem.lower() for entry in found.values()}) > 1:
        raise FileUnreadable(file=file_name, reason="zip_layers")
    parts = {}
    for ending, entry in found.items():
        with archive.open(entry) as part:
            parts[ending] = part.read(limit + 1)
        if len(parts[ending]) > limit:
            raise FileUnreadable(file=file_name, reason="zip_bomb")
    return parts
