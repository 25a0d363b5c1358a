"""Sentences and figures at the top."""

import streamlit as st

from strukturmonitor.demography import population_notables
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.figures import figure_row
from strukturmonitor.ui.population.frame import Frame, movements_of

_FIGURES = (
    "bevoelkerung",
    "jugendquotient",
    "altenquotient",
    "auslaenderanteil",
    "einpersonenhaushalte",
    "arbeitslosenanteil",
)


def show_notables(frame: Frame) -> None:
    page = frame.page
    movements = movements_of(page, frame.area.area_id)
    year = frame.period.year
    sentences = population_notables(
        page.texts,
        where=page.where(frame.area.area_id),
        city=frame.city.name,
        is_city=frame.is_city,
        residents=frame.groups.loc[frame.period, "residents"],
        year=year,
        five_years=(frame.value("bevoelkerungsentwicklung"), frame.value("bevoelkerungsentwicklung", of_city=True)),
        youth=(frame.value("jugendquotient"), frame.value("jugendquotient", of_city=True)),
        old_age=(frame.value("altenquotient"), frame.value("altenquotient", of_city=True)),
        balances=movements.loc[year] if year in movements.index else None,
    )
    page.tell(" ".join(sentences))
    if frame.is_estimate:
        st.info(page.texts("population.estimate"), icon=":material/straighten:")


def show_figures(frame: Frame) -> None:
    indicators = [catalogue()[indicator_id] for indicator_id in _FIGURES]
    figure_row(frame.page, frame.area, indicators, as_of=frame.period)
