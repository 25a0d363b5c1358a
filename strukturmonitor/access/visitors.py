"""Who visits: the one place that turns cookies, claims and headers into an actor, for pages and for plain routes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from strukturmonitor.access.deputies import actor_of
from strukturmonitor.access.directory import Account, Session, directory
from strukturmonitor.access.guard import Actor, demo_actor
from strukturmonitor.access.oidc import mapped, person
from strukturmonitor.access.sessions import COOKIE, find_session
from strukturmonitor.database import Database
from strukturmonitor.settings import LOOPBACK_HOSTS, Settings

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-Ip", "Via")


@dataclass(frozen=True)
class Visitor:
    """`kind`: how one logs in here (none, local, oidc). `lost`: why a login that was there counts no longer (expired,
    everywhere, password, disabled). `must_change`: logged in with a one-time password, which opens nothing yet."""

    actor: Actor
    kind: str
    account: Account | None = None
    session: Session | None = None
    lost: str | None = None
    must_change: bool = False


def is_direct(settings: Settings, headers: Mapping[str, str]) -> bool:
    """Whether somebody sits at the machine itself: a loopback address, no proxy between, and a name of the machine in
    the address line (a foreign name that leads here is somebody else's page)."""
    if not settings.is_loopback or any(name in headers for name in _FORWARDED):
        return False
    host, origin = headers.get("Host"), headers.get("Origin")
    # A proxy that says nothing of itself leaves the page's own address in the browser's word on where it comes from.
    return (host is None or _is_loopback(f"//{host}")) and (origin is None or _is_loopback(origin))


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.username is None and parts.hostname in LOOPBACK_HOSTS


def login_kind(database: Database, settings: Settings, headers: Mapping[str, str]) -> str:
    """none, local or oidc. Where the kind was not set, demo data at the machine itself offer their accounts."""
    if settings.auth == "none" and offers_demo_accounts(database, settings, headers):
        return "local"
    return settings.auth


def offers_demo_accounts(database: Database, settings: Settings, headers: Mapping[str, str]) -> bool:
    """Accounts without a password are for made data: with a real list of units in the register they end."""
    return settings.offers_demo_accounts and database.has_made_units and is_direct(settings, headers)


def as_of_now(database: Database, actor: Actor) -> Actor:
    """Somebody who was asked for earlier, as the account stands now: nobody where it or its last session was ended."""
    if actor.account_id is None:
        return actor
    known = directory(database)
    account = known.accounts.get(actor.account_id)
    if account is None or not account.is_active:
        return Actor()
    sessions = (one for one in known.sessions.values() if one.account_id == account.account_id)
    if account.subject is None and all(one.ended_at is not None for one in sessions):
        return Actor()
    return actor_of(database, account)


def visitor(
    database: Database,
    settings: Settings,
    *,
    headers: Mapping[str, str],
    cookies: Mapping[str, str],
    claims: Callable[[], Mapping[str, object]],
) -> Visitor:
    """`claims`: what the identity provider said of this visitor, asked only where it counts; empty without a login."""
    kind = login_kind(database, settings, headers)
    if kind == "oidc":
        return _by_provider(database, settings, claims())
    nobody = Actor()
    if settings.auth == "none" and is_direct(settings, headers):
        nobody = demo_actor(settings, is_demo=database.is_demo)
    if kind == "none":
        return Visitor(nobody, kind)
    found = find_session(database, cookies.get(COOKIE))
    account = directory(database).accounts.get(found.session.account_id) if found.session else None
    if account is None or (account.is_demo and not offers_demo_accounts(database, settings, headers)):
        return Visitor(nobody, kind, lost=found.lost)
    if account.must_change_password:
        return Visitor(nobody, kind, account, found.session, must_change=True)
    return Visitor(actor_of(database, account), kind, account, found.session)


def _by_provider(database: Database, settings: Settings, claims: Mapping[str, object]) -> Visitor:
    if not claims:
        return Visitor(Actor(), "oidc")
    found = person(database, mapped(settings.oidc_groups), claims)
    if found.account is None:
        return Visitor(Actor(), "oidc", lost=found.lost or "no_role")
    return Visitor(actor_of(database, found.account), "oidc", found.account)
