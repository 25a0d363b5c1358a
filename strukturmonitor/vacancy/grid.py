"""Many points as a grid: squares of equal size that stay where they are whatever the filters say."""

import numpy as np
import pandas as pd

CELL_M = 300
_M_PER_DEGREE = 111_320  # of latitude, and of longitude at the equator


def cells(points: pd.DataFrame) -> pd.DataFrame:
    """One row per square with units: lon and lat of its middle, units, vacant (those that count in the rate), the
    most first. `points`: lon, lat, is_vacant; points without a position are left out."""
    placed = points.dropna(subset=["lon", "lat"])
    step_lat = CELL_M / _M_PER_DEGREE
    row = np.floor(placed["lat"].to_numpy() / step_lat)
    middle_lat = (row + 0.5) * step_lat
    step_lon = CELL_M / (_M_PER_DEGREE * np.cos(np.radians(middle_lat)))
    column = np.floor(placed["lon"].to_numpy() / step_lon)
    squares = pd.DataFrame(
        {
            "row": row,
            "column": column,
            "lon": (column + 0.5) * step_lon,
            "lat": middle_lat,
            "is_vacant": placed["is_vacant"].to_numpy(dtype=bool),
        }
    )
    found = squares.groupby(["row", "column"], as_index=False).agg(
        lon=("lon", "first"), lat=("lat", "first"), units=("lon", "size"), vacant=("is_vacant", "sum")
    )
    return found.sort_values("units", ascending=False, ignore_index=True)[["lon", "lat", "units", "vacant"]]
