"""How sure a rank is: bands of ranks and shares of draws."""

import numpy as np
import pandas as pd
import pytest
from index_cases import indicator, version_of

from strukturmonitor.analysis.certainty import Counts, Drawing, certainty, drawing, drawn_weights, ranks_without
from strukturmonitor.analysis.index_sums import compute_index
from strukturmonitor.analysis.indexes import IndexVersion

AREAS = pd.Index([f"a{number}" for number in range(12)], name="area_id")
TWO = version_of(indicator("x", noise="binomial"), indicator("y", noise="poisson"))
# y says the opposite of x, so that the weights decide.
VALUES = pd.DataFrame({"x": np.arange(12.0), "y": np.arange(12.0)[::-1] ** 2}, index=AREAS)


def how(**changes: object) -> Drawing:
    return Drawing(**vars(drawing()) | changes)


def sure(version: IndexVersion, values: pd.DataFrame, **options: object) -> pd.DataFrame:
    before = options.get("before")
    return certainty(version, values, compute_index(version, values, before).areas, **options)


def counts_of(values: pd.DataFrame, base: float) -> Counts:
    """Values in per cent of a base."""
    bases = pd.DataFrame(base, index=values.index, columns=values.columns)
    return Counts(values * bases / 100, bases, dict.fromkeys(values, 100.0))


def test_the_same_data_give_the_same_band() -> None:
    """Prevents bands that move at every start of the program."""
    pd.testing.assert_frame_equal(sure(TWO, VALUES), sure(TWO, VALUES))


def test_without_any_doubt_the_band_is_the_rank() -> None:
    """Prevents a band that is wide because of the way it is computed."""
    one = version_of(indicator("x"))
    outcome = compute_index(one, VALUES)
    found = certainty(one, VALUES, outcome.areas)
    assert found["rank_low"].tolist() == found["rank_high"].tolist() == outcome.areas["rank"].tolist()
    assert found["class_probability"].tolist() == [1.0] * 12


def test_bands_against_one_index_after_the_other() -> None:
    """Prevents a fast way that computes something else: with 60 draws and the whole range as band, its ends are the best
    and worst ranks of 60 indexes computed one by one with the same weights, missing values and left-out indicators
    included."""
    rng = np.random.default_rng(8)
    version = version_of(*(indicator(name) for name in "xyz"), least_weight_share=0.5)
    values = pd.DataFrame(rng.normal(size=(12, 3)), index=AREAS, columns=list("xyz"))
    values.loc["a2", "y"] = np.nan
    settings = how(draws=60, interval=1.0)
    found = certainty(version, values, compute_index(version, values).areas, how=settings)
    drawn = drawn_weights(version, values, settings, np.random.default_rng(settings.seed))
    lenient = version.model_copy(update={"least_weight_share": 0.01})
    ranks = [
        compute_index(lenient.with_weights(dict(zip("xyz", map(float, weights), strict=True))), values).areas["rank"]
        for weights in drawn.T
    ]
    one_by_one = pd.concat(ranks, axis=1)
    assert found["rank_low"].tolist() == one_by_one.min(axis=1).tolist()
    assert found["rank_high"].tolist() == one_by_one.max(axis=1).tolist()


def test_weights_vary_as_far_as_the_file_says() -> None:
    """Prevents a spread of weights that depends on how many indicators there are."""
    for count in (2, 6, 20):
        version = version_of(*(indicator(f"i{number}") for number in range(count)))
        values = pd.DataFrame(1.0, index=AREAS, columns=version.columns)
        weights = drawn_weights(version, values, how(draws=20_000, left_out_share=0), np.random.default_rng(1))
        assert weights.sum(axis=0) == pytest.approx(1, abs=1e-5)
        assert weights.mean(axis=1) == pytest.approx(1 / count, rel=0.02)
        assert (weights.std(axis=1) * count) == pytest.approx(0.3, rel=0.05)


def test_every_indicator_is_left_out_equally_often_but_never_the_only_one() -> None:
    """Prevents an area whose only value is taken away: it would divide by nothing."""
    version = version_of(indicator("x"), indicator("y"), indicator("z"), least_weight_share=0.3)
    values = pd.DataFrame(1.0, index=AREAS, columns=["x", "y", "z"])
    left_out = drawn_weights(version, values, how(), np.random.default_rng(1)) == 0
    assert left_out.sum(axis=0).max() == 1
    assert left_out.sum(axis=1).tolist() == [167, 167, 166]
    values.loc["a0", ["x", "y"]] = np.nan
    assert (drawn_weights(version, values, how(), np.random.default_rng(1)) == 0).sum(axis=1).tolist() == [250, 250, 0]


