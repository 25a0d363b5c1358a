"""Need for action: the 12 groups on the map, how sure the ranks are, the index of one area taken apart."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.indexes import IndexDefinition, IndexVersion, definitions
from strukturmonitor.charts.need import bands_figure
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.analyses import analysis, say_missing
from strukturmonitor.ui.change.need_area import show_area
from strukturmonitor.ui.change.need_groups import (
    group_words,
    interval_words,
    look_of,
    matrix_legend,
    need_map,
    not_valued_words,
)
from strukturmonitor.ui.change.need_method import show_method
from strukturmonitor.ui.data import database
from strukturmonitor.ui.maps import new_click
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, data_below

INDEX = "strukturwandel"
_FRAMES = {"areas", "parts", "problems"}  # a result that an earlier version kept may lack one
_SHOWN = 15  # areas with the highest need in the chart, before all are asked for
_NAMED = 6


def need_result(page: Page) -> Result | None:
    """The newest result; None, and the page says why, where there is none to show."""
    result = analysis(database(), "need")
    if result is None or not result.frames.keys() >= _FRAMES:
        say_missing(page, "need")
        return None
    return result


def need_view(page: Page) -> list[str] | None:
    texts = page.texts
    result = need_result(page)
    if result is None:
        return None
    definition = definitions()[INDEX]
    level_box, area_box, reset_box = page.filters([2.4, 3, 1.6])
    with level_box:
        level = choose_level(page, definition)
    with area_box:
        chosen = page.area(levels=("city", "bezirk", "stat"))
    with reset_box:
        page.reset_button()
    areas = areas_of(page, result, level)
    words = [texts(f"level.{level}")]
    if areas["status_class"].isna().all():
        tell_problems(page, result, level)
        return words
    version = version_of(definition, areas)
    date = date_words(page, areas)
    words.append(date)
    subject = chosen.area_id if chosen.level != "city" else str(areas.loc[areas["rank"].idxmin(), "area_id"])
    finding, sentences = page.data.derived(
        ("need_finding", result.stamp, level, texts.language), lambda: finding_words(page, areas, level)
    )
    st.header(finding, anchor=False)
    page.tell(" ".join(sentences))
    tell_problems(page, result, level)
    map_box, legend_box = st.columns([5, 3], gap="medium")
    alt = f"{finding}. {' '.join(sentences)}"
    title = texts("need.map_title", level=texts(f"level.{level}"), date=date)
    with map_box:
        st.markdown(f"**{title}**")
        clicked = need_map(
            page, level, areas, key=f"karte-bedarf-{level}", alt=alt,
            selected=subject if page.tree[subject].level == level else None,
        )  # fmt: skip
    with legend_box:
        matrix_legend(page, areas, version)
        st.container(key="not-on-paper").caption(texts("need.click_help"))
    note = texts("need.note", date=date, computed=texts.date(result.day), count=len(version.indicators))
    data_below(
        page,
        key=f"bedarf-{level}",
        title=title,
        alt=alt,
        table=lambda: area_table(page, areas),
        columns=area_columns(page),
        note=note,
    )
    show_area(page, result, definition, subject, is_example=chosen.level == "city")
    _bands(page, result, level, areas, subject, note)
    show_method(page, definition, version)
    if new_click(page, "karte-bedarf", clicked) and clicked != chosen.area_id:
        page.choose_area(clicked)
    return words


def choose_level(page: Page, definition: IndexDefinition) -> str:
    levels = {level: page.texts(f"level.{level}") for level in definition.levels}
    return page.choice("ebene", page.texts("filter.level"), levels, widget="segmented")


def areas_of(page: Page, result: Result, level: str) -> pd.DataFrame:
    """Rows of one level of the areas that exist today, with their names."""
    areas = result["areas"]
    found = areas[(areas["index_id"] == INDEX) & (areas["level"] == level)].reset_index(drop=True)
    found["name"] = found["area_id"].map(page.tree.names)
    return found.dropna(subset=["name"])


def version_of(definition: IndexDefinition, areas: pd.DataFrame) -> IndexVersion:
    """The version of the definition by which these rows were computed."""
    return next(each for each in definition.versions if each.version == areas["version"].iloc[0])


def date_words(page: Page, areas: pd.DataFrame) -> str:
    """«Werte bis 30.09.2026, Entwicklung seit 30.09.2024»: of yearly indicators the newest value is older."""
    row = areas.iloc[0]
    if pd.isna(row["before_period"]):
        return page.texts("figure.date", date=page.texts.date(row["period"]))
    return page.texts("need.dates", date=page.texts.date(row["period"]), before=page.texts.date(row["before_period"]))


def tell_problems(page: Page, result: Result, level: str) -> None:
    """What could not be computed on this level, and with which indicators missing everywhere."""
    texts = page.texts
    problems = result["problems"]
    problems = problems[(problems["index_id"] == INDEX) & (problems["level"] == level)]
    if "status" in set(problems["what"]):  # then nothing else matters
        problems = problems[problems["what"] == "status"]
    for what, rows in problems.groupby("what", sort=False):
        known = catalogue()
        names = [known[name].title.in_language(texts) for name in rows["indicator_id"] if name in known]
        st.info(texts(f"need.problem.{what}", names=texts.list(names)), icon=":material/info:")


def finding_words(page: Page, areas: pd.DataFrame, level: str) -> tuple[str, list[str]]:
    """Title and sentences on what is notable."""
    texts = page.texts
    ranked = areas.dropna(subset=["rank"]).sort_values("rank")
    highest = ranked[ranked["status_class"] == 4]
    total, unit = len(ranked), texts(f"need.unit.{level}")
    if highest.empty:
        title = texts("need.finding.none", total=total, unit=unit)
        highest = ranked[ranked["status_class"] == 3]
    else:
        name = highest["name"].iloc[0]
        title = texts("need.finding.high", count=len(highest), total=total, unit=unit, name=name)
    sentences = []
    if len(highest) > 1:
        sentences.append(texts("need.finding.names", names=_names(page, highest["name"].tolist())))
    for word, number in (("worse", 3), ("better", 1)):
        moved = highest[highest["dynamic_class"] == number]
        if len(moved):
            shares = [texts.percent(100 * share, 0) for share in moved[f"dynamic_p{number}"]]
            told = [
                texts("need.finding.course_share", name=name, share=share)
                for name, share in zip(moved["name"], shares, strict=True)
            ]
            sentences.append(texts(f"need.finding.{word}", names=_names(page, told)))
    first = ranked.head(max(3, total // 6))
    sure = first[first["rank_high"] <= len(first)]
    if len(sure):
        sentences.append(texts("need.finding.sure", count=len(first), names=_names(page, sure["name"].tolist())))
    else:
        sentences.append(texts("need.finding.unsure", count=len(first)))
    return title, sentences


def _names(page: Page, names: list[str]) -> str:
    more = len(names) - _NAMED
    return page.texts.list(names[:_NAMED] + ([page.texts("need.more", count=more)] if more > 0 else []))


def _bands(page: Page, result: Result, level: str, areas: pd.DataFrame, subject: str, note: str) -> None:
    texts = page.texts
    st.header(texts("need.sure_heading"), anchor=False)
    ranked = areas.dropna(subset=["rank", "rank_low"]).sort_values("rank")
    if len(ranked) > _SHOWN:
        shows_all = page.flag("alle", texts("need.all", count=len(ranked)))
        shown = ranked if shows_all else ranked[(ranked["rank"] <= _SHOWN) | (ranked["area_id"] == subject)]
    else:
        shown = ranked
    rows = shown.assign(
        look=[look_of(row) for row in shown.to_dict("records")],
        words=[group_words(texts, row) for row in shown.to_dict("records")],
    )
    widest = int((ranked["rank_high"] - ranked["rank_low"]).median())
    title = texts("need.bands_title", count=len(shown), unit=texts(f"need.unit.{level}"))
    chart(
        page,
        page.data.derived(
            ("need_bands", result.stamp, level, len(shown), subject, texts.language, page.is_phone),
            lambda: bands_figure(texts, rows, selected=subject, is_narrow=page.is_phone),
        ),
        key=f"band-{level}",
        title=title,
        alt=texts("need.bands_alt", title=title, width=widest, ranked=len(ranked)),
        table=lambda: area_table(page, shown),
        columns=area_columns(page),
        note=f"{texts('need.bands_note', interval=interval_words(texts))} {note}",
    )


def area_table(page: Page, areas: pd.DataFrame) -> pd.DataFrame:
    texts = page.texts
    records = areas.to_dict("records")
    return (
        without_na(areas)
        .assign(
            words=[group_words(texts, row) for row in records],
            why=[not_valued_words(texts, row) if row["reason"] else "" for row in records],
            same_class=100 * areas["class_probability"],
            same_group=100 * areas["group_probability"],
        )
        .sort_values("rank", na_position="last")
    )


def without_na(rows: pd.DataFrame) -> pd.DataFrame:
    """With gaps in whole numbers as NaN, which number formats know, instead of pandas' NA."""
    return rows.astype({name: "float64" for name, kind in rows.dtypes.items() if str(kind) == "Int64"})


def area_columns(page: Page) -> dict[str, Column]:
    texts = page.texts
    return {
        "name": Column(texts("filter.area")),
        "rank": Column(texts("need.column.rank"), "number"),
        "rank_low": Column(texts("need.column.low"), "number"),
        "rank_high": Column(texts("need.column.high"), "number"),
        "group": Column(texts("need.column.group")),
        "words": Column(texts("need.column.words")),
        "status_z": Column(texts("need.column.status_z"), "number", 2),
        "dynamic_z": Column(texts("need.column.dynamic_z"), "number", 2),
        "same_class": Column(texts("need.column.same_class"), "percent", 0),
        "same_group": Column(texts("need.column.same_group"), "percent", 0),
        "why": Column(texts("need.column.why")),
    }
