"""People of an identity provider (OpenID Connect): groups become role and areas by a settings file. Everybody with a
role gets an account without a password, so that audit, filters and deputies know who it is."""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import Account, changing, directory, join_areas
from strukturmonitor.access.guard import Actor
from strukturmonitor.access.rules import rules
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.settings import ROLES

_LONGEST_NAME = 100


@dataclass(frozen=True)
class Grant:
    """What a group gives. `areas`: None means the whole city."""

    role: str
    areas: frozenset[str] | None


@dataclass(frozen=True)
class Mapped:
    claim: str
    login_claim: str
    name_claim: str
    order: tuple[str, ...]
    groups: dict[str, Grant]

    def grant(self, claims: Mapping[str, object]) -> Grant | None:
        """Of several roles the highest; areas of several coordinator groups joined. None: no known group."""
        given: object = claims
        for part in [self.claim] if self.claim in claims else self.claim.split("."):
            given = given.get(part) if isinstance(given, Mapping) else None
        names = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
        grants = [self.groups[name] for name in names if isinstance(name, str) and name in self.groups]
        if not grants:
            return None
        role = max((grant.role for grant in grants), key=self.order.index)
        areas: frozenset[str] | None = frozenset()
        for grant in grants:
            if grant.role == role:
                areas = None if areas is None or grant.areas is None else areas | grant.areas
        return Grant(role, areas)


@cache
def mapped(path: Path) -> Mapped:
    """Raises SettingInvalid with what is wrong in the file."""

    def wrong(value: object, known: str) -> SettingInvalid:
        return SettingInvalid(name=f"STRUKTURMONITOR_OIDC_GROUPS ({path})", value=str(value)[:80], allowed=known)

    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise wrong(type(error).__name__, "YAML") from error
    if not isinstance(said, dict) or not isinstance(said.get("groups"), dict):
        raise wrong("–", "groups: {…}")
    groups = {}
    for name, grant in said["groups"].items():
        role = grant.get("role") if isinstance(grant, dict) else None
        if role not in ROLES or role == "public":
            raise wrong(f"{name}: {role}", ", ".join(ROLES[1:]))
        areas = grant.get("areas")
        groups[str(name)] = Grant(role, None if areas is None else frozenset(map(str, areas)))
    order = tuple(said.get("order", ROLES[1:]))
    if set(order) != set(ROLES[1:]):
        raise wrong(f"order: {order}", ", ".join(ROLES[1:]))
    return Mapped(
        claim=str(said.get("claim", "groups")),
        login_claim=str(said.get("login_claim", "preferred_username")),
        name_claim=str(said.get("name_claim", "name")),
        order=order,
        groups=groups,
    )


@dataclass(frozen=True)
class Person:
    """`lost`: why a login counts no longer (expired, everywhere, disabled); `account` is None then, and for people
    without a known group."""

    account: Account | None = None
    lost: str | None = None


def person(
    database: Database, mapping: Mapped, claims: Mapping[str, object], *, now: datetime.datetime | None = None
) -> Person:
    """Whose claims these are. Makes or updates the account where they say something new."""
    now = now or utc_now()
    issued, ends = _moment(claims.get("iat")), _moment(claims.get("exp"))
    sub = claims.get("sub")
    if not isinstance(sub, str) or not sub or not sub.isprintable() or issued is None or ends is None:
        return Person()
    # The provider says when its word ends; our own longest session counts where the provider is generous.
    if now >= min(ends, issued + rules().absolute):
        return Person(lost="expired")
    subject = f"{claims.get('iss', '')} {sub}"
    account = directory(database).by_subject.get(subject)
    if account is not None and not account.is_active:
        return Person(lost="disabled")
    if account is not None and account.sessions_valid_from is not None and issued < account.sessions_valid_from:
        return Person(lost="everywhere")
    grant = mapping.grant(claims)
    if grant is None and account is None:
        return Person()  # nothing is stored about people without a role
    account = _kept(database, mapping, claims, subject, account, grant or Grant("public", None), issued)
    return Person(account) if grant else Person()


def _kept(
    database: Database,
    mapping: Mapped,
    claims: Mapping[str, object],
    subject: str,
    account: Account | None,
    grant: Grant,
    issued: datetime.datetime,
) -> Account:
    areas = grant.areas if grant.role == "coordinator" else None
    login = _text(claims, mapping.login_claim) or _text(claims, "email") or _text(claims, "sub")
    name = _text(claims, mapping.name_claim) or login
    said = (f"oidc:{login}", name, grant.role, areas)
    is_new_login = account is None or account.last_login_at is None or account.last_login_at < issued
    if account is not None and not is_new_login and said == (account.login, account.name, account.role, account.areas):
        return account
    account_id = account.account_id if account else secrets.token_hex(8)
    with changing(database) as transaction:
        if account is None:
            known = directory(database).by_subject.get(subject)
            if known is not None:  # another tab came first
                return known
            transaction.run(
                "add_account",
                account_id=account_id,
                login=said[0],
                display_name=name,
                role=grant.role,
                areas=join_areas(areas),
                password_hash=None,
                subject=subject,
                is_demo=False,
                must_change_password=False,
                created_at=utc_now(),
            )
            transaction.run("note_login", account_id=account_id, at=issued)
        else:
            transaction.run(
                "change_account",
                account_id=account_id,
                login=said[0],
                display_name=name,
                role=grant.role,
                areas=join_areas(areas),
                is_active=True,
                last_login_at=issued,
            )
        actor = Actor(grant.role, areas, account_id, name)
        if is_new_login:
            note(transaction, actor, "login", subject="account", subject_id=account_id, detail="oidc")
        elif account is not None and (account.role, account.areas) != (grant.role, areas):
            detail = f"oidc; role={grant.role}"
            note(transaction, actor, "account_changed", subject="account", subject_id=account_id, detail=detail)
    return directory(database).accounts[account_id]


def _moment(seconds: object) -> datetime.datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):  # no day of any calendar
        return None


def _text(claims: Mapping[str, object], name: str) -> str:
    """A claim as one printable line."""
    value = claims.get(name)
    text = value if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:_LONGEST_NAME]
