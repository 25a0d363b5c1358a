"""Checks on the shapes of a boundary file: usable, whole, without gaps and overlaps, each inside one higher area."""

import geopandas as gpd
import shapely

from strukturmonitor.imports.findings import Findings

_POLYGONS = ("Polygon", "MultiPolygon")
_NO_NAMES = ("none", "nan", "null")
_MOST_NAMES = 10


def usable(frame: gpd.GeoDataFrame, rules: dict, findings: Findings) -> gpd.GeoDataFrame:
    """Features with a name, where needed a number, and a polygon; invalid polygons are repaired. `frame`: name, code,
    geometry in WGS 84."""
    keep, shapes = [], []
    for index, row in enumerate(frame.itertuples(index=False), start=1):
        label = row.name or f"({index})"
        shape = row.geometry
        if not row.name or row.name.lower() in _NO_NAMES:
            findings.fail("area_without_name", index)
        elif rules.get("code_required") and not isinstance(row.code, str):
            findings.fail("area_without_code", index, value=label)
        elif shape is None or shape.is_empty:
            findings.fail("area_without_shape", index, value=label)
        elif shape.geom_type not in (*_POLYGONS, "GeometryCollection"):
            findings.fail("area_not_polygon", index, value=f"{label} ({shape.geom_type})")
        else:
            shape = shapely.force_2d(shape)
            if shape.geom_type == "GeometryCollection":
                shape = polygons_of(shape)
            elif not shape.is_valid:
                reason = shapely.is_valid_reason(shape).split("[")[0]
                shape = polygons_of(shapely.make_valid(shape))
                findings.warn("area_repaired", index, value=f"{label} ({reason})")
            if shape.is_empty:
                findings.fail("area_without_shape", index, value=label)
                continue
            keep.append(index - 1)
            shapes.append(shape)
    return frame.iloc[keep].set_geometry(gpd.GeoSeries(shapes, index=frame.index[keep], crs=4326))


def polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """What remains of a repaired shape: its surfaces, without the lines and points a repair may leave."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in _POLYGONS]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def joined(frame: gpd.GeoDataFrame, level: str, findings: Findings) -> gpd.GeoDataFrame:
    """One row per area: features of the same number (or name) are its parts."""
    key = frame["code"] if level in ("stat", "ub") else frame["name"]
    for value, count in key.value_counts().items():
        if count > 1:
            findings.warn("area_parts_joined", value=f"{value} ({count})")
    whole = frame.assign(key=key).dissolve(by="key", aggfunc="first", sort=False)
    return whole.reset_index(drop=True)[["name", "code", "geometry"]].astype({"code": "string"})


def fit(
    metric: gpd.GeoDataFrame, city: shapely.Geometry, rules: dict, definition: dict, findings: Findings
) -> tuple[float, float]:
    """Surface of the city that no area covers, and surface that two areas share, in m². `metric`: name and geometry."""
    if not rules["covers_city"]:
        return 0.0, 0.0
    least = definition["report_above_m2"]
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
        findings.warn("areas_overlap", value=f"{overlaps / 1e4:.2f} ha: {few(pairs)}")
    return round(gaps, 1), round(overlaps, 1)


def parents(
    children: gpd.GeoDataFrame, above: gpd.GeoDataFrame, least_share: float, findings: Findings
) -> list[str | None]:
    """The area of the level above that holds most of each child; a child of which less than `least_share` lies in it
    is reported with its share. Both in a system in metres."""
    found: list[str | None] = []
    for name, shape in zip(children["name"], children.geometry, strict=True):
        shares = above.geometry.intersection(shape).area
        if above.empty or shares.max() <= 0:
            found.append(None)
            findings.warn("area_without_parent", value=name)
            continue
        best = int(shares.to_numpy().argmax())
        found.append(str(above["area_id"].iloc[best]))
        share = shares.iloc[best] / shape.area
        if share < least_share:
            findings.warn("area_crosses_parent", value=f"{name} ({100 * share:.0f} % {above['name'].iloc[best]})")
    return found


def few(names: list[str]) -> str:
    """The first of many names."""
    return ", ".join([*names[:_MOST_NAMES], "…"] if len(names) > _MOST_NAMES else names)
