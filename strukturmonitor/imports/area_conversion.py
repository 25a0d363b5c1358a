"""How the values of old statistische Bezirke are carried over to those of new boundaries: by share of the surface."""

import datetime

import geopandas as gpd
import pandas as pd
import shapely

COLUMNS = ["old_area_id", "old_valid_from", "new_area_id", "new_valid_from", "share", "is_estimate"]


def conversion(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    *,
    valid_from: datetime.date,
    same_within: float,
    least_share: float,
) -> pd.DataFrame:
    """Rows of table area_conversion for the old areas whose boundary changed or whose number is gone; areas that stay
    the same do not appear. `old`, `new`: area_id (old also valid_from) in a system in metres. `same_within`: part of
    the surface by which a boundary may differ and still be the same one; `least_share`: smaller overlaps are
    imprecise lines, not land."""
    pairs = _overlaps(old, new)
    size_old, size_new = old.set_index("area_id").area, new.set_index("area_id").area
    of_old = pairs["area"] / pairs["old"].map(size_old)
    of_new = pairs["area"] / pairs["new"].map(size_new)
    is_same = (pairs["old"] == pairs["new"]) & (of_old >= 1 - same_within) & (of_new >= 1 - same_within)
    same = set(pairs.loc[is_same, "old"])
    changed = ~pairs["old"].isin(same) & ~pairs["new"].isin(same) & ((of_old >= least_share) | (of_new >= least_share))
    pairs, of_old, of_new = pairs[changed], of_old[changed], of_new[changed]
    is_torn = (of_old < 1 - same_within).groupby(pairs["new"]).any()
    is_covered = of_new.groupby(pairs["new"]).sum() >= 1 - same_within
    rows = pd.DataFrame(
        {
            "old_area_id": pairs["old"],
            "old_valid_from": pairs["old"].map(old.set_index("area_id")["valid_from"]),
            "new_area_id": pairs["new"],
            "new_valid_from": valid_from,
            "share": pairs["area"] / pairs["area"].groupby(pairs["old"]).transform("sum"),
            "is_estimate": pairs["new"].map(is_torn | ~is_covered),
        },
        columns=COLUMNS,
    )
    return rows.sort_values(["old_area_id", "new_area_id"], ignore_index=True)


def without_target(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, rows: pd.DataFrame) -> list[str]:
    """Old areas that are gone and whose values no new area takes over."""
    gone = set(old["area_id"]) - set(new["area_id"]) - set(rows["old_area_id"])
    return sorted(gone)


def _overlaps(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> pd.DataFrame:
    """Old and new area and their common surface in m²."""
    if old.empty or new.empty:
        return pd.DataFrame({"old": [], "new": [], "area": []}).astype({"old": object, "new": object})
    first, second = new.sindex.query(old.geometry.values, predicate="intersects")
    common = shapely.area(shapely.intersection(old.geometry.values[first], new.geometry.values[second]))
    return pd.DataFrame(
        {"old": old["area_id"].to_numpy()[first], "new": new["area_id"].to_numpy()[second], "area": common}
    )
