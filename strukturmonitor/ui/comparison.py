"""All indicators of some areas beside each other, with what differs most in words."""

import pandas as pd
import streamlit as st

from strukturmonitor.indicators import THEMES, Indicator, catalogue
from strukturmonitor.indicators.headline import headline
from strukturmonitor.indicators.standing import Row, direction
from strukturmonitor.ui.figures import ARROWS
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, data_below

_DIFFERENCES_TOLD = 3


def comparison_table(page: Page, area_ids: list[str], as_of: pd.Timestamp | None) -> None:
    """Per theme a table indicators × areas with the city; on a phone one list per theme."""
    texts, city = page.texts, page.tree.city
    columns = [*area_ids, city.area_id]
    board = page.data.board(as_of)
    shown = [i for i in dict.fromkeys([*headline(), *catalogue().values()]) if set(area_ids) & set(board.get(i.id, {}))]
    told = _differences(page, shown, board, area_ids)
    if told:
        lines = "\n".join(f"- {sentence}" for sentence in told)
        page.tell(lines, title=texts("comparison.differences"), help=texts("comparison.differences_help"))
    names = {area_id: page.tree[area_id].name for area_id in columns}
    tables = st.container(key="equal-columns")  # the style sheet gives all tables in it the same columns
    for theme in THEMES:
        of_theme = [indicator for indicator in shown if indicator.theme == theme]
        if not of_theme:
            continue
        tables.markdown(f"**{texts(f'theme.{theme}')}**")
        if page.is_phone:
            for indicator in of_theme:
                lines = [f"- {names[a]}: {_cell(page, indicator, board[indicator.id], a)}" for a in columns]
                tables.markdown("\n".join([_title(page, indicator, board[indicator.id]), "", *lines]))
            continue
        cells = {
            names[area_id]: [_cell(page, indicator, board[indicator.id], area_id) for indicator in of_theme]
            for area_id in columns
        }
        index = pd.Index([_title(page, i, board[i.id]) for i in of_theme], name=texts("comparison.indicator"))
        tables.table(pd.DataFrame(cells, index=index), border="horizontal", alt=texts(f"theme.{theme}"))
    st.caption(texts("comparison.table_note"))
    _download(page, shown, board, names)


def _title(page: Page, indicator: Indicator, rows: dict[str, Row]) -> str:
    unit = "" if indicator.unit in ("pct", "index") else page.texts(f"unit_name.{indicator.unit}")
    parts = [part for part in (unit, _date(page, indicator, rows)) if part]
    return f"{indicator.title.in_language(page.texts)} ({', '.join(parts)})"


def _date(page: Page, indicator: Indicator, rows: dict[str, Row]) -> str:
    return page.texts.period(next(iter(rows.values()))["period"], indicator.period)


def _cell(page: Page, indicator: Indicator, rows: dict[str, Row], area_id: str) -> str:
    """«**11,5 %** ▼ −1,8»; the note below the tables says what the arrow and its number mean."""
    texts = page.texts
    row = rows.get(area_id)
    if row is None or row["value"] != row["value"]:
        return texts(f"missing.{(row and row['reason']) or 'not_collected'}")
    number = texts.number(row["value"], indicator.decimals)
    told = f"**{number}\u00a0%**" if indicator.unit == "pct" else f"**{number}**"
    if row["is_estimate"]:
        told += f" ({texts('figure.estimated')})"
    way = direction(indicator, row["change"])
    if way is None:
        return told
    change = texts("figure.same") if way == "same" else texts.change(row["change"], indicator.decimals)
    return f"{told} {ARROWS[way]}\u00a0{change}"


def _differences(
    page: Page, shown: list[Indicator], board: dict[str, dict[str, Row]], area_ids: list[str]
) -> list[str]:
    """Where the areas lie furthest apart, measured by the usual spread of the Stadtbezirke; one per theme."""
    texts, found = page.texts, []
    for indicator in shown:
        rows = board[indicator.id]
        spread = next((row["spread"] for row in rows.values() if row["level"] == "bezirk"), float("nan"))
        valued = [rows[a] for a in area_ids if a in rows and rows[a]["value"] == rows[a]["value"]]
        if indicator.is_amount or len(valued) < 2 or not spread > 0:
            continue
        high, low = max(valued, key=lambda row: row["value"]), min(valued, key=lambda row: row["value"])
        text = texts(
            "comparison.difference",
            title=indicator.title.in_language(texts),
            high=page.tree[high["area_id"]].name,
            high_value=indicator.format_value(texts, high["value"]),
            low=page.tree[low["area_id"]].name,
            low_value=indicator.format_value(texts, low["value"]),
        )
        found.append(((high["value"] - low["value"]) / spread, indicator.theme, text))
    chosen: dict[str, str] = {}
    for _, theme, text in sorted(found, key=lambda f: -f[0]):
        chosen.setdefault(theme, text)
    return list(chosen.values())[:_DIFFERENCES_TOLD]


def _download(page: Page, shown: list[Indicator], board: dict[str, dict[str, Row]], names: dict[str, str]) -> None:
    texts = page.texts
    title = texts("comparison.title", areas=texts.list(list(names.values())))

    def table() -> pd.DataFrame:
        rows = []
        for indicator in shown:
            for area_id, name in names.items():
                row = board[indicator.id].get(area_id, {})
                rows.append(
                    {
                        "theme": texts(f"theme.{indicator.theme}"),
                        "indicator": indicator.title.in_language(texts),
                        "area": name,
                        "period": _date(page, indicator, board[indicator.id]),
                        "value": indicator.format_value(texts, row.get("value")),
                        "change": indicator.format_difference(texts, row.get("change")),
                    }
                )
        return pd.DataFrame(rows, columns=list(columns))

    columns = {
        name: Column(texts(f"comparison.column.{name}"))
        for name in ("theme", "indicator", "area", "period", "value", "change")
    }
    data_below(
        page, key="vergleich", title=title, alt=title, table=table, columns=columns, note=texts("comparison.table_note")
    )
