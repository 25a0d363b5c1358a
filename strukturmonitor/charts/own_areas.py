"""The map on which an area is drawn: districts, roads, vacant shop units and the area. Flat coordinates, so that the line
drawn with the mouse or a finger comes back in degrees."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import shapely

from strukturmonitor.charts.base import new_figure
from strukturmonitor.charts.palette import CHOSEN, CITY, VACANT
from strukturmonitor.texts import Texts

_ROAD = "rgba(150,120,60,0.55)"
_BORDERS = {"stat": ("rgba(118,118,118,0.6)", 0.6), "bezirk": (CITY, 1.5)}
_NAME_PX = {"bezirk": 14, "stat": 11}
_MARGIN = 0.04  # room around the extent


@dataclass(frozen=True)
class Ground:
    """What lies under every such map: `borders` per level and `roads`, shapes in degrees; `names`: name, lon, lat,
    level of Stadtbezirke and statistische Bezirke; `units`: lon, lat, label of vacant and reported units."""

    borders: dict[str, shapely.Geometry]
    roads: shapely.Geometry
    names: pd.DataFrame
    units: pd.DataFrame


def own_area_figure(
    texts: Texts,
    ground: Ground,
    shape: shapely.Geometry | None,
    extent: tuple[float, float, float, float],
    *,
    tool: str | None,
    height: int,
    names_districts: bool,
) -> go.Figure:
    """`extent`: west, south, east, north in degrees; `tool`: lasso or select, None where nothing is drawn;
    `names_districts`: whether statistische Bezirke bear their names, too."""
    figure = new_figure(texts, height=height)
    for level, lines in ground.borders.items():
        colour, width = _BORDERS[level]
        _add_lines(figure, lines, colour, width)
    _add_lines(figure, ground.roads, _ROAD, 1.2)
    if shape is not None:
        x, y = _coordinates(polygon_rings(shape))
        figure.add_scatter(
            x=x, y=y, mode="lines", fill="toself", fillcolor="rgba(0,114,178,0.15)", hoverinfo="skip",
            line={"color": CHOSEN, "width": 3},
        )  # fmt: skip
    units = ground.units
    figure.add_scatter(
        x=units["lon"], y=units["lat"], mode="markers", text=units["label"], hovertemplate="%{text}<extra></extra>",
        marker={"color": VACANT, "size": 5, "opacity": 0.75},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.75}},
    )  # fmt: skip
    shown = ground.names[
        ground.names["lon"].between(extent[0], extent[2]) & ground.names["lat"].between(extent[1], extent[3])
    ]
    names = [
        {
            "x": row.lon, "y": row.lat, "text": row.name, "showarrow": False, "captureevents": False,
            "font": {"color": "#141A20", "size": _NAME_PX[row.level]}, "bgcolor": "rgba(255,255,255,0.8)", "borderpad": 1,
        }
        for row in (shown if names_districts else shown[shown["level"] == "bezirk"]).itertuples(index=False, name="Row")
    ]  # fmt: skip
    spare_x, spare_y = (_MARGIN * (extent[2] - extent[0]), _MARGIN * (extent[3] - extent[1]))
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        dragmode=tool or False,
        annotations=names,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={**hidden, "range": [extent[0] - spare_x, extent[2] + spare_x]},
        yaxis={
            **hidden,
            "range": [extent[1] - spare_y, extent[3] + spare_y],
            "scaleanchor": "x",
            "scaleratio": 1 / math.cos(math.radians((extent[1] + extent[3]) / 2)),
        },
        newselection={"line": {"color": CHOSEN, "width": 3, "dash": "solid"}},
        activeselection={"fillcolor": CHOSEN, "opacity": 0.15},
    )
    return figure


def polygon_rings(shape: shapely.Geometry) -> list[list[tuple[float, float]]]:
    """All rings, those of holes turned the other way, so that a filled path leaves them open."""
    polygons = [shapely.geometry.polygon.orient(polygon) for polygon in shapely.get_parts(shape)]
    return [list(ring.coords) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _add_lines(figure: go.Figure, lines: shapely.Geometry, colour: str, width: float) -> None:
    x, y = _coordinates([list(line.coords) for line in shapely.get_parts(lines) if line.geom_type == "LineString"])
    figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", line={"color": colour, "width": width})


def _coordinates(paths: Iterable[list[tuple[float, float]]]) -> tuple[list[float | None], list[float | None]]:
    """Paths one after the other, parted by gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for path in paths:
        x += [round(point[0], 5) for point in path] + [None]
        y += [round(point[1], 5) for point in path] + [None]
    return x, y
