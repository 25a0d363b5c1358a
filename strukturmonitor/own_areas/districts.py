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
    are spread over the district), people_sd (how far by_people may be off because squares are coarse and of a sample; NaN
    where the surface decides), is_cut. Only districts with a part inside. `kind`: what says where people live
    (census, addresses, dwellings; empty for nothing). `boundaries_on`: first day of the districts' boundaries."""

    table: pd.DataFrame
    kind: str
    is_made: bool
    boundaries_on: pd.Timestamp


@dataclass(frozen=True)
class Grid:
    """Squares of the equal-area grid: `squares` shapes (n,), `weights` (n,) residents, addresses or dwellings; `cases`
    (n,): buildings of a sample behind a weight, infinite where everything was counted (None: everywhere)."""

    kind: str
    squares: np.ndarray
    weights: np.ndarray
    is_made: bool
    cases: np.ndarray | None = None


def district_shares(reader: Reader, area: OwnArea, grid: Grid) -> Shares:
    """The shares of all districts that the area touches, in an equal-area system."""
    rows = reader.read("area_geometries", level="stat")
    boundaries_on = pd.Timestamp(rows["valid_from"].max())
    if area.stat_ids:
        shares = {"by_surface": 1.0, "by_people": 1.0, "people_sd": 0.0, "is_cut": False}
        whole = pd.DataFrame(shares, index=list(area.stat_ids))
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
        (share, 0.0) if share in (0.0, 1.0) else _people_inside(outline, shape, grid, share)
        for share, shape in zip(np.where(inside, surface, 0.0), shapes, strict=True)
    ]
    table.insert(1, "by_people", [share for share, _ in people])
    table.insert(2, "people_sd", [deviation for _, deviation in people])
    return Shares(table[inside], grid.kind, grid.is_made, boundaries_on)


def read_grid(reader: Reader) -> Grid:
    """Where people live, from what is loaded; the same for all areas."""
    limits = rules()
    rows = reader.read(
        "density_cells",
        crs=f"EPSG:{limits.grid_crs}",
        cell_m=limits.cell_m,
        address_cell_m=limits.address_cell_m,
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
        rows["cases"].astype("float64").fillna(np.inf).to_numpy(),
    )


def _people_inside(
    outline: shapely.Geometry, district: shapely.Geometry, grid: Grid, by_surface: float
) -> tuple[float, float]:
    """The part of a district's people inside the outline, each square's spread evenly over what of it lies in the
    district (dasymetric mapping), and its standard deviation; by surface (and NaN) where too few squares lie in the
    district to say anything.

    Two things are uncertain. Where in a square that the outline cuts its people live: at most all on one side, with the
    part of the surface as chance. And how much a square weighs that few buildings of a sample stand for: like a count."""
    if not len(grid.squares):
        return by_surface, np.nan
    shapely.prepare(district)
    near = shapely.intersects(grid.squares, district)
    if near.sum() < rules().least_squares:
        return by_surface, np.nan
    in_district = shapely.intersection(grid.squares[near], district)
    surface = shapely.area(in_district)
    weights = grid.weights[near] * surface / shapely.area(grid.squares[near])
    total = float(weights.sum())
    if total <= 0:
        return by_surface, np.nan
    inside = np.minimum(shapely.area(shapely.intersection(in_district, outline)) / np.where(surface > 0, surface, 1), 1)
    share = float((weights * inside).sum()) / total
    cases = np.full(len(weights), np.inf) if grid.cases is None else grid.cases[near]
    variance = weights**2 * (inside * (1 - inside) + (inside - share) ** 2 / cases)
    return share, float(np.sqrt(variance.sum())) / total
