"""Population to come: every step against numbers worked by hand or computed a second way, and what is said where nothing
can be projected."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from projection_cases import (
    MEN,
    SETTINGS,
    WOMEN,
    areas_and_parts,
    counted_of,
    no_rates,
    steady_counts,
    steady_rates,
)

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis.projection import project_counts, results
from strukturmonitor.analysis.projection_backtest import METHODS, back_tests, backtest_errors, widened, widening
from strukturmonitor.analysis.projection_counts import AGES, Fitted, usable
from strukturmonitor.analysis.projection_model import drawn_years, expected_factors, project
from strukturmonitor.analysis.projection_rates import fit_rates, shrunk
from strukturmonitor.analysis.projection_sums import course, make_sums

_SHARE_BOYS = SETTINGS["male_birth_share"]


def one_year(start: np.ndarray, rates) -> np.ndarray:
    return next(project(start, rates, expected_factors(rates, 1), SETTINGS))[0]


def test_without_events_everybody_is_a_year_older() -> None:
    """Prevents that people get lost or doubled on their way through the ages, above all at 100 and older."""
    start = np.random.default_rng(1).integers(0, 90, size=(3, 2, AGES)).astype(float)
    *_, after = project(start, no_rates(3), expected_factors(no_rates(3), 4), SETTINGS)
    assert np.array_equal(after[0][:, :, 4:100], start[:, :, :96])
    assert np.array_equal(after[0][:, :, 100], start[:, :, 96:].sum(axis=2))
    assert after[0][:, :, :4].sum() == 0
    assert after[0].sum() == start.sum()


def test_two_ages_two_areas_by_hand() -> None:
    """Prevents a step in the wrong order. Area A: 100 men and 100 women of 29; area B: 40 women of 59. At 30: a tenth dies,
    0.2 children a woman, a twentieth leaves the city, a tenth moves within, 6 men and 4 women come. At 60 nothing."""
    start = np.zeros((2, 2, AGES))
    start[0, :, 29], start[1, WOMEN, 59] = 100, 40
    rates = no_rates(2)
    for values, value in ((rates.births, 0.2), (rates.border_out, 0.05), (rates.within_out, 0.1)):
        values[0, 30] = value
    rates.deaths[0, :, 30] = 0.1
    rates.border_in[0, :, 30] = 6, 4
    rates.within_in[:, 30] = 0.25, 0.75
    after = one_year(start, rates)
    # 100 − 10 = 90; 4.5 leave, 9 move, of whom 2.25 stay in A and 6.75 come to B.
    assert after[0, MEN, 30] == pytest.approx(90 - 4.5 - 9 + 2.25 + 6)
    assert after[0, WOMEN, 30] == pytest.approx(90 - 4.5 - 9 + 2.25 + 4)
    assert after[1, :, 30] == pytest.approx([6.75, 6.75])
    assert after[0, :, 0] == pytest.approx([20 * _SHARE_BOYS, 20 * (1 - _SHARE_BOYS)])
    assert after[1, WOMEN, 60] == 40
    assert after.sum() == pytest.approx(240 + 20 - 20 - 9 + 10)


def test_moves_within_the_city_change_no_sum() -> None:
    """Prevents that the pool of those who move within the city loses or makes people, also where years vary."""
    rates = steady_rates(4)
    still = replace(rates, deaths=0 * rates.deaths, births=0 * rates.births, border_out=0 * rates.border_out, border_in=0 * rates.border_in)  # fmt: skip
    factors = np.random.default_rng(2).uniform(0.3, 1.8, size=(5, 6, *rates.variation.shape[1:]))
    *_, after = project(np.full((4, 2, AGES), 50.0), still, factors, SETTINGS)
    assert after.sum(axis=(1, 2, 3)) == pytest.approx(np.full(5, 4 * 2 * AGES * 50.0))


def test_rates_are_found_again() -> None:
    """Prevents rates that are taken over the wrong people: a world that follows known rates goes on as it would have."""
    rates = steady_rates(3)
    counts = steady_counts(rates, stats=3, years=10)
    until = counts.between(2010, 2016)
    fitted = fit_rates(until, SETTINGS)
    assert fitted.deaths == pytest.approx(rates.deaths)
    assert fitted.births == pytest.approx(rates.births)
    assert fitted.border_out == pytest.approx(rates.border_out)
    assert fitted.within_in.sum(axis=0) == pytest.approx(np.ones(AGES))
    assert fitted.variation.mean(axis=0) == pytest.approx(np.ones_like(fitted.variation[0]))
    *_, after = project(until.persons[:, -1], fitted, expected_factors(fitted, 3), SETTINGS)
    assert after[0].sum(axis=1) == pytest.approx(counts.persons[:, -1].sum(axis=1), rel=1e-3)


def test_small_areas_borrow_strength() -> None:
    """Prevents that three deaths more in a small area become its future. By hand (Marshall 1991): expected 10 and 1,000,
    observed 20 and 1,100; the ratios 2 and 1.1 lie 1 and 0.1 from 1. A = (10·1² + 1,000·0.1² − 2) / 1,010 = 18 / 1,010;
    weights A / (A + 1/10) and A / (A + 1/1,000)."""
    found = shrunk(np.array([20.0, 1100.0]), np.array([10.0, 1000.0]), np.ones(2))
    between = 18 / 1010
    assert found == pytest.approx([1 + between / (between + 0.1), 1 + 0.1 * between / (between + 0.001)])
    assert found[0] < 1.16 and found[1] > 1.09


def test_areas_alike_get_one_level() -> None:
    """Prevents that mere chance looks like a difference, and a division by nothing."""
    assert shrunk(np.array([11.0, 9.0, 0.0]), np.array([10.0, 10.0, 0.0]), np.ones(3)) == pytest.approx([1, 1, 1])


def test_areas_keep_their_own_level() -> None:
    """Prevents that every area gets the mean of its Stadtbezirk: where twice as many die at every age, and enough to know
    it, the rates stay nearly twice as high (a chance of dying cannot be above 0.9, so not twice at every age)."""
    rates = steady_rates(2)
    rates.deaths[0] = np.minimum(2 * rates.deaths[1], 0.9)
    fitted = fit_rates(steady_counts(rates, stats=2, years=7, size=600.0), SETTINGS)
    assert fitted.deaths[0, MEN, 60] / fitted.deaths[1, MEN, 60] == pytest.approx(2, rel=0.1)


def frames_of(stats: int = 3, years: int = 14, **changes) -> dict[str, pd.DataFrame]:
    counts = steady_counts(steady_rates(stats), stats=stats, years=years)
    areas, parts = areas_and_parts(stats)
    settings = {**SETTINGS, "horizon_year": 2030, **changes}
    return project_counts(Fitted(counts, ""), counted_of(counts, areas, parts), areas, parts, settings)


def test_areas_add_up_to_the_city() -> None:
    """Prevents sums that do not agree: statistische Bezirke, Stadtbezirk and city, up to rounding; a programme area has its
    share."""
    groups = frames_of(minimum_persons=0)["groups"].pivot(index=["year", "group"], columns="area_id", values="middle")
    parts = groups[[name for name in groups if name.startswith("stat:")]]
    assert (parts.sum(axis=1) - groups["city:x"]).abs().max() <= 10
    assert (groups["bezirk:x"] == groups["city:x"]).all()
    assert (parts["stat:0"] / 2 - groups["pg:x"]).abs().max() <= 5


def test_age_groups_add_up_and_the_pyramid_too() -> None:
    """Prevents an age that is counted twice or in no group."""
    frames = frames_of(minimum_persons=0)
    table = frames["groups"].pivot(index=["area_id", "year"], columns="group", values="middle")
    assert (table.drop(columns="all").sum(axis=1) - table["all"]).abs().max() <= 10
    persons = frames["persons"].groupby(["area_id", "year"])["middle"].sum()
    assert (persons - table["all"].reindex(persons.index)).abs().max() <= 100


def test_small_areas_are_not_projected_alone() -> None:
    """Prevents a projection of so few people that chance is all of it; the reason stands in its place."""
    frames = frames_of(minimum_persons=13_000)
    reasons = frames["areas"].set_index("area_id")["reason"]
    assert reasons["stat:0"] == "few_persons" and reasons["city:x"] == ""
    for name in ("counted", "groups", "persons", "test"):
        assert set(frames[name]["area_id"]) == {"city:x", "bezirk:x"}, name


def test_band_lies_around_the_middle_and_widens() -> None:
    """Prevents a band that pretends to know more of 2030 than of next year."""
    counts = steady_counts(steady_rates(2), stats=2, years=12)
    rates = fit_rates(counts, SETTINGS)
    noise = np.random.default_rng(3).uniform(0.8, 1.2, size=rates.variation.shape)
    rates = replace(rates, variation=noise / noise.mean(axis=0))
    sums = make_sums(counts, *areas_and_parts(2), SETTINGS)
    ahead = course(counts.persons[:, -1], 2021, rates, sums, years=12, draws=80, settings=SETTINGS)
    low, middle, high = widened(ahead.groups, np.ones((5, len(sums.area_ids), 5)), ahead.years - 2021, 5)
    assert (low <= middle).all() and (middle <= high).all()
    width = (high - low) / middle
    assert (width[-1] > 1.2 * width[0]).all()
    again = course(counts.persons[:, -1], 2021, rates, sums, years=12, draws=80, settings=SETTINGS)
    assert np.array_equal(ahead.groups, again.groups)


def test_band_by_hand() -> None:
    """Prevents a wrong width: half a drawn band of 10 with factor 1.5 gives 15 on both sides; three times as far ahead as was
    tested the band, in per cent, is three times as wide where the draws give less."""
    limits = np.array([[95.0, 185.0], [100.0, 200.0], [115.0, 205.0]])[:, :, None, None]
    low, middle, high = widened(limits, np.array([1.0, 1.5])[:, None, None], np.array([2, 6]), 2)[:, :, 0, 0]
    assert middle.tolist() == [100, 200]
    assert low.tolist() == [85, 110] and high.tolist() == [115, 290]


def test_draws_are_runs_of_neighbouring_years() -> None:
    """Prevents draws in which good and bad years alternate, so that they cancel each other."""
    chosen = drawn_years(10, 15, 200, 41, SETTINGS)
    assert chosen.shape == (200, 15) and chosen.min() == 0 and chosen.max() == 9
    within = np.arange(15) % SETTINGS["block_years"] != 0
    assert (np.diff(chosen, axis=1)[:, within[1:]] == 1).all()


def test_back_test_knows_only_its_past() -> None:
    """Prevents a test that has seen what it foretells: what comes after the start changes nothing of the forecast."""
    counts = steady_counts(steady_rates(2), stats=2, years=11)
    later = replace(counts, persons=counts.persons.copy(), deaths=counts.deaths.copy())
    later.persons[:, 6:] *= 3
    later.deaths[:, 6:] *= 5
    sums = make_sums(counts, *areas_and_parts(2), SETTINGS)
    first, changed = (back_tests(each, sums, SETTINGS)[0] for each in (counts, later))
    assert first.from_year == 2015 and first.to_year == 2020
    assert np.array_equal(first.course.groups, changed.course.groups)
    assert changed.actual[-1] == pytest.approx(3 * first.actual[-1])


def test_back_test_of_a_steady_world_is_right() -> None:
    """Prevents a systematic error: where nothing but the known rates is at work, the projection meets the count."""
    frames = frames_of(minimum_persons=0)
    assert set(frames["test"]["from_year"]) == {2015, 2016, 2017, 2018}
    assert frames["test_errors"]["projected_pct"].max() < 0.5
    assert (frames["test_errors"]["projected_pct"] <= frames["test_errors"]["no_change_pct"] + 0.2).all()


def test_errors_by_hand() -> None:
    """Prevents that errors of two areas cancel each other, or that the sign is lost."""
    rows = pd.DataFrame(
        {
            "from_year": 2020, "to_year": 2025, "level": "stat", "group": "all", "area_id": ["a", "b"],
            "actual": [100.0, 300.0], "projected": [110.0, 290.0], "no_change": [80.0, 260.0], "same_trend": [np.nan, np.nan],
            "low": [95.0, 295.0], "high": [120.0, 310.0],
        }
    )  # fmt: skip
    found = backtest_errors(rows).iloc[0]
    assert found["projected_pct"] == 5.0 and found["projected_bias_pct"] == 0.0
    assert found["no_change_pct"] == 15.0 and found["no_change_bias_pct"] == -15.0
    assert np.isnan(found["same_trend_pct"])
    assert found["inside_pct"] == 100.0 and found["areas"] == 2


def test_without_tests_the_band_is_not_widened() -> None:
    """Prevents a failure where too few years were counted for a test."""
    counts = steady_counts(steady_rates(2), stats=2, years=7)
    sums = make_sums(counts, *areas_and_parts(2), SETTINGS)
    assert back_tests(counts, sums, SETTINGS) == []
    assert (widening([], sums, np.ones(5, dtype=bool), SETTINGS).groups == 1).all()
    frames = frames_of(years=5)
    assert frames["test"].empty and list(frames["test_errors"]) == list(frames_of()["test_errors"])
    assert frames["about"]["fit_years"].iloc[0] == 4 and not frames["groups"].empty


def gappy(**changes) -> Fitted:
    counts = steady_counts(steady_rates(2), stats=2, years=9)
    return usable(
        replace(counts, **{name: change(getattr(counts, name).copy()) for name, change in changes.items()}), SETTINGS
    )


def blanked(part: object):
    def blank(values: np.ndarray) -> np.ndarray:
        values[part] = np.nan
        return values

    return blank


@pytest.mark.parametrize(
    ("changes", "reason", "missing", "years"),
    [
        ({}, "", (), (2010, 2018)),
        ({"births": blanked(np.s_[:])}, "not_counted", ("births",), None),
        ({"births": blanked(np.s_[:, -1])}, "", (), (2010, 2017)),  # not yet counted: one year earlier
        ({"deaths": blanked(np.s_[:, 3])}, "", (), (2013, 2018)),  # a gap shortens the run
        ({"deaths": blanked(np.s_[:, 7])}, "too_few_years", (), None),
        ({"persons": blanked(np.s_[0, 7])}, "", (), (2010, 2018)),  # one area alone is left out
        ({"persons": blanked(np.s_[:, :7])}, "too_few_years", (), None),
    ],
)  # fmt: skip
def test_what_can_be_worked_with(changes, reason, missing, years) -> None:
    """Prevents a guess where figures are missing: a stated reason, a shorter run of years, or an area left out."""
    found = gappy(**changes)
    assert found.reason == reason and found.missing == missing
    if years is None:
        assert found.counts is None
    else:
        assert (found.counts.years[0], found.counts.years[-1]) == years
        assert not np.isnan(found.counts.persons).any()
    if "persons" in changes and years:
        assert found.counts.stat_ids == ("stat:1",)


def test_an_area_nobody_lives_in_is_no_gap() -> None:
    """Prevents that a forest without residents, for which the register has no rows, stops the whole city."""
    found = gappy(persons=blanked(np.s_[0]))
    assert found.counts.stat_ids == ("stat:0", "stat:1") and found.counts.persons[0].sum() == 0
    areas, parts = areas_and_parts(2)
    frames = project_counts(found, counted_of(found.counts, areas, parts), areas, parts, SETTINGS)
    assert frames["areas"].set_index("area_id").loc["stat:0", "reason"] == "few_persons"
    assert np.isfinite(frames["groups"][["low", "middle", "high"]].to_numpy()).all()


def test_an_area_with_gaps_leaves_its_sums_out() -> None:
    """Prevents a sum of the city that silently lacks one of its parts."""
    found = gappy(persons=blanked(np.s_[0, 7]))
    areas, parts = areas_and_parts(2)
    counted = counted_of(steady_counts(steady_rates(2), stats=2, years=9), areas, parts)
    frames = project_counts(found, counted, areas, parts, SETTINGS)
    reasons = frames["areas"].set_index("area_id")["reason"]
    assert reasons["city:x"] == reasons["bezirk:x"] == reasons["stat:0"] == "gaps" and reasons["stat:1"] == ""
    assert set(frames["groups"]["area_id"]) == {"stat:1"}


def test_nothing_loaded_is_said(empty_database) -> None:
    """Prevents a failure of the worker where a city has loaded no residents yet."""
    frames = results(Reader(empty_database, Actor()))
    assert frames["about"]["reason"].iloc[0] == "no_persons"
    assert all(frame.empty for name, frame in frames.items() if name != "about")


@pytest.fixture(scope="module")
def of_demo(demo_database) -> dict[str, pd.DataFrame]:
    return results(Reader(demo_database, Actor()))


def test_only_rounded_persons_leave(of_demo) -> None:
    """Prevents exact small counts in the stored result, where pages and downloads would find them."""
    for name, columns in (
        ("counted", ["persons"]),
        ("groups", ["low", "middle", "high"]),
        ("persons", ["low", "middle", "high"]),
        ("test", ["actual", *METHODS, "low", "high"]),
    ):
        values = of_demo[name][columns].to_numpy().ravel()
        assert len(values) and set(values[~np.isnan(values)] % 5) == {0.0}, name


def test_demo_city_has_a_future(of_demo) -> None:
    """Prevents a projection that explodes, ends early, or misses the age structure the demo was made with: the test of
    2020 must be closer than «nothing changes» for the ages that shift most."""
    about = of_demo["about"].iloc[0]
    assert about["reason"] == "" and about["start_year"] == 2025
    city = of_demo["groups"][of_demo["groups"]["area_id"] == "city:dortmund"]
    assert set(city["year"]) == set(range(2026, about["horizon_year"] + 1))
    last = city[city["year"] == about["horizon_year"]].set_index("group")
    now = of_demo["counted"].query("area_id == 'city:dortmund' and year == 2025").set_index("group")["persons"]
    assert (last["middle"] / now).between(0.8, 1.25).all()
    errors = of_demo["test_errors"].query("from_year == 2020").set_index(["level", "group"])
    for level in ("city", "bezirk", "stat"):
        for group in ("under_18", "age_65_to_79"):
            row = errors.loc[(level, group)]
            assert row["projected_pct"] < row["no_change_pct"]
    assert errors["projected_pct"].max() < 6
