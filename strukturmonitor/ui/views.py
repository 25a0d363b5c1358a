"""Charts and tables as pages show them: with title, text alternative, source, the data as a table and as CSV."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page

_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}

_NOTHING = ("–", "")  # cells that a card leaves out


@dataclass(frozen=True)
class Column:
    """How a column of a table is shown. `kind`: text, number, percent, change, date, year."""

    label: str
    kind: str = "text"
    decimals: int = 0

    def format(self, texts: Texts, value: object) -> str:
        if self.kind == "number":
            return texts.number(value, self.decimals)
        if self.kind == "percent":
            return texts.percent(value, self.decimals)
        if self.kind == "change":
            return texts.change(value, self.decimals)
        if self.kind == "date":
            return texts.date(value)
        if self.kind == "year":
            return "–" if pd.isna(value) else str(int(value))
        return "–" if value is None or value is pd.NA or value != value else str(value)


def chart(
    page: Page,
    figure: go.Figure,
    *,
    key: str,
    title: str,
    alt: str,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    columns: dict[str, Column],
    note: str,
) -> None:
    """A figure with its title, its text alternative, a line on source, date and method (`note`) and its data."""
    st.markdown(f"**{title}**")
    st.plotly_chart(figure, key=page.view.key(key), config=_CHART_CONFIG, alt=alt)
    st.caption(note)
    data_below(page, key=key, title=title, alt=alt, table=table, columns=columns, note=note)


def data_below(
    page: Page,
    *,
    key: str,
    title: str,
    alt: str,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    columns: dict[str, Column],
    note: str,
) -> None:
    """The text alternative, the same data as a table, and the download: made only when opened (`table` may be a
    function, so that the rows are not made before)."""
    box = st.expander(page.texts("chart.data"), key=page.view.key(f"{key}:tabelle"), on_change="rerun")
    if not box.open:
        return
    if callable(table):
        table = table()
    with box:
        st.markdown(alt)
        show_table(page, table, columns, key=f"{key}:daten", alt=title)
        st.download_button(
            page.texts("chart.download"),
            csv_bytes(
                page.texts,
                table[list(columns)].rename(columns={name: column.label for name, column in columns.items()}),
                title=title,
                notes=[note, page.texts("demo.line")] if _says_made(page, note) else [note],
            ),
            file_name=f"{page.path or 'ueberblick'}-{key}-{datetime.date.today():%Y-%m-%d}.csv",
            mime="text/csv",
            key=page.view.key(f"{key}:csv"),
            on_click="ignore",
            icon=":material/download:",
        )


def _says_made(page: Page, note: str) -> bool:
    """Whether made rows are behind a chart: its note cites them; a note that cites nothing is that of the page."""
    if not page.is_demo:
        return False
    cited = page.data.read("datasets")
    told = cited[[citation in note for citation in cited["citation"]]]
    return bool(told.empty or (told["origin"] == "made").any())


def show_table(
    page: Page, table: pd.DataFrame, columns: dict[str, Column], *, key: str, alt: str, **options: object
) -> object:
    """A table with German or English numbers that still sorts by value. `options` go to st.dataframe."""
    shown = table[list(columns)]
    styler = shown.style.format(
        {name: lambda value, column=column: column.format(page.texts, value) for name, column in columns.items()}
    )
    return st.dataframe(
        styler,
        hide_index=True,
        placeholder="–",
        key=page.view.key(key),
        alt=alt,
        column_config={name: st.column_config.Column(column.label) for name, column in columns.items()},
        **options,
    )


def show_cards(table: pd.DataFrame, columns: dict[str, Column]) -> None:
    """One card per row; the cells are Markdown."""
    for row in table.to_dict("records"):
        with st.container(border=True):
            lines = [f"**{columns[name].label}:** {value}" for name, value in row.items() if value not in _NOTHING]
            st.markdown("  \n".join(lines))
