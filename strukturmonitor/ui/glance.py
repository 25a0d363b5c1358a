"""Areas at a glance: one row each, the headline indicators with their direction, sortable."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.headline import headline
from strukturmonitor.ui.figures import direction_word
from strukturmonitor.ui.page import Page

_BY_NAME = "name"


def glance_table(
    page: Page, as_of: pd.Timestamp | None, areas: list[Area], references: list[Area], *, title: str
) -> None:
    """`areas` are sorted as the reader chooses, `references` stand below them. A plain table: it prints and reads aloud;
    on a phone one indicator at a time."""
    texts = page.texts
    standings = {indicator.id: page.data.standing(indicator, as_of).set_index("area_id") for indicator in headline()}
    indicators = [indicator for indicator in headline() if len(standings[indicator.id])]
    if not indicators:
        return
    heading, sort = st.columns([2.4, 1], vertical_alignment="bottom")
    heading.subheader(title, anchor=False)
    with sort:
        options = {_BY_NAME: texts("overview.table_by_name")} | {i.id: i.title.in_language(texts) for i in indicators}
        order = page.choice("sortierung", texts("overview.table_sort"), options)
    ids = [area.area_id for area in areas]
    if order != _BY_NAME:
        ids = standings[order]["value"].reindex(ids).sort_values(ascending=False, kind="stable").index.tolist()
    if page.is_phone:
        indicators = [i for i in indicators if i.id == order] or indicators[:1]
    names = page.tree.names
    below = [area.area_id for area in references if area.area_id not in ids]
    table = pd.DataFrame(
        {indicator.title.in_language(texts): _cells(page, indicator, standings[indicator.id], ids + below) for indicator in indicators},
        index=pd.Index([names[a] for a in ids] + [f"**{page.area_label(a)}**" for a in below], name=texts("overview.column.stat")),
    )
    st.table(table, border="horizontal", alt=title)
    dates = dict.fromkeys(texts.period(standings[i.id]["period"].iloc[0], i.period) for i in indicators)
    st.caption(texts("overview.table_note", dates=texts.list(list(dates))))


def _cells(page: Page, indicator: Indicator, rows: pd.DataFrame, ids: list[str]) -> list[str]:
    texts = page.texts
    cells = []
    for area_id in ids:
        if area_id not in rows.index:
            cells.append(texts("missing.not_collected"))
            continue
        value, change, reason = rows.at[area_id, "value"], rows.at[area_id, "change"], rows.at[area_id, "reason"]
        if value != value:
            cells.append(texts(f"missing.{reason or 'not_collected'}"))
            continue
        number = texts.number(value, indicator.decimals)
        number = f"{number}\u00a0%" if indicator.unit == "pct" else number
        cells.append(f"**{number}**\u00a0{direction_word(page, indicator, change)}")
    return cells
