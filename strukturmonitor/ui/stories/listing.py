"""The list of stories: one's own, those one works on together, and those that others share."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import Reader, allowed
from strukturmonitor.register.pictures import limits as picture_limits
from strukturmonitor.stories.exchange import open_file
from strukturmonitor.stories.files import RIGHT
from strukturmonitor.stories.model import LONGEST_TITLE, Story
from strukturmonitor.stories.rules import limits
from strukturmonitor.stories.storage import Listed, copy, delete, save, stories
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.stories.opened import choose_versions
from strukturmonitor.ui.stories.ways import go_button, window_button
from strukturmonitor.ui.stories.words import minutes_text, why
from strukturmonitor.ui.writing import writing

_SEARCH_FROM = 8  # stories from which a search is worth its room


def show_list(page: Page) -> None:
    texts, actor = page.texts, page.data.actor
    may_present = allowed(actor, RIGHT)
    listed = stories(Reader(database(), actor))
    st.markdown(texts("stories.intro" if may_present else "stories.intro_public"))
    if may_present and actor.account_id is None:
        st.info(texts("stories.no_account"), icon=":material/account_circle:")
    elif may_present:
        choose_versions(page)
        _new_ones(page)
    wanted = page.text("suche", texts("stories.search")).lower() if len(listed) >= _SEARCH_FROM else ""
    shown = [each for each in listed if all(word in each.title.lower() for word in wanted.split())]
    if not listed:
        st.info(texts("stories.none" if may_present else "stories.none_public"), icon=":material/inbox:")
    elif not shown:
        st.info(texts("stories.none_found"), icon=":material/search_off:")
    own, others = [each for each in shown if each.is_own], [each for each in shown if not each.is_own]
    for title, rows in ((texts("stories.own"), own), (texts("stories.others"), others)):
        if rows and may_present:
            st.header(title, anchor=False)
        for each in rows:
            _row(page, each, may_present=may_present)
    page.head(texts("page.presentation"), [])


def _new_ones(page: Page) -> None:
    texts = page.texts
    with st.container(horizontal=True):
        with st.popover(texts("stories.new"), icon=":material/add:", type="primary"):
            _new(page)
        with st.popover(texts("stories.open_file"), icon=":material/upload_file:"):
            _from_file(page)


def _new(page: Page) -> None:
    texts = page.texts
    with st.form(page.view.key("neu"), border=False):
        title = st.text_input(
            texts("stories.new.title"), max_chars=LONGEST_TITLE, placeholder=texts("stories.new.example")
        )
        audience = st.radio(
            texts("stories.audience"),
            ["public", "council"],
            format_func=lambda who: texts(f"stories.audience.{who}"),
            help=texts("stories.audience.help"),
        )
        if not st.form_submit_button(texts("stories.new.do"), type="primary"):
            return
    if not title.strip():
        st.error(texts("stories.new.no_title"), icon=":material/error:")
        return
    _keep(page, Story(title=title, language=texts.language, audience=audience))


def _from_file(page: Page) -> None:
    texts = page.texts
    most_mb = limits()["file"]["largest_mb"]
    if not allowed(page.data.actor, "open_import"):
        most_mb = min(most_mb, picture_limits()["largest_mb"])  # what the server takes from this role
    with st.form(page.view.key("datei"), border=False, clear_on_submit=True):
        upload = st.file_uploader(
            texts("stories.file.upload"),
            type=["zip", "json"],
            max_upload_size=most_mb,
            help=texts("stories.file.help", size=most_mb),
        )
        if not st.form_submit_button(texts("stories.file.open"), type="primary") or upload is None:
            return
    with writing(page, why):
        opened = open_file(database(), page.data.actor, upload.getvalue())
        steps = texts.list([str(number) for number in opened.missing])
        _keep(page, opened.story, texts("stories.file.pictures_missing", steps=steps) if steps else "")


def _keep(page: Page, document: Story, warning: str = "") -> None:
    """Save a new story and open it, with a word on what it lacks."""
    with writing(page, why):
        kept = save(database(), page.data.actor, document)
        page.view.open({"geschichte": kept.story_id})
        if warning:
            tell(page, warning, kind="warning")
        st.rerun()


def _row(page: Page, each: Listed, *, may_present: bool) -> None:
    texts = page.texts
    with st.container(border=True):
        words, buttons = st.columns([3, 2], vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(each.title)}**")
            st.caption(_about(page, each, may_present=may_present))
        with buttons.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            wall = {"geschichte": each.story_id, "ansicht": "buehne"}
            if each.steps:
                window_button(
                    page, texts("stories.show"), icon=":material/slideshow:", key=f"wand:{each.story_id}", **wall
                )
            may_change = may_present and (each.is_own or each.is_joint)
            go_button(
                page,
                texts("stories.edit" if may_change else "stories.look"),
                icon=":material/edit:" if may_change else ":material/visibility:",
                key=f"auf:{each.story_id}",
                geschichte=each.story_id,
            )
            if may_present and page.data.actor.account_id is not None:
                more = st.popover(texts("stories.more"), key=page.view.key(f"mehr:{each.story_id}"), on_change="rerun")
                if more.open:
                    with more:
                        _more(page, each)


def _about(page: Page, each: Listed, *, may_present: bool) -> str:
    texts = page.texts
    parts = [texts("stories.steps", steps=each.steps), minutes_text(texts, each.minutes)]
    if each.language != texts.language:
        parts.append(texts(f"language.{each.language}"))
    if each.audience != "public":
        parts.append(texts("stories.for_council"))
    if each.frozen_on is not None:
        parts.append(texts("stories.frozen_on", date=texts.date(each.frozen_on)))
    if may_present:
        if each.is_own or each.is_joint:
            shared = "joint" if each.is_joint else "shared" if each.is_shared else "private"
            parts.append(texts(f"stories.state.{shared}"))
        if not each.is_own:
            parts.append(
                texts("stories.of", name=plain(each.owner_name)) if each.owner_name else texts("stories.example")
            )
        parts.append(texts("stories.changed", moment=texts.moment(each.changed_at, page.data.city.timezone)))
    return " · ".join(parts)


def _more(page: Page, each: Listed) -> None:
    texts = page.texts
    with st.form(page.view.key(f"kopie:{each.story_id}"), border=False):
        title = st.text_input(
            texts("stories.copy.title"),
            value=texts("stories.copy.of", title=each.title)[:LONGEST_TITLE],
            max_chars=LONGEST_TITLE,
        )
        if st.form_submit_button(texts("stories.copy.do"), icon=":material/content_copy:"):
            _try(page, lambda: copy(database(), page.data.actor, each.story_id, title or each.title), "stories.copied")
    if each.is_own or allowed(page.data.actor, "administrate"):
        delete_form(page, each.story_id)


def delete_form(page: Page, story_id: str) -> None:
    """Asks once more before a story is deleted."""
    texts = page.texts
    with st.form(page.view.key(f"loeschen:{story_id}"), border=False):
        is_sure = st.checkbox(texts("stories.delete.sure"))
        if st.form_submit_button(texts("stories.delete.do"), icon=":material/delete:") and is_sure:
            _try(page, lambda: delete(database(), page.data.actor, story_id), "stories.deleted")


def _try(page: Page, work: Callable[[], object], said: str) -> None:
    """Do it, say so, and go back to the list."""
    with writing(page, why):
        work()
        page.view.open({})
        tell(page, page.texts(said))
        st.rerun()
