"""The list of the register: filters, map, and the table that is edited in place."""

import streamlit as st

from strukturmonitor.ui.page import Page


def list_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    st.info(page.texts("desk.view.empty"), icon=":material/inbox:")
    return None
