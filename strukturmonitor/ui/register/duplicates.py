"""Records that may be the same shop unit, side by side: merged field by field, or told apart for good."""

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register import Record, field_label, record, value_words
from strukturmonitor.register.duplicates import Pair, pairs, places, tell_apart
from strukturmonitor.register.merging import Choice, differing, merge
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import why
from strukturmonitor.ui.register.new_record import reason_words
from strukturmonitor.ui.writing import writing
from strukturmonitor.vacancy.values import label

_SHOWN = 10


def duplicates_view(page: Page) -> list[str] | None:
    """Draw the pairs, the most alike first; returns nothing for the head of the page."""
    texts = page.texts
    if not allowed(page.data.actor, "edit_register"):
        st.info(texts("desk.not_allowed"), icon=":material/lock:")
        return None
    st.markdown(texts("duplicates.intro"))
    found = page.data.derived(("duplicates",), lambda: _pairs(page))
    if not found:
        st.info(texts("duplicates.none"), icon=":material/task_alt:")
        return None
    st.markdown(f"**{texts('duplicates.title', count=len(found))}**")
    pages = -(-len(found) // _SHOWN)
    number = st.pagination(pages, key=page.view.key("dubletten-seite")) if pages > 1 else 1
    for pair in found[(number - 1) * _SHOWN : number * _SHOWN]:
        _pair(page, pair)
    return None


def _pairs(page: Page) -> list[Pair]:
    apart = page.data.read("told_apart").itertuples(index=False, name=None)
    return pairs(places(page.data.read("duplicate_places")), apart=apart)


def _pair(page: Page, pair: Pair) -> None:
    texts = page.texts
    try:
        both = [record(database(), page.data.actor, unit_id) for unit_id in (pair.unit_id, pair.other_id)]
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
        return
    names = " ↔ ".join(plain(str(each.values["address"])) for each in both)
    key = page.view.key(f"paar:{pair.unit_id}:{pair.other_id}")
    box = st.expander(
        f"{names} · {texts('duplicates.score', score=pair.score)}", key=f"{key}:kasten", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(reason_words(page, pair))
        if not all(each.is_in_charge for each in both):
            st.info(texts("record.read_only"), icon=":material/visibility:")
            return
        _merge(page, both, key)
        if st.button(texts("duplicates.apart"), key=f"{key}:zwei", icon=":material/call_split:"):
            _try(page, lambda: tell_apart(database(), page.data.actor, pair.unit_id, pair.other_id))


def _merge(page: Page, both: list[Record], key: str) -> None:
    """Which record stays, and which of its values come from the other one."""
    texts = page.texts
    names = {each.unit_id: each for each in both}
    kept_id = st.radio(
        texts("duplicates.keep"),
        list(names),
        format_func=lambda unit_id: _title(page, names[unit_id]),
        key=f"{key}:bleibt",
    )
    kept, dropped = names[kept_id], next(each for each in both if each.unit_id != kept_id)
    choices = differing(kept, dropped)
    changes: dict[str, object] = {}
    # Half of one position and half of the other would be a third place.
    position = [choice for choice in choices if choice.field.place == "position"]
    single = [[choice] for choice in choices if choice not in position]
    for together in ([position] if position else []) + single:
        changes |= _chosen(page, together, f"{key}:{kept_id}")
    st.caption(texts("duplicates.what_happens", dropped=dropped.unit_id, kept=kept_id))
    reason = st.text_input(texts("record.move.reason"), key=f"{key}:grund")
    if st.button(texts("duplicates.merge"), key=f"{key}:zusammen", type="primary", icon=":material/merge:"):
        pair = (kept.unit_id, kept.revision), (dropped.unit_id, dropped.revision)
        _try(page, lambda: merge(database(), page.data.actor, *pair, changes, reason=reason or None))


def _chosen(page: Page, together: list[Choice], key: str) -> dict[str, object]:
    """Asks once for fields that belong together; what the record that stays takes over."""
    texts, first = page.texts, together[0]
    is_position = first.field.place == "position"
    words = [
        " / ".join(value_words(texts, choice.field.name, value) for choice, value in zip(together, side, strict=True))
        for side in ([choice.kept for choice in together], [choice.dropped for choice in together])
    ]
    takes = st.radio(
        texts("record.position_short") if is_position else field_label(texts, first.field.name),
        [False, True],
        index=int(first.takes_dropped),
        format_func=lambda other: plain(words[int(other)]),
        horizontal=True,
        key=f"{key}:{first.field.name}",
    )
    return {choice.field.name: choice.dropped for choice in together} if takes else {}


def _title(page: Page, each: Record) -> str:
    texts = page.texts
    words = [plain(each.unit_id), plain(str(each.values["address"])), plain(str(each.values["name"] or ""))]
    words.append(label(texts, "state", each.values["state"]))
    if each.values["last_checked_on"]:
        words.append(texts("duplicates.checked", day=texts.date(each.values["last_checked_on"])))
    return " · ".join(word for word in words if word)


def _try(page: Page, action: object) -> None:
    with writing(page, why):
        action()
        page.wrote()
        st.toast(page.texts("report.done"), icon=":material/task_alt:")
        st.rerun()
