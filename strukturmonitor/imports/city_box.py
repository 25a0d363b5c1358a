"""Rows of a national file with coordinates: only those near the city are read at all."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyproj
from shapely import from_wkb

from strukturmonitor.database import Database
from strukturmonitor.imports.cleaning import Unreadable, clean_number
from strukturmonitor.imports.sources import Source


@dataclass(frozen=True)
class CityBox:
    """Field → lowest and highest value, in the units of the file's own reference system."""

    limits: dict[str, tuple[float, float]]

    def keeps(self, field: str, column: pa.DictionaryArray) -> np.ndarray:
        """Which rows lie inside; a text that is no number stays, so that it gets its finding."""
        low, high = self.limits[field]
        inside = np.array([_is_within(text, low, high) for text in column.dictionary.to_pylist()] or [True])
        return inside[column.indices.to_numpy(zero_copy_only=False)]


def city_box(database: Database, source: Source) -> CityBox | None:
    """The surroundings of the city where the source has `city_box: {x, y, crs, margin_m}`, else None."""
    rules = source.definition.get("city_box")
    rows = database.read("area_geometries", level="city") if rules else None
    if rules is None or rows is None or rows.empty:
        return None
    bounds = from_wkb(bytes(rows["geometry_wkb"].iloc[0])).bounds
    to_file = pyproj.Transformer.from_crs(4326, rules["crs"], always_xy=True)
    west, south, east, north = to_file.transform_bounds(*bounds)
    margin = rules["margin_m"]
    return CityBox({rules["x"]: (west - margin, east + margin), rules["y"]: (south - margin, north + margin)})


def _is_within(text: str, low: float, high: float) -> bool:
    try:
        return low <= clean_number(text, is_coordinate=True) <= high
    except Unreadable:
        return True
