"""Charts and tables as pages show them: with title, text alternative, source, the data as a table and as CSV."""

import html
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from strukturmonitor.shown import Chart, Column, Table
from strukturmonitor.texts import Texts
from strukturmonitor.ui.downloads import table_download, table_files
from strukturmonitor.ui.page import Page, taking

_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}

_MOST_PAPER_ROWS = 200
_MANY_COLUMNS = 12  # from here on an upright page is too narrow
_RIGHT = ' class="number"'
_NOTHING = ("–", "")  # cells that a card leaves out


def chart(
    page: Page,
    figure: go.Figure | Callable[[], go.Figure],
    *,
    key: str,
    title: str,
    alt: str,
    table: pd.DataFrame | Callable[[], pd.DataFrame],
    columns: dict[str, Column],
    note: str,
    made_from: tuple | None = None,
) -> None:
    """A figure with its title, its text alternative, a line on source, date and method (`note`) and its data.
    `made_from`: all that the figure depends on besides data and language; it is then made once (`figure` a function)."""
    if made_from is not None:
        figure = page.data.derived(("chart", page.path, key, page.texts.language, *made_from), figure)
    drawn = Chart(key, title, alt, figure, Table(key, title, table, columns, note), note)
    page.parts.append(drawn)
    st.markdown(f"**{title}**")
    st.plotly_chart(figure, key=page.view.key(key), config=_CHART_CONFIG, alt=alt)
    st.caption(note)
    _data_below(page, drawn.data, alt, drawn)


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


def _data_below(page: Page, data: Table, alt: str, drawn: Chart | None = None) -> None:
    box = st.expander(page.texts("chart.data"), key=page.view.key(f"{data.key}:tabelle"), on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(alt)
        _draw_table(page, data.frame, data.columns, key=f"{data.key}:daten", alt=data.title)
        table_files(page, data, chart=drawn)


def show_table(
    page: Page,
    table: pd.DataFrame,
    columns: dict[str, Column],
    *,
    key: str,
    alt: str,
    with_files: bool = False,
    note: str = "",
    **options: object,
) -> object:
    """A table with German or English numbers that still sorts by value. `with_files`: it can be downloaded, with `note` on
    source, date and method. `options` go to st.dataframe."""
    shown = Table(key, alt, table, columns, note)
    page.parts.append(shown)
    chosen = _draw_table(page, table, columns, key=key, alt=alt, **options)
    paper_table(page, table, columns)
    if with_files:
        table_download(page, shown)
    return chosen


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


def paper_table(page: Page, table: pd.DataFrame, columns: dict[str, Column]) -> None:
    """The same table for paper: what st.dataframe draws is a canvas with the rows that fit its height. Right after it."""
    if taking.get() is None:
        st.html(paper_table_html(page.texts, table, columns))


def paper_table_html(texts: Texts, table: pd.DataFrame, columns: dict[str, Column]) -> str:
    """Rows up to a number that a print can want, all texts escaped; then how many more there are."""
    is_number = {name: column.kind not in ("text", "date") for name, column in columns.items()}
    head = "".join(
        f'<th scope="col"{_RIGHT if is_number[name] else ""}>{html.escape(column.label)}</th>'
        for name, column in columns.items()
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_RIGHT if is_number[name] else ''}>{html.escape(column.format(texts, row[name]))}</td>"
            for name, column in columns.items()
        )
        + "</tr>"
        for row in table[list(columns)].head(_MOST_PAPER_ROWS).to_dict("records")
    )
    rest = len(table) - _MOST_PAPER_ROWS
    more = (
        f'<tr><td colspan="{len(columns)}">{html.escape(texts("print.more_rows", count=texts.number(rest)))}</td></tr>'
    )
    many = " many" if len(columns) >= _MANY_COLUMNS else ""
    return f'<table class="only-paper{many}"><thead><tr>{head}</tr></thead><tbody>{rows}{more if rest > 0 else ""}</tbody></table>'


def show_cards(table: pd.DataFrame, columns: dict[str, Column]) -> None:
    """One card per row; the cells are Markdown."""
    for row in table.to_dict("records"):
        with st.container(border=True):
            lines = [f"**{columns[name].label}:** {value}" for name, value in row.items() if value not in _NOTHING]
            st.markdown("  \n".join(lines))
