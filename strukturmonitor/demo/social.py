"""Households by size, unemployed persons and the made part of the official city series."""

import numpy as np
import pandas

from strukturmonitor.demo.effects import knots, planted
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.population import Population, year_ends
from strukturmonitor.demo.streams import stream, whole_numbers
from strukturmonitor.demo.totals import published_values

OFFICIAL = "population_official_itnrw"
WORKING_AGE = slice(15, 65)
HOUSEHOLD_SIZES = np.arange(1, 6)
FEW_CHILDREN, MANY_CHILDREN = 0.10, 0.24  # shares under 18 between which household sizes are interpolated


def household_frame(truth: dict, places: Places, made: Population) -> pandas.DataFrame:
    """Table household: sizes follow the share of children; persons in them add up to nearly all residents."""
    settings = truth["population"]["household"]
    persons = made.persons.sum(axis=(2, 3, 4))
    children = made.persons[:, :, :18].sum(axis=(2, 3, 4)) / persons
    few, many = (np.array(settings[f"weights_{name}_children"]) for name in ("few", "many"))
    position = np.clip((children - FEW_CHILDREN) / (MANY_CHILDREN - FEW_CHILDREN), 0.0, 1.0)[:, :, None]
    weights = few * (1.0 - position) + many * position
    mean_size = np.array([1, 2, 3, 4, settings["size_5_mean"]])
    per_household = (weights * mean_size).sum(axis=2) / weights.sum(axis=2)
    households = np.rint(persons * settings["private_share"] / per_household).astype(np.int64)
    counts = np.array(
        [
            whole_numbers(cell, int(total))
            for cell, total in zip(weights.reshape(-1, 5), households.ravel(), strict=True)
        ]
    )
    return pandas.DataFrame(
        {
            "stat_id": np.repeat(places.stat_ids, len(made.years) * 5),
            "reference_date": np.tile(np.repeat(year_ends(made.years), 5), len(places)),
            "persons_in_household": np.tile(HOUSEHOLD_SIZES.astype(np.uint8), persons.size),
            "households": counts.ravel().astype(np.uint32),
            "origin": "made",
        }
    )


def unemployment_frame(truth: dict, places: Places, made: Population, published: pandas.DataFrame) -> pandas.DataFrame:
    """Table unemployment: published rates relate to the labour force, so they are turned into persons with the
    share of the residents aged 15 to 64 who belong to it; other years run in step with the city's path."""
    settings = truth["population"]["unemployment"]
    reference = truth["population"]["undated_reference_year"]["unemployment_rate"]
    city = knots(settings["city_rate_pct"], made.years)
    values = published_values(published, "unemployment_rate", reference)
    known = {
        row.area_id: row.value
        * float(knots(settings["city_rate_pct"], np.array([reference]))[0])
        / float(knots(settings["city_rate_pct"], np.array([row.year]))[0])
        for row in values.itertuples()
    }
    rng = stream(truth, "unemployment")
    spread = np.exp(rng.normal(size=len(places)) * settings["stat_spread_relative"])
    residents = made.persons[:, :, WORKING_AGE].sum(axis=(2, 3, 4))
    base = np.array([known.get(stat, np.nan) for stat in places.stat_ids])
    for bezirk in places.bezirke:
        inside = places.mask(bezirk)
        rate = known.get(bezirk) or settings["bezirk_rate_guess_pct"][bezirk]
        free = inside & np.isnan(base)
        fixed = inside & ~free
        weight = residents[:, made.years == reference][:, 0]
        rest = rate * weight[inside].sum() - (base[fixed] * weight[fixed]).sum()
        base[free] = spread[free] * rest / (spread[free] * weight[free]).sum()
    city_base = float(knots(settings["city_rate_pct"], np.array([reference]))[0])
    share = base[:, None] * city / city_base * settings["labour_force_share"]
    effect = planted(truth, places, "arbeitslosenanteil", year_ends(made.years))
    noise = 1.0 + rng.normal(size=share.shape) * settings["noise_relative"]
    unemployed = np.clip((share + effect) * noise, 0.2, 60.0) / 100.0 * residents
    return pandas.DataFrame(
        {
            "stat_id": np.repeat(places.stat_ids, len(made.years)),
            "reference_date": np.tile(year_ends(made.years), len(places)),
            "unemployed": np.rint(unemployed).ravel().astype(np.uint32),
            "origin": "made",
        }
    )


def official_frame(truth: dict, made: Population, published: pandas.DataFrame) -> pandas.DataFrame:
    """Made rows of table population_official: the city in the years without a published official count."""
    settings = truth["population"]["official"]
    values = published_values(published, OFFICIAL)
    years = made.years[~np.isin(made.years, values["year"])]
    register = made.persons.sum(axis=(0, 2, 3, 4))[np.isin(made.years, years)]
    persons = np.rint(register * (1.0 - knots(settings["gap_to_register_pct"], years) / 100.0)).astype(np.uint32)
    bases = settings["census_base_from"]
    return pandas.DataFrame(
        {
            "area_id": values["area_id"].iloc[0],
            "reference_date": year_ends(years),
            "persons": persons,
            "census_base": [bases[max(first for first in bases if first <= year)] for year in years],
            "origin": "made",
        }
    )
