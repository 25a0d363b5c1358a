"""The day of which a page shows the register (`stand` in the URL): today, or a past day as it was recorded then."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.ui.page import Page
from strukturmonitor.vacancy.past import day_of


def day_filter(page: Page, slug: str) -> datetime.date | None:
    """A date between the first day of the register and today; None is today. The URL may say a year, which means its
    31 December; a day the register does not reach gives today and a line that says so. The day is always written
    into the URL, so that links do not drift."""
    days = page.data.read("register_days").iloc[0]
    if pd.isna(days["first_day"]):
        return None
    first, today = days["first_day"].date(), days["today"].date()

    def decode(text: str) -> datetime.date | None:
        day = day_of(text, today)
        if day == today:
            return None
        if not first <= day < today:
            _say_outside(page, day, first, today)
            return None
        return day

    texts = page.texts
    key = page.view.start(slug, decode, None)
    chosen = st.session_state[key]
    if chosen is not None and not first <= chosen <= today:  # an import has changed what the register reaches
        st.session_state[key] = None
    day = st.date_input(
        texts("stand.filter"),
        min_value=first,
        max_value=today,
        key=key,
        format="DD.MM.YYYY" if texts.language == "de" else "DD/MM/YYYY",
        help=texts("stand.help", first=texts.date(first), today=texts.date(today)),
    )
    shown = None if day == today else day
    page.view.keep(slug, (shown or today).isoformat())
    return shown


def is_past(page: Page, slug: str) -> bool:
    """Whether the filter, drawn later in this run, will stand on a past day."""
    key = page.view.key(slug)
    if page.view.is_linked or key not in st.session_state:
        days = page.data.read("register_days").iloc[0]
        if pd.isna(days["first_day"]):
            return False
        first, today = days["first_day"].date(), days["today"].date()
        try:
            return first <= day_of(str(page.view.decoded(slug, str, today.isoformat())), today) < today
        except ValueError:
            return False
    return st.session_state[key] is not None


def past_mark(page: Page, slug: str, day: datetime.date) -> None:
    """Says clearly that the page shows a past day, and the way back to today."""
    texts = page.texts
    with st.container(border=True, key=page.view.key("stand-hinweis")):
        st.markdown(f":material/history: **{texts('stand.mark', date=texts.date(day))}**")
        st.caption(texts("stand.mark_help"))
        st.button(
            texts("stand.back"),
            key=page.view.key("stand-heute"),
            icon=":material/today:",
            on_click=_show_today,
            args=(page.view.key(slug),),
        )


def _show_today(key: str) -> None:
    st.session_state[key] = None


def _say_outside(page: Page, day: datetime.date, first: datetime.date, today: datetime.date) -> None:
    texts = page.texts
    kind = "stand.later" if day > today else "stand.earlier"
    page.say(texts(kind, date=texts.date(day), first=texts.date(first), today=texts.date(today)))
