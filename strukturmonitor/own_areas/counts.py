"""Points inside an area: things that the maps show one by one in public (shop units at their public place, accidents,
reports, stations). They are counted, not estimated, and need no minimum."""

from dataclasses import dataclass

import pandas as pd
import shapely

from strukturmonitor.access import Reader
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.own_areas.shapes import OwnArea


@dataclass(frozen=True)
class Counts:
    """`units`: one row of drawn_area_units; `vacancy`: period, vacant, units, value (per cent, missing where there are too
    few units for a rate); `accidents`: one row per year; `reports`: one row of drawn_area_reports; `stations`: traffic stations inside with their last values;
    `passers_by`: counters of passers-by inside; `points`: vacant and reported units with their public place."""

    units: pd.Series
    vacancy: pd.DataFrame
    accidents: pd.DataFrame
    reports: pd.Series
    stations: pd.DataFrame
    passers_by: pd.DataFrame
    points: pd.DataFrame

    @property
    def vacancy_pct(self) -> float:
        """By number, in per cent; missing where no unit in use is known, or too few units for a rate (as everywhere: the
        indicator's minimum)."""
        if not self.units["occupied"] or self.units["units"] < rate().minimum_denominator:
            return float("nan")
        return rate().factor * float(self.units["vacant"]) / float(self.units["units"])


def rate() -> Indicator:
    """The vacancy rate by number of units."""
    return catalogue()["leerstandsquote"]


def counts_of(reader: Reader, area: OwnArea, city_id: str) -> Counts:
    """Everything that is counted inside an area. `reader`: with the rights of the public."""
    quarters = reader.read("drawn_area_vacancy_quarters", outline=area.outline)
    enough = quarters["units"] >= rate().minimum_denominator
    return Counts(
        units=reader.read("drawn_area_units", outline=area.outline).iloc[0],
        vacancy=quarters.assign(value=(rate().factor * quarters["vacant"] / quarters["units"]).where(enough)),
        accidents=reader.read("drawn_area_accidents", outline=area.outline),
        reports=reader.read("drawn_area_reports", outline=area.outline).iloc[0],
        stations=_stations(reader, area, city_id),
        passers_by=reader.read("drawn_area_passers_by", outline=area.outline),
        points=reader.read("drawn_area_unit_points", outline=area.outline),
    )


def _stations(reader: Reader, area: OwnArea, city_id: str) -> pd.DataFrame:
    """The traffic stations inside, with the values of the newest year that has any."""
    years = reader.read("traffic_years")
    if years.empty:
        return pd.DataFrame(columns=["station_id", "name", "dtv", "dtvw", "dtvw5", "heavy_pct", "method", "year"])
    year = int(years["year"].max())
    rows = reader.read("traffic_stations", area_id=city_id, year=year)
    inside = shapely.contains_xy(area.shape, rows["lon"].to_numpy("float64"), rows["lat"].to_numpy("float64"))
    return rows[inside].assign(year=year).reset_index(drop=True)
