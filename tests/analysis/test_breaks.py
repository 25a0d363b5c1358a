"""Turning points: what is found, what is not, and why a series is not tested."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import ruptures
import statsmodels.api as sm

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis.breaks import BREAKS, LINES, TESTED, find_breaks, results
from strukturmonitor.analysis.breaks_chance import break_p_values, false_discoveries
from strukturmonitor.analysis.breaks_dating import Dating
from strukturmonitor.analysis.breaks_model import (
    basis,
    best_cuts,
    candidates,
    null_model,
    pooled_autocorrelation,
    residuals,
    segment_costs,
    whiten,
)
from strukturmonitor.analysis.breaks_series import (
    Family,
    KnownBreak,
    frequency,
    mean_of_others,
    reasons_untested,
    regular,
    rules,
)
from strukturmonitor.database import Database

YEARS = pd.to_datetime([f"{year}-12-31" for year in range(2008, 2026)])
MONTHS = pd.date_range("2019-01-31", periods=84, freq="ME")
NO_BREAKS = np.array([], dtype=int)


def noise(periods: int, areas: int, *, seed: int = 1, after: float = 0.0) -> np.ndarray:
    """Autocorrelated noise around 50."""
    shocks = np.random.default_rng(seed).normal(0, 1, (periods + 30, areas))
    for point in range(1, len(shocks)):
        shocks[point] += after * shocks[point - 1]
    return 50 + shocks[30:]


def family(values: np.ndarray, periods: pd.DatetimeIndex = YEARS, **more: object) -> Family:
    frame = pd.DataFrame(values, index=periods, columns=[f"bezirk:{number}" for number in range(values.shape[1])])
    return Family("x", "bezirk", frame, lambda left_out: mean_of_others(frame, left_out), **more)


def outcome(found: dict[str, pd.DataFrame], area: int, against: str = "own") -> str:
    rows = found["tested"]
    return rows[(rows["area_id"] == f"bezirk:{area}") & (rows["against"] == against)]["outcome"].iloc[0]


def turns(found: dict[str, pd.DataFrame], area: int, against: str = "city") -> pd.DataFrame:
    rows = found["breaks"]
    return rows[(rows["area_id"] == f"bezirk:{area}") & (rows["against"] == against)].reset_index(drop=True)


def test_a_step_is_dated_measured_and_told_apart_from_the_city() -> None:
    """Prevents a step that is missed, dated wrongly, given in the wrong unit, or blamed on the areas beside it."""
    values = noise(len(YEARS), 12) + np.where(np.arange(len(YEARS)) >= 9, 3.0, 0.0)[:, None]  # the whole city moves
    values[11:, 4] += 12
    found = find_breaks([[family(values)]])
    (turn,) = turns(found, 4).to_dict("records")
    assert (turn["kind"], turn["period"]) == ("level", YEARS[11])
    assert turn["low"] <= turn["period"] <= turn["high"]
    assert turn["size"] == pytest.approx(12, abs=2)
    assert turn["after"] - turn["before"] == pytest.approx(turn["size"])
    assert turn["q"] <= 0.05
    against = found["breaks"][found["breaks"]["against"] == "city"]
    assert set(against["area_id"]) == {"bezirk:4"}
    assert found["left_out"]["area_id"].tolist() == ["bezirk:4"]
    assert list(found["tested"]) == TESTED and list(found["breaks"]) == BREAKS and list(found["lines"]) == LINES


def test_a_bend_is_a_bend() -> None:
    """Prevents a change of slope that is told as a step; its size is per year."""
    values = noise(len(YEARS), 8)
    values[:, 2] += 3.0 * np.maximum(np.arange(len(YEARS)) - 9, 0)
    (turn,) = turns(find_breaks([[family(values)]]), 2).to_dict("records")
    assert turn["kind"] == "trend"
    assert abs((turn["period"] - YEARS[9]).days) <= 366
    assert turn["size"] == pytest.approx(3, abs=0.7)


def test_two_turns_of_one_series() -> None:
    """Prevents a series that rises and falls back from passing as unchanged, or with one turn."""
    values = noise(len(MONTHS), 6)
    values[30:60, 1] += 6
    found = turns(find_breaks([[family(values, MONTHS)]]), 1)
    assert found["kind"].tolist() == ["level", "level"]
    away = (found["period"] - pd.Series([MONTHS[30], MONTHS[60]])).dt.days.abs()
    assert (away <= 31).all()
    assert (found["size"] > 0).tolist() == [True, False]


def test_seasons_are_no_turns() -> None:
    """Prevents December from being a change of course; the step beside the season is found all the same."""
    values = noise(len(MONTHS), 6) + 10 * np.sin(2 * np.pi * MONTHS.month.to_numpy() / 12)[:, None]
    values[40:, 3] += 5
    found = find_breaks([[family(values, MONTHS)]])
    own = found["breaks"][found["breaks"]["against"] == "own"]
    assert set(own["area_id"]) == {"bezirk:3"}
    assert own["period"].iloc[0] == MONTHS[40]


def test_amounts_are_compared_in_proportion() -> None:
    """Prevents a large area from turning whenever the city grows: twice as large moves twice as much."""
    course = np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.03, len(YEARS))))
    sizes = np.array([10.0, 100, 1000, 20, 50, 300, 70, 90])
    random = np.random.default_rng(4).normal(0, 0.002, (len(YEARS), len(sizes)))
    found = find_breaks([[family(course[:, None] * sizes * np.exp(random))]])
    assert found["breaks"][found["breaks"]["against"] == "city"].empty
    tested = found["tested"][found["tested"]["against"] == "city"]
    assert set(tested["scale"]) == {"log"}


def test_few_false_alarms_without_any_turn() -> None:
    """Prevents a test that cries wolf: of families without a turn about one in twenty may report something, also where
    values depend on the one before."""
    families = [[family(noise(len(YEARS), 12, seed=seed, after=0.5))] for seed in range(20)]
    for number, (one,) in enumerate(families):
        families[number] = [Family(f"x{number}", "bezirk", one.values, one.rest)]
    breaks = find_breaks(families)["breaks"]
    for against in ("own", "city"):
        assert breaks[breaks["against"] == against]["indicator_id"].nunique() <= 4


def test_a_p_value_can_pass_in_a_large_family() -> None:
    """Prevents permutations so few that nothing could ever be found among 600 areas."""
    values = noise(len(YEARS), 600)
    values[9:, 0] += 15
    wanted = rules("year")
    years = np.arange(len(YEARS), dtype=float)
    null = null_model(years, np.zeros(len(YEARS)), NO_BREAKS)
    tried, _ = candidates(years, 3, NO_BREAKS, on_changes=False)
    p = break_p_values(values, null, tried, 0.0, wanted, 600)
    assert p[0] < 0.05 / 600
    assert false_discoveries(p)[0] <= 0.05
    assert (p == break_p_values(values, null, tried, 0.0, wanted, 600)).all()


def test_the_statistic_is_the_f_of_ordinary_least_squares() -> None:
    """Prevents a statistic that orders the dates otherwise than the F test of statsmodels does."""
    series = noise(len(YEARS), 1, seed=8)[:, 0]
    years = np.arange(len(YEARS), dtype=float)
    null = null_model(years, np.zeros(len(YEARS)), NO_BREAKS)
    tried, _ = candidates(years, 3, NO_BREAKS, on_changes=False)
    base = basis(null)
    rest, regressors = residuals(series[:, None], base)[:, 0], residuals(tried, base)
    share = (regressors.T @ rest) ** 2 / (regressors**2).sum(axis=0) / (rest @ rest)
    ours = share / (1 - share) * (len(series) - 3)
    plain = sm.OLS(series, null).fit()
    theirs = [sm.OLS(series, np.column_stack([null, one])).fit().compare_f_test(plain)[0] for one in tried.T]
    assert ours == pytest.approx(theirs)


def test_the_p_value_is_that_of_all_orders() -> None:
    """Prevents a permutation p-value that is not the share of orders that reach the statistic: counted out for 6 points."""
    values = np.array([[1.0], [2.5], [0.5], [7.0], [8.5], [9.0]])
    years = np.arange(6.0)
    null = np.ones((6, 1))
    tried, _ = candidates(years, 2, NO_BREAKS, on_changes=False)
    base = basis(null)
    regressors = residuals(tried, base)
    regressors /= np.linalg.norm(regressors, axis=0)

    def statistic(series: np.ndarray) -> float:
        rest = series - series.mean()
        return np.abs(regressors.T @ rest).max() / np.linalg.norm(rest)

    every = [statistic(values[list(order), 0]) for order in itertools.permutations(range(6))]
    exact = np.mean(np.array(every) >= statistic(values[:, 0]) - 1e-9)
    wanted = rules("year")
    assert break_p_values(values, null, tried, 0.0, wanted, 1000)[0] == pytest.approx(exact, abs=0.02)


def test_cuts_are_those_of_ruptures() -> None:
    """Prevents own dynamic programming that misses the best cuts."""
    values = noise(40, 3, seed=5)
    values[13:] += 4
    values[27:, 1:] -= 6
    costs = segment_costs(values, 5, with_slope=False)
    for breaks, cuts in enumerate(best_cuts(costs, 3), start=1):
        for column in range(3):
            search = ruptures.Dynp(model="l2", min_size=5, jump=1).fit(values[:, column])
            assert cuts[:, column].tolist() == search.predict(n_bkps=breaks)[:-1]


def test_cost_of_a_segment_is_that_of_a_line() -> None:
    """Prevents running sums that do not give the squares around the best line."""
    values = noise(12, 2, seed=6)
    costs = segment_costs(values, 3)
    line = np.polynomial.Polynomial.fit(np.arange(4, 11), values[4:11, 1], 1)
    assert costs[4, 11, 1] == pytest.approx(((values[4:11, 1] - line(np.arange(4, 11))) ** 2).sum())
    assert np.isinf(costs[4, 6, 1])


@pytest.mark.parametrize("true", [0.0, 0.5, 1.0])
def test_autocorrelation_is_free_of_the_bias_of_short_series(true: float) -> None:
    """Prevents wandering series from being taken for steady ones: in few points the plain estimate is far too low. And what
    is not stationary is tested on its changes."""
    values = noise(40, 100, seed=7, after=true)
    null = null_model(np.arange(40.0), np.zeros(40), NO_BREAKS)
    assert pooled_autocorrelation(values, null, rules("year")) == pytest.approx(true, abs=0.15)


def test_stocks_that_wander_are_tested_on_their_changes() -> None:
    """Prevents a random walk from turning at every bend; a lasting change of its drift is found."""
    values = np.cumsum(np.random.default_rng(9).normal(0, 1, (60, 12)), axis=0) + 500
    values[30:, 5] += 4.0 * np.arange(30)
    quarters = pd.date_range("2010-03-31", periods=60, freq="QE")
    found = find_breaks([[family(values, quarters)]])
    own = found["tested"][found["tested"]["against"] == "own"]
    assert set(own["tested_on"]) == {"changes"}
    assert set(found["breaks"][found["breaks"]["against"] == "own"]["area_id"]) == {"bezirk:5"}


def test_the_date_lies_in_its_interval() -> None:
    """Prevents intervals of 95 % that are far too narrow."""
    wanted = rules("quarter")
    years = np.arange(50) / 4
    null = null_model(years, np.zeros(50), NO_BREAKS)
    inside = 0
    for seed in range(60):
        series = noise(50, 1, seed=100 + seed)[:, 0] + np.where(np.arange(50) >= 24, 2.0, 0.0)
        turn = max(Dating(series, years, null, NO_BREAKS, 0.0, wanted).turns(), key=lambda t: abs(t.after - t.before))
        inside += turn.low <= 24 <= turn.high
    assert inside >= 53


def test_a_known_break_in_the_data_is_none_of_the_city() -> None:
    """Prevents a new definition from being told as a turn of an area; it is marked as a break in the data, with its size."""
    values = noise(len(YEARS), 8)
    values[10:] += 20
    entry = KnownBreak(pd.Timestamp("2018-07-01"), "definition", None, "neu gezählt", "counted anew")
    found = find_breaks([[family(values, known=(entry,))]])
    breaks = found["breaks"]
    assert breaks["is_data_break"].all()
    own = breaks[breaks["against"] == "own"]
    assert len(own) == 8
    assert set(own["period"]) == {pd.Timestamp("2018-07-01")}
    assert own["size"].tolist() == pytest.approx([20] * 8, abs=3)
    assert set(own["reason_de"]) == {"neu gezählt"}
    without = find_breaks([[family(values)]])["breaks"]
    assert len(without[without["against"] == "own"]) == 8


def test_a_moved_boundary_concerns_one_area() -> None:
    """Prevents a boundary that moved from hiding or inventing turns elsewhere."""
    values = noise(len(YEARS), 8)
    values[10:, 3] += 20
    moved = KnownBreak(YEARS[10], "boundary", ("bezirk:3",))
    breaks = find_breaks([[family(values, known=(moved,))]])["breaks"]
    here = breaks["area_id"] == "bezirk:3"
    assert here.any() and breaks[here]["is_data_break"].all()
    assert not breaks[~here]["is_data_break"].any()


@pytest.mark.parametrize(
    ("values", "is_count", "reason"),
    [
        ([np.nan] * 18, False, "no_values"),
        ([np.nan] * 17 + [5.0], False, "too_few"),
        ([1.0] * 9 + [np.nan] * 9, False, "too_few"),
        ([7.0] * 18, False, "constant"),
        ([0.0] * 18, False, "constant"),
        ([*range(17), np.inf], False, "infinite"),
        ([*range(17), -1.0], True, "negative"),
        ([*range(17), -1.0], False, ""),
        ([1.0, 2, 3, 5, 8, np.nan, np.nan, np.nan, np.nan, 3, 4, 5, 6, 7, 8, 9, 2, 1], False, "gaps"),
        ([1.0, 2, 3, 5, 8, np.nan, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1], False, ""),
    ],
)
def test_what_cannot_be_tested_says_why(values: list[float], is_count: bool, reason: str) -> None:
    """Prevents guesses on too little, and values that cannot be from entering a test."""
    frame = pd.DataFrame({"a": values}, index=YEARS)
    assert reasons_untested(frame, rules("year"), is_count=is_count) == {"a": reason}


def test_periods_that_nobody_has_are_gaps_too() -> None:
    """Prevents years that are missing for all areas from being passed over."""
    kept = YEARS[[0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14]]
    frame = pd.DataFrame({"a": np.arange(11.0) ** 2}, index=kept)
    assert reasons_untested(frame, rules("year"), is_count=False) == {"a": "gaps"}


def test_bad_series_leave_the_others_alone() -> None:
    """Prevents one infinite, constant, short or broken series from taking its family with it; every series has a row."""
    values = noise(len(YEARS), 10)
    values[9:, 0] += 12
    values[3, 1] = np.inf
    values[:, 2] = 7
    values[:12, 3] = np.nan
    values[4:9, 4] = np.nan
    values[6, 5] = np.nan
    values[:, 6] = np.nan
    found = find_breaks([[family(values)]])
    assert [outcome(found, area) for area in range(7)] == [
        "tested", "infinite", "constant", "too_few", "gaps", "tested", "no_values",
    ]  # fmt: skip
    assert [outcome(found, area, "city") for area in (0, 5, 7)] == ["tested"] * 3
    assert len(found["tested"]) == 20
    assert set(found["breaks"]["area_id"]) == {"bezirk:0"}
    rows = found["tested"][found["tested"]["outcome"] != "tested"]
    assert rows["p"].isna().all()


def test_a_turn_of_one_shop_is_none() -> None:
    """Prevents a district with 30 shops from turning because of one of them, however quiet its rate is otherwise."""
    values = 10 + 0.01 * (noise(len(YEARS), 8) - 50)
    values[10:, 2] += 3.3
    values[10:, 5] += 13.2
    one_case = pd.DataFrame(100 / 30, index=YEARS, columns=[f"bezirk:{number}" for number in range(8)])
    breaks = find_breaks([[family(values, one_case=one_case)]])["breaks"]
    assert set(breaks[breaks["against"] == "own"]["area_id"]) == {"bezirk:5"}
    assert "bezirk:2" in set(find_breaks([[family(values)]])["breaks"]["area_id"])


def test_an_area_alone_has_nothing_to_be_held_against() -> None:
    """Prevents a comparison of an area with nothing."""
    found = find_breaks([[family(noise(len(YEARS), 1))]])
    assert outcome(found, 0) == "tested"
    assert outcome(found, 0, "city") == "no_rest"


def test_the_mean_of_others_does_not_follow_who_comes_and_goes() -> None:
    """Prevents an area whose series begins late from bending the yardstick of all others."""
    frame = pd.DataFrame({"a": [1.0, 1, 1], "b": [2.0, 2, 2], "c": [3.0, 3, 3], "d": [np.nan, np.nan, 90]})
    rest = mean_of_others(frame, set())
    assert rest["a"].tolist() == [2.5] * 3
    assert rest["d"].tolist() == [2.0] * 3
    assert mean_of_others(frame, {"c"})["a"].isna().all()


def test_kinds_of_series() -> None:
    """Prevents quarters taken for years, and today's value of the register from counting as a quarter."""
    quarters = pd.date_range("2020-03-31", periods=12, freq="QE")
    assert [frequency(YEARS), frequency(quarters), frequency(MONTHS)] == ["year", "quarter", "month"]
    assert len(regular(quarters.append(pd.DatetimeIndex(["2023-01-15"])))) == 12
    assert len(regular(quarters)) == 12


def test_whitened_at_one_are_the_changes() -> None:
    """Prevents an autocorrelation of 1 from leaving a first point that has no variance."""
    values = np.array([[1.0], [3.0], [6.0]])
    assert whiten(values, 1.0).ravel().tolist() == [2, 3]
    assert whiten(values, 0.6)[:, 0] == pytest.approx([0.8, 2.4, 4.2])


def test_an_empty_database_has_no_turns(empty_database: Database, tmp_path: Path) -> None:
    """Prevents an analysis that breaks where nothing was imported yet, and frames that cannot be kept."""
    found = results(Reader(empty_database, Actor()))
    assert found["breaks"].empty
    for name, frame in found.items():
        frame.to_parquet(tmp_path / f"{name}.parquet", index=False)
    assert list(pd.read_parquet(tmp_path / "breaks.parquet")) == BREAKS