def test_small_counts_make_wide_bands() -> None:
    """Prevents a band that knows weights only: three cases of 100 are less sure than 300 of 10,000."""
    values = pd.DataFrame({"x": np.linspace(3, 9, 12), "y": np.linspace(3, 9, 12)}, index=AREAS)
    widths = []
    for base in (100, 10_000, 1_000_000):
        found = sure(TWO, values, counts=counts_of(values, base))
        widths.append(float((found["rank_high"] - found["rank_low"]).mean()))
    assert widths[0] > 2 * widths[1] > widths[2]
    assert widths[2] < 1


def test_counts_below_the_minimum_bring_no_chance() -> None:
    """Prevents bands that are wide because of an indicator that does not count: of 4 vacancies, below the minimum, there is
    a count but no value, and what chance could do to it moves nothing."""
    version = version_of(indicator("x", noise="binomial"), indicator("y", noise="binomial"), least_weight_share=0.5)
    values = pd.DataFrame({"x": np.linspace(3, 9, 12), "y": np.linspace(3, 9, 12)}, index=AREAS)
    counts = counts_of(values, 1_000_000.0)
    values.loc["a5", "y"] = np.nan
    tiny = Counts(counts.numerators.copy(), counts.denominators.copy(), counts.factors)
    tiny.numerators.loc["a5", "y"], tiny.denominators.loc["a5", "y"] = 2.0, 4.0
    hidden = Counts(counts.numerators.where(values.notna()), counts.denominators.where(values.notna()), counts.factors)
    pd.testing.assert_frame_equal(sure(version, values, counts=tiny), sure(version, values, counts=hidden))


def test_noise_has_the_spread_of_the_counts() -> None:
    """Prevents noise of the wrong size. 40 of 1,000 with an extreme area far away: the standard deviation of a share is
    √(0.04·0.96/1000) = 0.62 points; how often the area passes its neighbour at +0.62 points, whose count does not
    vary, follows from the normal curve: 15.9 %."""
    one = version_of(indicator("x", noise="binomial"))
    step = 100 * np.sqrt(0.04 * 0.96 / 1000)
    values = pd.DataFrame({"x": [4.0, 4 + step, 50.0, 50.0]}, index=list("abcd"))
    bases = pd.DataFrame({"x": [1000.0, np.nan, np.nan, np.nan]}, index=list("abcd"))
    counts = Counts(values * bases / 100, bases, {"x": 100.0})
    found = certainty(one, values, compute_index(one, values).areas, counts=counts, how=how(draws=40_000, interval=0.7))
    assert found.loc["a", ["rank_low", "rank_high"]].tolist() == [3, 4]
    narrow = certainty(
        one, values, compute_index(one, values).areas, counts=counts, how=how(draws=40_000, interval=0.66)
    )
    assert narrow.loc["a", ["rank_low", "rank_high"]].tolist() == [4, 4]


def test_chance_does_not_push_areas_to_the_middle() -> None:
    """Prevents means and standard deviations of disturbed values: areas beyond a cut would mostly be drawn inside it,
    and fewer than half of the draws would agree with their class."""
    rng = np.random.default_rng(5)
    values = pd.DataFrame({"x": 20 + 3 * rng.standard_normal(200)}, index=[f"a{number}" for number in range(200)])
    one = version_of(indicator("x", noise="binomial"))
    found = sure(one, values, counts=counts_of(values, 500))
    outside = compute_index(one, values).areas["status_class"] == 1
    assert found.loc[outside, "class_probability"].mean() > 0.5


def test_a_group_is_less_sure_than_its_class() -> None:
    """Prevents probabilities that do not belong together: they add up to 1, and class and course are asked at once."""
    rng = np.random.default_rng(4)
    before = (VALUES + rng.normal(0, 1, VALUES.shape)).abs()
    found = sure(TWO, VALUES, before=before, counts=counts_of(VALUES, 400), counts_before=counts_of(before, 400))
    assert found.filter(like="status_p").sum(axis=1).tolist() == pytest.approx([1] * 12)
    assert found.filter(like="dynamic_p").sum(axis=1).tolist() == pytest.approx([1] * 12)
    assert (found["group_probability"] <= found["class_probability"]).all()


def test_areas_that_are_not_valued_have_no_band() -> None:
    """Prevents a rank for an area that has none."""
    values = VALUES.copy()
    values.loc["a3", "x"] = np.nan
    found = sure(TWO, values)
    assert found.loc["a3"].isna().all()
    assert found["rank_high"].max() == 11


def test_rank_without_an_indicator() -> None:
    """Prevents a rank that is computed with the indicator all the same: without y, the largest x leads."""
    without = ranks_without(TWO, VALUES)
    assert without["y"].tolist() == list(range(12, 0, -1))
    assert without["x"].tolist() == list(range(1, 13))
    assert ranks_without(version_of(indicator("x")), VALUES)["x"].isna().all()
