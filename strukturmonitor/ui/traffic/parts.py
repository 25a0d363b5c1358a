"""What the views of the page Verkehr share."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.traffic import day_profile_figure
from strukturmonitor.traffic import gap_reason
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart


@dataclass
class Shown:
    """What a view says of itself: `parts` for the head line (date, filters), `citations` for the foot."""

    parts: list[str] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)


def note(page: Page, *, tables: tuple[str, ...], date: str, method: str, years: Collection[int] | None = None) -> str:
    """The line under a figure: source, date and method; `years`: those shown, all where none are named."""
    return source_note(page, *tables, date=date, method=method, years=years)


def say(page: Page, sentences: list[str]) -> None:
    """The one to three sentences above the figures."""
    if sentences:
        page.tell(" ".join(sentences[:3]))


def area_with_rows(page: Page, area: Area, query: str, **values: object) -> tuple[Area, pd.DataFrame]:
    """The area and the rows of a query with `area_id`; where it has none, its Stadtbezirk, then the city, and a line
    says so."""
    for candidate in (area, page.tree.bezirk_of(area.area_id), page.tree.city):
        if candidate is None:
            continue
        rows = page.data.read(query, area_id=candidate.area_id, **values)
        if not rows.empty:
            if candidate != area:
                where, instead = page.where(area.area_id), page.area_label(candidate.area_id)
                st.info(page.texts(f"traffic.instead.{query}", where=where, area=instead), icon=":material/info:")
            return candidate, rows
    return area, pd.DataFrame()


def day_profile(
    page: Page,
    days: pd.DataFrame,
    *,
    value: str,
    key: str,
    title: str,
    alt: str,
    columns: dict[str, Column],
    note: str,
    made_from: tuple,
) -> None:
    """The course of a day by kind of day: `days` with day_type, hour and the column `value`. `alt`: text with the kind of
    day, its strongest hours and their value; `columns`: what the table shows beside kind of day and hour; `made_from`: as of `chart`."""
    texts = page.texts
    told = []
    for day_type, rows in days.groupby("day_type", sort=False):
        top = rows.loc[rows[value].idxmax()]
        hours = texts("traffic.hours", first=int(top["hour"]), last=int(top["hour"]) + 1)
        told.append(
            texts(alt, day_type=texts(f"traffic.day_type.{day_type}"), hours=hours, value=texts.number(top[value]))
        )
    chart(
        page,
        lambda: day_profile_figure(texts, days, value=value),
        made_from=made_from,
        key=key,
        title=title,
        alt=" ".join([f"{title}.", *told]),
        table=days.assign(
            kind=[texts(f"traffic.day_type.{each}") for each in days["day_type"]],
            hours=[texts("traffic.hours", first=hour, last=hour + 1) for hour in days["hour"]],
        ),
        columns={
            "kind": Column(texts("traffic.column.day_type")),
            "hours": Column(texts("traffic.column.hour")),
            **columns,
        },
        note=note,
    )


def year_reason(page: Page, year: int, row: pd.Series | None) -> str:
    """Why a year of a counter has no value; `row`: of traffic_station_years, None where it has none."""
    valid, every = (None, None) if row is None else (row["days_valid"], row["days_in_year"])
    return gap_reason(page.texts, year, valid, every)
