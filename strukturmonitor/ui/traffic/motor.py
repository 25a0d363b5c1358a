"""Motor traffic: stations on the map, one station in detail, the index of the same stations."""

import math

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import MISSING, SEQUENTIAL
from strukturmonitor.traffic import MEASURES, Measure, class_index, gap_reason
from strukturmonitor.ui.legends import colour_legend, map_foot
from strukturmonitor.ui.maps import new_click, point_map
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.course import show_year
from strukturmonitor.ui.traffic.parts import Shown, area_with_rows, note, say
from strukturmonitor.ui.traffic.same_stations import index_sentences, same_stations, show_index
from strukturmonitor.ui.traffic.station import show_profiles, show_station, show_years
from strukturmonitor.ui.views import Column, data_below

TABLES = ("traffic_station", "traffic_hour", "traffic_short_count")
_RIM = "#33414B"


def show_motor(page: Page, area: Area) -> Shown:
    texts = page.texts
    years = [str(year) for year in page.data.read("traffic_years")["year"]][::-1]
    if not years:
        st.info(texts("traffic.empty.motor"), icon=":material/inbox:")
        return Shown()
    compared = same_stations(page, area)
    say(page, index_sentences(page, area, compared))
    measure_box, year_box = st.columns([2, 1])
    with measure_box:
        names = {slug: measure.long_name(texts) for slug, measure in MEASURES.items()}
        measure = MEASURES[
            page.choice(
                "kennzahl", texts("traffic.measure"), names, default="dtvw5", help=texts("traffic.measure.help")
            )
        ]
    with year_box:
        year = int(page.choice("jahr", texts("traffic.year"), {each: each for each in years}))
        page.view.keep("jahr", str(year))
    scope, stations = area_with_rows(page, area, "traffic_stations", year=year)
    if stations.empty:
        st.info(texts("traffic.empty.motor"), icon=":material/inbox:")
        return Shown()
    map_box, card = st.columns([3, 2], gap="medium")
    with card:
        listed = stations.sort_values(["dtvw5", "name"], ascending=[False, True], na_position="last")
        options = {row.station_id: _option(page, row) for row in listed.itertuples()}
        station_id = page.choice("stelle", texts("traffic.station"), options, help=texts("traffic.station.help"))
        station = stations.set_index("station_id").loc[station_id]
        detail = show_station(page, station_id, station, year)
        show_years(page, station, detail, measure, int(years[-1]), int(years[0]))
    with map_box:
        clicked = _map(page, scope, stations, measure, year, station_id)
    if clicked is not None and new_click(page, "stellen", clicked):
        page.choose("stelle", str(stations["station_id"].iloc[clicked]))
    show_profiles(page, station_id, station, detail, year)
    show_year(page, station_id, station, detail, year)
    show_index(page, area, compared)
    return Shown([measure.name(texts), str(year), str(station["name"])], citations(page, *TABLES))


def _option(page: Page, row: object) -> str:
    return str(row.name) if row.method == "permanent" else page.texts("traffic.station.one_day", name=row.name)


def _map(page: Page, scope: Area, stations: pd.DataFrame, measure: Measure, year: int, station_id: str) -> int | None:
    texts = page.texts
    values = stations[measure.column]
    is_permanent = stations["method"] == "permanent"
    colours = [MISSING if index < 0 else SEQUENTIAL[index] for index in (class_index(measure, v) for v in values)]
    points = pd.DataFrame(
        {
            "lon": stations["lon"],
            "lat": stations["lat"],
            "name": stations["name"],
            "hover": [_hover(page, row, measure, year) for row in stations.itertuples()],
            "colour": [c if p else "#FFFFFF" for c, p in zip(colours, is_permanent, strict=True)],
            "outline": [_RIM if p else SEQUENTIAL[-1] for p in is_permanent],
            "radius_px": [_radius(measure, value) for value in values],
        }
    )
    title = texts("traffic.map.title", measure=measure.long_name(texts), area=page.area_label(scope.area_id), year=year)
    alt = _map_alt(page, stations, measure, title)
    st.markdown(f"**{title}**")
    selected = stations.index[stations["station_id"] == station_id][0]
    clicked = point_map(
        page,
        points,
        key="stellen",
        alt=alt,
        focus=scope.area_id,
        names_above=True,
        is_narrow=True,
        selected_index=int(selected),
    )
    entries = list(zip(SEQUENTIAL, measure.class_labels(texts), strict=True))
    if not is_permanent.all():
        entries.append(("#FFFFFF", texts("traffic.legend.one_day")))
    if values.isna().any():
        entries.append((MISSING, texts("traffic.legend.missing")))
    colour_legend(
        page, texts("traffic.legend.title", unit="%" if measure.is_share else texts("unit_name.vehicles_24h")), entries
    )
    map_foot(page)
    line = note(page, tables=TABLES, date=str(year), method=texts("traffic.method.stations"))
    st.caption(line)
    table = stations.assign(
        method_text=[texts(f"traffic.method.{method}") for method in stations["method"]],
        counted=[_counted(page, row, year) for row in stations.itertuples()],
    ).sort_values(measure.column, ascending=False, na_position="last")
    columns = {
        "name": Column(texts("traffic.column.station")),
        "method_text": Column(texts("traffic.column.method")),
        "counted": Column(texts("traffic.column.counted")),
        "dtv": Column("DTV", "number"),
        "dtvw": Column("DTVw", "number"),
        "dtvw5": Column("DTVw5", "number"),
        "heavy_pct": Column(texts("traffic.measure.heavy_pct"), "percent", 1),
    }
    data_below(page, key="stellen", title=title, alt=alt, table=table, columns=columns, note=line)
    return clicked


def _radius(measure: Measure, value: float | None) -> float:
    """Pixels; of vehicles the area of the circle grows with the value."""
    if value is None or value != value:
        return 5
    return 4 + 0.6 * value if measure.is_share else 4 + 11 * math.sqrt(value / 100_000)


def _counted(page: Page, row: object, year: int) -> str:
    """When: the year of a permanent counter with its valid days, the day of a one-day count."""
    texts = page.texts
    if row.method == "one_day":
        return texts.date(row.counted_on)
    if pd.isna(row.days_valid):
        return texts("traffic.gap.none", year=year)
    return texts(
        "traffic.days_valid", year=year, valid=texts.number(row.days_valid), all=texts.number(row.days_in_year)
    )


def _hover(page: Page, row: object, measure: Measure, year: int) -> str:
    texts = page.texts
    value = getattr(row, measure.column)
    if row.method == "one_day":
        shown = (
            measure.format(texts, value) if value == value and value is not None else texts("traffic.one_day_no_value")
        )
        return f"{measure.name(texts)}: {shown} · " + texts("traffic.one_day_on", date=texts.date(row.counted_on))
    if pd.isna(value):
        return gap_reason(texts, year, row.days_valid, row.days_in_year)
    return f"{measure.name(texts)}: {measure.format(texts, value)} · {texts('traffic.method.permanent')}, {year}"


def _map_alt(page: Page, stations: pd.DataFrame, measure: Measure, title: str) -> str:
    texts = page.texts
    valued = stations.dropna(subset=[measure.column]).sort_values(measure.column, ascending=False)
    told = [f"{row.name} {measure.format(texts, getattr(row, measure.column))}" for row in valued.itertuples()]
    if not told:
        return texts("traffic.map.alt_none", title=title, count=len(stations))
    return texts(
        "traffic.map.alt",
        title=title,
        count=texts.number(len(stations)),
        highest=texts.list(told[:3]),
        lowest=told[-1],
        missing=texts.number(len(stations) - len(told)),
    )
