"""Age pyramid with a year compared with, and the two age ratios over time."""

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.charts.population import age_label, pyramid_figure, ratio_figure
from strukturmonitor.demography import group_years, pyramid, pyramid_peak
from strukturmonitor.indicators import catalogue
from strukturmonitor.ui.population.frame import Frame
from strukturmonitor.ui.views import Column, chart

_RATIOS = ("jugendquotient", "altenquotient")
_SIDES = ("men_german", "men_foreign", "women_german", "women_foreign")


def show_pyramid(frame: Frame, compared_year: int | None) -> None:
    page, texts = frame.page, frame.page.texts
    years = group_years(frame.groups["residents"].max())
    now = _pyramid(frame, frame.period, years)
    compared = None if compared_year is None else _pyramid(frame, pd.Timestamp(compared_year, 12, 31), years)
    peak = page.data.read("population_pyramid_peak", area_id=frame.area.area_id, group_years=years)["persons"]

    def figure() -> go.Figure:
        return pyramid_figure(
            texts, now, compared, peak=pyramid_peak(float(peak.iloc[0])), group_years=years, year=frame.period.year,
            compared_year=compared_year, ink="#F2F2F2" if page.is_dark else "#1D2730", height=520 if page.is_phone else 600,
        )  # fmt: skip

    table = now.assign(age=[age_label(texts, age, years) for age in now.index])
    columns = {"age": Column(texts("population.axis_age"))}
    columns |= {side: Column(texts(f"population.{side}"), "number") for side in _SIDES}
    if compared is not None:
        for side in ("men", "women"):
            table[f"{side}_compared"] = compared[side].reindex(now.index)
            columns[f"{side}_compared"] = Column(f"{texts(f'population.{side}')} {compared_year}", "number")
    key = "pyramid_title" if compared_year is None else "pyramid_title_compared"
    chart(
        page, figure, key="pyramide",
        made_from=(frame.area.area_id, frame.period, compared_year, page.is_dark, page.is_phone),
        title=texts(f"population.{key}", area=frame.label, date=texts.date(frame.period), compared=compared_year),
        alt=_alternative(frame, now, compared_year),
        table=table, columns=columns,
        note=frame.note("population", method="pyramid_5" if years == 5 else "register", also=compared_year),
    )  # fmt: skip


def _pyramid(frame: Frame, period: pd.Timestamp, years: int) -> pd.DataFrame:
    data, area_id = frame.page.data, frame.area.area_id
    return data.derived(
        ("pyramid", area_id, period, years),
        lambda: pyramid(
            data.read("population_pyramid", area_id=area_id, reference_date=period.date(), group_years=years)
        ),
    )


def _alternative(frame: Frame, now: pd.DataFrame, compared_year: int | None) -> str:
    texts, row = frame.page.texts, frame.groups.loc[frame.period]
    years = group_years(frame.groups["residents"].max())
    both = now["men"] + now["women"]
    text = texts(
        "population.pyramid_alt",
        area=frame.label,
        date=texts.date(frame.period),
        residents=texts.number(row["residents"]),
        under_18=texts.number(row["under_18"]),
        middle=texts.number(row["age_18_to_64"]),
        over_65=texts.number(row["age_65_plus"]),
        foreign=texts.percent(row["foreign_pct"]),
        age=age_label(texts, int(both.idxmax()), years),
    )
    if compared_year is None:
        return text
    then = frame.groups.loc[pd.Timestamp(compared_year, 12, 31)]
    counts = {name: texts.number(then[name]) for name in ("residents", "under_18", "age_65_plus")}
    return f"{text} {texts('population.pyramid_alt_compared', year=compared_year, **counts)}"


def show_ratios(frame: Frame) -> None:
    page, texts = frame.page, frame.page.texts
    panels, table, sentences = [], pd.DataFrame(), []
    columns = {"year": Column(texts("population.year"), "year")}
    for indicator_id in _RATIOS:
        indicator = catalogue()[indicator_id]
        rows = page.data.series(indicator)
        panels.append((indicator.short.in_language(texts), rows))
        for area_id, name in frame.names.items():
            line = rows[rows["area_id"] == area_id].set_index("period")["value"]
            table[f"{indicator_id}:{area_id}"] = line
            columns[f"{indicator_id}:{area_id}"] = Column(f"{indicator.title.in_language(texts)}, {name}", "number", 1)
        own = table[f"{indicator_id}:{frame.area.area_id}"].dropna()
        if not own.empty:
            sentences.append(
                texts(
                    "population.ratio_alt",
                    title=indicator.title.in_language(texts), area=frame.label,
                    first=texts.number(own.iloc[0], 1), first_year=own.index[0].year,
                    last=texts.number(own.iloc[-1], 1), last_year=own.index[-1].year,
                )
            )  # fmt: skip
    table["year"] = table.index.year
    chart(
        page, lambda: ratio_figure(texts, panels, frame.area.area_id, frame.city.area_id, frame.names, height=520),
        key="quotienten", made_from=(frame.area.area_id,),
        title=texts("population.ratio_title", area=frame.label), alt=" ".join(sentences),
        table=table.sort_index(ascending=False), columns=columns,
        note=frame.note("population", method="ratios", years=None),
    )  # fmt: skip
