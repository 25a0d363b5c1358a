"""Chances of dying, giving birth and moving, from the last years: the city's curve by age, and for every area its own
level, drawn towards its Stadtbezirk and the city the more, the fewer persons stand behind it.

Marshall, R. J. (1991): Mapping disease and mortality rates using empirical Bayes estimators. Applied Statistics 40(2)."""

from dataclasses import dataclass

import numpy as np

from strukturmonitor.analysis.projection_counts import AGES, MEN, WOMEN, Counts

EVENTS = ("deaths", "births", "border_out", "border_in", "within_out", "within_in")
_HALF = 0.5  # of an event, so that years without one have a logarithm


@dataclass(frozen=True)
class Rates:
    """Chances of a year, over statistische Bezirke s, sexes x, ages a (at the end of the year).

    deaths (s, x, a); births (s, a) per woman; border_out, within_out (s, a): who leaves, of those who survived;
    border_in (s, x, a): persons a year; within_in (s, a): share of all who move within the city, sums to 1 over s.
    How the events of EVENTS in each of the last years lay to these rates, by age groups: of_city (y, 6, g), logarithms for
    the whole city; variation (y, s, 6, g), areas to the city, with mean 1 over y. `group_of` (a): the age group of every
    age."""

    deaths: np.ndarray
    births: np.ndarray
    border_out: np.ndarray
    within_out: np.ndarray
    border_in: np.ndarray
    within_in: np.ndarray
    of_city: np.ndarray
    variation: np.ndarray
    group_of: np.ndarray


def aged(persons: np.ndarray, births: np.ndarray, male_birth_share: float) -> np.ndarray:
    """Everybody a year older, and the newborn. persons (…, x, a), births (…)."""
    older = np.empty_like(persons)
    older[..., 1:] = persons[..., :-1]
    older[..., -1] += persons[..., -1]
    older[..., MEN, 0] = births * male_birth_share
    older[..., WOMEN, 0] = births * (1 - male_birth_share)
    return older


def fit_rates(counts: Counts, settings: dict) -> Rates:
    """Rates of the last `fit_years` of the counts; every year needs its residents, births, deaths and moves, and the
    year before its residents."""
    fitted = np.s_[:, -settings["fit_years"] :]
    groups = _AgeGroups(settings)
    births, deaths = counts.births[:, 1:], counts.deaths[:, 1:]
    moves = {name: values[:, 1:] for name, values in counts.moves.items()}
    at_risk = aged(counts.persons[:, :-1], births.sum(axis=2), settings["male_birth_share"])  # (s, t - 1, x, a)
    survivors = np.maximum(at_risk - deaths, 0)
    women, staying = at_risk[:, :, WOMEN], survivors.sum(axis=2)

    chance = _ratio(deaths[fitted].sum(axis=(0, 1)), at_risk[fitted].sum(axis=(0, 1)))  # (x, a)
    expected = {"deaths": (at_risk * chance).sum(axis=2)}  # (s, t - 1, a)
    deadliness = _level(deaths[fitted].sum(axis=(1, 2, 3)), expected["deaths"][fitted].sum(axis=(1, 2)), counts)
    expected["deaths"] = expected["deaths"] * deadliness[:, None, None]

    children = _ratio(births[fitted].sum(axis=(0, 1)), women[fitted].sum(axis=(0, 1)))
    fertility = _level(births[fitted].sum(axis=(1, 2)), (women[fitted] * children).sum(axis=(1, 2)), counts)
    expected["births"] = women * children * fertility[:, None, None]

    rates = {}
    for name in ("border_out", "within_out"):
        curve = _ratio(moves[name][fitted].sum(axis=(0, 1)), staying[fitted].sum(axis=(0, 1)))
        level = _level(
            groups.sum(moves[name][fitted].sum(axis=1)), groups.sum((staying[fitted] * curve).sum(axis=1)), counts
        )
        rates[name] = np.minimum(groups.spread(level) * curve, settings["highest_leaving_rate"])
        expected[name] = staying * rates[name][:, None]
    for name in ("border_in", "within_in"):
        rates[name] = _arriving(moves[name][fitted], staying[fitted], groups, counts)
        expected[name] = np.broadcast_to(rates[name][:, None], staying.shape)

    seen = {"deaths": deaths.sum(axis=2), "births": births, **moves}
    men = _men_among_arrivals(counts.persons[:, 1:], survivors, moves, settings)
    pool = rates["within_in"].sum(axis=0)
    varied = [_varied(groups, seen[name], expected[name], settings) for name in EVENTS]
    return Rates(
        deaths=np.minimum(deadliness[:, None, None] * chance, 1),
        births=fertility[:, None] * children,
        border_out=rates["border_out"],
        within_out=rates["within_out"],
        border_in=rates["border_in"][:, None] * np.stack([men, 1 - men]),
        within_in=np.where(pool > 0, _ratio(rates["within_in"], pool), 1 / len(staying)),
        of_city=np.stack([of_city for of_city, _ in varied], axis=1),
        variation=np.stack([variation for _, variation in varied], axis=2),
        group_of=groups.of_age,
    )


