"""Leerstand: the shop units of an area on a map and in a table, the rate, what changes and how long it lasts."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.areas import Area
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.register.export_panel import export_panel
from strukturmonitor.ui.session import decode_choice
from strukturmonitor.ui.stand import past_mark
from strukturmonitor.ui.vacancy_figures import (
    durations,
    flow,
    inside,
    internal_sums,
    key_figures,
    register_citation,
    reliability,
    trend,
)
from strukturmonitor.ui.vacancy_filters import vacancy_filters
from strukturmonitor.ui.vacancy_hints import vacancy_hints
from strukturmonitor.ui.vacancy_list import unit_list
from strukturmonitor.ui.vacancy_map import unit_map
from strukturmonitor.ui.vacancy_past import past_figures, past_words
from strukturmonitor.ui.vacancy_record import record_card, unit_number
from strukturmonitor.vacancy import Selection, labels, notable_sentences, slugs


def show() -> None:
    page = open_page("leerstand", only_register=True)
    texts = page.texts
    is_internal = allowed(page.data.actor, "read_internal")
    area, selection, words = vacancy_filters(page, is_internal=is_internal, with_day=True)
    day = selection.day
    summary = page.data.read("vacancy_summary", area_id=area.area_id, day=day).iloc[0]
    orders = slugs("sort")
    order = st.session_state[
        page.view.start("reihenfolge", decode_choice({slug: slug for slug in orders}), next(iter(orders)))
    ]
    query = "vacancy_selection_internal" if is_internal else "vacancy_selection"
    units = page.data.read(query, **selection.parameters(sort=orders[order], is_internal=is_internal))
    place = page.area_label(area.area_id)
    if day is not None:
        past_mark(page, "stand", day)
    if day is None and not summary["units"] and units.empty and not words:
        st.info(texts("vacancy.empty.text", where=page.where(area.area_id)), icon=":material/inbox:")
        page.head(texts("page.vacancy"), [place, texts("vacancy.empty.title")])
        page.close()
        return
    rates = page.data.series(catalogue()["leerstandsquote"])
    if day is None:
        key = ("vacancy_sentences", area.area_id, texts.language)
        page.tell(page.data.derived(key, lambda: _sentences(page, area, summary, rates)))
    else:
        st.markdown(past_words(page, area, summary, rates, day))
    _map_and_record(page, area, selection, units, summary, is_internal=is_internal)
    if day is None:
        key_figures(page, area, summary)
    else:
        past_figures(page, area, summary, rates, day)
    _list(page, units, day, is_internal=is_internal)
    export_panel(page, selection, words, unit_ids=units["unit_id"].tolist())
    if day is None:
        _course(page, area, summary, rates, is_internal=is_internal)
    date = texts.date(summary["today"])
    page.head(
        texts("page.vacancy"), [place, texts("vacancy.words.units"), texts("vacancy.words.date", date=date), *words]
    )
    page.close(citations=[register_citation(page)])


def _sentences(page: Page, area: Area, summary: pd.Series, rates: pd.DataFrame) -> str:
    """What is notable today."""
    texts, city = page.texts, page.tree.city
    sentences = notable_sentences(
        texts,
        rates,
        page.data.series(catalogue()["leerstandsdauer"]),
        area_id=area.area_id,
        where=page.where(area.area_id),
        city_id=city.area_id,
        city_name=city.name,
    )
    if not sentences and summary["vacant"]:
        sentences = [
            texts("vacancy.notable.no_rate", where=page.where(area.area_id), count=texts.number(summary["vacant"]))
        ]
    return " ".join(sentences)


def _course(page: Page, area: Area, summary: pd.Series, rates: pd.DataFrame, *, is_internal: bool) -> None:
    """The rate over time, openings and closures, lengths, how far all this can be trusted."""
    left, right = st.columns(2, gap="large")
    with left:
        trend(page, area, rates)
    with right:
        flow(page, area, summary["today"])
    left, right = st.columns(2, gap="large")
    with left:
        durations(page, area, summary["today"])
    with right:
        reliability(page, area, summary)
        if allowed(page.data.actor, "read_internal_sums"):
            internal_sums(page, area)
    if is_internal:
        vacancy_hints(page, area)


def _map_and_record(
    page: Page,
    area: Area,
    selection: Selection,
    units: pd.DataFrame,
    summary: pd.Series,
    *,
    is_internal: bool,
) -> None:
    texts, day = page.texts, selection.day
    key = page.view.start("objekt", unit_number, "")
    chosen = st.session_state[key]
    kept = page.data.read("kept_unit", unit_id=chosen)["kept_id"] if chosen else []
    if len(kept):  # an old link to a duplicate
        st.session_state[key] = chosen = str(kept.iloc[0])
    found = ("vacancy_found", selection, is_internal, texts.language)
    sentence = page.data.derived(found, lambda: _result_sentence(page, units))
    st.header(texts("vacancy.map.title", where=inside(page, area), date=texts.date(summary["today"])), anchor=False)
    map_box, side = st.columns([2, 1], gap="medium")
    with map_box:
        st.markdown(sentence)
        colour = slugs("colour")[
            page.choice("farbe", texts("vacancy.filter.colour"), labels(texts, "colour"), widget="segmented")
        ]
        unit_map(
            page,
            area,
            units,
            colour_by=colour,
            chosen=chosen,
            alt=texts("vacancy.map.alt", sentence=sentence),
            key=(selection, is_internal),
        )
    with side, st.container(border=True):
        if not chosen or not record_card(page, chosen, is_internal=is_internal, day=day):
            if chosen and day is not None:
                st.info(texts("stand.no_unit"), icon=":material/history:")
            elif chosen:
                page.view.rejected.append("objekt")
                st.session_state[key] = chosen = ""
            hint = texts("vacancy.map.hint_phone" if page.is_phone else "vacancy.map.hint")
            st.container(key="not-on-paper").markdown(hint)
            if not is_internal:
                st.caption(texts("vacancy.map.moved"))
            page.link_to("melden", texts("report.link.new"), icon=":material/campaign:")
    page.view.keep("objekt", chosen or None)


def _result_sentence(page: Page, units: pd.DataFrame) -> str:
    """How many units match, how many of them stand vacant, and which do not count as vacant."""
    texts = page.texts
    if units.empty:
        return texts("vacancy.result.none")
    vacant = int(units["is_vacant"].sum())
    states = units["state"].value_counts()
    apart = [
        texts("vacancy.map.entry", label=texts(f"vacancy.state.{state}"), count=texts.number(states[state]))
        for state in ("reported", "closed_leased", "interim_use")
        if state in states
    ]
    first = texts("vacancy.result.count", count=texts.number(len(units)))
    parts = [texts("vacancy.result.vacant", count=texts.number(vacant))]
    if apart:
        parts.append(texts("vacancy.result.apart", parts=texts.list(apart)))
    sentences = [first, f"{'; '.join(parts)}."]
    unplaced = int(units["lon"].isna().sum())
    if unplaced:
        sentences.append(texts("vacancy.result.unplaced", count=texts.number(unplaced)))
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def _list(page: Page, units: pd.DataFrame, day: datetime.date | None, *, is_internal: bool) -> None:
    texts = page.texts
    title, order = st.columns([2, 1], vertical_alignment="bottom")
    title.header(texts("vacancy.table.title"), anchor=False)
    with order:
        page.choice("reihenfolge", texts("vacancy.filter.sort"), labels(texts, "sort"))
    if units.empty:
        st.info(texts("vacancy.result.none"))
        return
    unit_list(
        page,
        units["unit_id"].tolist(),
        chosen=st.session_state[page.view.key("objekt")],
        is_internal=is_internal,
        day=day,
    )
