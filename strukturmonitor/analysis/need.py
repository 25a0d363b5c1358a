"""Need and dynamics of every area, by the indexes of data/catalogue/indexes whose indicators the catalogue counts."""

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.certainty import Counts, certainty, ranks_without
from strukturmonitor.analysis.index_sums import compute_index
from strukturmonitor.analysis.indexes import IndexDefinition, IndexIndicator, IndexVersion, definitions
from strukturmonitor.errors import IndexInputWrong
from strukturmonitor.indicators import catalogue, latest, series
from strukturmonitor.indicators.standing import TOLERANCE

AREA_COLUMNS = [
    "index_id", "version", "level", "area_id", "period", "before_period", "population", "sum", "status_z", "status_class",
    "dynamic_sum", "dynamic_z", "dynamic_class", "group", "rank", "ranked", "rank_low", "rank_high",
    "status_p1", "status_p2", "status_p3", "status_p4", "dynamic_p1", "dynamic_p2", "dynamic_p3",
    "class_probability", "group_probability", "reason", "missing", "dynamic_reason",
]  # fmt: skip
PART_COLUMNS = [
    "index_id", "level", "area_id", "indicator_id", "period", "before_period", "value", "before", "z", "weight",
    "contribution", "change", "change_z", "change_contribution", "rank_without",
]  # fmt: skip
PROBLEM_COLUMNS = ["index_id", "level", "what", "reason", "indicator_id"]
# Reasons for which one indicator is left out, from the index or from its dynamic alone.
_HINDERED = {
    "too_few_values": "indicator",
    "constant_values": "indicator",
    "too_few_changes": "indicator_dynamic",
    "constant_changes": "indicator_dynamic",
}


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    """areas: one row per index, level and area (AREA_COLUMNS): `period` is the newest date among the indicators,
    `before_period` the newest of the beginnings of their windows; `reason` and `dynamic_reason` as of
    `index_sums.Outcome`, the rest as of `certainty.certainty`.

    parts: the same with one row per indicator (PART_COLUMNS): value and before in the indicator's unit, weight as it
    counts in this area (the weights of missing indicators fall to the others), contributions that add up to status_z
    and dynamic_z, and the area's rank without this indicator.

    problems: what could not be computed, and the key of its reason in error.IndexInputWrong. `what`: status, dynamic, or
    indicator and indicator_dynamic (one that has too few values or the same everywhere: it counts as missing)."""
    tree = reader.read("areas")
    areas, parts, problems = [], [], []
    for definition in definitions().values():
        version = definition.version_at(datetime.date.today())
        if version is None or not version.is_in_catalogue:
            continue
        for level in definition.levels:
            level_areas = pd.Index(tree.loc[tree["level"] == level, "area_id"].sort_values(), name="area_id")
            found = _of_level(reader, definition, version, level_areas, problems, level)
            if found is not None:
                areas.append(found[0].assign(index_id=definition.id, version=version.version, level=level))
                parts.append(found[1].assign(index_id=definition.id, level=level))
    return {
        "areas": pd.concat(areas, ignore_index=True)[AREA_COLUMNS] if areas else pd.DataFrame(columns=AREA_COLUMNS),
        "parts": pd.concat(parts, ignore_index=True)[PART_COLUMNS] if parts else pd.DataFrame(columns=PART_COLUMNS),
        "problems": pd.DataFrame(problems, columns=PROBLEM_COLUMNS),
    }


@dataclass(frozen=True)
class Material:
    """What an index is computed from on one level: values and counts now and at the beginning of the window (rows:
    areas, columns: indicators), the dates of each indicator, and the population."""

    values: pd.DataFrame
    before: pd.DataFrame
    counts: Counts
    counts_before: Counts
    periods: pd.Series
    before_periods: pd.Series
    population: pd.Series


