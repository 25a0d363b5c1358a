"""From one part of Präsentation to another. A link to the page one is on would leave the browser's address as it was, so
that a reload or a copied address showed something else: inside the page buttons lead on, and wall and notes open windows
of their own, one for the projector and one for the moderator."""

import streamlit as st

from strukturmonitor.ui.page import Page


def go_button(page: Page, label: str, *, icon: str, key: str, **query: str) -> None:
    """Shows what these query parameters say. `key`: unlike those of the other buttons of the run."""
    st.button(
        label, icon=icon, key=page.view.key(key), type="tertiary", on_click=page.view.open, args=(query,)
    )  # the address follows


def window_button(page: Page, label: str, *, icon: str, key: str, **query: str) -> None:
    """Opens what these query parameters say in a window of its own."""
    st.link_button(label, page.link(**query), icon=icon, key=page.view.key(key), type="tertiary")
