"""The view «reports» of the register."""

import streamlit as st

from strukturmonitor.ui.page import Page


def reports_view(page: Page) -> list[str] | None:
    """Draw the view; returns the filters in force as words for the head of the page."""
    st.info(page.texts("desk.view.empty"), icon=":material/inbox:")
    return None
