"""Neighbourhood: for every indicator at its last period, whether neighbours resemble each other, and which areas lie in
a cluster of high or low values or stand out from their neighbours."""

from functools import cache

import numpy as np
import pandas as pd

from strukturmonitor.access import Reader
from strukturmonitor.analysis.moran import connected, local_moran, overall_moran, untestable
from strukturmonitor.facts import read_facts
from strukturmonitor.indicators import Indicator, catalogue, latest, series

OVERALL = ["indicator_id", "level", "period", "n", "valued", "areas", "i", "i_border", "expected", "p", "q", "reason"]
LOCAL = [
    "indicator_id", "level", "area_id", "value", "neighbours", "neighbours_mean", "i", "side", "quadrant", "cluster", "p", "q", "reason",
]  # fmt: skip


@cache
def neighbourhood_facts() -> dict:
    """Level, weights, permutations and cuts: data/analysis_neighbourhood.yml."""
    return read_facts("analysis_neighbourhood.yml")


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    """overall: one row per indicator, columns OVERALL: `areas` of the level, `valued` ones, and `n` that also have a
    valued neighbour; `reason` says why it was not tested ('not_on_level' or as of
    `moran.untestable`), '' where it was; q corrects p over the indicators. local: one row per tested indicator and
    area, columns LOCAL; `reason` says why an area is not valued (as of `series`, 'not_collected', 'infinite' or
    'island': no neighbour with a value)."""
    level = neighbourhood_facts()["level"]
    areas = reader.read("areas")
    area_ids = sorted(areas.loc[areas["level"] == level, "area_id"])
    neighbours = reader.read("level_neighbours", level=level)
    overall, local = [], []
    for indicator in catalogue().values():
        rows = series(reader, indicator) if level in indicator.levels else None
        row, found = _of_indicator(indicator, rows, area_ids, neighbours)
        overall.append(row)
        if found is not None:
            local.append(found)
    overall_rows = pd.DataFrame(overall, columns=OVERALL)
    overall_rows["period"] = pd.to_datetime(overall_rows["period"])
    tested = overall_rows["p"].notna()
    overall_rows["q"] = overall_rows["q"].astype("float64")
    if tested.any():
        overall_rows.loc[tested, "q"] = _corrected(overall_rows.loc[tested, "p"])
    return {
        "overall": overall_rows,
        "local": pd.concat(local, ignore_index=True) if local else pd.DataFrame(columns=LOCAL),
    }


def _corrected(p: pd.Series) -> np.ndarray:
    from scipy.stats import false_discovery_control

    return false_discovery_control(p.to_numpy("float64"), method="bh")


def _of_indicator(
    indicator: Indicator, rows: pd.DataFrame | None, area_ids: list[str], neighbours: pd.DataFrame
) -> tuple[dict[str, object], pd.DataFrame | None]:
    facts = neighbourhood_facts()
    row: dict[str, object] = {
        "indicator_id": indicator.id,
        "level": facts["level"],
        "areas": len(area_ids),
        "valued": 0,
        "n": 0,
    }
    if rows is None:
        return row | {"reason": "not_on_level"}, None
    known = rows[rows["area_id"].isin(area_ids)]
    if known.empty:
        return row | {"reason": "no_values"}, None
    last = latest(known)
    values = last["value"].astype("float64").reindex(area_ids)
    values.index.name = "area_id"
    row |= {"period": last["period"].iloc[0], "n": len(connected(values, neighbours))}
    row["valued"] = int(np.isfinite(values).sum())
    if reason := untestable(values, neighbours, facts["minimum_areas"]):
        return row | {"reason": reason}, None
    how = {"by": facts["weights"], "permutations": facts["permutations"], "seed": facts["seed"]}
    overall = overall_moran(values, neighbours, **how)
    row |= {"i": overall.i, "i_border": overall.i_border, "expected": overall.expected, "p": overall.p, "reason": ""}
    local = local_moran(values, neighbours, **how, false_discovery=facts["false_discovery"]).reindex(area_ids)
    local["value"] = values.where(np.isfinite(values))
    local["reason"] = _reasons(values, last, local)
    words = ["side", "quadrant", "cluster"]
    local[words] = local[words].fillna("")
    local["neighbours"] = local["neighbours"].fillna(0).astype(int)
    local = local.rename_axis("area_id").reset_index()
    return row, local.assign(indicator_id=indicator.id, level=facts["level"])[LOCAL]


def _reasons(values: pd.Series, last: pd.DataFrame, local: pd.DataFrame) -> pd.Series:
    """Why an area is not valued, '' where it is."""
    told = last["reason"].reindex(values.index).fillna("")
    missing = told.where(told != "", "not_collected").mask(np.isinf(values), "infinite")
    without = pd.Series("", index=values.index).mask(local["i"].isna(), "island")
    return without.mask(~np.isfinite(values), missing)
