"""«Zur Präsentation» in the head of every page that an audience may see, for who may present. What is in it is made only when it is opened."""

from typing import TYPE_CHECKING

import streamlit as st

from strukturmonitor.access import Actor, allowed
from strukturmonitor.stories.files import RIGHT

if TYPE_CHECKING:
    from strukturmonitor.ui.page import Page


def offer_for_story(page: "Page", box: "st.delta_generator.DeltaGenerator | None") -> None:
    """Fill `box`, the place in the page's head, once all parts of the page are known."""
    if box is None or not page.parts or not allowed(page.data.actor, RIGHT):
        return
    from strukturmonitor.ui.headless import is_open_to  # stands above the pages' frame

    if not is_open_to(page.path, Actor(role="council")):  # no audience could be shown it
        return
    with box:
        popover = st.popover(
            page.texts("stories.add"),
            icon=":material/co_present:",
            key=page.view.key("zur-praesentation"),
            on_change="rerun",
        )
    if popover.open:
        from strukturmonitor.ui.stories.adding import add_view  # stands above the pages' frame

        with popover:
            add_view(page, page.shown())
