"""One counting station: its figures of a year, its years, its day and its week."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from strukturmonitor.charts.traffic import station_trend_figure, week_profile_figure, weekday_name
from strukturmonitor.traffic import MEASURES, Measure
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.traffic.parts import day_profile, note, year_reason
from strukturmonitor.ui.views import Column, chart


@dataclass(frozen=True)
class Detail:
    """What was read of a station. `direction`: 0 both, 1, 2; `years`, `counts`: rows of its queries; `age`: method,
    date and coverage in one line."""

    direction: int
    direction_name: str
    years: pd.DataFrame
    counts: pd.DataFrame
    age: str


def show_station(page: Page, station_id: str, station: pd.Series, year: int) -> Detail:
    """Direction, figures of the year and the line that says how they came to be."""
    texts = page.texts
    counts = page.data.read("traffic_short_counts", station_id=station_id)
    if station["method"] == "one_day":
        return _one_day(page, counts, year)
    directions = {
        "beide": texts("traffic.direction.both_short"),
        "1": station["direction_1"],
        "2": station["direction_2"],
    }
    slug = page.choice("richtung", texts("traffic.direction"), directions, widget="segmented")
    direction = 0 if slug == "beide" else int(slug)
    name = (
        texts("traffic.direction.both")
        if direction == 0
        else texts("traffic.direction.towards", place=directions[slug])
    )
    years = page.data.read("traffic_station_years", station_id=station_id, direction=direction)
    by_year = years.set_index("year")
    now = by_year.loc[year] if year in by_year.index else None
    before = by_year.loc[year - 1] if year - 1 in by_year.index else None
    if now is None or pd.isna(now["dtv"]):
        age = year_reason(page, year, now)
        st.info(age, icon=":material/info:")
        return Detail(direction, name, years, counts, age)
    boxes = [*st.columns(2), *st.columns(2)]
    for box, measure in zip(boxes, MEASURES.values(), strict=True):
        change = (
            "–"
            if before is None
            else measure.format_change(texts, now[measure.column], before[measure.column], year - 1)
        )
        box.metric(
            measure.label(texts),
            texts.percent(now[measure.column]) if measure.is_share else texts.number(now[measure.column]),
            None if change == "–" else change,
            delta_color="off",
            delta_arrow="off",
            help=texts(f"traffic.measure.{measure.column}.help"),
        )
    age = texts(
        "traffic.age.permanent",
        year=year,
        valid=texts.number(now["days_valid"]),
        all=texts.number(now["days_in_year"]),
        estimated=texts.percent(now["hours_estimated_pct"]),
    )
    st.caption(age)
    return Detail(direction, name, years, counts, age)


def _one_day(page: Page, counts: pd.DataFrame, year: int) -> Detail:
    texts = page.texts
    both = texts("traffic.direction.both")
    past = counts[counts["counted_on"].dt.year <= year]
    nothing = pd.DataFrame(columns=["year", "dtv", "dtvw", "dtvw5", "heavy_pct", "days_valid", "days_in_year"])
    if past.empty:
        age = texts("traffic.age.not_yet", year=year)
        st.info(age, icon=":material/info:")
        return Detail(0, both, nothing, counts, age)
    last = past.iloc[-1]
    first_box, second_box = st.columns(2)
    first_box.metric(
        MEASURES["dtvw5"].label(texts), texts.number(last["dtvw5"]), help=texts("traffic.measure.dtvw5.help")
    )
    second_box.metric(
        texts("traffic.measure.heavy_pct"),
        texts.percent(last["heavy_pct"]),
        help=texts("traffic.measure.heavy_pct.help"),
    )
    factor = last["expansion_factor"]
    age = texts(
        "traffic.age.not_extrapolated" if pd.isna(last["dtvw5"]) else "traffic.age.one_day",
        date=texts.date(last["counted_on"]),
        hours=texts.number(last["hours_counted"]),
        vehicles=texts.number(last["vehicles_counted"]),
    )
    if pd.notna(factor):
        age += " " + texts("traffic.age.factor", factor=texts.number(factor, 2))
    st.caption(age)
    return Detail(0, both, nothing, counts, age)


def show_profiles(page: Page, station_id: str, station: pd.Series, detail: Detail, year: int) -> None:
    """Day and week of the station."""
    st.header(f"{station['name']} · {detail.direction_name}", anchor=False)
    if station["method"] == "one_day":
        st.info(page.texts("traffic.profile.one_day"), icon=":material/info:")
        return
    values = {"station_id": station_id, "year": year, "direction": detail.direction}
    days, week = page.data.read("traffic_day_profile", **values), page.data.read("traffic_week_profile", **values)
    if days.empty:
        st.info(page.texts("traffic.profile.none", year=year), icon=":material/info:")
        return
    day_box, week_box = st.columns(2, gap="medium")
    with day_box:
        _day(page, station, detail, days, year)
    with week_box:
        _week(page, station, detail, week, year)


def show_years(
    page: Page, station: pd.Series, detail: Detail, measure: Measure, first_year: int, last_year: int
) -> None:
    """The station over the years, with its gaps and their reasons."""
    texts = page.texts
    if station["method"] == "one_day" and not measure.is_share:
        measure = MEASURES["dtvw5"]
    has_counts = measure.column in detail.counts and detail.direction == 0
    counts = detail.counts if has_counts else detail.counts.iloc[0:0]
    counts = counts.assign(value=counts[measure.column] if has_counts else pd.Series(dtype="float64"))
    years = detail.years.assign(value=detail.years[measure.column])
    gaps: dict[int, str] = {}
    if station["method"] == "permanent":
        known = years.set_index("year")
        for each in range(first_year, last_year + 1):
            row = known.loc[each] if each in known.index else None
            if row is None or pd.isna(row["value"]):
                gaps[each] = year_reason(page, each, row)
    elif not counts.empty:
        first_year, last_year = int(counts["counted_on"].dt.year.min()), int(counts["counted_on"].dt.year.max())
    told = [f"{row.year}: {measure.format(texts, row.value)}" for row in years.dropna(subset=["value"]).itertuples()]
    told += [f"{texts.date(row.counted_on)}: {measure.format(texts, row.value)}" for row in counts.itertuples()]
    title = texts(
        "traffic.trend.title", measure=measure.name(texts), station=station["name"], first=first_year, last=last_year
    )
    method = texts(f"traffic.method.{station['method']}.long")
    table = pd.concat(
        [
            pd.DataFrame(
                {
                    "when": years["year"].astype(str),
                    "value": years["value"],
                    "method": texts("traffic.method.permanent"),
                }
            ),
            pd.DataFrame(
                {
                    "when": [texts.date(day) for day in counts["counted_on"]],
                    "value": list(counts["value"]),
                    "method": texts("traffic.method.one_day"),
                }
            ),
            pd.DataFrame(
                {
                    "when": [str(each) for each in gaps if each not in set(years["year"])],
                    "value": None,
                    "method": texts("traffic.gap"),
                }
            ),
        ],
        ignore_index=True,
    ).astype({"value": "float64"})
    chart(
        page,
        lambda: station_trend_figure(texts, measure, years, counts, gaps, first_year, last_year),
        made_from=(station.name, detail.direction, measure.column, first_year, last_year),
        key="jahre",
        title=title,
        alt=" ".join([f"{title}. {'; '.join(told) or texts('traffic.trend.empty')}.", *gaps.values()]),
        table=table.sort_values("when"),
        columns={
            "when": Column(texts("traffic.column.counted")),
            "value": Column(measure.name(texts), "percent" if measure.is_share else "number", measure.decimals),
            "method": Column(texts("traffic.column.method")),
        },
        note=" ".join(
            [
                note(
                    page,
                    tables=("traffic_hour", "traffic_short_count"),
                    date=f"{first_year}–{last_year}",
                    method=method,
                ),
                *gaps.values(),
            ]
        ),
    )


def _day(page: Page, station: pd.Series, detail: Detail, days: pd.DataFrame, year: int) -> None:
    texts = page.texts
    day_profile(
        page,
        days,
        value="vehicles",
        key="tag",
        title=texts("traffic.day.title", station=station["name"], year=year),
        alt="traffic.day.alt",
        columns={
            "vehicles": Column(texts("traffic.column.vehicles_hour"), "number"),
            "heavy_vehicles": Column(texts("traffic.column.heavy_hour"), "number"),
            "days": Column(texts("traffic.column.days"), "number"),
        },
        note=_told_by(page, detail, year),
        made_from=(station.name, detail.direction, year),
    )


def _told_by(page: Page, detail: Detail, year: int) -> str:
    """Where the values of a profile come from, and how complete the count is."""
    source = note(page, tables=("traffic_hour",), date=str(year), method=page.texts("traffic.method.permanent.long"))
    return f"{source} · {detail.age}"


def _week(page: Page, station: pd.Series, detail: Detail, week: pd.DataFrame, year: int) -> None:
    texts = page.texts
    title = texts("traffic.week.title", station=station["name"], year=year)
    told = [f"{weekday_name(texts, row.weekday)} {texts.number(row.vehicles)}" for row in week.itertuples()]
    chart(
        page,
        lambda: week_profile_figure(texts, week),
        made_from=(station.name, detail.direction, year),
        key="woche",
        title=title,
        alt=f"{title}: {texts.list(told)}.",
        table=week.assign(day=[weekday_name(texts, day) for day in week["weekday"]]),
        columns={
            "day": Column(texts("traffic.column.weekday")),
            "vehicles": Column(texts("unit_name.vehicles_24h"), "number"),
            "heavy_vehicles": Column(texts("traffic.column.heavy_day"), "number"),
            "days": Column(texts("traffic.column.days"), "number"),
        },
        note=_told_by(page, detail, year),
    )
