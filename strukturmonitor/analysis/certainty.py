"""How sure a rank and a class are: the index computed again and again with other weights, with an indicator left out
and with counts as they might have come out by chance (Saisana, Saltelli and Tarantola 2005; docs/method.md).

Everything is drawn with one seed, so that the same data give the same bands."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.analysis.index_sums import change_of, classes_of, compute_index, transformed
from strukturmonitor.analysis.indexes import IndexIndicator, IndexVersion
from strukturmonitor.errors import IndexInputWrong, IndexWeightsWrong
from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Drawing:
    """data/analysis_certainty.yml."""

    draws: int
    seed: int
    weight_spread: float
    left_out_share: float
    interval: float
    few_cases_variance: float


@cache
def drawing() -> Drawing:
    return Drawing(**read_facts("analysis_certainty.yml"))


@dataclass(frozen=True)
class Counts:
    """The counts behind the values at one date: one row per area, one column per indicator; NaN where there are none.
    `factors`: unit of each indicator's value per share (100 for per cent)."""

    numerators: pd.DataFrame
    denominators: pd.DataFrame
    factors: dict[str, float]


def certainty(
    version: IndexVersion,
    values: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    before: pd.DataFrame | None = None,
    counts: Counts | None = None,
    counts_before: Counts | None = None,
    how: Drawing | None = None,
) -> pd.DataFrame:
    """One row per area (index area_id): rank_low, rank_high (ends of the middle `interval` of its ranks), status_p1 …
    status_p4, dynamic_p1 … dynamic_p3 (share of draws in each class), class_probability and group_probability (share of
    draws in the class and in the group that `areas` gives). Missing for areas that are not valued.

    `values`, `before`, `areas` as of `compute_index`. Without counts no chance is drawn for them."""
    how = how or drawing()
    rng = np.random.default_rng(how.seed)
    rows = values.index[(areas["reason"] == "").to_numpy()]
    moved = (areas.loc[rows, "dynamic_reason"] == "").to_numpy()
    weights = drawn_weights(version, values.loc[rows], how, rng)
    status, course = _Draws(weights), _Draws(weights)
    for indicator in version.indicators:
        seen = values.loc[rows, indicator.id].to_numpy("float64")
        shift = _chance(indicator, seen, rows, counts, how, rng)
        status.add(indicator.sign, *_transformed(indicator, seen, shift))
        if moved.any():
            was = before.loc[rows, indicator.id].to_numpy("float64")
            shift_before = _chance(indicator, was, rows, counts_before, how, rng)
            course.add(indicator.sign, *_changed(indicator, seen, was, shift, shift_before, moved))
    indexes = status.indexes()
    found = pd.DataFrame(index=rows)
    tail = (1 - how.interval) / 2
    ranks = np.sort(_ranks(indexes), axis=1)
    last = how.draws - 1
    found["rank_low"], found["rank_high"] = ranks[:, int(tail * last)], ranks[:, int(np.ceil((1 - tail) * last))]
    classes = classes_of(indexes, version.status_cuts)
    own = areas.loc[rows, "status_class"].to_numpy("int64")
    for number in range(1, len(version.status_cuts) + 2):
        found[f"status_p{number}"] = (classes == number).mean(axis=1)
    hit = classes == own[:, None]
    found["class_probability"] = hit.mean(axis=1)
    course_columns = [f"dynamic_p{number}" for number in range(1, len(version.dynamic_cuts) + 2)]
    found[[*course_columns, "group_probability"]] = np.nan
    if moved.any():
        courses = classes_of(course.indexes(), version.dynamic_cuts)
        own_course = areas.loc[rows[moved], "dynamic_class"].to_numpy("int64")
        for number, column in enumerate(course_columns, 1):
            found.loc[moved, column] = (courses == number).mean(axis=1)
        found.loc[moved, "group_probability"] = (hit[moved] & (courses == own_course[:, None])).mean(axis=1)
    return found.reindex(values.index).astype({"rank_low": "Int64", "rank_high": "Int64"})


class _Draws:
    """Sums of z-values in every draw, added up indicator by indicator. Means and standard deviations are those of the
    values as they were counted: chance moves an area, not the yardstick, or every area would drift to the middle."""

    def __init__(self, weights: np.ndarray) -> None:
        """`weights`: indicators × draws."""
        self._weights = weights
        self._z: list[np.ndarray] = []
        self._moved: np.ndarray | float = 0.0  # areas × draws: by how much chance moves the sums

    def add(self, sign: int, seen: np.ndarray, shift: np.ndarray | None) -> None:
        """`seen`: one value per area, NaN where missing; `shift`: areas × draws, what chance adds, if it does."""
        if np.isnan(seen).all():
            self._z.append(seen)
            return
        spread = np.nanstd(seen)
        weights = self._weights[len(self._z)]
        self._z.append(sign * (seen - np.nanmean(seen)) / spread)
        if shift is not None:
            self._moved = self._moved + shift * (sign * weights / np.float32(spread))

    def indexes(self) -> np.ndarray:
        """Areas × draws."""
        z = np.column_stack(self._z).astype("float32")
        known = self._weighted(~np.isnan(z))
        sums = self._weighted(np.nan_to_num(z)) / known
        moved = sums + self._moved / known
        moved -= sums.mean(axis=0)
        moved /= sums.std(axis=0)
        return moved

    def _weighted(self, cells: np.ndarray) -> np.ndarray:
        """Areas × indicators → areas × draws. Not with @: the threads of BLAS wait for cores on which others work."""
        return np.einsum("ai,id->ad", cells.astype("float32"), self._weights)


