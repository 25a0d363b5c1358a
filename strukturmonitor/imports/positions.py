"""Coordinates as people write them: WGS 84, UTM or Gauß-Krüger, in either order, told apart by where the point would
lie."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import Transformer

from strukturmonitor.imports.cleaning import Unreadable, clean_number
from strukturmonitor.imports.reading import Cell, as_text

_SEPARATORS = (r"\s*[;|/]\s*", r",\s+", r"\s+", r",")


@dataclass(frozen=True)
class Positions:
    """Places in WGS 84. `system`: index of the system in `PositionReader.names` in which each was written, −1 where the place cannot be said; `code`
    then says why (key of a finding), else it is empty."""

    lon: np.ndarray
    lat: np.ndarray
    system: np.ndarray
    is_swapped: np.ndarray
    code: np.ndarray


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
        self.names = [system["name"] for system in settings["systems"]]

    def read_many(self, x: np.ndarray, y: np.ndarray) -> Positions:
        """Pairs of finite numbers."""
        count = len(x)
        lon, lat = np.full(count, np.nan), np.full(count, np.nan)
        system, is_swapped = np.full(count, -1, dtype=np.int8), np.zeros(count, dtype=bool)
        is_zero = (x == 0) | (y == 0)
        is_open, is_anywhere = ~is_zero, np.zeros(count, dtype=bool)
        for swap, (east, north) in ((False, (x, y)), (True, (y, x))):
            for number, (rules, transformer) in enumerate(self._systems):
                fits = is_open & _between(east, rules["x"]) & _between(north, rules["y"])
                places = np.flatnonzero(fits)
                if not len(places):
                    continue
                is_anywhere |= fits
                found = transformer.transform(east[places] + rules.get("x_offset", 0), north[places])
                is_near = _between(found[0], self._lon) & _between(found[1], self._lat)
                here = places[is_near]
                lon[here], lat[here] = found[0][is_near], found[1][is_near]
                system[here], is_swapped[here], is_open[here] = number, swap, False
        code = np.where(is_open, np.where(is_anywhere, "position_far", "position_system"), "")
        return Positions(lon, lat, system, is_swapped, np.where(is_zero, "position_zero", code))


def split_pair(cell: Cell) -> tuple[float, float]:
    """Both values of one cell: «51.5560, 7.4790», «7,4790; 51,5560», «392500 5712300». Raises Unreadable."""
    text = as_text(cell).replace("°", "")
    for separator in _SEPARATORS:
        parts = [part for part in re.split(separator, text) if part]
        if len(parts) == 2:
            return clean_number(parts[0], is_coordinate=True), clean_number(parts[1], is_coordinate=True)
    raise Unreadable("position_unreadable")


def _between(values: np.ndarray, limits: tuple[float, float] | list[float]) -> np.ndarray:
    return (values >= limits[0]) & (values <= limits[1])
