"""Traffic stations: permanent counters and places of one-day counts, on the real roads where there are any."""

from dataclasses import dataclass

import geopandas
import numpy as np
import pandas
import shapely

from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import scaled


@dataclass
class Station:
    """One station: position, class, both directions, DTV (both directions, vehicles/24 h) and heavy share (%)
    of a year without special events, and its statistischer Bezirk (row number of Places)."""

    station_id: str
    name: str
    road: str
    road_class: str
    lon: float
    lat: float
    directions: tuple[str, str]
    dtv: float
    heavy_pct: float
    stat: int
    method: str


def make_stations(truth: dict, places: Places, roads: geopandas.GeoDataFrame, scale: float) -> list[Station]:
    """Stations in the order of demo.yml; a smaller scale takes the first ones."""
    permanent = truth["traffic"]["permanent_stations"]
    one_day = truth["traffic"]["one_day_stations"]
    rows = [(row, "permanent") for row in permanent[: scaled(len(permanent), scale)]]
    rows += [(row, "one_day") for row in one_day[: scaled(len(one_day), scale)]]
    return [_station(row, method, places, roads) for row, method in rows]


def _station(row: list, method: str, places: Places, roads: geopandas.GeoDataFrame) -> Station:
    station_id, name, road, road_class, line, at, direction_1, direction_2, dtv, heavy_pct = row
    point = shapely.Point(at)
    if line is not None:
        lines = shapely.union_all(roads.geometry.values[(roads["name"] == line).to_numpy()])
        point = lines.interpolate(lines.project(point))
    stat = int(places.locate(np.array([point.x]), np.array([point.y]))[0])
    if stat < 0:
        raise ValueError(f"demo.yml: station {station_id} lies outside the city")
    return Station(
        station_id,
        name,
        road,
        road_class,
        point.x,
        point.y,
        (direction_1, direction_2),
        float(dtv),
        float(heavy_pct),
        stat,
        method,
    )


def station_frame(stations: list[Station]) -> pandas.DataFrame:
    """Table traffic_station (without area_ids)."""
    return pandas.DataFrame(
        {
            "station_id": [s.station_id for s in stations],
            "name": [s.name for s in stations],
            "road": [s.road for s in stations],
            "road_class": [s.road_class for s in stations],
            "direction_1": [s.directions[0] for s in stations],
            "direction_2": [s.directions[1] for s in stations],
            "lon": [s.lon for s in stations],
            "lat": [s.lat for s in stations],
            "method": [s.method for s in stations],
            "origin": "made",
        }
    )
