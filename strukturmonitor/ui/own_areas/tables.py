"""Everything in detail: tables, courses over time, stations, files."""

import json

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from strukturmonitor.charts.trend import trend_figure
from strukturmonitor.exports.names import file_name
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.indicators import catalogue
from strukturmonitor.own_areas.result import Result
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.own_areas.choosing import Chosen
from strukturmonitor.ui.own_areas.rows import Figure, as_properties, as_table, told
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, show_cards, show_table

COUNTED_TABLES = ("unit", "accident", "report")
ESTIMATED_TABLES = ("population", "household", "unemployment")
_OWN = "own"


def show_tables(page: Page, result: Result, counted: list[Figure], estimated: list[Figure]) -> None:
    texts = page.texts
    if counted:
        with _section(page, texts("own.counted")):
            st.markdown(texts("own.counted_help"))
            _figures_table(page, counted, key="gezaehlt", alt=texts("own.counted"), has_range=False)
            st.caption(_note(page, result, "counted"))
    if estimated:
        is_whole = result.quality is not None and result.quality.grade == "whole"
        title = texts("own.summed" if is_whole else "own.estimated")
        with _section(page, title):
            _figures_table(page, estimated, key="geschaetzt", alt=title, has_range=not is_whole)
            st.caption(_note(page, result, "summed" if is_whole else "estimated"))


def _section(page: Page, title: str) -> DeltaGenerator:
    """Under a heading; on a phone, where a table is long, folded."""
    if page.is_phone:
        return st.expander(title)
    st.header(title, anchor=False)
    return st.container()


def show_courses(page: Page, result: Result) -> None:
    """Vacancy rate beside the city's, and residents year by year."""
    texts, city = page.texts, page.tree.city
    vacancy = result.counts.vacancy
    indicator = catalogue()["leerstandsquote"]
    names = {_OWN: texts("own.value"), city.area_id: city.name}
    columns = {"period": Column(texts("own.date"), "date")}
    if vacancy["value"].notna().sum() > 1:
        of_city = page.data.series(indicator)
        of_city = of_city.loc[of_city["area_id"] == city.area_id, ["area_id", "period", "value"]]
        own = vacancy.assign(area_id=_OWN, period=pd.to_datetime(vacancy["period"]))[["area_id", "period", "value"]]
        rows = pd.concat([own, of_city], ignore_index=True).assign(is_estimate=False)
        table = rows.pivot(index="period", columns="area_id", values="value").sort_index(ascending=False).reset_index()
        chart(
            page,
            trend_figure(texts, indicator, rows, names, city_id=city.area_id, height=300),
            key="leerstand",
            title=texts("own.trend.vacancy", city=city.name),
            alt=texts("own.trend.vacancy_alt", name=texts("own.value"), **_ends(page, own, decimals=1, is_pct=True)),
            table=table,
            columns=columns | {area_id: Column(name, "percent", 1) for area_id, name in names.items()},
            note=texts("own.trend.vacancy_note", source=_cited(page, ("unit",))),
        )
    if result.quality is None:
        return
    people = result.amounts[result.amounts["amount"] == "residents"].dropna(subset=["value"])
    if len(people) > 1:
        is_whole = result.quality.grade == "whole"
        rows = people.assign(area_id=_OWN, is_estimate=not is_whole)
        figure = trend_figure(
            texts, catalogue()["bevoelkerung"], rows, {_OWN: texts("own.value")}, height=300, from_zero=False
        )
        figure.update_yaxes(tickformat=",d")
        chart(
            page,
            figure,
            key="menschen",
            title=texts("own.trend.residents_whole" if is_whole else "own.trend.residents"),
            alt=texts("own.trend.residents_alt", **_ends(page, people, decimals=0, is_pct=False)),
            table=people.sort_values("period", ascending=False),
            columns=columns | {name: Column(texts(f"own.{name}"), "number") for name in ("value", "low", "high")},
            note=_note(page, result, "summed" if is_whole else "estimated"),
        )


def show_stations(page: Page, result: Result) -> None:
    """Stations with their own values: a mean over stations would say nothing."""
    texts = page.texts
    traffic, walkers = result.counts.stations, result.counts.passers_by
    st.header(texts("own.stations"), anchor=False)
    if traffic.empty and walkers.empty:
        st.markdown(texts("own.stations_none"))
        return
    columns = {"name": Column(texts("own.station.name"))}
    if not traffic.empty:
        shown = columns | {
            "dtv": Column(texts("own.station.dtv"), "number"),
            "dtvw5": Column(texts("own.station.dtvw5"), "number"),
            "heavy_pct": Column(texts("own.station.heavy_pct"), "percent", 1),
            "year": Column(texts("own.station.year"), "year"),
        }
        show_table(page, traffic, shown, key="verkehr", alt=texts("own.stations"))
    if not walkers.empty:
        shown = columns | {
            "per_hour": Column(texts("own.station.per_hour"), "number"),
            "year": Column(texts("own.station.year"), "year"),
        }
        show_table(page, walkers, shown, key="passanten", alt=texts("own.stations"))
    st.caption(_note(page, result, "counted", ("traffic_year", "pedestrian_hour")))


