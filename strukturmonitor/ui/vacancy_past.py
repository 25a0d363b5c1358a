"""What the vacancy page says of a past day: its sentences and key figures."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.figures import figure_row
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.vacancy_figures import inside, trend
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.past import past_sentences, rate_on_day

_QUARTERLY = ("leerstandsquote-flaeche", "langzeitleerstand", "wiederbelegung")


def past_words(page: Page, area: Area, summary: pd.Series, rates: pd.DataFrame, day: datetime.date) -> str:
    """The sentences on that day. `rates`: the series of the rate, its last value is today's."""
    own = rates[rates["area_id"] == area.area_id].sort_values("period")
    indicator = catalogue()["leerstandsquote"]
    return " ".join(
        past_sentences(
            page.texts,
            summary,
            day=day,
            where=inside(page, area),
            least_units=indicator.minimum_denominator,
            rate_today=own["value"].iloc[-1] if len(own) else None,
            today=page.data.read("register_days").iloc[0]["today"],
        )
    )


def past_figures(page: Page, area: Area, summary: pd.Series, rates: pd.DataFrame, day: datetime.date) -> None:
    """Rate, number and length on that day; below it the figures of the last quarter before, and the course until then."""
    texts = page.texts
    indicator = catalogue()["leerstandsquote"]
    st.header(texts("stand.figure.title", date=texts.date(day)), anchor=False)
    rate, reason = rate_on_day(summary, least_units=indicator.minimum_denominator)
    apart = {state: texts.number(summary[state]) for state in ("reported", "closed_leased", "interim_use")}
    figures = [
        (
            "rate",
            "–" if rate is None else texts.percent(rate),
            texts(f"stand.{reason}") if reason else texts("figure.date", date=texts.date(day)),
        ),
        ("vacant", texts.number(summary["vacant"]), texts("stand.figure.of", units=texts.number(summary["units"]))),
        (
            "length",
            duration(texts, summary["median_days_vacant"]),
            texts("stand.figure.long", count=texts.number(summary["vacant_over_1_year"])),
        ),
        (
            "apart",
            texts.number(sum(int(summary[state]) for state in apart)),
            texts("stand.figure.apart_parts", **apart),
        ),
    ]
    for box, (name, value, note) in zip(st.columns(len(figures)), figures, strict=True):
        with box.container(border=True, height="stretch"):
            st.metric(texts(f"stand.figure.{name}"), value)
            st.caption(note)
    figure_row(page, area, [catalogue()[name] for name in _QUARTERLY], as_of=pd.Timestamp(day))
    trend(page, area, rates[rates["period"] <= pd.Timestamp(day)])
    st.caption(texts("stand.only_today"))
