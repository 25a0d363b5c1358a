"""Serial letters: choose units by filters, write a text with placeholders, look at the first letter, take the letters as
PDF or the addresses as a table."""

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import LetterTextWrong, StrukturmonitorError
from strukturmonitor.exports.names import file_name
from strukturmonitor.register.letters import (
    LetterText,
    check_text,
    drop_text,
    first_letter,
    letter_counts,
    letters_pdf,
    letters_xlsx,
    save_text,
    saved_texts,
)
from strukturmonitor.register.people import catalogue, entry_fields
from strukturmonitor.register.words import field_label
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.entry import attempt
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.vacancy_filters import vacancy_filters

_FIELDS = ("sender", "subject", "body")
_KEPT = "brief:gemerkt"  # what was typed outlives a look at another view
_MOST_LISTED = 30
_BODY_HEIGHT = 280


def letters_panel(page: Page) -> list[str]:
    """Draw the part; returns the filters in force as words."""
    texts = page.texts
    if not allowed(page.data.actor, "export_internal"):
        st.info(texts("owners.not_in_charge"), icon=":material/lock:")
        return []
    st.caption(texts("letters.intro"))
    st.markdown(f"#### {texts('letters.step.units')}")
    area, selection, words = vacancy_filters(page, is_internal=True)
    said = [page.area_label(area.area_id), *words]
    units = page.data.read("vacancy_selection_internal", **selection.parameters(sort="address", is_internal=True))
    unit_ids = units["unit_id"].tolist()
    count = _counts(page, unit_ids)
    st.markdown(f"#### {texts('letters.step.text')}")
    text = _text(page)
    st.markdown(f"#### {texts('letters.step.make')}")
    error = _fault(text)
    if error is not None:
        st.warning(why(page, error), icon=":material/error:")
    elif count:
        _make(page, unit_ids, text, said)
    return said


def _counts(page: Page, unit_ids: list[str]) -> int:
    texts = page.texts
    found = letter_counts(database(), page.data.actor, unit_ids)
    if not found.letters:
        st.info(texts("letters.none", units=texts.number(len(unit_ids))), icon=":material/inbox:")
    else:
        st.markdown(texts("letters.count", count=texts.number(found.letters), units=texts.number(len(unit_ids))))
    for name, numbers in (("without_address", found.without_address), ("without_owner", found.without_owner)):
        if not numbers:
            continue
        with st.expander(texts(f"letters.{name}", count=texts.number(len(numbers)))):
            st.caption(texts(f"letters.{name}_help"))
            more = len(numbers) - _MOST_LISTED
            listed = ", ".join(numbers[:_MOST_LISTED])
            st.markdown(f"{listed} {texts('owners.view.more', count=texts.number(more))}" if more > 0 else listed)
    return found.letters


def _text(page: Page) -> LetterText:
    texts = page.texts
    saved = saved_texts(database(), page.data.actor)
    chosen_key = page.view.key("brief:text")
    _start(page, LetterText(*(texts(f"letters.default.{field}") for field in _FIELDS)))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.selectbox(
            texts("letters.saved"),
            ["", *saved],
            format_func=lambda name: name or texts("letters.saved_none"),
            key=chosen_key,
            on_change=_take,
            args=(page, saved, chosen_key),
        )
    name = st.session_state[chosen_key]
    with right:
        if name and st.button(texts("letters.drop"), key=page.view.key("brief:weg"), icon=":material/delete:"):
            attempt(page, lambda: drop_text(database(), page.data.actor, name))
    fields = entry_fields("letter_template")
    known = ", ".join(f"{{{each}}}" for each in catalogue()["placeholders"])
    left, right = st.columns([1, 2])
    with left:
        sender = st.text_area(
            field_label(texts, "letter_template.sender"),
            key=page.view.key("brief:sender"),
            max_chars=fields["sender"].longest,
            help=texts("letters.sender_help"),
            height=150,
        )
    with right:
        subject = st.text_input(
            field_label(texts, "letter_template.subject"),
            key=page.view.key("brief:subject"),
            max_chars=fields["subject"].longest,
        )
        body = st.text_area(
            field_label(texts, "letter_template.body"),
            key=page.view.key("brief:body"),
            max_chars=fields["body"].longest,
            help=texts("letters.placeholders", known=known),
            height=_BODY_HEIGHT,
        )
        st.caption(texts("letters.placeholders", known=plain(known)))
    text = st.session_state[page.view.key(_KEPT)] = LetterText(sender, subject, body)
    with st.popover(texts("letters.save"), icon=":material/bookmark_add:"):
        new_name = st.text_input(
            field_label(texts, "letter_template.name"),
            key=page.view.key("brief:name"),
            max_chars=fields["name"].longest,
        )
        st.caption(texts("letters.save_help"))
        if st.button(texts("owners.entry.save"), key=page.view.key("brief:sichern"), type="primary"):
            attempt(page, lambda: save_text(database(), page.data.actor, new_name, text))
    return text


def _start(page: Page, text: LetterText) -> None:
    text = st.session_state.get(page.view.key(_KEPT), text)
    for field in _FIELDS:
        st.session_state.setdefault(page.view.key(f"brief:{field}"), getattr(text, field))


def _take(page: Page, saved: dict[str, LetterText], chosen_key: str) -> None:
    """A saved text was chosen (as a callback)."""
    text = saved.get(st.session_state[chosen_key])
    if text is not None:
        for field in _FIELDS:
            st.session_state[page.view.key(f"brief:{field}")] = getattr(text, field)


def _fault(text: LetterText) -> StrukturmonitorError | None:
    try:
        check_text(text)
    except (LetterTextWrong, StrukturmonitorError) as error:
        return error
    return None


def _make(page: Page, unit_ids: list[str], text: LetterText, words: list[str]) -> None:
    texts = page.texts
    st.caption(texts("letters.noted"))
    first, second, third = st.columns(3)
    is_wanted = first.button(
        texts("letters.preview"), key=page.view.key("brief:vorschau"), icon=":material/preview:", width="stretch"
    )
    second.download_button(
        texts("letters.pdf"),
        lambda: letters_pdf(database(), page.data.actor, unit_ids, text, texts),
        file_name=file_name(texts("letters.file"), "pdf"),
        mime="application/pdf",
        key=page.view.key("brief:pdf"),
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        type="primary",
        width="stretch",
    )
    third.download_button(
        texts("letters.xlsx"),
        lambda: letters_xlsx(database(), page.data.actor, unit_ids, texts, words=words),
        file_name=file_name(texts("letters.file"), "xlsx"),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=page.view.key("brief:xlsx"),
        on_click="ignore",
        icon=":material/table:",
        width="stretch",
    )
    if is_wanted:
        letter = first_letter(database(), page.data.actor, unit_ids, text, texts)
        with st.container(border=True):
            st.text(letter["address"])
            st.markdown(f"**{plain(letter['subject'])}**")
            st.text(letter["body"])
