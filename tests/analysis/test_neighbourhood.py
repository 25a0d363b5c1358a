"""Neighbourhood: a wrong weight or sign would turn clusters into outliers, and a missing correction would mark areas by
chance. Moran's I is held against sums worked by hand; a planted cluster must be found, noise must not."""

import numpy as np
import pandas as pd
import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import neighbourhood
from strukturmonitor.analysis.moran import connected, local_moran, overall_moran, untestable
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue

HOW = {"by": "contiguity", "permutations": 999, "seed": 1}


def grid(size: int) -> tuple[pd.DataFrame, list[str]]:
    """Squares of a chessboard, neighbours by their sides; borders from left to right are twice as long."""
    pairs = []
    for row in range(size):
        for column in range(size):
            for near_row, near_column, border_m in (
                (row, column + 1, 200.0), (row, column - 1, 200.0), (row + 1, column, 100.0), (row - 1, column, 100.0),
            ):  # fmt: skip
                if 0 <= near_row < size and 0 <= near_column < size:
                    pairs.append((f"{row}{column}", f"{near_row}{near_column}", border_m))
    names = [f"{row}{column}" for row in range(size) for column in range(size)]
    return pd.DataFrame(pairs, columns=["area_id", "neighbour_id", "border_m"]), names


def noise(names: list[str], seed: int) -> pd.Series:
    return pd.Series(np.random.default_rng(seed).normal(size=len(names)), index=names)


def test_the_overall_value_is_that_worked_by_hand() -> None:
    """2 × 2 squares with 1, 2 above 3, 5: every square has two neighbours. Mean 2.75; deviations −1.75, −0.75, 0.25,
    2.25; squares sum to 8.75. Means of the neighbours' deviations: −0.25, 0.25, 0.75, −0.25 (for 1: of 2 and 3, …)
    give 1.75·0.25 − 0.75·0.25 + 0.25·0.25 − 2.25·0.25 = −0.25; I = −0.25 / 8.75 (weights sum to n)."""
    neighbours, names = grid(2)
    values = pd.Series([1.0, 2.0, 3.0, 5.0], index=names)
    found = overall_moran(values, neighbours, **HOW)
    assert found.i == pytest.approx(-0.25 / 8.75, abs=1e-12)
    assert found.expected == pytest.approx(-1 / 3)
    assert found.n == 4


def test_borders_weigh_by_their_length() -> None:
    """The same squares: neighbours to the side count two thirds, those above one third. Lags of the deviations:
    1: (2·−0.75 + 0.25)/3, 2: (2·−1.75 + 2.25)/3, 3: (2·2.25 − 1.75)/3, 5: (2·0.25 − 0.75)/3."""
    neighbours, names = grid(2)
    values = pd.Series([1.0, 2.0, 3.0, 5.0], index=names)
    lags = np.array([-1.25, -1.25, 2.75, -0.25]) / 3
    expected = float(np.array([-1.75, -0.75, 0.25, 2.25]) @ lags) / 8.75
    assert overall_moran(values, neighbours, **HOW).i_border == pytest.approx(expected, abs=1e-12)
    by_border = overall_moran(values, neighbours, by="border", permutations=99, seed=1)
    assert by_border.i == pytest.approx(expected, abs=1e-12)


def test_all_orders_of_a_small_grid_give_the_permutation_p() -> None:
    """The p-value of drawn permutations against that of all 720 orders of six values in a row."""
    from itertools import permutations

    pairs = [(str(i), str(j), 1.0) for i in range(6) for j in (i - 1, i + 1) if 0 <= j < 6]
    neighbours = pd.DataFrame(pairs, columns=["area_id", "neighbour_id", "border_m"])
    values = pd.Series([1.0, 2.0, 2.5, 4.0, 4.5, 7.0], index=[str(i) for i in range(6)])
    matrix = np.zeros((6, 6))
    for area, near, _ in pairs:
        matrix[int(area), int(near)] = 1
    matrix /= matrix.sum(axis=1, keepdims=True)
    z = (values - values.mean()).to_numpy()
    every = np.array([np.array(order) @ matrix @ np.array(order) for order in permutations(z)]) / (z @ z)
    found = overall_moran(values, neighbours, by="contiguity", permutations=9999, seed=3)
    exact = float((np.abs(every + 1 / 5) >= abs(found.i + 1 / 5) - 1e-12).mean())
    assert found.p == pytest.approx(exact, abs=0.015)


