"""The two official-looking counts of the city kept apart, and the values that were published for the area."""

from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from strukturmonitor.charts.population import counts_figure
from strukturmonitor.small_numbers import round_persons
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.views import Column, chart, show_table


def show_counts(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    rows = page.data.read("population_counts", city_id=frame.city.area_id)
    rows = rows.assign(persons=rows["persons"].where(rows["kind"] == "official", round_persons(rows["persons"])))
    rows["reference_date"] = pd.to_datetime(rows["reference_date"])
    sentence = _difference(frame, rows)
    st.markdown(f"{sentence} {texts('population.counts_help')}".strip())
    register = rows[rows["kind"] == "register"].set_index("reference_date")["persons"]
    official = rows[rows["kind"] == "official"].sort_values("reference_date", ascending=False)
    table = official.assign(
        register=official["reference_date"].map(register),
        origin_text=[texts(f"population.origin_{origin}") for origin in official["origin"]],
    )
    chart(
        page, lambda: counts_figure(texts, rows), key="zaehlungen", made_from=(),
        title=texts("population.counts_title", city=frame.city.name), alt=sentence or texts("population.counts_help"),
        table=table,
        columns={
            "reference_date": Column(texts("filter.date"), "date"),
            "register": Column(texts("population.count_register"), "number"),
            "persons": Column(texts("population.count_official"), "number"),
            "census_base": Column(texts("population.census_base")),
            "origin_text": Column(texts("population.origin")),
        },
        note=frame.note("population", "population_official", method="counts", date=texts.date(rows["reference_date"].max()), years=None),
    )  # fmt: skip


def _difference(frame: Frame, rows: pd.DataFrame) -> str:
    """The newest published day on which both counts are known."""
    texts = frame.page.texts
    register = rows[rows["kind"] == "register"].set_index("reference_date")["persons"]
    official = rows[(rows["kind"] == "official") & rows["reference_date"].isin(register.index)]
    if official.empty:
        return ""
    published = official[official["origin"] == "published"]
    last = (official if published.empty else published).sort_values("reference_date").iloc[-1]
    return texts(
        "population.counts_difference",
        city=frame.city.name,
        date=texts.date(last["reference_date"]),
        register=texts.number(register[last["reference_date"]]),
        official=texts.number(last["persons"]),
        census=last["census_base"],
    )


def show_published(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    rows = page.data.read("published_figures", area_id=frame.area.area_id)
    if rows.empty:
        st.caption(texts("population.published_none", area=frame.label))
        return
    title = texts("population.published_title", area=frame.label, count=len(rows))
    box = st.expander(title, key=page.view.key("veroeffentlicht"), on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(texts("population.published_help"))
        units = {"persons": ("persons", 0), "%": ("pct", 1), "km2": ("km2", 2), "years": ("years", 1)}
        shown = [
            texts(f"population.unit_{units[unit][0]}", value=texts.number(value, units[unit][1]))
            for value, unit in zip(rows["value"], rows["unit"], strict=True)
        ]
        table = rows.assign(
            metric=[texts(f"population.metric_{metric}") for metric in rows["metric"]],
            shown=shown,
            date=[texts("population.undated") if pd.isna(day) else texts.date(day) for day in rows["reference_date"]],
            source=[_short_source(source) for source in rows["source"]],
        )
        columns = {
            "metric": Column(texts("population.metric")),
            "shown": Column(texts("population.value")),
            "date": Column(texts("filter.date")),
            "source": Column(texts("population.source")),
        }
        show_table(page, table, columns, key="veroeffentlicht:daten", alt=title, with_files=True)


def _short_source(source: str) -> str:
    """The site's name of an address, else the source as it stands."""
    return urlsplit(source).netloc.removeprefix("www.") or source
