"""Types of area: districts that developed alike, what sets each type apart, and quarters that could stand for it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.area_types import types_facts, with_number
from strukturmonitor.charts.area_types import paths_figure
from strukturmonitor.charts.palette import TYPE_COLOURS
from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.ui.analyses import analysis, say_missing
from strukturmonitor.ui.change.reference_quarters import reference_quarters
from strukturmonitor.ui.change.type_words import TypeWords
from strukturmonitor.ui.class_map import class_map
from strukturmonitor.ui.data import database
from strukturmonitor.ui.notes import source_note
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, data_below


def types_view(page: Page) -> list[str] | None:
    texts = page.texts
    result = analysis(database(), "area_types")
    if result is None:
        say_missing(page, "area_types")
        return None
    about = result["about"].iloc[0]
    facts = types_facts()
    st.markdown(texts("area_types.lead"))
    numbers = [] if about["reason"] else sorted(int(number) for number in result["areas_by_number"]["number"].unique())
    result, number = _of_number(page, result, numbers) if numbers else (result, 0)
    words = page.data.derived(
        ("type_words", result.stamp, texts.language), lambda: TypeWords(texts, result.frames, page.tree.names)
    )
    if about["reason"]:
        st.info(
            texts(
                f"area_types.why.{about['reason']}",
                years=facts["minimum_years"],
                areas=facts["minimum_areas"],
                members=facts["minimum_members"],
            ),
            icon=":material/info:",
        )
        if left_out := words.left_out():
            st.caption(left_out)
        return None
    span = texts("area_types.span", first=int(about["first_year"]), last=int(about["last_year"]))
    _map(page, result, words, span)
    options = {letter.lower(): words.label(letter) for letter in words.letters}
    slug = page.choice("typ", texts("area_types.type"), options, default=words.most_telling.lower())
    page.view.keep("typ", slug)  # the default follows the data: links say it
    chosen = slug.upper()
    _one_type(page, result, words, chosen, span)
    reference_quarters(page, result, words)
    _method(page, result, words, span)
    return [span, texts("area_types.count", number=number), texts("area_types.letter", letter=chosen)]


def _of_number(page: Page, result: Result, numbers: list[int]) -> tuple[Result, int]:
    """The result with the number of types that the reader wants to see."""
    texts = page.texts
    choice = result["choice"]
    proposed = str(int(choice.loc[choice["is_chosen"], "number"].iloc[0]))
    options = {
        str(number): texts(
            "area_types.count_proposed" if str(number) == proposed else "area_types.count", number=number
        )
        for number in numbers
    }
    slug = page.choice(
        "anzahl",
        texts("area_types.number"),
        options,
        default=proposed,
        widget="selectbox" if page.is_phone else "segmented",
        help=texts("area_types.number_help"),
    )
    page.view.keep("anzahl", slug)
    key = ("types_of_number", result.stamp, slug)
    frames = page.data.derived(key, lambda: with_number(result.frames, int(slug)))
    return replace(result, stamp=f"{result.stamp}.{slug}", frames=frames), int(slug)


def _map(page: Page, result: Result, words: TypeWords, span: str) -> None:
    texts = page.texts
    headline, finding = words.finding()
    st.header(headline, anchor=False)
    page.tell(finding)
    areas = result["areas"]
    areas = areas[areas["area_id"].isin(list(page.tree.names))]
    known = areas[areas["type"] != ""]
    hover = {row["area_id"]: words.of_area(row) for row in areas.to_dict("records")}
    class_map(
        page,
        types_facts()["level"],
        dict(zip(known["area_id"], known["type"], strict=True)),
        {letter: (_colour(words, letter), words.label(letter)) for letter in words.letters},
        title=texts("area_types.legend", span=span),
        key="karte-typen",
        alt=f"{headline} {finding}",
        hover=hover,
    )
    table = areas.assign(
        name=areas["area_id"].map(page.tree.names),
        bezirk=[(bezirk := page.tree.bezirk_of(area_id)) and bezirk.name for area_id in areas["area_id"]],
        told=areas["area_id"].map(hover),
    ).sort_values(["type", "distance"])
    data_below(
        page,
        key="typen",
        title=headline,
        alt=finding,
        table=table,
        columns={
            "name": Column(texts("filter.area")),
            "bezirk": Column(texts("area_types.bezirk")),
            "told": Column(texts("area_types.type")),
            "silhouette": Column(texts("area_types.fit"), "number", 2),
            "distance": Column(texts("area_types.distance"), "number", 1),
        },
        note=_note(page, span),
    )


def _one_type(page: Page, result: Result, words: TypeWords, letter: str, span: str) -> None:
    texts = page.texts
    st.header(words.label(letter), anchor=False)
    page.tell(words.portrait(letter))
    paths = result["paths"]
    paths = paths[paths["type"] == letter]
    order = result["traits"]
    order = order[order["type"] == letter]["indicator_id"].tolist()
    indicators = [catalogue()[name] for name in order if name in catalogue()]
    city = page.tree.city.name
    figure = page.data.derived(
        ("type_paths", result.stamp, letter, texts.language, page.is_phone),
        lambda: paths_figure(
            texts, indicators, paths, colour=_colour(words, letter), city=city,
            name=texts("area_types.letter", letter=letter), is_narrow=page.is_phone,
        ),
    )  # fmt: skip
    chart(
        page,
        figure,
        key="verlauf",
        title=texts("area_types.paths_title", letter=letter, span=span),
        alt=words.changes(letter),
        table=lambda: _paths_table(page, paths, order),
        columns={
            "name": Column(texts("neighbourhood.indicator")),
            "year": Column(texts("area_types.year"), "year"),
            "value": Column(texts("area_types.letter", letter=letter), "number", 1),
            "low": Column(texts("area_types.low"), "number", 1),
            "high": Column(texts("area_types.high"), "number", 1),
            "city": Column(city, "number", 1),
        },
        note=f"{texts('area_types.paths_help', city=city)} {_note(page, span)}",
    )


def _paths_table(page: Page, paths: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    names = {name: catalogue()[name].title.in_language(page.texts) for name in order if name in catalogue()}
    place = {name: number for number, name in enumerate(order)}
    shown = paths[paths["indicator_id"].isin(list(names))]
    shown = shown.assign(name=shown["indicator_id"].map(names), place=shown["indicator_id"].map(place))
    return shown.sort_values(["place", "year"])


def _method(page: Page, result: Result, words: TypeWords, span: str) -> None:
    texts, facts = page.texts, types_facts()
    st.header(texts("area_types.how_sure"), anchor=False)
    st.markdown(words.how_sure())
    choice = result["choice"].assign(
        told=[texts("area_types.shown") if taken else "" for taken in result["choice"]["is_chosen"]]
    )
    data_below(
        page,
        key="zahl",
        title=texts("area_types.number_title"),
        alt=words.how_sure(),
        table=choice,
        columns={
            "number": Column(texts("area_types.number"), "number"),
            "silhouette": Column(texts("area_types.silhouette"), "number", 2),
            "stability": Column(texts("area_types.stability"), "number", 2),
            "smallest": Column(texts("area_types.smallest"), "number"),
            "told": Column(""),
        },
        note=texts("area_types.number_note", draws=facts["stability"]["draws"], time=texts.date(result.day), span=span),
    )
    st.caption(words.weights())
    if left_out := words.left_out():
        st.caption(left_out)


def _colour(words: TypeWords, letter: str) -> str:
    return TYPE_COLOURS[words.letters.index(letter) % len(TYPE_COLOURS)]


def _note(page: Page, span: str) -> str:
    tables = {table for name in types_facts()["indicators"] for table in tables_read(catalogue()[name].query)}
    return source_note(page, *sorted(tables), date=span, method=page.texts("area_types.method"))