def test_all_choices_of_neighbours_give_the_local_p() -> None:
    """The p-value of an area against that of all values its neighbours could have had: six in a row, of which the area keeps
    its own. Both ends count, and equal values count at both: three are the same."""
    from itertools import permutations

    pairs = [(str(i), str(j), 1.0) for i in range(6) for j in (i - 1, i + 1) if 0 <= j < 6]
    neighbours = pd.DataFrame(pairs, columns=["area_id", "neighbour_id", "border_m"])
    values = pd.Series([1.0, 1.0, 1.0, 4.0, 4.5, 7.0], index=[str(i) for i in range(6)])
    found = local_moran(values, neighbours, by="contiguity", permutations=9999, seed=3, false_discovery=0.05)
    z = (values - values.mean()).to_numpy()
    for area in range(6):
        near = [int(other) for first, other, _ in pairs if first == str(area)]
        others = [each for each in range(6) if each != area]
        every = np.array([z[area] * z[list(drawn)].mean() for drawn in permutations(others, len(near))])
        seen = z[area] * z[near].mean()
        nearer = min((every >= seen - 1e-12).mean(), (every <= seen + 1e-12).mean())
        assert found["p"].iloc[area] == pytest.approx(min(2 * nearer, 1), abs=0.03)


def test_equal_values_make_no_outliers() -> None:
    """Prevents an area with a case among areas without any from being marked, although chance would give it neighbours
    without a case nearly always: five of 64 squares have one."""
    neighbours, names = grid(8)
    values = pd.Series(0.0, index=names)
    values[["11", "14", "41", "44", "63"]] = 1.0
    found = local_moran(values, neighbours, by="contiguity", permutations=1999, seed=1, false_discovery=0.05)
    assert found["quadrant"].eq("").all()
    assert found.loc["11", "p"] == 1.0


def test_the_p_value_passes_a_uniform_test_on_noise() -> None:
    """Without a pattern a p below 0.1 comes in about a tenth of the cases: an error in the two-sided count shows."""
    neighbours, names = grid(6)
    p = [
        overall_moran(noise(names, seed), neighbours, by="contiguity", permutations=199, seed=7).p for seed in range(60)
    ]
    assert 3 <= sum(each <= 0.1 for each in p) <= 11


def test_a_planted_cluster_and_an_outlier_are_found_again() -> None:
    """High values in one corner, low ones in the other, one high square in the middle of the low ones."""
    neighbours, names = grid(10)
    values = noise(names, 5) * 0.3
    high = [f"{row}{column}" for row in range(4) for column in range(4)]
    low = [f"{row}{column}" for row in range(6, 10) for column in range(6, 10)]
    values[high] += 4
    values[low] -= 4
    values["78"] = 4.5
    found = local_moran(values, neighbours, by="contiguity", permutations=4999, seed=2, false_discovery=0.05)
    marked = found[found["quadrant"] != ""]
    assert set(marked.index[marked["quadrant"] == "HH"]) >= {"11", "12", "21", "22"}
    assert set(marked.index[marked["quadrant"] == "HH"]) <= set(high)
    assert set(marked.index[marked["quadrant"] == "LL"]) <= set(low)
    assert marked.index[marked["quadrant"] == "HL"].tolist() == ["78"]
    clusters = found["cluster"]
    assert {"10", "01"} <= set(clusters.index[clusters == "HH"])  # next to a middle, and high themselves
    assert clusters["78"] == ""


