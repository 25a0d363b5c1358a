"""The foot of the sidebar: who is logged in, with which role and where; logging in and out."""

import datetime
from html import escape
from urllib.parse import urlencode

import streamlit as st

from strukturmonitor.access.deputies import standing_in_for
from strukturmonitor.access.login import log_out
from strukturmonitor.access.visitors import Visitor
from strukturmonitor.areas import AreaTree
from strukturmonitor.clock import utc_now
from strukturmonitor.texts import LANGUAGES, Texts
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database, open_data
from strukturmonitor.ui.plain import plain

_WARNED_BEFORE = datetime.timedelta(minutes=30)


def show_who(texts: Texts, visitor: Visitor, path: str) -> None:
    """`path`: the page shown, to come back to after the login."""
    if visitor.account is not None and not visitor.must_change:
        _account(texts, visitor)
        return
    if visitor.actor.role != "public":
        st.caption(texts("sidebar.demo_role", role=texts(f"role.{visitor.actor.role}")))
    if visitor.must_change:
        st.caption(texts("sidebar.must_change"))
        password_link(texts, path)
    elif visitor.lost:
        st.info(texts(f"login.lost.{visitor.lost}"))
    if visitor.kind != "none":
        login_link(texts, path=path)


def login_link(texts: Texts, *, path: str, is_main: bool = False) -> None:
    """Leads to the login and back to this page with what its address says."""
    _link("/anmelden", texts("login.title"), texts, path, is_main=is_main)


def password_link(texts: Texts, path: str) -> None:
    """Leads to the form for another password and back."""
    _link("/anmelden/passwort", texts("login.password.title"), texts, path)


def areas_in_words(texts: Texts, tree: AreaTree, areas: frozenset[str] | None) -> str:
    if areas is None:
        return texts("sidebar.whole_city")
    known = [tree[area_id].name if area_id in tree else area_id for area_id in sorted(areas)]
    return texts.list(known) if known else "–"


def _account(texts: Texts, visitor: Visitor) -> None:
    account, actor = visitor.account, visitor.actor
    lines = [f"**{plain(account.name)}**", texts(f"role.{actor.role}")]
    if actor.role == "coordinator":
        lines.append(texts("sidebar.areas", areas=areas_in_words(texts, open_data().tree(), actor.areas)))
        absent = [plain(one.name) for one in standing_in_for(database(), account)]
        if absent:
            lines.append(texts("sidebar.deputy", names=texts.list(absent)))
    st.caption("  \n".join(lines))
    _warn_of_end(texts, visitor)
    st.button(
        texts("logout.title"),
        key=session.LOGOUT,
        type="tertiary",
        icon=":material/logout:",
        on_click=_log_out,
        args=(visitor,),
    )


def _warn_of_end(texts: Texts, visitor: Visitor) -> None:
    """What is typed and not saved when the login ends would be lost."""
    if visitor.session is None or visitor.session.expires_at - utc_now() > _WARNED_BEFORE:
        return
    ends_at = visitor.session.expires_at.replace(tzinfo=datetime.UTC).astimezone(open_data().city.timezone)
    st.warning(texts("sidebar.ends", time=f"{ends_at:%H:%M}"))


def _log_out(visitor: Visitor) -> None:
    """The session ends here and in the browser's other tabs; what this tab remembers goes with the next run."""
    log_out(database(), visitor.account, visitor.session)
    if visitor.kind == "oidc":
        st.logout()


def _link(address: str, label: str, texts: Texts, path: str, *, is_main: bool = False) -> None:
    """Leaves Streamlit: a plain link in the same tab."""
    query = st.query_params.to_dict()
    here = f"/{path}" + (f"?{urlencode(query)}" if query else "")
    values = {"weiter": here} if here != "/" else {}
    if texts.language != LANGUAGES[0]:
        values["sprache"] = texts.language
    href = address + (f"?{urlencode(values)}" if values else "")
    kind = "login-link login-link-main" if is_main else "login-link"
    st.html(f'<a class="{kind}" href="{escape(href)}" target="_self">{escape(label)}</a>')
