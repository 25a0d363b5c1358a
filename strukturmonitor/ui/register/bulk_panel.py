"""One change to all records the filters show: choose, look at what it would do, confirm the number, do it."""

import datetime
from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from strukturmonitor.access import Actor
from strukturmonitor.errors import RecordChanged, StrukturmonitorError
from strukturmonitor.register import (
    Field,
    Outcome,
    choices,
    explain,
    field_label,
    fields,
    moves,
    needs_reason,
    value_words,
)
from strukturmonitor.register.bulk import Preview, carry_out, preview
from strukturmonitor.register.fields import catalogue
from strukturmonitor.register.words import choice_label
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.check import check_choice, day_format, state_day
from strukturmonitor.ui.register.columns import definition
from strukturmonitor.ui.register.drafts import Drafts
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.views import Column, show_table
from strukturmonitor.ui.writing import writing

_CHECK = "check"
_LOOKED = "massenaenderung-vorschau"
_DONE = "massenaenderung-ergebnis"
_MOST_LISTED = 200


@dataclass(frozen=True)
class _Looked:
    """A preview, and what it was made for: another filter or value makes it worthless."""

    asked: tuple
    preview: Preview


@dataclass(frozen=True)
class _Wanted:
    changes: dict[str, object]
    reason: str | None
    action: str
    on: datetime.date | None = None


