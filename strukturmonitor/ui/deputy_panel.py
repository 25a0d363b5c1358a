"""Deputies of an account: who stands in for whom and when, naming one, taking it back."""

import datetime

import streamlit as st

from strukturmonitor.access.deputies import LONGEST_REASON, deputies_of, name_deputy, revoke_deputy
from strukturmonitor.access.directory import Account, Deputy, directory
from strukturmonitor.access.rules import rules
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain


def deputy_panel(page: Page, account: Account) -> None:
    """For coordinators: by themselves, or by an administrator for them."""
    texts = page.texts
    st.header(texts("deputy.title"), anchor=False)
    known = deputies_of(database(), account.account_id)
    if not known:
        st.caption(texts("deputy.none"))
    for one in known:
        _entry(page, account, one)
    others = [
        other
        for other in directory(database()).accounts.values()
        if other.role == "coordinator" and other.is_active and other.account_id != account.account_id
    ]
    if not others:
        st.caption(texts("deputy.nobody"))
        return
    _form(page, account, others)


def _entry(page: Page, account: Account, one: Deputy) -> None:
    texts = page.texts
    accounts = directory(database()).accounts
    is_absent = one.account_id == account.account_id
    other = accounts.get(one.deputy_account_id if is_absent else one.account_id)
    words = texts(
        "deputy.by" if is_absent else "deputy.for",
        name=plain(other.name) if other else "–",
        first=texts.date(one.from_on),
        last=texts.date(one.until_on),
    )
    today = datetime.date.today()
    state = texts("deputy.now" if one.from_on <= today else "deputy.later")
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(f"{words} · {state}" + (f" · {plain(one.reason)}" if one.reason else ""), width="stretch")
    may = is_absent or page.data.actor.account_id != account.account_id
    if may and row.button(texts("deputy.revoke"), key=page.view.key(f"vertretung:{one.deputy_id}"), type="tertiary"):
        try:
            revoke_deputy(database(), page.data.actor, one.deputy_id)
        except StrukturmonitorError as error:
            st.error(explain_error(texts, error))
            return
        st.rerun()


def _form(page: Page, account: Account, others: list[Account]) -> None:
    texts = page.texts
    today = datetime.date.today()
    names = {other.account_id: f"{other.name} ({other.login})" for other in others}
    with st.form(page.view.key(f"vertretung:{account.account_id}")):
        who = st.selectbox(texts("deputy.who"), list(names), format_func=names.__getitem__)
        first, last = st.columns(2)
        from_on = first.date_input(texts("deputy.from"), today, min_value=today, format="DD.MM.YYYY")
        until_on = last.date_input(
            texts("deputy.until"), today + datetime.timedelta(days=13), min_value=today, format="DD.MM.YYYY"
        )
        reason = st.text_input(texts("deputy.reason"), max_chars=LONGEST_REASON, help=texts("deputy.reason.help"))
        st.caption(texts("deputy.help", longest=rules().longest_deputy_days))
        if not st.form_submit_button(texts("deputy.save")):
            return
    try:
        name_deputy(database(), page.data.actor, account.account_id, who, from_on, until_on, reason=reason)
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error))
        return
    st.rerun()
