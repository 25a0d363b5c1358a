"""What the command line asks of the accounts, here or of the running app.

The command line acts as the administrator of its machine. Arguments and results are plain JSON values."""

from collections.abc import Callable

from strukturmonitor.access import Actor
from strukturmonitor.access.accounts import account_by_login, add_account, change_account, reset_password
from strukturmonitor.access.directory import Account, directory
from strukturmonitor.database import Database

_ACTOR = Actor(role="admin")


def _add(
    database: Database, *, login: str, name: str, role: str, areas: list[str] | None, password: str | None
) -> dict:
    """Without a password one is made, returned as `one_time_password`."""
    account, made = add_account(
        database,
        _ACTOR,
        login=login,
        name=name,
        role=role,
        areas=None if areas is None else frozenset(areas),
        password=password,
    )
    return {**_as_dict(account), "one_time_password": made}


def _list(database: Database) -> list[dict]:
    accounts = sorted(directory(database).accounts.values(), key=lambda account: account.login)
    return [_as_dict(account) for account in accounts]


def _set_active(database: Database, *, login: str, is_active: bool) -> dict:
    account = account_by_login(database, login)
    return _as_dict(change_account(database, _ACTOR, account.account_id, is_active=is_active))


def _password(database: Database, *, login: str, password: str | None) -> dict:
    account = account_by_login(database, login)
    made = reset_password(database, _ACTOR, account.account_id, password)
    return {**_as_dict(account), "one_time_password": made}


def _as_dict(account: Account) -> dict:
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "areas": None if account.areas is None else sorted(account.areas),
        "is_active": account.is_active,
        "kind": "provider" if account.subject else "demo" if account.is_demo else "local",
        "last_login_at": account.last_login_at.isoformat(timespec="seconds") if account.last_login_at else None,
    }


OPERATIONS: dict[str, Callable[..., dict | list]] = {
    "users_add": _add,
    "users_list": _list,
    "users_set_active": _set_active,
    "users_password": _password,
}
