"""Sentences and figures at the top."""

import streamlit as st

from strukturmonitor.demography import movement_balances, population_notables
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.tiles import Tile, change_words, show_tiles

_FIGURES = ("bevoelkerung", "jugendquotient", "altenquotient", "auslaenderanteil", "einpersonenhaushalte", "arbeitslosenanteil")


def show_notables(frame: Frame) -> None:
    page = frame.page
    movements = movement_balances(page.data.read("population_movement_years", area_id=frame.area.area_id))
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
    st.markdown(" ".join(sentences))
    if frame.is_estimate:
        st.info(page.texts("population.estimate"), icon=":material/straighten:")


def show_figures(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    tiles = []
    for indicator_id in _FIGURES:
        indicator = catalogue()[indicator_id]
        value = frame.value(indicator_id)
        change = value - frame.value(indicator_id, years_back=1)
        lines = [change_words(texts, indicator, change, frame.period.year - 1)]
        if not frame.is_city and not indicator.is_amount:
            in_city = indicator.format_value(texts, frame.value(indicator_id, of_city=True))
            lines.append(texts("tile.compared", name=frame.city.name, value=in_city))
        if value != value:
            lines.append(texts("missing.not_collected"))
        shown = indicator.format_value(texts, value)
        tiles.append(
            Tile(
                texts(f"population.tile_{indicator_id}"),
                shown,
                tuple(line for line in lines if line),
                help=f"{indicator.description.in_language(texts)} ({texts.date(frame.period)})",
            )
        )
    show_tiles(page, tiles)
