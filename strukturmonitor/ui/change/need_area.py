"""The index of one area taken apart: what each indicator adds, and what would be without it."""

import pandas as pd
import streamlit as st

from strukturmonitor.analysis import Result
from strukturmonitor.analysis.indexes import IndexDefinition
from strukturmonitor.charts.need import contributions_figure
from strukturmonitor.indicators import Indicator, catalogue
from strukturmonitor.ui.change.need_groups import group_words, interval_words
from strukturmonitor.ui.notes import indicators_citation
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart


def show_area(page: Page, result: Result, definition: IndexDefinition, area_id: str, *, is_example: bool) -> None:
    """`is_example`: nobody chose the area; it is the one with the highest need."""
    texts = page.texts
    found = result["areas"]
    found = found[(found["index_id"] == definition.id) & (found["area_id"] == area_id)]
    st.header(texts("need.apart_heading", area=page.area_label(area_id)), anchor=False)
    if is_example:
        st.caption(texts("need.apart_example"))
    if found.empty:
        st.info(texts("need.apart_not_valued", words=texts("need.not_valued.missing")), icon=":material/info:")
        return
    row = found.iloc[0].to_dict()
    parts = result["parts"]
    parts = parts[(parts["index_id"] == definition.id) & (parts["area_id"] == area_id)].reset_index(drop=True)
    version = next(each for each in definition.versions if each.version == row["version"])
    in_catalogue = {each.id: catalogue()[each.catalogue] for each in version.indicators}
    parts["name"] = [in_catalogue[name].title.in_language(texts) for name in parts["indicator_id"]]
    page.tell(" ".join(_sentences(page, row, parts)))
    if pd.isna(row["rank"]):
        return
    boxes = st.columns(2, gap="large")
    sources = indicators_citation(page, in_catalogue.values(), {"made"} if page.is_demo else set())
    note = texts("need.apart_note", source=sources)
    for box, (what, contribution, total) in zip(
        boxes,
        (("status", "contribution", row["status_z"]), ("dynamic", "change_contribution", row["dynamic_z"])),
        strict=True,
    ):
        if pd.isna(total):
            continue
        told = [_told(page, in_catalogue[part["indicator_id"]], part, what) for part in parts.to_dict("records")]
        rows = pd.DataFrame({"name": parts["name"], "contribution": parts[contribution], "told": told})
        title = texts(f"need.apart_title.{what}", area=page.tree[area_id].name, total=texts.change(total, 2))
        alt = texts(
            "need.apart_alt",
            title=title,
            parts=texts.list(
                [
                    f"{name} {texts.change(value, 2)}"
                    for name, value in zip(rows["name"], rows["contribution"], strict=True)
                    if value == value
                ]
            ),
        )
        with box:
            chart(
                page,
                contributions_figure(texts, rows, is_narrow=page.is_phone),
                key=f"beitrag-{what}",
                title=title,
                alt=alt,
                table=lambda: _table(page, parts, in_catalogue),
                columns=_columns(page),
                note=note,
            )


def _sentences(page: Page, row: dict, parts: pd.DataFrame) -> list[str]:
    texts = page.texts
    missing = parts.loc[parts["value"].isna(), "name"].tolist()
    if pd.isna(row["rank"]):
        told = [texts("need.apart_not_valued", words=group_words(texts, row))]
        return [*told, texts("need.area.no_values", names=texts.list(missing))] if missing else told
    words = group_words(texts, row)
    sentences = [
        texts(
            "need.area.rank",
            words=words[0].upper() + words[1:],
            rank=int(row["rank"]),
            count=int(row["ranked"]),
            low=int(row["rank_low"]),
            high=int(row["rank_high"]),
            interval=interval_words(texts),
            share=texts.percent(100 * row["class_probability"], 0),
        )
    ]
    if not pd.isna(row["dynamic_class"]):
        share = texts.percent(100 * row[f"dynamic_p{int(row['dynamic_class'])}"], 0)
        sentences.append(texts("need.area.course", share=share))
    raising = parts[parts["contribution"] > 0]
    if len(raising):
        most = raising.loc[raising["contribution"].idxmax()]
        sentences.append(texts("need.area.raises", name=most["name"]))
    lowering = parts[parts["contribution"] < 0]
    if len(lowering):
        most = lowering.loc[lowering["contribution"].idxmin()]
        sentences.append(texts("need.area.lowers", name=most["name"]))
    known = parts.dropna(subset=["rank_without"])
    if len(known):
        steps = (known["rank_without"] - row["rank"]).abs()
        if steps.max() > 0:
            most = known.loc[steps.idxmax()]
            sentences.append(texts("need.area.without", name=most["name"], rank=int(most["rank_without"])))
    if missing:
        sentences.append(texts("need.area.missing", names=texts.list(missing)))
    return sentences


def _told(page: Page, indicator: Indicator, part: dict, what: str) -> str:
    if what == "status":
        return indicator.format_value(page.texts, part["value"])
    return indicator.format_difference(page.texts, part["change"])


def _table(page: Page, parts: pd.DataFrame, in_catalogue: dict[str, Indicator]) -> pd.DataFrame:
    texts = page.texts
    records = [(in_catalogue[part["indicator_id"]], part) for part in parts.to_dict("records")]
    return parts.astype({"rank_without": "float64"}).assign(
        told=[indicator.format_value(texts, part["value"]) for indicator, part in records],
        date=[_date(page, indicator, part["period"]) for indicator, part in records],
        changed=[indicator.format_difference(texts, part["change"]) for indicator, part in records],
        since=[_date(page, indicator, part["before_period"]) for indicator, part in records],
    )


def _date(page: Page, indicator: Indicator, period: pd.Timestamp) -> str:
    return "–" if pd.isna(period) else page.texts.period(period, indicator.period)


def _columns(page: Page) -> dict[str, Column]:
    texts = page.texts
    return {
        "name": Column(texts("filter.indicator")),
        "told": Column(texts("need.column.value")),
        "date": Column(texts("filter.date")),
        "z": Column(texts("need.column.z"), "number", 2),
        "weight": Column(texts("need.column.weight"), "number", 2),
        "contribution": Column(texts("need.column.contribution"), "change", 2),
        "rank_without": Column(texts("need.column.rank_without"), "number"),
        "changed": Column(texts("need.column.change")),
        "since": Column(texts("need.column.since")),
        "change_z": Column(texts("need.column.change_z"), "number", 2),
        "change_contribution": Column(texts("need.column.change_contribution"), "change", 2),
    }
