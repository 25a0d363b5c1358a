"""Saving an area under a name; renaming, sharing and deleting one."""

import streamlit as st

from strukturmonitor.access import Actor, allowed
from strukturmonitor.errors import OwnAreaNameWrong, StrukturmonitorError
from strukturmonitor.own_areas.result import Result
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.saved import SavedArea, change_area, delete_area, save_area
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.own_areas.choosing import Chosen
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell

_ONLY_ME, _EVERYBODY = "me", "all"


def keep_panel(page: Page, chosen: Chosen, result: Result) -> None:
    """What the reader may do with the area: save it, or change the one that was opened."""
    texts, actor = page.texts, page.data.actor
    if chosen.saved is not None:
        _manage(page, actor, chosen.saved)
        return
    with st.expander(texts("own.keep"), icon=":material/bookmark_add:"):
        if not allowed(actor, "keep_areas"):
            st.markdown(texts("own.keep.login"))
        elif actor.account_id is None:
            st.markdown(texts("own.keep.no_account"))
        else:
            _save(page, actor, chosen, result)


def _save(page: Page, actor: Actor, chosen: Chosen, result: Result) -> None:
    texts = page.texts
    with st.form(page.view.key("speichern"), border=False):
        st.caption(texts("own.keep.help"))
        name = st.text_input(
            texts("own.keep.name"), max_chars=rules().longest_name, placeholder=texts("own.keep.example")
        )
        share = _share_choice(page, is_shared=False)
        if not st.form_submit_button(texts("own.keep.save"), icon=":material/save:"):
            return
    boundaries_on = result.shares.boundaries_on.date()
    try:
        kept = save_area(database(), actor, result.area, name, boundaries_on, is_shared=share == _EVERYBODY)
    except StrukturmonitorError as error:
        st.error(_words(texts, error))
        return
    page.wrote()
    tell(page, texts("own.keep.saved", name=plain(name)))
    page.view.open({"weg": "gespeichert", "eigen": kept})
    st.rerun()


def _manage(page: Page, actor: Actor, saved: SavedArea) -> None:
    texts = page.texts
    zone = page.data.city.timezone
    st.caption(texts("own.saved.on", date=texts.moment(saved.saved_at, zone)))
    may_change = saved.is_own and allowed(actor, "keep_areas")
    if not may_change and not allowed(actor, "administrate"):
        return
    with st.expander(texts("own.keep.manage"), icon=":material/edit:"):
        if may_change:
            with st.form(page.view.key(f"aendern:{saved.drawn_area_id}"), border=False):
                name = st.text_input(texts("own.keep.name"), value=saved.name, max_chars=rules().longest_name)
                share = _share_choice(page, is_shared=saved.is_shared)
                if st.form_submit_button(texts("own.keep.change"), icon=":material/save:"):
                    _change(page, actor, saved, name, is_shared=share == _EVERYBODY)
        with st.form(page.view.key(f"loeschen:{saved.drawn_area_id}"), border=False):
            st.caption(texts("own.keep.delete_ask"))
            is_sure = st.checkbox(texts("own.keep.delete_sure"))
            if st.form_submit_button(texts("own.keep.delete"), icon=":material/delete:") and is_sure:
                _delete(page, actor, saved)


def _change(page: Page, actor: Actor, saved: SavedArea, name: str, *, is_shared: bool) -> None:
    try:
        change_area(database(), actor, saved.drawn_area_id, name, is_shared=is_shared)
    except StrukturmonitorError as error:
        st.error(_words(page.texts, error))
        return
    page.wrote()
    tell(page, page.texts("own.keep.changed"))
    st.rerun()


def _delete(page: Page, actor: Actor, saved: SavedArea) -> None:
    try:
        delete_area(database(), actor, saved.drawn_area_id)
    except StrukturmonitorError as error:
        st.error(_words(page.texts, error))
        return
    page.wrote()
    tell(page, page.texts("own.keep.deleted"))
    page.view.open({"weg": "gespeichert"})
    st.rerun()


def _share_choice(page: Page, *, is_shared: bool) -> str:
    texts = page.texts
    return st.radio(
        texts("own.keep.share"),
        [_ONLY_ME, _EVERYBODY],
        format_func=lambda who: texts(f"own.keep.{who}"),
        index=int(is_shared),
        horizontal=True,
        help=texts("own.keep.share_help"),
    )


def _words(texts: Texts, error: StrukturmonitorError) -> str:
    values = dict(error.values)
    if isinstance(error, OwnAreaNameWrong):
        values["reason"] = texts(f"own.keep.wrong_{values['reason']}", limit=values["limit"])
    return texts(f"error.{type(error).__name__}", **values)
