"""Logging in with a password. The answer and its time are the same for logins that exist and that do not."""

import math
import threading
import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from strukturmonitor.access.accounts import normal_login
from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import Account, Session, changing, directory
from strukturmonitor.access.guard import Actor
from strukturmonitor.access.passwords import hash_password, is_outdated, is_password
from strukturmonitor.access.rules import rules
from strukturmonitor.access.sessions import add_session, end_session
from strukturmonitor.access.throttle import Throttle
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import LoginRefused, LoginThrottled

_lock = threading.Lock()
_throttles: "weakref.WeakKeyDictionary[Database, Throttle]" = weakref.WeakKeyDictionary()
_failures: "weakref.WeakKeyDictionary[Database, Counter]" = weakref.WeakKeyDictionary()


def log_in(database: Database, login: str, password: str, *, address: str) -> tuple[Account, str]:
    """Returns the account and the token for the cookie. Raises LoginRefused, LoginThrottled."""
    login = normal_login(login[: rules().longest_login * 2])
    account = directory(database).by_login.get(login) if len(login) <= rules().longest_login else None
    with _attempt(database, login, account, address):
        password_hash = _password_of(database, account)
        is_right = is_password(password_hash, password)
        if account is None or not is_right or not account.is_active or account.is_demo or account.subject:
            raise LoginRefused
    rehashed = hash_password(password) if is_outdated(password_hash) else None
    return account, _begin(database, account, rehashed=rehashed)


def log_in_demo(database: Database, account_id: str) -> tuple[Account, str]:
    """One click; whoever calls has made sure of demo data and a loopback address. Raises LoginRefused."""
    account = directory(database).accounts.get(account_id)
    if account is None or not account.is_demo or not account.is_active:
        raise LoginRefused
    return account, _begin(database, account)


def prove(database: Database, account: Account, password: str, *, address: str) -> None:
    """Whether somebody who is logged in knows the password, before it is changed. Raises LoginRefused, LoginThrottled."""
    with _attempt(database, account.login, account, address):
        if not is_password(_password_of(database, account), password):
            raise LoginRefused


def log_out(database: Database, account: Account, session: Session | None) -> None:
    """`session`: None for people of the identity provider, whose session is theirs."""
    if session is not None:
        end_session(database, session)
    with database.transaction() as transaction:
        note(transaction, _actor(account), "logout", subject="account", subject_id=account.account_id)


def throttle_of(database: Database) -> Throttle:
    with _lock:
        return _throttles.setdefault(database, Throttle())


def keep_failures(database: Database) -> None:
    """Write the failures since the last call into the audit, one event per account and one for all unknown logins.
    (Once a minute: written at once they would fill the disk, and take longer for accounts that exist.)"""
    with _lock:
        counted = _failures.pop(database, Counter())
    if not counted:
        return
    with database.transaction() as transaction:
        for (action, account_id), count in sorted(counted.items()):
            note(
                transaction,
                Actor(),
                action,
                subject="account" if account_id else None,
                subject_id=account_id or None,
                detail=f"count={count}",
            )


@contextmanager
def _attempt(database: Database, login: str, account: Account | None, address: str) -> Iterator[None]:
    """Counts an attempt, which fails by raising LoginRefused."""
    throttle = throttle_of(database)
    wait_s = throttle.admit(login, address)
    if wait_s:
        _count(database, "login_throttled", account)
        raise LoginThrottled(minutes=math.ceil(wait_s / 60))
    is_right = False
    try:
        yield
        is_right = True
    except LoginRefused:
        _count(database, "login_failed", account)
        raise
    finally:
        throttle.settle(login, address, is_right=is_right)


def _begin(database: Database, account: Account, *, rehashed: str | None = None) -> str:
    now = utc_now()
    with changing(database) as transaction:
        if rehashed is not None:
            transaction.run("rehash_password", account_id=account.account_id, password_hash=rehashed)
        transaction.run("note_login", account_id=account.account_id, at=now)
        note(transaction, _actor(account), "login", subject="account", subject_id=account.account_id)
        return add_session(transaction, account, now=now)


def _password_of(database: Database, account: Account | None) -> str | None:
    """Asked of the database for unknown logins too, because that takes time."""
    with database.transaction() as transaction:
        rows = transaction.run("password_of_account", account_id=account.account_id if account else "")
    return rows["password_hash"].iloc[0] or None if len(rows) else None


def _count(database: Database, action: str, account: Account | None) -> None:
    with _lock:
        _failures.setdefault(database, Counter())[(action, account.account_id if account else "")] += 1


def _actor(account: Account) -> Actor:
    return Actor(account.role, account.areas, account.account_id, account.name)
