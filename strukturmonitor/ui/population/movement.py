"""What changes the number of residents: births and deaths, moves across the border, moves within the city."""

import streamlit as st

from strukturmonitor.charts.population import movement_figure
from strukturmonitor.demography import COMPONENTS
from strukturmonitor.ui.population.frame import Frame, movements_of
from strukturmonitor.ui.views import Column, chart


def show_movement(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    rows = movements_of(page, frame.area.area_id)
    if rows.empty:
        st.info(texts("population.no_movement"))
        return
    components = [name for name, *_ in COMPONENTS if not (frame.is_city and name == "within")]
    table = rows.sort_index(ascending=False).reset_index()
    columns = {"year": Column(texts("population.year"), "year")}
    for name, gain, loss in COMPONENTS:
        columns |= {each: Column(texts(f"population.{each}"), "number") for each in (gain, loss)}
        columns[name] = Column(texts(f"population.{name}_balance"), "change")
    last = rows.iloc[-1]
    sentences = [
        texts(
            "population.movement_alt",
            component=texts(f"population.{name}"),
            year=rows.index[-1],
            gain=texts.number(last[gain]),
            loss=texts.number(last[loss]),
            balance=texts.change(last[name]),
        )
        for name, gain, loss in COMPONENTS
        if name in components
    ]
    chart(
        page,
        lambda: movement_figure(texts, rows, tuple(components), height=170 * len(components) + 20),
        made_from=(frame.area.area_id,),
        key="bewegung",
        title=texts("population.movement_title", area=frame.label, first=rows.index[0], last=rows.index[-1]),
        alt=" ".join(sentences),
        table=table,
        columns=columns,
        note=frame.note("birth", "death", "move", method="movement", date=str(rows.index[-1]), years=None),
    )
    st.caption(texts("population.within_help_city" if frame.is_city else "population.within_help"))
