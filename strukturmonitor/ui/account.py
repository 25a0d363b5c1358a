"""One's own account."""

import streamlit as st

from strukturmonitor.ui.page import Page


def account_view(page: Page) -> None:
    st.info(page.texts("refused.no_role"), icon=":material/lock:")
