"""Überblick: how the city's districts stand in one indicator, what changed most, and the headline figures."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import LEVELS, Area, find_places
from strukturmonitor.charts.overview import ranking_figure
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.notable import highest_and_lowest
from strukturmonitor.indicators.reading import reading_sentence
from strukturmonitor.ui.figures import change_words, figure_row
from strukturmonitor.ui.findings import show_city_findings
from strukturmonitor.ui.glance import glance_table
from strukturmonitor.ui.maps import area_map
from strukturmonitor.ui.notes import indicator_citation, indicator_note
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.views import Column, chart, data_below

_FIRST = "leerstandsquote"


def show() -> None:
    page = open_page("")
    texts = page.texts
    sentences, search = st.columns([3, 1.25], gap="medium")
    indicator_box, level_box, date_box, area_box = page.filters([2.1, 1.4, 1.4, 1.8])
    with indicator_box:
        indicator = _indicator(page)
    with level_box:
        shown = [level for level in ("bezirk", "stat") if level in indicator.levels]
        level = page.choice("ebene", texts("filter.level"), {level: texts(f"level.{level}") for level in shown})
    periods = page.data.series(indicator)["period"].unique()
    with date_box:
        period = page.period(periods, indicator.period)
    with area_box:
        area = page.area(levels=("city", "bezirk"))
    as_of = None if period == max(periods) else period  # the newest date shows the newest value of every indicator
    with sentences:
        _changed(page, as_of)
        if as_of is None:
            show_city_findings(page)
    with search:
        _search(page)
    rows = _rows(page, indicator, as_of)
    map_box, ranking_box = st.columns([1.45, 1], gap="medium")
    with map_box:
        _map(page, indicator, level, period, area, rows)
    with ranking_box:
        _ranking(page, indicator, period, area, rows)
    st.header(texts("overview.figures", area=page.area_label(area.area_id)), anchor=False)
    figure_row(page, area, headline(), as_of=as_of)
    st.caption(texts("figure.change_note"))
    if area.level == "bezirk":
        label = texts("overview.to_profile", area=page.area_label(area.area_id))
        page.link_to("stadtbezirk", label, icon=":material/location_city:", **page.area_query(area.area_id))
    glance_table(page, as_of, page.tree.of_level("bezirk"), [page.tree.city], title=texts("overview.table"))
    page.head(
        texts("page.overview"),
        [
            page.area_label(area.area_id),
            indicator.title.in_language(texts),
            texts(f"level.{level}"),
            texts("figure.date", date=texts.period(period, indicator.period)),
        ],
    )
    origins = {origin for of_level in rows.values() for origin in of_level["origin"].unique()}
    page.close(citations=[indicator_citation(page, indicator, origins, period)])


def _indicator(page: Page) -> Indicator:
    board = page.data.board()
    indicators = {i.id: i for i in catalogue().values() if "bezirk" in i.levels and i.id in board}
    if not indicators:
        page.stop_empty()
    options = {indicator.id: indicator.title.in_language(page.texts) for indicator in indicators.values()}
    first = _FIRST if _FIRST in options else next(iter(options))
    return indicators[page.choice("indikator", page.texts("filter.indicator"), options, default=first)]


def _changed(page: Page, as_of: pd.Timestamp | None) -> None:
    told = page.data.changed_most(page.texts.language, as_of)
    if told:
        title, help_ = page.texts("overview.changed"), page.texts("overview.changed_help")
        page.tell("\n".join(f"- {sentence}" for sentence in told), title=title, help=help_)


def _search(page: Page) -> None:
    texts = page.texts
    wanted = page.text(
        "suche",
        texts("overview.search"),
        placeholder=texts("overview.search_placeholder"),
        help=texts("overview.search_help"),
        icon=":material/search:",
    )
    if not wanted:
        return
    city = page.data.read("build")["city"].iloc[0]
    places = find_places(wanted, page.tree, city, page.data.read("street_districts"))
    for place in places:
        label = page.area_label(place.area.area_id)
        if place.street:
            label = texts("overview.search_street", street=place.street, area=label)
        page.link_to("stadtbezirk", label, icon=":material/arrow_forward:", **page.area_query(place.area.area_id))
    if not places:
        st.caption(texts("overview.search_nothing"))


def _rows(page: Page, indicator: Indicator, as_of: pd.Timestamp | None) -> dict[str, pd.DataFrame]:
    """Where all areas stand, by level."""

    def make() -> dict[str, pd.DataFrame]:
        rows = page.data.standing(indicator, as_of)
        rows = rows.assign(name=rows["area_id"].map(page.tree.names))
        return {level: rows[rows["level"] == level] for level in LEVELS}

    return page.data.derived(("overview_rows", indicator.id, as_of), make)


def _map(
    page: Page, indicator: Indicator, level: str, period: pd.Timestamp, area: Area, rows: dict[str, pd.DataFrame]
) -> None:
    texts = page.texts
    title = texts(
        "overview.map_title",
        indicator=indicator.title.in_language(texts),
        level=texts(f"overview.level.{level}"),
        date=texts.period(period, indicator.period),
    )
    of_level = rows[level]
    ends = page.data.derived(
        ("overview_ends", indicator.id, level, period, texts.language),
        lambda: highest_and_lowest(texts, indicator, of_level, page.tree.names),
    )
    alt = f"{title}. {ends}"
    st.markdown(f"**{title}**", help=texts("overview.map_hint"))
    city = rows["city"]
    if city["value"].notna().any():
        st.markdown(reading_sentence(texts, indicator, city.iloc[0], page.where(page.tree.city.area_id)))
    selected = area.area_id if area.level == "bezirk" else None
    clicked = area_map(page, indicator, level, period, key="karte", alt=alt, selected=selected, is_narrow=True)
    if clicked in page.tree:
        page.go_to("stadtbezirk", **page.area_query(clicked))
    _data(page, indicator, level, period, of_level, title, alt)


def _data(
    page: Page, indicator: Indicator, level: str, period: pd.Timestamp, rows: pd.DataFrame, title: str, alt: str
) -> None:
    texts = page.texts

    def table() -> pd.DataFrame:
        missing = [
            texts(f"missing.{reason or 'not_collected'}") if value != value else ""
            for value, reason in zip(rows["value"], rows["reason"], strict=True)
        ]
        return rows.assign(missing=missing).sort_values("value", ascending=False)

    columns = {
        "name": Column(texts(f"overview.column.{'area' if level == 'bezirk' else 'stat'}")),
        "value": Column(texts("overview.column.value"), "number", indicator.decimals),
        "change": Column(texts("overview.column.change"), "change", indicator.decimals),
        "rank": Column(texts("overview.column.rank"), "number"),
        "missing": Column(texts("overview.column.missing")),
    }
    note = indicator_note(page, indicator, rows["origin"], period)
    data_below(page, key="karte", title=title, alt=alt, table=table, columns=columns, note=note)


def _ranking(page: Page, indicator: Indicator, period: pd.Timestamp, area: Area, rows: dict[str, pd.DataFrame]) -> None:
    texts = page.texts
    of_level, city = rows["bezirk"], rows["city"]
    has_city = len(city) and not indicator.is_amount
    reference = (page.tree.city.name, float(city["value"].iloc[0])) if has_city else None
    alt = page.data.derived(
        ("overview_ends", indicator.id, "bezirk", period, texts.language),
        lambda: highest_and_lowest(texts, indicator, of_level, page.tree.names),
    )
    if reference and reference[1] == reference[1]:
        alt += " " + texts("overview.city_value", city=reference[0], value=indicator.format_value(texts, reference[1]))
    title = texts(
        "overview.ranking_title",
        indicator=indicator.title.in_language(texts),
        date=texts.period(period, indicator.period),
    )

    def table() -> pd.DataFrame:
        ways = [change_words(page, indicator, change) for change in of_level["change"]]
        return of_level.assign(way=ways).sort_values("rank")

    chart(
        page,
        page.data.derived(
            ("overview_ranking", indicator.id, period, area.area_id, texts.language),
            lambda: ranking_figure(
                texts,
                indicator,
                of_level,
                page.data.classes(indicator, "bezirk"),
                city=reference,
                selected=area.area_id,
            ),
        ),
        key="ordnung",
        title=title,
        alt=alt,
        table=table,
        columns={
            "rank": Column(texts("overview.column.rank"), "number"),
            "name": Column(texts("overview.column.area")),
            "value": Column(texts("overview.column.value"), "number", indicator.decimals),
            "way": Column(texts("overview.column.change")),
        },
        note=texts("overview.ranking_hint", city=page.tree.city.name) if reference else texts("figure.rank_help"),
    )
