"""What a reader sees who opens a page that is not theirs: why, and where to log in. Nothing of the page itself is run."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access.visitors import Visitor
from strukturmonitor.ui import data
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.sidebar import login_link


def refusal(path: str, key: str) -> Callable[[], None]:
    """The page shown in place of another one; `key`: its name below `page.`."""

    def show() -> None:
        page = open_page(path, only_register=True)
        show_refusal(page, page.texts(f"page.{key}"))

    return show


def show_refusal(page: Page, title: str) -> None:
    """The whole page: head, why, what to do, foot."""
    visitor = data.visitor()
    texts = page.texts
    page.is_demo = False  # nothing is shown that could be made
    st.info(_why(page, visitor), icon=":material/lock:")
    if visitor.account is None and visitor.kind != "none":
        login_link(texts, is_main=True, path=page.path)
    page.link_to("", texts("refused.start"), icon=":material/map:")
    page.view.carry()  # what the address says is kept for after the login
    page.head(title, [])
    page.close()


def _why(page: Page, visitor: Visitor) -> str:
    texts = page.texts
    if visitor.lost:
        return texts(f"login.lost.{visitor.lost}")
    if visitor.must_change:
        return texts("sidebar.must_change")
    if visitor.actor.role != "public":
        return texts("refused.role", role=texts(f"role.{visitor.actor.role}"))
    return texts("refused.none" if visitor.kind == "none" else "refused.public")
