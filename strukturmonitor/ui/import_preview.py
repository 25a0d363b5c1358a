"""What a file would change, before it does: counts, comparison with the register, rejected rows and notes."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.imports.findings import Finding, explain
from strukturmonitor.imports.run import Prepared
from strukturmonitor.imports.vacancy_list import COUNTED_STATES, VacancyList
from strukturmonitor.imports.vacancy_register import Comparison
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column
from strukturmonitor.vacancy.values import label

_ROWS = 100
_ROWS_SHOWN = 12
_TALLEST = 620  # pixels; the rest is reached by scrolling
_NOTHING = ("–", "")
_ROWS_PHONE = 12


def show_preview(page: Page, prepared: Prepared) -> None:
    texts = page.texts
    st.header(texts("imports.preview", file=plain(prepared.file_name)), anchor=False)
    st.markdown(" ".join(_sentences(page, prepared)))
    rejected = [f for f in prepared.findings.sorted() if f.severity == "fail" or f.code == "row_repeated"]
    not_loaded = {f.row for f in rejected if f.row is not None}
    notes = [f for f in prepared.findings.sorted() if f not in rejected and f.row not in not_loaded]
    counts = {
        "read": prepared.rows_read,
        "loaded": prepared.rows_loaded,
        "rejected": prepared.rows_rejected,
        "duplicate": prepared.rows_duplicate,
        "warnings": len(notes),
    }
    _figures(page, counts)
    if prepared.comparison is not None:
        _compared(page, prepared, prepared.comparison)
    if rejected:
        _findings(page, prepared, rejected, key="abgelehnt", title=texts("imports.rejected_title"))
    if notes:
        _findings(
            page,
            prepared,
            notes,
            key="hinweise",
            title=texts("imports.warnings_title"),
            is_open=not (rejected or page.is_phone),
        )
    st.caption(" · ".join(_how_it_was_read(page, prepared)))


def vacancy_counts(listed: VacancyList) -> tuple[int, int]:
    """Vacant units and stock of a list, counted as the rate counts them."""
    states = listed.units["state"]
    return int(states.isin(COUNTED_STATES).sum()), int((states != "demolished").sum())


def _sentences(page: Page, prepared: Prepared) -> list[str]:
    texts = page.texts
    read, loaded = texts.number(prepared.rows_read), texts.number(prepared.rows_loaded)
    if prepared.is_refused:
        return [texts("imports.preview_none", read=read)]
    whole = prepared.rows_loaded == prepared.rows_read
    sentences = [texts("imports.preview_all" if whole else "imports.preview_head", read=read, loaded=loaded)]
    if isinstance(prepared.checked, VacancyList):
        vacant, stock = vacancy_counts(prepared.checked)
        if stock:
            sentences.append(
                texts(
                    "imports.preview_rate",
                    vacant=texts.number(vacant),
                    stock=texts.number(stock),
                    rate=texts.percent(100 * vacant / stock),
                )
            )
    else:
        checked = prepared.checked
        sentences.append(
            texts("imports.fit", gaps=texts.number(checked.gaps_m2), overlaps=texts.number(checked.overlaps_m2)) + "."
        )
        sentences.append(
            texts(
                "imports.area_changes", new=texts.number(len(checked.new)), vanished=texts.number(len(checked.vanished))
            )
            + "."
        )
    return sentences


def _figures(page: Page, counts: dict[str, int]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name, count in counts.items():
            st.metric(page.texts(f"imports.metric.{name}"), page.texts.number(count), width=130)


def _compared(page: Page, prepared: Prepared, comparison: Comparison) -> None:
    texts = page.texts
    st.markdown(f"**{texts('imports.against')}**")
    if comparison.made:
        st.markdown(texts("imports.against_made", count=texts.number(comparison.made)))
    if not comparison.known and not comparison.vanished:
        if not comparison.made:
            st.markdown(texts("imports.against_empty"))
        return
    names = ("new", "changed", "unchanged", "vanished")
    _figures(page, {name: getattr(comparison, name) for name in names})
    changes = comparison.changes
    if changes.empty:
        return
    table = pd.DataFrame(
        {
            "change": changes["change"].map(lambda change: texts(f"imports.change.{change}")),
            "unit": changes["label"],
            "address": changes["address"],
            "field": changes["field"].map(lambda field: prepared.source.columns[field].header if field else "–"),
            "old": [_value(page, field, value) for field, value in zip(changes["field"], changes["old"], strict=True)],
            "new": [_value(page, field, value) for field, value in zip(changes["field"], changes["new"], strict=True)],
        }
    )
    columns = {name: Column(texts(f"imports.col.{name}")) for name in table}
    _table(
        page,
        table,
        columns,
        key="aenderungen",
        title=texts("imports.changes_title"),
        file_name=prepared.file_name,
        is_open=False,
    )


def _value(page: Page, field: str | None, value: object) -> str:
    texts = page.texts
    if value is None or pd.isna(value):
        return "–"
    if field in (None, "state"):
        return label(texts, "state", str(value))
    if isinstance(value, datetime.date):
        return texts.date(value)
    if isinstance(value, float):
        return texts.number(value, 0 if value.is_integer() else 1)
    return str(value)


def _findings(
    page: Page, prepared: Prepared, findings: list[Finding], *, key: str, title: str, is_open: bool = True
) -> None:
    texts = page.texts
    rows = []
    for finding in findings:
        reason, todo = explain(texts, prepared.source, finding)
        row = "–" if finding.row is None else str(finding.row)
        rows.append((row, finding.column or "–", finding.value or "–", reason, todo))
    names = ("row", "column", "value", "reason", "todo")
    table = pd.DataFrame(rows, columns=list(names))
    columns = {name: Column(texts(f"imports.col.{name}")) for name in names}
    _table(page, table, columns, key=key, title=title, file_name=prepared.file_name, is_open=is_open)


def _table(
    page: Page, table: pd.DataFrame, columns: dict[str, Column], *, key: str, title: str, file_name: str, is_open: bool
) -> None:
    """The first rows (on a phone as cards) and all of them as a file."""
    texts = page.texts
    heading = f"{title} ({texts.number(len(table))})"
    box = st.expander(heading, expanded=is_open, key=page.view.key(f"{key}:offen"), on_change="rerun")
    if not box.open:
        return
    with box:
        shown = table.head(_ROWS_PHONE if page.is_phone else _ROWS)
        if len(shown) < len(table):
            st.caption(texts("imports.first_rows", shown=texts.number(len(shown)), count=texts.number(len(table))))
        if page.is_phone:
            show_cards(shown.map(plain), columns)
        else:
            alt = texts("imports.table_alt", title=title, count=texts.number(len(table)))
            st.table(
                shown.map(plain).rename(columns={name: column.label for name, column in columns.items()}),
                border="horizontal",
                hide_index=True,
                alt=alt,
                height=_TALLEST if len(shown) > _ROWS_SHOWN else "content",
            )
        st.download_button(
            texts("imports.download"),
            csv_bytes(
                texts,
                table.rename(columns={name: column.label for name, column in columns.items()}),
                title=title,
                notes=[texts("imports.csv_note", file=file_name)],
            ),
            file_name=f"import-{key}-{datetime.date.today():%Y-%m-%d}.csv",
            mime="text/csv",
            key=page.view.key(f"{key}:csv"),
            on_click="ignore",
            icon=":material/download:",
        )


def show_cards(table: pd.DataFrame, columns: dict[str, Column]) -> None:
    """One card per row; the cells are Markdown."""
    for row in table.to_dict("records"):
        with st.container(border=True):
            lines = [f"**{columns[name].label}:** {value}" for name, value in row.items() if value not in _NOTHING]
            st.markdown("  \n".join(lines))


def _how_it_was_read(page: Page, prepared: Prepared) -> list[str]:
    texts, checked = page.texts, prepared.checked
    parts = [texts("imports.form", form=plain(checked.form))]
    if isinstance(checked, VacancyList):
        if checked.rows_empty:
            parts.append(texts("imports.empty_rows", count=texts.number(checked.rows_empty)))
        if checked.systems:
            systems = [f"{texts.number(count)} × {name}" for name, count in checked.systems.items()]
            parts.append(texts("imports.systems", systems=texts.list(systems)))
        if checked.missing:
            parts.append(texts("imports.columns_missing", columns=", ".join(checked.missing)))
    return parts
