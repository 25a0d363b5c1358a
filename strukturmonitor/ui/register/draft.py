"""A record while somebody works on it: as it was opened, what was typed since, what was refused. It lives in the session
until it is saved or thrown away, also while another part of the record is looked at."""

from dataclasses import dataclass, field

import streamlit as st

from strukturmonitor.errors import RecordChanged, StrukturmonitorError, ValueInvalid
from strukturmonitor.register import Conflict, Field, Record, choices, clean, explain, fields, record, save
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.messages import why

ACTIONS = ("geprueft", "zug", "speichern")  # beginnings of the keys of buttons that change the record


@dataclass
class Draft:
    """`opened`: the record as it was when the form was opened; `typed`: fields that differ from it; `refused`: field →
    why it was refused; `message`: what was refused about the record as a whole; `moving`: the state that the open dialog
    is about."""

    opened: Record
    typed: dict[str, object] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    message: str | None = None
    conflict: Conflict | None = None
    moving: str | None = None


def open_draft(page: Page, unit_id: str) -> Draft:
    """The draft of this session. A record on which nothing was typed follows the changes of others; one with changes
    stays as it was opened, so that the save finds out. Raises NotAllowed, RecordUnknown."""
    key = page.view.key(f"entwurf:{unit_id}")
    now = record(database(), page.data.actor, unit_id)
    draft = st.session_state.get(key)
    if draft is None or draft.opened.values.keys() != now.values.keys() or _follows(page, draft, now):
        _forget_widgets(page, unit_id)
        draft = st.session_state[key] = Draft(now)
    for name, each in editable(draft).items():  # a text may arrive in the very run of a button above its widget
        widget = field_key(page, unit_id, name)
        if widget in st.session_state:
            remember(draft, name, as_kept(each, st.session_state[widget]))
    return draft


def as_shown(field: Field, value: object) -> object:
    """A value of the register as its widget wants it."""
    if field.type in ("text", "long_text"):
        return "" if value is None else str(value)
    if field.type == "choices":
        return [] if value is None else [each for each in str(value).split(",") if each in choices(field)]
    if field.type == "flag" and is_plain_flag(field):
        return bool(value)
    return value


def as_kept(field: Field, shown: object) -> object:
    """What stands in a widget as the register knows it."""
    if field.type in ("text", "long_text"):
        return str(shown or "").strip() or None
    if field.type == "choices":
        return ",".join(value for value in choices(field) if value in (shown or [])) or None
    return shown


def is_plain_flag(field: Field) -> bool:
    """Yes or no; the other flags may also be unknown."""
    return field.name != "is_market_active"


def field_key(page: Page, unit_id: str, name: str) -> str:
    """Key of a field's widget in the session state."""
    return page.view.key(f"feld:{unit_id}:{name}")


def remember(draft: Draft, name: str, value: object) -> None:
    """Keep what stands in a widget, if it differs from the record."""
    opened = draft.opened.values.get(name)
    if value == opened or (value is False and opened is None):
        draft.typed.pop(name, None)
        draft.refused.pop(name, None)
    elif draft.typed.get(name) != value or name not in draft.typed:
        draft.typed[name] = value
        draft.refused.pop(name, None)


def set_fields(page: Page, draft: Draft, values: dict[str, object]) -> None:
    """Type values from elsewhere than their widgets (a tap on the map); the run must end afterwards."""
    for name, value in values.items():
        remember(draft, name, value)
        st.session_state.pop(field_key(page, draft.opened.unit_id, name), None)


def save_draft(page: Page, draft: Draft, changes: dict[str, object], **more: object) -> bool:
    """Save changes on top of the record as it was opened; `more`: as of register.save. What was typed besides stays
    typed; what was refused stands in the draft. Says whether it was saved."""
    draft.refused, draft.message = _refusals(page, draft, changes), None
    if draft.refused:
        return False
    try:
        saved = save(database(), page.data.actor, draft.opened.unit_id, draft.opened.revision, changes, **more)
    except RecordChanged as error:
        draft.conflict = error.conflict
    except ValueInvalid as error:
        name = str(error.values["field"])
        if name in draft.opened.values and name in draft.typed:
            draft.refused[name] = explain(page.texts, error)
        else:
            draft.message = why(page, error)
    except StrukturmonitorError as error:
        draft.message = why(page, error)
    else:
        reopen(page, draft, saved, keep={name: value for name, value in draft.typed.items() if name not in changes})
        return True
    return False


def _refusals(page: Page, draft: Draft, changes: dict[str, object]) -> dict[str, str]:
    """Every typed field that cannot stand as it is, not only the first one."""
    refused = {}
    for name in changes.keys() & draft.typed.keys():
        try:
            clean(fields()[name], changes[name])
        except ValueInvalid as error:
            refused[name] = explain(page.texts, error)
    return refused


def reopen(page: Page, draft: Draft, now: Record, *, keep: dict[str, object] | None = None) -> None:
    """Go on with the record as it is now; of what was typed only `keep` stays."""
    page.wrote()
    _forget_widgets(page, now.unit_id)
    draft.opened, draft.conflict = now, None
    draft.typed = {name: value for name, value in (keep or {}).items() if value != now.values.get(name)}
    draft.refused, draft.message = {}, None


def throw_away(page: Page, draft: Draft) -> None:
    """Forget what was typed."""
    reopen(page, draft, record(database(), page.data.actor, draft.opened.unit_id))


def editable(draft: Draft) -> dict[str, Field]:
    """The fields the person may type into, in the order of the form."""
    return {
        name: each
        for name, each in fields().items()
        if name in draft.opened.values and each.place != "derived" and name != "state"
    }


def _follows(page: Page, draft: Draft, now: Record) -> bool:
    """Whether the form may show what others changed: not while something is typed (a widget may know it before the draft
    does), and not in the run of a button that was pressed in the sight of the old values."""
    if draft.opened.revision == now.revision or draft.typed or draft.conflict is not None or draft.moving:
        return False
    unit_id = draft.opened.unit_id
    is_acting = any(
        st.session_state[key] is True and str(key).startswith(page.view.key(f"{action}:{unit_id}"))
        for key in st.session_state
        for action in ACTIONS
    )
    return not is_acting and not any(
        key in st.session_state and st.session_state[key] != as_shown(field, draft.opened.values[name])
        for name, field in editable(draft).items()
        for key in [field_key(page, unit_id, name)]
    )


def _forget_widgets(page: Page, unit_id: str) -> None:
    start = field_key(page, unit_id, "")
    for key in [key for key in st.session_state if str(key).startswith(start)]:
        del st.session_state[key]
