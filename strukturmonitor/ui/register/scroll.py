"""Back to the top of the page when the next thing stands there."""

import json

import streamlit as st


def to_top(token: str) -> None:
    """Scroll to the top once for every new `token`. On a phone the last tap was further down."""
    st.html(
        f"<script>/* {json.dumps(token)} */"
        "document.querySelector('[data-testid=stMain]')?.scrollTo({top: 0})</script>",
        unsafe_allow_javascript=True,
        width="content",
    )
