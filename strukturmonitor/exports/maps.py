"""Map files the browser fetches by URL and keeps: outlines, the backdrop, and areas with the values of one
indicator. Only what the public may see; small numbers are already protected in the series."""

import html
import json
from collections.abc import Mapping

import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.charts.classes import Classes
from strukturmonitor.charts.palette import MISSING, rgb
from strukturmonitor.indicators import Indicator, latest
from strukturmonitor.texts import Texts

_STREET_WIDTHS_PX = {"motorway": 3.0, "federal": 2.4, "main": 1.8, "local": 0.9, "path": 0.5}


def outlines(reader: Reader, level: str) -> bytes:
    """GeoJSON of all areas of a level: area_id, name."""
    rows = reader.read("area_outlines", level=level)
    return _collection(
        (row.geometry_json, {"area_id": row.area_id, "name": row.name})
        for row in rows.itertuples(index=False, name="Row")
    )


def backdrop_lines(reader: Reader) -> bytes:
    """GeoJSON of the backdrop's lines: kind, name."""
    rows = reader.read("map_lines")
    return _collection(
        (row.geometry_json, {"kind": row.kind, "name": row.name if isinstance(row.name, str) else ""})
        for row in rows.itertuples(index=False, name="Row")
    )


def streets(reader: Reader, area_id: str) -> bytes | None:
    """GeoJSON of the streets in and around one area below the city, by class; None where there are none."""
    rows = reader.read("street_lines", area_id=area_id)
    if rows.empty:
        return None
    return _collection(
        (row.geometry_json, {"width": _STREET_WIDTHS_PX[row.road_class]})
        for row in rows.itertuples(index=False, name="Row")
    )


def indicator_areas(
    reader: Reader,
    texts: Texts,
    indicator: Indicator,
    rows: pd.DataFrame,
    classes: Classes | None,
    *,
    level: str,
    period: pd.Timestamp,
) -> bytes:
    """GeoJSON of all areas of a level with colour and hover text of the indicator at that period. The map shows name
    and hover text as HTML, and names come from imported files: both are escaped."""
    values = latest(rows, period)
    outline = reader.read("area_outlines", level=level)
    at_period = values["value"].reindex(outline["area_id"])
    found = classes.index(at_period) if classes else pd.Series(-1, index=at_period.index)
    features = []
    for row in outline.itertuples(index=False, name="Row"):
        class_index = int(found[row.area_id])
        features.append(
            (
                row.geometry_json,
                {
                    "area_id": row.area_id,
                    "name": html.escape(row.name),
                    "hover": html.escape(_hover_text(texts, indicator, values, row.area_id, period)),
                    "missing": class_index < 0,
                    "fill": [*rgb(classes.colour(class_index) if classes else "#D9D6CF"), 235],
                },
            )
        )
    return _collection(features)


def class_areas(
    reader: Reader,
    level: str,
    classes: Mapping[str, str],
    colours: Mapping[str, str],
    hover: Mapping[str, str],
) -> bytes:
    """GeoJSON of all areas of a level with the colour of their class. `classes`: area_id → class; `colours`: class →
    «#RRGGBB»; `hover`: area_id → words. An area without a class is grey. Names and words are escaped as above."""
    rows = reader.read("area_outlines", level=level)
    return _collection(
        (
            row.geometry_json,
            {
                "area_id": row.area_id,
                "name": html.escape(row.name),
                "hover": html.escape(hover.get(row.area_id, "")),
                "fill": [*rgb(colours.get(classes.get(row.area_id, ""), MISSING)), 235],
            },
        )
        for row in rows.itertuples(index=False, name="Row")
    )


def _hover_text(texts: Texts, indicator: Indicator, values: pd.DataFrame, area_id: str, period: pd.Timestamp) -> str:
    """«Leerstandsquote: 9,8 % (30.09.2026)» or why there is no value."""
    title = indicator.title.in_language(texts)
    if area_id not in values.index:
        return f"{title}: {texts('missing.not_collected')}"
    row = values.loc[area_id]
    if pd.isna(row["value"]):
        return f"{title}: {texts('missing.' + (row['reason'] or 'not_collected'))}"
    return f"{title}: {indicator.format_value(texts, row['value'])} ({texts.period(period, indicator.period)})"


def _collection(features: object) -> bytes:
    parts = [
        {"type": "Feature", "geometry": json.loads(geometry), "properties": properties}
        for geometry, properties in features
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": parts}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def outline(reader: Reader, area_id: str) -> bytes | None:
    """GeoJSON of one area; None where there is no such area."""
    rows = reader.read("area_outline", area_id=area_id)
    if rows.empty:
        return None
    row = rows.iloc[0]
    return _collection([(row["geometry_json"], {"area_id": row["area_id"], "name": row["name"]})])
