"""What holds for a whole story: title, audience, language, time; who may read it; whether its data stand still; its file."""

import datetime

import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.names import file_name
from strukturmonitor.stories.exchange import story_file
from strukturmonitor.stories.model import LONGEST_TITLE, Story
from strukturmonitor.stories.rules import limits
from strukturmonitor.stories.storage import Kept, share
from strukturmonitor.texts import LANGUAGES
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.stories.listing import delete_form
from strukturmonitor.ui.stories.opened import save_changed
from strukturmonitor.ui.stories.views import frozen_now
from strukturmonitor.ui.stories.words import step_title, why
from strukturmonitor.ui.writing import writing

_LONGEST_EVENT = 600


def whole_panel(page: Page, kept: Kept, *, may_change: bool) -> None:
    texts, key = page.texts, page.view.key
    st.divider()
    panels = [("settings", ":material/tune:", _settings), ("data", ":material/ac_unit:", _data)] if may_change else []
    if kept.is_own(page.data.actor):
        panels.append(("share", ":material/share:", _share))
    panels.append(("file", ":material/download:", _file))
    for name, icon, show in panels:
        box = st.expander(texts(f"stories.{name}"), icon=icon, key=key(f"feld:{name}"), on_change="rerun")
        if box.open:
            with box:
                show(page, kept)
    if kept.is_own(page.data.actor):
        box = st.expander(
            texts("stories.delete"), icon=":material/delete:", key=key("feld:loeschen"), on_change="rerun"
        )
        if box.open:
            with box:
                delete_form(page, kept.story_id)


def _settings(page: Page, kept: Kept) -> None:
    texts, story = page.texts, kept.story
    with st.form(page.view.key(f"{kept.story_id}:{kept.revision}:ganzes"), border=False):
        title = st.text_input(texts("stories.new.title"), value=story.title, max_chars=LONGEST_TITLE)
        audiences = ["public", "council"]
        audience = st.radio(
            texts("stories.audience"),
            audiences,
            index=audiences.index(story.audience),
            format_func=lambda who: texts(f"stories.audience.{who}"),
            help=texts("stories.audience.help"),
        )
        language = st.radio(
            texts("stories.language"),
            LANGUAGES,
            index=LANGUAGES.index(story.language),
            format_func=lambda each: texts(f"language.{each}"),
            horizontal=True,
        )
        minutes = st.number_input(
            texts("stories.planned"),
            min_value=1,
            max_value=_LONGEST_EVENT,
            value=story.planned_minutes,
            placeholder="–",
            help=texts("stories.planned_help"),
        )
        if not st.form_submit_button(texts("stories.save"), type="primary", icon=":material/save:"):
            return
    if not title.strip():
        st.error(texts("stories.new.no_title"), icon=":material/error:")
        return
    changed = story.model_dump() | {
        "title": title, "audience": audience, "language": language, "planned_minutes": minutes,
    }  # fmt: skip
    if (audience, language) != (story.audience, story.language):
        changed = _live(changed)  # frozen for other eyes, or in other words
    save_changed(page, kept, Story.model_validate(changed))


def _live(story: dict) -> dict:
    return story | {"frozen_on": None, "steps": [step | {"frozen": None} for step in story["steps"]]}


def _data(page: Page, kept: Kept) -> None:
    texts, story = page.texts, kept.story
    if story.frozen_on is None:
        st.markdown(texts("stories.live"))
    else:
        st.markdown(texts("stories.frozen", date=texts.date(story.frozen_on)))
    with st.container(horizontal=True):
        label = texts("stories.freeze" if story.frozen_on is None else "stories.freeze_again")
        if st.button(label, icon=":material/ac_unit:", key=page.view.key("einfrieren")):
            _freeze(page, kept)
        if story.frozen_on is not None and st.button(
            texts("stories.thaw"), icon=":material/autorenew:", key=page.view.key("auftauen")
        ):
            save_changed(page, kept, Story.model_validate(_live(story.model_dump())), said="stories.thawed")


def _freeze(page: Page, kept: Kept) -> None:
    """Every view as it is now; the story is saved only where every one of them could be taken."""
    texts = page.texts
    steps, refused = [step.model_copy() for step in kept.story.steps], []
    bar = st.progress(0.0, texts("stories.freezing"))
    for number, step in enumerate(steps, start=1):
        bar.progress(number / len(steps), plain(step_title(texts, step, number)))
        if step.kind != "view":
            continue
        try:
            step.frozen = frozen_now(kept.story, kept.seen_by, step, page.data.actor)
        except StrukturmonitorError as error:
            refused.append(f"- {plain(step_title(texts, step, number))}: {why(page, error)}")
    bar.empty()
    if refused:
        st.warning("\n".join([texts("stories.not_frozen"), *refused]), icon=":material/error:")
        return
    changed = {"steps": steps, "frozen_on": datetime.date.today()}
    save_changed(page, kept, kept.story.model_copy(update=changed), said="stories.now_frozen")


def _share(page: Page, kept: Kept) -> None:
    texts = page.texts
    with st.form(page.view.key(f"{kept.story_id}:teilen"), border=False):
        is_shared = st.checkbox(
            texts(f"stories.share.{kept.story.audience}"), value=kept.is_shared, help=texts("stories.share.help")
        )
        is_joint = st.checkbox(
            texts("stories.share.joint"), value=kept.is_joint, help=texts("stories.share.joint_help")
        )
        if st.form_submit_button(texts("stories.save"), icon=":material/save:"):
            with writing(page, why):
                share(database(), page.data.actor, kept.story_id, is_shared=is_shared, is_joint=is_joint)
                tell(page, texts("stories.saved"))
                st.rerun()
    if kept.is_shared or kept.is_joint:
        st.caption(texts("stories.share.link"))
        st.code(page.link(geschichte=kept.story_id), language=None, wrap_lines=True)


def _file(page: Page, kept: Kept) -> None:
    st.caption(page.texts("stories.file.export_help"))
    st.download_button(
        page.texts("stories.file.export"),
        lambda: story_file(database(), kept.story),
        file_name=file_name(kept.story.title, limits()["file"]["extension"]),
        mime="application/zip",
        key=page.view.key("als-datei"),
        on_click="ignore",
        icon=":material/download:",
    )
