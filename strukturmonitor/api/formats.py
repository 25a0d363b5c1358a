"""Contents as JSON, CSV and GeoJSON. The same content gives the same bytes."""

import datetime
import json

import pandas as pd

from strukturmonitor.api.answers import About, Answer
from strukturmonitor.api.contents import Content
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.texts import Texts

MEDIA_TYPES = {"json": "application/json", "csv": "text/csv", "geojson": "application/geo+json"}
_LIST_SEPARATOR = "|"


def as_json(content: Content, answer: type[Answer]) -> bytes:
    """The model checks every row on its way out."""
    return answer(about=content.about, data=records(content.rows)).model_dump_json().encode()


def as_csv(content: Content, texts: Texts) -> bytes:
    rows = content.rows
    lists = [name for name in rows if rows[name].map(lambda value: isinstance(value, list)).any()]
    joined = {name: rows[name].map(lambda v: _LIST_SEPARATOR.join(v) if isinstance(v, list) else v) for name in lists}
    notes = about_lines(texts, content.about)
    return csv_bytes(texts, rows.assign(**joined), title=content.about.title, notes=notes, for_programs=True)


def as_geojson(content: Content) -> bytes:
    """Areas with their outlines, other rows as points (WGS 84); what the answer says of itself stands under `about`."""
    rows = content.rows if content.of_last_period is None else content.of_last_period(content.rows)
    shapes = content.shapes() if content.shapes else {}
    features = []
    for record in records(rows):
        shape = _point(record) if content.shapes is None else shapes.get(record["area_id"])
        place = {name: record.pop(name) for name in ("lon", "lat") if name in record and content.shapes is None}
        geometry = shape if place or shape is None else json.loads(shape)
        features.append({"type": "Feature", "geometry": geometry, "properties": record})
    about = content.about.model_copy(update={"count": len(features)}).model_dump(mode="json")
    collection = {"type": "FeatureCollection", "about": about, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), default=_as_text).encode()


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Plain values: gaps as None, days as dates, numbers as numbers."""
    columns = {}
    for name in rows:
        column = rows[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.date
        plain = column.astype("object")
        columns[name] = plain.where(column.notna(), None).tolist()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def about_lines(texts: Texts, about: About) -> list[str]:
    """What stands above the rows of a CSV."""
    lines = [about.description]
    if about.date:
        lines.append(texts("api.line.date", date=about.date.isoformat()))
    lines.append(texts("api.line.method", method=about.method))
    lines += [
        texts("api.line.source", citation=source.citation, licence=source.licence, uri=source.licence_uri)
        for source in about.sources
    ]
    if about.filters:
        lines.append(texts("api.line.filters", filters="; ".join(f"{k}={v}" for k, v in about.filters.items())))
    if about.total is not None:
        lines.append(texts("api.line.total", count=about.count, total=about.total))
    lines += [f"{reason}: {words}" for reason, words in about.reasons.items()]
    return [" ".join(line.split()) for line in [*lines, *about.notes]]


def without_head(content: bytes) -> bytes:
    """The table alone: lines that begin with «# » stand above it."""
    while content.startswith(b"# "):
        content = content.partition(b"\r\n")[2]
    return content


def _point(record: dict[str, object]) -> dict[str, object] | None:
    if record["lon"] is None or record["lat"] is None:
        return None
    return {"type": "Point", "coordinates": [record["lon"], record["lat"]]}


def _as_text(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(type(value))
