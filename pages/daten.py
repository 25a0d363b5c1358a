"""Daten: what is in the database, where it comes from, how old it is, and how to take it away."""

import pandas as pd
import streamlit as st

from strukturmonitor.access import Actor, Reader
from strukturmonitor.charts.coverage import coverage_figure
from strukturmonitor.exports.addresses import api_line, table_address
from strukturmonitor.exports.datasets import DERIVED_FROM, PUBLIC_TABLES, column_meaning, rounding_note, table_file
from strukturmonitor.exports.inventory import Part, Table, age_text, coverage, inventory, rows_text
from strukturmonitor.exports.names import file_name
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_freshness import loaded_freshness
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, chart

_ORIGIN_SLUGS = {"published": "veroeffentlicht", "counted": "gezaehlt", "estimated": "geschaetzt", "made": "erzeugt"}
_ALL = "alle"


def show() -> None:
    page = open_page("daten")
    texts = page.texts
    build = page.data.read("build").iloc[0]
    tables = inventory(texts, page.data.read("table_rows"), page.data.read("datasets"))
    origin_box, search_box = st.columns(2)
    with origin_box:
        options = {_ALL: texts("data.all_origins")} | {
            slug: texts(f"data.origin_{key}") for key, slug in _ORIGIN_SLUGS.items()
        }
        origin = page.choice("herkunft", texts("data.origin"), options, help=texts("data.origin_help"))
    with search_box:
        wanted = page.text("suche", texts("data.search"), placeholder=texts("data.search_example"))
    found = [
        table
        for table in tables
        if (origin == _ALL or any(_ORIGIN_SLUGS[part.origin] == origin for part in table.parts))
        and all(word in f"{table.title} {table.meaning} {table.name}".lower() for word in wanted.lower().split())
    ]
    page.head(
        texts("page.data"),
        [
            texts("data.version", date=texts.date(build["built_at"])),
            options[origin] if origin != _ALL else "",
            texts("data.search_for", text=plain(wanted)) if wanted else "",
            texts("data.count", count=len(found)),
        ],
    )
    if not found:
        st.info(texts("data.none_found"), icon=":material/search_off:")
        page.reset_button()
        page.close()
        return
    st.markdown(_summary(texts, tables))
    _coverage(page, found, texts.date(build["built_at"]))
    loaded_freshness(page)
    for group in ("statistics", "register", "internal"):
        of_group = [table for table in found if table.group == group]
        if not of_group:
            continue
        st.header(texts(f"data.group_{group}"), anchor=False)
        if group == "internal":
            st.caption(texts("data.group_internal_help"))
            lines = [
                texts(
                    "data.internal_line",
                    table=table.title,
                    rows=rows_text(texts, table.row_count),
                    meaning=table.meaning,
                )
                for table in of_group
            ]
            st.markdown("\n".join(f"- {line}" for line in lines))
            continue
        for table in of_group:
            _table(page, table, pd.Timestamp(build["today"]))
    page.close(citations=[part.citation for table in found for part in table.parts])


def _summary(texts: Texts, tables: list[Table]) -> str:
    """How many rows there are, how many of them are made, and which tables hold real ones."""
    subject = [table for table in tables if table.parts and table.name not in DERIVED_FROM]
    rows = sum(part.row_count for table in subject for part in table.parts)
    made = sum(part.row_count for table in subject for part in table.parts if part.origin == "made")
    first = texts("data.summary", rows=texts.number(rows), tables=len(subject))
    if not made:
        return f"{first} {texts('data.summary_real')}"
    real = [table.title for table in subject if any(part.origin != "made" for part in table.parts)]
    return f"{first} " + texts("data.summary_made", count=texts.number(rows - made), real=texts.list(real))


def _coverage(page: Page, found: list[Table], built_on: str) -> None:
    texts = page.texts
    parts = coverage(texts, found)
    dated = parts.dropna(subset=["first", "last"])
    if dated.empty:
        return
    chart(
        page,
        coverage_figure(texts, dated),
        key="zeitraum",
        title=texts("data.chart_title"),
        alt=texts("data.chart_alt", rows=" ".join(dated["sentence"])),
        table=parts,
        columns={
            "label": Column(texts("data.table")),
            "meaning": Column(texts("data.meaning")),
            "origin": Column(texts("data.origin")),
            "row_count": Column(texts("data.row_count"), "number"),
            "first": Column(texts("data.first"), "date"),
            "last": Column(texts("data.last"), "date"),
            "licence": Column(texts("data.licence")),
            "citation": Column(texts("data.citation")),
        },
        note=texts("data.chart_note", date=built_on),
    )


def _table(page: Page, table: Table, today: pd.Timestamp) -> None:
    texts = page.texts
    if table.derived_from:
        derived = texts("data.derived", table=texts(f"data.table.{table.derived_from}"))
        facts = [f"{rows_text(texts, table.row_count)} · {derived}"]
    else:
        facts = [" · ".join(_facts(texts, part, today)) for part in table.parts] or [rows_text(texts, table.row_count)]
    with st.container(border=True):
        st.markdown(f"**{table.title}**  \n{table.meaning}")
        st.caption("  \n".join(facts))
        box = st.expander(
            texts("data.details", table=table.title),
            type="compact",
            key=page.view.key(f"mehr:{table.name}"),
            on_change="rerun",
        )
        if box.open:
            with box:
                _details(page, table)


def _facts(texts: Texts, part: Part, today: pd.Timestamp) -> list[str]:
    facts = [texts(f"data.origin_{part.origin}"), rows_text(texts, part.row_count)]
    if part.last_date is None:
        return facts
    is_period = part.first_date is not None and part.first_date != part.last_date
    last = texts.date(part.last_date)
    dates = (
        texts("data.period", first=texts.date(part.first_date), last=last)
        if is_period
        else texts("data.as_of", date=last)
    )
    return [*facts, dates, age_text(texts, part.last_date, today)]


def _details(page: Page, table: Table) -> None:
    """Sources with licence, the columns of the file, and the file itself, made at the click."""
    texts = page.texts
    lines = [
        texts(
            "data.source_line",
            origin=texts(f"data.origin_{part.origin}"),
            citation=part.citation,
            method=part.method,
            licence=texts.cited(part.licence),
        )
        for part in table.parts
    ]
    st.markdown("  \n".join(lines))
    if table.name not in PUBLIC_TABLES:
        derived = [texts(f"data.table.{name}") for name, base in DERIVED_FROM.items() if base == table.name]
        st.info(texts("data.too_large", tables=texts.list(derived)) if derived else texts("data.shown_only"))
        return
    if not table.is_released:
        st.info(texts("data.not_released"), icon=":material/lock:")
        return
    columns = page.data.read(f"export_{table.name}", row_limit=0).columns
    meanings = [f"- `{column}`: {column_meaning(texts, table.name, column)}" for column in columns]
    st.markdown("\n".join([f"**{texts('data.columns')}**\n", *meanings]))
    if note := rounding_note(texts, table.name):
        st.caption(note)
    reader = Reader(database(), Actor())  # a file is the same for every role
    notes = [line.replace("**", "") for line in lines]
    st.download_button(
        texts("data.download"),
        lambda: table_file(reader, texts, table.name, notes),
        file_name=file_name(table.name, "csv"),
        mime="text/csv",
        key=page.view.key(f"datei:{table.name}"),
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(api_line(texts, table_address(table.name)))
