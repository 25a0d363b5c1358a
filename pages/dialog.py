"""Dialog: records of workshops and dialogues – what was said, how much it weighed, what becomes of it. One page, the list of
meetings or one of them (`veranstaltung`), read or, by who may, kept (`ansicht`)."""

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.dialogue.meetings import RIGHT, meeting
from strukturmonitor.errors import MeetingUnknown
from strukturmonitor.ui.meetings.editing import editing
from strukturmonitor.ui.meetings.listing import listing
from strukturmonitor.ui.meetings.reading import reading
from strukturmonitor.ui.meetings.sheet_form import leave_form
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.register.messages import show_messages
from strukturmonitor.ui.session import decode_choice

_LONGEST_ID = 60  # characters
_NEW = "neu"
_EDIT = "bearbeiten"


def show() -> None:
    page = open_page("dialog")
    show_messages(page)
    meeting_id = st.session_state[page.view.start("veranstaltung", _meeting_id, "")]
    view = st.session_state[page.view.start("ansicht", decode_choice({_EDIT: _EDIT}), "")]
    may_keep = allowed(page.data.actor, RIGHT)
    if not meeting_id or (meeting_id == _NEW and not may_keep):
        listing(page)
        page.close()
        return
    page.view.carry()
    page.view.keep("veranstaltung", meeting_id)
    _back(page)
    if meeting_id == _NEW:
        page.is_demo = False
        editing(page, None)
    else:
        try:
            kept = meeting(page.data.reader, meeting_id)
        except MeetingUnknown:
            page.is_demo = False
            st.warning(page.texts("error.MeetingUnknown"), icon=":material/search_off:")
            page.head(page.texts("page.dialog"), [])
            page.close()
            return
        if view == _EDIT and may_keep:
            page.view.keep("ansicht", _EDIT)
            editing(page, kept)
        else:
            leave_form(page, kept)
            reading(page, kept)
    page.close()


def _back(page: Page) -> None:
    st.button(
        page.texts("meetings.back"),
        key=page.view.key("zurueck"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=_leave,
        args=(page,),
    )


def _leave(page: Page) -> None:
    page.view.put("veranstaltung", "")
    page.view.put("ansicht", "")


def _meeting_id(text: str) -> str:
    if len(text) > _LONGEST_ID or not text.replace("-", "").isalnum() or not text.isascii():
        raise ValueError(text)
    return text
