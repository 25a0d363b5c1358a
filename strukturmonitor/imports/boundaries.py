"""Boundaries of one level from a geodata file: read in any reference system, repaired, checked against the city
and the level above. Any feature that cannot be used refuses the whole file: a missing area would be a hole."""

import datetime
import io
import warnings
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError, ProjError

from strukturmonitor.database import Database
from strukturmonitor.errors import ColumnsMissing, FileUnreadable
from strukturmonitor.imports.city import boundary_rows
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.reading import as_text, extension, require_readable
from strukturmonitor.imports.sources import Source, plain

_METRIC_CRS = 25832
_POLYGONS = ("Polygon", "MultiPolygon")
_STAT_DIGITS = 3
_MOST_NAMES = 10
# The reader would also open formats that name other files or addresses: only these beginnings reach it.
_BEGINNINGS = {"geojson": b"{", "json": b"{", "gpkg": b"SQLite format 3\x00"}


@dataclass(frozen=True)
class Boundaries:
    """`areas`: rows of table area; empty where the file is refused. Gaps and overlaps in m²."""

    areas: gpd.GeoDataFrame
    level: str
    valid_from: datetime.date
    form: str
    rows_read: int
    rows_rejected: int
    rows_duplicate: int
    gaps_m2: float
    overlaps_m2: float
    new: list[str]
    vanished: list[str]


def read_boundaries(
    database: Database,
    source: Source,
    file_name: str,
    content: bytes,
    *,
    findings: Findings,
    level: str,
    valid_from: datetime.date,
    name_column: str | None = None,
    code_column: str | None = None,
) -> Boundaries:
    """Read, repair and check. Raises FileTooLarge, FileUnreadable, ColumnsMissing."""
    require_readable(source, file_name, content)
    frame = _read(file_name, content, source)
    rules = source.definition["levels"][level]
    name = _column(frame, file_name, name_column, rules["name"], required=True)
    code = _column(frame, file_name, code_column, rules["code"], required=rules.get("code_required", False))
    city = _known(database, "city")
    form = f"{frame.crs.to_string() if frame.crs else '–'}"
    frame = _in_degrees(frame, file_name, city, source, findings)
    plain_frame = gpd.GeoDataFrame(
        {
            "name": frame[name].map(as_text),
            "code": frame[code].map(lambda value: _code(value, level)) if code else pd.NA,
            "geometry": frame.geometry.values,
        },
        crs=4326,
    )
    usable = _usable(plain_frame, level, rules, findings)
    rejected = len(plain_frame) - len(usable)
    joined = _joined(usable, level, findings)
    before = _known(database, level)
    empty = Boundaries(joined.iloc[:0], level, valid_from, form, len(frame), len(frame), 0, 0.0, 0.0, [], [])
    if rejected or joined.empty:
        return empty
    city_shape = city.to_crs(_METRIC_CRS).geometry.union_all()
    metric = joined.to_crs(_METRIC_CRS)
    inside = metric.geometry.intersection(city_shape).area.sum() / metric.geometry.area.sum()
    if inside < source.definition["least_share_in_city"]:
        findings.fail("areas_elsewhere", value=f"{100 * inside:.0f} %")
        return empty
    gaps, overlaps = _fit(metric, city_shape, rules, source, findings)
    areas = boundary_rows(
        joined,
        level=level,
        name_column="name",
        code_column="code",
        parent_name_column=None,
        parents=dict(zip(city["name"], city["area_id"], strict=True)),
        valid_from=valid_from,
        source_id=f"boundaries-{level}",
        origin="published",
    )
    areas["parent_id"] = _parents(database, areas, rules, source, findings)
    new = sorted(set(areas["area_id"]) - set(before["area_id"]))
    vanished = sorted(set(before["area_id"]) - set(areas["area_id"]))
    if new and len(before):
        findings.warn("areas_new", value=_list(areas.set_index("area_id").loc[new, "name"]))
    if vanished:
        findings.warn("areas_vanished", value=_list(before.set_index("area_id").loc[vanished, "name"]))
    return Boundaries(
        areas, level, valid_from, form, len(frame), 0, len(usable) - len(joined), gaps, overlaps, new, vanished
    )


def _read(file_name: str, content: bytes, source: Source) -> gpd.GeoDataFrame:
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGINNINGS[extension(file_name)]):
        raise FileUnreadable(file=file_name, reason="not_geodata")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the copy in memory has no ending
            frame = gpd.read_file(io.BytesIO(content))
    except (DataSourceError, DataLayerError, CRSError, ValueError, OSError, shapely.errors.GEOSException) as error:
        raise FileUnreadable(file=file_name, reason="not_geodata") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileUnreadable(file=file_name, reason="no_geometry")
    if frame.empty:
        raise FileUnreadable(file=file_name, reason="empty")
    if len(frame) > source.max_rows:
        raise FileUnreadable(file=file_name, reason="too_many_rows", limit=source.max_rows)
    return frame.reset_index(drop=True)


def _column(
    frame: gpd.GeoDataFrame, file_name: str, wanted: str | None, known: list[str], *, required: bool
) -> str | None:
    """The column named by the person, else the first known one."""
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    by_spelling = {plain(column): column for column in reversed(columns)}
    for spelling in [wanted] if wanted else known:
        if plain(spelling) in by_spelling:
            return by_spelling[plain(spelling)]
    if wanted or required:
        found = ", ".join(column[:60] for column in columns[:20]) or "–"
        raise ColumnsMissing(file=file_name, columns=wanted or " / ".join(known), found=found)
    return None


def _known(database: Database, level: str) -> gpd.GeoDataFrame:
    rows = database.read("area_geometries", level=level)
    shapes = shapely.from_wkb([bytes(wkb) for wkb in rows["geometry_wkb"]])
    return gpd.GeoDataFrame(rows[["area_id", "name", "valid_from"]], geometry=shapes, crs=4326)


