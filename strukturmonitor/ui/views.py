"""Charts and tables as pages show them: with title, text alternative, source, the data as a table and as CSV."""

import datetime
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.shown import Chart, Column, Table
from strukturmonitor.ui.page import Page

_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}

_NOTHING = ("–", "")  # cells that a card leaves out


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
    page.parts.append(Chart(key, title, alt, figure, Table(key, title, table, columns, note), note))
    st.markdown(f"**{title}**")
    st.plotly_chart(figure, key=page.view.key(key), config=_CHART_CONFIG, alt=alt)
    st.caption(note)
    _data_below(page, Table(key, title, table, columns, note), alt)


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
    data = Table(key, title, table, columns, note)
    page.parts.append(data)
    _data_below(page, data, alt)


def _data_below(page: Page, data: Table, alt: str) -> None:
    key, note = data.key, data.note
    box = st.expander(page.texts("chart.data"), key=page.view.key(f"{key}:tabelle"), on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(alt)
        _draw_table(page, data.frame, data.columns, key=f"{key}:daten", alt=data.title)
        st.download_button(
            page.texts("chart.download"),
            csv_bytes(
                page.texts,
                data.frame.rename(columns={name: column.label for name, column in data.columns.items()}),
                title=data.title,
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
    page.parts.append(Table(key, alt, table, columns))
    return _draw_table(page, table, columns, key=key, alt=alt, **options)


def _draw_table(
    page: Page, table: pd.DataFrame, columns: dict[str, Column], *, key: str, alt: str, **options: object
) -> object:
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
