"""Words of a file that nobody knows: what they may mean, said once and remembered."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.imports.run import Prepared
from strukturmonitor.imports.sources import Source
from strukturmonitor.imports.spellings import UnknownSpelling, forget, remember, remembered, unknown, values_of
from strukturmonitor.imports.vacancy_list import VacancyList
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_sources import plain_table
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_MOST = 25  # words that are asked for at once
_OPEN = ""


def source_as_read(prepared: Prepared) -> Source:
    """The definition with what the person said about this file."""
    return prepared.checked.source if isinstance(prepared.checked, VacancyList) else prepared.source


def unknown_words(page: Page, prepared: Prepared, check_again: Callable[[], None]) -> None:
    """Every unknown word with the likeliest meaning; confirmed, they are remembered and the file is checked again."""
    source = source_as_read(prepared)
    words = unknown(database(), source, prepared.findings)
    if not words:
        return
    texts = page.texts
    st.subheader(texts("importing.words", count=texts.number(len(words))), anchor=False)
    st.markdown(texts("importing.words_help"))
    choices = {word.field: values_of(database(), source.columns[word.field]) for word in words}
    with st.form(page.view.key("woerter"), border=True):
        chosen = {word: _meaning(page, source, word, choices[word.field]) for word in words[:_MOST]}
        if len(words) > _MOST:
            st.caption(texts("importing.words_more", count=texts.number(len(words) - _MOST)))
        is_confirmed = st.form_submit_button(texts("importing.words_confirm"), icon=":material/spellcheck:")
    if not is_confirmed:
        return
    meant = {word: value for word, value in chosen.items() if value != _OPEN}
    if not meant:
        st.info(texts("importing.words_none"), icon=":material/info:")
        return
    try:
        for word, value in meant.items():
            remember(database(), page.data.actor, prepared.source, word.field, word.spelling, value)
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error), icon=":material/error:")
        return
    check_again()


def remembered_spellings(page: Page, source: Source) -> None:
    """What was confirmed for a source, with who and when; a wrong one can be taken back."""
    known = remembered(database(), source)
    if not known:
        return
    texts = page.texts
    title = f"{texts('importing.remembered')} ({texts.number(len(known))})"
    box = st.expander(title, key=page.view.key(f"gemerkt:{source.id}"), on_change="rerun")
    if not box.open:
        return
    with box:
        fields = {row["field"] for row in known} & source.columns.keys()
        values = {field: values_of(database(), source.columns[field]) for field in fields}
        rows = [
            {
                "word": row["spelling"],
                "column": source.columns[row["field"]].header if row["field"] in fields else row["field"],
                "meaning": values.get(row["field"], {}).get(row["value"], row["value"]),
                "actor": texts(f"imports.role.{row['confirmed_by']}"),
                "date": texts.date(row["confirmed_at"]),
            }
            for row in known
        ]
        labels = {name: texts(f"importing.col.{name}") for name in rows[0]}
        plain_table(page, pd.DataFrame(rows), labels, texts("importing.remembered"))
        names = [f"{row['column']}: {row['word']}" for row in rows]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            index = st.selectbox(
                texts("importing.forget_which"), range(len(known)), format_func=names.__getitem__,
                key=page.view.key(f"vergessen:{source.id}:was"),
            )  # fmt: skip
            clicked = st.button(
                texts("importing.forget"), key=page.view.key(f"vergessen:{source.id}"), icon=":material/delete:"
            )
        if clicked:
            forget(database(), page.data.actor, source, known[index]["field"], known[index]["spelling"])
            st.rerun()


def _meaning(page: Page, source: Source, word: UnknownSpelling, choices: dict[str, str]) -> str:
    texts = page.texts
    options = [_OPEN, *choices]
    label = texts(
        "importing.word_line", word=plain(word.spelling), column=plain(source.columns[word.field].header),
        count=texts.number(word.count),
    )  # fmt: skip
    return st.selectbox(
        label,
        options,
        index=options.index(word.suggestion) if word.suggestion in choices else 0,
        format_func=lambda value: choices[value] if value else texts("importing.word_open"),
        key=page.view.key(f"wort:{word.field}:{word.spelling}"),
    )