def material(reader: Reader, definition: IndexDefinition, version: IndexVersion, level_areas: pd.Index) -> Material:
    """Public values only: what is hidden from readers is missing here."""
    columns: dict[str, dict[str, pd.Series]] = {}
    dates: dict[str, tuple[pd.Timestamp, pd.Timestamp]] = {}
    factors = {}
    for indicator in version.indicators:
        entry = catalogue()[indicator.catalogue]
        rows = series(reader, entry)
        rows = rows[rows["area_id"].isin(level_areas)]
        now = latest(rows).reindex(level_areas)
        period = rows["period"].max()
        was, before_period = _window_start(rows, period, version.window_years)
        was = was.reindex(level_areas)
        # From an invented number to a counted one there is no change.
        was = was.where((was["origin"] == "made") == (now["origin"] == "made"))
        columns[indicator.id] = _cells(indicator, now, "now") | _cells(indicator, was, "before")
        dates[indicator.id] = (period, before_period)
        factors[indicator.id] = entry.factor

    def frame(name: str) -> pd.DataFrame:
        return pd.DataFrame({each: cells[name] for each, cells in columns.items()}, index=level_areas).astype("float64")

    persons = series(reader, catalogue()[definition.population])
    return Material(
        values=frame("now"),
        before=frame("before"),
        counts=Counts(frame("now_numerator"), frame("now_denominator"), factors),
        counts_before=Counts(frame("before_numerator"), frame("before_denominator"), factors),
        periods=pd.Series({each: pair[0] for each, pair in dates.items()}),
        before_periods=pd.Series({each: pair[1] for each, pair in dates.items()}),
        population=latest(persons)["value"].reindex(level_areas),
    )


def _cells(indicator: IndexIndicator, rows: pd.DataFrame, when: str) -> dict[str, pd.Series]:
    too_few = rows["denominator"].astype("float64") < indicator.minimum_denominator
    return {
        when: rows["value"].mask(too_few),
        f"{when}_numerator": rows["numerator"],
        f"{when}_denominator": rows["denominator"],
    }


def _window_start(rows: pd.DataFrame, period: pd.Timestamp, years: int) -> tuple[pd.DataFrame, pd.Timestamp]:
    """Rows of the date nearest to the beginning of the window, by area; none where no date is near."""
    distance = (rows["period"] - (period - pd.DateOffset(years=years))).abs()
    if distance.empty or not distance.min() <= TOLERANCE:
        return rows.iloc[:0].set_index("area_id"), pd.NaT
    nearest = rows[distance == distance.min()]
    return nearest.set_index("area_id"), nearest["period"].iloc[0]


def _of_level(
    reader: Reader,
    definition: IndexDefinition,
    version: IndexVersion,
    level_areas: pd.Index,
    problems: list[dict],
    level: str,
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Frames `areas` and `parts` of one level; None, with a problem noted, where it cannot be computed."""
    of_level = material(reader, definition, version, level_areas)
    values, before = of_level.values.copy(), of_level.before.copy()
    outcome = None
    while outcome is None:
        try:
            outcome = compute_index(version, values, before, of_level.population)
        except IndexInputWrong as error:
            reason, column = error.values["reason"], error.values.get("column", "")
            what = _HINDERED.get(reason, "dynamic" if before is not None else "status")
            problems.append(
                {"index_id": definition.id, "level": level, "what": what, "reason": reason, "indicator_id": column}
            )
            if what == "status":
                return None
            if what == "indicator":
                values[column] = np.nan
            elif what == "indicator_dynamic":
                before[column] = np.nan
            else:
                before = None
    sure = certainty(
        version,
        values,
        outcome.areas,
        before=before,
        counts=of_level.counts,
        counts_before=of_level.counts_before,
    )
    areas = outcome.areas.join(sure)
    areas["population"] = of_level.population
    areas["period"] = of_level.periods.max()
    areas["before_period"] = of_level.before_periods.max()
    parts = outcome.parts
    parts["period"] = parts["indicator_id"].map(of_level.periods)
    parts["before_period"] = parts["indicator_id"].map(of_level.before_periods)
    parts["before"] = of_level.before.to_numpy().ravel()
    without = ranks_without(version, values, of_level.population)
    parts["rank_without"] = pd.array(without.to_numpy().ravel(), dtype="Int64")
    return areas.rename_axis("area_id").reset_index(), parts
