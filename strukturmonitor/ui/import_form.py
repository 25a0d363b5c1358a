"""The upload field and what the person says about the file."""

import datetime

import streamlit as st

from strukturmonitor.imports.kinds import known_options
from strukturmonitor.imports.sources import Source
from strukturmonitor.ui.import_mapping import show_mapping
from strukturmonitor.ui.page import Page

_MAPPED = ("mapping", "mode")  # asked for by the assignment of columns
_DAYS_OF_KIND = ("list_date", "valid_from")  # today where nobody says another day
_LONGEST_TEXT = 200


def upload_form(page: Page, source: Source, sheets: tuple[str, ...]) -> tuple[list, dict[str, str]]:
    """The files and the options. `sheets` of the workbook that was checked last, to choose from."""
    texts, key = page.texts, page.view.key
    round_number = st.session_state.get(key("runde"), 0)
    are_many = source.kind == "table"
    formats = ", ".join(ending.upper() for ending in source.extensions)
    found = st.file_uploader(
        texts("importing.files" if are_many else "importing.file", formats=formats, mb=texts.number(source.max_mb)),
        accept_multiple_files=are_many,
        key=key(f"datei:{source.id}:{round_number}"),
        max_upload_size=source.max_mb,
    )
    files = list(found) if are_many else [found] if found is not None else []
    options = _options(page, source, sheets)
    if files and source.kind == "vacancy_list":
        options = show_mapping(page, source, files[0].name, files[0].getvalue(), options)
    return files, options


def _options(page: Page, source: Source, sheets: tuple[str, ...]) -> dict[str, str]:
    """What the source wants to be told, each in its field; what is left empty is left out."""
    names = {name: is_date for name, is_date in known_options(source).items() if name not in _MAPPED}
    if len(sheets) < 2:
        names.pop("sheet", None)
    options = {}
    places = st.columns(2) if len(names) > 1 and not page.is_phone else [st.container()]
    for number, (name, is_date) in enumerate(names.items()):
        with places[number % len(places)]:
            value = _day(page, source, name) if is_date else _word(page, source, name, sheets)
        if value:
            options[name] = value
    return options


def _day(page: Page, source: Source, name: str) -> str:
    texts, today = page.texts, datetime.date.today()
    is_known = name in _DAYS_OF_KIND
    day = st.date_input(
        _label(page, name),
        value=today if is_known else None,
        max_value=today,
        format="DD.MM.YYYY" if texts.language == "de" else "YYYY-MM-DD",
        key=page.view.key(f"angabe:{source.id}:{name}"),
        help=_help(page, name),
    )
    return "" if day is None or (is_known and day == today) else day.isoformat()


def _word(page: Page, source: Source, name: str, sheets: tuple[str, ...]) -> str:
    key = page.view.key(f"angabe:{source.id}:{name}")
    if name == "level":
        levels = list(source.definition["levels"])
        words = page.texts
        return st.selectbox(
            _label(page, name), levels, format_func=lambda level: words(f"imports.level_name.{level}"), key=key
        )
    if name == "sheet":
        chosen = st.selectbox(_label(page, name), sheets, key=key)
        return "" if chosen == sheets[0] else chosen
    return st.text_input(_label(page, name), max_chars=_LONGEST_TEXT, key=key, help=_help(page, name)).strip()


def _label(page: Page, name: str) -> str:
    key = f"importing.option.{name}"
    return page.texts(key) if page.texts.has(key) else name


def _help(page: Page, name: str) -> str | None:
    key = f"importing.option_help.{name}"
    return page.texts(key) if page.texts.has(key) else None
