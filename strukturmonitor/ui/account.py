"""One's own account: who one is here, password, logging out everywhere, deputies."""

import streamlit as st

from strukturmonitor.access.accounts import end_sessions
from strukturmonitor.ui import data
from strukturmonitor.ui.deputy_panel import deputy_panel
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.sidebar import areas_in_words, password_link


def account_view(page: Page) -> None:
    texts, visitor = page.texts, data.visitor()
    account = visitor.account
    if account is None:  # the demo role has rights but no account
        st.info(texts("account.none"), icon=":material/account_circle:")
        return
    lines = [
        texts("account.name", name=plain(account.name), login=plain(account.login)),
        texts("account.role", role=texts(f"role.{account.role}"), may=texts(f"role.may.{account.role}")),
    ]
    if account.role == "coordinator":
        lines.append(texts("account.areas", areas=areas_in_words(texts, page.tree, account.areas)))
        if visitor.actor.areas != account.areas:
            lines.append(texts("account.areas_today", areas=areas_in_words(texts, page.tree, visitor.actor.areas)))
    if account.is_demo:
        lines.append(texts("account.demo"))
    st.markdown("  \n".join(lines))
    st.header(texts("account.security"), anchor=False)
    if account.has_password:
        st.caption(texts("account.password_changed", date=texts.date(account.password_changed_at)))
        password_link(texts, page.path)
    elif account.subject:
        st.caption(texts("account.by_provider"))
    st.caption(texts("account.everywhere.help"))
    st.button(
        texts("logout.everywhere"),
        key=page.view.key("ueberall"),
        icon=":material/logout:",
        on_click=_log_out_everywhere,
        args=(visitor,),
    )
    if account.role == "coordinator":
        deputy_panel(page, account)


def _log_out_everywhere(visitor: data.Visitor) -> None:
    end_sessions(data.database(), visitor.actor, visitor.account.account_id)
    if visitor.kind == "oidc":
        st.logout()