def show_downloads(page: Page, chosen: Chosen, result: Result, figures: list[Figure]) -> None:
    """All figures, and the outline with them."""
    texts = page.texts
    title = texts("own.download.title", name=chosen.name)
    tables = COUNTED_TABLES + (ESTIMATED_TABLES if result.quality is not None else ())
    is_whole = result.quality is not None and result.quality.grade == "whole"
    ways = ["counted"] if result.quality is None else ["counted", "summed" if is_whole else "estimated"]
    notes = [_note(page, result, how, ()) for how in ways]
    notes += citations(page, *tables) + ([texts("demo.line")] if page.is_demo else [])
    labels = {
        "label": texts("own.row"), "value": texts("own.value"), "low": texts("own.low"), "high": texts("own.high"),
        "city": page.tree.city.name, "share_pct": texts("own.share", city=page.tree.city.name), "date": texts("own.date"),
    }  # fmt: skip
    if is_whole:
        labels = {name: label for name, label in labels.items() if name not in ("low", "high")}
    with st.container(horizontal=True):
        st.download_button(
            texts("own.download.csv"),
            lambda: csv_bytes(
                texts, as_table(page, figures)[list(labels)].rename(columns=labels), title=title, notes=notes
            ),
            file_name=file_name(chosen.name, "csv"),
            mime="text/csv",
            key=page.view.key("csv"),
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            texts("own.download.geojson"),
            lambda: _geojson(chosen.name, result, figures, notes),
            file_name=file_name(chosen.name, "geojson"),
            mime="application/geo+json",
            key=page.view.key("geojson"),
            on_click="ignore",
            icon=":material/download:",
        )


def _geojson(name: str, result: Result, figures: list[Figure], notes: list[str]) -> bytes:
    properties = {"name": name, "area_km2": round(result.area.area_km2, 4), **as_properties(figures), "notes": notes}
    feature = {"type": "Feature", "geometry": json.loads(result.area.outline), "properties": properties}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False).encode()


def _figures_table(page: Page, figures: list[Figure], *, key: str, alt: str, has_range: bool) -> None:
    texts, city = page.texts, page.tree.city.name
    rows = [
        {
            "label": each.label,
            "value": told(page, each, each.value),
            "low": told(page, each, each.low),
            "high": told(page, each, each.high),
            "city": told(page, each, each.city),
            "share": texts.percent(each.share_pct),
            "date": each.date,
        }
        for each in figures
    ]
    columns = {
        "label": Column(texts("own.row")),
        "value": Column(texts("own.value")),
        "low": Column(texts("own.low")),
        "high": Column(texts("own.high")),
        "city": Column(city),
        "share": Column(texts("own.share", city=city)),
        "date": Column(texts("own.date")),
    }
    if not has_range:
        columns = {name: column for name, column in columns.items() if name not in ("low", "high")}
    table = pd.DataFrame(rows)
    if page.is_phone:
        show_cards(table[list(columns)], columns)
    else:
        show_table(page, table, columns, key=key, alt=alt, height="content")


def _note(page: Page, result: Result, how: str, tables: tuple[str, ...] | None = None) -> str:
    if tables is None:
        tables = COUNTED_TABLES if how == "counted" else ESTIMATED_TABLES
    texts = page.texts
    boundaries = texts("own.quality.boundaries", date=texts.date(result.shares.boundaries_on))
    method = texts(f"own.method.{how}")
    if not tables:
        return method if how == "counted" else f"{method} {boundaries}"
    boundaries = "" if how == "counted" else boundaries
    return texts("own.table_note", method=method, boundaries=boundaries, source=_cited(page, tables)).replace("  ", " ")


def _cited(page: Page, tables: tuple[str, ...]) -> str:
    return "; ".join(citations(page, *tables)) or "–"


def _ends(page: Page, line: pd.DataFrame, *, decimals: int, is_pct: bool) -> dict[str, str]:
    """First and last value of a course with their dates."""
    texts = page.texts
    ordered = line.dropna(subset=["value"]).sort_values("period")
    show = texts.percent if is_pct else texts.number
    found = {}
    for name, row in (("first", ordered.iloc[0]), ("last", ordered.iloc[-1])):
        found |= {name: show(row["value"], decimals), f"{name}_date": texts.date(row["period"])}
    return found
