"""What is done to a record most often: «checked, still as it is», and the next state, each one tap away."""

import datetime

import streamlit as st

from strukturmonitor.errors import RecordChanged
from strukturmonitor.register import check, fields, moves, needs_reason, record
from strukturmonitor.register.fields import catalogue
from strukturmonitor.register.words import choice_label
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.check import today
from strukturmonitor.ui.register.draft import Draft, as_shown, reopen, save_draft
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.record_fields import input_widget
from strukturmonitor.vacancy.values import label, slugs

STATE_ICONS = {
    "occupied": ":material/storefront:",
    "reported": ":material/campaign:",
    "verified": ":material/verified:",
    "in_talks": ":material/forum:",
    "reuse_agreed": ":material/handshake:",
    "permit": ":material/gavel:",
    "interim_use": ":material/event_repeat:",
    "closed_leased": ":material/door_front:",
    "never_vacant": ":material/block:",
    "demolished": ":material/delete_forever:",
}
# What a new state makes people ask first.
_ASKED = {
    "reported": ("vacant_since", "is_since_about"),
    "verified": ("vacant_since", "is_since_about"),
    "occupied": ("current_use", "name"),
    "interim_use": ("interim_until", "current_use"),
    "closed_leased": ("lease_ended_on",),
}
_OPEN_MOVES = 4  # on a phone the others are behind one button


def quick_actions(page: Page, draft: Draft, *, with_moves: bool) -> None:
    """The buttons for the check and the allowed moves."""
    texts = page.texts
    _check_button(page, draft)
    if not with_moves:
        return
    state = draft.opened.values["state"]
    allowed = moves(state)
    st.markdown(f"**{texts('record.moves')}**")
    shown, rest = (allowed[:_OPEN_MOVES], allowed[_OPEN_MOVES:]) if page.is_phone else (allowed, ())
    with st.container(horizontal=not page.is_phone, gap="small"):
        for each in shown:
            _move_button(page, draft, each)
    if rest:
        with st.expander(texts("record.moves.more"), icon=":material/more_horiz:"):
            for each in rest:
                _move_button(page, draft, each)
    if draft.moving in allowed:  # not in the button's run alone: the next one would take the dialog away
        _move_dialog(page, draft, draft.moving)


def _check_button(page: Page, draft: Draft) -> None:
    texts = page.texts
    opened = draft.opened
    methods = list(slugs("method").values())
    method = methods[0]
    if not page.is_phone:
        left, right = st.columns([1, 1], vertical_alignment="bottom")
        with right:
            method = st.selectbox(
                texts("record.check.method"),
                methods,
                format_func=lambda value: label(texts, "method", value),
                key=page.view.key(f"pruefart:{opened.unit_id}"),
            )
    else:
        left = st.container()
    if left.button(
        texts("desk.check.cell"),
        key=page.view.key(f"geprueft:{opened.unit_id}"),
        type="primary",
        icon=":material/task_alt:",
        width="stretch",
    ):
        outcome = check(database(), page.data.actor, {opened.unit_id: opened.revision}, method)
        error = outcome.refused.get(opened.unit_id)
        if isinstance(error, RecordChanged):
            draft.conflict = error.conflict
        elif error is not None:
            draft.message = why(page, error)
        else:
            reopen(page, draft, record(database(), page.data.actor, opened.unit_id), keep=draft.typed)
            st.toast(texts("record.checked_now"), icon=":material/task_alt:")
        st.rerun()


def _move_button(page: Page, draft: Draft, state: str) -> None:
    st.button(
        label(page.texts, "state", state),
        key=page.view.key(f"zug:{draft.opened.unit_id}:{state}"),
        icon=STATE_ICONS[state],
        width="stretch" if page.is_phone else "content",
        on_click=setattr,
        args=(draft, "moving", state),
    )


def _move_dialog(page: Page, draft: Draft, state: str) -> None:
    texts = page.texts
    before = draft.opened.values["state"]

    @st.dialog(
        texts("record.move.title", state=label(texts, "state", state)),
        icon=STATE_ICONS[state],
        on_dismiss=lambda: setattr(draft, "moving", None),
    )
    def ask() -> None:
        key = page.view.key(f"zug:{draft.opened.unit_id}:{state}")
        day = today(page)
        is_needed = needs_reason(before, state)
        st.caption(texts("record.move.from", before=label(texts, "state", before)))
        reason = st.text_area(
            texts("record.move.reason_needed" if is_needed else "record.move.reason"), key=f"{key}:grund", height=90
        )
        on = st.date_input(
            texts("record.move.on"),
            value=day,
            min_value=catalogue()["earliest_date"],
            max_value=day,
            format="DD.MM.YYYY" if texts.language == "de" else "DD/MM/YYYY",
            key=f"{key}:ab",
            help=texts("record.move.on_help"),
        )
        values = {name: _asked(page, draft, name, f"{key}:{name}") for name in _ASKED.get(state, ())}
        methods = [None, *slugs("method").values()]
        method = st.selectbox(
            texts("record.move.method"),
            methods,
            index=1 if page.is_phone else 0,
            format_func=lambda value: texts("record.move.no_check") if value is None else label(texts, "method", value),
            key=f"{key}:pruefart",
        )
        if st.button(texts("record.move.save"), key=f"{key}:speichern", type="primary", width="stretch"):
            changes = {"state": state} | {
                name: value for name, value in values.items() if value != draft.opened.values.get(name)
            }
            if method is not None:
                changes |= {"last_checked_on": day, "check_method": method}
            _save_move(page, draft, changes, reason, on)
        if draft.message:
            st.error(draft.message, icon=":material/error:")
            draft.message = None

    ask()


def _asked(page: Page, draft: Draft, name: str, key: str) -> object:
    field = fields()[name]
    if key not in st.session_state:
        st.session_state[key] = as_shown(field, draft.opened.values.get(name))
    return input_widget(page, field, key)


def _save_move(page: Page, draft: Draft, changes: dict[str, object], reason: str, on: datetime.date | None) -> None:
    texts = page.texts
    is_saved = save_draft(page, draft, changes, reason=reason or None, on=on)
    if is_saved:
        words = choice_label(texts, fields()["state"], str(changes["state"]))
        st.toast(texts("record.moved", state=words), icon=STATE_ICONS[str(changes["state"])])
    if is_saved or draft.conflict is not None:
        draft.moving = None
        st.rerun()
