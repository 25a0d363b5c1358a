"""Accounts: who may make and change them, what they may be called, what cannot be taken away."""

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import ADMIN, PASSWORD, audit, person

from strukturmonitor.access import Actor
from strukturmonitor.access.accounts import add_account, change_account, end_sessions, reset_password
from strukturmonitor.access.directory import directory
from strukturmonitor.access.login import log_in
from strukturmonitor.database import Database
from strukturmonitor.errors import (
    AccountExists,
    AccountInvalid,
    LastAdmin,
    LoginRefused,
    NotAllowed,
    PasswordWeak,
)
from strukturmonitor.settings import ROLES


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_only_administrators_manage_accounts(database: Database, role: str) -> None:
    """Prevents a coordinator from making an administrator, or ending another's login."""
    victim = person(database, f"opfer.{role}")
    actor = Actor(role, account_id="someone")
    calls = [
        lambda: add_account(database, actor, login="neu", name="Neu", role="admin", password=PASSWORD),
        lambda: change_account(database, actor, victim.account_id, role="admin"),
        lambda: reset_password(database, actor, victim.account_id),
        lambda: end_sessions(database, actor, victim.account_id),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert directory(database).accounts[victim.account_id] == victim


def test_a_made_password_opens_only_until_an_own_one_is_set(database: Database) -> None:
    """Prevents passwords that an administrator knows from staying in use."""
    account, made = add_account(database, ADMIN, login="Einmal", name="E", role="jury")
    assert (account.login, account.must_change_password) == ("einmal", True)
    assert log_in(database, " EINMAL ", made, address="10.1.0.1")[0].account_id == account.account_id
    again = reset_password(database, ADMIN, account.account_id)
    with pytest.raises(LoginRefused):
        log_in(database, "einmal", made, address="10.1.0.1")
    assert log_in(database, "einmal", again, address="10.1.0.1")[0].must_change_password


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"login": "a"}, "login"),
        ({"login": "zwei wörter"}, "login"),
        ({"login": "<script>"}, "login"),
        ({"login": "x" * 10_000}, "login"),
        ({"login": "nu\x00ll"}, "login"),
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "rechts\u202elinks"}, "name"),
        ({"name": "zwei\nZeilen"}, "name"),
        ({"role": "king"}, "role"),
        ({"role": "public"}, "role"),
        ({"areas": frozenset()}, "no_area"),
        ({"areas": frozenset({"bezirk:atlantis"})}, "area"),
    ],
)
def test_an_account_that_cannot_be_is_refused(database: Database, given: dict, reason: str) -> None:
    """Prevents accounts nobody can type, tell apart, or bind to a place."""
    values = {"login": "anders", "name": "Anders", "role": "coordinator", "areas": None, "password": PASSWORD}
    with pytest.raises(AccountInvalid) as refused:
        add_account(database, ADMIN, **(values | given))
    assert refused.value.values["reason"] == reason
    assert "\x00" not in refused.value.values["value"] and len(refused.value.values["value"]) <= 80


def test_names_and_logins_are_text(database: Database) -> None:
    """Prevents markup or a statement in a name from being anything but the name."""
    name = "O'Neil <b>; DROP TABLE account; -- 🙂"
    account = add_account(database, ADMIN, login="o.neil", name=name, role="council", password=PASSWORD)[0]
    assert account.name == name
    with pytest.raises(AccountExists):
        add_account(database, ADMIN, login="O.NEIL", name="x", role="council", password=PASSWORD)
    with pytest.raises(PasswordWeak):
        add_account(database, ADMIN, login="p.neil", name="x", role="council", password="p.neil-p.neil")  # noqa: S106
    assert "p.neil" not in directory(database).by_login


def test_the_last_administrator_stays(database: Database) -> None:
    """Prevents a register that nobody can administrate any more."""
    first = person(database, "chefin", "admin")
    for change in ({"is_active": False}, {"role": "council"}):
        with pytest.raises(LastAdmin):
            change_account(database, ADMIN, first.account_id, **change)
    second = person(database, "chef", "admin")
    assert change_account(database, ADMIN, first.account_id, role="council").role == "council"
    with pytest.raises(LastAdmin):
        change_account(database, ADMIN, second.account_id, is_active=False)


def test_areas_bind_coordinators_only(database: Database) -> None:
    """Prevents leftover areas of an earlier role from limiting or widening the next one."""
    account = person(database, "wechsel", areas=frozenset({"bezirk:eving"}))
    assert account.areas == {"bezirk:eving"}
    assert change_account(database, ADMIN, account.account_id, role="council").areas is None


def test_every_change_stands_in_the_audit(database: Database) -> None:
    """Prevents accounts that were made or changed without anybody knowing by whom."""
    account = person(database, "spuren")
    change_account(database, ADMIN, account.account_id, role="council", is_active=False)
    change_account(database, ADMIN, account.account_id, is_active=True)
    reset_password(database, ADMIN, account.account_id)
    rows = audit(database)
    mine = rows[rows["subject_id"] == account.account_id]
    expected = {"account_added", "account_changed", "account_disabled", "account_enabled", "password_reset"}
    assert expected <= set(mine["action"])
    assert set(mine["account_id"]) == {ADMIN.account_id}
    assert PASSWORD not in mine.to_string()
