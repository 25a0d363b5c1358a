"""Sentences and figures at the top, and how far the estimate can be trusted."""

import math

import numpy as np
import shapely
import streamlit as st

from strukturmonitor.indicators import catalogue
from strukturmonitor.own_areas.counts import rate
from strukturmonitor.own_areas.districts import Grid
from strukturmonitor.own_areas.result import Result
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.trial import Trial, tried
from strukturmonitor.texts import Texts
from strukturmonitor.ui.own_areas.choosing import Chosen, shown_name
from strukturmonitor.ui.own_areas.drawing import public_reader
from strukturmonitor.ui.own_areas.rows import Figure, city_value, told
from strukturmonitor.ui.page import Page

_RATIOS = ("altenquotient", "arbeitslosenanteil")
_DIGITS = 3  # of an estimate in a sentence
_IN_A_ROW = 3
_FITS = 36  # characters that surely fit into one line of a box


def sentences(page: Page, chosen: Chosen, result: Result, figures: dict[str, Figure]) -> str:
    """What is notable, made from the figures."""
    texts, city = page.texts, page.tree.city.name
    where = texts("own.this_named", name=shown_name(chosen)) if chosen.saved else texts("own.this")
    km2 = texts.number(result.area.area_km2, 2 if result.area.area_km2 < 10 else 1)
    parts = []
    people = figures.get("residents")
    if people is not None and result.quality is not None:
        is_whole = result.quality.grade == "whole"
        key = "own.residents_whole" if is_whole else "own.residents"
        numbers = {"value": texts.number(people.value if is_whole else about(people.value))}
        if not is_whole:
            numbers |= {"low": texts.number(about(people.low)), "high": texts.number(about(people.high))}
        parts.append(texts(key, where=where, km2=km2, **numbers))
    units = result.counts.units
    if "units" in figures and int(units["units"]):
        counted = {"units": texts.number(units["units"]), "vacant": texts.number(units["vacant"])}
        least = rate().minimum_denominator
        if units["units"] < least:
            parts.append(texts("own.vacancy_few", **counted, least=texts.number(least)))
        elif math.isnan(result.counts.vacancy_pct):
            parts.append(texts("own.vacancy_no_rate", **counted))
        else:
            rates = {
                "pct": texts.percent(result.counts.vacancy_pct),
                "city_pct": texts.percent(city_value(page, "leerstandsquote")),
            }
            parts.append(texts("own.vacancy", **counted, **rates, city=city))
    elif "units" in figures:
        parts.append(texts("own.vacancy_none"))
    shares = [figures.get(name) for name in ("residents", "accidents", "reports")]
    if all(each is not None and not math.isnan(each.share_pct) for each in shares):
        people, accidents, reports = shares
        parts.append(
            texts(
                "own.shares",
                people=texts.percent(people.share_pct),
                accidents=texts.percent(accidents.share_pct),
                reports=texts.percent(reports.share_pct),
                year=accidents.date,
            )
        )
    return " ".join(parts)


def show_figures(page: Page, result: Result, figures: dict[str, Figure]) -> None:
    """At most six figures, each with its range or parts, the city and its date."""
    texts = page.texts
    boxes = []
    people = figures.get("residents")
    if people is not None:
        is_whole = result.quality is not None and result.quality.grade == "whole"
        value = (
            texts.number(people.value)
            if is_whole
            else texts("own.figure.about", value=texts.number(about(people.value)))
        )
        boxes.append((texts("own.figure.residents"), value, [_range(page, people, result), people.date]))
    for indicator_id in _RATIOS:
        figure = figures.get(indicator_id)
        if figure is not None:
            parts = [_range(page, figure, result), _city(page, figure), figure.date]
            boxes.append((catalogue()[indicator_id].title.in_language(texts), told(page, figure, figure.value), parts))
    if "vacancy_pct" in figures:
        figure, units = figures["vacancy_pct"], result.counts.units
        counted = texts("own.figure.units", vacant=texts.number(units["vacant"]), units=texts.number(units["units"]))
        value = told(page, figure, figure.value)
        boxes.append((texts("own.unit.rate"), value, [counted, _city(page, figure), figure.date]))
    if "accidents" in figures:
        figure, severe = figures["accidents"], texts("own.figure.severe", value=texts.number(figures["severe"].value))
        boxes.append((texts("own.figure.accidents"), told(page, figure, figure.value), [severe, figure.date]))
    if "reports" in figures:
        figure = figures["reports"]
        parts = [
            texts("own.figure.open", value=texts.number(figures["open_reports"].value)),
            texts("own.figure.months", date=figure.date),
        ]
        boxes.append((texts("own.figure.reports"), told(page, figure, figure.value), parts))
    for start in range(0, len(boxes), _IN_A_ROW):
        for column, (title, value, parts) in zip(st.columns(_IN_A_ROW), boxes[start : start + _IN_A_ROW], strict=False):
            with column.container(border=True, height="stretch"):
                st.metric(title, value)
                st.caption(" · ".join(_unbroken(part) for part in parts if part))


