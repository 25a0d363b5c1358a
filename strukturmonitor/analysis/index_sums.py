"""The arithmetic of a need index: z-values, weighted sums, classes, groups, ranks and contributions.

For each indicator z = ±(value − mean) / standard deviation (of the population of valued areas), turned so that higher
means more need; the weighted sum of the z-values, standardised again, is the index (docs/method.md)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.analysis.indexes import IndexIndicator, IndexVersion
from strukturmonitor.errors import IndexInputWrong

LEAST_AREAS = 3
DYNAMIC_SIGNS = {1: "+", 2: "±", 3: "−"}  # of the 12 groups: positive, stable, negative
# Digits to which sums and indexes are compared with cuts and with each other: what lies below is rounding of the machine.
_DIGITS = 12

Values = np.ndarray  # areas × indicators, NaN where missing


@dataclass(frozen=True)
class Outcome:
    """areas: one row per area (index area_id): sum, status_z, status_class, rank, ranked, dynamic_sum, dynamic_z,
    dynamic_class, group, reason ('' or why not valued: population, population_unknown, missing), missing (its missing
    indicators, with commas), dynamic_reason ('' or why there is no dynamic: not_valued, no_before, missing).
    parts: one row per area and indicator, columns as of `need.results`, in the order of areas and indicators."""

    areas: pd.DataFrame
    parts: pd.DataFrame


def compute_index(
    version: IndexVersion,
    values: pd.DataFrame,
    before: pd.DataFrame | None = None,
    population: pd.Series | None = None,
) -> Outcome:
    """The index of a version.

    `values`: one row per area (index: area_id), one column per indicator, in the indicator's unit, NaN where missing;
    `before`: the same at the beginning of the window; None: no dynamic. `population`: persons per area; None: the
    minimum is not asked for. Raises IndexInputWrong (an area twice, infinite values, too few areas, equal values
    everywhere, values a transformation cannot take, a negative population)."""
    _require_sound(version, values, before, population)
    now = _columns(version, values)
    weights = np.array([indicator.weight for indicator in version.indicators])
    reason = _reasons(version, now, weights, population, values.index)
    valued = reason == ""
    _require_enough(valued, "too_few_areas")
    status = _standardised(version, _transformed(version, now, values.index), weights, valued, "values")
    areas = pd.DataFrame({"sum": status.sums, "status_z": status.index}, index=values.index)
    areas["status_class"] = _classes(status.index, version.status_cuts)
    areas["rank"] = _ranks(status.index)
    areas["ranked"] = int(valued.sum())
    parts = {"value": now, "z": status.z, "weight": status.weights, "contribution": status.contributions}

    changes = np.full(now.shape, np.nan)
    if before is not None:
        changes = _changes(version, now, _columns(version, before.reindex(values.index)))
    has_enough = _share_known(changes, weights) >= version.least_weight_share - 1e-9
    moved = valued & has_enough
    dynamic = _empty(now.shape)
    if before is not None:
        _require_enough(moved, "too_few_moved")
        dynamic = _standardised(version, changes, weights, moved, "changes")
    areas["dynamic_sum"], areas["dynamic_z"] = dynamic.sums, dynamic.index
    areas["dynamic_class"] = _classes(dynamic.index, version.dynamic_cuts)
    areas["group"] = [
        "" if pd.isna(need) or pd.isna(course) else f"{need}{DYNAMIC_SIGNS[course]}"
        for need, course in zip(areas["status_class"], areas["dynamic_class"], strict=True)
    ]
    areas["reason"] = reason
    areas["missing"] = [
        ",".join(column for column, value in zip(version.columns, row, strict=True) if np.isnan(value)) for row in now
    ]
    no_before = "no_before" if before is None else "missing"
    areas["dynamic_reason"] = np.where(~valued, "not_valued", np.where(moved, "", no_before))
    parts |= {"change": changes, "change_z": dynamic.z, "change_contribution": dynamic.contributions}
    return Outcome(areas, _long(version, values.index, parts))


@dataclass(frozen=True)
class _Sums:
    """z, weights and contributions: areas × indicators; sums and index: per area. NaN where not valued. The weights of an
    area add up to those of the version, the contributions to its index."""

    z: np.ndarray
    weights: np.ndarray
    contributions: np.ndarray
    sums: np.ndarray
    index: np.ndarray


def _standardised(version: IndexVersion, values: Values, weights: np.ndarray, valued: np.ndarray, what: str) -> _Sums:
    """`what`: values or changes, for the message where a column says nothing."""
    kept = np.where(valued[:, None], values, np.nan)
    counts = (~np.isnan(kept)).sum(axis=0)
    for indicator, column, count in zip(version.indicators, kept.T, counts, strict=True):
        if count == 0:  # an indicator without any value is missing everywhere: the areas' shares know it
            continue
        if count < LEAST_AREAS:
            raise IndexInputWrong(reason=f"too_few_{what}", column=indicator.id, count=int(count), least=LEAST_AREAS)
        lowest, highest = float(np.nanmin(column)), float(np.nanmax(column))
        if highest - lowest <= 10.0**-_DIGITS * max(abs(lowest), abs(highest)):
            raise IndexInputWrong(reason=f"constant_{what}", column=indicator.id, value=highest)
    signs = np.array([indicator.sign for indicator in version.indicators])
    z = np.full(kept.shape, np.nan)
    some = counts > 0
    z[:, some] = signs[some] * (kept[:, some] - np.nanmean(kept[:, some], axis=0)) / np.nanstd(kept[:, some], axis=0)
    known = ~np.isnan(z)
    present = np.where(known, weights, 0.0)
    total = weights.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        # Exactly the given weights where nothing is missing; else those of the others grow in proportion.
        own = np.where(known.all(axis=1)[:, None], weights, present * (total / present.sum(axis=1))[:, None])
    own = np.where(known, own, 0.0)
    sums = np.where(valued, np.where(known, own * z, 0.0).sum(axis=1), np.nan)
    mean, spread = np.nanmean(sums), np.nanstd(sums)
    if not spread > 10.0**-_DIGITS * total:
        raise IndexInputWrong(reason=f"constant_sum_{what}")
    index = np.where(valued, (sums - mean) / spread, np.nan)
    contributions = np.where(known & valued[:, None], own * (z - mean / total) / spread, np.nan)
    return _Sums(z, np.where(valued[:, None], own, np.nan), contributions, sums, index)


def _empty(shape: tuple[int, int]) -> _Sums:
    cells, rows = np.full(shape, np.nan), np.full(shape[0], np.nan)
    return _Sums(cells, cells, cells, rows, rows)


def _columns(version: IndexVersion, values: pd.DataFrame) -> Values:
    return values[list(version.columns)].to_numpy("float64")


def _transformed(version: IndexVersion, values: Values, areas: pd.Index) -> Values:
    moved = values.copy()
    for position, indicator in enumerate(version.indicators):
        moved[:, position] = transformed(indicator, values[:, position], areas)
    return moved


def transformed(indicator: IndexIndicator, values: np.ndarray, areas: pd.Index) -> np.ndarray:
    """The values as the definition wants them standardised. Raises IndexInputWrong where a logarithm or a root cannot
    be taken."""
    if indicator.transformation == "none":
        return values
    impossible = values <= 0 if indicator.transformation == "log" else values < 0
    if impossible.any():
        first = int(np.flatnonzero(impossible)[0])
        raise IndexInputWrong(
            reason=f"transformation_{indicator.transformation}",
            column=indicator.id,
            area=str(areas[first]),
            value=float(values[first]),
        )
    return np.log(values) if indicator.transformation == "log" else np.sqrt(values)


def change_of(indicator: IndexIndicator, now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Points, or per cent of the earlier value (missing where that is not above 0)."""
    if indicator.change == "points":
        return now - before
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(before > 0, 100 * (now - before) / before, np.nan)


