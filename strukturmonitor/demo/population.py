"""Register population by age, sex and nationality, moved forward from year to year.

Every year the residents of a statistischer Bezirk grow a year older, die, have children and move; the moves are
drawn so that the year ends on the total of `totals.py` (exactly) and near the shares of `shares.py`. So for each
statistischer Bezirk, year and age: population = last year's population one year younger + births - deaths +
moves in - moves out, exactly (ages of deaths and moves are ages at the end of the year).
"""

from dataclasses import dataclass

import numpy as np
import pandas

from strukturmonitor.demo.effects import days, knots, planted_factor
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.shares import share_paths
from strukturmonitor.demo.streams import stream, whole_numbers
from strukturmonitor.demo.totals import population_totals, years_of

AGES = 101  # 0 to 99 in single years, 100 and older
AGE_GROUPS = (slice(0, 18), slice(18, 65), slice(65, AGES))
SEXES = ("m", "f")
NATIONALITIES = ("german", "foreign")
MOTHER_AGES = np.arange(15, 50)


@dataclass
class Population:
    """Whole-number arrays over statistische Bezirke s, years y, ages a.

    persons (s, y, a, sex, nationality); from the second year on (first entry zero): births (s, y, mother's age),
    deaths (s, y, a, sex), moves_in and moves_out (s, y, a).
    """

    years: np.ndarray
    persons: np.ndarray
    births: np.ndarray
    deaths: np.ndarray
    moves_in: np.ndarray
    moves_out: np.ndarray


def make_population(truth: dict, places: Places, published: pandas.DataFrame) -> Population:
    """Make the population of all years."""
    years = years_of(truth)
    totals = population_totals(truth, places, published)
    shares = share_paths(truth, places, published, totals)
    rng = stream(truth, "population")
    shape = (len(places), len(years))
    made = Population(
        years=years,
        persons=np.zeros((*shape, AGES, 2, 2), dtype=np.int64),
        births=np.zeros((*shape, len(MOTHER_AGES)), dtype=np.int64),
        deaths=np.zeros((*shape, AGES, 2), dtype=np.int64),
        moves_in=np.zeros((*shape, AGES), dtype=np.int64),
        moves_out=np.zeros((*shape, AGES), dtype=np.int64),
    )
    made.persons[:, 0] = _first_year(truth, totals[:, 0], [share[:, 0] for share in shares])
    rates = _Rates(truth, places, years)
    for year in range(1, len(years)):
        _next_year(made, year, totals[:, year], [share[:, year] for share in shares], rates, rng)
    return made


class _Rates:
    """Yearly chances by age: death (s, a, sex), birth (mother's age, nationality), out-move (s, a, nationality)."""

    def __init__(self, truth: dict, places: Places, years: np.ndarray) -> None:
        settings = truth["population"]
        age = np.arange(AGES)
        mortality = settings["mortality"]
        male = np.minimum(mortality["level"] * np.exp(mortality["slope_per_year"] * age), mortality["highest"])
        male[0] = mortality["infant"]
        by_sex = np.stack([male, male * knots(mortality["female_factor_by_age"], age)], axis=1)
        self.death = places.spread_by_bezirk(settings["mortality_factor"], 1.0)[:, None, None] * by_sex
        self.death_factor = planted_factor(truth, places, "sterblichkeit", days([f"{year}-07-01" for year in years]))
        bell = np.exp(
            -0.5 * ((MOTHER_AGES - settings["fertility_mean_age_years"]) / settings["fertility_sd_age_years"]) ** 2
        )
        children = [settings["total_fertility"][nationality] for nationality in NATIONALITIES]
        self.birth = np.outer(bell / bell.sum(), children)
        leaving = knots(settings["out_move_share_by_age"], age)
        by_nationality = [settings["out_move_factor"][nationality] for nationality in NATIONALITIES]
        mobility = places.spread_by_bezirk(settings["mobility_factor"])
        self.out = np.minimum(mobility[:, None, None] * np.outer(leaving, by_nationality), 0.6)
        self.arriving = knots(settings["in_move_weight_by_age"], age)
        self.male_births = settings["male_birth_share"]
        self.foreign_births = settings["foreign_birth_share_of_foreign_mothers"]
        self.least_in_share = settings["least_in_moves_share"]


def _group_targets(now: np.ndarray, totals: np.ndarray, shares: list[np.ndarray]) -> np.ndarray:
    """Whole persons (s, age group, nationality) meeting the totals, and the shares as margins (from `now`)."""
    under18, over65, foreign = shares
    groups = np.stack([under18, 1.0 - under18 - over65, over65], axis=1)
    nationalities = np.stack([1.0 - foreign, foreign], axis=1)
    table = np.maximum(now, 0.5).astype(float)
    for _ in range(12):
        table *= (groups / table.sum(axis=2) * totals[:, None])[:, :, None]
        table *= (nationalities / table.sum(axis=1) * totals[:, None])[:, None, :]
    return np.stack([whole_numbers(part, int(total)) for part, total in zip(table, totals, strict=True)])


def _by_group(persons: np.ndarray) -> np.ndarray:
    """Sum (s, a, sex, nationality) to (s, age group, nationality)."""
    return np.stack([persons[:, group].sum(axis=(1, 2)) for group in AGE_GROUPS], axis=1)


