"""Keeping a record: its parts one by one, so that one person may type ideas while another writes the head."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.dialogue.meeting_keeping import delete_meeting, may_delete
from strukturmonitor.dialogue.meeting_words import head_words
from strukturmonitor.dialogue.meetings import Meeting
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.idea_entry import idea_entry
from strukturmonitor.ui.meetings.idea_places import idea_places
from strukturmonitor.ui.meetings.idea_table import answer_table, idea_table
from strukturmonitor.ui.meetings.photos import photo_part
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.meetings.sheet_form import leave_form, sheet_form
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.writing import writing


def editing(page: Page, kept: Meeting | None) -> None:
    """Draws content and head of the form; `kept`: None for a new record."""
    texts = page.texts
    st.caption(f":material/shield_person: {texts('meetings.privacy')}")
    if kept is None:
        sheet_form(page, None)
        page.head(texts("meetings.new"), [])
        return
    page.is_demo = kept.is_made
    parts: dict[str, Callable[[Page, Meeting], None]] = {
        "angaben": sheet_form,
        "ideen": idea_entry,
        "tabelle": idea_table,
        "orte": idea_places,
        "antworten": answer_table,
        "fotos": photo_part,
        "loeschen": _delete_part,
    }
    if not may_delete(page.data.actor, kept.account_id):
        parts.pop("loeschen")
    part = page.choice(
        "teil",
        texts("meetings.part"),
        {slug: texts(f"meetings.part.{slug}") for slug in parts},
        widget="selectbox" if page.is_phone else "segmented",
    )
    if parts[part] is not sheet_form:
        leave_form(page, kept)
    parts[part](page, kept)
    state = texts("meetings.published" if kept.is_published else "meetings.draft")
    page.head(kept.title, [texts("meetings.editing"), state, *head_words(texts, page.tree, kept)[:2]])


def _delete_part(page: Page, kept: Meeting) -> None:
    texts = page.texts
    with st.form(page.view.key(f"loeschen:{kept.meeting_id}"), border=False):
        st.markdown(
            texts("meetings.delete.ask", ideas=texts.number(len(kept.ideas)), photos=texts.number(len(kept.photos)))
        )
        is_sure = st.checkbox(texts("meetings.delete.sure"))
        if not st.form_submit_button(texts("meetings.delete"), icon=":material/delete:"):
            return
    if not is_sure:
        st.warning(texts("meetings.delete.tick"), icon=":material/check_box_outline_blank:")
        return
    with writing(page, why):
        delete_meeting(database(), page.data.actor, kept.meeting_id, kept.revision)
        page.wrote()
        tell(page, texts("meetings.deleted"))
        page.view.put("veranstaltung", "")
        page.view.put("ansicht", "")
        st.rerun()
