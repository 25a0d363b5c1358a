"""The year of one permanent counter: its weeks against its own mean, and which days and hours were counted."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from strukturmonitor.charts.traffic_year import COVERAGE, coverage_figure, year_profile_figure
from strukturmonitor.ui.legends import colour_legend
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import note
from strukturmonitor.ui.traffic.station import Detail
from strukturmonitor.ui.views import Column, chart

_COMPLETE_H = 23  # hours that make a day complete, as in derive_traffic_profile
_FEWEST_WEEKS = 4  # below, a course of the year says nothing


def show_year(page: Page, station_id: str, station: pd.Series, detail: Detail, year: int) -> None:
    """Course of the year and coverage of a permanent counter; nothing for places of one-day counts."""
    if station["method"] == "one_day":
        return
    values = {"station_id": station_id, "year": year, "direction": detail.direction}
    weeks = page.data.read("traffic_year_profile", **values)
    if weeks["index_pct"].notna().sum() >= _FEWEST_WEEKS:
        _weeks(page, station, weeks, year, detail.direction)
    _coverage(page, station, page.data.read("traffic_coverage", **values), year, detail.direction)


def _weeks(page: Page, station: pd.Series, weeks: pd.DataFrame, year: int, direction: object) -> None:
    texts = page.texts
    title = texts("traffic.year_profile.title", station=station["name"], year=year)
    spans = [
        texts("traffic.span", first=texts.date(row.first_day), last=texts.date(row.last_day))
        for row in weeks.itertuples()
    ]
    free = [", ".join(texts.date(pd.Timestamp(day)) for day in days) for days in weeks["holidays"]]

    def figure() -> go.Figure:
        hovers = []
        for row, span, days in zip(weeks.itertuples(), spans, free, strict=True):
            told = [span, texts("traffic.year_profile.value", value=texts.number(row.index_pct, 1))]
            told += [texts("unit.vehicles_24h", value=texts.number(row.vehicles))]
            hovers.append("<br>".join(told + ([texts("traffic.year_profile.with_holiday", days=days)] if days else [])))
        return year_profile_figure(texts, weeks.assign(hover=hovers))

    known = weeks.dropna(subset=["index_pct"])
    high, low = known.loc[known["index_pct"].idxmax()], known.loc[known["index_pct"].idxmin()]
    missing = int(weeks["index_pct"].isna().sum())
    alt = texts(
        "traffic.year_profile.alt",
        title=title,
        high=texts.number(high["index_pct"], 1),
        high_week=texts.date(high["first_day"]),
        low=texts.number(low["index_pct"], 1),
        low_week=texts.date(low["first_day"]),
        missing=texts.number(missing),
    )
    chart(
        page,
        figure,
        made_from=(station.name, year, direction),
        key="jahresgang",
        title=title,
        alt=alt,
        table=weeks.assign(span=spans, free=free),
        columns={
            "span": Column(texts("traffic.column.week")),
            "index_pct": Column(texts("traffic.year_profile.column"), "number", 1),
            "vehicles": Column(texts("unit_name.vehicles_24h"), "number"),
            "days_complete": Column(texts("traffic.column.days"), "number"),
            "free": Column(texts("traffic.column.holidays")),
        },
        note=note(page, tables=("traffic_hour",), date=str(year), method=texts("traffic.year_profile.method")),
    )


def _judged(page: Page, days: pd.DataFrame) -> pd.DataFrame:
    """With the missing hours, the state of each day and its hover text."""
    days = days.assign(missing=(24 - days["hours_valid"]).clip(lower=0))
    is_complete = days["hours_valid"] >= _COMPLETE_H
    days["state"] = (is_complete * 3 - (is_complete & (days["hours_estimated"] > 0))).where(
        is_complete, (days["hours_valid"] > 0).astype(int)
    )
    days["hover"] = [_hover(page, row) for row in days.itertuples()]
    return days


def _coverage(page: Page, station: pd.Series, days_read: pd.DataFrame, year: int, direction: object) -> None:
    texts = page.texts
    if days_read.empty:
        return
    key = (station["name"], year, direction, texts.language)
    days = page.data.derived(("coverage_days", *key), lambda: _judged(page, days_read))
    is_complete = days["hours_valid"] >= _COMPLETE_H
    states = days["state"].value_counts()
    complete, part, none = int(is_complete.sum()), int(states.get(1, 0)), int(states.get(0, 0))
    hours = int(days["hours_summed"].sum())
    told = texts(
        "traffic.coverage.told",
        complete=texts.number(complete),
        all=texts.number(len(days)),
        part=texts.number(part),
        none=texts.number(none),
        estimated=texts.percent(100.0 * days["estimated_summed"].sum() / hours if hours else None),
    )
    title = texts("traffic.coverage.title", station=station["name"], year=year)
    gaps = _gaps(page, days)
    longest = [f"{row.when}: {row.what}" for row in gaps.head(3).itertuples()]
    st.markdown(told)
    colour_legend(
        page,
        texts("traffic.coverage.legend"),
        [(colour, texts(f"traffic.coverage.state.{state}")) for state, colour in COVERAGE.items()],
    )
    chart(
        page,
        page.data.derived(("coverage_figure", *key), lambda: coverage_figure(texts, days)),
        key="abdeckung",
        title=title,
        alt=" ".join(
            [f"{title}.", told, *([texts("traffic.coverage.longest", gaps="; ".join(longest))] if longest else [])]
        ),
        table=gaps,
        columns={
            "when": Column(texts("traffic.column.period")),
            "what": Column(texts("traffic.column.what")),
            "days": Column(texts("traffic.column.days_number"), "number"),
            "missing": Column(texts("traffic.column.hours_missing"), "number"),
        },
        note=note(page, tables=("traffic_hour",), date=str(year), method=texts("traffic.coverage.method")),
    )


def _hover(page: Page, row: object) -> str:
    texts = page.texts
    told = texts(f"traffic.coverage.state.{row.state}")
    if row.state == 1:
        told += " · " + texts("traffic.coverage.hours_missing", hours=texts.number(row.missing))
    if row.hours_estimated:
        told += " · " + texts("traffic.coverage.hours_estimated", hours=texts.number(row.hours_estimated))
    return f"{texts.date(row.counted_on)}<br>{told}"


def _gaps(page: Page, days: pd.DataFrame) -> pd.DataFrame:
    """Days in a row without or with too few hours, the longest first."""
    texts = page.texts
    run = (days["state"] != days["state"].shift()).cumsum()
    rows = []
    for _, group in days[days["state"] <= 1].groupby(run[days["state"] <= 1]):
        first, last = group["counted_on"].iloc[0], group["counted_on"].iloc[-1]
        span = (
            texts.date(first)
            if first == last
            else texts("traffic.span", first=texts.date(first), last=texts.date(last))
        )
        what = texts(f"traffic.coverage.state.{group['state'].iloc[0]}")
        rows.append((span, what, len(group), int(group["missing"].sum())))
    table = pd.DataFrame(rows, columns=["when", "what", "days", "missing"])
    return table.sort_values(["days", "missing"], ascending=False, kind="stable", ignore_index=True)
