"""All indicators of some areas beside each other, with what differs most in words."""

import pandas as pd
import streamlit as st

from strukturmonitor.indicators import THEMES, Indicator, catalogue
from strukturmonitor.indicators.standing import direction
from strukturmonitor.ui.figures import ARROWS
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.views import Column, data_below

_DIFFERENCES_TOLD = 3


def comparison_table(page: Page, area_ids: list[str], as_of: pd.Timestamp | None) -> None:
    """Per theme a table indicators × areas with the city; on a phone one list per theme."""
    texts, city = page.texts, page.tree.city
    columns = [*area_ids, city.area_id]
    standings = {indicator.id: page.data.standing(indicator, as_of).set_index("area_id") for indicator in catalogue().values()}
    shown = [i for i in catalogue().values() if standings[i.id].index.isin(area_ids).any()]
    told = _differences(page, shown, standings, area_ids)
    if told:
        st.markdown(f"**{texts('comparison.differences')}**", help=texts("comparison.differences_help"))
        st.markdown("\n".join(f"- {sentence}" for sentence in told))
    names = {area_id: page.tree[area_id].name for area_id in columns}
    tables = st.container(key="equal-columns")  # the style sheet gives all tables in it the same columns
    for theme in THEMES:
        of_theme = [indicator for indicator in shown if indicator.theme == theme]
        if not of_theme:
            continue
        tables.markdown(f"**{texts(f'theme.{theme}')}**")
        if page.is_phone:
            for indicator in of_theme:
                lines = [f"- {names[a]}: {_cell(page, indicator, standings[indicator.id], a)}" for a in columns]
                tables.markdown("\n".join([_title(page, indicator, standings[indicator.id]), "", *lines]))
            continue
        cells = {
            names[area_id]: [_cell(page, indicator, standings[indicator.id], area_id) for indicator in of_theme]
            for area_id in columns
        }
        index = pd.Index([_title(page, i, standings[i.id]) for i in of_theme], name=texts("comparison.indicator"))
        tables.table(pd.DataFrame(cells, index=index), border="horizontal", alt=texts(f"theme.{theme}"))
    st.caption(texts("comparison.table_note"))
    _download(page, shown, standings, names)


def _title(page: Page, indicator: Indicator, rows: pd.DataFrame) -> str:
    date = page.texts.period(rows["period"].iloc[0], indicator.period)
    return f"{indicator.title.in_language(page.texts)} ({date})"


def _cell(page: Page, indicator: Indicator, rows: pd.DataFrame, area_id: str) -> str:
    """«**11,5 %** ▼ −1,8»; the note below the tables says what the arrow and its number mean."""
    texts = page.texts
    if area_id not in rows.index:
        return texts("missing.not_collected")
    row = rows.loc[area_id]
    if row["value"] != row["value"]:
        return texts(f"missing.{row['reason'] or 'not_collected'}")
    told = f"**{indicator.format_value(texts, row['value'])}**"
    if row["is_estimate"]:
        told += f" ({texts('figure.estimated')})"
    way = direction(indicator, row["change"])
    if way is None:
        return told
    change = texts("figure.same") if way == "same" else texts.change(row["change"], indicator.decimals)
    return f"{told} {ARROWS[way]}\u00a0{change}"


def _differences(page: Page, shown: list[Indicator], standings: dict[str, pd.DataFrame], area_ids: list[str]) -> list[str]:
    """Where the areas lie furthest apart, measured by the usual spread of the Stadtbezirke; one per theme."""
    texts, found = page.texts, []
    for indicator in shown:
        rows = standings[indicator.id]
        values = rows["value"].reindex(area_ids).dropna()
        spread = rows.loc[rows["level"] == "bezirk", "spread"]
        if indicator.is_amount or len(values) < 2 or spread.empty or not spread.iloc[0] > 0:
            continue
        high, low = values.idxmax(), values.idxmin()
        text = texts(
            "comparison.difference",
            title=indicator.title.in_language(texts),
            high=page.tree[high].name,
            high_value=indicator.format_value(texts, values[high]),
            low=page.tree[low].name,
            low_value=indicator.format_value(texts, values[low]),
        )
        found.append(((values[high] - values[low]) / spread.iloc[0], indicator.theme, text))
    chosen: dict[str, str] = {}
    for _, theme, text in sorted(found, key=lambda f: -f[0]):
        chosen.setdefault(theme, text)
    return list(chosen.values())[:_DIFFERENCES_TOLD]


def _download(page: Page, shown: list[Indicator], standings: dict[str, pd.DataFrame], names: dict[str, str]) -> None:
    texts = page.texts
    rows = [
        {
            "theme": texts(f"theme.{indicator.theme}"),
            "indicator": indicator.title.in_language(texts),
            "area": name,
            "period": texts.period(standings[indicator.id]["period"].iloc[0], indicator.period),
            "value": indicator.format_value(texts, standings[indicator.id]["value"].get(area_id)),
            "change": indicator.format_difference(texts, standings[indicator.id]["change"].get(area_id)),
        }
        for indicator in shown
        for area_id, name in names.items()
    ]
    columns = {name: Column(texts(f"comparison.column.{name}")) for name in rows[0]} if rows else {}
    title = texts("comparison.title", areas=texts.list(list(names.values())))
    data_below(
        page, key="vergleich", title=title, alt=title, table=pd.DataFrame(rows), columns=columns, note=texts("comparison.table_note")
    )
