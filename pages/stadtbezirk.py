"""Stadtbezirk: the profile of one area, on one page that also prints."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.reading import reading_sentence
from strukturmonitor.ui.figures import figure_row, headline_periods
from strukturmonitor.ui.findings import show_area_findings
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.profile import show_next_session, show_parts, show_people, show_themes, show_vacancies
from strukturmonitor.ui.profiles import show_profile_panel

_POPULATION = "bevoelkerung"


def show() -> None:
    page = open_page("stadtbezirk")
    texts = page.texts
    area_box, date_box, reset_box = page.filters([3, 1.4, 1.6])
    with area_box:
        area = page.area(default=page.tree.of_level("bezirk")[0].area_id)
    periods = headline_periods(page)
    if not periods:
        page.stop_empty()
    with date_box:
        period = page.period(periods, "date")
    with reset_box:
        page.reset_button()
    as_of = None if period == periods[-1] else period
    _introduction(page, area, as_of)
    session_cited = show_next_session(page, area)
    show_profile_panel(page, area)
    sentences = page.data.notable(area.area_id, texts.language, as_of)
    if sentences:
        page.tell("\n".join(f"- {sentence}" for sentence in sentences), title=texts("district.notable"))
    if as_of is None:
        show_area_findings(page, area)
    st.header(texts("district.figures"), anchor=False)
    figure_row(page, area, headline(), as_of=as_of, with_rank=True)
    st.caption(f"{texts('figure.change_note')} {texts('figure.rank_help')}")
    st.header(texts("district.themes"), anchor=False)
    cited = show_themes(page, [area.area_id], as_of)
    show_parts(page, area, as_of)
    people, vacancies = st.columns(2, gap="large")
    with people:
        show_people(page, area, as_of)
    with vacancies:
        show_vacancies(page, area)
    bezirk = page.tree.bezirk_of(area.area_id)
    within = page.area_label(bezirk.area_id) if bezirk and bezirk.area_id != area.area_id else ""
    page.head(
        page.area_label(area.area_id),
        [within, texts("figure.date", date=texts.date(period)), texts("district.example") if area.is_made else ""],
    )
    st.container(key="not-on-paper").caption(texts("district.print_hint"))
    page.close(citations=[*cited, *session_cited])


def _introduction(page: Page, area: Area, as_of: pd.Timestamp | None) -> None:
    """How many people on how much ground."""
    texts = page.texts
    parts = []
    if _POPULATION in catalogue():
        indicator = catalogue()[_POPULATION]
        rows = page.data.standing(indicator, as_of)
        here = rows[(rows["area_id"] == area.area_id) & rows["value"].notna()]
        if len(here):
            parts.append(reading_sentence(texts, indicator, here.iloc[0], page.where(area.area_id)))
    parts.append(texts("district.surface", km2=texts.number(area.area_km2, 1)))
    st.markdown(" ".join(parts))
