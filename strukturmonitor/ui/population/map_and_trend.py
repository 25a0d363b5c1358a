"""One indicator of the theme on the map, and its trend with the city as reference."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.trend import trend_figure
from strukturmonitor.indicators import Indicator, catalogue, latest
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.texts import Texts
from strukturmonitor.ui.maps import area_map, new_click
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.views import Column, chart, data_below


def show_map_and_trend(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    st.header(texts("population.map_heading"), anchor=False)
    options = {i.id: i for i in catalogue().values() if i.theme == "demography"}
    choose_indicator, choose_level = st.columns([5, 3])
    with choose_indicator:
        chosen = page.choice(
            "indikator", texts("filter.indicator"), {i.id: i.title.in_language(texts) for i in options.values()},
            default="altenquotient",
        )  # fmt: skip
    indicator = options[chosen]
    with choose_level:
        levels = {"bezirk": texts("level.bezirk"), "stat": texts("level.stat")}
        level = page.choice("ebene", texts("filter.level"), levels, widget="segmented")
    rows = page.data.series(indicator)
    st.caption(indicator.description.in_language(texts))
    map_box, trend_box = st.columns([5, 3])
    with map_box:
        _map(frame, indicator, level, rows)
    with trend_box:
        _trend(frame, indicator, rows)


def _map(frame: Frame, indicator: Indicator, level: str, rows: pd.DataFrame) -> None:
    page, texts = frame.page, frame.page.texts
    title = texts(
        "population.map_title",
        indicator=indicator.title.in_language(texts),
        level=texts(f"level.{level}"),
        year=frame.period.year,
    )
    st.markdown(f"**{title}**")
    areas = page.tree.of_level(level)
    at_period = latest(rows[rows["period"] == frame.period]).reindex([area.area_id for area in areas])
    table = at_period.assign(name=[area.name for area in areas]).sort_values("value", ascending=False)
    alt = _map_alternative(texts, indicator, title, table)
    clicked = area_map(page, indicator, level, frame.period, key="karte", alt=alt, selected=frame.area.area_id)
    note = frame.note(*tables_read(indicator.query), method=_method(indicator))
    st.caption(note)
    columns = {
        "name": Column(texts("filter.area")),
        "value": Column(_label(texts, indicator), "number", indicator.decimals),
    }
    data_below(page, key="karte", title=title, alt=alt, table=table, columns=columns, note=note)
    if new_click(page, "karte", clicked) and clicked != frame.area.area_id:
        page.choose_area(clicked)


def _map_alternative(texts: Texts, indicator: Indicator, title: str, table: pd.DataFrame) -> str:
    known = table.dropna(subset=["value"])
    if known.empty:
        return f"{title}: {texts('missing.not_collected')}."
    high, low = known.iloc[0], known.iloc[-1]
    return texts(
        "population.map_alt",
        title=title,
        high=high["name"],
        high_value=indicator.format_value(texts, high["value"]),
        low=low["name"],
        low_value=indicator.format_value(texts, low["value"]),
        missing=texts.number(len(table) - len(known)),
    )


def _trend(frame: Frame, indicator: Indicator, rows: pd.DataFrame) -> None:
    page, texts = frame.page, frame.page.texts
    names = {frame.area.area_id: frame.area.name} if indicator.is_amount else frame.names
    if frame.is_city and indicator.id == "umzugssaldo":
        st.info(texts("population.within_help_city"))
        return
    table, columns, alt = trend_table(frame, indicator, rows)
    chart(
        page,
        lambda: trend_figure(
            texts,
            indicator,
            rows,
            names,
            city_id=None if frame.is_city else frame.city.area_id,
            height=430,
            from_zero=not indicator.is_amount,
        ),
        made_from=(indicator.id, frame.area.area_id),
        key="verlauf",
        title=texts("population.trend_title", indicator=indicator.title.in_language(texts), area=frame.label),
        alt=alt,
        table=table,
        columns=columns,
        note=frame.note(*tables_read(indicator.query), method=_method(indicator), years=None),
    )


def trend_table(frame: Frame, indicator: Indicator, rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Column], str]:
    """Values of area and city by year, their columns, and the text alternative of the trend."""
    texts = frame.page.texts
    names = {frame.area.area_id: frame.area.name} if indicator.is_amount else frame.names
    table = pd.DataFrame(
        {area_id: rows[rows["area_id"] == area_id].set_index("period")["value"] for area_id in names}
    ).sort_index(ascending=False)
    known = table[frame.area.area_id].dropna()
    if known.empty:
        alt = texts("population.trend_missing", area=frame.label)
    else:
        first, last = known.iloc[-1], known.iloc[0]
        alt = texts(
            "population.trend_alt",
            indicator=indicator.title.in_language(texts), area=frame.label,
            first=indicator.format_value(texts, first), first_year=known.index[-1].year,
            last=indicator.format_value(texts, last), last_year=known.index[0].year,
            high=indicator.format_value(texts, known.max()), high_year=known.idxmax().year,
            low=indicator.format_value(texts, known.min()), low_year=known.idxmin().year,
        )  # fmt: skip
    columns = {"year": Column(texts("population.year"), "year")}
    columns |= {
        area_id: Column(f"{name} ({texts(f'unit_name.{indicator.unit}')})", "number", indicator.decimals)
        for area_id, name in names.items()
    }
    return table.assign(year=table.index.year), columns, alt


def _label(texts: Texts, indicator: Indicator) -> str:
    return f"{indicator.title.in_language(texts)} ({texts(f'unit_name.{indicator.unit}')})"


def _method(indicator: Indicator) -> str:
    return "ratios" if indicator.unit == "ratio" else "register"
