"""Administration of accounts: who may log in, with which role and areas."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from strukturmonitor.access import require
from strukturmonitor.access.accounts import add_account, change_account, end_sessions, reset_password
from strukturmonitor.access.directory import Account, directory
from strukturmonitor.clock import utc_now
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.settings import ROLES
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database
from strukturmonitor.ui.deputy_panel import deputy_panel
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.sidebar import areas_in_words
from strukturmonitor.ui.views import Column, show_cards, show_table

_GIVEN_ROLES = ROLES[1:]  # everybody is public without an account


def accounts_view(page: Page) -> list[str] | None:
    require(page.data.actor, "manage_accounts")
    texts = page.texts
    _show_once(page)
    accounts = sorted(directory(database()).accounts.values(), key=lambda account: (account.is_demo, account.login))
    if accounts:
        _list(page, accounts)
    else:
        st.info(texts("accounts.empty"), icon=":material/group_add:")
    with st.expander(texts("accounts.add"), icon=":material/person_add:", expanded=not accounts):
        _add(page)
    if accounts:
        names = {account.account_id: f"{account.name} ({account.login})" for account in accounts}
        st.header(texts("accounts.change"), anchor=False)
        key = page.view.key("konto")
        if st.session_state.get(key) not in names:
            st.session_state.pop(key, None)
        chosen = st.selectbox(
            texts("accounts.choose"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=key,
            placeholder=texts("accounts.choose.placeholder"),
        )
        if chosen:
            _change(page, directory(database()).accounts[chosen])
    return [texts("accounts.count", count=texts.number(len([one for one in accounts if one.is_active])))]


def _list(page: Page, accounts: list[Account]) -> None:
    texts = page.texts
    now = utc_now()
    open_sessions = [
        one.account_id
        for one in directory(database()).sessions.values()
        if one.ended_at is None and one.expires_at > now
    ]
    rows = pd.DataFrame(
        {
            "name": account.name,
            "login": account.login,
            "role": texts(f"role.{account.role}"),
            "areas": areas_in_words(texts, page.tree, account.areas) if account.role == "coordinator" else "–",
            "state": _state(page, account),
            "last_login": account.last_login_at,
            "sessions": open_sessions.count(account.account_id),
        }
        for account in accounts
    )
    columns = {
        "name": Column(texts("accounts.name")),
        "login": Column(texts("accounts.login")),
        "role": Column(texts("accounts.role")),
        "areas": Column(texts("accounts.areas")),
        "state": Column(texts("accounts.state")),
        "last_login": Column(texts("accounts.last_login"), "date"),
        "sessions": Column(texts("accounts.sessions"), "number"),
    }
    if page.is_phone:
        shown = {name: [plain(column.format(texts, value)) for value in rows[name]] for name, column in columns.items()}
        show_cards(pd.DataFrame(shown), columns)
    else:
        show_table(page, rows, columns, key="konten", alt=texts("accounts.alt"))


def _state(page: Page, account: Account) -> str:
    texts = page.texts
    if not account.is_active:
        return texts("accounts.state.disabled")
    if account.is_demo:
        return texts("accounts.state.demo")
    if account.subject:
        return texts("accounts.state.provider")
    return texts("accounts.state.one_time" if account.must_change_password else "accounts.state.active")


def _add(page: Page) -> None:
    texts = page.texts
    added = page.view.key("konto:angelegt")
    key = f"neu:{st.session_state.get(added, 0)}"  # an empty form after each account, a full one after a refusal
    with st.form(page.view.key(f"konto:{key}"), border=False):
        left, right = st.columns(2)
        login = left.text_input(
            texts("accounts.login"),
            max_chars=64,
            help=texts("accounts.login.help"),
            key=page.view.key(f"konto:{key}:anmeldename"),
        )
        name = right.text_input(texts("accounts.name"), max_chars=100, key=page.view.key(f"konto:{key}:name"))
        role, areas = _role_and_areas(page, key, "coordinator", frozenset())
        st.caption(texts("accounts.add.help"))
        if not st.form_submit_button(texts("accounts.add.save"), type="primary"):
            return
    try:
        account, password = add_account(database(), page.data.actor, login=login, name=name, role=role, areas=areas)
    except StrukturmonitorError as error:
        st.error(explain_error(texts, error))
        return
    st.session_state[session.SHOWN_ONCE] = (account.name, account.login, password)
    st.session_state[added] = st.session_state.get(added, 0) + 1
    st.rerun()


def _show_once(page: Page) -> None:
    """A one-time password: in the page of this one run only."""
    shown = st.session_state.pop(session.SHOWN_ONCE, None)
    if shown is None:
        return
    name, login, password = shown
    st.success(page.texts("accounts.once", name=plain(name), login=plain(login)), icon=":material/key:")
    st.code(password, language=None)


def _role_and_areas(page: Page, key: str, role: str, areas: frozenset[str] | None) -> tuple[str, frozenset[str] | None]:
    texts = page.texts
    options = [area.area_id for level in ("bezirk", "stat", "pg") for area in page.tree.of_level(level)]
    chosen_role = st.selectbox(
        texts("accounts.role"),
        _GIVEN_ROLES,
        index=_GIVEN_ROLES.index(role) if role in _GIVEN_ROLES else 0,
        format_func=lambda one: texts("accounts.role.option", role=texts(f"role.{one}"), may=texts(f"role.may.{one}")),
        key=page.view.key(f"konto:{key}:rolle"),
    )
    chosen_areas = st.multiselect(
        texts("accounts.areas"),
        options,
        default=sorted((areas or frozenset()) & set(options)),
        format_func=page.area_label,
        key=page.view.key(f"konto:{key}:gebiete"),
        help=texts("accounts.areas.help"),
        placeholder=texts("accounts.areas.placeholder"),
        select_all=False,
    )
    is_whole = st.checkbox(texts("accounts.whole_city"), value=areas is None, key=page.view.key(f"konto:{key}:stadt"))
    return chosen_role, None if is_whole else frozenset(chosen_areas)


def _change(page: Page, account: Account) -> None:
    texts, actor = page.texts, page.data.actor
    if account.subject:
        st.caption(texts("accounts.by_provider"))
    elif account.is_demo:
        st.caption(texts("accounts.is_demo"))
    else:
        _edit(page, account)
    row = st.container(horizontal=True)
    has_password = not account.subject and not account.is_demo
    wants_reset = has_password and row.button(
        texts("accounts.reset"), key=page.view.key("konto:passwort"), icon=":material/key:"
    )
    wants_end = row.button(texts("accounts.end"), key=page.view.key("konto:beenden"), icon=":material/logout:")
    label = "accounts.disable" if account.is_active else "accounts.enable"
    wants_turn = row.button(texts(label), key=page.view.key("konto:sperren"), icon=":material/block:")
    if wants_reset and _done(page, lambda: _reset(page, account)):
        st.rerun()
    if wants_end and _done(page, lambda: end_sessions(database(), actor, account.account_id)):
        st.toast(texts("accounts.ended", name=plain(account.name)))
    if wants_turn and _done(
        page, lambda: change_account(database(), actor, account.account_id, is_active=not account.is_active)
    ):
        st.rerun()
    if account.role == "coordinator" and account.is_active:
        deputy_panel(page, account)


def _edit(page: Page, account: Account) -> None:
    texts = page.texts
    with st.form(page.view.key(f"konto:{account.account_id}")):
        name = st.text_input(
            texts("accounts.name"), account.name, max_chars=100, key=page.view.key(f"konto:{account.account_id}:name")
        )
        role, areas = _role_and_areas(page, account.account_id, account.role, account.areas)
        if not st.form_submit_button(texts("accounts.save"), type="primary"):
            return
    if _done(
        page,
        lambda: change_account(database(), page.data.actor, account.account_id, name=name, role=role, areas=areas),
    ):
        st.rerun()


def _reset(page: Page, account: Account) -> None:
    password = reset_password(database(), page.data.actor, account.account_id)
    st.session_state[session.SHOWN_ONCE] = (account.name, account.login, password)


def _done(page: Page, change: Callable[[], object]) -> bool:
    """Whether it was done; why not stands on the page."""
    try:
        change()
    except StrukturmonitorError as error:
        st.error(explain_error(page.texts, error))
        return False
    return True
