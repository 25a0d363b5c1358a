"""The moderator's window beside the wall: notes, what comes next, the timer, and what leads a question."""

import html

import streamlit as st

from strukturmonitor.access import require
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.control import mount, newest, step_of
from strukturmonitor.ui.stage.size import Wall
from strukturmonitor.ui.stage.steps import draw_step

_STYLE = PROJECT_DIR / "static" / "notes.css"
_STEP = "schritt"
_SMALL = Wall(480, 360, is_small=True)


def show_notes(page: Page, kept: Kept) -> None:
    """Draw the window. Raises NotAllowed for who may not present: notes are for the moderator alone."""
    require(page.data.actor, "present")
    st.html(_STYLE)
    st.html(f'<h1 class="notes-title">{html.escape(kept.story.title)}</h1>')
    if not kept.story.steps:
        st.info(page.texts("stage.no_steps"))
        return
    _notes(page, kept)


@st.fragment
def _notes(page: Page, kept: Kept) -> None:
    require(page.data.actor, "present")
    kept = newest(page, kept)
    texts = page.texts
    linked = step_of(st.query_params.get(_STEP), kept)
    wide, narrow = st.columns([3, 2], gap="medium")
    with wide:
        said = mount("notes", kept, texts, step=linked, slots=1, may_lead=True, key=page.view.key("notizen"))
    number = step_of(getattr(said, "step", None) or linked, kept)
    step = kept.story.steps[number - 1]
    with narrow:
        if step.kind == "question":
            from strukturmonitor.ui.hall.lead import lead_question

            lead_question(page, kept, step)
        else:
            st.caption(texts("stage.on_the_wall"))
            with st.container(key="notes-small", border=True):
                draw_step(page, kept, number, _SMALL, slot="notes-small-step")
