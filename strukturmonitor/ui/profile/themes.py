"""The course of all indicators by theme, as small multiples: used by the profile and by the comparison."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.profile import Panel, theme_figure
from strukturmonitor.indicators import THEMES, catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.indicators.standing import Row
from strukturmonitor.ui.figures import change_words
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_PANELS_IN_A_ROW = 3


def show_themes(page: Page, area_ids: list[str], as_of: pd.Timestamp | None) -> list[str]:
    """One figure per theme for up to four areas; returns what must be cited. Indicators without a value in these areas
    are named below."""
    texts, city = page.texts, page.tree.city.area_id
    panels: dict[str, list[Panel]] = {theme: [] for theme in THEMES}
    cited: set[str] = set()
    missing: list[str] = []
    for indicator in dict.fromkeys([*headline(), *catalogue().values()]):
        found = page.data.courses(indicator)
        courses = {area_id: found[area_id].until(as_of) for area_id in [*area_ids, city] if area_id in found}
        told = [courses[area_id] for area_id in area_ids if area_id in courses and courses[area_id].has_value]
        if told:
            panels[indicator.theme].append(Panel(indicator, courses))
            cited.update(tables_read(indicator.query))
        else:
            missing.append(indicator.title.in_language(texts))
    for theme, of_theme in panels.items():
        if of_theme:
            _show_theme(page, theme, of_theme, area_ids, as_of)
    if missing:
        st.caption(texts("district.not_collected", names=texts.list(missing)))
    return citations(page, *sorted(cited))


def _show_theme(page: Page, theme: str, panels: list[Panel], area_ids: list[str], as_of: pd.Timestamp | None) -> None:
    texts, city = page.texts, page.tree.city
    names = {area_id: page.tree[area_id].name for area_id in area_ids}
    told = names if city.area_id in names else names | {city.area_id: city.name}
    chart(
        page,
        lambda: theme_figure(
            texts,
            panels,
            names,
            city=(city.area_id, city.name),
            columns=1 if page.is_phone else _PANELS_IN_A_ROW,
            ink="#EDEFF0" if page.is_dark else "#1D2730",
        ),
        made_from=(*area_ids, as_of, page.is_phone, page.is_dark),
        key=f"verlauf-{theme}",
        title=texts("district.theme_title", theme=texts(f"theme.{theme}"), areas=texts.list(list(names.values()))),
        alt=_alternative(page, panels, told, page.data.board(as_of)),
        table=lambda: _table(page, panels, told),
        columns={name: Column(texts(f"district.column.{name}")) for name in ("indicator", "area", "period", "value")},
        note=texts("district.theme_note", lines=_lines(page, names)),
    )


def _table(page: Page, panels: list[Panel], names: dict[str, str]) -> pd.DataFrame:
    texts = page.texts
    return pd.DataFrame(
        [
            (
                panel.indicator.title.in_language(texts),
                names[area_id],
                texts.period(period, panel.indicator.period),
                panel.indicator.format_value(texts, value),
            )
            for panel in panels
            for area_id, course in panel.courses.items()
            for period, value in zip(course.periods, course.values, strict=True)
        ],
        columns=["indicator", "area", "period", "value"],
    )


def _lines(page: Page, names: dict[str, str]) -> str:
    """Which line is which, in words."""
    if page.tree.city.area_id in names:
        return page.texts("district.line_only", area=next(iter(names.values())))
    if len(names) == 1:
        return page.texts("district.line_one", areas=next(iter(names.values())), city=page.tree.city.name)
    coloured = [page.texts(f"district.colour.{number}", area=name) for number, name in enumerate(names.values())]
    return page.texts("district.line_many", areas=page.texts.list(coloured), city=page.tree.city.name)


def _alternative(page: Page, panels: list[Panel], names: dict[str, str], board: dict[str, dict[str, Row]]) -> str:
    """Per indicator the newest value of each area and its change since the year before."""
    sentences = []
    for panel in panels:
        indicator, rows = panel.indicator, board.get(panel.indicator.id, {})
        told = []
        for area_id, name in names.items():
            row = rows.get(area_id)
            if row is None or row["value"] != row["value"]:
                continue
            value = indicator.format_value(page.texts, row["value"])
            change = change_words(page, indicator, row["change"])
            told.append(f"{name} {value} ({change})" if change else f"{name} {value}")
        if told:
            date = page.texts.period(next(iter(rows.values()))["period"], indicator.period)
            sentences.append(f"{indicator.title.in_language(page.texts)} ({date}): {', '.join(told)}.")
    return " ".join(sentences)