def ranks_without(version: IndexVersion, values: pd.DataFrame, population: pd.Series | None = None) -> pd.DataFrame:
    """The rank of each area (row) without each indicator (column); missing where it would not be valued then, or where
    the others do not make an index."""
    found = {}
    for left_out in version.columns:
        weights = {each.id: 0.0 if each.id == left_out else each.weight for each in version.indicators}
        try:
            without = compute_index(version.with_weights(weights), values, population=population)
        except (IndexWeightsWrong, IndexInputWrong):
            found[left_out] = pd.Series(pd.NA, index=values.index, dtype="Int64")
            continue
        found[left_out] = without.areas["rank"]
    return pd.DataFrame(found)


def drawn_weights(version: IndexVersion, values: pd.DataFrame, how: Drawing, rng: np.random.Generator) -> np.ndarray:
    """Indicators × draws, each draw adding up to 1: Dirichlet around the given weights; in a share of the draws one
    indicator has none. One that an area could not do without (its only value) is never left out."""
    given = np.array([indicator.weight for indicator in version.indicators])
    count = len(given)
    if count == 1:
        return np.ones((1, how.draws), dtype="float32")
    # Among equal weights w = 1/k the Dirichlet's relative spread is √((k − 1) / (c + 1)): solved for c.
    concentration = (count - 1) / how.weight_spread**2 - 1
    weights = rng.dirichlet(concentration * given / given.sum(), how.draws).T
    known = values[list(version.columns)].notna().to_numpy()
    is_needed = known[known.sum(axis=1) == 1].any(axis=0)
    free = np.flatnonzero(~is_needed)
    if len(free):
        every = np.arange(round(how.left_out_share * how.draws))
        weights[free[every % len(free)], every] = 0
        weights /= weights.sum(axis=0)
    return weights.astype("float32")


def _chance(
    indicator: IndexIndicator,
    seen: np.ndarray,
    rows: pd.Index,
    counts: Counts | None,
    how: Drawing,
    rng: np.random.Generator,
) -> np.ndarray | None:
    """Areas × draws in the indicator's unit: what chance adds to the values `seen`; None where nothing is drawn."""
    if counts is None or indicator.noise == "none":
        return None
    numerators = counts.numerators.loc[rows, indicator.id].to_numpy("float64")
    bases = counts.denominators.loc[rows, indicator.id].to_numpy("float64")
    # A value without counts (a median, or counts that are hidden) is drawn with none; counts without a value (a base
    # below the minimum) do not count, so their chance does not either.
    known = np.isfinite(seen) & np.isfinite(numerators) & (bases > 0)
    shift = np.zeros((len(rows), how.draws), dtype="float32")
    noise = _count_noise(indicator.noise, numerators[known], bases[known], how, rng)
    shift[known] = noise * np.float32(counts.factors[indicator.id] / bases[known])[:, None]
    return shift


def _count_noise(
    kind: str, numerators: np.ndarray, bases: np.ndarray, how: Drawing, rng: np.random.Generator
) -> np.ndarray:
    """Areas × draws: how far each count lies from the expected one by chance. The share behind a count of 0 is not 0:
    half a case is added (Jeffreys)."""
    if kind == "binomial":
        expected_share = np.clip((numerators + 0.5) / (bases + 1), 0, 1)
        expected = bases * expected_share
        variance = expected * (1 - expected_share)
    else:
        expected = variance = np.maximum(numerators, 0) + 0.5
    noise = rng.standard_normal((len(numerators), how.draws), dtype="float32")
    noise *= np.sqrt(variance).astype("float32")[:, None]
    few = np.flatnonzero(variance < how.few_cases_variance)
    for row in few:
        drawn = (
            rng.binomial(round(bases[row]), expected_share[row], how.draws)
            if kind == "binomial"
            else rng.poisson(expected[row], how.draws)
        )
        noise[row] = drawn - expected[row]
    return noise


def _transformed(
    indicator: IndexIndicator, seen: np.ndarray, shift: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray | None]:
    """Values as they are standardised, and what chance adds to them."""
    if indicator.transformation == "none" or shift is None:
        return transformed(indicator, seen, pd.Index([])), shift
    # Chance may draw a count of 0, of which there is no logarithm: half of what was seen stands for it.
    drawn = np.maximum(seen[:, None] + shift, seen[:, None] / 2)
    centre = transformed(indicator, seen, pd.Index([]))
    moved = transformed(indicator, drawn, pd.Index([])) - centre[:, None]
    return centre, np.nan_to_num(moved).astype("float32")


def _changed(
    indicator: IndexIndicator,
    seen: np.ndarray,
    was: np.ndarray,
    shift: np.ndarray | None,
    shift_before: np.ndarray | None,
    moved: np.ndarray,
) -> tuple[np.ndarray, np.ndarray | None]:
    """Changes of the areas that have a dynamic (`moved`), and what chance at both dates adds to them."""
    change = change_of(indicator, seen, was)[moved]
    if shift is None or shift_before is None:
        return change, None
    if indicator.change == "points":
        return change, np.where(np.isnan(change)[:, None], np.float32(0), (shift - shift_before)[moved])
    # No per cent of a base that chance has drawn to nothing.
    base = np.maximum(was[:, None] + shift_before, was[:, None] / 2)
    drawn = change_of(indicator, seen[:, None] + shift, base)[moved]
    return change, np.nan_to_num(drawn - change[:, None]).astype("float32")


def _ranks(index: np.ndarray) -> np.ndarray:
    """Areas × draws: 1 for the highest need of a draw."""
    by_draw = np.ascontiguousarray(index.T)
    order = np.argsort(-by_draw, axis=1)
    ranks = np.empty(order.shape, dtype="int32")
    np.put_along_axis(ranks, order, np.arange(1, by_draw.shape[1] + 1, dtype="int32")[None, :], axis=1)
    return np.ascontiguousarray(ranks.T)
