"""How much of each statistischer Bezirk lies inside an area: by surface, and by where its people live."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from strukturmonitor.access import Reader
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import OwnArea, moved, transformer


@dataclass(frozen=True)
class Shares:
    """`table`: index stat_id; by_surface and by_people (0 to 1; by_people equals by_surface where nothing says how people
    are spread over the district), is_cut. Only districts with a part inside. `kind`: what says where people live
    (census, addresses, dwellings; empty for nothing). `boundaries_on`: first day of the districts' boundaries."""

    table: pd.DataFrame
    kind: str
    is_made: bool
    boundaries_on: pd.Timestamp


@dataclass(frozen=True)
class Grid:
    """Squares of the equal-area grid: `squares` shapes (n,), `weights` (n,) residents, addresses or dwellings."""

    kind: str
    squares: np.ndarray
    weights: np.ndarray
    is_made: bool


def district_shares(reader: Reader, area: OwnArea, grid: Grid) -> Shares:
    """The shares of all districts that the area touches, in an equal-area system."""
    rows = reader.read("area_geometries", level="stat")
    boundaries_on = pd.Timestamp(rows["valid_from"].max())
    if area.stat_ids:
        whole = pd.DataFrame({"by_surface": 1.0, "by_people": 1.0, "is_cut": False}, index=list(area.stat_ids))
        return Shares(whole.rename_axis("stat_id"), "", False, boundaries_on)
    way = transformer(rules().grid_crs)
    outline = moved(area.shape, way)
    shapes = [moved(shapely.from_wkb(bytes(wkb)), way) for wkb in rows["geometry_wkb"]]
    surface = np.array([outline.intersection(shape).area / shape.area for shape in shapes])
    surface[surface >= rules().whole_share] = 1.0
    inside = surface > 1 - rules().whole_share
    table = pd.DataFrame(
        {"by_surface": surface, "is_cut": surface < 1.0}, index=pd.Index(rows["area_id"], name="stat_id")
    )
    people = [
        share if share in (0.0, 1.0) else _people_inside(outline, shape, grid, share)
        for share, shape in zip(np.where(inside, surface, 0.0), shapes, strict=True)
    ]
    table.insert(1, "by_people", people)
    return Shares(table[inside], grid.kind, grid.is_made, boundaries_on)


def read_grid(reader: Reader) -> Grid:
    """Where people live, from what is loaded; the same for all areas."""
    limits = rules()
    rows = reader.read(
        "density_cells",
        crs=f"EPSG:{limits.grid_crs}",
        cell_m=limits.cell_m,
        least_buildings=limits.least_buildings,
    )
    if rows.empty:
        return Grid("", np.array([], dtype=object), np.array([]), is_made=False)
    half = rows["side_m"].to_numpy() / 2
    x, y = rows["x"].to_numpy(), rows["y"].to_numpy()
    return Grid(
        str(rows["kind"].iloc[0]),
        shapely.box(x - half, y - half, x + half, y + half),
        rows["weight"].to_numpy("float64"),
        bool((rows["origin"] == "made").any()),
    )


def _people_inside(outline: shapely.Geometry, district: shapely.Geometry, grid: Grid, by_surface: float) -> float:
    """The part of a district's people inside the outline, each square's spread evenly over what of it lies in the
    district (dasymetric mapping); by surface where too few squares lie in the district to say anything."""
    if not len(grid.squares):
        return by_surface
    shapely.prepare(district)
    near = shapely.intersects(grid.squares, district)
    if near.sum() < rules().least_squares:
        return by_surface
    in_district = shapely.intersection(grid.squares[near], district)
    density = grid.weights[near] / shapely.area(grid.squares[near])
    total = float((density * shapely.area(in_district)).sum())
    if total <= 0:
        return by_surface
    return float((density * shapely.area(shapely.intersection(in_district, outline))).sum()) / total
