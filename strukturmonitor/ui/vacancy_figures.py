"""Key figures, trend, openings and closures, durations and internal sums of an area's vacancies."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.charts.trend import trend_figure
from strukturmonitor.charts.vacancy import ENDS, durations_figure, flow_figure, half_year_name
from strukturmonitor.indicators import catalogue
from strukturmonitor.small_numbers import policy
from strukturmonitor.ui.figures import figure_row
from strukturmonitor.ui.notes import indicator_citation
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart, show_table
from strukturmonitor.vacancy import protected_sums, sums_day
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.values import label

_FIGURES = (
    "leerstandsquote",
    "leerstandsquote-flaeche",
    "leerstandsdauer",
    "langzeitleerstand",
    "wiederbelegung",
    "leerstand-ungeprueft",
)
_SMALL_LEVELS = ("pg", "ub")  # in these, sensitive units count nowhere (queries/views/25_public_areas.sql)
_LEAST_KNOWN_SHARE = 0.5  # of the units whose area must be known for a rate by m²


def key_figures(page: Page, area: Area, summary: pd.Series) -> None:
    """Rates by number and by m², length, long vacancies, back in use, unchecked; each against last year and the city."""
    texts = page.texts
    figure_row(page, area, [catalogue()[indicator_id] for indicator_id in _FIGURES], as_of=None)
    needed = _LEAST_KNOWN_SHARE * summary["units"]
    if summary["units_with_sales_area"] < needed <= summary["units_with_area"] and summary["occupied"]:
        st.markdown(
            texts(
                "vacancy.rate_by_total_area",
                where=page.where(area.area_id),
                value=texts.percent(100 * summary["vacant_area_m2"] / summary["area_m2"]),
                known=texts.number(summary["units_with_area"]),
                units=texts.number(summary["units"]),
            )
        )


def reliability(page: Page, area: Area, summary: pd.Series) -> None:
    """How far the figures can be trusted: records nobody checked lately, records without a position, reports."""
    texts = page.texts
    st.markdown(f"**{texts('vacancy.reliability.title')}**")
    st.markdown(
        texts(
            "vacancy.reliability.stale",
            where=page.where(area.area_id),
            stale=texts.number(summary["watched_stale"]),
            watched=texts.number(summary["watched"]),
        )
    )
    if area.level in _SMALL_LEVELS:
        st.markdown(texts("small_numbers.sensitive_left_out"))
    st.markdown(texts("vacancy.density"))


def trend(page: Page, area: Area, rates: pd.DataFrame) -> None:
    """The rate over all quarters, the city as reference."""
    _show(page, "verlauf-quote", area, lambda: _trend(page, area, rates))


def flow(page: Page, area: Area, today: pd.Timestamp) -> None:
    """Vacancies begun and ended per half-year."""
    _show(page, "zu-und-abgang", area, lambda: _flow(page, area, today))


def durations(page: Page, area: Area, today: pd.Timestamp) -> None:
    """How long the vacancies of today have lasted, and how long those lasted that ended."""
    _show(page, "dauer", area, lambda: _durations(page, area, today))


def _show(page: Page, key: str, area: Area, make: Callable[[], dict[str, object] | str | None]) -> None:
    """A chart whose parts `make` makes once per state of the data; a text where there is nothing to draw."""
    parts = page.data.derived(("vacancy", key, area.area_id, page.texts.language), make)
    if isinstance(parts, str):
        st.info(parts, icon=":material/inbox:")
    elif parts is not None:
        chart(page, key=key, **parts)


def _trend(page: Page, area: Area, rates: pd.DataFrame) -> dict[str, object] | str:
    texts, city, indicator = page.texts, page.tree.city, catalogue()["leerstandsquote"]
    own = rates[rates["area_id"] == area.area_id].sort_values("period")
    known = own.dropna(subset=["value"])
    if known.empty:
        return texts("vacancy.trend.none", where=page.where(area.area_id))
    names = {city.area_id: city.name, area.area_id: area.name}
    rows = rates[rates["area_id"].isin(names)]
    highest, lowest = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    first, last = known.iloc[0], known.iloc[-1]
    alt = texts(
        "vacancy.trend.alt",
        where=page.where(area.area_id),
        **{
            name if part == "value" else f"{name}_date": texts.percent(row["value"])
            if part == "value"
            else texts.date(row["period"])
            for name, row in {"first": first, "last": last, "highest": highest, "lowest": lowest}.items()
            for part in ("value", "date")
        },
    )
    of_city = rows[rows["area_id"] == city.area_id].dropna(subset=["value"]).sort_values("period")
    if area.area_id != city.area_id and len(of_city):
        alt += " " + texts("vacancy.trend.alt_city", city=city.name, value=texts.percent(of_city["value"].iloc[-1]))
    table = rows.sort_values(["period", "area_id"], ascending=[False, True]).assign(
        area=lambda frame: frame["area_id"].map(names)
    )
    return {
        "figure": trend_figure(texts, indicator, rows, names, city_id=city.area_id, height=320),
        "title": texts("vacancy.trend.title", where=inside(page, area), year=known["period"].iloc[0].year),
        "alt": alt,
        "table": table,
        "columns": {
            "period": Column(texts("filter.date"), "date"),
            "area": Column(texts("filter.area")),
            "value": Column(indicator.title.in_language(texts), "percent", 1),
            "numerator": Column(texts("vacancy.figure.vacant"), "number"),
            "denominator": Column(texts("vacancy.words.units"), "number"),
        },
        "note": _note(page, last["period"]),
    }


def _flow(page: Page, area: Area, today: pd.Timestamp) -> dict[str, object] | str | None:
    texts = page.texts
    rows = page.data.read("vacancy_flow", area_id=area.area_id)
    if rows.empty:
        return None
    if not rows[["begun", *ENDS]].to_numpy().any():
        return texts("vacancy.flow.none", where=page.where(area.area_id))
    table = rows.assign(name=[half_year_name(texts, row) for row in rows.itertuples(index=False)])
    complete = table[table["is_complete"]]
    last = (complete if len(complete) else table).iloc[-1]
    used = rows["reopened"] + rows["interim_use"]
    alt = texts(
        "vacancy.flow.alt",
        where=inside(page, area),
        period=last["name"],
        begun=texts.number(last["begun"]),
        ended=texts.number(last["reopened"] + last["interim_use"]),
        interim=texts.number(last["interim_use"]),
        year=rows["period"].iloc[0].year,
        begun_all=texts.number(rows["begun"].sum()),
        ended_all=texts.number(used.sum()),
    )
    return {
        "figure": flow_figure(texts, rows),
        "title": texts("vacancy.flow.title", where=inside(page, area)),
        "alt": alt,
        "table": table[::-1],
        "columns": {
            "name": Column(texts("vacancy.flow.period")),
            **{column: Column(texts(f"vacancy.flow.{column}"), "number") for column in ("begun", *ENDS)},
        },
        "note": f"{_note(page, today)} · {texts('vacancy.flow.note')}",
    }


def _durations(page: Page, area: Area, today: pd.Timestamp) -> dict[str, object] | str:
    texts = page.texts
    rows = page.data.read("vacancy_durations", area_id=area.area_id)
    if not rows["present"].sum():
        return texts("vacancy.durations.none", where=page.where(area.area_id))
    alt = texts(
        "vacancy.durations.alt",
        where=page.where(area.area_id),
        present=duration(texts, rows["median_days_present"].iloc[0]),
        ended=duration(texts, rows["median_days_ended"].iloc[0]),
        long=texts.number(rows.loc[~rows["age_class"].isin(["under_6_months", "6_to_12_months"]), "present"].sum()),
        count=texts.number(rows["present"].sum()),
    )
    return {
        "figure": durations_figure(texts, rows),
        "title": texts("vacancy.durations.title", where=inside(page, area)),
        "alt": alt,
        "table": rows.assign(name=[texts(f"vacancy.length.{age}") for age in rows["age_class"]]),
        "columns": {
            "name": Column(texts("vacancy.durations.class")),
            "present": Column(texts("vacancy.durations.present"), "number"),
            "ended": Column(texts("vacancy.durations.ended"), "number"),
        },
        "note": f"{_note(page, today)} · {texts('vacancy.durations.note')}",
    }


def internal_sums(page: Page, area: Area) -> None:
    """Kind, reason, condition and owner kind as sums, for who may see sums; small counts withheld."""
    texts = page.texts
    box = st.expander(
        texts("vacancy.sums.title"), key=page.view.key("summen"), on_change="rerun", icon=":material/lock:"
    )
    if not box.open:
        return
    shown = area if area.level == "city" else page.tree.bezirk_of(area.area_id) or page.tree.city
    days = page.data.read("register_days").iloc[0]
    day = None if pd.isna(days["first_day"]) else sums_day(days["first_day"].date(), days["today"].date())
    if day is None:
        box.info(texts("small_numbers.sums_not_yet"), icon=":material/inbox:")
        return
    rows = page.data.derived(
        ("vacancy_internal_sums", day), lambda: protected_sums(page.data.read("vacancy_internal_sums", day=day))
    )
    with box:
        limits = {"minimum": policy().minimum_count, "date": texts.date(day)}
        st.caption(texts("vacancy.sums.help", area=page.area_label(shown.area_id), **limits))
        if shown != area:
            st.caption(texts("vacancy.sums.bezirk_only", area=page.area_label(shown.area_id)))
        groups = {"vacancy_kind": "kind", "vacancy_reason": "reason", "condition": "condition", "owner_kind": "owner"}
        for dimension, group in groups.items():
            part = rows[(rows["area_id"] == shown.area_id) & (rows["dimension"] == dimension)]
            part = part.sort_values("units", ascending=False, na_position="last")
            table = pd.DataFrame(
                {
                    "value": [label(texts, group, value) for value in part["value"]],
                    "units": [
                        texts("vacancy.sums.withheld") if pd.isna(units) else texts.number(units)
                        for units in part["units"]
                    ],
                }
            )
            title = texts(f"vacancy.sums.{dimension}")
            show_table(
                page,
                table,
                {"value": Column(title), "units": Column(texts("vacancy.sums.units"))},
                key=f"summe:{dimension}",
                alt=title,
                with_files=True,
            )


def inside(page: Page, area: Area) -> str:
    """«im Stadtbezirk Eving», inside a sentence or a title."""
    where = page.where(area.area_id)
    return where[:1].lower() + where[1:]


def register_citation(page: Page) -> str:
    """What must be cited for the register."""
    rates = page.data.series(catalogue()["leerstandsquote"])
    return indicator_citation(page, catalogue()["leerstandsquote"], rates["origin"].iloc[-1:])


def _note(page: Page, date: pd.Timestamp) -> str:
    texts = page.texts
    return texts(
        "note.source_date", source=register_citation(page), date=texts.date(date), method=texts("vacancy.note.method")
    )
