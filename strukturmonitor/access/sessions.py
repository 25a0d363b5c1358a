"""Sessions of local accounts: the browser holds a random token in a signed cookie, the database its hash."""

import datetime
import hashlib
import os
import secrets
import threading
import weakref
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itsdangerous import BadSignature, Signer

from strukturmonitor.access.directory import Account, Session, changing, directory
from strukturmonitor.access.rules import rules
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import DataFolderNotWritable
from strukturmonitor.settings import read_settings

COOKIE = "strukturmonitor_session"
_KEY_FILE = "login.key"
_LONGEST_COOKIE = 500
_seen_lock = threading.Lock()
_seen: "weakref.WeakKeyDictionary[Database, dict[str, datetime.datetime]]" = weakref.WeakKeyDictionary()


@dataclass(frozen=True)
class Found:
    """What a cookie leads to. `lost`: why a session that was there is none any more (expired, everywhere, password,
    disabled); None where there is one, or never was."""

    session: Session | None = None
    lost: str | None = None


def add_session(transaction: Transaction, account: Account, *, now: datetime.datetime) -> str:
    """Inside a transaction of `changing`. Returns the token for the cookie; it is stored nowhere."""
    token = secrets.token_urlsafe(32)
    transaction.run("drop_old_sessions", before=now - rules().kept)
    transaction.run(
        "add_session",
        token_hash=_hash(token),
        account_id=account.account_id,
        created_at=now,
        expires_at=now + rules().absolute,
    )
    return token


def cookie_of(database: Database, token: str) -> str:
    return signer(database.data_dir).sign(token).decode()


def find_session(database: Database, cookie: str | None, *, now: datetime.datetime | None = None) -> Found:
    """The session of a cookie, if it counts now. Notes that it was used."""
    token_hash = token_hash_of(database, cookie)
    session = directory(database).sessions.get(token_hash) if token_hash else None
    if session is None:
        return Found()
    now = now or utc_now()
    if session.ended_at is not None:
        return Found(lost=None if session.end_reason in ("logout", "replaced") else session.end_reason)
    account = directory(database).accounts.get(session.account_id)
    if account is None or not account.is_active:
        return Found(lost="disabled")
    if account.sessions_valid_from is not None and session.created_at < account.sessions_valid_from:
        return Found(lost="everywhere")
    seen = _seen.get(database, {}).get(token_hash)
    last_seen = max(session.last_seen_at, seen) if seen else session.last_seen_at
    if now >= session.expires_at or now - last_seen > rules().idle:
        return Found(lost="expired")
    with _seen_lock:
        _seen.setdefault(database, {})[token_hash] = now
    return Found(session)


def token_hash_of(database: Database, cookie: str | None) -> str | None:
    """None where the cookie is not ours or was changed."""
    if not cookie or len(cookie) > _LONGEST_COOKIE:
        return None
    try:
        token = signer(database.data_dir).unsign(cookie.encode("utf-8", "replace"))
    except BadSignature:
        return None
    return _hash(token.decode())


def end_session(database: Database, session: Session, *, reason: str = "logout") -> None:
    with changing(database) as transaction:
        transaction.run(
            "end_sessions",
            account_id=session.account_id,
            token_hash=session.token_hash,
            at=utc_now(),
            reason=reason,
        )


def end_all(transaction: Transaction, account_id: str, *, reason: str, now: datetime.datetime | None = None) -> None:
    """Inside a transaction of `changing`: all sessions of an account, those at the identity provider included."""
    now = now or utc_now()
    transaction.run("end_sessions", account_id=account_id, token_hash=None, at=now, reason=reason)
    transaction.run("end_earlier_sessions", account_id=account_id, at=now)


def keep_seen(database: Database) -> None:
    """Write down which sessions were used since the last call (every minute, so that pages need not write)."""
    with _seen_lock:
        seen = _seen.pop(database, {})
    if seen:
        with changing(database) as transaction:
            for token_hash, at in seen.items():
                transaction.run("see_session", token_hash=token_hash, at=at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def signer(data_dir: Path, purpose: str = "session") -> Signer:
    """Signs cookies with this installation's key; what was signed for one purpose does not count for another."""
    return Signer(
        read_settings().secret_key or _key_of(data_dir), salt=f"strukturmonitor.{purpose}", digest_method=hashlib.sha256
    )


def _key_of(data_dir: Path) -> str:
    """The key in the data folder, made at the first use; only its owner may read it. Raises DataFolderNotWritable."""
    path = data_dir / _KEY_FILE
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise DataFolderNotWritable(path=str(path)) from error
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 32:  # an interrupted write
        path.unlink()
        return _key_of(data_dir)
    return key
