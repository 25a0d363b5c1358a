"""Photos of a meeting: uploaded from desk or phone, each with words that say what is to be seen."""

import streamlit as st

from strukturmonitor.dialogue.meeting_photos import add_photo, change_photo, remove_photo
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meetings import Meeting, Photo
from strukturmonitor.register.pictures import content
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.register.record_photos import photo_uploader
from strukturmonitor.ui.writing import writing

_IN_A_ROW = 3


def photo_part(page: Page, kept: Meeting) -> None:
    _adder(page, kept)
    if not kept.photos:
        st.info(page.texts("meetings.photos.none"), icon=":material/photo_camera:")
    columns = [st.container()] if page.is_phone else st.columns(_IN_A_ROW)
    for number, photo in enumerate(kept.photos):
        with columns[number % len(columns)], st.container(border=True):
            _photo(page, kept, photo)


def _adder(page: Page, kept: Meeting) -> None:
    texts = page.texts
    round_key = page.view.key(f"foto-runde:{kept.meeting_id}")
    key = f"foto:{kept.meeting_id}:{st.session_state.setdefault(round_key, 0)}"
    upload = photo_uploader(page, key=key)
    if upload is None:
        return
    alt = st.text_input(
        texts("meetings.field.alt"), max_chars=rules().longest["alt"], placeholder=texts("meetings.example.alt"),
        help=texts("meetings.alt_help"), key=page.view.key(f"{key}:alt"),
    )  # fmt: skip
    if not st.button(
        texts("photo.save"), key=page.view.key(f"{key}:speichern"), type="primary", icon=":material/add_a_photo:",
        width="stretch" if page.is_phone else "content",
    ):  # fmt: skip
        return
    with writing(page, why):
        add_photo(database(), page.data.actor, kept.meeting_id, upload, alt)
        st.session_state[round_key] += 1  # the uploader is made anew, empty
        page.wrote()
        tell(page, texts("meetings.photos.saved"))
        st.rerun()


def _photo(page: Page, kept: Meeting, photo: Photo) -> None:
    texts = page.texts
    picture = content(database().data_dir, photo.sha256)
    if picture is None:
        st.warning(texts("photo.file_missing"), icon=":material/broken_image:")
    else:
        st.image(picture, width="stretch", alt=photo.alt)
    st.markdown(plain(photo.alt))
    key = f"bild:{photo.photo_id}"
    with st.popover(texts("photo.change"), icon=":material/edit:", width="stretch"):
        alt = st.text_input(
            texts("meetings.field.alt"), photo.alt, max_chars=rules().longest["alt"], key=page.view.key(f"{key}:alt")
        )
        if st.button(texts("meetings.save"), key=page.view.key(f"{key}:aendern"), type="primary"):
            _try(page, lambda: change_photo(database(), page.data.actor, kept.meeting_id, photo.photo_id, alt))
        st.divider()
        is_sure = st.checkbox(texts("photo.delete_sure"), key=page.view.key(f"{key}:sicher"))
        if st.button(
            texts("photo.delete"), key=page.view.key(f"{key}:loeschen"), disabled=not is_sure, icon=":material/delete:"
        ):
            _try(page, lambda: remove_photo(database(), page.data.actor, kept.meeting_id, photo.photo_id))


def _try(page: Page, action: object) -> None:
    with writing(page, why):
        action()
        page.wrote()
        st.rerun()
