"""The statistische Bezirke as the generator sees them: numbers, Bezirke, settlement nuclei, points on land."""

import geopandas
import numpy as np
import shapely

from strukturmonitor.demo.streams import stream

METRES_PER_DEGREE_LAT = 111_200.0


def metres_per_degree_lon(lat: float) -> float:
    """Metres of one degree of longitude at a latitude."""
    return METRES_PER_DEGREE_LAT * float(np.cos(np.radians(lat)))


class Places:
    """Arrays over the statistische Bezirke, in the order of their codes.

    stat_ids, codes, names, bezirk_ids: str arrays (n,); km2: float (n,); geometry: polygons (n,);
    nuclei: (n, k, 2) lon/lat of made settlement nuclei; spread: (n,) metres of the scatter around them.
    """

    def __init__(self, truth: dict, stat_areas: geopandas.GeoDataFrame) -> None:
        rows = stat_areas.sort_values("code").reset_index(drop=True)
        self.stat_ids = rows["area_id"].to_numpy(dtype=object)
        self.codes = rows["code"].to_numpy(dtype=object)
        self.names = rows["name"].to_numpy(dtype=object)
        self.bezirk_ids = rows["bezirk_id"].to_numpy(dtype=object)
        self.km2 = rows["area_km2"].to_numpy(dtype=float)
        self.geometry = np.asarray(rows.geometry.values)
        self.centre = np.column_stack([rows["lon"].to_numpy(float), rows["lat"].to_numpy(float)])
        self.bezirke = list(dict.fromkeys(self.bezirk_ids))
        self.bezirk_number = np.array([self.bezirke.index(bezirk) for bezirk in self.bezirk_ids])
        self._index = {code: number for number, code in enumerate(self.codes)}
        self._lon_metres = metres_per_degree_lon(float(self.centre[:, 1].mean()))
        shapely.prepare(self.geometry)
        settings = truth["places"]
        self.scattered_share = settings["scattered_share"]
        self.spread_m = settings["nucleus_spread_share"] * 1000.0 * np.sqrt(self.km2)
        self.nuclei = self._make_nuclei(stream(truth, "places"), settings["nuclei_per_stat"])

    def __len__(self) -> int:
        return len(self.stat_ids)

    def number(self, code: str) -> int:
        """Row number of a statistischer Bezirk by its three-digit code."""
        return self._index[code]

    def mask(self, area_id: str) -> np.ndarray:
        """Bool (n,): the statistische Bezirke inside an area (city, Bezirk or statistischer Bezirk)."""
        if area_id.startswith("bezirk:"):
            found = self.bezirk_ids == area_id
        elif area_id.startswith("stat:"):
            found = self.stat_ids == area_id
        else:
            found = np.ones(len(self), dtype=bool)
        if not found.any():
            raise ValueError(f"demo.yml names an area without a statistischer Bezirk: {area_id}")
        return found

    def spread_by_bezirk(self, values: dict, otherwise: float | None = None) -> np.ndarray:
        """Float (n,): a value per Bezirk handed down to its statistische Bezirke."""
        return np.array([values[b] if otherwise is None else values.get(b, otherwise) for b in self.bezirk_ids], float)

    def locate(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Int (m,): number of the statistischer Bezirk of each point, -1 outside the city."""
        found = np.full(len(lon), -1)
        for number, polygon in enumerate(self.geometry):
            found[shapely.contains_xy(polygon, lon, lat)] = number
        return found

    def move(self, lon: np.ndarray, lat: np.ndarray, east_m: np.ndarray, north_m: np.ndarray) -> tuple:
        """Shift points by metres; returns lon, lat."""
        return lon + east_m / self._lon_metres, lat + north_m / METRES_PER_DEGREE_LAT

    def vector_m(self, start: tuple, end: tuple) -> tuple[float, float]:
        """Metres east and north from `start` to `end` (lon, lat each)."""
        return (end[0] - start[0]) * self._lon_metres, (end[1] - start[1]) * METRES_PER_DEGREE_LAT

    def scatter(self, stat_number: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Made positions inside the given statistische Bezirke, gathered around their nuclei; lon, lat (m,)."""
        stat_number = np.asarray(stat_number)
        lon = np.empty(len(stat_number))
        lat = np.empty(len(stat_number))
        for number in np.unique(stat_number):
            wanted = np.flatnonzero(stat_number == number)
            lon[wanted], lat[wanted] = self._scatter_in(number, len(wanted), rng)
        return lon, lat

    def _scatter_in(self, number: int, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        polygon = self.geometry[number]
        lon, lat = np.empty(0), np.empty(0)
        while len(lon) < count:
            tries = 2 * (count - len(lon)) + 16
            nucleus = self.nuclei[number, rng.integers(self.nuclei.shape[1], size=tries)]
            shift = rng.normal(0.0, self.spread_m[number], size=(tries, 2))
            new_lon, new_lat = self.move(nucleus[:, 0], nucleus[:, 1], shift[:, 0], shift[:, 1])
            anywhere = rng.random(tries) < self.scattered_share
            box_lon, box_lat = self._in_box(polygon, tries, rng)
            new_lon, new_lat = np.where(anywhere, box_lon, new_lon), np.where(anywhere, box_lat, new_lat)
            inside = shapely.contains_xy(polygon, new_lon, new_lat)
            lon, lat = np.append(lon, new_lon[inside]), np.append(lat, new_lat[inside])
        return lon[:count], lat[:count]

    @staticmethod
    def _in_box(polygon: shapely.Polygon, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        west, south, east, north = polygon.bounds
        return rng.uniform(west, east, count), rng.uniform(south, north, count)

    def _make_nuclei(self, rng: np.random.Generator, per_stat: int) -> np.ndarray:
        """The centre of the polygon and further points half-way between the centre and random inner points."""
        nuclei = np.empty((len(self), per_stat, 2))
        for number, polygon in enumerate(self.geometry):
            point = shapely.point_on_surface(polygon)
            centre = self.centre[number] if shapely.contains_xy(polygon, *self.centre[number]) else (point.x, point.y)
            nuclei[number, 0] = centre
            found = 1
            while found < per_stat:
                lon, lat = self._in_box(polygon, 16, rng)
                lon, lat = (2 * lon + centre[0]) / 3, (2 * lat + centre[1]) / 3
                for place in np.flatnonzero(shapely.contains_xy(polygon, lon, lat))[: per_stat - found]:
                    nuclei[number, found] = lon[place], lat[place]
                    found += 1
        return nuclei
