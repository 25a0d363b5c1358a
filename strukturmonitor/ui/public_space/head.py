"""Sentences and figures at the top."""

import pandas as pd
import streamlit as st

from strukturmonitor.indicators import catalogue
from strukturmonitor.public_space import backlog_notable, report_notables
from strukturmonitor.ui.figures import figure_row
from strukturmonitor.ui.public_space.frame import Frame

_FIGURES = ("meldungen-je-1000", "behebungsdauer", "sanierungsrueckstand")


def show_notables(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    where = page.where(frame.area.area_id)
    sentences = report_notables(
        texts, where=where, span=frame.span, now=frame.kinds_read(), before=frame.kinds_read(year_before=True)
    )
    rows = page.data.series(catalogue()["sanierungsrueckstand"])
    rows = rows[rows["period"] <= pd.Timestamp(frame.last.year, 12, 31)]
    backlog = backlog_notable(
        texts,
        where=where,
        city=None if frame.is_city else frame.city.name,
        rows=rows[rows["area_id"] == frame.area.area_id],
        city_rows=rows[rows["area_id"] == frame.city.area_id],
    )
    page.tell(" ".join([*sentences, *([backlog] if backlog else [])]))
    st.info(texts("public_space.eagerness"), icon=":material/info:")


def show_figures(frame: Frame) -> None:
    indicators = [catalogue()[indicator_id] for indicator_id in _FIGURES]
    figure_row(frame.page, frame.area, indicators, as_of=pd.Timestamp(frame.last.year, 12, 31))
