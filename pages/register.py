"""Register: the vacancy register as coordinators keep it. One page, several views (`ansicht`), and the form of one
record (`objekt`).

A view is a function `<name>_view(page)` in strukturmonitor/ui/register/<name>.py. It draws its content and may return
the filters in force as words; title, head line, foot and URL are drawn here."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.ui.notes import citations
from strukturmonitor.ui.page import Page, open_page
from strukturmonitor.ui.refused import show_refusal
from strukturmonitor.ui.register.duplicates import duplicates_view
from strukturmonitor.ui.register.list import list_view
from strukturmonitor.ui.register.owners import owners_view
from strukturmonitor.ui.register.record_form import record_form
from strukturmonitor.ui.register.reports import reports_view
from strukturmonitor.ui.register.reuse import reuse_view
from strukturmonitor.ui.register.tasks import tasks_view
from strukturmonitor.ui.register.walks import walks_view

VIEWS: dict[str, tuple[str, Callable[[Page], list[str] | None]]] = {
    "liste": ("list", list_view),
    "aufgaben": ("tasks", tasks_view),
    "begehung": ("walks", walks_view),
    "meldungen": ("reports", reports_view),
    "dubletten": ("duplicates", duplicates_view),
    "eigentum": ("owners", owners_view),
    "nachnutzung": ("reuse", reuse_view),
}
_LONGEST_NUMBER = 60


def show() -> None:
    page = open_page("register", only_register=True)
    texts = page.texts
    if not allowed(page.data.actor, "read_internal"):
        show_refusal(page, texts("page.register"))
        return
    key = page.view.start("objekt", _unit_number, "")
    unit_id = st.session_state[key]
    if unit_id:
        page.view.carry()
        page.view.keep("objekt", unit_id)
        st.button(
            texts("desk.back"),
            key=page.view.key("zurueck"),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=page.view.put,
            args=("objekt", ""),
        )
        record_form(page, unit_id)
        page.head(texts("page.register"), [])
    else:
        view = page.choice(
            "ansicht",
            texts("desk.view"),
            {slug: texts(f"desk.view.{name}") for slug, (name, _) in VIEWS.items()},
            widget="selectbox" if page.is_phone else "segmented",
        )
        page.view.enter("ansicht", view)
        words = VIEWS[view][1](page) or []
        page.head(texts("page.register"), [texts(f"desk.view.{VIEWS[view][0]}"), *words])
    page.close(citations=citations(page, "unit"))


def _unit_number(text: str) -> str:
    if len(text) > _LONGEST_NUMBER or not text.isprintable():
        raise ValueError(text)
    return text
