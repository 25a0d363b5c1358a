"""The photos of a record: uploaded from desk or phone, captioned, released to the public, deleted."""

import pandas as pd
import streamlit as st

from strukturmonitor.register import Record
from strukturmonitor.register.photos import add_photo, change_photo, remove_photo
from strukturmonitor.register.pictures import content, limits
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.check import today
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.writing import writing

_TYPES = ["jpg", "jpeg", "png", "webp"]  # without HEIC telephones send their photos as JPEG
_COLUMNS = 3


def photo_uploader(page: Page, *, key: str) -> bytes | None:
    """The upload with the line on whose duty faces and number plates are; returns the file's content."""
    texts = page.texts
    upload = st.file_uploader(
        texts("photo.upload"),
        type=_TYPES,
        key=page.view.key(key),
        max_upload_size=limits()["largest_mb"],
        help=texts("photo.upload_help", size=limits()["largest_mb"]),
    )
    st.caption(f":material/no_photography: {texts('photo.duty')}")
    return None if upload is None else upload.getvalue()


def photo_adder(page: Page, record: Record) -> None:
    """Upload, caption and date of one more photo."""
    texts = page.texts
    round_key = page.view.key(f"foto-runde:{record.unit_id}")
    key = f"foto:{record.unit_id}:{st.session_state.setdefault(round_key, 0)}"
    upload = photo_uploader(page, key=key)
    if upload is None:
        return
    caption = st.text_input(
        texts("photo.caption"), key=page.view.key(f"{key}:text"), placeholder=texts("photo.example")
    )
    day = today(page)
    year, month = st.columns(2)
    taken_year = year.number_input(
        texts("photo.year"), value=day.year, min_value=limits()["earliest_year"], max_value=day.year, step=1,
        key=page.view.key(f"{key}:jahr"),
    )  # fmt: skip
    taken_month = month.selectbox(
        texts("photo.month"),
        [None, *range(1, 13)],
        index=day.month,
        format_func=lambda number: "–" if number is None else texts.month(number),
        key=page.view.key(f"{key}:monat"),
    )
    if st.button(
        texts("photo.save"), key=page.view.key(f"{key}:speichern"), type="primary", icon=":material/add_a_photo:",
        width="stretch" if page.is_phone else "content",
    ):  # fmt: skip
        with writing(page, why):
            add_photo(
                database(),
                page.data.actor,
                record.unit_id,
                upload,
                caption=caption or None,
                taken_year=taken_year,
                taken_month=taken_month if taken_year else None,
            )
            st.session_state[round_key] += 1  # the uploader is made anew, empty
            page.wrote()
            st.toast(texts("photo.saved"), icon=":material/photo_camera:")
            st.rerun()


def photos_part(page: Page, record: Record) -> None:
    """All photos of a record, and the upload for who is in charge."""
    texts = page.texts
    if record.is_in_charge:
        photo_adder(page, record)
    rows = page.data.read("record_photos", unit_id=record.unit_id)
    if rows.empty:
        st.info(texts("photo.none"), icon=":material/photo_camera:")
        return
    if record.values.get("is_sensitive"):
        st.caption(f":material/shield: {texts('photo.sensitive')}")
    columns = [st.container()] if page.is_phone else st.columns(_COLUMNS)
    for number, row in enumerate(rows.itertuples(index=False)):
        with columns[number % len(columns)], st.container(border=True):
            _photo(page, record, row)


def public_photos(page: Page, unit_id: str) -> None:
    """The released photos of a record, for everybody."""
    for row in page.data.read("public_photos", unit_id=unit_id).itertuples(index=False):
        picture = content(database().data_dir, row.sha256)
        if picture is not None:
            st.image(picture, caption=_caption(page.texts, row), width="stretch", alt=_alt(page.texts, row))


def _photo(page: Page, record: Record, row: tuple) -> None:
    texts = page.texts
    picture = content(database().data_dir, row.sha256)
    if picture is None:
        st.warning(texts("photo.file_missing"), icon=":material/broken_image:")
    else:
        st.image(picture, width="stretch", alt=_alt(texts, row))
    st.markdown(_caption(texts, row) or f":gray[{texts('photo.no_caption')}]")
    who = texts("photo.from_report") if pd.notna(row.report_id) else _text(row.actor_name)
    st.caption(" · ".join(part for part in (texts.date(row.added_on), plain(who or "")) if part))
    st.badge(
        texts("photo.public" if row.is_public else "photo.internal"),
        color="green" if row.is_public else "gray",
        icon=":material/public:" if row.is_public else ":material/group:",
    )
    if record.is_in_charge:
        _photo_actions(page, record, row)


def _photo_actions(page: Page, record: Record, row: tuple) -> None:
    texts = page.texts
    key = f"foto:{row.photo_id}"
    with st.popover(texts("photo.change"), icon=":material/edit:", width="stretch"):
        caption = st.text_input(
            texts("photo.caption"), value=_text(row.caption) or "", key=page.view.key(f"{key}:beschriftung")
        )
        is_public = st.toggle(
            texts("photo.release"), value=bool(row.is_public), key=page.view.key(f"{key}:oeffentlich"),
            help=texts("photo.release_help"),
        )  # fmt: skip
        if st.button(texts("record.save"), key=page.view.key(f"{key}:aendern"), type="primary"):
            _try(
                page,
                lambda: change_photo(
                    database(),
                    page.data.actor,
                    record.unit_id,
                    row.photo_id,
                    caption=caption or None,
                    is_public=is_public,
                ),
            )
        st.divider()
        is_sure = st.checkbox(texts("photo.delete_sure"), key=page.view.key(f"{key}:sicher"))
        if st.button(
            texts("photo.delete"), key=page.view.key(f"{key}:loeschen"), disabled=not is_sure, icon=":material/delete:"
        ):
            _try(page, lambda: remove_photo(database(), page.data.actor, record.unit_id, row.photo_id))


def _try(page: Page, action: object) -> None:
    with writing(page, why):
        action()
        page.wrote()
        st.rerun()


def _caption(texts: Texts, row: tuple) -> str:
    taken = None
    if pd.notna(row.taken_year):
        year = str(int(row.taken_year))
        taken = year if pd.isna(row.taken_month) else f"{texts.month(int(row.taken_month))} {year}"
    return " · ".join(part for part in (plain(_text(row.caption) or ""), taken) if part)


def _alt(texts: Texts, row: tuple) -> str:
    caption = _text(row.caption)
    return texts("photo.alt", caption=caption) if caption else texts("photo.alt_none")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
