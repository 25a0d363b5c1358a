"""When the Bezirksvertretung of the Stadtbezirk meets next."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain


def show_next_session(page: Page, area: Area) -> list[str]:
    """One line; returns what must be cited for it."""
    texts = page.texts
    bezirk = page.tree.bezirk_of(area.area_id)
    if bezirk is None:
        return []
    rows = page.data.read("council_sessions_ahead", area_id=bezirk.area_id, today=datetime.date.today())
    if rows.empty:
        st.caption(texts("opendata.session.none_ahead", area=page.area_label(bezirk.area_id)))
        return []
    row = rows.iloc[0]
    day = pd.Timestamp(row["held_on"])
    is_timed, is_placed = isinstance(row["begins_at"], str), isinstance(row["place"], str)
    st.markdown(
        texts(
            "opendata.session.next",
            committee=plain(row["committee"]),
            weekday=texts(f"opendata.weekday.{day.isoweekday()}"),
            date=texts.date(day),
            begins=texts("opendata.session.begins", time=row["begins_at"]) if is_timed else "",
            place=f" · {plain(row['place'])}" if is_placed else "",
        )
    )
    return citations(page, "council_session")
