"""JSON records and GeoJSON features as columns of text; nested objects become columns named a.b."""

import json
from collections.abc import Iterable

import numpy as np
import shapely

from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.raw_tables import InputFile, RawTable, cell_text, texts_of
from strukturmonitor.imports.sources import Source

GEOMETRY = "geometry"


def read_records(source: Source, file: InputFile) -> RawTable:
    """`records` of the definition says where the list lies. Raises FileUnreadable."""
    try:
        content = json.loads(file.path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(file=file.name, reason="not_json") from error
    records = _records(content, source)
    if records is None:
        raise FileUnreadable(file=file.name, reason="no_records")
    if len(records) > source.max_rows:
        raise FileUnreadable(file=file.name, reason="too_many_rows", limit=source.max_rows)
    rows = [_flat(record) for record in records if isinstance(record, dict)]
    if not rows:
        raise FileUnreadable(file=file.name, reason="empty")
    headers = list(dict.fromkeys(key for row in rows for key in row))
    if len(headers) > source.max_columns:
        raise FileUnreadable(file=file.name, reason="too_many_columns", limit=source.max_columns)
    columns = [texts_of([row.get(header, "") for row in rows]) for header in headers]
    return RawTable(file.name, None, "JSON", 0, headers, columns, np.arange(1, len(rows) + 1, dtype=np.int32), [])


def _records(content: object, source: Source) -> list | None:
    """The list itself, under the name the definition says, or the features of a GeoJSON."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    for name in (*str(source.definition["file"].get("records", "results")).split(","), "features", "results"):
        if isinstance(content.get(name.strip()), list):
            return content[name.strip()]
    return None


def _flat(record: dict) -> dict[str, str]:
    if record.get("type") == "Feature":
        shape = _shape(record.get("geometry"))
        record = {**(record.get("properties") or {}), GEOMETRY: shape}
    return dict(_cells(record, ""))


def _cells(record: dict, prefix: str) -> Iterable[tuple[str, str]]:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value.get("type") == "Feature":
            yield name, _shape(value.get("geometry"))
        elif isinstance(value, dict) and "coordinates" in value and "type" in value:
            yield name, _shape(value)
        elif isinstance(value, dict):
            yield from _cells(value, f"{name}.")
        elif isinstance(value, list):
            yield name, json.dumps(value, ensure_ascii=False)
        else:
            yield name, cell_text(value)


def _shape(geometry: object) -> str:
    """WKT; empty where there is none or it cannot be read (the columns' own checks say so)."""
    if not geometry:
        return ""
    try:
        return shapely.to_wkt(shapely.from_geojson(json.dumps(geometry)), rounding_precision=7)
    except shapely.errors.GEOSException:
        return ""
