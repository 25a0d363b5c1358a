"""What the views of the page Verkehr share."""

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui.page import Page


@dataclass
class Shown:
    """What a view says of itself: `parts` for the head line (date, filters), `citations` for the foot."""

    parts: list[str] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)


def citations(page: Page, *tables: str) -> list[str]:
    """The lines to cite for these tables."""
    rows = page.data.read("datasets")
    return rows.loc[rows["table_name"].isin(tables), "citation"].drop_duplicates().tolist()


def note(page: Page, *, tables: tuple[str, ...], date: str, method: str) -> str:
    """The line under a figure: source, date and method."""
    return page.texts("note.source_date", source=", ".join(citations(page, *tables)), date=date, method=method)


def say(sentences: list[str]) -> None:
    """The one to three sentences above the figures."""
    if sentences:
        st.markdown(" ".join(sentences[:3]))


def new_click(page: Page, key: str, index: int | None) -> bool:
    """Whether the map was clicked since the last run: a selection stays on the map until the next click, and must not
    win for ever over the filter beside it."""
    state = page.view.key(f"{key}:klick")
    is_new = index is not None and index != st.session_state.get(state)
    st.session_state[state] = index
    return is_new


def area_with_rows(page: Page, area: Area, query: str, **values: object) -> tuple[Area, pd.DataFrame]:
    """The area and the rows of a query with `area_id`; where it has none, its Stadtbezirk, then the city, and a line
    says so."""
    for candidate in (area, page.tree.bezirk_of(area.area_id), page.tree.city):
        if candidate is None:
            continue
        rows = page.data.read(query, area_id=candidate.area_id, **values)
        if not rows.empty:
            if candidate != area:
                where, instead = page.where(area.area_id), page.area_label(candidate.area_id)
                st.info(page.texts(f"traffic.instead.{query}", where=where, area=instead), icon=":material/info:")
            return candidate, rows
    return area, pd.DataFrame()