def bulk_panel(page: Page, actor: Actor, units: pd.DataFrame, drafts: Drafts) -> None:
    """`units`: all rows of the selection, not only the page that is shown."""
    texts = page.texts
    if page.view.key(_DONE) in st.session_state:
        return
    box = st.expander(
        _counted(page, "title", len(units)),
        key=page.view.key("massenaenderung"),
        icon=":material/checklist:",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        if drafts.of:
            st.info(texts("desk.bulk.first_save"), icon=":material/save:")
            return
        wanted = _choose(page, units)
        if wanted is None:
            return
        unit_ids = units["unit_id"].tolist()
        asked = (hash(tuple(unit_ids)), tuple(sorted(wanted.changes.items(), key=str)), wanted.reason, wanted.on)
        if st.button(texts("desk.bulk.look"), key=page.view.key("massenaenderung-ansehen"), icon=":material/preview:"):
            try:
                looked = preview(
                    database(),
                    actor,
                    unit_ids,
                    wanted.changes,
                    reason=wanted.reason,
                    on=wanted.on,
                    action=wanted.action,
                )
            except StrukturmonitorError as error:
                st.error(why(page, error), icon=":material/error:")
                return
            st.session_state[page.view.key(_LOOKED)] = _Looked(asked, looked)
        looked = st.session_state.get(page.view.key(_LOOKED))
        if looked and looked.asked == asked:
            _confirm(page, actor, units, looked.preview)


def _choose(page: Page, units: pd.DataFrame) -> _Wanted | None:
    texts = page.texts
    first, second, third = st.columns(3) if not page.is_phone else [st.container() for _ in range(3)]
    with first:
        name = st.selectbox(
            texts("desk.bulk.field"),
            [_CHECK, *definition()["bulk"]],
            format_func=lambda name: texts("desk.bulk.check") if name == _CHECK else field_label(texts, name),
            key=page.view.key("massenaenderung-feld"),
        )
    if name == _CHECK:
        how = check_choice(page, key="massenaenderung", boxes=(second, third))
        return _Wanted({"last_checked_on": how.day, "check_method": how.method}, None, "checked")
    field = fields()[name]
    with second:
        value = _value(page, field)
    reason = None
    if name == "state" and value is not None and any(_asks(before, value) for before in units["state"].unique()):
        with third:
            reason = st.text_input(
                texts("desk.reason"),
                key=page.view.key("massenaenderung-begruendung"),
                max_chars=catalogue()["longest_reason"],
                help=texts("desk.reason_help"),
            )
    if value is None and (field.required or name == "state"):
        return None
    on = state_day(page, key="massenaenderung-ab") if name == "state" else None
    if value is None:
        st.caption(texts("desk.bulk.empties"))
    return _Wanted({name: value}, (reason or "").strip() or None, "edited", on)


def _asks(before: str, after: str) -> bool:
    return after in moves(before) and needs_reason(before, after)


def _value(page: Page, field: Field) -> object:
    """The new value in a widget of its own kind; None empties the field."""
    texts = page.texts
    label = texts("desk.bulk.value")
    key = page.view.key(f"massenaenderung-wert:{field.name}")
    if field.type == "choice":
        return st.selectbox(
            label,
            choices(field),
            index=None,
            format_func=lambda value: choice_label(texts, field, value),
            key=key,
            placeholder=texts("desk.bulk.nothing"),
        )
    if field.type == "flag":
        return st.segmented_control(
            label,
            [True, False],
            default=True,
            required=True,
            format_func=lambda value: texts("register.yes" if value else "register.no"),
            key=key,
        )
    if field.type == "date":
        return st.date_input(label, value=None, format=day_format(page), key=key)
    return st.text_area(label, key=key, max_chars=field.longest, height=80).strip() or None


def _confirm(page: Page, actor: Actor, units: pd.DataFrame, looked: Preview) -> None:
    texts = page.texts
    count = len(looked.revisions)
    parts = [_counted(page, "will_change", count)]
    if looked.unchanged:
        parts.append(_counted(page, "same", len(looked.unchanged)))
    if looked.refused:
        parts.append(_counted(page, "refused", len(looked.refused)))
    st.markdown(" · ".join(parts))
    what = [
        f"**{field_label(texts, name)}:** {plain(value_words(texts, name, value))}"
        for name, value in looked.changes.items()
    ]
    st.markdown(texts("desk.bulk.what", what=" · ".join(what)))
    if looked.refused:
        _reasons(page, units, looked.refused, key="massenaenderung-abgelehnt")
    if not count:
        st.info(texts("desk.bulk.none"), icon=":material/info:")
        return
    left, right = (
        st.columns([1, 2], vertical_alignment="bottom") if not page.is_phone else (st.container(), st.container())
    )
    with left:
        typed = st.number_input(
            texts("desk.bulk.confirm", count=texts.number(count)),
            min_value=0,
            value=None,
            step=1,
            key=page.view.key(f"massenaenderung-zahl:{hash(tuple(looked.revisions))}"),
            placeholder="–",
        )
    with right:
        is_sure = st.button(
            _counted(page, "do", count),
            key=page.view.key("massenaenderung-tun"),
            type="primary",
            icon=":material/done_all:",
        )  # never disabled: the click that takes the reader out of the number's field would be lost
    if is_sure and typed != count:
        st.warning(texts("desk.bulk.confirm_first", count=texts.number(count)), icon=":material/pin:")
    elif is_sure:
        with writing(page, why):
            outcome = carry_out(database(), actor, looked)
            page.wrote()
            st.session_state.pop(page.view.key(_LOOKED), None)
            st.session_state[page.view.key(_DONE)] = (outcome, looked)
            st.rerun()


def bulk_result(page: Page, units: pd.DataFrame) -> None:
    """What the last change did, until it was read: also where no row is left in the filters."""
    done: tuple[Outcome, Preview] | None = st.session_state.get(page.view.key(_DONE))
    if done:
        with st.container(border=True):
            _result(page, units, *done)


def _result(page: Page, units: pd.DataFrame, outcome: Outcome, looked: Preview) -> None:
    texts = page.texts
    refused = looked.refused | outcome.refused
    st.success(_counted(page, "done", len(outcome.saved)), icon=":material/check_circle:")
    same = len(looked.unchanged) + len(outcome.unchanged)
    if same:
        st.markdown(_counted(page, "same", same))
    if refused:
        st.markdown(_counted(page, "refused", len(refused)))
        _reasons(page, units, refused, key="massenaenderung-rest")
    st.button(
        texts("desk.bulk.close"),
        key=page.view.key("massenaenderung-fertig"),
        on_click=st.session_state.pop,
        args=(page.view.key(_DONE), None),
    )


def _counted(page: Page, name: str, count: int) -> str:
    return page.texts(f"desk.bulk.{name}", count=page.texts.number(count))


def _reasons(page: Page, units: pd.DataFrame, refused: dict[str, StrukturmonitorError], *, key: str) -> None:
    """How many were refused for which reason, and which they are."""
    texts = page.texts
    addresses = dict(zip(units["unit_id"], units["address"], strict=True))
    words = {unit_id: _why(page, error) for unit_id, error in refused.items()}
    st.markdown(
        "\n".join(
            f"- {texts('desk.bulk.reason', count=texts.number(count), why=plain(why))}"
            for why, count in Counter(words.values()).most_common()
        )
    )
    rows = [
        {"record": addresses.get(unit_id) or unit_id, "why": why} for unit_id, why in list(words.items())[:_MOST_LISTED]
    ]
    box = st.expander(texts("desk.bulk.which"), key=page.view.key(f"{key}:liste"), on_change="rerun")
    if box.open:
        with box:
            show_table(
                page,
                pd.DataFrame(rows),
                {"record": Column(texts("desk.pending.record")), "why": Column(texts("desk.bulk.why"))},
                key=key,
                alt=texts("desk.bulk.which"),
            )
            if len(words) > _MOST_LISTED:
                st.caption(texts("desk.bulk.more", count=texts.number(len(words) - _MOST_LISTED)))


def _why(page: Page, error: StrukturmonitorError) -> str:
    """Without the number of the record, so that the same reason is counted together."""
    if isinstance(error, RecordChanged):
        return page.texts("desk.bulk.overtaken", who=error.values["who"])
    return explain(page.texts, error)
