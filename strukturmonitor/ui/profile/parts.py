"""The statistische Bezirke of an area: on a map and in a table."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.notable import highest_and_lowest
from strukturmonitor.ui.glance import glance_table
from strukturmonitor.ui.maps import area_map, new_click
from strukturmonitor.ui.page import Page


def show_parts(page: Page, area: Area, as_of: pd.Timestamp | None) -> None:
    """Of the city its Stadtbezirke, of a Stadtbezirk its statistische Bezirke; of a smaller area those around it."""
    texts = page.texts
    level = "bezirk" if area.level == "city" else "stat"
    bezirk = page.tree.bezirk_of(area.area_id)
    board = page.data.board(as_of)
    indicators = [
        indicator
        for indicator in dict.fromkeys([*headline(), *catalogue().values()])
        if level in indicator.levels and any(row["level"] == level for row in board.get(indicator.id, {}).values())
    ]
    if not indicators:
        return
    options = {indicator.id: indicator.title.in_language(texts) for indicator in indicators}
    heading, box = st.columns([2.4, 1], vertical_alignment="bottom")
    heading.header(texts(f"district.parts.{area.level}", name=area.name), anchor=False)
    with box:
        indicator = catalogue()[page.choice("indikator", texts("filter.indicator"), options)]
    rows = page.data.standing(indicator, as_of)
    shown = (
        page.tree.children(bezirk.area_id if bezirk else area.area_id)
        if area.level != "city"
        else page.tree.of_level("bezirk")
    )
    shown = [part for part in shown if part.level == level]
    _map(page, indicator, level, area, rows, shown, as_of)
    references = {reference.area_id: reference for reference in (bezirk or area, page.tree.city)}
    areas = [area, *shown] if area.level == "pg" else shown
    glance_table(page, as_of, areas, list(references.values()), title=texts("district.parts_table"))


def _map(
    page: Page,
    indicator: Indicator,
    level: str,
    area: Area,
    rows: pd.DataFrame,
    shown: list[Area],
    as_of: pd.Timestamp | None,
) -> None:
    texts = page.texts
    period = rows["period"].iloc[0]
    of_parts = rows[rows["area_id"].isin([part.area_id for part in shown])]
    title = texts(
        "overview.map_title",
        indicator=indicator.title.in_language(texts),
        level=texts(f"overview.level.{level}"),
        date=texts.period(period, indicator.period),
    )
    ends = page.data.derived(
        ("parts_ends", indicator.id, area.area_id, as_of, texts.language),
        lambda: highest_and_lowest(texts, indicator, of_parts, page.tree.names),
    )
    alt = f"{title}. {ends}"
    st.markdown(f"**{title}**", help=texts("overview.map_hint"))
    st.markdown(ends)
    clicked = area_map(page, indicator, level, period, key="teile", alt=alt, selected=area.area_id, focus=area.area_id)
    if new_click(page, "teile", clicked) and clicked in page.tree and clicked != area.area_id:
        page.choose_area(clicked)
