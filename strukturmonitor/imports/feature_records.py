"""Boundaries in the records form of an open data portal: the polygon is one field of a record. They become the
GeoJSON that every reader of boundaries knows."""

import json


def as_features(content: bytes) -> bytes:
    """The same records as a GeoJSON FeatureCollection; anything else comes back untouched."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return content
    records = found.get("results") if isinstance(found, dict) else found
    if not isinstance(records, list) or not records or not all(isinstance(record, dict) for record in records):
        return content
    fields = [name for name, value in records[0].items() if _geometry(value) is not None]
    if len(fields) != 1:
        return content
    features = [
        {
            "type": "Feature",
            "geometry": _geometry(record.get(fields[0])),
            "properties": {name: value for name, value in record.items() if name != fields[0]},
        }
        for record in records
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _geometry(value: object) -> dict | None:
    """The polygon of a field: a GeoJSON geometry, or a Feature around one."""
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    is_polygon = isinstance(value, dict) and value.get("type") in ("Polygon", "MultiPolygon")
    return value if is_polygon else None
