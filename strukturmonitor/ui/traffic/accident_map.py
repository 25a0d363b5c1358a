"""The map of accidents: one point each, or cells of a grid where they are too many; single published accidents apart."""

import math

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.accidents import BIN_COLOURS, SEVERITY, bin_bounds
from strukturmonitor.ui.legends import colour_legend, map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import note
from strukturmonitor.ui.views import Column, data_below

MOST_POINTS = 1_500  # above, the map shows cells of a grid
TABLES = ("accident",)
INVOLVED = ("bicycle", "pedestrian", "motorcycle", "car", "goods_vehicle", "other")
_CELLS_ACROSS = 20  # cells along the side of a square as large as the area
_CELL_M = (200, 850)  # smallest and largest side of a cell
_DEGREE_M = 111_320  # a degree of latitude


def show_accident_map(page: Page, area: Area, values: dict[str, object], total: int, parts: list[str]) -> None:
    """`values`: parameters of the accident queries; `total`: how many accidents that is without the extracts."""
    texts = page.texts
    title = texts("traffic.accidents.map", area=page.area_label(area.area_id), parts=" · ".join(parts))
    st.markdown(f"**{title}**")
    is_binned = total > MOST_POINTS
    rows = page.data.read("accident_points", **values, extracts_only=is_binned)
    extracts = int(rows["is_extract"].sum())
    points = _points(page, rows)
    cell_m = _cell_m(area)
    bins = pd.DataFrame()
    if is_binned:
        width = cell_m / (_DEGREE_M * math.cos(math.radians(area.lat)))
        bins = page.data.read("accident_bins", **values, cell_lon=width, cell_lat=cell_m / _DEGREE_M)
        points = pd.concat([_cells(page, bins), points], ignore_index=True)
    alt = texts("traffic.accidents.map_alt", title=title, count=texts.number(total), extracts=texts.number(extracts))
    if points.empty:
        st.info(texts("traffic.accidents.none"), icon=":material/inbox:")
        return
    point_map(page, points, key="unfaelle", alt=alt, focus=area.area_id, is_narrow=True)
    if is_binned:
        bounds = [*bin_bounds(int(bins["accidents"].max())), int(bins["accidents"].max())]
        lows = [1, *[bound + 1 for bound in bounds[:-1]]]
        labels = [
            texts("legend.range", low=low, high=high) if low != high else str(low)
            for low, high in zip(lows, bounds, strict=True)
        ]
        entries = list(zip(BIN_COLOURS[-len(labels) :], labels, strict=True))
        legend_title = texts("traffic.accidents.legend_cells", cell=texts.number(cell_m))
    else:
        entries = [(SEVERITY[category], texts(f"traffic.category.{category}")) for category in (1, 2, 3)]
        legend_title = texts("traffic.accidents.legend")
    colour_legend(page, legend_title, entries)
    if is_binned:
        st.caption(
            texts(
                "traffic.accidents.binned",
                count=texts.number(total),
                limit=texts.number(MOST_POINTS),
                cell=texts.number(cell_m),
            )
        )
    if extracts:
        st.caption(texts("traffic.accidents.extract", count=texts.number(extracts)))
    map_foot(page)
    line = accident_note(page, parts[0])
    st.caption(line)
    places = {
        "lat": Column(texts("traffic.column.lat"), "number", 5),
        "lon": Column(texts("traffic.column.lon"), "number", 5),
    }
    if is_binned:
        table = bins.iloc[::-1]
        columns = {
            "accidents": Column(texts("traffic.accidents.all"), "number"),
            "killed": Column(texts("traffic.accidents.with.1"), "number"),
            "seriously": Column(texts("traffic.accidents.with.2"), "number"),
            **places,
        }
    else:
        table = points.iloc[::-1]
        columns = {
            "name": Column(texts("traffic.filter.category")),
            "hover": Column(texts("traffic.column.when_who")),
            **places,
        }
    data_below(page, key="unfaelle", title=title, alt=alt, table=table, columns=columns, note=line)


def _points(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    categories = {category: texts(f"traffic.category.{category}") for category in SEVERITY}
    months = {month: texts.month(month) for month in range(1, 13)}
    words = {f"is_{key}": texts(f"traffic.involved.{key}") for key in INVOLVED}
    flags = rows[list(words)].fillna(False).to_numpy(bool)  # where the year does not tell goods vehicles apart
    names = list(words.values())
    extract = texts("traffic.accidents.extract_mark")
    hovers = [
        texts(
            "traffic.accidents.hover",
            month=months[row.month],
            year=row.year,
            hour=row.hour,
            involved=", ".join(name for name, is_in in zip(names, flag, strict=True) if is_in),
        )
        + (f" · {extract}" if row.is_extract else "")
        for row, flag in zip(rows.itertuples(), flags, strict=True)
    ]
    return pd.DataFrame(
        {
            "lon": rows["lon"],
            "lat": rows["lat"],
            "colour": rows["category"].map(SEVERITY),
            "outline": ["#000000" if is_extract else "#FFFFFF" for is_extract in rows["is_extract"]],
            "radius_px": rows["category"].map({1: 8.0, 2: 6.0, 3: 4.5}),
            "name": rows["category"].map(categories),
            "hover": hovers,
        }
    )


def _cells(page: Page, bins: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    largest = int(bins["accidents"].max())
    scale = 0.6 if page.is_phone else 1.0
    bounds = bin_bounds(largest)
    colours = BIN_COLOURS[-len(bounds) - 1 :]
    return pd.DataFrame(
        {
            "lon": bins["lon"],
            "lat": bins["lat"],
            "colour": [colours[sum(count > bound for bound in bounds)] for count in bins["accidents"]],
            "outline": "#FFFFFF",
            "radius_px": [round(scale * (2.5 + 9 * math.sqrt(count / largest)), 1) for count in bins["accidents"]],
            "name": [texts("traffic.accidents.cell", count=texts.number(count)) for count in bins["accidents"]],
            "hover": [
                texts("traffic.accidents.cell_hover", killed=killed, seriously=seriously)
                for killed, seriously in zip(bins["killed"], bins["seriously"], strict=True)
            ],
        }
    )


def _cell_m(area: Area) -> int:
    """Side of a cell in metres, rounded to 50."""
    side = math.sqrt(area.area_km2) * 1000 / _CELLS_ACROSS
    return int(50 * round(min(max(side, _CELL_M[0]), _CELL_M[1]) / 50))


def accident_note(page: Page, date: str) -> str:
    """The line under every figure of accidents."""
    return note(page, tables=TABLES, date=date, method=page.texts("traffic.accidents.method"))
