"""Writes that a reader asks for and that may be refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.ui.page import Page


@contextmanager
def writing(page: Page, why: Callable[[Page, StrukturmonitorError], str]) -> Iterator[None]:
    """A write, and behind it in the same block what follows once it is done (`page.wrote()`, a word, `st.rerun()`).
    A refusal ends the block and stands on the page; `why` puts it into words."""
    try:
        yield
    except StrukturmonitorError as error:
        st.error(why(page, error), icon=":material/error:")