def _in_degrees(
    frame: gpd.GeoDataFrame, file_name: str, city: gpd.GeoDataFrame, source: Source, findings: Findings
) -> gpd.GeoDataFrame:
    """WGS 84. A file without a system, or whose numbers cannot be degrees, is tried in the city's own system."""
    west, south, east, north = frame.total_bounds
    are_degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    try:
        if frame.crs is not None and (are_degrees or not frame.crs.is_geographic):
            return frame.to_crs(4326)
        if are_degrees:
            return frame.set_crs(4326, allow_override=True)
        middle = city.geometry.union_all().centroid
        for crs in source.definition["assumed_crs"]:
            tried = frame.set_crs(crs, allow_override=True).to_crs(4326)
            if shapely.box(*tried.total_bounds).buffer(0.5).contains(middle):
                findings.warn("crs_assumed", value=f"EPSG:{crs}")
                return tried
    except (CRSError, ProjError) as error:
        raise FileUnreadable(file=file_name, reason="crs") from error
    raise FileUnreadable(file=file_name, reason="crs")


def _code(value: object, level: str) -> str | None:
    text = "" if pd.isna(value) else as_text(value)
    if level == "stat" and text.isdecimal():
        text = text.zfill(_STAT_DIGITS)
    return text or None


def _usable(frame: gpd.GeoDataFrame, level: str, rules: dict, findings: Findings) -> gpd.GeoDataFrame:
    """Features with a name, where needed a number, and a polygon; invalid polygons are repaired."""
    keep, shapes = [], []
    for index, row in enumerate(frame.itertuples(index=False), start=1):
        label = row.name or f"({index})"
        shape = row.geometry
        if not row.name or row.name.lower() in ("none", "nan"):
            findings.fail("area_without_name", index)
        elif rules.get("code_required") and not isinstance(row.code, str):
            findings.fail("area_without_code", index, value=label)
        elif shape is None or shape.is_empty:
            findings.fail("area_without_shape", index, value=label)
        elif shape.geom_type not in _POLYGONS:
            findings.fail("area_not_polygon", index, value=f"{label} ({shape.geom_type})")
        else:
            shape = shapely.force_2d(shape)
            if not shape.is_valid:
                reason = shapely.is_valid_reason(shape).split("[")[0]
                shape = _polygons_of(shapely.make_valid(shape))
                findings.warn("area_repaired", index, value=f"{label} ({reason})")
            if shape.is_empty:
                findings.fail("area_without_shape", index, value=label)
                continue
            keep.append(index - 1)
            shapes.append(shape)
    return frame.iloc[keep].set_geometry(gpd.GeoSeries(shapes, index=frame.index[keep], crs=4326))


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """What remains of a repaired shape: its surfaces, without the lines and points a repair may leave."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in _POLYGONS]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _joined(frame: gpd.GeoDataFrame, level: str, findings: Findings) -> gpd.GeoDataFrame:
    """One row per area: features of the same number (or name) are its parts."""
    key = frame["code"] if level in ("stat", "ub") else frame["name"]
    for value, count in key.value_counts().items():
        if count > 1:
            findings.warn("area_parts_joined", value=f"{value} ({count})")
    joined = frame.assign(key=key).dissolve(by="key", aggfunc="first", sort=False)
    return joined.reset_index(drop=True)[["name", "code", "geometry"]].astype({"code": "string"})


def _fit(
    metric: gpd.GeoDataFrame, city: shapely.Geometry, rules: dict, source: Source, findings: Findings
) -> tuple[float, float]:
    """Surface of the city that no area covers, and surface that two areas share, in m²."""
    if not rules["covers_city"]:
        return 0.0, 0.0
    least = source.definition["report_above_m2"]
    shapes = metric.geometry.values
    gaps = float(city.difference(shapely.union_all(shapes)).area)
    overlaps, pairs = 0.0, []
    first, second = metric.sindex.query(shapes, predicate="intersects")
    for a, b in zip(first, second, strict=True):
        if a < b:
            shared = float(shapely.intersection(shapes[a], shapes[b]).area)
            overlaps += shared
            if shared > least:
                pairs.append(f"{metric['name'].iloc[a]} – {metric['name'].iloc[b]}")
    if gaps > least:
        findings.warn("areas_gap", value=f"{gaps / 1e4:.2f} ha")
    if overlaps > least:
        findings.warn("areas_overlap", value=f"{overlaps / 1e4:.2f} ha: {_list(pd.Series(pairs, dtype=object))}")
    return round(gaps, 1), round(overlaps, 1)


def _parents(
    database: Database, areas: gpd.GeoDataFrame, rules: dict, source: Source, findings: Findings
) -> list[str | None]:
    """The area of the level above that holds most of each area."""
    above = _known(database, rules["parent"]).to_crs(_METRIC_CRS)
    shapes = areas.to_crs(_METRIC_CRS).geometry
    found: list[str | None] = []
    for name, shape in zip(areas["name"], shapes, strict=True):
        shares = above.geometry.intersection(shape).area
        if above.empty or shares.max() <= 0:
            found.append(None)
            findings.warn("area_without_parent", value=name)
            continue
        best = int(shares.to_numpy().argmax())
        found.append(str(above["area_id"].iloc[best]))
        if shares.iloc[best] / shape.area < source.definition["least_share_in_parent"]:
            findings.warn(
                "area_crosses_parent",
                value=f"{name} ({100 * shares.iloc[best] / shape.area:.0f} % {above['name'].iloc[best]})",
            )
    return found


def _list(names: pd.Series) -> str:
    shown = list(names[:_MOST_NAMES])
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMES else shown)
