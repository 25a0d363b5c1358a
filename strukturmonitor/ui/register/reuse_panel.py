"""Tab «Nachnutzung» of a record: how the space is used meanwhile, whom it would suit, and the exposé for seekers."""

import streamlit as st

from strukturmonitor.register import Record
from strukturmonitor.register.matching import criteria, seekers_for
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.matches import EXPOSE_CONTACT, expose_button, match_card


def reuse_panel(page: Page, record: Record) -> None:
    """Draw the tab for one record."""
    texts = page.texts
    unit_id = record.unit_id
    _interim(page, record)
    st.markdown(f"#### {texts('reuse.panel.expose')}")
    if record.values.get("is_sensitive"):
        st.caption(texts("reuse.panel.sensitive"))
    kept = page.view.key(EXPOSE_CONTACT)
    st.session_state[kept] = st.text_area(
        texts("reuse.expose.contact_label"),
        value=st.session_state.get(kept, ""),
        key=page.view.key("expose:stelle"),
        max_chars=400,
        height=80,
        help=texts("reuse.expose.contact_help"),
    )
    expose_button(page, unit_id, f"nachnutzung:{unit_id}")
    st.markdown(f"#### {texts('reuse.panel.seekers')}")
    state = record.values.get("state")
    if state not in (*criteria()["available"], *criteria()["later"]):
        st.caption(texts("reuse.panel.not_available"))
        return
    matches = seekers_for(database(), page.data.actor, unit_id)
    if not matches:
        st.caption(texts("reuse.panel.none"))
    for match in matches:
        title = f"{match.seeker['title']} ({texts('vacancy.seeker.' + str(match.seeker['kind']))})"
        match_card(page, match, title=title, key=f"nachnutzung:{unit_id}:{match.seeker['seeker_id']}")


def _interim(page: Page, record: Record) -> None:
    """How long an interim use lasts; the day itself is a field of the record."""
    texts = page.texts
    if record.values.get("state") != "interim_use":
        return
    until = record.values.get("interim_until")
    if until is None:
        st.warning(texts("reuse.panel.interim_open"), icon=":material/event:")
    else:
        st.info(texts("reuse.panel.interim_until", date=texts.date(until)), icon=":material/event:")
