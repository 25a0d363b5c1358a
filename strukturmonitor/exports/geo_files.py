"""Rows with lon and lat as files for maps: GeoPackage and GeoJSON, WGS 84, made in memory. Rows without a place stay."""

import datetime
import io
import json
import math

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

_DIGITS = 6  # of a degree: a tenth of a metre


def geopackage(rows: pd.DataFrame, *, layer: str, notes: list[str], geometry: pd.Series | None = None) -> bytes:
    """One layer with a description. `geometry`: shapes of the rows; without them the points lon, lat."""
    shapes = _points(rows) if geometry is None else geometry
    frame = gpd.GeoDataFrame(
        {name: _plain(rows[name]) for name in rows if name not in ("lon", "lat")},
        geometry=list(shapes),
        crs="EPSG:4326",
    )
    file = io.BytesIO()
    pyogrio.write_dataframe(
        frame,
        file,
        driver="GPKG",
        layer=layer,
        use_arrow=True,
        geometry_type="Point" if geometry is None else "MultiPolygon",
        promote_to_multi=geometry is not None,
        layer_options={"DESCRIPTION": "\n".join(notes)},
    )
    return file.getvalue()


def geojson(rows: pd.DataFrame, *, title: str, notes: list[str], geometry: pd.Series | None = None) -> bytes:
    """A feature collection that names its title and notes."""
    shapes = _points(rows) if geometry is None else geometry
    cells = {name: _plain(rows[name]) for name in rows if name not in ("lon", "lat")}
    features = [
        {
            "type": "Feature",
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
            "properties": {name: _as_json(cells[name].iloc[number]) for name in cells},
        }
        for number, shape in enumerate(shapes)
    ]
    collection = {"type": "FeatureCollection", "title": title, "notes": notes, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _points(rows: pd.DataFrame) -> list[object]:
    return [
        None if pd.isna(lon) or pd.isna(lat) else shapely.Point(round(lon, _DIGITS), round(lat, _DIGITS))
        for lon, lat in zip(rows["lon"], rows["lat"], strict=True)
    ]


def _plain(column: pd.Series) -> pd.Series:
    """Days as dates and not as midnight; whole numbers with gaps stay whole."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.Series([None if pd.isna(value) else value.date() for value in column], dtype="object")
    column = column.reset_index(drop=True)
    if pd.api.types.is_float_dtype(column):
        known = column.dropna()
        return column.astype("Int64") if len(known) and (known == known.round()).all() else column
    return column if pd.api.types.is_numeric_dtype(column) else column.astype("object")


def _as_json(value: object) -> object:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
