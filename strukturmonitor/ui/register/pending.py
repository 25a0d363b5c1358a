"""What is typed and not saved: the bar at the foot, the look at old and new before the save, what was refused."""

import dataclasses
import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.access import Actor
from strukturmonitor.errors import RecordChanged
from strukturmonitor.register import explain, field_label, fields, save, value_words
from strukturmonitor.register.fields import catalogue
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.check import state_day
from strukturmonitor.ui.register.conflict import conflict_panel
from strukturmonitor.ui.register.drafts import Draft, Drafts, is_lost, problem, wants_reason
from strukturmonitor.ui.register.messages import tell, tell_outcome, why
from strukturmonitor.ui.views import Column, show_cards, show_table
from strukturmonitor.ui.writing import writing

_OPEN = "vorschau-offen"


def pending_bar(page: Page, drafts: Drafts) -> None:
    """«3 Änderungen an 2 Datensätzen» with its two buttons, always in sight; nothing where nothing is typed."""
    if not drafts.of:
        return
    texts = page.texts
    with (
        st.bottom,
        st.container(horizontal=True, vertical_alignment="center", key=page.view.key("offene-aenderungen")),
    ):
        st.markdown(f"**{count_words(page, drafts)}**", width="stretch")
        st.button(
            texts("desk.pending.discard"),
            key=page.view.key("alles-verwerfen"),
            icon=":material/undo:",
            on_click=drafts.drop,
            args=(list(drafts.of),),
        )
        st.button(
            texts("desk.pending.look"),
            key=page.view.key("ansehen"),
            type="primary",
            icon=":material/save:",
            on_click=page.view.put,
            args=(_OPEN, True),
        )


def count_words(page: Page, drafts: Drafts) -> str:
    """«3 Änderungen an 2 Datensätzen»."""
    texts = page.texts
    changes = texts("desk.pending.changes", count=drafts.changes)
    records = texts("desk.pending.records", count=len(drafts.of))
    return texts("desk.pending.count", changes=changes, records=records)


def pending_dialog(page: Page, actor: Actor, drafts: Drafts) -> None:
    """The look at old and new, once it was asked for."""
    key = page.view.key(_OPEN)
    if not st.session_state.get(key) or not drafts.of:
        st.session_state[key] = False
        return

    def close() -> None:
        st.session_state[key] = False

    @st.dialog(page.texts("desk.pending.title"), width="large", on_dismiss=close)
    def look() -> None:
        _look(page, actor, drafts)

    look()


def _look(page: Page, actor: Actor, drafts: Drafts) -> None:
    texts = page.texts
    st.markdown(f"**{count_words(page, drafts)}**")
    table = pd.DataFrame([_line(page, draft, name) for draft in drafts.of.values() for name in draft.changes])
    columns = {name: Column(texts(f"desk.pending.{name}")) for name in ("record", "field", "before", "after")}
    if table["note"].any():
        columns["note"] = Column(texts("desk.pending.note"))
    if page.is_phone:
        show_cards(table[list(columns)].map(plain), columns)
    else:
        show_table(page, table, columns, key="vorschau", alt=texts("desk.pending.title"))
    wanting = [draft for draft in drafts.of.values() if wants_reason(draft)]
    reason = None
    if wanting:
        reason = st.text_input(
            texts("desk.reason"),
            key=page.view.key("begruendung"),
            max_chars=catalogue()["longest_reason"],
            placeholder=texts("desk.reason_example"),
            help=texts("desk.reason_help"),
        )
        st.caption(texts("desk.reason_for", records=texts.list([plain(draft.title) for draft in wanting])))
    on = None
    if any("state" in draft.changes for draft in drafts.of.values()):
        on = state_day(page, key="status-ab")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(texts("desk.pending.later"), key=page.view.key("spaeter")):
            st.session_state[page.view.key(_OPEN)] = False
            st.rerun()
        is_saved = st.button(
            texts("desk.pending.save", count=drafts.changes),
            key=page.view.key("speichern"),
            type="primary",
            icon=":material/save:",
        )  # never disabled: the click that takes the reader out of the reason's field would be lost
    if is_saved and wanting and not (reason or "").strip():
        st.warning(texts("desk.reason_first"), icon=":material/edit_note:")
    elif is_saved:
        _save(page, actor, drafts, reason, on)


def _line(page: Page, draft: Draft, name: str) -> dict[str, str]:
    texts = page.texts
    error = problem(draft, name)
    return {
        "record": draft.title,
        "field": field_label(texts, name),
        "before": value_words(texts, name, draft.base.get(name)),
        "after": value_words(texts, name, draft.changes[name]),
        "note": "" if error is None else explain(texts, error),
    }


def _save(page: Page, actor: Actor, drafts: Drafts, reason: str | None, on: datetime.date | None) -> None:
    texts = page.texts
    titles = {unit_id: draft.title for unit_id, draft in drafts.of.items()}
    with writing(page, why):
        outcome = drafts.save(database(), actor, list(drafts.of), reason, on)
        page.wrote()
        count = len(outcome.saved) + len(outcome.unchanged)
        outcome.refused.clear()  # they stay in the list of what was refused until they are settled
        tell_outcome(page, outcome, texts("desk.pending.saved", count=count), titles)
        st.session_state[page.view.key(_OPEN)] = False
        st.rerun()


def refused_changes(page: Page, actor: Actor, drafts: Drafts) -> None:
    """Drafts whose save was refused: why, and what to do; those that somebody overtook with both versions."""
    texts = page.texts
    for unit_id, draft in list(drafts.of.items()):
        if draft.error is None:
            continue
        if isinstance(draft.error, RecordChanged):
            conflict_panel(
                page,
                dataclasses.replace(draft.error.conflict, mine=dict(draft.changes)),
                key=f"zeile:{unit_id}",
                title=draft.title,
                save=lambda revision, changes, reason, draft=draft: _merge(
                    page, actor, drafts, draft, revision, changes, reason
                ),
                discard=lambda unit_id=unit_id: drafts.drop([unit_id]),
            )
            continue
        with st.container(border=True):
            typed = texts.list(
                [
                    f"{field_label(texts, name)}: {plain(value_words(texts, name, value))}"
                    for name, value in draft.changes.items()
                ]
            )
            st.markdown(
                f":material/error: **{plain(draft.title)}** – {texts('desk.refused.not_saved')} "
                f"{explain(texts, draft.error)}  \n{texts('desk.refused.typed', changes=typed)}"
            )
            with st.container(horizontal=True):
                if not is_lost(draft):
                    st.button(
                        texts("desk.refused.again"),
                        key=page.view.key(f"nochmal:{unit_id}"),
                        on_click=page.view.put,
                        args=(_OPEN, True),
                    )
                st.button(
                    texts("desk.refused.discard"),
                    key=page.view.key(f"weg:{unit_id}"),
                    type="tertiary",
                    on_click=drafts.drop,
                    args=([unit_id],),
                )


def _merge(
    page: Page,
    actor: Actor,
    drafts: Drafts,
    draft: Draft,
    revision: int,
    changes: dict[str, object],
    reason: str | None,
) -> None:
    if changes:
        try:
            save(database(), actor, draft.unit_id, revision, changes, reason=reason or draft.reason)
        except RecordChanged as error:  # overtaken once more: the same question again, about what was chosen
            draft.revision, draft.changes, draft.error = revision, changes, error
            draft.base = {name: draft.base.get(name) for name in changes if name in fields()}
            return
    drafts.drop([draft.unit_id])
    page.wrote()
    tell(page, page.texts("desk.conflict.done", record=plain(draft.title)))
