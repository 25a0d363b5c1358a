"""Boundaries of one level from a geodata file: read in any reference system, repaired, checked against the city and
the levels above and below, and compared with the boundaries before. Any feature that cannot be used refuses the whole
file: a missing area would be a hole."""

import datetime
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
import shapely

from strukturmonitor.cities import City, city
from strukturmonitor.database import Database
from strukturmonitor.errors import ColumnsMissing
from strukturmonitor.imports import boundary_checks as checks
from strukturmonitor.imports.area_conversion import COLUMNS, conversion, without_target
from strukturmonitor.imports.city import boundary_rows
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.geofiles import in_degrees, read_shapes
from strukturmonitor.imports.reading import as_text
from strukturmonitor.imports.sources import Source, plain


@dataclass(frozen=True)
class Boundaries:
    """`areas`: rows of table area; empty where the file is refused. Gaps and overlaps in m². `conversion`: rows of
    table area_conversion; `values_estimated`, `values_carried`: values that would become estimates of new areas, and
    that only get a new number or sum."""

    areas: gpd.GeoDataFrame
    level: str
    valid_from: datetime.date
    form: str
    rows_read: int
    rows_rejected: int
    rows_duplicate: int
    gaps_m2: float = 0.0
    overlaps_m2: float = 0.0
    new: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    conversion: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    values_estimated: int = 0
    values_carried: int = 0


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
    of = city(database.versions.city)
    definition, rules = source.definition, source.definition["levels"][level]
    whole = _known(database, "city")
    outline = whole.geometry.union_all()
    frame = read_shapes(source, file_name, content)
    form = frame.crs.to_string() if frame.crs else "–"
    name = _column(frame, file_name, name_column, rules["name"], required=True)
    code = _column(frame, file_name, code_column, rules["code"], required=rules.get("code_required", False))
    frame = in_degrees(frame, file_name, outline, source, findings)
    plain_frame = gpd.GeoDataFrame(
        {
            "name": frame[name].map(_text),
            "code": frame[code].map(lambda value: of.full_code(level, _text(value)) or None) if code else pd.NA,
            "geometry": frame.geometry.values,
        },
        crs=4326,
    )
    usable = checks.usable(plain_frame, rules, findings)
    areas = checks.joined(usable, level, findings)
    refused = Boundaries(areas.iloc[:0], level, valid_from, form, len(frame), len(frame), 0)
    if len(usable) < len(plain_frame) or areas.empty:
        return refused
    city_shape = whole.to_crs(of.metric_crs).geometry.union_all()
    metric = areas.to_crs(of.metric_crs)
    inside = metric.geometry.intersection(city_shape).area.sum() / metric.geometry.area.sum()
    if inside < definition["least_share_in_city"]:
        findings.fail("areas_elsewhere", value=f"{100 * inside:.0f} %")
        return refused
    gaps, overlaps = checks.fit(metric, city_shape, rules, definition, findings)
    rows = boundary_rows(
        areas,
        level=level,
        name_column="name",
        code_column="code",
        parent_name_column=None,
        parents=dict(zip(whole["name"], whole["area_id"], strict=True)),
        valid_from=valid_from,
        source_id=f"boundaries-{level}",
        origin="published",
        metric_crs=of.metric_crs,
    )
    if _repeats(rows, findings):
        return refused
    rows["parent_id"] = _hierarchy(database, rows, of, level, definition, findings)
    before = _known(database, level)
    if len(before) and (begin := pd.Timestamp(before["valid_from"].max()).date()) > valid_from:
        findings.warn("boundaries_later_go", value=f"{begin:%d.%m.%Y}")
    new, vanished = _changes(before, rows, findings)
    carried, estimated, moved = _values(database, before, rows, of, level, valid_from, definition, findings)
    return Boundaries(
        rows, level, valid_from, form, len(frame), 0, len(usable) - len(areas), gaps, overlaps, new, vanished, moved,
        estimated, carried,
    )  # fmt: skip


