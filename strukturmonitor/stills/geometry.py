"""Map files as shapes on a flat world, kept by their address, which names the state they were made from.

The flat world is the browser's own (Mercator, one wide and one high): angles and, within a city, proportions are true, and
north is exactly up."""

import json
import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.path import Path

Fetch = Callable[[str], bytes | None]
Bounds = tuple[float, float, float, float]  # west, north, east, south on the flat world
_MOST_FILES = 60  # of up to some megabytes
EARTH_M = 40_075_016.686  # around the equator
_lock = threading.Lock()
_kept: OrderedDict[str, "Shapes"] = OrderedDict()


@dataclass(frozen=True)
class Shapes:
    """The objects of a map file: their outlines, what is known of each, and where each lies."""

    paths: list[Path]
    properties: list[dict]
    bounds: np.ndarray  # one row per object: west, north, east, south

    @property
    def extent(self) -> Bounds | None:
        if not len(self.bounds):
            return None
        return (*self.bounds[:, :2].min(axis=0).tolist(), *self.bounds[:, 2:].max(axis=0).tolist())


def flat(lon: object, lat: object) -> np.ndarray:
    """Places on the flat world: x eastwards, y southwards."""
    lon, lat = np.asarray(lon, dtype="float64"), np.asarray(lat, dtype="float64")
    return np.stack([lon / 360 + 0.5, 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)], axis=-1)


def metres_per_unit(y: float) -> float:
    """How many metres one unit of the flat world is long at that height."""
    return EARTH_M * math.cos(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))


def shapes_at(address: str, fetch: Fetch) -> Shapes | None:
    """The objects of a map file; None where there is no such file."""
    with _lock:
        if address in _kept:
            _kept.move_to_end(address)
            return _kept[address]
    content = fetch(address)
    if content is None:
        return None
    found = _read(content)
    if "v=" in address or "inhalt=" in address:
        with _lock:
            _kept[address] = found
            while len(_kept) > _MOST_FILES:
                _kept.popitem(last=False)
    return found


def _read(content: bytes) -> Shapes:
    features = json.loads(content)["features"]
    paths, properties, bounds = [], [], []
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None
        if shape is None or shape.is_empty:
            continue
        path = _path(shape)
        paths.append(path)
        properties.append(feature.get("properties") or {})
        low, high = path.vertices.min(axis=0), path.vertices.max(axis=0)
        bounds.append((*low, *high))
    return Shapes(paths, properties, np.array(bounds).reshape(-1, 4))


def _path(shape: shapely.Geometry) -> Path:
    """One path of all parts and holes."""
    vertices, codes = [], []
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            coordinates = shapely.get_coordinates(ring)
            vertices.append(flat(coordinates[:, 0], coordinates[:, 1]))
            kinds = np.full(len(coordinates), Path.LINETO, dtype=Path.code_type)
            kinds[0] = Path.MOVETO
            if part.geom_type == "Polygon":
                kinds[-1] = Path.CLOSEPOLY
            codes.append(kinds)
    return Path(np.concatenate(vertices), np.concatenate(codes))
