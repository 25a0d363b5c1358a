"""A small picture of what the wall shows of a step, with its notes."""

import streamlit as st

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.size import Wall
from strukturmonitor.ui.stage.steps import draw_step

_SMALL = Wall(640, 480, is_small=True)


def show_preview(page: Page, kept: Kept, number: int) -> None:
    """Step `number` (1 …) as its audience will see it; what is missing is said in its place."""
    st.html(PROJECT_DIR / "static" / "stories.css")
    with st.container(border=True, key="story-small"):
        draw_step(page, kept, number, _SMALL, slot="story-small-step")
    notes = kept.story.steps[number - 1].notes
    if notes and not kept.may_change(page.data.actor):
        with st.expander(page.texts("stories.step.notes"), icon=":material/speaker_notes:"):
            st.text(notes)