def _column(
    frame: gpd.GeoDataFrame, file_name: str, wanted: str | None, known: list[str], *, required: bool
) -> str | None:
    """The column named by the person, else the first known one that holds something."""
    columns = [column for column in frame.columns if column != frame.geometry.name]
    by_spelling = {plain(str(column)): column for column in reversed(columns)}
    for spelling in [wanted] if wanted else known:
        column = by_spelling.get(plain(spelling))
        if column is not None and (wanted or frame[column].notna().any()):
            return column
    if wanted or required:
        found = ", ".join(str(column)[:60] for column in columns[:20]) or "–"
        raise ColumnsMissing(file=file_name, columns=wanted or " / ".join(known), found=found)
    return None


def _text(value: object) -> str:
    """A cell as text; «123.0» of a column with gaps is the number 123."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    return as_text(int(value) if isinstance(value, float) and value.is_integer() else value)


def _known(database: Database, level: str) -> gpd.GeoDataFrame:
    """Areas of a level as they hold today, WGS 84."""
    rows = database.read("area_geometries", level=level)
    shapes = shapely.from_wkb([bytes(wkb) for wkb in rows["geometry_wkb"]])
    return gpd.GeoDataFrame(rows[["area_id", "name", "valid_from"]], geometry=shapes, crs=4326)


def _repeats(rows: gpd.GeoDataFrame, findings: Findings) -> bool:
    """Two areas whose names or numbers come to the same id could not be told apart."""
    repeated = rows.loc[rows["area_id"].duplicated(keep=False), "name"]
    if len(repeated):
        findings.fail("areas_alike", value=checks.few(list(repeated)))
    return len(repeated) > 0


def _hierarchy(
    database: Database, rows: gpd.GeoDataFrame, of: City, level: str, definition: dict, findings: Findings
) -> list[str | None]:
    """The parent of each area; where the new areas are themselves parents, their children are checked too."""
    metric, levels = rows.to_crs(of.metric_crs), definition["levels"]
    least = definition["least_share_in_parent"]
    for child, rules in levels.items():
        if rules["parent"] == level and rules["covers_city"]:
            checks.parents(_known(database, child).to_crs(of.metric_crs), metric, least, findings)
    return checks.parents(metric, _known(database, levels[level]["parent"]).to_crs(of.metric_crs), least, findings)


def _changes(before: gpd.GeoDataFrame, rows: gpd.GeoDataFrame, findings: Findings) -> tuple[list[str], list[str]]:
    """Ids that were not there before, and those that are gone."""
    new = sorted(set(rows["area_id"]) - set(before["area_id"]))
    vanished = sorted(set(before["area_id"]) - set(rows["area_id"]))
    if new and len(before):
        findings.warn("areas_new", value=checks.few(list(rows.set_index("area_id").loc[new, "name"])))
    if vanished:
        findings.warn("areas_vanished", value=checks.few(list(before.set_index("area_id").loc[vanished, "name"])))
    return new, vanished


def _values(
    database: Database,
    before: gpd.GeoDataFrame,
    rows: gpd.GeoDataFrame,
    of: City,
    level: str,
    valid_from: datetime.date,
    definition: dict,
    findings: Findings,
) -> tuple[int, int, pd.DataFrame]:
    """Values carried over exactly, values that become estimates, and the shares by which. Only statistische Bezirke
    have values of their own; those of all other areas are sums of theirs."""
    if level != "stat":
        return 0, 0, pd.DataFrame(columns=COLUMNS)
    old, new = before.to_crs(of.metric_crs), rows.to_crs(of.metric_crs)
    limits = definition["conversion"]
    moved = conversion(old, new, valid_from=valid_from, **limits)
    lost = without_target(old, new, moved)
    if lost:
        findings.warn("values_without_area", value=checks.few(list(before.set_index("area_id").loc[lost, "name"])))
    torn = set(moved.loc[moved["is_estimate"].astype(bool), "old_area_id"])
    counts = []
    for ids in (set(moved["old_area_id"]) - torn, torn):
        gone = sorted(ids - set(rows["area_id"]))
        found = database.read("values_of_areas", area_ids=sorted(ids), gone_ids=gone, valid_from=valid_from)
        counts.append(int(found["value_count"].iloc[0]))
    if counts[1]:
        findings.warn("values_estimated", value=f"{counts[1]} ({len(torn)})")
    if counts[0]:
        findings.warn("values_carried", value=str(counts[0]))
    return counts[0], counts[1], moved
