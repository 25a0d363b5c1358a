"""A small picture of what the wall shows of a step, with its notes."""

import streamlit as st

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.model import Step
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.stage.size import Wall
from strukturmonitor.ui.stage.steps import draw_step

_SMALL = Wall(640, 480, is_small=True)


def show_preview(page: Page, kept: Kept, number: int) -> None:
    """Step `number` (1 …) as its audience will see it; what is missing is said in its place."""
    st.html(PROJECT_DIR / "static" / "stories.css")
    step = kept.story.steps[number - 1]
    with st.container(border=True, key="story-small"):
        if step.kind == "question":
            _question(page, step)
        else:
            draw_step(page, kept, number, _SMALL, slot="story-small-step")
    notes = step.notes
    if notes and not kept.may_change(page.data.actor):
        with st.expander(page.texts("stories.step.notes"), icon=":material/speaker_notes:"):
            st.text(notes)


def _question(page: Page, step: Step) -> None:
    """The words of a question; the door for phones opens on the wall only."""
    st.header(plain(step.title), anchor=False)
    st.markdown(plain(step.text))
    asked = step.question
    if asked is None:
        return
    st.caption(page.texts(f"stories.question.{asked.kind}"))
    if asked.kind == "scale":
        st.markdown(f"1 {plain(asked.low)} – {asked.points} {plain(asked.high)}")
    elif asked.options:
        st.markdown("\n".join(f"- {plain(option)}" for option in asked.options))
