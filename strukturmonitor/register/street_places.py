"""Where a house number of a street lies: by the address table, else estimated between known house numbers, if possible
of the same side, along the line of the street where it is loaded, else nowhere."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from strukturmonitor.register.house_numbers import HouseNumber, known_number
from strukturmonitor.register.route import distances_m

_METRES_PER_DEGREE = 111_195.0
_SAME_PLACE_M = 2.0
_ONE_HOUSE_M = 60.0  # shops of one number may lie around a corner


@dataclass(frozen=True)
class Place:
    """`method`: address (stands in the address table), interpolated (estimated); lon and lat WGS 84."""

    lon: float
    lat: float
    method: str


class StreetPlaces:
    """What is known of one street."""

    def __init__(self, addresses: pd.DataFrame, units: pd.DataFrame, lines: list[bytes], limits: dict) -> None:
        """`addresses`: house_number, postcode, lon, lat of the address table; `units`: house_number, lon, lat,
        place_method of the register; `lines`: WKB of the street's stretches; `limits`: data/walks.yml."""
        self._limits = limits
        self._table = _by_number(addresses)
        measured = units[units["place_method"].fillna("") != "interpolated"] if len(units) else units
        self._known = {**_middles(_by_number(measured)), **_middles(self._table)}
        self._lines = shapely.from_wkb(lines) if lines else None

    def place(self, number: HouseNumber) -> Place | None:
        """None where nothing near enough is known."""
        listed = self._table.get(number)
        if listed is not None and _spread_m(listed) <= _SAME_PLACE_M:
            return Place(*listed[0], "address")
        if number in self._known:
            return Place(*self._known[number], "interpolated")
        same_house = sorted(known for known in self._known if known.digits == number.digits)
        if same_house:
            return Place(*self._known[same_house[0]], "interpolated")
        own_side = [known for known in self._known if known.side == number.side]
        return self._between(number, own_side) or self._between(number, list(self._known))

    def _between(self, number: HouseNumber, known_numbers: list[HouseNumber]) -> Place | None:
        """On the way from the next lower to the next higher of these numbers."""
        side = sorted(known_numbers)
        lower = [known for known in side if known < number]
        higher = [known for known in side if known > number]
        if not lower or not higher:
            return None
        below, above = lower[-1], higher[0]
        if above.digits - below.digits > self._limits["most_numbers_apart"]:
            return None
        begin, end = np.array(self._known[below]), np.array(self._known[above])
        if distances_m([begin[0], end[0]], [begin[1], end[1]])[0, 1] > self._limits["most_metres_apart"]:
            return None
        share = (number.digits - below.digits) / (above.digits - below.digits)
        along = self._along_line(begin, end, share)
        lon, lat = begin + share * (end - begin) if along is None else along
        return Place(float(lon), float(lat), "interpolated")

    def _along_line(self, begin: np.ndarray, end: np.ndarray, share: float) -> np.ndarray | None:
        """The same following the street's bends: both known houses stand beside one line of it, the third keeps their
        distance from the line. None where no line passes both."""
        if self._lines is None:
            return None
        scale = np.array([_METRES_PER_DEGREE * np.cos(np.radians(begin[1])), _METRES_PER_DEGREE])
        whole = shapely.transform(shapely.union_all(self._lines), lambda points: (points - begin) * scale)
        for line in shapely.get_parts(shapely.line_merge(whole)):
            points = shapely.points([[0, 0], (end - begin) * scale])
            if shapely.distance(line, points).max() > self._limits["most_metres_from_street"]:
                continue
            at = shapely.line_locate_point(line, points)
            feet = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
            aside = shapely.get_coordinates(points) - feet
            middle = at[0] + share * (at[1] - at[0])
            foot = shapely.get_coordinates(shapely.line_interpolate_point(line, middle))[0]
            turned = _direction(line, middle)
            # How far to the left of the line both stand, seen in its own direction.
            left = [aside[i] @ _left(_direction(line, at[i])) for i in range(2)]
            return begin + (foot + _left(turned) * (left[0] + share * (left[1] - left[0]))) / scale
        return None


def _direction(line: shapely.LineString, at: float) -> np.ndarray:
    """Unit vector of the line at so many metres from its beginning."""
    reach = min(1.0, line.length / 2)
    ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [max(at - reach, 0), at + reach]))
    way = ends[1] - ends[0]
    return way / (np.hypot(*way) or 1.0)


def _left(direction: np.ndarray) -> np.ndarray:
    return np.array([-direction[1], direction[0]])


def _by_number(rows: pd.DataFrame) -> dict[HouseNumber, list[tuple[float, float]]]:
    found: dict[HouseNumber, list[tuple[float, float]]] = {}
    for text, lon, lat in zip(rows["house_number"], rows["lon"], rows["lat"], strict=True):
        number = known_number(text)
        if number is not None and lon == lon and lat == lat:
            found.setdefault(number, []).append((float(lon), float(lat)))
    return found


def _middles(places: dict[HouseNumber, list[tuple[float, float]]]) -> dict[HouseNumber, tuple[float, float]]:
    """One place per number; where two streets of one name have the number, it says nothing."""
    return {
        number: tuple(float(value) for value in np.mean(found, axis=0))
        for number, found in places.items()
        if _spread_m(found) <= _ONE_HOUSE_M
    }


def _spread_m(places: list[tuple[float, float]]) -> float:
    points = np.array(places)
    return float(distances_m(points[:, 0], points[:, 1]).max())
