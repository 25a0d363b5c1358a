"""Survey of the outer condition of residential buildings."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.public_space import condition_figure
from strukturmonitor.charts.trend import trend_figure
from strukturmonitor.indicators import catalogue
from strukturmonitor.public_space import CONDITIONS, MINIMUM_BUILDINGS, condition_shares
from strukturmonitor.small_numbers import policy
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.public_space.frame import Frame
from strukturmonitor.ui.views import Column, chart


def show_conditions(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    surveys = page.data.series(catalogue()["sanierungsrueckstand"])
    of_area = surveys[(surveys["area_id"] == frame.area.area_id) & (surveys["period"].dt.year <= frame.last.year)]
    if of_area.empty:
        st.info(texts("public_space.no_survey", area=frame.label))
        return
    year = int(of_area["period"].dt.year.max())
    shares = _shares(page, surveys, year)
    shares = shares[shares["area_id"] == frame.area.area_id].set_index("era")
    known = shares.dropna(subset=["backlog_pct", "pct_1"])
    limits = {"minimum": MINIMUM_BUILDINGS, "secret": policy().minimum_count}
    hidden = [texts(f"public_space.era_{era}") for era in shares.index.difference(known.index, sort=False)]
    too_few = texts("public_space.too_few_buildings", eras=texts.list(hidden), **limits) if hidden else ""
    if known.empty:
        st.info(texts("public_space.too_few_all", area=frame.label, year=year, count=texts.number(shares["buildings"].sum()), **limits))  # fmt: skip
        return
    parts = [
        texts(
            "public_space.condition_part",
            era=texts(f"public_space.era_{era}"),
            bad=texts.percent(row["pct_3"] + row["pct_4"], 0),
            count=texts.number(row["buildings"]),
        )
        for era, row in known.iterrows()
    ]
    alt = texts("public_space.condition_alt", area=frame.label, year=year, parts="; ".join(parts))
    columns = {
        "era": Column(texts("public_space.era")),
        "buildings": Column(texts("public_space.buildings"), "number"),
    }
    columns |= {f"pct_{c}": Column(texts(f"public_space.condition_{c}"), "percent", 0) for c in CONDITIONS}
    columns["backlog_pct"] = Column(texts("public_space.backlog"), "percent", 1)
    chart(
        page,
        condition_figure(texts, known, height=(200 if page.is_phone else 110) + 48 * len(known)),
        key="zustand",
        title=texts("public_space.condition_title", area=frame.label, year=year),
        alt=f"{alt} {too_few}".strip(),
        table=shares.assign(era=[texts(f"public_space.era_{era}") for era in shares.index]),
        columns=columns,
        note=frame.note("building_survey", method="survey", date=str(year), years={year}),
    )
    if too_few:
        st.caption(too_few)


def _shares(page: Page, surveys: pd.DataFrame, year: int) -> pd.DataFrame:
    """Shares of conditions of all areas in the survey of a year, once per state of the data."""

    def make() -> pd.DataFrame:
        told = surveys[(surveys["period"].dt.year == year) & surveys["numerator"].notna()]
        rows = page.data.read("building_conditions")
        return condition_shares(
            rows, year, page.data.read("areas"), page.data.read("export_area_part"), set(told["area_id"])
        )

    return page.data.derived(("building_conditions", year), make)


def show_backlog(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    indicator = catalogue()["sanierungsrueckstand"]
    rows = page.data.series(indicator)
    names = {frame.area.area_id: frame.area.name, frame.city.area_id: frame.city.name}
    rows = rows[rows["area_id"].isin(names)]
    table = pd.DataFrame({each: rows[rows["area_id"] == each].set_index("period")["value"] for each in names})
    own = table[frame.area.area_id].dropna() if len(table) else pd.Series(dtype="float64")
    if own.empty:
        st.info(texts("public_space.backlog_missing", area=frame.label, minimum=indicator.minimum_denominator))
        return
    alt = texts(
        "public_space.backlog_alt",
        area=frame.label, first=texts.percent(own.iloc[0]), first_year=own.index[0].year,
        last=texts.percent(own.iloc[-1]), last_year=own.index[-1].year,
    )  # fmt: skip
    columns = {"year": Column(texts("public_space.survey_year"), "year")}
    columns |= {area_id: Column(name, "percent", 1) for area_id, name in names.items()}
    chart(
        page,
        trend_figure(texts, indicator, rows, names, city_id=None if frame.is_city else frame.city.area_id),
        key="rueckstand",
        title=texts("public_space.backlog_title", area=frame.label),
        alt=alt,
        table=table.assign(year=table.index.year).sort_index(ascending=False),
        columns=columns,
        note=frame.note("building_survey", method="backlog", date=texts.date(table.index.max()), years=None),
    )
