"""Walks (Begehung): those that are open, and how a new one begins. `begehung` in the URL is the number of a walk, or
which kind of walk is being prepared."""

import datetime

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.errors import WalkUnknown
from strukturmonitor.register.walks import FINISHED, RECHECK, SURVEY, Walk, hand_over, heirs, reopen, walk, walks
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import show_messages, why
from strukturmonitor.ui.register.recheck import recheck
from strukturmonitor.ui.register.recheck_plan import recheck_plan
from strukturmonitor.ui.register.survey import survey
from strukturmonitor.ui.register.survey_start import survey_start
from strukturmonitor.ui.writing import writing

_WHICH = "begehung"
_NEW = {"neu-ersterfassung": survey_start, "neu-nachpruefung": recheck_plan}
_MOST_FINISHED = 10


def walks_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    texts = page.texts
    if not allowed(page.data.actor, "plan_walks"):
        st.info(texts("walks.not_allowed"), icon=":material/lock:")
        return None
    st.html(PROJECT_DIR / "static" / "walk.css")
    show_messages(page)
    key = page.view.start(_WHICH, _which, "")
    which = st.session_state[key]
    if not which:
        _overview(page)
        return None
    page.view.keep(_WHICH, which)
    _back(page)
    if which in _NEW:
        _NEW[which](page)
        return None
    try:
        found = walk(database(), page.data.actor, int(which))
    except WalkUnknown as error:
        st.warning(why(page, error), icon=":material/help:")
        return None
    with st.container(key="unterwegs" if found.is_open else None):
        {SURVEY: survey, RECHECK: recheck}[found.kind](page, found)
    _owner(page, found)
    return [plain(found.title)]


def _overview(page: Page) -> None:
    texts = page.texts
    st.markdown(texts("walks.lead"))
    with st.container(key=page.view.key("begehung-neu"), horizontal=True):
        for slug, name, icon in (
            ("neu-ersterfassung", "survey", "storefront"),
            ("neu-nachpruefung", "recheck", "checklist"),
        ):
            st.button(
                texts(f"walks.new.{name}"),
                key=page.view.key(slug),
                icon=f":material/{icon}:",
                type="primary",
                help=texts(f"walks.new.{name}_help"),
                on_click=page.view.put,
                args=(_WHICH, slug),
            )
    found = walks(database(), page.data.actor)
    still_open = [each for each in found if each.is_open]
    st.subheader(texts("walks.open"), anchor=False)
    if not still_open:
        st.info(texts("walks.none"), icon=":material/directions_walk:")
    for each in still_open:
        _card(page, each)
    finished = [each for each in found if each.state == FINISHED]
    if finished:
        with st.expander(texts("walks.finished", count=len(finished))):
            for each in finished[:_MOST_FINISHED]:
                _card(page, each)


def _card(page: Page, each: Walk) -> None:
    texts = page.texts
    with st.container(border=True):
        said = [texts(f"walks.kind.{each.kind}"), _done_words(page, each), _when(page, each.changed_at)]
        if each.stands_in_for:
            said.append(texts("walks.of", name=plain(each.stands_in_for)))
        st.markdown(f"**{plain(each.title)}**  \n{' · '.join(said)}")
        st.button(
            texts("walks.go_on" if each.is_open else "walks.look"),
            key=page.view.key(f"begehung:{each.walk_id}"),
            icon=":material/play_arrow:" if each.is_open else ":material/visibility:",
            type="primary" if each.is_open else "secondary",
            width="stretch" if page.is_phone else "content",
            on_click=page.view.put,
            args=(_WHICH, str(each.walk_id)),
        )


def _done_words(page: Page, each: Walk) -> str:
    if each.kind == SURVEY:
        return page.texts("walks.units", count=each.done)
    return page.texts("walks.stops_done", done=each.done, stops=each.stops)


def _when(page: Page, moment: datetime.datetime) -> str:
    """The day it was last worked on, in words where it is near; `moment` in UTC."""
    zone = page.data.city.timezone
    day = moment.replace(tzinfo=datetime.UTC).astimezone(zone).date()
    days = (datetime.datetime.now(zone).date() - day).days
    if days <= 1:
        return page.texts("walks.today" if days <= 0 else "walks.yesterday")
    return page.texts("walks.on_day", date=page.texts.date(day))


def _back(page: Page) -> None:
    st.button(
        page.texts("walks.back"),
        key=page.view.key("begehung-zurueck"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=page.view.put,
        args=(_WHICH, ""),
    )


def _owner(page: Page, found: Walk) -> None:
    """Whose walk it is, and to whom it can be given; a finished one can be taken up again."""
    texts = page.texts
    if not found.is_open:
        if st.button(texts("walks.reopen"), key=page.view.key("begehung-wieder"), icon=":material/restart_alt:"):
            reopen(database(), page.data.actor, found.walk_id)
            st.rerun()
        return
    if found.account_id is None:
        return
    with st.expander(texts("walks.hand_over"), icon=":material/group:"):
        people = heirs(database(), page.data.actor, found.walk_id)
        if not people:
            st.caption(texts("walks.no_deputy"))
            return
        chosen = st.selectbox(
            texts("walks.hand_to"), list(people), format_func=people.get, key=page.view.key("begehung-an")
        )
        if st.button(texts("walks.hand"), key=page.view.key("begehung-uebergeben"), icon=":material/send:"):
            with writing(page, why):
                hand_over(database(), page.data.actor, found.walk_id, chosen)
                st.session_state[page.view.key(_WHICH)] = ""
                st.rerun()


def _which(text: str) -> str:
    if text in _NEW:
        return text
    if not text.isdecimal() or len(text) > 9 or not text.isascii():
        raise ValueError(text)
    return text
