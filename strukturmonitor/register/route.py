"""The order in which to walk to some places: nearest neighbour, made shorter by 2-opt and Or-opt.

Distances are straight lines in metres; streets, crossings and stairs make the way longer. The result depends on the
places alone: the same places in the same order give the same way.
"""

import itertools
from dataclasses import dataclass

import numpy as np

_EARTH_RADIUS_M = 6_371_008.8
_LEAST_GAIN_M = 1e-6  # below it rounding would turn the search in circles
_LONGEST_MOVED = 3  # stops that Or-opt moves together
_FIRST_STOPS = 12  # the search is begun once with each of so many nearest first stops; the shortest way wins


@dataclass(frozen=True)
class Route:
    """`order`: positions (0 …) of the stops as they are walked; `legs_m`: metres to each from the one before, the first
    from the start; `back_m`: from the last stop to the start, 0 where the walk ends at the last stop."""

    order: tuple[int, ...]
    legs_m: tuple[float, ...]
    back_m: float = 0.0

    @property
    def length_m(self) -> float:
        return sum(self.legs_m) + self.back_m


def distances_m(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """(n, n) great-circle distances in metres between places in WGS 84."""
    lon, lat = np.radians(np.asarray(lon, dtype=float)), np.radians(np.asarray(lat, dtype=float))
    half = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def plan(lon: np.ndarray, lat: np.ndarray, *, start: tuple[float, float] | None = None, returns: bool = False) -> Route:
    """The way through all stops. `start`: lon, lat of where it begins; without one it begins at the first stop.
    `returns`: whether it ends where it began. Every stop needs a position."""
    count = len(lon)
    if count == 0:
        return Route((), ())
    begin = start or (float(lon[0]), float(lat[0]))
    between = distances_m(np.append(begin[0], lon), np.append(begin[1], lat))
    # A last place that costs nothing to reach, or as much as the start: the way between two fixed ends is what is
    # searched, whether the walk returns or not.
    end = between[0] if returns else np.zeros(count + 1)
    costs = np.block([[between, end[:, None]], [end[None, :], np.zeros((1, 1))]])
    firsts = np.argsort(between[0, 1:], kind="stable")[:_FIRST_STOPS] + 1
    paths = [improved(nearest_neighbour(costs, int(first)), costs) for first in firsts]
    path = min(paths, key=lambda each: costs[each[:-1], each[1:]].sum())
    legs = tuple(float(between[a, b]) for a, b in itertools.pairwise(path[:-1]))
    back = float(between[path[-2], 0]) if returns else 0.0
    return Route(tuple(int(place) - 1 for place in path[1:-1]), legs, back)


def nearest_neighbour(costs: np.ndarray, first: int) -> np.ndarray:
    """From place 0 to `first`, then always on to the nearest place not yet visited, in the end to the last place; of
    equal distances the lower number."""
    last = len(costs) - 1
    path = [0, first]
    open_places = np.ones(last, dtype=bool)
    open_places[path] = False
    while open_places.any():
        ways = np.where(open_places, costs[path[-1], :last], np.inf)
        nearest = int(np.argmin(ways))
        path.append(nearest)
        open_places[nearest] = False
    return np.array([*path, last])


def improved(path: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """The path with both ends kept, made shorter until neither turning a part round (2-opt) nor moving up to three
    neighbouring stops elsewhere (Or-opt) helps. Never longer than it was."""
    while True:
        path, turned = _turn(path, costs)
        path, moved = _move(path, costs)
        if not turned and not moved:
            return path


def _turn(path: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, bool]:
    """2-opt, always the best turn of all, until none helps."""
    has_changed = False
    count = len(path)
    first, last = np.triu_indices(count, k=1)
    inside = (first >= 1) & (last <= count - 2)
    first, last = first[inside], last[inside]
    while len(first):
        before, begin = path[first - 1], path[first]
        end, after = path[last], path[last + 1]
        gain = costs[before, begin] + costs[end, after] - costs[before, end] - costs[begin, after]
        best = int(np.argmax(gain))
        if gain[best] <= _LEAST_GAIN_M:
            break
        path = path.copy()
        path[first[best] : last[best] + 1] = path[first[best] : last[best] + 1][::-1]
        has_changed = True
    return path, has_changed


def _move(path: np.ndarray, costs: np.ndarray) -> tuple[np.ndarray, bool]:
    """Or-opt: the first move of one to three neighbouring stops, also turned round, that helps."""
    for length in range(1, _LONGEST_MOVED + 1):
        for begin in range(1, len(path) - length):
            part = path[begin : begin + length]
            rest = np.delete(path, range(begin, begin + length))
            freed = (
                costs[path[begin - 1], part[0]]
                + costs[part[-1], path[begin + length]]
                - costs[path[begin - 1], path[begin + length]]
            )
            gaps = costs[rest[:-1], rest[1:]]
            straight = costs[rest[:-1], part[0]] + costs[part[-1], rest[1:]] - gaps
            turned = costs[rest[:-1], part[-1]] + costs[part[0], rest[1:]] - gaps
            at = int(np.argmin(np.minimum(straight, turned)))
            added = min(straight[at], turned[at])
            if freed - added > _LEAST_GAIN_M:
                placed = part[::-1] if turned[at] < straight[at] else part
                return np.concatenate([rest[: at + 1], placed, rest[at + 1 :]]), True
    return path, False
