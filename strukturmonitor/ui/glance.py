"""Areas at a glance: one row each, the headline indicators with their direction, sortable."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.standing import Row
from strukturmonitor.ui.figures import direction_word
from strukturmonitor.ui.page import Page

_BY_NAME = "name"


def glance_table(
    page: Page, as_of: pd.Timestamp | None, areas: list[Area], references: list[Area], *, title: str
) -> None:
    """`areas` are sorted as the reader chooses, `references` stand below them. A plain table: it prints and reads aloud;
    on a phone one indicator at a time."""
    texts = page.texts
    board = page.data.board(as_of)
    indicators = [indicator for indicator in headline() if indicator.id in board]
    if not indicators:
        return
    heading, sort = st.columns([2.4, 1], vertical_alignment="bottom")
    heading.header(title, anchor=False)
    with sort:
        options = {_BY_NAME: texts("overview.table_by_name")} | {i.id: i.title.in_language(texts) for i in indicators}
        order = page.choice("sortierung", texts("overview.table_sort"), options)
    ids = [area.area_id for area in areas]
    if order != _BY_NAME:
        ids.sort(key=lambda area_id: _descending(board[order].get(area_id)))
    if page.is_phone:
        indicators = [i for i in indicators if i.id == order] or indicators[:1]
    names = page.tree.names
    below = [area.area_id for area in references if area.area_id not in ids]
    table = page.data.derived(
        ("glance", as_of, tuple(ids), tuple(below), tuple(i.id for i in indicators), texts.language),
        lambda: pd.DataFrame(
            {
                indicator.title.in_language(texts): _cells(page, indicator, board[indicator.id], ids + below)
                for indicator in indicators
            },
            index=pd.Index(
                [names[a] for a in ids] + [f"**{page.area_label(a)}**" for a in below],
                name=texts("overview.column.stat"),
            ),
        ),
    )
    st.table(table, border="horizontal", alt=title)
    dates = dict.fromkeys(texts.period(next(iter(board[i.id].values()))["period"], i.period) for i in indicators)
    st.caption(texts("overview.table_note", dates=texts.list(list(dates))))


def _descending(row: Row | None) -> float:
    """Sorts the highest value first, missing ones last."""
    return float("inf") if row is None or row["value"] != row["value"] else -row["value"]


def _cells(page: Page, indicator: Indicator, rows: dict[str, Row], ids: list[str]) -> list[str]:
    texts = page.texts
    cells = []
    for area_id in ids:
        row = rows.get(area_id)
        if row is None or row["value"] != row["value"]:
            cells.append(texts(f"missing.{(row and row['reason']) or 'not_collected'}"))
            continue
        number = texts.number(row["value"], indicator.decimals)
        number = f"{number}\u00a0%" if indicator.unit == "pct" else number
        cells.append(f"**{number}**\u00a0{direction_word(page, indicator, row['change'])}")
    return cells
