"""Administration: backups."""

import streamlit as st

from strukturmonitor.ui.page import Page


def backups_view(page: Page) -> list[str] | None:
    st.info(page.texts("administration.nothing_yet"), icon=":material/inbox:")
    return None
