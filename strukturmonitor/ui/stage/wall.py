"""The wall of a hall: one step of a story over the whole window.

The neighbouring steps stand drawn beside the present one, hidden (`_slots`): a key shows the next at once, in the browser,
and then asks the server, which draws the one after it. So the hall waits for nothing but the first step. Each time the story
is read anew: what was changed at the desk meanwhile is seen with the next step."""

import html

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.ahead import look_ahead
from strukturmonitor.ui.stage.control import mount, newest, step_of
from strukturmonitor.ui.stage.size import facts, wall_of
from strukturmonitor.ui.stage.steps import draw_step, story_texts

_STYLE = PROJECT_DIR / "static" / "stage.css"
_STEP = "schritt"


def show_wall(page: Page, kept: Kept) -> None:
    """Draw the wall at the step of the address (`schritt`, 1 …), whoever may read the story."""
    st.html(_STYLE)
    st.html(f'<h1 class="stage-title">{html.escape(kept.story.title)}</h1>')
    if not kept.story.steps:
        st.info(page.texts("stage.no_steps"))
        return
    _wall(page, kept)


@st.fragment
def _wall(page: Page, kept: Kept) -> None:
    kept = newest(page, kept)
    texts = story_texts(page, kept)
    behind, ahead = facts()["steps_drawn"]["behind"], facts()["steps_drawn"]["ahead"]
    slots = behind + 1 + ahead
    linked = step_of(st.query_params.get(_STEP), kept)
    may_lead = allowed(page.data.actor, "present")
    said = mount("wall", kept, texts, step=linked, slots=slots, may_lead=may_lead, key=page.view.key("wand"))
    number = step_of(getattr(said, "step", None) or linked, kept)
    wall = wall_of(getattr(said, "size", None))
    boxes = [st.container(key=f"stage-slot-{slot}") for slot in range(slots)]
    around = [number, *range(number + 1, number + 1 + ahead), *range(number - 1, number - 1 - behind, -1)]
    if getattr(said, "size", None) is None:
        around = around[:1]  # how large to draw the others the browser says in a moment
    for each in around:
        if 1 <= each <= len(kept.story.steps):
            slot = (each - 1) % slots
            with boxes[slot]:
                draw_step(page, kept, each, wall, slot=f"onstage-{slot}")
    look_ahead(kept, number + ahead)
