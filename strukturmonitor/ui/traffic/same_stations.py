"""The index of the same stations over time: which stations and years are in it, and what is left out and why."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.traffic import index_figure
from strukturmonitor.traffic import motor_notables
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import note
from strukturmonitor.ui.views import Column, chart, data_below

_PANDEMIC_YEAR = 2020


def compared_area(page: Page, area: Area) -> Area:
    """The index speaks of Stadtbezirke and the city: smaller areas have too few stations."""
    return area if area.level == "city" else page.tree.bezirk_of(area.area_id) or page.tree.city


def same_stations(page: Page, area: Area) -> pd.DataFrame:
    """Rows of the index of the area and of the city."""
    ids = dict.fromkeys((compared_area(page, area).area_id, page.tree.city.area_id))
    return page.data.read("traffic_same_stations", area_ids=tuple(ids))


def index_sentences(page: Page, area: Area, compared: pd.DataFrame) -> list[str]:
    of, city = compared_area(page, area), page.tree.city
    return motor_notables(
        page.texts,
        page.where(of.area_id),
        same=compared[compared["area_id"] == of.area_id],
        city=None if of == city else compared[compared["area_id"] == city.area_id],
        city_name=city.name,
    )


def show_index(page: Page, area: Area, compared: pd.DataFrame) -> None:
    texts, city, of = page.texts, page.tree.city, compared_area(page, area)
    here = compared[compared["area_id"] == of.area_id]
    st.header(texts("traffic.index.heading"), anchor=False)
    if len(here) < 2:
        st.info(texts("traffic.index.none", area=page.area_label(of.area_id)), icon=":material/info:")
        _left_out(page, of)
        return
    stations, first, last = int(here["stations"].iloc[-1]), int(here["year"].iloc[0]), int(here["year"].iloc[-1])
    lines = [texts("traffic.index.help", stations=texts.number(stations), first=first)]
    if first == _PANDEMIC_YEAR:
        lines.append(texts("traffic.index.pandemic"))
    st.caption(" ".join(lines))
    names = {each.area_id: page.area_label(each.area_id) for each in dict.fromkeys((of, city))}
    line = note(
        page, tables=("traffic_hour",), date=f"{first}–{last}", method=texts("traffic.method.index", stations=stations)
    )
    columns = {
        "area": Column(texts("filter.area")),
        "year": Column(texts("traffic.year"), "year"),
        "dtv_index": Column(texts("traffic.index.column"), "number", 1),
        "heavy_pct": Column(texts("traffic.measure.heavy_pct"), "percent", 1),
        "stations": Column(texts("traffic.column.stations"), "number"),
    }
    table = compared.assign(area=compared["area_id"].map(names))
    shown = [("dtv_index", "index")] + ([("heavy_pct", "pct")] if compared["heavy_pct"].notna().any() else [])
    for box, (value, unit) in zip(st.columns(2, gap="medium"), shown, strict=False):
        with box:
            chart(
                page,
                lambda value=value, unit=unit: index_figure(
                    texts, compared.dropna(subset=[value]), names, city.area_id, value=value, unit=unit
                ),
                made_from=(of.area_id,),
                key=f"gleiche-{unit}",
                title=texts(f"traffic.index.title.{unit}", area=names[of.area_id], first=first, last=last),
                alt=_alt(page, names, compared, value, unit),
                table=table,
                columns=columns,
                note=line,
            )
    _left_out(page, of)


def _left_out(page: Page, of: Area) -> None:
    """Which years and stations are compared, and why the others are not."""
    texts = page.texts
    years = page.data.read("traffic_index_years")
    stations = page.data.read("traffic_index_stations", area_id=of.area_id)
    if stations.empty:
        return
    is_in = stations["is_in"].astype(bool)
    told = texts(
        "traffic.index.who",
        inside=texts.number(int(is_in.sum())),
        all=texts.number(len(stations)),
        area=page.area_label(of.area_id),
        years=texts.list([str(year) for year in years.loc[years["is_compared"], "year"]]),
    )
    out = years[~years["is_compared"]]
    reasons = [
        texts(
            "traffic.index.year_out",
            year=row.year,
            valid=texts.number(row.stations_valid),
            all=texts.number(row.stations),
        )
        for row in out.itertuples()
    ]
    missing = [list(found) if hasattr(found, "__len__") else [] for found in stations["years_missing"]]
    table = stations.assign(
        role=[
            texts("traffic.index.in")
            if inside
            else texts("traffic.index.out", years=texts.list([str(year) for year in gone]))
            for inside, gone in zip(is_in, missing, strict=True)
        ],
        change=100.0 * (stations["dtv_last"] / stations["dtv_first"] - 1),
    )
    line = " ".join([told, *reasons])
    st.caption(line)
    data_below(
        page,
        key="gleiche-stellen",
        title=texts("traffic.index.stations_title", area=page.area_label(of.area_id)),
        alt=line,
        table=table,
        columns={
            "name": Column(texts("traffic.column.station")),
            "role": Column(texts("traffic.index.role")),
            "dtv_first": Column(texts("traffic.index.dtv_first"), "number"),
            "dtv_last": Column(texts("traffic.index.dtv_last"), "number"),
            "change": Column(texts("traffic.index.change"), "change", 1),
        },
        note=note(page, tables=("traffic_hour",), date=_span(years), method=texts("traffic.method.permanent.long")),
    )


def _span(years: pd.DataFrame) -> str:
    return f"{years['year'].min()}–{years['year'].max()}" if len(years) else "–"


def _alt(page: Page, names: dict[str, str], compared: pd.DataFrame, value: str, unit: str) -> str:
    texts = page.texts
    sentences = []
    for area_id, name in names.items():
        line = compared[compared["area_id"] == area_id].sort_values("year")
        told = [
            f"{row.year}: {texts(f'unit.{unit}', value=texts.number(getattr(row, value), 1))}"
            for row in line.itertuples()
        ]
        sentences.append(f"{name}: {', '.join(told)}.")
    return " ".join(sentences)
