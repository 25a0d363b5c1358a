"""Coordinates as people write them: WGS 84 or UTM, in either order, told apart by where the point would lie."""

import re
from dataclasses import dataclass

import pandas as pd
from pyproj import Transformer

from strukturmonitor.imports.cleaning import Unreadable, clean_number
from strukturmonitor.imports.reading import Cell, as_text


@dataclass(frozen=True)
class Position:
    """WGS 84, and the name of the system in which it was written."""

    lon: float
    lat: float
    system: str
    is_swapped: bool


class PositionReader:
    """Reads positions near one city."""

    def __init__(self, settings: dict, extent: pd.DataFrame) -> None:
        """`settings`: `position` of the source definition; `extent`: row of the query `city_extent`."""
        margin = settings["surroundings_degrees"]
        row = extent.iloc[0]
        self._lon = (row.lon_min - margin, row.lon_max + margin)
        self._lat = (row.lat_min - margin, row.lat_max + margin)
        self._systems = [
            (system, Transformer.from_crs(system["crs"], 4326, always_xy=True)) for system in settings["systems"]
        ]

    def read(self, x: Cell, y: Cell) -> Position:
        """Raises Unreadable."""
        first, second = clean_number(x, is_coordinate=True), clean_number(y, is_coordinate=True)
        if first == 0 or second == 0:
            raise Unreadable("position_zero")
        is_anywhere = False
        for is_swapped, (east, north) in ((False, (first, second)), (True, (second, first))):
            for system, transformer in self._systems:
                if system["x"][0] <= east <= system["x"][1] and system["y"][0] <= north <= system["y"][1]:
                    is_anywhere = True
                    lon, lat = transformer.transform(east + system.get("x_offset", 0), north)
                    if self._lon[0] <= lon <= self._lon[1] and self._lat[0] <= lat <= self._lat[1]:
                        return Position(lon, lat, system["name"], is_swapped)
        raise Unreadable("position_far" if is_anywhere else "position_system")

    def read_pair(self, cell: Cell) -> Position:
        """Both values in one cell: «51.5560, 7.4790», «7,4790; 51,5560», «392500 5712300». Raises Unreadable."""
        text = as_text(cell).replace("°", "")
        for separator in (r"\s*[;|/]\s*", r",\s+", r"\s+", r","):
            parts = [part for part in re.split(separator, text) if part]
            if len(parts) == 2:
                position = self.read(parts[0], parts[1])
                # Latitude comes first in this notation, so the order says nothing.
                return Position(position.lon, position.lat, position.system, False)
        raise Unreadable("position_unreadable")