def test_noise_marks_hardly_an_area() -> None:
    """40 maps of noise with 64 areas each: without the correction some 120 areas would be marked at 5 %."""
    neighbours, names = grid(8)
    marked = [
        (local_moran(noise(names, seed), neighbours, by="contiguity", permutations=1999, seed=4, false_discovery=0.05)["quadrant"] != "").any()
        for seed in range(40)
    ]  # fmt: skip
    assert sum(marked) <= 6


def test_a_p_value_can_pass_the_correction() -> None:
    """With too few permutations nothing could ever be marked: the smallest p, twice for two sides, times the number of
    areas must lie below the share of false alarms."""
    facts = neighbourhood.neighbourhood_facts()
    assert 2 / (facts["permutations"] + 1) * 62 <= facts["false_discovery"]


def test_islands_and_missing_and_infinite_values_are_left_out() -> None:
    """An area without a neighbour, or with no number, that turns every result into «not a number»."""
    neighbours, names = grid(3)
    values = pd.Series(np.arange(9.0), index=names)
    values["01"], values["10"] = np.nan, np.inf  # the corner 00 has no neighbour with a value any more
    values["elsewhere"] = 3.0
    known = connected(values, neighbours)
    assert set(known.index) == set(names) - {"00", "01", "10"}
    assert overall_moran(values, neighbours, **HOW).n == 6


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no_values"),
        ({"00": np.nan, "01": np.inf}, "no_values"),
        ({"00": 1.0, "22": 2.0}, "no_neighbours"),
        ({"00": 1.0, "01": 2.0}, "too_few"),
        (dict.fromkeys([f"{r}{c}" for r in range(3) for c in range(3)], 4.2), "constant"),
        ({f"{r}{c}": float(r) for r in range(3) for c in range(3)}, ""),
    ],
)
def test_what_cannot_be_tested_says_why(values: dict[str, float], reason: str) -> None:
    """A constant column or two areas would give NaN or a meaningless value instead of a reason."""
    neighbours, _ = grid(3)
    assert untestable(pd.Series(values, dtype="float64"), neighbours, 5) == reason


@pytest.fixture(scope="module")
def frames(demo_database: Database) -> dict[str, pd.DataFrame]:
    return neighbourhood.results(Reader(demo_database, Actor()))


def test_every_indicator_is_tested_or_says_why(frames: dict[str, pd.DataFrame]) -> None:
    """A silent gap would read as «no pattern»."""
    overall, local = frames["overall"], frames["local"]
    assert overall["indicator_id"].tolist() == list(catalogue())
    assert ((overall["reason"] == "") == overall["i"].notna()).all()
    assert ((overall["reason"] == "") == overall["q"].notna()).all()
    tested = overall[overall["reason"] == ""]
    assert set(local["indicator_id"]) == set(tested["indicator_id"])
    assert (local.groupby("indicator_id").size() == tested["areas"].iloc[0]).all()
    assert ((local["reason"] == "") == local["p"].notna()).all()
    assert local.loc[local["reason"] != "", "quadrant"].eq("").all()
    assert "not_on_level" in set(overall["reason"])


def test_the_same_data_give_the_same_result(demo_database: Database, frames: dict[str, pd.DataFrame]) -> None:
    """An unseeded permutation would change the page from one computation to the next."""
    again = neighbourhood.results(Reader(demo_database, Actor()))
    pd.testing.assert_frame_equal(frames["overall"], again["overall"])
    pd.testing.assert_frame_equal(frames["local"], again["local"])


def test_data_without_areas_or_values_give_reasons(empty_database: Database) -> None:
    """A city without data, for which the analysis fails or says nothing."""
    found = neighbourhood.results(Reader(empty_database, Actor()))
    assert found["overall"]["reason"].ne("").all()
    assert list(found["local"].columns) == neighbourhood.LOCAL
