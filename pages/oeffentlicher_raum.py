"""Öffentlicher Raum: reports on cleanliness, the time to their remedy, and the condition of buildings."""

import pandas as pd
import streamlit as st

from strukturmonitor.public_space import KINDS
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import open_page
from strukturmonitor.ui.public_space import (
    Frame,
    show_backlog,
    show_conditions,
    show_figures,
    show_kinds,
    show_notables,
    show_playgrounds,
    show_remedy,
    show_report_map,
)

_TABLES = ("report", "building_survey", "playground")


def show() -> None:
    page = open_page("oeffentlicher-raum", tables=_TABLES)
    texts = page.texts
    area_box, year_box, kind_box, reset_box = page.filters([3, 1.4, 3.4, 2.2])
    with area_box:
        area = page.area()
    first, today = page.data.read("report_dates").iloc[0]
    if pd.isna(first):
        page.stop_empty()
    first, today = pd.Timestamp(first), pd.Timestamp(today)
    with year_box:
        ends = [min(pd.Timestamp(year, 12, 31), today) for year in range(first.year, today.year + 1)]
        last = page.period(ends, "year", label=texts("public_space.year"))
    with kind_box:
        kinds = page.choices(
            "art", texts("public_space.kind"), {kind: texts(f"public_space.kind_{kind}") for kind in KINDS}
        )
    with reset_box:
        page.reset_button()
    frame = Frame(page, area, last, first, today, kinds)

    show_notables(frame)
    show_figures(frame)
    st.header(texts("public_space.map_heading"), anchor=False)
    map_box, remedy_box = st.columns([5, 3], gap="small")
    with map_box:
        show_report_map(frame)
    with remedy_box:
        show_remedy(frame)
    show_kinds(frame)
    st.header(texts("public_space.building_heading"), anchor=False)
    condition_box, backlog_box = st.columns([3, 2], gap="large")
    with condition_box:
        show_conditions(frame)
    with backlog_box:
        show_backlog(frame)
    show_playgrounds(frame)

    chosen = (
        texts.list([texts(f"public_space.kind_{kind}") for kind in kinds]) if kinds else texts("public_space.all_kinds")
    )
    page.head(texts("page.public_space"), [page.area_label(area.area_id), frame.span, chosen])
    page.close(citations=citations(page, *_TABLES))
