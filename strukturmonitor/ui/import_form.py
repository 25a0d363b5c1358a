"""The upload field with its options, the documented columns, and the list of past imports."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.imports.sources import Source
from strukturmonitor.imports.template import template_csv
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.ui.import_preview import show_cards
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column

_RUNS_PHONE = 5
_RUNS_SHOWN = 10
_TALLEST = 480  # pixels; the rest is reached by scrolling


def upload_form(page: Page, source: Source) -> tuple[object, dict[str, str]]:
    """The file and what the person says about it."""
    texts, key = page.texts, page.view.key
    is_list = source.kind == "vacancy_list"
    st.markdown(texts("imports.intro" if is_list else "imports.intro_boundaries"))
    round_number = st.session_state.get(key("runde"), 0)
    if texts.language == "de":
        st.html(PROJECT_DIR / "static" / "upload-de.css")
    file = st.file_uploader(
        texts("imports.file" if is_list else "imports.file_boundaries", mb=source.max_mb),
        key=key(f"datei:{source.id}:{round_number}"),
        max_upload_size=source.max_mb,
    )
    today = datetime.date.today()
    day_key = "list_date" if is_list else "valid_from"
    left, right = st.columns(2)
    with left:
        day = st.date_input(
            texts(f"imports.{day_key}"), value=today, max_value=today, format="DD.MM.YYYY", key=key(day_key),
            help=texts("imports.list_date_help") if is_list else None,
        )  # fmt: skip
    options = {day_key: day.isoformat()} if day and day != today else {}
    if is_list:
        _sheet_choice(page, right, file, options)
        return file, options
    with right:
        levels = source.definition["levels"]
        options["level"] = st.selectbox(
            texts("imports.level"),
            list(levels),
            format_func=lambda level: texts(f"imports.level_name.{level}"),
            key=key("ebene"),
        )
    options["citation"] = st.text_input(texts("imports.citation"), max_chars=200, key=key("quellenangabe")).strip()
    return file, options


def _sheet_choice(page: Page, place: object, file: object, options: dict[str, str]) -> None:
    """Where the workbook read last has several sheets."""
    checked = checked_file(page).get("prepared")
    sheets = getattr(checked.checked, "sheets", ()) if checked is not None else ()
    if file is not None and len(sheets) > 1 and checked.file_name == file.name:
        sheet = place.selectbox(page.texts("imports.sheet"), sheets, key=page.view.key("blatt"))
        if sheet != sheets[0]:
            options["sheet"] = sheet


def checked_file(page: Page) -> dict:
    """The file read last: kept between runs, so that a click does not read it again."""
    return st.session_state.setdefault(page.view.key("geprueft"), {})


def known_columns(page: Page, source: Source) -> None:
    """The documented headers, and a file to begin with."""
    texts = page.texts
    st.download_button(
        texts("imports.template"), template_csv(source), file_name="leerstandsliste-vorlage.csv", mime="text/csv",
        key=page.view.key("vorlage"), on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    box = st.expander(texts("imports.columns_title"), key=page.view.key("spalten"), on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(texts("imports.columns_help"))
        rows = [
            (
                c.header,
                texts("imports.yes") if c.is_required else "–",
                c.meaning[texts.language],
                c.example,
                ", ".join(c.variants[:4]),
            )
            for c in source.columns.values()
        ]
        names = ("header", "needed", "meaning", "example", "others")
        columns = {name: Column(texts(f"imports.col.{name}")) for name in names}
        table = pd.DataFrame(rows, columns=list(names)).map(plain)
        if page.is_phone:
            show_cards(table, columns)
            return
        alt = texts("imports.table_alt", title=texts("imports.columns_title"), count=texts.number(len(rows)))
        st.table(
            table.rename(columns={name: column.label for name, column in columns.items()}),
            border="horizontal",
            hide_index=True,
            alt=alt,
            height=_TALLEST,
        )


def past_imports(page: Page) -> None:
    texts = page.texts
    runs = page.data.read("import_runs")
    st.header(texts("imports.past"), anchor=False)
    if runs.empty:
        st.info(texts("imports.past_none"), icon=":material/inbox:")
        return
    if page.is_phone:
        runs = runs.head(_RUNS_PHONE)
    when = runs["started_at"].dt.tz_localize("UTC").dt.tz_convert(page.data.city.timezone)
    rows = pd.DataFrame(
        {
            "run": runs["run_id"].astype(str),
            "when": when.map(lambda moment: f"{texts.date(moment)}, {moment:%H:%M}"),
            "file": runs["file_name"].map(plain),
            "state": runs["state"].map(lambda state: texts(f"imports.state.{state}")),
            **{name: runs[f"rows_{name}"].map(texts.number) for name in ("read", "loaded", "rejected", "duplicate")},
            "actor": runs["actor"].map(lambda role: texts(f"imports.role.{role}")),
        }
    )
    columns = {name: Column(texts(f"imports.col.{name}")) for name in rows}
    if page.is_phone:
        show_cards(rows, columns)
    else:
        alt = texts("imports.past_alt", count=texts.number(len(rows)), date=rows["when"].iloc[0])
        st.table(
            rows.rename(columns={name: column.label for name, column in columns.items()}),
            border="horizontal",
            hide_index=True,
            alt=alt,
            height=_TALLEST if len(rows) > _RUNS_SHOWN else "content",
        )
