"""Roadworks of today and the coming ones, and what the office of civil engineering plans this year."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import CATEGORIES
from strukturmonitor.ui.legends import colour_legend, map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.traffic.parts import Shown, note
from strukturmonitor.ui.views import Column, data_below, show_cards, show_table

_RUNNING, _PLANNED = CATEGORIES[1], CATEGORIES[0]
_TABLES = ("roadwork", "construction_programme")


def show_roadworks(page: Page, area: Area) -> Shown:
    texts = page.texts
    today = datetime.date.today()
    page.shows_only(_TABLES)
    st.header(texts("opendata.roadworks.heading"), anchor=False)
    if not citations(page, "roadwork"):
        st.caption(texts("opendata.roadworks.none_imported"))
    else:
        _roadworks(page, area, today)
    st.header(texts("opendata.programme.heading"), anchor=False)
    if not citations(page, "construction_programme"):
        st.caption(texts("opendata.programme.none_imported"))
    else:
        _programme(page, area)
    return Shown([texts.date(today)], citations(page, *_TABLES))


def _roadworks(page: Page, area: Area, today: datetime.date) -> None:
    texts = page.texts
    rows = page.data.read("roadworks", area_id=area.area_id, today=today)
    line = note(page, tables=("roadwork",), date=_loaded_on(page), method=texts("opendata.roadworks.method"))
    if rows.empty:
        st.caption(f"{texts('opendata.roadworks.none_here', where=page.where(area.area_id))} {line}")
        return
    running = int(rows["is_running"].sum())
    title = texts(
        "opendata.roadworks.title",
        area=page.area_label(area.area_id),
        running=texts.number(running),
        planned=texts.number(len(rows) - running),
    )
    open_end = texts("opendata.roadworks.open_end")
    table = rows.assign(
        place=[page.tree[area_id].name if area_id in page.tree else "–" for area_id in rows["bezirk_id"]],
        state=[texts(f"opendata.roadworks.{'running' if each else 'planned'}") for each in rows["is_running"]],
        from_date=[texts.date(day) for day in rows["starts_on"]],
        to_date=[open_end if pd.isna(day) else texts.date(day) for day in rows["ends_on"]],
    )
    alt = _alternative(page, title, table)
    map_box, list_box = st.columns([3, 2], gap="medium")
    with map_box:
        st.markdown(f"**{title}**")
        points = table.assign(
            name=table["measure"],
            hover=[
                texts("opendata.roadworks.hover", state=row.state, from_date=row.from_date, to_date=row.to_date)
                for row in table.itertuples()
            ],
            colour=[_RUNNING if each else _PLANNED for each in table["is_running"]],
        )
        clicked = point_map(page, points, key="baustellen", alt=alt, focus=area.area_id, radius_px=8, is_narrow=True)
        entries = [(_RUNNING, texts("opendata.roadworks.running")), (_PLANNED, texts("opendata.roadworks.planned"))]
        colour_legend(page, texts("opendata.roadworks.legend"), entries, rings=())
        map_foot(page)
    with list_box:
        _cards(page, table, clicked)
    columns = {
        "measure": Column(texts("opendata.column.measure")),
        "place": Column(texts("level.bezirk")),
        "state": Column(texts("opendata.column.state")),
        "from_date": Column(texts("opendata.column.from")),
        "to_date": Column(texts("opendata.column.to")),
        "restriction": Column(texts("opendata.column.restriction")),
        "client": Column(texts("opendata.column.client")),
    }
    st.caption(line)
    data_below(page, key="baustellen", title=title, alt=alt, table=table, columns=columns, note=line)


def _cards(page: Page, table: pd.DataFrame, clicked: int | None) -> None:
    """One short entry per roadwork, the clicked one first."""
    texts = page.texts
    order = list(range(len(table)))
    if clicked is not None and clicked < len(table):
        order.remove(clicked)
        order.insert(0, clicked)
    with st.container(height=460, border=False):
        for index in order:
            row = table.iloc[index]
            with st.container(border=True):
                st.text(str(row["measure"]))
                hover = texts(
                    "opendata.roadworks.hover", state=row["state"], from_date=row["from_date"], to_date=row["to_date"]
                )
                st.caption(f"{row['place']} · {hover}")
                if isinstance(row["restriction"], str):
                    st.text(row["restriction"])


def _alternative(page: Page, title: str, table: pd.DataFrame) -> str:
    """The title and the first roadworks in words."""
    told = [f"{row.measure}, {row.place} ({row.from_date} – {row.to_date})" for row in table.head(5).itertuples()]
    return f"{title}: {'; '.join(told)}."


def _programme(page: Page, area: Area) -> None:
    texts = page.texts
    shown = area if area.level == "city" else page.tree.bezirk_of(area.area_id) or page.tree.city
    label = page.area_label(shown.area_id)
    if shown.area_id != area.area_id:
        st.caption(texts("opendata.programme.of_bezirk", area=label))
    rows = page.data.read("construction_measures", area_id=shown.area_id)
    datasets = page.data.read("datasets")
    last = datasets.loc[datasets["table_name"] == "construction_programme", "last_date"].max()
    year = str(pd.Timestamp(last).year)
    line = note(
        page,
        tables=("construction_programme",),
        date=year,
        method=texts("opendata.programme.method", year=year),
    )
    if rows.empty:
        st.caption(f"{texts('opendata.programme.none_here', year=year)} {line}")
        return
    title = texts("opendata.programme.title", area=label, count=texts.number(len(rows)), year=year)
    st.markdown(f"**{title}**")
    columns = {
        name: Column(texts(f"opendata.column.{name}")) for name in ("title", "kind", "status", "phases", "paper")
    }
    table = rows.rename(columns={"paper_number": "paper"})
    if page.is_phone:
        show_cards(table[list(columns)].map(lambda cell: plain(cell) if isinstance(cell, str) else "–"), columns)
    else:
        show_table(page, table, columns, key="tiefbau", alt=title, with_files=True, note=line)
    st.caption(line)


def _loaded_on(page: Page) -> str:
    """Day up to which the roadworks are known: that of their import."""
    datasets = page.data.read("datasets")
    return page.texts.date(pd.to_datetime(datasets.loc[datasets["table_name"] == "roadwork", "last_date"]).max())
