"""The row of headline figures of an area: value, course, change since last year, the city, rank and date."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.indicators import Indicator
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.standing import Row, direction
from strukturmonitor.shown import Figure
from strukturmonitor.ui.notes import indicator_citation
from strukturmonitor.ui.page import Page

_IN_A_ROW = 3
_LONGEST_VALUE = 13  # characters that fit into a figure's large type
ARROWS = {"risen": "▲", "fallen": "▼", "same": "●"}


def figure_row(
    page: Page, area: Area, indicators: list[Indicator], *, as_of: pd.Timestamp | None, with_rank: bool = False
) -> None:
    """One figure per indicator, three beside each other. Colours stay neutral: more is neither good nor bad here."""
    for start in range(0, len(indicators), _IN_A_ROW):
        for box, indicator in zip(st.columns(_IN_A_ROW), indicators[start : start + _IN_A_ROW], strict=False):
            with box.container(border=True, height="stretch"):
                _figure(page, area, indicator, as_of, with_rank)


def headline_periods(page: Page) -> list[pd.Timestamp]:
    """All dates for which the city has a headline figure, oldest first."""
    city = page.tree.city.area_id
    courses = [page.data.courses(indicator).get(city) for indicator in headline()]
    return sorted({period for course in courses if course is not None for period in course.periods})


def direction_word(page: Page, indicator: Indicator, change: float) -> str:
    """«↘ gesunken»; empty where there is no change to tell."""
    way = direction(indicator, change)
    return f"{ARROWS[way]}\u00a0{page.texts(f'figure.{way}')}" if way else ""


def change_words(page: Page, indicator: Indicator, change: float) -> str:
    """«gesunken um 1,8 Prozentpunkte», «unverändert»; empty where there is no change to tell."""
    way = direction(indicator, change)
    if way is None:
        return ""
    if way == "same":
        return page.texts("figure.same")
    return page.texts(f"figure.{way}_by", change=_amount(page, indicator, abs(change)))


def rank_words(page: Page, row: Row) -> str:
    """«Rang 3 von 12»; empty where a rank says nothing."""
    if row["level"] not in ("bezirk", "stat") or row["rank"] != row["rank"]:
        return ""
    return page.texts("figure.rank", rank=int(row["rank"]), count=int(row["ranked"]))


def _figure(page: Page, area: Area, indicator: Indicator, as_of: pd.Timestamp | None, with_rank: bool) -> None:
    texts = page.texts
    title = indicator.title.in_language(texts)
    st.markdown(f"**{title}**", help=indicator.description.in_language(texts))
    rows = page.data.board(as_of).get(indicator.id, {})
    row = rows.get(area.area_id)
    if row is None or row["value"] != row["value"]:
        st.markdown(texts(f"missing.{(row and row['reason']) or 'not_collected'}"))
        return
    value = indicator.format_value(texts, row["value"])
    is_long = len(value) > _LONGEST_VALUE
    way = direction(indicator, row["change"])
    st.metric(
        title,
        texts.number(row["value"], indicator.decimals) if is_long else value,
        change_words(page, indicator, row["change"]) or None,
        delta_color="off",
        delta_arrow={"risen": "up", "fallen": "down"}.get(way or "", "off"),
        label_visibility="collapsed",
        chart_data=_course(page, indicator, area, as_of),
    )
    city = page.tree.city
    parts = [texts(f"unit_name.{indicator.unit}")] if is_long else []
    date = texts.period(row["period"], indicator.period)
    parts.append(texts("figure.date", date=date))
    if row["is_estimate"]:
        parts.append(texts("figure.estimated"))
    of_city = ""
    if area.level != "city" and city.area_id in rows and not indicator.is_amount:
        city_value = rows[city.area_id]["value"]
        told = texts.number(city_value, indicator.decimals) if is_long else indicator.format_value(texts, city_value)
        parts.append(f"{city.name}: {told}")
        of_city = indicator.format_value(texts, city_value)
    rank = "" if indicator.is_amount else rank_words(page, row)
    parts.append(rank if with_rank else "")
    page.parts.append(
        Figure(
            key=indicator.id,
            title=title,
            value=value,
            change=change_words(page, indicator, row["change"]),
            note=" · ".join(part for part in parts if part),
            date=f"{date} ({texts('figure.estimated')})" if row["is_estimate"] else date,
            city=of_city,
            rank=rank,
            source=indicator_citation(page, indicator, {row["origin"]}, row["period"]),
        )
    )
    st.caption(" · ".join(part.replace(" ", "\u00a0") for part in parts if part))


def _amount(page: Page, indicator: Indicator, value: float) -> str:
    number = page.texts.number(value, indicator.decimals)
    if indicator.unit == "pct":
        return page.texts("unit.points", value=number)
    told = page.texts(f"unit.{indicator.unit}", value=number)
    return told if len(told) <= _LONGEST_VALUE else number


def _course(page: Page, indicator: Indicator, area: Area, as_of: pd.Timestamp | None) -> list[float] | None:
    """The values since the last gap, oldest first; nothing where there are fewer than three."""
    line = page.data.courses(indicator)[area.area_id].until(as_of).since_last_gap
    return line if len(line) >= 3 else None
