"""Filters that somebody keeps by name: open, save, rename, delete."""

import streamlit as st

from strukturmonitor.access import Actor, allowed
from strukturmonitor.errors import FilterNameWrong, StrukturmonitorError
from strukturmonitor.register.saved_filters import delete_filter, limits, rename_filter, save_filter, saved_filters
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell

_NOT_PART = ("sprache", "objekt")  # what a view does not mean
_NAME, _PROBLEM, _OPENED = "filter-name", "filter-fehler", "filter-geoeffnet"


def filters_panel(page: Page, actor: Actor) -> None:
    """A menu with the filters of the account. Draw it after the filters: it keeps what they say now."""
    texts = page.texts
    if not allowed(actor, "keep_filters"):
        return
    key = page.view.key(f"filter-menue:{st.session_state.setdefault(page.view.key(_OPENED), 0)}")
    with st.popover(texts("desk.filter.button"), icon=":material/bookmarks:", width="stretch", key=key):
        if actor.account_id is None:
            st.caption(texts("desk.filter.no_account"))
            return
        known = saved_filters(database(), actor, page.path)
        if not known:
            st.caption(texts("desk.filter.none"))
        for number, (name, query) in enumerate(known.items()):
            _entry(page, actor, name, query, number)
        _save_form(page, actor, set(known))


def _entry(page: Page, actor: Actor, name: str, query: dict[str, str], number: int) -> None:
    texts = page.texts
    asked = page.view.key("filter-frage")  # (what is asked, name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            plain(name),
            key=page.view.key(f"filter-oeffnen:{number}"),
            type="tertiary",
            icon=":material/filter_alt:",
            width="stretch",
            on_click=_open,
            args=(page, query),
        )
        for what, icon in (("rename", ":material/edit:"), ("delete", ":material/delete:")):
            st.button(
                texts(f"desk.filter.{what}"),
                key=page.view.key(f"filter-{what}:{number}"),
                type="tertiary",
                icon=icon,
                on_click=page.view.put,
                args=("filter-frage", (what, name)),
            )
    if st.session_state.get(asked) == ("delete", name):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(texts("desk.filter.delete_ask"))
            if st.button(texts("desk.filter.delete_yes"), key=page.view.key(f"filter-weg:{number}")):
                delete_filter(database(), actor, page.path, name)
                st.session_state.pop(asked)
                st.rerun()
            st.button(
                texts("desk.filter.no"),
                key=page.view.key(f"filter-bleibt:{number}"),
                on_click=page.view.put,
                args=("filter-frage", None),
            )
    if st.session_state.get(asked) == ("rename", name):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            new = st.text_input(
                texts("desk.filter.new_name"),
                value=name,
                max_chars=limits()["longest_name"],
                key=page.view.key(f"filter-neuer-name:{number}"),
            )
            if st.button(texts("desk.filter.rename_do"), key=page.view.key(f"filter-umbenennen:{number}")):
                try:
                    rename_filter(database(), actor, page.path, name, new)
                except StrukturmonitorError as error:
                    st.error(_words(texts, error))
                else:
                    st.session_state.pop(asked)
                    st.rerun()


def _open(page: Page, query: dict[str, str]) -> None:
    """Show what the filter says (as a callback). The menu gets another key and so closes: the list lies behind it."""
    opened = st.session_state[page.view.key(_OPENED)]
    page.view.open(query)
    page.view.put(_OPENED, opened + 1)


def _save_form(page: Page, actor: Actor, known: set[str]) -> None:
    texts = page.texts
    st.divider()
    name = st.text_input(
        texts("desk.filter.name"),
        key=page.view.key(_NAME),
        max_chars=limits()["longest_name"],
        placeholder=texts("desk.filter.example"),
    )
    is_known = " ".join(name.split()) in known
    if is_known:
        st.caption(texts("desk.filter.overwrite_ask", name=plain(name)))
    query = {slug: text for slug, text in page.view.encoded.items() if slug not in _NOT_PART}
    st.button(
        texts("desk.filter.overwrite" if is_known else "desk.filter.save"),
        key=page.view.key("filter-speichern"),
        icon=":material/bookmark_add:",
        on_click=_save,
        args=(page, actor, query),
    )
    problem = st.session_state.pop(page.view.key(_PROBLEM), None)
    if problem:
        st.error(problem)


def _save(page: Page, actor: Actor, query: dict[str, str]) -> None:
    """Keep the view under the typed name (as a callback); a name that cannot be kept stays in its field."""
    texts = page.texts
    try:
        kept = save_filter(database(), actor, page.path, st.session_state[page.view.key(_NAME)], query)
    except StrukturmonitorError as error:
        page.view.put(_PROBLEM, _words(texts, error))
    else:
        page.view.put(_NAME, "")
        tell(page, texts("desk.filter.saved", name=plain(kept)))


def _words(texts: Texts, error: StrukturmonitorError) -> str:
    values = dict(error.values)
    if isinstance(error, FilterNameWrong):
        values["reason"] = texts(f"desk.filter.wrong_{values['reason']}", limit=values["limit"])
    return texts(f"error.{type(error).__name__}", **values)
