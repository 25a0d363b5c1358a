"""One change of course: the series with its sections, the city beside it, how much and how sure, and the way to the data."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.breaks_series import facts
from strukturmonitor.charts.courses import course_figure, relation_figure
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.ui.analyses import analysis
from strukturmonitor.ui.change.course_words import (
    basis_words,
    chance_words,
    data_break_words,
    from_to_words,
    interval_words,
    size_words,
    sure_words,
    what_words,
    when_words,
)
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_HEIGHT = 380
_HEIGHT_BELOW = 260


def show_course(page: Page, turns: pd.DataFrame) -> None:
    """`turns`: all changes of one series as of `course_words.listed`, the newest first."""
    result = analysis(database(), "breaks")
    first = turns.iloc[0].to_dict()
    indicator, area_id, against = catalogue()[first["indicator_id"]], first["area_id"], first["against"]
    line = _of(result["lines"], indicator.id, area_id, against).sort_values("period").reset_index(drop=True)
    row = _of(result["tested"], indicator.id, area_id, against).iloc[0].to_dict()
    breaks = _of(result["breaks"], indicator.id, area_id, against).sort_values("period")
    texts = page.texts
    title = texts("courses.detail_title", title=indicator.title.in_language(texts), area=page.area_label(area_id))
    st.header(title, anchor=False)
    told = breaks[~breaks["is_data_break"].astype(bool)]
    sentences = [_sentence(page, indicator, turn) for turn in told.to_dict("records")]
    for sentence in sentences:
        page.tell(f"- {sentence}")
    how_sure = [texts("courses.sure_sentence", sure=sure_words(page, row), chance=chance_words(page, row))]
    if len(told) > 1:
        how_sure.append(texts("courses.sure_further"))
    page.tell(" ".join(how_sure))
    st.markdown(texts(f"courses.compared.{against}", city=page.tree.city.name))
    labels = [
        data_break_words(page, turn) if turn["is_data_break"] else when_words(page, indicator, turn)
        for turn in breaks.to_dict("records")
    ]
    city_name = texts("courses.city_line", city=page.tree.city.name)
    figure = course_figure(
        texts, indicator, line, breaks.assign(label=labels),
        name=page.tree[area_id].name, city=city_name, height=_HEIGHT, is_narrow=page.is_phone,
    )  # fmt: skip
    note = [basis_words(page, row), texts("courses.bands"), _exceptional(page, row), _left_out(page, result, row)]
    words = {"title": indicator.title.in_language(texts), "area": page.area_label(area_id)}
    chart(
        page,
        figure,
        key="kursverlauf",
        title=texts(f"courses.detail_chart.{against}", **words),
        alt=" ".join(sentences),
        table=line,
        columns=_columns(page, indicator, city_name, has_city=bool(line["city"].notna().any())),
        note=" ".join(part for part in note if part),
    )
    if against == "city":
        _relation(page, line, breaks.assign(label=labels), row, words, city_name, " ".join(sentences))
    links = st.container(horizontal=True)
    query = page.area_query(area_id) if page.tree[area_id].level != "city" else {}
    with links:
        page.link_to(
            "indikatoren", texts("courses.to_data"), icon=":material/query_stats:",
            suche=indicator.title.in_language(texts), **query,
        )  # fmt: skip
        if page.tree[area_id].level != "city":
            page.link_to("stadtbezirk", texts("courses.to_area"), icon=":material/location_city:", **query)


def _relation(
    page: Page, line: pd.DataFrame, turns: pd.DataFrame, row: dict, words: dict[str, str], city_name: str, alt: str
) -> None:
    """The series in relation to the city's: what the test saw."""
    texts = page.texts
    is_log = row["scale"] == "log"
    related = pd.DataFrame({"period": line["period"]})
    for column in ("value", "fitted"):
        related[column] = 100 * line[column] / line["city"] if is_log else line[column] - line["city"]
    form = "ratio" if is_log else "difference"
    figure = relation_figure(
        texts, related, turns, name=page.tree[row["area_id"]].name, city=city_name, even=100.0 if is_log else 0.0,
        height=_HEIGHT_BELOW, is_narrow=page.is_phone,
    )  # fmt: skip
    chart(
        page,
        figure,
        key="kursabstand",
        title=texts(f"courses.relation.{form}", **words),
        alt=alt,
        table=related,
        columns={
            "period": Column(texts("courses.column.period"), "date"),
            "value": Column(texts(f"courses.column.{form}"), "number", 1),
            "fitted": Column(texts("courses.column.fitted"), "number", 1),
        },
        note=texts(f"courses.relation_note.{form}"),
    )


def _exceptional(page: Page, row: dict) -> str:
    """That months were left out, where a series was looked at by itself."""
    is_named = any(row["indicator_id"] in entry["indicators"] for entry in facts()["exceptional_months"])
    return page.texts("courses.exceptional") if row["against"] == "own" and is_named else ""


def _of(rows: pd.DataFrame, indicator_id: str, area_id: str, against: str) -> pd.DataFrame:
    return rows[
        (rows["indicator_id"] == indicator_id) & (rows["area_id"] == area_id) & (rows["against"] == against)
    ]  # fmt: skip


def _sentence(page: Page, indicator: Indicator, turn: dict) -> str:
    return page.texts(
        "courses.sentence",
        when=when_words(page, indicator, turn),
        what=what_words(page, turn),
        size=size_words(page, indicator, turn),
        from_to=from_to_words(page, indicator, turn),
        interval=interval_words(page, indicator, turn),
    )


def _left_out(page: Page, result: Result, row: dict) -> str:
    """Which areas are not in the city's line, because they changed their own course."""
    if row["against"] != "city":
        return ""
    out = result["left_out"]
    out = out[(out["indicator_id"] == row["indicator_id"]) & (out["level"] == row["level"])]
    names = [page.tree[area].name for area in out["area_id"] if area in page.tree and area != row["area_id"]]
    return page.texts("courses.left_out", names=page.texts.list(names)) if names else ""


def _columns(page: Page, indicator: Indicator, city_name: str, *, has_city: bool) -> dict[str, Column]:
    texts = page.texts
    decimals = indicator.decimals
    columns = {
        "period": Column(texts("courses.column.period"), "date"),
        "value": Column(texts("courses.column.value", unit=texts(f"unit_name.{indicator.unit}")), "number", decimals),
        "fitted": Column(texts("courses.column.fitted"), "number", decimals + 1),
    }
    return columns | {"city": Column(city_name, "number", decimals)} if has_city else columns
