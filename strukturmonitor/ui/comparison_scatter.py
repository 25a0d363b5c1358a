"""Two indicators over all areas of a level: does the one go with the other?"""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.comparison import scatter_figure
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.relation import labelled, may_be_chance, rank_correlation, sides, strength
from strukturmonitor.ui.comparison_choices import choose_indicator, choose_level, choose_marked
from strukturmonitor.ui.notes import indicator_citation
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_FIRST = ("arbeitslosenanteil", "leerstandsquote")
_FEWEST = 5  # areas below which points say nothing


def scatter_view(page: Page) -> tuple[list[str], list[str]]:
    """Draws the view; returns the words for the head line and the citations for the foot."""
    texts = page.texts
    level_box, across_box, up_box, mark_box = page.filters([1.2, 2, 2, 2])
    with level_box:
        level = choose_level(page)
    with across_box:
        across = choose_indicator(page, "waagerecht", texts("comparison.across"), level, first=_FIRST[0])
    with up_box:
        up = choose_indicator(page, "senkrecht", texts("comparison.up"), level, first=_FIRST[1])
    areas = {area.area_id: area.name for area in page.tree.of_level(level)}
    with mark_box:
        marked = choose_marked(page, areas)
    points = _points(page, level, across, up).assign(is_chosen=lambda rows: rows["area_id"].isin(marked))
    titles = {"up": up.title.in_language(texts), "across": across.title.in_language(texts)}
    words = [texts(f"level.{level}"), texts("comparison.of_both", **titles)]
    missing = len(areas) - len(points)
    if len(points) < _FEWEST or across.id == up.id:
        why = "comparison.same_twice" if across.id == up.id else "comparison.too_few_points"
        st.info(texts(why, count=len(points)), icon=":material/scatter_plot:")
        return words, []
    correlation = rank_correlation(points["x"], points["y"])
    word = strength(correlation)
    sentence = texts(
        f"comparison.relation.{word}",
        **titles,
        value=texts.number(correlation, 2),
        count=len(points),
        level=texts(f"overview.level.{level}"),
    )
    told = [sentence, texts("comparison.no_cause")]
    if word != "none" and may_be_chance(correlation, len(points)):
        told.insert(1, texts("comparison.may_be_chance"))
    page.tell(" ".join(told))
    dates = [texts.period(points[column].iloc[0], i.period) for column, i in (("x_date", across), ("y_date", up))]
    city = _city(page, across), _city(page, up)
    cited = [indicator_citation(page, i, _origins(page, i)) for i in (across, up)]
    chart(
        page,
        scatter_figure(texts, across, up, points, city, is_narrow=page.is_phone),
        key="streuung",
        title=texts("comparison.scatter_title", **titles, level=texts(f"overview.level.{level}")),
        alt=f"{sentence} {_extremes(page, points, across, up)}",
        table=points[["name", "x", "y"]].sort_values("name"),
        columns={
            "name": Column(texts("comparison.area")),
            "x": Column(f"{titles['across']} ({texts(f'unit_name.{across.unit}')})", "number", across.decimals),
            "y": Column(f"{titles['up']} ({texts(f'unit_name.{up.unit}')})", "number", up.decimals),
        },
        note=" ".join(
            part
            for part in (
                texts("comparison.scatter_note", across=dates[0], up=dates[1], city=page.tree.city.name),
                texts("comparison.left_out", count=missing) if missing else "",
                texts("foot.sources", sources="; ".join(dict.fromkeys(cited))),
            )
            if part
        ),
    )
    return words, cited


def _points(page: Page, level: str, across: Indicator, up: Indicator) -> pd.DataFrame:
    """One row per area that has both: area_id, name, x, y, their dates, whether and on which side it is named."""

    def make() -> pd.DataFrame:
        parts = []
        for indicator, value, date in ((across, "x", "x_date"), (up, "y", "y_date")):
            rows = page.data.standing(indicator)
            rows = rows[rows["level"] == level].dropna(subset=["value"]).set_index("area_id")
            parts.append(rows[["value", "period"]].rename(columns={"value": value, "period": date}))
        points = parts[0].join(parts[1], how="inner").reset_index()
        points.insert(1, "name", [page.tree[area_id].name for area_id in points["area_id"]])
        return points.assign(is_labelled=labelled(points), side=sides(points))

    return page.data.derived(("relation", level, across.id, up.id), make).copy(deep=False)


def _city(page: Page, indicator: Indicator) -> float:
    row = page.data.board()[indicator.id].get(page.tree.city.area_id)
    return float("nan") if row is None or indicator.is_amount else row["value"]


def _origins(page: Page, indicator: Indicator) -> pd.Series:
    return page.data.standing(indicator)["origin"]


def _extremes(page: Page, points: pd.DataFrame, across: Indicator, up: Indicator) -> str:
    """The areas with the highest value of each."""
    texts = page.texts
    told = []
    for indicator, column in ((across, "x"), (up, "y")):
        row = points.loc[points[column].idxmax()]
        value = indicator.format_value(texts, row[column])
        told.append(
            texts("comparison.highest", title=indicator.title.in_language(texts), name=row["name"], value=value)
        )
    return " ".join(told)
