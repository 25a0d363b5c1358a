"""Accounts: made, changed, given a password, ended. Every function asks whether the actor may, and is audited."""

import re
import secrets
import unicodedata

from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import Account, changing, directory, join_areas
from strukturmonitor.access.guard import Actor, require
from strukturmonitor.access.passwords import hash_password, one_time_password, require_strong
from strukturmonitor.access.sessions import add_session, end_all
from strukturmonitor.cities import city
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import AccountExists, AccountInvalid, AccountUnknown, LastAdmin, LoginRefused
from strukturmonitor.settings import ROLES

_LOGIN = re.compile(r"[\w.@+-]{2,64}")
_LONGEST_NAME = 100
_SHOWN = 80  # characters of a refused value that its message repeats


def normal_login(typed: str) -> str:
    """As logins are compared: without case, spaces around, and typographic variants."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def account_of(database: Database, account_id: str) -> Account:
    """Raises AccountUnknown."""
    try:
        return directory(database).accounts[account_id]
    except KeyError:
        raise AccountUnknown(login=account_id[:_SHOWN]) from None


def account_by_login(database: Database, login: str) -> Account:
    """Raises AccountUnknown."""
    try:
        return directory(database).by_login[normal_login(login)]
    except KeyError:
        raise AccountUnknown(login=login[:_SHOWN]) from None


def add_account(
    database: Database,
    actor: Actor,
    *,
    login: str,
    name: str,
    role: str,
    areas: frozenset[str] | None = None,
    password: str | None = None,
) -> tuple[Account, str | None]:
    """A local account. Without a `password` a random one is made, returned once, and has to be replaced at the first
    login. Raises NotAllowed, AccountExists, AccountInvalid, PasswordWeak."""
    require(actor, "manage_accounts")
    login, name, areas = _checked(database, login, name, role, areas)
    if password is not None:
        require_strong(password, words=guessable(database, login, name))
    made = one_time_password() if password is None else None
    password_hash = hash_password(password or made)
    account_id = secrets.token_hex(8)
    with changing(database) as transaction:
        if login in directory(database).by_login:
            raise AccountExists(login=login)
        transaction.run(
            "add_account",
            account_id=account_id,
            login=login,
            display_name=name,
            role=role,
            areas=join_areas(areas),
            password_hash=password_hash,
            subject=None,
            is_demo=False,
            must_change_password=made is not None,
            created_at=utc_now(),
        )
        note(transaction, actor, "account_added", subject="account", subject_id=account_id, detail=f"role={role}")
    return account_of(database, account_id), made


def change_account(
    database: Database,
    actor: Actor,
    account_id: str,
    *,
    login: str | None = None,
    name: str | None = None,
    role: str | None = None,
    areas: frozenset[str] | None | str = "as before",
    is_active: bool | None = None,
) -> Account:
    """What is not said stays. An account that is ended loses its sessions at once.
    Raises NotAllowed, AccountUnknown, AccountExists, AccountInvalid, LastAdmin."""
    require(actor, "manage_accounts")
    with changing(database) as transaction:
        before = account_of(database, account_id)
        role = before.role if role is None else role
        areas = before.areas if isinstance(areas, str) else areas
        active = before.is_active if is_active is None else is_active
        login, name, areas = _checked(
            database,
            before.login if login is None else login,
            before.name if name is None else name,
            role,
            areas,
            is_given=before.subject is not None,
        )
        other = directory(database).by_login.get(login)
        if other is not None and other.account_id != account_id:
            raise AccountExists(login=login)
        if before.role == "admin" and not (role == "admin" and active):
            _require_other_admin(database, before)
        transaction.run(
            "change_account",
            account_id=account_id,
            login=login,
            display_name=name,
            role=role,
            areas=join_areas(areas),
            is_active=active,
            last_login_at=before.last_login_at,
        )
        changed = [
            field
            for field, old, new in (
                ("login", before.login, login),
                ("name", before.name, name),
                ("role", before.role, role),
                ("areas", before.areas, areas),
            )
            if old != new
        ]
        if changed:
            detail = f"fields={','.join(changed)}; role={role}"
            note(transaction, actor, "account_changed", subject="account", subject_id=account_id, detail=detail)
        if active != before.is_active:
            action = "account_enabled" if active else "account_disabled"
            note(transaction, actor, action, subject="account", subject_id=account_id)
    if not active and before.is_active:
        end_sessions(database, actor, account_id, reason="disabled")
    return account_of(database, account_id)


def reset_password(database: Database, actor: Actor, account_id: str, password: str | None = None) -> str | None:
    """By an administrator: a random password, returned once, that serves only to set an own one; or a given one.
    All sessions end. Raises NotAllowed, AccountUnknown, AccountInvalid, PasswordWeak."""
    require(actor, "manage_accounts")
    account = _with_password(database, account_id)
    if password is not None:
        require_strong(password, words=guessable(database, account.login, account.name))
    made = one_time_password() if password is None else None
    _set_password(database, actor, account, password or made, action="password_reset", is_one_time=made is not None)
    return made


def change_password(database: Database, account: Account, password: str) -> str:
    """By the person, who has proved to be it. All sessions end; returns the token of a new one.
    Raises PasswordWeak, AccountInvalid."""
    account = _with_password(database, account.account_id)
    require_strong(password, words=guessable(database, account.login, account.name))
    actor = Actor(account.role, account.areas, account.account_id, account.name)
    return _set_password(database, actor, account, password, action="password_changed", is_one_time=False)


def end_sessions(database: Database, actor: Actor, account_id: str, *, reason: str = "everywhere") -> None:
    """All sessions of an account: one's own, or by an administrator. Raises NotAllowed, AccountUnknown."""
    if actor.account_id != account_id:
        require(actor, "manage_accounts")
    account_of(database, account_id)
    with changing(database) as transaction:
        end_all(transaction, account_id, reason=reason)
        note(transaction, actor, "sessions_ended", subject="account", subject_id=account_id, detail=f"reason={reason}")


