"""Verkehr: motor traffic at counting stations, accidents with personal injury, passers-by, roadworks."""

import streamlit as st

from strukturmonitor.ui.page import open_page
from strukturmonitor.ui.traffic import show_accidents, show_motor, show_pedestrians, show_roadworks

VIEWS = {"kfz": show_motor, "unfaelle": show_accidents, "passanten": show_pedestrians, "baustellen": show_roadworks}


def show() -> None:
    page = open_page("verkehr")
    texts = page.texts
    with st.container(horizontal=True, vertical_alignment="bottom"):
        area = page.area()
        views = {slug: texts(f"traffic.view.{slug}") for slug in VIEWS}
        view = page.choice(
            "ansicht", texts("traffic.view"), views, widget="selectbox" if page.is_phone else "segmented"
        )
        page.reset_button()
    shown = VIEWS[view](page, area)
    page.head(texts("page.traffic"), [page.area_label(area.area_id), views[view], *shown.parts])
    page.close(citations=shown.citations)