class _AgeGroups:
    """Ages in which areas get a level of their own; the city's curve holds within."""

    def __init__(self, settings: dict) -> None:
        starts = np.array(settings["level_age_starts"])
        self.of_age = np.searchsorted(starts, np.arange(AGES), side="right") - 1  # (a)
        self._summing = np.eye(len(starts))[self.of_age]  # (a, g)

    def sum(self, by_age: np.ndarray) -> np.ndarray:
        return by_age @ self._summing

    def spread(self, by_group: np.ndarray) -> np.ndarray:
        return by_group[..., self.of_age]


def shrunk(observed: np.ndarray, expected: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Ratios observed / expected (areas, …) drawn towards `centre` (the same shape): the weight of an area's own ratio
    is A / (A + centre / expected), where A is how much the areas differ beyond chance (Poisson), by moments."""
    has_some = expected > 0
    base = np.where(has_some, expected, 1)
    own = np.where(has_some, observed / base, centre)
    total = np.maximum(expected.sum(axis=0), 1e-12)
    beyond_chance = np.maximum(
        ((expected * (own - centre) ** 2).sum(axis=0) - (centre * has_some).sum(axis=0)) / total, 0
    )
    by_chance = np.maximum(centre, 1e-12) / base
    weight = np.where(has_some, beyond_chance / (beyond_chance + by_chance), 0)
    return centre + weight * (own - centre)


def _level(observed: np.ndarray, expected: np.ndarray, counts: Counts) -> np.ndarray:
    """Ratio to the city's curve (s, …): Stadtbezirke drawn towards the city, areas towards their Stadtbezirk; at last
    all by one factor, so that they add up to what was counted in the city."""
    member = np.eye(counts.district_of.max() + 1)[counts.district_of].T  # (Stadtbezirk, s)
    in_district = np.tensordot(member, expected, axes=1)
    of_district = shrunk(np.tensordot(member, observed, axes=1), in_district, np.ones_like(in_district))
    level = shrunk(observed, expected, of_district[counts.district_of])
    return level * _ratio(observed.sum(axis=0), (level * expected).sum(axis=0))


def _arriving(moves: np.ndarray, staying: np.ndarray, groups: _AgeGroups, counts: Counts) -> np.ndarray:
    """Persons a year (s, a) who arrive: each area's number in each age group, spread over single ages like the city's.
    A number and no rate: who arrives does not hang on how many live there already."""
    by_age = moves.sum(axis=(0, 1))
    curve = _ratio(by_age, staying.sum(axis=(0, 1)))
    expected = groups.sum((staying * curve).sum(axis=1))
    numbers = _level(groups.sum(moves.sum(axis=1)), expected, counts) * expected / moves.shape[1]
    return groups.spread(numbers) * _ratio(by_age, groups.spread(groups.sum(by_age)))


def _men_among_arrivals(
    persons: np.ndarray, survivors: np.ndarray, moves: dict[str, np.ndarray], settings: dict
) -> np.ndarray:
    """Share of men (a) among those who arrive in the city. Moves are counted without the sex: it follows from the
    balance residents = survivors − out + in, if men and women of an age leave alike."""
    out = _ratio(moves["border_out"] + moves["within_out"], survivors.sum(axis=2))
    arrived = persons - survivors * (1 - out[:, :, None])
    by_sex = np.maximum(arrived[:, -settings["fit_years"] :].sum(axis=(0, 1)), 0)
    near = np.ones(settings["smoothing_ages"])
    men, women = (np.convolve(by_sex[sex], near, mode="same") for sex in (MEN, WOMEN))
    return np.where(men + women > 0, _ratio(men, men + women), 0.5)


def _varied(
    groups: _AgeGroups, seen: np.ndarray, expected: np.ndarray, settings: dict
) -> tuple[np.ndarray, np.ndarray]:
    """Seen to expected events of each of the last years: of the city (y, g), and of the areas to the city (y, s, g)."""
    recent = np.s_[:, -settings["variation_years"] :]
    seen, expected = groups.sum(seen)[recent], groups.sum(expected)[recent]
    of_city = (seen.sum(axis=0) + _HALF) / (expected.sum(axis=0) + _HALF)
    ratio = np.where(expected > 0, _ratio(seen, expected) / of_city, 1)
    mean = ratio.mean(axis=1, keepdims=True)
    return np.log(of_city), np.where(mean > 0, _ratio(ratio, mean), 1).swapaxes(0, 1)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """0 where there is nothing to divide by."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 0)
