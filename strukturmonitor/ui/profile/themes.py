"""The course of all indicators by theme, as small multiples: used by the profile and by the comparison."""

import pandas as pd
import streamlit as st

from strukturmonitor.charts.profile import theme_figure
from strukturmonitor.indicators import THEMES, Indicator, catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.ui.figures import change_words
from strukturmonitor.ui.notes import indicator_citation
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, chart

_PANELS_IN_A_ROW = 3


def show_themes(page: Page, area_ids: list[str], as_of: pd.Timestamp | None) -> list[str]:
    """One figure per theme for up to four areas; returns what must be cited. Indicators without a value in these areas
    are named below with the reason."""
    texts = page.texts
    cited: list[str] = []
    missing: list[str] = []
    for theme in THEMES:
        panels = []
        for indicator in dict.fromkeys([*headline(), *catalogue().values()]):
            if indicator.theme != theme:
                continue
            rows = _rows(page, indicator, area_ids, as_of)
            if rows.loc[rows["area_id"].isin(area_ids), "value"].notna().any():
                panels.append((indicator, rows))
                cited.append(indicator_citation(page, indicator, rows["origin"].iloc[-1]))
            else:
                missing.append(indicator.title.in_language(texts))
        if panels:
            _show_theme(page, theme, panels, area_ids, as_of)
    if missing:
        st.caption(texts("district.not_collected", names=texts.list(missing)))
    return cited


def _rows(page: Page, indicator: Indicator, area_ids: list[str], as_of: pd.Timestamp | None) -> pd.DataFrame:
    rows = page.data.series(indicator)
    known = rows["area_id"].isin([*area_ids, page.tree.city.area_id])
    if as_of is not None:
        known &= rows["period"] <= as_of
    return rows[known]


def _show_theme(
    page: Page, theme: str, panels: list[tuple[Indicator, pd.DataFrame]], area_ids: list[str], as_of: pd.Timestamp | None
) -> None:
    texts, city = page.texts, page.tree.city
    names = {area_id: page.tree[area_id].name for area_id in area_ids}
    columns = 1 if page.is_phone else _PANELS_IN_A_ROW
    figure = theme_figure(texts, panels, names, city=(city.area_id, city.name), columns=columns)
    title = texts("district.theme_title", theme=texts(f"theme.{theme}"), areas=texts.list(list(names.values())))
    told = names if city.area_id in names else names | {city.area_id: city.name}
    table = pd.concat(
        [
            pd.DataFrame(
                {
                    "indicator": indicator.title.in_language(texts),
                    "area": rows["area_id"].map(told),
                    "period": [texts.period(period, indicator.period) for period in rows["period"]],
                    "value": [indicator.format_value(texts, value) for value in rows["value"]],
                }
            )
            for indicator, rows in panels
        ]
        if st.session_state.get(page.view.key(f"verlauf-{theme}:tabelle"))
        else [pd.DataFrame(columns=["indicator", "area", "period", "value"])]
    )
    chart(
        page,
        figure,
        key=f"verlauf-{theme}",
        title=title,
        alt=_alternative(page, panels, told, as_of),
        table=table,
        columns={name: Column(texts(f"district.column.{name}")) for name in ("indicator", "area", "period", "value")},
        note=texts("district.theme_note", lines=_lines(page, names)),
    )


def _lines(page: Page, names: dict[str, str]) -> str:
    """Which line is which, in words."""
    if page.tree.city.area_id in names:
        return page.texts("district.line_only", area=next(iter(names.values())))
    key = "district.line_one" if len(names) == 1 else "district.line_many"
    return page.texts(key, areas=page.texts.list(list(names.values())), city=page.tree.city.name)


def _alternative(
    page: Page, panels: list[tuple[Indicator, pd.DataFrame]], names: dict[str, str], as_of: pd.Timestamp | None
) -> str:
    """Per indicator the newest value of each area and its change since the year before."""
    sentences = []
    for indicator, _ in panels:
        rows = page.data.standing(indicator, as_of).set_index("area_id")
        told = []
        for area_id, name in names.items():
            if area_id not in rows.index or rows.at[area_id, "value"] != rows.at[area_id, "value"]:
                continue
            value = indicator.format_value(page.texts, rows.at[area_id, "value"])
            change = change_words(page, indicator, rows.at[area_id, "change"])
            told.append(f"{name} {value} ({change})" if change else f"{name} {value}")
        if told:
            date = page.texts.period(rows["period"].iloc[0], indicator.period)
            sentences.append(f"{indicator.title.in_language(page.texts)} ({date}): {', '.join(told)}.")
    return " ".join(sentences)
