"""The version of a story that a tab works on, and what happens when somebody else saved it meanwhile."""

import streamlit as st

from strukturmonitor.errors import StoryChanged, StrukturmonitorError
from strukturmonitor.stories.model import LONGEST_TITLE, Story
from strukturmonitor.stories.storage import Kept, save
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.stories.words import why
from strukturmonitor.ui.writing import writing

_OPENED = "geoeffnet"


def opened(page: Page, kept: Kept) -> Kept:
    """The version this tab was given: the newest at each visit; while it works on it, the same, with a word on newer
    ones. `kept`: the story as it is now."""
    key = page.view.key(f"{_OPENED}:{kept.story_id}")
    mine: Kept | None = st.session_state.get(key)
    if mine is None or page.view.is_linked or mine.revision == kept.revision or not kept.may_change(page.data.actor):
        st.session_state[key] = kept
        return kept
    if kept.story_id not in _versions():
        _tell_newer(page, kept)
    return mine


def save_changed(page: Page, kept: Kept, document: Story, *, said: str = "stories.saved") -> None:
    """Save what was made of the opened version, and run again. A version that somebody else's save crossed is kept for
    the choice of `choose_version`."""
    try:
        saved = save(database(), page.data.actor, document, kept.story_id, kept.revision)
    except StoryChanged as error:
        _versions()[kept.story_id] = (document, error)
    except StrukturmonitorError as error:
        tell(page, why(page, error), kind="warning")
    else:
        st.session_state[page.view.key(f"{_OPENED}:{kept.story_id}")] = saved
        tell(page, page.texts(said))
    st.rerun()


def choose_version(page: Page, story_id: str) -> bool:
    """After a save that crossed another one: keep mine as a copy, or take the other. Whether there is a choice open."""
    if story_id not in _versions():
        return False
    document, error = _versions()[story_id]
    st.warning(f"**{plain(document.title)}**  \n{why(page, error)}", icon=":material/call_split:")
    mine, other = (page.view.key(f"fassung-{which}:{story_id}") for which in ("kopie", "andere"))
    with st.container(horizontal=True):
        if st.button(page.texts("stories.conflict.copy"), key=mine, type="primary", icon=":material/content_copy:"):
            title = page.texts("stories.conflict.title", title=document.title)[:LONGEST_TITLE]
            _keep_mine(page, story_id, document.model_copy(update={"title": title}))
        if st.button(page.texts("stories.conflict.other"), key=other, icon=":material/sync:"):
            _take_other(page, story_id)
    return True


def choose_versions(page: Page) -> None:
    """The same for all stories that were left with the choice open."""
    for story_id in list(_versions()):
        choose_version(page, story_id)


def _versions() -> dict[str, tuple[Story, StoryChanged]]:
    return st.session_state.setdefault(session.STORY_VERSIONS, {})


def _keep_mine(page: Page, story_id: str, document: Story) -> None:
    with writing(page, why):
        copied = save(database(), page.data.actor, document)
        _forget(page, story_id)
        page.view.open({"geschichte": copied.story_id})
        tell(page, page.texts("stories.copied"))
        st.rerun()


def _take_other(page: Page, story_id: str) -> None:
    _forget(page, story_id)
    st.rerun()


def _tell_newer(page: Page, kept: Kept) -> None:
    texts = page.texts
    moment = texts.moment(kept.changed_at, page.data.city.timezone)
    st.info(texts("stories.newer", who=plain(kept.changed_by or "–"), when=moment), icon=":material/group:")
    if st.button(texts("stories.conflict.other"), icon=":material/sync:"):
        _take_other(page, kept.story_id)


def _forget(page: Page, story_id: str) -> None:
    st.session_state.pop(page.view.key(f"{_OPENED}:{story_id}"), None)
    _versions().pop(story_id, None)


def with_steps(kept: Kept, steps: list) -> Story:
    """The story with other steps."""
    return kept.story.model_copy(update={"steps": steps})
