"""«Zur Präsentation»: the present view of a page becomes a step of a story. Made only while the popover is open."""

import streamlit as st

from strukturmonitor.access import Actor, Reader
from strukturmonitor.errors import StoryChanged, StoryInvalid, StoryUnknown, StrukturmonitorError
from strukturmonitor.shown import View, part_id_of
from strukturmonitor.stories.model import LONGEST_NOTES, LONGEST_TITLE, MOST_STEPS, Step, Story
from strukturmonitor.stories.storage import Kept, Listed, save, stories, story
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.stories.views import view_for
from strukturmonitor.ui.stories.words import part_label, part_title, why

_NEW = ""
_TRIES = 3  # a colleague may save the same story in the same moment


def add_view(page: Page, view: View) -> None:
    """The form for a page that is drawn: `view` is what it shows."""
    texts, actor = page.texts, page.data.actor
    if actor.account_id is None:
        st.markdown(texts("stories.no_account"))
        return
    own = {each.story_id: each for each in stories(Reader(database(), actor)) if each.is_own or each.is_joint}
    parts = {part_id_of(part): part for part in view.parts}
    default_title = " – ".join(part for part in [view.title, view.line.split(" · ")[0]] if part)
    with st.form(page.view.key("zur-praesentation:formular"), border=False):
        chosen = st.multiselect(
            texts("stories.add.parts"),
            list(parts),
            format_func=lambda part_id: part_label(texts, parts[part_id]),
            placeholder=texts("stories.add.whole"),
            help=texts("stories.add.parts_help"),
            select_all=False,
        )
        title = st.text_input(
            texts("stories.step.title"), max_chars=LONGEST_TITLE, placeholder=default_title[:LONGEST_TITLE]
        )
        notes = st.text_area(texts("stories.step.notes"), max_chars=LONGEST_NOTES, help=texts("stories.notes_help"))
        options = [*own, _NEW]
        last = st.session_state.get(session.STORY)
        target = st.selectbox(
            texts("stories.add.to"),
            options,
            index=options.index(last) if last in options else 0,
            format_func=lambda story_id: own[story_id].title if story_id else texts("stories.new"),
        )
        new_title = st.text_input(
            texts("stories.add.new_title"), max_chars=LONGEST_TITLE, placeholder=texts("stories.new.example")
        )
        if not st.form_submit_button(texts("stories.add.do"), type="primary", icon=":material/add:"):
            return
    query = {slug: text for slug, text in view.query.items() if slug != "sprache"}
    steps = []
    for part_id in chosen or [None]:
        named = part_title(parts[part_id]) if part_id and (len(chosen) > 1 or not title) else ""
        steps.append(
            Step(
                kind="view",
                title=(named or title or default_title)[:LONGEST_TITLE],
                notes=notes,
                path=page.path,
                query=query,
                part=part_id,
            )
        )
    _add(page, actor, steps, own.get(target), new_title or texts("stories.new.untitled"))


def _add(page: Page, actor: Actor, steps: list[Step], target: Listed | None, new_title: str) -> None:
    texts = page.texts
    try:
        kept = _saved(page, actor, steps, target, new_title)
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
        return
    st.session_state[session.STORY] = kept.story_id
    st.success(texts("stories.add.done", title=plain(kept.story.title), steps=len(kept.story.steps)))
    page.link_to("praesentation", texts("stories.add.open"), icon=":material/co_present:", geschichte=kept.story_id)
    for step in steps:  # what the reader sees may not be for the audience
        try:
            view_for(kept.story, kept.seen_by, step)
        except StrukturmonitorError as error:
            st.warning(f"{plain(step.title)}: {why(page, error)}", icon=":material/warning:")


def _saved(page: Page, actor: Actor, steps: list[Step], target: Listed | None, new_title: str) -> Kept:
    if target is None:
        document = Story(title=new_title[:LONGEST_TITLE], language=page.texts.language, steps=steps)
        return save(database(), actor, document)
    for attempt in range(_TRIES):
        kept = story(Reader(database(), actor), target.story_id)
        if kept is None:
            raise StoryUnknown
        if len(kept.story.steps) + len(steps) > MOST_STEPS:
            raise StoryInvalid(where=kept.story.title, problem=page.texts("stories.too_many_steps", limit=MOST_STEPS))
        kept.story.steps = [*kept.story.steps, *steps]
        try:
            return save(database(), actor, kept.story, kept.story_id, kept.revision)
        except StoryChanged:
            if attempt == _TRIES - 1:
                raise
    raise StoryUnknown
