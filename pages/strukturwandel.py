"""Strukturwandel: need and dynamics, changes of course, neighbourhood, types of area, weights to try. One page, several
views (`ansicht`).

A view is a function `<name>_view(page)` in strukturmonitor/ui/change/<name>.py. It draws its content and may return the
filters in force as words; title, head line, warning, foot and URL are drawn here."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.ui.change.courses import courses_view
from strukturmonitor.ui.change.index_choice import index_view
from strukturmonitor.ui.change.neighbourhood import neighbourhood_view
from strukturmonitor.ui.change.types import types_view
from strukturmonitor.ui.change.weights import weights_view
from strukturmonitor.ui.page import Page, open_page

VIEWS: dict[str, tuple[str, Callable[[Page], list[str] | None]]] = {
    "handlungsbedarf": ("need", index_view),
    "kurswechsel": ("courses", courses_view),
    "nachbarschaft": ("neighbourhood", neighbourhood_view),
    "typen": ("types", types_view),
    "gewichte": ("weights", weights_view),
}


def show() -> None:
    page = open_page("strukturwandel")
    texts = page.texts
    view = page.choice(
        "ansicht",
        texts("change.view"),
        {slug: texts(f"change.view.{name}") for slug, (name, _) in VIEWS.items()},
        widget="selectbox" if page.is_phone else "segmented",
    )
    page.view.enter("ansicht", view)
    st.caption(texts("change.warning"))
    words = VIEWS[view][1](page) or []
    page.head(texts("page.change"), [texts(f"change.view.{VIEWS[view][0]}"), *words])
    page.close()
