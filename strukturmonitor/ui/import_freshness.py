"""How current every source is: last import, date of the data, interval, and whether something should have come."""

import pandas as pd
import streamlit as st

from strukturmonitor.imports.freshness import Freshness, freshness
from strukturmonitor.imports.sources import sources
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.import_sources import by_theme, plain_table, source_label
from strukturmonitor.ui.page import Page

_SIGNS = {"current": "✓", "overdue": "⚠", "open": "○", "never": "–"}
_ORDER = {"overdue": 0, "current": 1, "open": 2, "never": 3}


def show_freshness(page: Page, source_ids: list[str]) -> None:
    """All these sources, the overdue ones first."""
    texts = page.texts
    st.markdown(texts("importing.freshness_intro"))
    entries = [entry for entry in _entries(page) if entry.source_id in source_ids]
    _say_overdue(texts, entries)
    if page.is_phone:  # two dozen cards to say of most sources that nothing came yet
        never = [source_label(texts, sources()[entry.source_id]) for entry in entries if entry.state == "never"]
        _table(page, [entry for entry in entries if entry.state != "never"])
        st.markdown(texts("importing.freshness_never", sources=" · ".join(never)) if never else "")
    else:
        _table(page, entries)
    st.caption(texts("importing.freshness_note"))


def loaded_freshness(page: Page) -> None:
    """For everybody: the sources that something was loaded from."""
    entries = [entry for entry in _entries(page) if entry.state != "never"]
    texts = page.texts
    st.header(texts("importing.freshness"), anchor=False)
    if not entries:
        st.markdown(texts("importing.freshness_none"))
        return
    _say_overdue(texts, entries)
    _table(page, entries)


def state_words(texts: Texts, entry: Freshness) -> str:
    """Sign and words, never colour alone: «⚠ überfällig seit 12 Tagen»."""
    return f"{_SIGNS[entry.state]} {texts(f'importing.fresh.{entry.state}', count=texts.number(entry.days_over))}"


def _entries(page: Page) -> list[Freshness]:
    places = {source_id: number for number, source_id in enumerate(by_theme())}
    found = page.data.derived(("freshness",), lambda: freshness(database()))
    return sorted(found, key=lambda entry: (_ORDER[entry.state], -entry.days_over, places[entry.source_id]))


def _say_overdue(texts: Texts, entries: list[Freshness]) -> None:
    late = [sources()[entry.source_id].title[texts.language] for entry in entries if entry.state == "overdue"]
    if late:
        st.warning(texts("importing.freshness_late", sources=texts.list(late)), icon=":material/schedule:")
    elif any(entry.state != "never" for entry in entries):
        st.success(texts("importing.freshness_fine"), icon=":material/check_circle:")


def _table(page: Page, entries: list[Freshness]) -> None:
    texts = page.texts
    if not entries:
        return
    rows = [
        {
            "source": source_label(texts, sources()[entry.source_id]),
            "fresh": state_words(texts, entry),
            "imported": texts.date(entry.imported_on),
            "reaching": texts.date(entry.data_date),
            "interval": sources()[entry.source_id].definition["interval"][texts.language],
            "due": texts.date(entry.due_on),
        }
        for entry in entries
    ]
    labels = {
        name: texts(f"importing.col.{name}") for name in ("source", "fresh", "imported", "reaching", "interval", "due")
    }
    plain_table(page, pd.DataFrame(rows), labels, texts("importing.freshness"), height=None)