def _changes(version: IndexVersion, now: Values, before: Values) -> Values:
    columns = [
        change_of(indicator, now[:, position], before[:, position])
        for position, indicator in enumerate(version.indicators)
    ]
    return np.column_stack(columns)


def _share_known(values: Values, weights: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), 0.0, weights).sum(axis=1) / weights.sum()


def _reasons(
    version: IndexVersion, values: Values, weights: np.ndarray, population: pd.Series | None, areas: pd.Index
) -> np.ndarray:
    """Why an area is not valued; empty where it is."""
    reason = np.where(_share_known(values, weights) >= version.least_weight_share - 1e-9, "", "missing").astype(object)
    if population is not None:
        persons = population.reindex(areas).to_numpy("float64")
        reason[np.isnan(persons)] = "population_unknown"
        reason[persons < version.minimum_population] = "population"
    return reason


def classes_of(index: np.ndarray, cuts: tuple[float, ...]) -> np.ndarray:
    """Class 1 … n + 1 of each value by the rising cuts; a value on a cut belongs to the class nearer the middle, NaN to
    the highest one (to be masked)."""
    found = np.ones(index.shape, dtype="int8")
    for cut in cuts:
        found += (index >= cut) if cut < 0 else (index > cut)
    return found


def _classes(index: np.ndarray, cuts: tuple[float, ...]) -> pd.array:
    found = pd.array(classes_of(index.round(_DIGITS), cuts).astype("int64"), dtype="Int64")
    found[np.isnan(index)] = pd.NA
    return found


def _ranks(index: np.ndarray) -> pd.Series:
    """1 for the highest need; equal ones share the better rank."""
    return pd.Series(index.round(_DIGITS)).rank(ascending=False, method="min").astype("Int64").array


def _long(version: IndexVersion, areas: pd.Index, parts: dict[str, np.ndarray]) -> pd.DataFrame:
    long = pd.DataFrame({name: cells.ravel() for name, cells in parts.items()})
    long.insert(0, "area_id", np.repeat(areas.to_numpy(), len(version.indicators)))
    long.insert(1, "indicator_id", np.tile(version.columns, len(areas)))
    return long


def _require_sound(
    version: IndexVersion, values: pd.DataFrame, before: pd.DataFrame | None, population: pd.Series | None
) -> None:
    for frame in (values, before):
        if frame is None:
            continue
        if frame.index.has_duplicates:
            raise IndexInputWrong(reason="area_twice", area=str(frame.index[frame.index.duplicated()][0]))
        cells = frame[list(version.columns)]
        infinite = np.isinf(cells.to_numpy("float64"))
        if infinite.any():
            row, column = np.argwhere(infinite)[0]
            raise IndexInputWrong(reason="infinite", area=str(cells.index[row]), column=cells.columns[column])
        for column in (each.id for each in version.indicators if each.noise != "none"):
            negative = cells.index[cells[column] < 0]
            if len(negative):
                value = float(cells.at[negative[0], column])
                raise IndexInputWrong(reason="negative", area=str(negative[0]), column=column, value=value)
    if population is not None and ((population < 0) | np.isinf(population)).any():
        wrong = population[(population < 0) | np.isinf(population)]
        raise IndexInputWrong(reason="population", area=str(wrong.index[0]), value=float(wrong.iloc[0]))


def _require_enough(valued: np.ndarray, reason: str) -> None:
    if valued.sum() < LEAST_AREAS:
        raise IndexInputWrong(reason=reason, count=int(valued.sum()), areas=len(valued), least=LEAST_AREAS)
