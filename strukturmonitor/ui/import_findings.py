"""What an import has to say about rows, columns and files: as a table to filter, and as files in German and English."""

import pandas as pd
import streamlit as st

from strukturmonitor.exports.names import file_name as named
from strukturmonitor.exports.tables import csv_bytes
from strukturmonitor.imports.findings import Finding, explain
from strukturmonitor.imports.sources import Source
from strukturmonitor.texts import LANGUAGES, Texts, speak
from strukturmonitor.ui.import_sources import plain_table
from strukturmonitor.ui.page import Page

_ROWS = 100
_ROWS_PHONE = 12
_TALLEST = 620  # pixels; the rest is reached by scrolling
_COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "reason", "todo")
_ALWAYS = ("row", "column", "value", "reason", "todo")
_ALL = ""


def findings_box(
    page: Page, source: Source, findings: list[Finding], *, key: str, title: str, file_name: str, is_open: bool
) -> None:
    """Behind a heading with their number."""
    heading = f"{title} ({page.texts.number(len(findings))})"
    box = st.expander(heading, expanded=is_open, key=page.view.key(f"{key}:offen"), on_change="rerun")
    if box.open:
        with box:
            findings_table(page, source, findings, key=key, title=title, file_name=file_name)


def filtered_findings(page: Page, source: Source, findings: list[Finding], *, key: str) -> list[Finding]:
    """With fields for severity, reason, column and text; only those that there is a choice for."""
    texts = page.texts
    with st.container(horizontal=True, vertical_alignment="bottom"):
        severity = _pick(
            page, key, "severity", {f.severity for f in findings}, lambda s: texts(f"imports.severity.{s}")
        )
        reason = _pick(
            page, key, "reason", {f.code for f in findings}, lambda code: _reason(texts, source, findings, code)
        )
        column = _pick(page, key, "column", {f.column for f in findings if f.column}, str)
        words = (
            st.text_input(texts("importing.search"), key=page.view.key(f"{key}:suche"), max_chars=100).strip().lower()
        )
    return [
        finding
        for finding in findings
        if severity in (_ALL, finding.severity)
        and reason in (_ALL, finding.code)
        and column in (_ALL, finding.column)
        and words
        in " ".join(
            filter(None, (finding.value, finding.column, finding.file, finding.sheet, str(finding.row)))
        ).lower()
    ]


def findings_table(
    page: Page, source: Source, findings: list[Finding], *, key: str, title: str, file_name: str
) -> None:
    """The first rows (on a phone as cards) and all of them as files."""
    texts = page.texts
    limit = _ROWS_PHONE if page.is_phone else _ROWS
    if len(findings) > limit:
        words = {"shown": texts.number(limit), "count": texts.number(len(findings))}
        st.caption(texts("imports.first_rows", **words))
    table = findings_frame(texts, source, findings[:limit])
    names = [name for name in _COLUMNS if name in _ALWAYS or len(set(table[name]) - {"–"}) > 1]
    plain_table(page, table, {name: _label(texts, name) for name in names}, title, height=_TALLEST)
    with st.container(horizontal=True):
        for language in LANGUAGES:
            spoken = speak(language, page.data.city.id)
            st.download_button(
                texts(f"importing.download.{language}"),
                lambda spoken=spoken: findings_file(spoken, source, findings, file_name),
                file_name=named(f"import {title} {language}", "csv"),
                mime="text/csv",
                key=page.view.key(f"{key}:csv:{language}"),
                on_click="ignore",
                icon=":material/download:",
            )


def findings_frame(texts: Texts, source: Source, findings: list[Finding]) -> pd.DataFrame:
    """One row per finding in the reader's words, missing parts as «–»."""
    rows = []
    for finding in findings:
        reason, todo = explain(texts, source, finding)
        row = "–" if finding.row is None else str(finding.row)
        severity = texts(f"imports.severity.{finding.severity}")
        parts = (finding.file or "–", finding.sheet or "–", row, finding.column or "–", finding.value or "–")
        rows.append((severity, *parts, reason, todo))
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)


def findings_file(texts: Texts, source: Source, findings: list[Finding], file_name: str) -> bytes:
    """All findings as CSV in one language."""
    table = findings_frame(texts, source, findings)
    if (table["file"] == "–").all():
        table["file"] = file_name
    return csv_bytes(
        texts,
        table.rename(columns={name: _label(texts, name) for name in _COLUMNS}),
        title=texts("importing.file_title"),
        notes=[texts("imports.csv_note", file=file_name)],
    )


def _label(texts: Texts, name: str) -> str:
    key = f"imports.col.{name}"
    return texts(key if texts.has(key) else f"importing.col.{name}")


def _pick(page: Page, key: str, name: str, values: set[str], say: object) -> str:
    if len(values) < 2:
        return _ALL
    labels = {value: say(value) for value in values}
    options = [_ALL, *sorted(values, key=lambda value: labels[value])]
    return st.selectbox(
        _label(page.texts, name),
        options,
        format_func=lambda value: labels[value] if value else page.texts("filter.all"),
        key=page.view.key(f"{key}:{name}"),
    )


def _reason(texts: Texts, source: Source, findings: list[Finding], code: str) -> str:
    """The words of the first finding with this code, without what is only its own."""
    first = next(finding for finding in findings if finding.code == code)
    general = Finding(first.severity, code, None, "…" if first.column else None, "…")
    return explain(texts, source, general)[0]
