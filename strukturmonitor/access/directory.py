"""Accounts, sessions and deputies of a database as they stand, kept in memory: every run of every page asks for them,
and what an administrator ends must end at once. One process holds the register, so its own writes are all there are."""

import datetime
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from strukturmonitor.database import Database, Transaction


@dataclass(frozen=True)
class Account:
    """`areas`: None means the whole city. `subject`: issuer and subject at the identity provider. Times are UTC."""

    account_id: str
    login: str
    name: str
    role: str
    areas: frozenset[str] | None
    subject: str | None
    is_active: bool
    is_demo: bool
    must_change_password: bool
    has_password: bool
    created_at: datetime.datetime
    password_changed_at: datetime.datetime | None
    last_login_at: datetime.datetime | None
    sessions_valid_from: datetime.datetime | None


@dataclass(frozen=True)
class Session:
    token_hash: str
    account_id: str
    created_at: datetime.datetime
    last_seen_at: datetime.datetime
    expires_at: datetime.datetime
    ended_at: datetime.datetime | None
    end_reason: str | None


@dataclass(frozen=True)
class Deputy:
    """`account_id` is away from `from_on` to `until_on` (both included), `deputy_account_id` stands in."""

    deputy_id: int
    account_id: str
    deputy_account_id: str
    from_on: datetime.date
    until_on: datetime.date
    reason: str | None


@dataclass(frozen=True)
class Directory:
    accounts: dict[str, Account]
    sessions: dict[str, Session]
    deputies: tuple[Deputy, ...]
    by_login: dict[str, Account] = field(repr=False)
    by_subject: dict[str, Account] = field(repr=False)


_changes = threading.Lock()
_directories: "weakref.WeakKeyDictionary[Database, Directory]" = weakref.WeakKeyDictionary()


def directory(database: Database) -> Directory:
    """As it stands. Never waits for a writer."""
    found = _directories.get(database)
    return found if found is not None else _directories.setdefault(database, _load(database))


@contextmanager
def changing(database: Database) -> Iterator[Transaction]:
    """A transaction that changes accounts, sessions or deputies; afterwards everybody sees it."""
    with _changes:
        with database.transaction() as transaction:
            yield transaction
        _directories[database] = _load(database)


def split_areas(text: str | None) -> frozenset[str] | None:
    return None if text is None else frozenset(part for part in text.split(",") if part)


def join_areas(areas: frozenset[str] | None) -> str | None:
    return None if areas is None else ",".join(sorted(areas))


def _load(database: Database) -> Directory:
    accounts = {
        row["account_id"]: Account(
            account_id=row["account_id"],
            login=row["login"],
            name=row["display_name"],
            role=row["role"],
            areas=split_areas(row["areas"]),
            subject=row["subject"],
            is_active=row["is_active"],
            is_demo=row["is_demo"],
            must_change_password=row["must_change_password"],
            has_password=row["has_password"],
            created_at=row["created_at"],
            password_changed_at=row["password_changed_at"],
            last_login_at=row["last_login_at"],
            sessions_valid_from=row["sessions_valid_from"],
        )
        for row in database.rows("accounts")
    }
    sessions = {row["token_hash"]: Session(**row) for row in database.rows("account_sessions")}
    deputies = tuple(Deputy(**row) for row in database.rows("deputies"))
    return Directory(
        accounts=accounts,
        sessions=sessions,
        deputies=deputies,
        by_login={account.login: account for account in accounts.values()},
        by_subject={account.subject: account for account in accounts.values() if account.subject},
    )
