"""Sessions: how long they last, what ends them, what a changed cookie is worth."""

import datetime
import os
import stat

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import ADMIN, PASSWORD, audit, person

from strukturmonitor.access import Actor, sessions
from strukturmonitor.access.accounts import change_account, change_password, end_sessions, reset_password
from strukturmonitor.access.deputies import actor_of
from strukturmonitor.access.directory import directory
from strukturmonitor.access.login import keep_failures, log_in, log_out
from strukturmonitor.access.sessions import cookie_of, find_session, keep_seen
from strukturmonitor.access.visitors import as_of_now
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import LoginRefused

MINUTE = datetime.timedelta(minutes=1)


def begin(database: Database, login: str) -> str:
    return cookie_of(database, log_in(database, login, PASSWORD, address="10.0.0.1")[1])


def test_a_session_lasts_while_it_is_used_but_not_beyond_a_day(database: Database) -> None:
    """Prevents a forgotten browser that stays logged in, and one that logs out in the middle of work."""
    person(database, "ausdauer")
    cookie = begin(database, "ausdauer")
    now = utc_now()
    for minutes in range(200, 700, 100):  # 4 h idle, 12 h in all
        assert find_session(database, cookie, now=now + minutes * MINUTE).session is not None
    assert find_session(database, cookie, now=now + 721 * MINUTE).lost == "expired"
    second = begin(database, "ausdauer")
    assert find_session(database, second, now=utc_now() + 241 * MINUTE).lost == "expired"


def test_a_session_survives_a_restart(database: Database) -> None:
    """Prevents everybody logged out by an update of the software: key and sessions lie in the data folder."""
    person(database, "neustart")
    cookie = begin(database, "neustart")
    assert find_session(database, cookie).session is not None
    keep_seen(database)
    sessions.signer.cache_clear()
    assert find_session(database, cookie).session is not None
    stored = database.read("account_sessions").set_index("token_hash")
    token = cookie.rsplit(".", 1)[0]
    assert token not in stored.index and sessions._hash(token) in stored.index  # only the hash is stored


def test_the_key_belongs_to_its_owner(database: Database) -> None:
    """Prevents other users of the machine from making cookies."""
    begin_key = database.data_dir / "login.key"
    sessions.signer(database.data_dir)
    assert stat.S_IMODE(os.stat(begin_key).st_mode) == 0o600  # noqa: PTH116


@pytest.mark.parametrize("change", ["first", "last", "unsigned", "other", "empty", "long", "letters", "nul"])
def test_a_changed_cookie_is_worth_nothing(database: Database, change: str) -> None:
    """Prevents a session made or altered by whoever holds the browser."""
    if "cookie" not in directory(database).by_login:
        person(database, "cookie")
    cookie = begin(database, "cookie")
    token, signature = cookie.rsplit(".", 1)
    changed = {
        "first": ("A" if cookie[0] != "A" else "B") + cookie[1:],
        "last": cookie[:-2]
        + ("A" if cookie[-2] != "A" else "B")
        + cookie[-1],  # the very last has bits without meaning
        "unsigned": token,
        "other": f"{'x' * len(token)}.{signature}",
        "empty": "",
        "long": cookie * 1000,
        "letters": "ä🙂\u202e." + signature,
        "nul": cookie + "\x00",
    }[change]
    found = find_session(database, changed)
    assert (found.session, found.lost) == (None, None)
    assert find_session(database, cookie).session is not None


def test_logging_out_ends_this_browser_only(database: Database) -> None:
    """Prevents a session that goes on in the database after the cookie is gone."""
    account = person(database, "raus")
    here, there = begin(database, "raus"), begin(database, "raus")
    log_out(database, account, find_session(database, here).session)
    assert find_session(database, here).session is None
    assert find_session(database, there).session is not None


@pytest.mark.parametrize(
    ("act", "lost"),
    [
        (lambda d, a: end_sessions(d, ADMIN, a.account_id), "everywhere"),
        (lambda d, a: change_account(d, ADMIN, a.account_id, is_active=False), "disabled"),
        (lambda d, a: change_password(d, a, "vier Krähen im Nebel"), "password"),
        (lambda d, a: reset_password(d, ADMIN, a.account_id), "password"),
    ],
    ids=["everywhere", "disabled", "changed", "reset"],
)
def test_what_ends_all_sessions_at_once(database: Database, act, lost: str) -> None:
    """Prevents a lost phone or a person who left from staying logged in; the next run must know, and say why."""
    account = person(database, f"ende.{lost}.{len(directory(database).accounts)}")
    cookies = [begin(database, account.login) for _ in range(2)]
    act(database, account)
    assert [find_session(database, cookie).lost for cookie in cookies] == [lost, lost]


@pytest.mark.parametrize("how", ["blocked", "logged out", "fewer areas"])
def test_a_download_of_an_open_page_asks_again(database: Database, how: str) -> None:
    """Prevents a file made by the rights somebody had when the page was made."""
    account = person(database, f"offen.{how.replace(' ', '.')}", role="coordinator")
    begin(database, account.login)
    before = actor_of(database, account)
    assert as_of_now(database, before) == before
    if how == "fewer areas":
        change_account(database, ADMIN, account.account_id, areas=frozenset({"bezirk:eving"}))
        assert as_of_now(database, before).areas == {"bezirk:eving"}
        return
    if how == "blocked":
        change_account(database, ADMIN, account.account_id, is_active=False)
    else:
        end_sessions(database, before, account.account_id)
    assert as_of_now(database, before) == Actor()


def test_a_blocked_account_cannot_log_in_and_the_answer_is_the_same(database: Database) -> None:
    """Prevents finding out which accounts exist by other answers."""
    account = person(database, "gesperrt")
    change_account(database, ADMIN, account.account_id, is_active=False)
    said = []
    for login, password in (("gesperrt", PASSWORD), ("gesperrt", "falsch falsch"), ("niemand", PASSWORD), ("", "")):
        with pytest.raises(LoginRefused) as refused:
            log_in(database, login, password, address="10.0.0.2")
        said.append(refused.value.values)
    assert said == [{}] * 4


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "x" * 10_000,
        "🙂" * 100,
        "\u202eanna",
        "anna\x00",
        "anna\nberta",
        "anna\ud800!",
    ],
)
def test_hostile_logins_are_just_wrong(database: Database, typed: str) -> None:
    """Prevents a stack trace or a login by an odd text in either field."""
    for n, (login, password) in enumerate(((typed, typed), ("cookie", typed))):
        with pytest.raises(LoginRefused):
            log_in(database, login, password, address=f"2001:db8:{len(typed)}:{n}::1")


def test_failures_are_counted_in_the_audit_without_what_was_typed(database: Database) -> None:
    """Prevents attacks nobody sees, and passwords in the log that were typed into the wrong field."""
    account = person(database, "protokoll")
    for login in ("protokoll", "protokoll", "Mein-Geheimes-Passwort"):
        with pytest.raises(LoginRefused):
            log_in(database, login, "falsch falsch", address="10.9.0.1")
    keep_failures(database)
    rows = audit(database)
    failed = rows[rows["action"] == "login_failed"]
    mine = failed[failed["subject_id"] == account.account_id]
    assert mine["detail"].tolist() == ["count=2"]
    assert "Mein-Geheimes" not in rows.to_string() and "mein-geheimes" not in rows.to_string()
    assert failed["subject_id"].isna().any()  # unknown logins in one event of their own
