"""Accidents with personal injury: along the real main roads, between neighbouring quarters and near settlements."""

import geopandas
import numpy as np
import pandas
import shapely

from strukturmonitor.demo.effects import days, planted_factor
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import pick, scaled, stream

INVOLVED = ("is_bicycle", "is_car", "is_pedestrian", "is_motorcycle", "is_goods_vehicle", "is_other")
DAYLIGHT, TWILIGHT, DARK = 0, 1, 2
DRY, WET, WINTER = 0, 1, 2


def accident_frame(
    truth: dict, places: Places, roads: geopandas.GeoDataFrame, residents: np.ndarray, scale: float
) -> pandas.DataFrame:
    """Made rows of table accident (without area_ids); every point lies inside the city.

    `residents`: persons per statistischer Bezirk, int (s,); local roads among more residents see more accidents.
    """
    settings = truth["accidents"]
    rng = stream(truth, "accidents")
    years = np.arange(settings["first_year"], settings["last_year"] + 1)
    factor = planted_factor(truth, places, "unfaelle", days([f"{year}-07-01" for year in years])).mean(axis=0)
    per_year = [scaled(settings["per_year"][int(year)] * f, scale) for year, f in zip(years, factor, strict=True)]
    year = np.repeat(years, per_year)
    count = len(year)
    lon, lat = _positions(settings, places, roads, residents, count, rng)
    month = pick(rng, dict(enumerate(settings["month_weights"], 1)), count).astype(np.uint8)
    hour = pick(rng, dict(enumerate(settings["hour_weights"])), count).astype(np.uint8)
    frame = pandas.DataFrame(
        {
            "accident_id": [
                f"{y}-made-{n:05d}" for y, size in zip(years, per_year, strict=True) for n in range(1, size + 1)
            ],
            "year": year.astype(np.uint16),
            "month": month,
            "hour": hour,
            "weekday": pick(rng, dict(enumerate(settings["weekday_weights"], 1)), count).astype(np.uint8),
            "category": pick(rng, settings["category_shares"], count).astype(np.uint8),
            "kind": pick(rng, settings["kind_weights"], count).astype(np.uint8),
            "type": pick(rng, settings["type_weights"], count).astype(np.uint8),
            "light": _light(settings, month, hour),
            "road_state": _road_state(settings, month, rng),
        }
    )
    for name in INVOLVED:
        frame[name] = rng.random(count) < settings["involved_shares"][name]
    seasonal = settings["involved_shares"]["is_bicycle"] * np.array(settings["bicycle_by_month"])[month - 1]
    frame["is_bicycle"] = rng.random(count) < seasonal
    nobody = ~frame[list(INVOLVED)].any(axis=1)
    frame.loc[nobody, "is_car"] = True
    frame["lon"], frame["lat"] = lon, lat
    frame["is_extract"] = False
    frame["origin"] = "made"
    return frame


def _light(settings: dict, month: np.ndarray, hour: np.ndarray) -> np.ndarray:
    rise, fall = np.array(settings["sun_hours_by_month"])[month - 1].T
    light = np.where((hour > rise) & (hour < fall), DAYLIGHT, DARK)
    return np.where((hour == rise) | (hour == fall), TWILIGHT, light).astype(np.uint8)


def _road_state(settings: dict, month: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    wet = np.array(settings["wet_share_by_month"])[month - 1]
    winter = np.array(settings["winter_share_by_month"])[month - 1]
    chance = rng.random(len(month))
    return np.where(chance < winter, WINTER, np.where(chance < winter + wet, WET, DRY)).astype(np.uint8)


def _positions(
    settings: dict,
    places: Places,
    roads: geopandas.GeoDataFrame,
    residents: np.ndarray,
    count: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    real, real_weight = _real_segments(settings, roads)
    joining, joining_weight = _joining_segments(places, residents / places.km2)
    on_real, on_joining = settings["on_real_roads_share"], settings["on_joining_roads_share"]
    lon, lat = np.empty(0), np.empty(0)
    while len(lon) < count:
        tries = count - len(lon) + 200
        kind = rng.random(tries)
        new_lon, new_lat = places.scatter(rng.choice(len(places), size=tries, p=residents / residents.sum()), rng)
        for segments, weight, chosen in (
            (real, real_weight, kind < on_real),
            (joining, joining_weight, (kind >= on_real) & (kind < on_real + on_joining)),
        ):
            new_lon[chosen], new_lat[chosen] = _along(segments, weight, int(chosen.sum()), rng)
        jitter = rng.normal(0, settings["position_jitter_m"], size=(2, tries))
        new_lon, new_lat = places.move(new_lon, new_lat, *jitter)
        inside = places.locate(new_lon, new_lat) >= 0
        lon, lat = np.append(lon, new_lon[inside]), np.append(lat, new_lat[inside])
    return lon[:count], lat[:count]


def _real_segments(settings: dict, roads: geopandas.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Straight pieces of the roads, float (n, 2, 2) lon/lat of both ends, and their weights (length times kind)."""
    pieces, weights = [], []
    for kind, weight in settings["real_road_weights"].items():
        for line in shapely.get_parts(roads.geometry.values[(roads["kind"] == kind).to_numpy()]):
            ends = shapely.get_coordinates(line)
            segments = np.stack([ends[:-1], ends[1:]], axis=1)
            pieces.append(segments)
            weights.append(weight * _length(segments))
    return np.concatenate(pieces), np.concatenate(weights)


def _joining_segments(places: Places, density: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Made local roads: straight lines between nuclei of the same and of touching statistische Bezirke.

    Weights: length times the mean `density` (residents per km²) of both ends.
    """
    tree = shapely.STRtree(places.geometry)
    first, second = tree.query(places.geometry, predicate="intersects")
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a < b]
    within = [(a, 0, a, nucleus) for a in range(len(places)) for nucleus in range(1, places.nuclei.shape[1])]
    across = [(a, 0, b, 0) for a, b in pairs] + [(a, 1, b, 1) for a, b in pairs]
    segments = np.array([[places.nuclei[a, i], places.nuclei[b, j]] for a, i, b, j in within + across])
    ends = np.array([(a, b) for a, _, b, _ in within + across])
    return segments, _length(segments) * density[ends].mean(axis=1)


def _length(segments: np.ndarray) -> np.ndarray:
    """Length in degrees of latitude."""
    east, north = (segments[:, 1] - segments[:, 0]).T
    return np.hypot(east * np.cos(np.radians(segments[:, 0, 1])), north)


def _along(segments: np.ndarray, weight: np.ndarray, count: int, rng: np.random.Generator) -> tuple:
    chosen = segments[rng.choice(len(segments), size=count, p=weight / weight.sum())]
    points = chosen[:, 0] + rng.random((count, 1)) * (chosen[:, 1] - chosen[:, 0])
    return points[:, 0], points[:, 1]
