"""Kinds of reports, building eras and conditions, and the shares that are shown of them."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from strukturmonitor.small_numbers import Sum, cut_areas_that_tell, hide_with_partners, is_small

# In the order in which pages show them.
KINDS = ("litter", "bulky_waste", "bins", "graffiti", "lighting", "surface", "green")
ERAS = ("gruenderzeit", "interwar_postwar", "large_estate", "row_houses", "new_quarter")
CONDITIONS = (1, 2, 3, 4)
MINIMUM_BUILDINGS = 20  # fewer surveyed buildings of an era give no share: one building would be 5 percentage points


def condition_shares(
    rows: pd.DataFrame, year: int, areas: pd.DataFrame, parts: pd.DataFrame, told: Collection[str]
) -> pd.DataFrame:
    """Rows of `building_conditions` of one survey as one row per area and era (only eras with buildings): area_id, era,
    buildings, with_backlog, backlog_pct and the shares pct_1 to pct_4, in per cent.

    An era's shares are missing, all of them, where fewer than MINIMUM_BUILDINGS were surveyed, where so few buildings
    stand behind one that they speak of single owners, and where one of these could be computed with them: from the
    same era in the areas around, or from the other eras and the backlog of the whole area, which is shown in the areas
    `told`. `areas`: rows of the query «areas»; `parts`: area_id, stat_id, share."""
    found = rows[rows["year"] == year]
    counts = found.pivot_table(
        index=["area_id", "era"], columns="condition", values="buildings", aggfunc="sum", fill_value=0
    )
    counts = counts.reindex(columns=CONDITIONS, fill_value=0).astype("float64")
    buildings = counts.sum(axis=1)
    backlog = found.groupby(["area_id", "era"])["with_backlog"].sum().reindex(counts.index).astype("float64")
    secret = is_small(counts).any(axis=1) | is_small(backlog) | is_small(buildings - backlog)
    secret |= _told_by_overlap(counts.assign(backlog=backlog), buildings, parts)
    known = ~_with_partners(buildings, backlog, secret, areas, told) & (buildings >= MINIMUM_BUILDINGS)
    shown = pd.DataFrame({"buildings": buildings, "with_backlog": backlog.where(known)})
    shown["backlog_pct"] = 100 * backlog.where(known) / buildings
    for condition in CONDITIONS:
        shown[f"pct_{condition}"] = (100 * counts[condition] / buildings).where(known)
    shown = shown.reset_index()
    return shown.sort_values(
        ["area_id", "era"], key=lambda column: column.map(ERAS.index) if column.name == "era" else column
    )


def _told_by_overlap(counts: pd.DataFrame, buildings: pd.Series, parts: pd.DataFrame) -> pd.Series:
    """Eras of areas that cut through others, of which the difference to one of these would be small."""
    shares = parts.pivot(index="area_id", columns="stat_id", values="share").fillna(0.0)
    secret = pd.Series(False, index=counts.index)
    for era in counts.index.unique("era"):
        whole = buildings.xs(era, level="era")
        for name in counts:
            tells = cut_areas_that_tell(counts[name].xs(era, level="era"), whole, shares)
            secret |= counts.index.isin([(area_id, era) for area_id in tells.index[tells]])
    return secret


def _with_partners(
    buildings: pd.Series, backlog: pd.Series, secret: pd.Series, areas: pd.DataFrame, told: Collection[str]
) -> pd.Series:
    """The secret eras and those that give one of them away; cells beyond the eras are the areas' own backlogs. An era
    without a backlog protects none that has one, so others are taken first."""
    at = pd.Series(range(len(buildings)), index=buildings.index)
    by_area = areas.set_index("area_id")[["parent_id", "level"]]
    place = by_area.reindex(buildings.index.get_level_values("area_id"))
    sums = []
    for (parent, _, era), inside in buildings.groupby(
        [place["parent_id"].to_numpy(), place["level"].to_numpy(), buildings.index.get_level_values("era")]
    ):
        if (parent, era) in at.index and inside.sum() == buildings[parent, era]:
            sums.append(Sum(tuple(at[inside.index]), int(at[parent, era])))
    whole = at.groupby(level="area_id").agg(tuple)
    sums += [Sum(cells, len(at) + number) for number, cells in enumerate(whole)]
    hidden = [*secret, *(area_id not in told for area_id in whole.index)]
    sizes = [*buildings, *buildings.groupby(level="area_id").sum()]
    worse = [*backlog, *backlog.groupby(level="area_id").sum()]
    found = hide_with_partners(np.array(sizes), np.array(hidden), sums, rests=np.array(worse))
    return pd.Series(found[: len(at)], index=buildings.index)


def same_days_before(first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The same days one year earlier (29 February becomes 28 February)."""
    return first - pd.DateOffset(years=1), last - pd.DateOffset(years=1)
