"""Überblick: how the city's districts stand in one indicator."""

import streamlit as st

from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.maps import area_map
from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("")
    texts = page.texts
    indicators = catalogue()
    chosen, level_box, date_box = st.columns([2, 1, 1])
    with chosen:
        indicator = indicators[
            page.choice("indikator", texts("filter.indicator"), {i.id: i.title.in_language(texts) for i in indicators.values()})
        ]
    with level_box:
        level = page.choice("ebene", texts("filter.level"), {"bezirk": texts("level.bezirk"), "stat": texts("level.stat")})
    rows = page.data.series(indicator)
    with date_box:
        period = page.period(rows["period"].unique(), indicator.period)
    area_map(page, indicator, level, period, key="karte", alt=indicator.title.in_language(texts))
    page.head(texts("page.overview"), [page.tree.city.name, indicator.title.in_language(texts), texts.period(period, indicator.period)])
    page.close()
