"""Sizes of households, and unemployed residents."""

import streamlit as st

from strukturmonitor.charts.population import household_figure
from strukturmonitor.charts.trend import trend_figure
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.population.frame import Frame, households_of
from strukturmonitor.ui.population.map_and_trend import trend_table
from strukturmonitor.ui.views import Column, chart


def show_households(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    shown = households_of(page, frame.area.area_id, frame.period)
    if shown.empty:
        st.info(texts("population.no_households", date=texts.date(frame.period)))
        return
    if not frame.is_city:
        of_city = households_of(page, frame.city.area_id, frame.period)
        shown = shown.join(of_city["share_pct"].rename("city_share_pct"), how="outer").fillna(0.0)
    table = shown.assign(size=[texts(f"population.household_{size}") for size in shown.index])
    columns = {
        "size": Column(texts("population.household_size")),
        "households": Column(texts("population.households"), "number"),
        "share_pct": Column(texts("population.share", name=frame.area.name), "percent", 1),
    }
    if not frame.is_city:
        columns["city_share_pct"] = Column(texts("population.share", name=frame.city.name), "percent", 1)
    parts = [
        texts("population.household_part", size=row.size, share=texts.percent(row.share_pct))
        for row in table[["size", "share_pct"]].itertuples(index=False, name="Row")
    ]
    chart(
        page,
        lambda: household_figure(texts, shown, frame.area.name, None if frame.is_city else frame.city.name),
        made_from=(frame.area.area_id, frame.period),
        key="haushalte",
        title=texts("population.household_title", area=frame.label, date=texts.date(frame.period)),
        alt=texts("population.household_alt", area=frame.label, date=texts.date(frame.period), parts=texts.list(parts)),
        table=table,
        columns=columns,
        note=frame.note("household", method="household"),
    )


def show_unemployment(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    indicator = catalogue()["arbeitslosenanteil"]
    rows = page.data.series(indicator)
    table, columns, alt = trend_table(frame, indicator, rows)
    chart(
        page,
        lambda: trend_figure(
            texts, indicator, rows, frame.names, city_id=None if frame.is_city else frame.city.area_id, height=330
        ),
        made_from=(frame.area.area_id,),
        key="arbeitslose",
        title=texts("population.unemployment_title", area=frame.label),
        alt=alt,
        table=table,
        columns=columns,
        note=frame.note("unemployment", "population", method="unemployment", years=None),
    )
    st.caption(texts("population.unemployment_help"))