def _first_year(truth: dict, totals: np.ndarray, shares: list[np.ndarray]) -> np.ndarray:
    densities = truth["population"]["first_year_density_by_age"]
    age = np.arange(AGES)
    density = np.stack([knots(densities[nationality], age) for nationality in NATIONALITIES], axis=1)
    women = knots(truth["population"]["women_share_by_age"], age)
    cells = density[:, None, :] * np.stack([1.0 - women, women], axis=1)[:, :, None]
    foreign = shares[2]
    mix = np.stack([1.0 - foreign, foreign], axis=1)[:, None, None, :]
    expected = cells[None] / cells.sum(axis=(0, 1)) * mix * totals[:, None, None, None]
    targets = _group_targets(_by_group(expected), totals, shares)
    persons = np.zeros(expected.shape, dtype=np.int64)
    for number in range(len(totals)):
        for group, ages in enumerate(AGE_GROUPS):
            for nationality in range(2):
                part = expected[number, ages, :, nationality]
                persons[number, ages, :, nationality] = whole_numbers(part, targets[number, group, nationality])
    return persons


def _next_year(
    made: Population,
    year: int,
    totals: np.ndarray,
    shares: list[np.ndarray],
    rates: _Rates,
    rng: np.random.Generator,
) -> None:
    before = made.persons[:, year - 1]
    now = np.zeros_like(before)
    now[:, 1:] = before[:, :-1]
    now[:, -1] += before[:, -1]
    births = rng.poisson(now[:, MOTHER_AGES, 1, :] * rates.birth)
    foreign_births = rng.binomial(births[:, :, 1].sum(axis=1), rates.foreign_births)
    newborn = np.stack([births.sum(axis=(1, 2)) - foreign_births, foreign_births], axis=1)
    boys = rng.binomial(newborn, rates.male_births)
    now[:, 0] = np.stack([boys, newborn - boys], axis=1)
    chance = np.minimum(rates.death * rates.death_factor[:, year][:, None, None], 1.0)[:, :, :, None]
    deaths = rng.binomial(now, np.broadcast_to(chance, now.shape))
    now -= deaths
    leaving = rng.binomial(now, np.broadcast_to(rates.out[:, :, None, :], now.shape))
    targets = _group_targets(_by_group(now), totals, shares)
    leaving += _further_leaving(now, leaving, targets, rates.least_in_share, rng)
    now -= leaving
    arriving = _arriving(targets - _by_group(now), rates.arriving, rng)
    made.persons[:, year] = now + arriving
    made.births[:, year] = births.sum(axis=2)
    made.deaths[:, year] = deaths.sum(axis=3)
    made.moves_in[:, year] = arriving.sum(axis=(2, 3))
    made.moves_out[:, year] = leaving.sum(axis=(2, 3))


def _further_leaving(
    now: np.ndarray, leaving: np.ndarray, targets: np.ndarray, least_in_share: float, rng: np.random.Generator
) -> np.ndarray:
    """More out-moves where an age group and nationality would otherwise have too few (or negative) in-moves."""
    usual = _by_group(leaving)
    arriving = targets - _by_group(now) + usual
    missing = np.maximum(np.ceil(least_in_share * usual).astype(np.int64) - arriving, 0)
    further = np.zeros_like(leaving)
    for stat, group, nationality in np.argwhere(missing > 0):
        ages = AGE_GROUPS[group]
        staying = (now - leaving)[stat, ages, :, nationality]
        wanted = min(missing[stat, group, nationality], staying.sum())
        drawn = rng.multivariate_hypergeometric(staying.ravel(), int(wanted), method="marginals")
        further[stat, ages, :, nationality] = drawn.reshape(staying.shape)
    return further


def _arriving(wanted: np.ndarray, weight_by_age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Spread the in-moves (s, age group, nationality) over single ages and sexes."""
    arriving = np.zeros((len(wanted), AGES, 2, 2), dtype=np.int64)
    for group, ages in enumerate(AGE_GROUPS):
        weights = np.repeat(weight_by_age[ages], 2)
        for nationality in range(2):
            drawn = rng.multinomial(wanted[:, group, nationality], weights / weights.sum())
            arriving[:, ages, :, nationality] = drawn.reshape(len(wanted), -1, 2)
    return arriving


def population_frame(places: Places, made: Population) -> pandas.DataFrame:
    """Table population: one row per statistischer Bezirk, year, age, sex and nationality (zeros included)."""
    stats, years = len(places), len(made.years)
    per_year = AGES * 4
    return pandas.DataFrame(
        {
            "stat_id": pandas.Categorical.from_codes(np.repeat(np.arange(stats), years * per_year), places.stat_ids),
            "reference_date": np.tile(np.repeat(year_ends(made.years), per_year), stats),
            "age": np.tile(np.repeat(np.arange(AGES, dtype=np.uint8), 4), stats * years),
            "sex": pandas.Categorical.from_codes(np.tile([0, 0, 1, 1], stats * years * AGES), SEXES),
            "nationality": pandas.Categorical.from_codes(np.tile([0, 1], stats * years * AGES * 2), NATIONALITIES),
            "persons": made.persons.ravel().astype(np.uint32),
            "origin": "made",
        }
    )


def year_ends(years: np.ndarray) -> np.ndarray:
    """31 December of the years, datetime64[s] (the coarsest unit pandas knows)."""
    return days([f"{year}-12-31" for year in years]).astype("datetime64[s]")
