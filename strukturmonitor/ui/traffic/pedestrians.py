"""Passers-by: the counters, month by month, and the course of a day."""

import math

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.palette import CHOSEN
from strukturmonitor.charts.pedestrians import pedestrian_months_figure
from strukturmonitor.indicators import catalogue
from strukturmonitor.traffic import pedestrian_notables
from strukturmonitor.ui.legends import map_foot
from strukturmonitor.ui.maps import point_map
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import Shown, area_with_rows, day_profile, note, say
from strukturmonitor.ui.views import Column, chart, data_below

TABLES = ("pedestrian_station", "pedestrian_hour")
_FIRST_HOUR, _LAST_HOUR = 10, 19


def show_pedestrians(page: Page, area: Area) -> Shown:
    texts = page.texts
    scope, counters = area_with_rows(page, area, "pedestrian_stations")
    if counters.empty:
        st.info(texts("traffic.empty.pedestrians"), icon=":material/inbox:")
        return Shown()
    known = page.data.read("pedestrian_years")
    if known.empty:
        st.info(texts("traffic.empty.pedestrian_counts"), icon=":material/inbox:")
        _map(page, counters.assign(per_hour=float("nan")), "")
        return Shown([], citations(page, "pedestrian_station"))
    series = page.data.series(catalogue()["passanten"])
    here = series[series["area_id"] == scope.area_id]
    say(
        page,
        pedestrian_notables(
            texts, page.where(scope.area_id), pd.DataFrame({"year": here["period"].dt.year, "per_hour": here["value"]})
        ),
    )
    year_box, counter_box = st.columns([1, 2])
    with year_box:
        complete = [row.year for row in known.itertuples() if _is_whole_year(row.last_day)]
        default = str(complete[-1] if complete else known["year"].iloc[-1])
        years = {str(each): str(each) for each in known["year"][::-1]}
        year = int(page.choice("jahr", texts("traffic.year"), years, default=default))
        page.view.keep("jahr", str(year))
    with counter_box:
        names = {
            "alle": texts("traffic.counter.all"),
            **dict(zip(counters["station_id"], counters["name"], strict=True)),
        }
        counter = page.choice("zaehler", texts("traffic.counter"), names)
    last_day = known.set_index("year").loc[year, "last_day"]
    date = str(year) if _is_whole_year(last_day) else texts("traffic.until", date=texts.date(last_day))
    profile = page.data.read("pedestrian_profile", area_id=scope.area_id, year=year)
    daytime = profile[profile["hour"].between(_FIRST_HOUR, _LAST_HOUR)]
    sums = (
        daytime.assign(persons=daytime["pedestrians"] * daytime["days"])
        .groupby("station_id")[["persons", "days"]]
        .sum()
    )
    counters = counters.assign(per_hour=counters["station_id"].map(sums["persons"] / sums["days"]))
    map_box, side = st.columns([3, 2], gap="medium")
    with map_box:
        _map(page, counters, date)
    with side:
        for row in counters.itertuples():
            st.metric(
                row.name,
                texts("unit.per_hour", value=texts.number(row.per_hour)),
                help=texts("traffic.pedestrians.help"),
            )
        st.caption(texts("traffic.pedestrians.age", date=date))
        _day(page, scope, profile, counter, names[counter], date)
    _months(page, scope)
    return Shown([date, names[counter]], citations(page, *TABLES))


