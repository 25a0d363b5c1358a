"""Where views of the register begin for somebody who is in charge of one area."""

import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui import session
from strukturmonitor.ui.page import Page


def start_in_own_area(page: Page) -> None:
    """Who is in charge of one area begins there, until another one is chosen on any page."""
    own = _only_area(page)
    if own is not None and session.AREA not in st.session_state:
        st.session_state[session.AREA] = own


def area_of_view(page: Page) -> Area:
    """The area chosen, as `Page.area`; without a choice in the link it is the actor's own one area."""
    start_in_own_area(page)
    return page.area(default=_only_area(page))


def own_area(page: Page) -> str | None:
    """The first area the person is in charge of, as the tree orders them; None for the whole city."""
    areas = page.data.actor.areas
    if not areas:
        return None
    known = [area.area_id for level in ("bezirk", "pg", "stat") for area in page.tree.of_level(level)]
    return next((area_id for area_id in known if area_id in areas), None)


def _only_area(page: Page) -> str | None:
    """Who is in charge of several areas sees them all: one of them would hide what waits in the others."""
    areas = page.data.actor.areas
    return own_area(page) if areas and len(areas) == 1 else None
