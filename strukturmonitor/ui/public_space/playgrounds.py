"""Playgrounds of the area: how many, and where."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.palette import CHOSEN
from strukturmonitor.ui.legends import map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.notes import citations, source_note
from strukturmonitor.ui.public_space.frame import Frame
from strukturmonitor.ui.views import Column, data_below


def show_playgrounds(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    st.header(texts("opendata.playgrounds.heading"), anchor=False)
    if not citations(page, "playground"):
        st.caption(texts("opendata.playgrounds.none_imported"))
        return
    where = page.where(frame.area.area_id)
    rows = page.data.read("playgrounds", area_id=frame.area.area_id)
    datasets = page.data.read("datasets")
    date = texts.date(pd.to_datetime(datasets.loc[datasets["table_name"] == "playground", "last_date"]).max())
    line = source_note(page, "playground", date=date, method=texts("opendata.playgrounds.method"))
    if rows.empty:
        st.caption(f"{texts('opendata.playgrounds.none_here', where=where)} {line}")
        return
    said = texts("opendata.playgrounds.count", where=where, count=texts.number(len(rows)))
    st.markdown(said)
    points = rows.assign(colour=CHOSEN, hover=[address or "–" for address in rows["address"].fillna("")])
    point_map(page, points, key="spielplaetze", alt=said, focus=frame.area.area_id, radius_px=7, is_narrow=True)
    map_foot(page)
    st.caption(line)
    columns = {name: Column(texts(f"opendata.column.{name}")) for name in ("name", "kind", "address", "description")}
    title = texts("opendata.playgrounds.title", area=frame.label)
    data_below(page, key="spielplaetze", title=title, alt=said, table=rows, columns=columns, note=line)
