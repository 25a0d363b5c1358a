"""The view «tasks» of the register: what waits in the areas somebody is in charge of, each with the action at hand."""

import datetime

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.register import check
from strukturmonitor.register.conversations import finish_step
from strukturmonitor.register.fields import choices, fields
from strukturmonitor.register.people import catalogue
from strukturmonitor.register.tasks import TaskGroup, task_groups
from strukturmonitor.register.words import choice_label
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.entry import attempt
from strukturmonitor.ui.register.messages import show_messages
from strukturmonitor.ui.register.own_area import area_of_view
from strukturmonitor.ui.register.owners import open_record_button

_ICONS = {
    "call": ":material/call:",
    "follow_up": ":material/alarm:",
    "interim_end": ":material/event_busy:",
    "report": ":material/campaign:",
    "recheck": ":material/directions_walk:",
    "no_position": ":material/wrong_location:",
}


def tasks_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    texts = page.texts
    show_messages(page)
    if not allowed(page.data.actor, "edit_register"):
        st.info(texts("desk.not_allowed"), icon=":material/lock:")
        return None
    area = area_of_view(page)
    groups = task_groups(database(), page.data.actor, area_id=None if area.level == "city" else area.area_id)
    total, overdue = sum(group.count for group in groups), sum(group.overdue for group in groups)
    if not total:
        st.success(texts("tasks.none"), icon=":material/task_alt:")
        return [page.area_label(area.area_id)]
    parts = [texts(f"tasks.part.{group.kind}", count=texts.number(group.count)) for group in groups if group.count]
    st.markdown(
        texts("tasks.count", count=texts.number(total), overdue=texts.number(overdue), parts=texts.list(parts)),
    )
    for group in groups:
        if group.count:
            _group(page, group)
    empty = [texts(f"tasks.group.{group.kind}") for group in groups if not group.count]
    if empty:
        st.caption(texts("tasks.empty", kinds=texts.list(empty)))
    return [page.area_label(area.area_id)]


def _group(page: Page, group: TaskGroup) -> None:
    texts = page.texts
    st.markdown(
        f"#### {_ICONS[group.kind]} {texts('tasks.group.' + group.kind)} ({texts.number(group.count)})",
        help=texts(f"tasks.help.{group.kind}"),
    )
    method = None
    if group.kind == "report":
        _go(page, "meldungen", "tasks.see_reports")
        return
    if group.kind == "recheck":
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        with left:
            _go(page, "begehung", "tasks.plan_walk")
        field = fields()["check_method"]
        with right:
            method = st.segmented_control(
                texts("tasks.method"), choices(field), default="walk", required=True,
                format_func=lambda each: choice_label(texts, field, each), key=page.view.key("aufgaben:weg"),
            )  # fmt: skip
    more_key = page.view.key(f"aufgaben:mehr:{group.kind}")
    most = catalogue()["tasks_shown"] * (1 + st.session_state.setdefault(more_key, 0))
    for row in group.rows[:most]:
        with st.container(border=True):
            _task(page, row, method)
    if group.count > most:
        st.button(
            texts("tasks.more", count=texts.number(group.count - most)),
            key=page.view.key(f"aufgaben:weitere:{group.kind}"),
            on_click=_show_more,
            args=(more_key,),
            icon=":material/expand_more:",
        )


def _task(page: Page, row: dict[str, object], method: str | None) -> None:
    texts = page.texts
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(f"**{plain(str(row['address']))}**  \n{' · '.join(_what(page, row))}")
    key = f"aufgabe:{row['kind']}:{row['conversation_id'] or ''}"
    with right, st.container(horizontal=True):
        open_record_button(page, row, key, texts("tasks.open"))
        if row["kind"] == "call" and st.button(
            texts("tasks.done"), key=page.view.key(f"{key}:fertig:{row['unit_id']}"), icon=":material/check:"
        ):
            attempt(page, lambda: finish_step(database(), page.data.actor, int(row["conversation_id"])))
        if row["kind"] == "recheck" and st.button(
            texts("desk.check.cell"), key=page.view.key(f"{key}:geprueft:{row['unit_id']}"), icon=":material/check:"
        ):
            attempt(page, lambda: _checked(page, row, method or "walk"))


def _checked(page: Page, row: dict[str, object], method: str) -> None:
    outcome = check(database(), page.data.actor, {str(row["unit_id"]): int(row["revision"])}, method)
    for error in outcome.refused.values():
        raise error


def _what(page: Page, row: dict[str, object]) -> list[str]:
    texts = page.texts
    parts = []
    if row["kind"] == "call":
        parts.append(texts(f"vacancy.next_step.{row['detail']}"))
    elif row["detail"]:
        parts.append(plain(str(row["detail"])))
    if isinstance(row["due_on"], datetime.date):
        key = "tasks.overdue" if row["is_overdue"] else "tasks.due"
        parts.append(texts(key, date=texts.date(row["due_on"])))
    elif row["kind"] == "recheck":
        parts.append(texts("vacancy.check.never"))
    elif row["kind"] == "call":
        parts.append(texts("tasks.no_date"))
    parts.append(texts(f"vacancy.state.{row['state']}"))
    return parts


def _go(page: Page, view: str, label: str) -> None:
    """A button to another view of the register."""
    st.button(
        page.texts(label),
        key=page.view.key(f"aufgaben:nach:{view}"),
        icon=":material/arrow_forward:",
        on_click=page.view.put,
        args=("ansicht", view),
    )


def _show_more(key: str) -> None:
    st.session_state[key] += 1
