"""«Checked, still as entered» with one click: for a row, for the picked ones."""

import datetime
from dataclasses import dataclass

import streamlit as st

from strukturmonitor.access import Actor
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register import check, fields
from strukturmonitor.register.fields import choices
from strukturmonitor.register.words import choice_label
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.drafts import Drafts
from strukturmonitor.ui.register.messages import tell, tell_outcome, why


@dataclass(frozen=True)
class Check:
    """How and when is checked; valid for every click until it is changed."""

    method: str
    day: datetime.date


def today(page: Page) -> datetime.date:
    """The register's day."""
    return page.data.read("register_today")["today"].iloc[0].date()


def day_format(page: Page) -> str:
    """How a day is typed."""
    return "DD.MM.YYYY" if page.texts.language == "de" else "DD/MM/YYYY"


def check_choice(page: Page, *, key: str = "pruefung", boxes: tuple | None = None) -> Check:
    """Method and day of the next checks, in two boxes of their own or where the page stands."""
    texts = page.texts
    field = fields()["check_method"]
    day = today(page)
    first, second = boxes or (st, st)
    method = first.selectbox(
        texts("desk.check.method"),
        choices(field),
        format_func=lambda value: choice_label(texts, field, value),
        key=page.view.key(f"{key}-art"),
    )
    on = second.date_input(
        texts("desk.check.day"), value=day, max_value=day, format=day_format(page), key=page.view.key(f"{key}-tag")
    )
    return Check(method, on or day)


def state_day(page: Page, *, key: str) -> datetime.date:
    """The day from which a new state holds."""
    day = today(page)
    on = st.date_input(
        page.texts("desk.state_day"),
        value=day,
        max_value=day,
        format=day_format(page),
        key=page.view.key(key),
        width=200,
    )
    return on or day


def check_rows(page: Page, actor: Actor, drafts: Drafts, rows: list[dict[str, object]], how: Check) -> None:
    """Mark these rows as checked (as a callback). What is typed into them and not saved yet stays."""
    texts = page.texts
    revisions = {str(row["unit_id"]): int(row["revision"]) for row in rows}
    try:
        outcome = check(database(), actor, revisions, how.method, on=how.day)
    except StrukturmonitorError as error:
        tell(page, why(page, error), kind="warning")
        return
    for unit_id in outcome.saved:
        drafts.follow(unit_id, revisions[unit_id], revisions[unit_id] + 1)
    drafts.picked -= {*outcome.saved, *outcome.unchanged}
    if len(rows) > 1:
        drafts.generation += 1
    page.wrote()
    titles = {str(row["unit_id"]): str(row["address"]) for row in rows}
    done = [*outcome.saved, *outcome.unchanged]
    record = plain(titles[done[0]]) if done else ""
    said = texts("desk.check.done", count=texts.number(len(done)), record=record, date=texts.date(how.day))
    tell_outcome(page, outcome, said, titles)
