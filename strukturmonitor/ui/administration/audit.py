"""Administration: audit."""

import streamlit as st

from strukturmonitor.ui.page import Page


def audit_view(page: Page) -> list[str] | None:
    st.info(page.texts("administration.nothing_yet"), icon=":material/inbox:")
    return None
