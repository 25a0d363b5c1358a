"""Small made worlds for the projection: two or more statistische Bezirke of a Stadtbezirk, rates by hand, years that
follow them exactly."""

from dataclasses import replace

import numpy as np
import pandas as pd

from strukturmonitor.analysis.projection_counts import AGES, MOVES, Counts
from strukturmonitor.analysis.projection_rates import EVENTS, Rates
from strukturmonitor.facts import read_facts

SETTINGS = {**read_facts("analysis_projection.yml"), "draws": 40, "test_draws": 30}
MEN, WOMEN = 0, 1


def no_rates(stats: int, years: int = 1) -> Rates:
    """Nobody dies, is born or moves."""
    groups = len(SETTINGS["level_age_starts"])
    return Rates(
        deaths=np.zeros((stats, 2, AGES)),
        births=np.zeros((stats, AGES)),
        border_out=np.zeros((stats, AGES)),
        within_out=np.zeros((stats, AGES)),
        border_in=np.zeros((stats, 2, AGES)),
        within_in=np.full((stats, AGES), 1 / stats),
        of_city=np.zeros((years, len(EVENTS), groups)),
        variation=np.ones((years, stats, len(EVENTS), groups)),
        group_of=np.searchsorted(SETTINGS["level_age_starts"], np.arange(AGES), side="right") - 1,
    )


def steady_rates(stats: int) -> Rates:
    """Every area lives by the same rates; whoever moves within the city spreads over all areas alike."""
    age = np.arange(AGES)
    deaths = np.minimum(0.0002 * np.exp(0.085 * age), 0.9)
    births = np.where((age >= 15) & (age < 50), 0.07 * np.exp(-0.5 * ((age - 31) / 5.5) ** 2), 0)
    leaving = 0.03 + 0.09 * np.exp(-0.5 * ((age - 26) / 7) ** 2)
    arriving = np.stack([9 * np.exp(-0.5 * ((age - 27) / 9) ** 2), 9 * np.exp(-0.5 * ((age - 27) / 9) ** 2)])
    return replace(
        no_rates(stats),
        deaths=np.tile(np.stack([deaths, 0.8 * deaths]), (stats, 1, 1)),
        births=np.tile(births, (stats, 1)),
        border_out=np.tile(leaving, (stats, 1)),
        within_out=np.tile(leaving, (stats, 1)),
        border_in=np.tile(arriving, (stats, 1, 1)),
    )


def steady_counts(rates: Rates, *, stats: int, years: int, first_year: int = 2010, size: float = 60.0) -> Counts:
    """Years that follow the rates exactly (expected numbers, no chance), told event by event: the second way to compute."""
    share_boys = SETTINGS["male_birth_share"]
    persons = np.full((stats, years, 2, AGES), size)
    births, deaths = np.zeros((stats, years, AGES)), np.zeros((stats, years, 2, AGES))
    moves = {name: np.zeros((stats, years, AGES)) for name in MOVES}
    for year in range(1, years):
        for stat in range(stats):
            for age in range(1, AGES):
                mothers = persons[stat, year - 1, WOMEN, age - 1] + (
                    persons[stat, year - 1, WOMEN, 100] if age == 100 else 0
                )
                births[stat, year, age] = mothers * rates.births[stat, age]
            newborn = births[stat, year].sum()
            for sex, share in ((MEN, share_boys), (WOMEN, 1 - share_boys)):
                for age in range(AGES):
                    there = newborn * share if age == 0 else persons[stat, year - 1, sex, age - 1]
                    there += persons[stat, year - 1, sex, 100] if age == 100 else 0
                    died = there * rates.deaths[stat, sex, age]
                    out = (there - died) * rates.border_out[stat, age]
                    within = (there - died) * rates.within_out[stat, age]
                    came = rates.border_in[stat, sex, age]
                    deaths[stat, year, sex, age] = died
                    moves["border_out"][stat, year, age] += out
                    moves["within_out"][stat, year, age] += within
                    moves["border_in"][stat, year, age] += came
                    persons[stat, year, sex, age] = there - died - out - within + came
        moved = moves["within_out"][:, year].sum(axis=0)
        moves["within_in"][:, year] = moved / stats
        for sex in (MEN, WOMEN):  # those who moved within the city arrive in equal parts
            for age in range(AGES):
                stayed = sum(
                    _leavers(persons, births, deaths, rates, stat, year, sex, age, share_boys) for stat in range(stats)
                )
                persons[:, year, sex, age] += stayed / stats
    return Counts(
        stat_ids=tuple(f"stat:{number}" for number in range(stats)),
        district_of=np.zeros(stats, dtype=int),
        years=np.arange(first_year, first_year + years),
        persons=persons,
        births=births,
        deaths=deaths,
        moves=moves,
    )


def _leavers(persons, births, deaths, rates, stat, year, sex, age, share_boys) -> float:
    if age == 0:
        there = births[stat, year].sum() * (share_boys if sex == MEN else 1 - share_boys)
    else:
        there = persons[stat, year - 1, sex, age - 1] + (persons[stat, year - 1, sex, 100] if age == 100 else 0)
    return (there - deaths[stat, year, sex, age]) * rates.within_out[stat, age]


def areas_and_parts(stats: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A city of one Stadtbezirk with all statistische Bezirke, and a programme area with half of the first."""
    stat_ids = [f"stat:{number}" for number in range(stats)]
    areas = pd.DataFrame(
        {
            "area_id": ["city:x", "bezirk:x", "pg:x", *stat_ids],
            "level": ["city", "bezirk", "pg", *["stat"] * stats],
            "parent_id": [None, "city:x", "city:x", *["bezirk:x"] * stats],
        }
    )
    rows = [(area_id, stat_id, 1.0) for area_id in ("city:x", "bezirk:x") for stat_id in stat_ids]
    rows += [(stat_id, stat_id, 1.0) for stat_id in stat_ids] + [("pg:x", "stat:0", 0.5)]
    return areas, pd.DataFrame(rows, columns=["area_id", "stat_id", "share"])


def counted_of(counts: Counts, areas: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Counts by area, year and age group, as `shown_counts` gives them, unrounded."""
    rows = []
    for area_id in areas["area_id"]:
        for stat_id, share in parts.loc[parts["area_id"] == area_id, ["stat_id", "share"]].itertuples(index=False):
            of_stat = counts.persons[counts.stat_ids.index(stat_id)].sum(axis=1) * share
            for group, (first, last) in SETTINGS["groups"].items():
                for year, persons in zip(counts.years, of_stat[:, first : last + 1].sum(axis=1), strict=True):
                    rows.append((area_id, year, group, persons))
    frame = pd.DataFrame(rows, columns=["area_id", "year", "group", "persons"])
    return frame.groupby(["area_id", "year", "group"], as_index=False)["persons"].sum()
