"""The census grid beside the register: two counts that are never mixed."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.palette import SEQUENTIAL
from strukturmonitor.ui.legends import map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.population.frame import Frame, groups_of
from strukturmonitor.ui.views import Column, show_table

_PERSONS = "Einwohner"
_SQUARE_M = {"city": 500.0, "bezirk": 200.0}  # so that a map carries at most about a thousand squares
_FINEST_M = 100.0
_LARGEST_RADIUS_PX = 9.0
_MOST_POINTS = 2000


def show_census(frame: Frame) -> None:
    """The newest census; nothing where no theme of one was loaded."""
    page, texts = frame.page, frame.page.texts
    rows = page.data.read("census_areas", level="bezirk")
    if rows.empty:
        return
    rows = rows[rows["reference_date"] == rows["reference_date"].max()]
    day = pd.Timestamp(rows["reference_date"].iloc[0])
    st.subheader(texts("places.census.title", date=texts.date(day)), anchor=False)
    st.markdown(texts("places.census.help"))
    themes = {theme: theme for theme in sorted(rows["theme"].unique(), key=lambda theme: (theme != _PERSONS, theme))}
    chosen = page.choice("zensus", texts("places.census.theme"), themes) if len(themes) > 1 else next(iter(themes))
    part = rows[rows["theme"] == chosen]
    is_persons = chosen == _PERSONS
    weighting = texts.list([texts(f"places.census.weighting_{way}") for way in sorted(part["weighting"].unique())])
    note = source_note(
        page, "census_cell", *(("population",) if is_persons else ()), date=texts.date(day),
        method=texts("places.census.method", metres=int(part["resolution_m"].iloc[0]), weighting=weighting),
        years={day.year, *pd.to_datetime(part["register_date"]).dropna().dt.year} if is_persons else {day.year},
    )  # fmt: skip
    columns = {
        "name": Column(texts("level.bezirk")),
        "value": Column(
            texts("places.census.value", theme=chosen), "number", 0 if part["weighting"].iloc[0] == "sum" else 1
        ),
    }
    if is_persons:
        dates = pd.to_datetime(part["register_date"]).dropna()
        part = part.assign(register_persons=_of_register(frame, part))
        told = texts.date(dates.iloc[0]) if len(dates) else "–"
        columns["register_persons"] = Column(texts("places.census.register", date=told), "number")
    columns |= {
        "cells": Column(texts("places.census.cells"), "number"),
        "secret_cells": Column(texts("places.census.secret"), "number"),
        "restricted_cells": Column(texts("places.census.restricted"), "number"),
    }
    title = texts("places.census.table", theme=chosen)
    table_box, map_box = st.columns([3, 2], gap="medium")
    with table_box:
        show_table(page, part, columns, key="zensus:tabelle", alt=title, with_files=True, note=note)
    with map_box:
        if is_persons:
            _cells(frame)
    st.caption(note)


def _of_register(frame: Frame, rows: pd.DataFrame) -> list[float]:
    """Residents of the register on the day nearest to the census, as they are shown everywhere."""
    found = []
    for area_id, day in zip(rows["area_id"], pd.to_datetime(rows["register_date"]), strict=True):
        residents = groups_of(frame.page, area_id)["residents"]
        found.append(residents.get(day, float("nan")))
    return found


def _cells(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    cell_m = _SQUARE_M.get(frame.area.level, _FINEST_M)
    cells = page.data.read("census_cells", area_id=frame.area.area_id, cell_m=cell_m).head(_MOST_POINTS)
    if cells.empty:
        return
    points = cells.assign(
        colour=SEQUENTIAL[3],
        name=[texts("places.census.square", count=texts.number(count)) for count in cells["persons"]],
        hover=texts("places.census.hover"),
        radius_px=(_LARGEST_RADIUS_PX * (cells["persons"] / cells["persons"].max()).pow(0.5)).clip(lower=1.5).round(1),
    )
    alt = texts("places.census.map_alt", area=frame.label, count=texts.number(len(cells)))
    point_map(page, points, key="zensus:karte", alt=alt, focus=frame.area.area_id, names_above=True, is_narrow=True)
    map_foot(page)
