"""How sure a rank and a class are: the index computed again and again with other weights, with an indicator left out
and with counts as they might have come out by chance (Saisana, Saltelli and Tarantola 2005; docs/method.md).

Everything is drawn with one seed, so that the same data give the same bands."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.analysis.index_sums import change_of, classes_of, compute_index, transformed
from strukturmonitor.analysis.indexes import IndexIndicator, IndexVersion
from strukturmonitor.errors import IndexWeightsWrong
from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Drawing:
    """data/index_certainty.yml."""

    draws: int
    seed: int
    weight_spread: float
    left_out_share: float
    interval: float
    few_cases_variance: float


@cache
def drawing() -> Drawing:
    return Drawing(**read_facts("index_certainty.yml"))


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
    valued = (areas["reason"] == "").to_numpy()
    moved = valued & (areas["dynamic_reason"] == "").to_numpy()
    rows = values.index[valued]
    weights = drawn_weights(version, values.loc[rows], how, rng)
    status = np.zeros((len(rows), how.draws), dtype="float32")
    status_weight = np.zeros_like(status)
    course = np.zeros((int(moved.sum()), how.draws), dtype="float32")
    course_weight = np.zeros_like(course)
    is_moved = moved[valued]
    for position, indicator in enumerate(version.indicators):
        now = _drawn_values(indicator, values.loc[rows], counts, how, rng)
        _add(status, status_weight, indicator.sign, _safe_transformed(indicator, now), weights[position])
        if len(course):
            was = _drawn_values(indicator, before.loc[rows], counts_before, how, rng)
            if indicator.change == "relative":  # no per cent of a base that chance has drawn to nothing
                was = np.maximum(was, before.loc[rows, indicator.id].to_numpy("float32")[:, None] / 2)
            changes = change_of(indicator, now[is_moved], was[is_moved])
            _add(course, course_weight, indicator.sign, changes, weights[position])
    status = _standardised(status / status_weight)
    found = pd.DataFrame(index=rows)
    tail = (1 - how.interval) / 2
    ranks = np.sort(_ranks(status), axis=1)
    last = how.draws - 1
    found["rank_low"], found["rank_high"] = ranks[:, int(tail * last)], ranks[:, int(np.ceil((1 - tail) * last))]
    classes = classes_of(status, version.status_cuts)
    own = areas.loc[rows, "status_class"].to_numpy("int64")
    for number in range(1, len(version.status_cuts) + 2):
        found[f"status_p{number}"] = (classes == number).mean(axis=1)
    hit = classes == own[:, None]
    found["class_probability"] = hit.mean(axis=1)
    if len(course):
        courses = classes_of(_standardised(course / course_weight), version.dynamic_cuts)
        own_course = areas.loc[moved, "dynamic_class"].to_numpy("int64")
        for number in range(1, len(version.dynamic_cuts) + 2):
            found.loc[is_moved, f"dynamic_p{number}"] = (courses == number).mean(axis=1)
        found.loc[is_moved, "group_probability"] = (hit[is_moved] & (courses == own_course[:, None])).mean(axis=1)
    else:
        for number in range(1, len(version.dynamic_cuts) + 2):
            found[f"dynamic_p{number}"] = np.nan
        found["group_probability"] = np.nan
    found = found.reindex(values.index)
    return found.astype({"rank_low": "Int64", "rank_high": "Int64"})


def ranks_without(version: IndexVersion, values: pd.DataFrame, population: pd.Series | None = None) -> pd.DataFrame:
    """The rank of each area (row) without each indicator (column); missing where it would not be valued then, or where
    the index has only one indicator."""
    found = {}
    for left_out in version.columns:
        weights = {each.id: 0.0 if each.id == left_out else each.weight for each in version.indicators}
        try:
            without = version.with_weights(weights)
        except IndexWeightsWrong:
            found[left_out] = pd.Series(pd.NA, index=values.index, dtype="Int64")
            continue
        found[left_out] = compute_index(without, values, population=population).areas["rank"]
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


def _drawn_values(
    indicator: IndexIndicator, values: pd.DataFrame, counts: Counts | None, how: Drawing, rng: np.random.Generator
) -> np.ndarray:
    """Areas × draws (or × 1 where nothing varies by chance) in the indicator's unit, around the values as they are."""
    found = values[indicator.id].to_numpy("float64")[:, None]
    if counts is None or indicator.noise == "none":
        return found
    numerators = counts.numerators.loc[values.index, indicator.id].to_numpy("float64")
    bases = counts.denominators.loc[values.index, indicator.id].to_numpy("float64")
    noise = _count_noise(indicator.noise, numerators, bases, how, rng)
    scale = np.float32(counts.factors[indicator.id]) / bases.astype("float32")
    # A value without counts (a median, a secret one that is known otherwise) has no such noise.
    shift = np.where(np.isfinite(scale)[:, None] & np.isfinite(noise), noise * scale[:, None], np.float32(0))
    return found.astype("float32") + shift


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
    with np.errstate(invalid="ignore"):
        noise *= np.sqrt(variance, dtype="float32", casting="unsafe")[:, None]
    few = np.flatnonzero(variance < how.few_cases_variance)
    for row in few:
        drawn = (
            rng.binomial(int(round(bases[row])), expected_share[row], how.draws)
            if kind == "binomial"
            else rng.poisson(expected[row], how.draws)
        )
        noise[row] = drawn - expected[row]
    return noise


def _safe_transformed(indicator: IndexIndicator, drawn: np.ndarray) -> np.ndarray:
    """Chance may draw a count of 0, of which there is no logarithm: the smallest value that was seen stands for it."""
    if indicator.transformation == "none":
        return drawn
    least = np.nanmin(np.where(drawn > 0, drawn, np.nan))
    return transformed(indicator, np.where(np.isnan(drawn), np.nan, np.maximum(drawn, least)), pd.Index([]))


def _add(sums: np.ndarray, total: np.ndarray, sign: int, values: np.ndarray, weights: np.ndarray) -> None:
    """Add weight · z of one indicator in every draw to the sums of the areas that have a value in it."""
    known = ~np.isnan(values[:, 0])
    part = values[known].astype("float32", copy=False)
    part = part - part.mean(axis=0)
    part *= (sign * weights) / np.sqrt(np.einsum("ij,ij->j", part, part) / len(part))
    if known.all():
        sums += part
        total += weights
    else:
        sums[known] += part
        total[known] += weights


def _standardised(sums: np.ndarray) -> np.ndarray:
    moved = sums - sums.mean(axis=0)
    return moved / np.sqrt(np.einsum("ij,ij->j", moved, moved) / len(moved))


def _ranks(index: np.ndarray) -> np.ndarray:
    """Areas × draws: 1 for the highest need of a draw."""
    by_draw = np.ascontiguousarray(index.T)
    order = np.argsort(-by_draw, axis=1)
    ranks = np.empty(order.shape, dtype="int32")
    np.put_along_axis(ranks, order, np.arange(1, by_draw.shape[1] + 1, dtype="int32")[None, :], axis=1)
    return np.ascontiguousarray(ranks.T)
