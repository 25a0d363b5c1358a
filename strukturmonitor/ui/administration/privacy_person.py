"""Administration, privacy: find somebody and make the file that a person asked about may have. What is searched for
stands in a form, never in the address."""

import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.names import file_name
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.register.information import Found, about, as_json, as_pdf, find_people
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_LONGEST = 100


def person_part(page: Page) -> None:
    texts = page.texts
    st.markdown(texts("privacy.person.intro"))
    with st.form(page.view.key("auskunft:suche"), border=False):
        wanted = st.text_input(texts("privacy.person.search"), max_chars=_LONGEST, help=texts("privacy.person.help"))
        is_asked = st.form_submit_button(texts("privacy.person.find"), icon=":material/search:")
    if is_asked:
        st.session_state[session.FOUND_PEOPLE] = find_people(database(), page.data.actor, wanted)
        st.session_state.pop(session.INFORMATION, None)
    found: list[Found] | None = st.session_state.get(session.FOUND_PEOPLE)
    if found is None:
        return
    if not found:
        st.info(texts("privacy.person.nobody"), icon=":material/person_off:")
        return
    chosen = st.radio(
        texts("privacy.person.found", count=texts.number(len(found))),
        found,
        format_func=lambda one: texts(
            "privacy.person.option",
            name=plain(one.label),
            kind=texts(f"privacy.subject.{one.subject}"),
            id=plain(one.record_id),
        ),
        key=page.view.key("auskunft:wen"),
    )
    if st.button(texts("privacy.person.make"), icon=":material/description:", key=page.view.key("auskunft:machen")):
        _make(page, chosen)
    _offer(page, chosen)


def _make(page: Page, chosen: Found) -> None:
    texts = page.texts
    try:
        information = about(database(), page.data.actor, chosen.subject, chosen.record_id)
        files = {"pdf": as_pdf(information, texts, city=page.data.city.name), "json": as_json(information, texts)}
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error))
        return
    st.session_state[session.INFORMATION] = (chosen, files)


def _offer(page: Page, chosen: Found) -> None:
    texts = page.texts
    made = st.session_state.get(session.INFORMATION)
    if made is None or made[0] != chosen:
        return
    st.success(texts("privacy.person.made"), icon=":material/check_circle:")
    row = st.container(horizontal=True)
    for form, mime in (("pdf", "application/pdf"), ("json", "application/json")):
        row.download_button(
            texts(f"privacy.person.{form}"),
            made[1][form],
            file_name=file_name(f"{texts('privacy.person.file')} {chosen.record_id}", form),
            mime=mime,
            key=page.view.key(f"auskunft:{form}"),
            on_click="ignore",
            icon=":material/download:",
        )
    st.caption(texts("privacy.person.then"))