def show_quality(page: Page, result: Result, grid: Grid) -> None:
    """How good the estimate is, by which ways it was made, and how these do in this city."""
    texts, quality = page.texts, result.quality
    if result.too_small:
        limits = {"area": rules().least_area_km2, "residents": rules().least_residents}
        limit = texts.number(limits[result.too_small], 2 if result.too_small == "area" else 0)
        st.info(texts(f"own.too_small.{result.too_small}", limit=limit), icon=":material/shield:")
        return
    if quality is None:
        st.info(texts("own.no_values"), icon=":material/inbox:")
        return
    st.header(texts("own.quality"), anchor=False)
    numbers = {"districts": texts.number(quality.districts)}
    if quality.grade != "whole":
        numbers |= {
            "cut": texts.number(quality.cut),
            "cut_share": texts.percent(100 * quality.cut_share, 0),
            "spread": texts.percent(100 * quality.spread, 0),
            "error": texts.percent(100 * quality.error, 0),
        }
    is_untold = quality.grade == "rough" and math.isnan(quality.error)
    parts = [texts(f"own.quality.{'untold' if is_untold else quality.grade}", **numbers)]
    if quality.grade != "whole":
        kind = texts(f"own.kind.{grid.kind}", cell=_cell_words(texts, grid)) if grid.kind else ""
        parts.append(
            texts("own.quality.two_ways", kind=kind, spread=numbers["spread"]) if kind else texts("own.quality.one_way")
        )
    st.markdown(" ".join(parts))
    trial = trial_of(page, grid) if quality.grade != "whole" else None
    if trial is not None and trial.by_people_pct == trial.by_people_pct:
        words = texts(
            "own.quality.trial",
            districts=texts.number(trial.districts),
            surface=texts.percent(trial.by_surface_pct, 0),
            people=texts.percent(trial.by_people_pct, 0),
        )
        st.caption(" ".join([words, texts("own.quality.trial_made")] if grid.is_made else [words]))


def about(value: float) -> float:
    """An estimate with as many digits as a reader should take for known."""
    return 0.0 if value <= 0 else round(value, _DIGITS - 1 - math.floor(math.log10(value)))


def trial_of(page: Page, grid: Grid) -> Trial | None:
    """How the two ways of estimating do in this city; the same for all areas."""
    return page.data.derived(("own_trial",), lambda: _trial(page, grid))


def _cell_words(texts: Texts, grid: Grid) -> str:
    return texts.number(float(np.sqrt(shapely.area(grid.squares[0]))))


def _trial(page: Page, grid: Grid) -> Trial | None:
    rows = page.data.series(catalogue()[rules().amounts["residents"].indicator])
    newest = rows[rows["period"] == rows["period"].max()].set_index("area_id")["value"]
    return tried(public_reader(), grid, newest)


def _range(page: Page, figure: Figure, result: Result) -> str:
    texts = page.texts
    if result.quality is not None and result.quality.grade == "whole":
        return texts("own.figure.sum")
    if figure.low == figure.high:
        return texts("own.figure.estimated")
    return texts(
        "own.figure.range",
        low=texts.number(figure.low if figure.unit else about(figure.low), figure.decimals),
        high=texts.number(figure.high if figure.unit else about(figure.high), figure.decimals),
    )


def _unbroken(part: str) -> str:
    """Short parts of a line stay together."""
    return part.replace(" ", "\u00a0") if len(part) <= _FITS else part


def _city(page: Page, figure: Figure) -> str:
    return page.texts("own.figure.city", city=page.tree.city.name, value=told(page, figure, figure.city))