def _map(page: Page, counters: pd.DataFrame, date: str) -> None:
    texts = page.texts
    inside = page.data.read("area_at", lon=float(counters["lon"].mean()), lat=float(counters["lat"].mean()))
    near = inside.loc[inside["level"] == "stat", "area_id"]
    shown = [
        texts("unit.per_hour", value=texts.number(value)) if value == value else texts("missing.not_collected")
        for value in counters["per_hour"]
    ]
    points = pd.DataFrame(
        {
            "lon": counters["lon"],
            "lat": counters["lat"],
            "name": counters["name"],
            "hover": shown,
            "colour": CHOSEN,
            "radius_px": [4 + 7 * math.sqrt(value / 3000) if value == value else 6 for value in counters["per_hour"]],
        }
    )
    title = texts("traffic.pedestrians.map", date=date) if date else texts("traffic.pedestrians.map_places")
    alt = (
        f"{title}: "
        + texts.list([f"{name} {value}" for name, value in zip(counters["name"], shown, strict=True)])
        + "."
    )
    st.markdown(f"**{title}**")
    point_map(page, points, key="zaehler", alt=alt, focus=near.iloc[0] if len(near) else None, is_narrow=True)
    page.parts[-1].title = title
    map_foot(page)
    line = note(page, tables=TABLES, date=date or "–", method=texts("traffic.pedestrians.method"))
    st.caption(line)
    columns = {"name": Column(texts("traffic.counter")), "per_hour": Column(texts("unit_name.per_hour"), "number")}
    data_below(page, key="zaehler", title=title, alt=alt, table=counters, columns=columns, note=line)


def _day(page: Page, scope: Area, profile: pd.DataFrame, counter: str, name: str, date: str) -> None:
    texts = page.texts
    rows = profile if counter == "alle" else profile[profile["station_id"] == counter]
    days = rows.groupby(["day_type", "hour"], as_index=False)["pedestrians"].mean()
    title = texts("traffic.pedestrians.day", counter=name, date=date)
    if days.empty:
        st.info(texts("traffic.pedestrians.no_profile", counter=name, date=date), icon=":material/info:")
        return
    day_profile(
        page,
        days,
        value="pedestrians",
        key="passanten-tag",
        title=title,
        alt="traffic.pedestrians.day_alt",
        columns={"pedestrians": Column(texts("unit_name.per_hour"), "number")},
        note=note(page, tables=("pedestrian_hour",), date=date, method=texts("traffic.pedestrians.day_method")),
        made_from=(scope.area_id, counter, date),
    )


def _months(page: Page, scope: Area) -> None:
    texts = page.texts
    rows = page.data.read("pedestrian_months", area_id=scope.area_id)
    first, last = rows["month"].min(), rows["month"].max()
    span = texts("traffic.span", first=_month(page, first), last=_month(page, last))
    title = texts("traffic.pedestrians.months", span=span)
    told = []
    for name, line in rows.groupby("name", sort=False):
        valued = line.dropna(subset=["per_hour"])
        if valued.empty:
            continue
        high, low = valued.loc[valued["per_hour"].idxmax()], valued.loc[valued["per_hour"].idxmin()]
        told.append(
            texts(
                "traffic.pedestrians.months_alt",
                name=name,
                high=texts.number(high["per_hour"]),
                high_month=_month(page, high["month"]),
                low=texts.number(low["per_hour"]),
                low_month=_month(page, low["month"]),
                gaps=len(line) - len(valued),
            )
        )
    chart(
        page,
        pedestrian_months_figure(texts, rows),
        key="passanten-monate",
        title=title,
        alt=" ".join([f"{title}.", *told]),
        table=rows.assign(label=[_month(page, month) for month in rows["month"]]),
        columns={
            "name": Column(texts("traffic.counter")),
            "label": Column(texts("traffic.column.month")),
            "per_hour": Column(texts("unit_name.per_hour"), "number"),
            "hours_counted": Column(texts("traffic.column.hours_counted"), "number"),
        },
        note=note(page, tables=("pedestrian_hour",), date=span, method=texts("traffic.pedestrians.months_method")),
    )


def _is_whole_year(last_day: pd.Timestamp) -> bool:
    return (last_day.month, last_day.day) == (12, 31)


def _month(page: Page, day: pd.Timestamp) -> str:
    return page.texts("traffic.month", month=page.texts.month(day.month), year=day.year)
