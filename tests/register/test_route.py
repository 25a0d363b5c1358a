"""The order of a walk: hand-worked squares, never longer than the simple way, the shortest one where all can be tried."""

import itertools

import numpy as np
import pytest

from strukturmonitor.register.route import distances_m, improved, nearest_neighbour, plan

START = (7.46, 51.51)


def _square(side: float = 0.001) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a square at the equator, given crosswise: (0, 0), (1, 1), (1, 0), (0, 1) sides of 111.2 m."""
    return np.array([0, 1, 1, 0]) * side, np.array([0, 1, 0, 1]) * side


def _length(order: tuple[int, ...], between: np.ndarray) -> float:
    """From the start (place 0) through the stops, whose places count from 1."""
    return sum(between[a, b] for a, b in itertools.pairwise([0, *(stop + 1 for stop in order)]))


def _some(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return 7.44 + chance.uniform(0, 0.05, count), 51.50 + chance.uniform(0, 0.03, count)


def test_a_degree_at_the_equator_is_111_kilometres() -> None:
    """Prevents distances in degrees or kilometres: 2 π · 6,371,008.8 m / 360 = 111,195 m."""
    between = distances_m(np.array([0, 1]), np.array([0, 0]))
    assert between[0, 1] == pytest.approx(111_195, abs=1)
    assert between[0, 0] == 0


def test_the_way_round_a_square_does_not_cross_itself() -> None:
    """Prevents a walk that crosses its own way: given crosswise, the corners are walked along three sides of 111.2 m, and
    four where the walk returns."""
    lon, lat = _square()
    route = plan(lon, lat, start=(0.0, 0.0))
    assert route.order in ((0, 2, 1, 3), (0, 3, 1, 2))
    assert route.length_m == pytest.approx(3 * 111.195, abs=0.01)
    assert route.back_m == 0
    assert plan(lon, lat, start=(0.0, 0.0), returns=True).length_m == pytest.approx(4 * 111.195, abs=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_shortest_way_where_all_can_be_tried(seed: int) -> None:
    """Prevents a search that stops far from the best order: seven stops have 5,040 orders, all of them are tried."""
    lon, lat = _some(7, seed)
    between = distances_m(np.append(START[0], lon), np.append(START[1], lat))
    best = min(_length(order, between) for order in itertools.permutations(range(7)))
    route = plan(lon, lat, start=START)
    assert route.length_m == pytest.approx(_length(route.order, between))
    assert route.length_m <= best * 1.02


@pytest.mark.parametrize("seed", range(5))
def test_improving_never_makes_it_longer(seed: int) -> None:
    """Prevents an «improved» order that is longer than always going on to the nearest stop, or than the list as it was."""
    lon, lat = _some(25, seed)
    between = distances_m(np.append(START[0], lon), np.append(START[1], lat))
    costs = np.block([[between, np.zeros((26, 1))], [np.zeros((1, 27))]])
    simple = nearest_neighbour(costs, int(np.argmin(between[0, 1:])) + 1)
    simple_m = costs[simple[:-1], simple[1:]].sum()
    better = improved(simple, costs)
    assert costs[better[:-1], better[1:]].sum() <= simple_m
    assert sorted(better) == list(range(27))
    assert (better[0], better[-1]) == (0, 26)
    assert plan(lon, lat, start=START).length_m <= min(simple_m, _length(tuple(range(25)), between))


def test_the_same_places_give_the_same_way() -> None:
    """Prevents a printed list that differs from the phone."""
    lon, lat = _some(20, 9)
    assert plan(lon, lat, start=START) == plan(lon, lat, start=START)


def test_places_of_one_house_follow_each_other() -> None:
    """Prevents two shops of one house from being visited on two occasions, or a search that never ends on equal places."""
    lon = np.array([7.46, 7.47, 7.46, 7.48, 7.46])
    lat = np.full(5, 51.51)
    route = plan(lon, lat, start=(7.459, 51.51))
    assert set(route.order[:3]) == {0, 2, 4}
    assert sorted(route.order) == [0, 1, 2, 3, 4]


def test_few_stops() -> None:
    """Prevents errors at the edges: no stop, one stop, and no start."""
    nothing = plan(np.array([]), np.array([]))
    assert (nothing.order, nothing.length_m) == ((), 0)
    one = plan(np.array([7.46]), np.array([51.51]), start=START)
    assert (one.order, one.length_m) == ((0,), 0)
    without_start = plan(*_some(4, 1))
    assert without_start.order[0] == 0
    assert without_start.legs_m[0] == 0
