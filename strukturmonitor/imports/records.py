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
        content = json.loads(file.path.read_bytes())
    except RecursionError as error:
        raise FileUnreadable(file=file.name, reason="nested_too_deep") from error
    except ValueError as error:
        raise FileUnreadable(file=file.name, reason="not_json") from error
    records = _records(content, source)
    if records is None:
        raise FileUnreadable(file=file.name, reason="no_records")
    if len(records) > source.max_rows:
        raise FileUnreadable(file=file.name, reason="too_many_rows", limit=source.max_rows)
    if not records:
        raise FileUnreadable(file=file.name, reason="empty")
    try:
        found = [(number, _flat(record)) for number, record in enumerate(records, start=1) if isinstance(record, dict)]
    except RecursionError as error:
        raise FileUnreadable(file=file.name, reason="nested_too_deep") from error
    if not found:
        raise FileUnreadable(file=file.name, reason="no_records")
    rows = [row for _, row in found]
    numbers = np.array([number for number, _ in found], dtype=np.int32)
    broken = [
        (number, "record_unreadable", _plain(record))
        for number, record in enumerate(records, start=1)
        if not isinstance(record, dict)
    ]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    if len(headers) > source.max_columns:
        raise FileUnreadable(file=file.name, reason="too_many_columns", limit=source.max_columns)
    columns = [texts_of([row.get(header, "") for row in rows]) for header in headers]
    return RawTable(file.name, None, "JSON", 0, headers, columns, numbers, broken)


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
        properties = record.get("properties")
        record = {**(properties if isinstance(properties, dict) else {}), GEOMETRY: shape}
    return dict(_cells(record, ""))


def _cells(record: dict, prefix: str) -> Iterable[tuple[str, str]]:
    for key, value in record.items():
        name = _whole(f"{prefix}{key}")
        if isinstance(value, dict) and value.get("type") == "Feature":
            yield name, _shape(value.get("geometry"))
        elif isinstance(value, dict) and "coordinates" in value and "type" in value:
            yield name, _shape(value)
        elif isinstance(value, dict):
            yield from _cells(value, f"{name}.")
        elif isinstance(value, list):
            yield name, _whole(json.dumps(value, ensure_ascii=False))
        else:
            yield name, _whole(cell_text(value))


def _whole(text: str) -> str:
    """Without halves of letters, which JSON can write and no table can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _plain(record: object) -> str:
    return _whole(json.dumps(record, ensure_ascii=False)[:200])


def _shape(geometry: object) -> str:
    """WKT; empty where there is none or it cannot be read (the columns' own checks say so)."""
    if not geometry:
        return ""
    try:
        return shapely.to_wkt(shapely.from_geojson(json.dumps(geometry)), rounding_precision=7)
    except shapely.errors.GEOSException:
        return ""
