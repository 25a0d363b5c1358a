"""Generator of the made demo data: deterministic, from the parameters and planted truth in demo.yml.

Nothing made here is a fact about the city. Population totals meet the published register counts (see
`totals.py` for what happens where these contradict each other); everything carries origin 'made'.
"""

from collections.abc import Iterator

import geopandas
import pandas

from strukturmonitor.demo.accidents import accident_frame
from strukturmonitor.demo.buildings import building_frame
from strukturmonitor.demo.movements import birth_frame, death_frame, move_frame
from strukturmonitor.demo.pedestrians import pedestrian_frame
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.population import make_population, population_frame
from strukturmonitor.demo.reports import report_frame
from strukturmonitor.demo.social import household_frame, official_frame, unemployment_frame
from strukturmonitor.demo.stations import make_stations, station_frame
from strukturmonitor.demo.traffic import hour_frames, short_count_frame
from strukturmonitor.demo.units import unit_frames

STATISTICS, REGISTER = "statistics", "register"


def generate(
    truth: dict,
    stat_areas: geopandas.GeoDataFrame,
    published: pandas.DataFrame | None,
    roads: geopandas.GeoDataFrame | None,
    *,
    scale: float = 1.0,
) -> Iterator[tuple[str, str, pandas.DataFrame]]:
    """Yield (database, table, frame); a table may come in several frames.

    truth: demo.yml as parsed; its `parts` say what is made: units (the register), statistics (everything else, for
    which published totals and roads are needed). stat_areas: area_id, code, name, bezirk_id, area_km2, lon, lat, geometry (WGS 84).
    published: area_id, metric, value, unit, reference_date (NaT where undated). roads: strassen.geojson (name,
    kind, geometry). Frames have the columns of the schema's tables except area_ids. `scale` below 1 shrinks
    units, reports, accidents, buildings and the number of stations; the population stays full.
    """
    places = Places(truth, stat_areas)
    parts = truth["parts"]
    if "units" in parts:
        units, occupancy = unit_frames(truth, places, scale)
        yield REGISTER, "unit", units
        yield REGISTER, "occupancy", occupancy
    if "statistics" not in parts:
        return

    population = make_population(truth, places, published)
    yield STATISTICS, "population", population_frame(places, population)
    yield STATISTICS, "birth", birth_frame(places, population)
    yield STATISTICS, "death", death_frame(places, population)
    yield STATISTICS, "move", move_frame(truth, places, population)
    yield STATISTICS, "household", household_frame(truth, places, population)
    yield STATISTICS, "unemployment", unemployment_frame(truth, places, population, published)
    yield STATISTICS, "population_official", official_frame(truth, population, published)

    stations = make_stations(truth, places, roads, scale)
    yield STATISTICS, "traffic_station", station_frame(stations)
    for frame in hour_frames(truth, places, stations):
        yield STATISTICS, "traffic_hour", frame
    yield STATISTICS, "traffic_short_count", short_count_frame(truth, places, stations)
    yield STATISTICS, "pedestrian_hour", pedestrian_frame(truth, places)

    residents = population.persons[:, -1].sum(axis=(1, 2, 3))
    yield STATISTICS, "accident", accident_frame(truth, places, roads, residents, scale)
    yield STATISTICS, "report", report_frame(truth, places, residents, scale)
    yield STATISTICS, "building_survey", building_frame(truth, places, residents, scale)
