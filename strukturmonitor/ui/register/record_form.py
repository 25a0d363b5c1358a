"""The form of one record."""

import streamlit as st

from strukturmonitor.ui.page import Page


def record_form(page: Page, unit_id: str) -> None:
    """Draw the record `unit_id` with everything the actor may see and change."""
    st.info(page.texts("desk.view.empty"), icon=":material/inbox:")
