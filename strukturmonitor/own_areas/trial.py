"""How well the two ways of estimating do in this city: the residents of every statistischer Bezirk are estimated from
those of its Stadtbezirk, as if they were not known, and held against the published number (as Fisher & Langford 1995
tested areal interpolation)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from strukturmonitor.access import Reader
from strukturmonitor.own_areas.districts import Grid
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import moved, transformer


@dataclass(frozen=True)
class Trial:
    """Median difference from the published number in per cent of it, by surface and by people; the same as a part of it
    and freed from the size of the piece that was estimated (surface_error, people_error): by how much the piece and the
    rest are taken to be more alike than they are. `districts`: how many were tried."""

    by_surface_pct: float
    by_people_pct: float
    surface_error: float
    people_error: float
    districts: int


def tried(reader: Reader, grid: Grid, residents: pd.Series) -> Trial | None:
    """`residents`: area_id → published number at one date, of districts and Stadtbezirke. None where there is nothing to
    try: no Stadtbezirk with several districts."""
    rows = reader.read("area_geometries", level="stat").set_index("area_id")
    parents = reader.read("areas").set_index("area_id")["parent_id"].reindex(rows.index)
    way = transformer(rules().grid_crs)
    shapes = [moved(shapely.from_wkb(bytes(wkb)), way) for wkb in rows["geometry_wkb"]]
    table = pd.DataFrame(
        {
            "parent": parents,
            "known": residents.reindex(rows.index).astype("float64"),
            "whole": parents.map(residents).astype("float64"),
            "by_surface": shapely.area(shapes),
            "by_people": [_weight(grid, shape) for shape in shapes],
        },
        index=rows.index,
    ).dropna(subset=["known", "whole"])
    of_parent = table.groupby("parent")
    table = table[of_parent["known"].transform("size").gt(1) & table["known"].gt(0)]
    if table.empty:
        return None
    off, error = {}, {}
    for how in ("by_surface", "by_people"):
        total = table.groupby("parent")[how].transform("sum")
        share = table[how] / total.where(total > 0)
        apart = (table["whole"] * share - table["known"]).abs() / table["known"]
        off[how] = float((100 * apart).median())
        error[how] = float((apart / (1 - share)).median())
    if not len(grid.squares):
        off["by_people"] = error["by_people"] = float("nan")
    return Trial(off["by_surface"], off["by_people"], error["by_surface"], error["by_people"], len(table))


def _weight(grid: Grid, shape: shapely.Geometry) -> float:
    if not len(grid.squares):
        return float("nan")
    shapely.prepare(shape)
    near = np.flatnonzero(shapely.intersects(grid.squares, shape))
    parts = shapely.area(shapely.intersection(grid.squares[near], shape)) / shapely.area(grid.squares[near])
    return float((grid.weights[near] * parts).sum())