def guessable(database: Database, *words: str) -> tuple[str, ...]:
    """Words that whoever guesses this account's password would try first."""
    parts = [part for word in words for part in re.split(r"[\W_]+", word) if len(part) > 2]
    return (*words, *parts, city(database.versions.city).name)


def _checked(
    database: Database, login: str, name: str, role: str, areas: frozenset[str] | None, *, is_given: bool = False
) -> tuple[str, str, frozenset[str] | None]:
    """`is_given`: the login comes from the identity provider and is taken as it is."""
    login, name = normal_login(login), unicodedata.normalize("NFC", name).strip()
    if not is_given and not _LOGIN.fullmatch(login):
        raise AccountInvalid(reason="login", value=printable(login))
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise AccountInvalid(reason="name", value=printable(name))
    if role not in ROLES or (role == "public" and not is_given):
        raise AccountInvalid(reason="role", value=printable(role))
    if role != "coordinator":
        return login, name, None  # areas bind coordinators only
    if areas is not None:
        if not areas:
            raise AccountInvalid(reason="no_area", value="–")
        unknown = areas - set(database.read("areas")["area_id"])
        if unknown:
            raise AccountInvalid(reason="area", value=printable(sorted(unknown)[0]))
    return login, name, areas


def printable(text: str) -> str:
    """A refused value as its message repeats it."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:_SHOWN])


def _require_other_admin(database: Database, account: Account) -> None:
    """One that logs in the same way: a demo account or one of an identity provider may be out of reach tomorrow."""

    def way(one: Account) -> tuple[bool, bool]:
        return one.is_demo, one.subject is None

    if not any(
        other.role == "admin"
        and other.is_active
        and other.account_id != account.account_id
        and way(other) == way(account)
        for other in directory(database).accounts.values()
    ):
        raise LastAdmin(login=account.login)


def _with_password(database: Database, account_id: str) -> Account:
    account = account_of(database, account_id)
    if account.subject is not None or account.is_demo:
        raise AccountInvalid(reason="no_password", value=account.login)
    return account


def _set_password(
    database: Database, actor: Actor, account: Account, password: str, *, action: str, is_one_time: bool
) -> str:
    password_hash = hash_password(password)
    now = utc_now()
    with changing(database) as transaction:
        if not account_of(database, account.account_id).is_active and action == "password_changed":
            raise LoginRefused
        # One statement per row and transaction: the end of the sessions follows in its own.
        transaction.run(
            "set_password",
            account_id=account.account_id,
            password_hash=password_hash,
            must_change_password=is_one_time,
            changed_at=now,
        )
        note(transaction, actor, action, subject="account", subject_id=account.account_id)
        end_all(transaction, account.account_id, reason="password", now=now)
        return add_session(transaction, account, now=now) if action == "password_changed" else ""
