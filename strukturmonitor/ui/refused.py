"""What a reader sees who opens a page that is not theirs: why, and where to log in. Nothing of the page itself."""

import streamlit as st

from strukturmonitor.ui.page import Page


def show_refusal(page: Page, title: str) -> None:
    """The whole page: head, why, foot."""
    st.info(page.texts("refused.no_role"), icon=":material/lock:")
    page.head(title, [])
    page.close()
