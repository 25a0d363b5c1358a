"""Bevölkerung: age pyramid, ratios, births, deaths and moves, residents to come, households, and the two counts of the
city."""

import pandas as pd
import streamlit as st

from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.population import (
    Frame,
    groups_of,
    show_census,
    show_counts,
    show_figures,
    show_households,
    show_map_and_trend,
    show_movement,
    show_notables,
    show_projection,
    show_published,
    show_pyramid,
    show_ratios,
    show_unemployment,
)

_TABLES = (
    "population",
    "population_official",
    "birth",
    "death",
    "move",
    "household",
    "unemployment",
    "published_figure",
    "census_cell",
)
_NO_COMPARISON = "keine"


def show() -> None:
    page = open_page("bevoelkerung", tables=_TABLES)
    texts = page.texts
    area_box, year_box, compared_box, reset_box = page.filters([3, 3.4, 1.8, 2.2])
    with area_box:
        area = page.area()
    groups = groups_of(page, area.area_id)
    if groups.empty:
        page.stop_empty()
    with year_box:
        period = page.period(groups.index, "year", label=texts("population.year"), widget="slider")
    with compared_box:
        compared_year = _compared_year(page, groups.index, period)
    with reset_box:
        page.reset_button()
    frame = Frame(page, area, period, groups, bool(groups["is_estimate"].any()))

    show_notables(frame)
    show_figures(frame)
    st.header(texts("population.age_heading"), anchor=False)
    pyramid_box, ratio_box = st.columns([3, 2], gap="large")
    with pyramid_box:
        show_pyramid(frame, compared_year)
    with ratio_box:
        show_ratios(frame)
    show_map_and_trend(frame)
    st.header(texts("population.movement_heading"), anchor=False)
    show_movement(frame)
    show_projection(frame)
    st.header(texts("population.social_heading"), anchor=False)
    household_box, unemployment_box = st.columns(2, gap="large")
    with household_box:
        show_households(frame)
    with unemployment_box:
        show_unemployment(frame)
    st.header(texts("population.counts_heading"), anchor=False)
    show_counts(frame)
    show_published(frame)
    show_census(frame)

    compared = texts("population.compared_with", year=compared_year) if compared_year else ""
    estimate = texts("population.head_estimate") if frame.is_estimate else ""
    page.head(
        texts("page.population"),
        [
            frame.label,
            texts("population.head_date", date=texts.date(period)),
            texts("population.head_register"),
            compared,
            estimate,
        ],
    )
    page.close(citations=citations(page, *_TABLES))


def _compared_year(page: Page, periods: pd.DatetimeIndex, period: pd.Timestamp) -> int | None:
    """The year the pyramid is compared with; the first one by default, None where nothing is compared."""
    years = [str(each.year) for each in sorted(periods) if each != period]
    options = {year: year for year in years} | {_NO_COMPARISON: page.texts("population.no_comparison")}
    chosen = page.choice("vergleich", page.texts("population.compared_year"), options)
    return None if chosen == _NO_COMPARISON else int(chosen)
