"""Throttling of failed logins, with a clock of the test's own."""

from login_fixtures import *  # noqa: F403 (fixtures)

from strukturmonitor.access.rules import Limit
from strukturmonitor.access.throttle import Throttle, network

LIMITS = {
    "account_and_address": Limit(attempts=3, minutes=5),
    "account": Limit(attempts=6, minutes=60),
    "address": Limit(attempts=8, minutes=15),
}


def fail(throttle: Throttle, login: str, address: str) -> int:
    wait = throttle.admit(login, address)
    if wait == 0:
        throttle.settle(login, address, is_right=False)
    return wait


def test_the_fourth_failure_waits_until_the_first_is_old(clock) -> None:
    """Prevents guessing at full speed, and a lock that never opens again."""
    throttle = Throttle(LIMITS)
    assert [fail(throttle, "anna", "10.0.0.1") for _ in range(3)] == [0, 0, 0]
    clock.now += 60
    assert throttle.admit("anna", "10.0.0.1") == 240  # 5 minutes after the first, one of which is over
    clock.now += 241
    assert throttle.admit("anna", "10.0.0.1") == 0


def test_an_unknown_login_is_throttled_like_a_known_one(clock) -> None:
    """Prevents finding out by the throttling which logins exist: it knows no accounts."""
    throttle = Throttle(LIMITS)
    assert [fail(throttle, "gibt es nicht", "10.0.0.1") > 0 for _ in range(5)] == [False] * 3 + [True] * 2


def test_many_addresses_do_not_help_against_one_account(clock) -> None:
    """Prevents a botnet from guessing one account's password."""
    throttle = Throttle(LIMITS)
    waits = [fail(throttle, "anna", f"10.0.{n}.1") for n in range(8)]
    assert [wait > 0 for wait in waits] == [False] * 6 + [True] * 2
    assert throttle.admit("berta", "10.0.0.1") == 0


def test_many_accounts_do_not_help_from_one_address(clock) -> None:
    """Prevents trying one common password on every account; IPv6 gives a household endless addresses."""
    throttle = Throttle(LIMITS)
    waits = [fail(throttle, f"login{n}", f"2001:db8:1:2::{n:x}") for n in range(10)]
    assert [wait > 0 for wait in waits] == [False] * 8 + [True] * 2
    assert throttle.admit("login99", "2001:db8:1:3::1") == 0


def test_a_success_forgives_own_slips_but_not_the_attack(clock) -> None:
    """Prevents a person locked out by two slips a day, and an attacker helped by the victim's own login."""
    throttle = Throttle(LIMITS)
    for n in range(4):
        fail(throttle, "anna", f"10.0.{n}.1")
    assert throttle.admit("anna", "10.0.9.9") == 0
    throttle.settle("anna", "10.0.9.9", is_right=True)
    assert [fail(throttle, "anna", "10.0.9.9") for _ in range(2)] == [0, 0]
    assert fail(throttle, "anna", "10.0.9.9") > 0  # 4 of others and 2 own make 6


def test_right_passwords_are_never_counted(clock) -> None:
    """Prevents an office of forty people behind one address from locking itself out by logging in."""
    throttle = Throttle(LIMITS)
    for n in range(50):
        assert throttle.admit(f"login{n}", "10.0.0.1") == 0
        throttle.settle(f"login{n}", "10.0.0.1", is_right=True)


def test_attempts_at_the_same_time_count_too(clock) -> None:
    """Prevents a hundred guesses sent at once from all being looked at."""
    throttle = Throttle(LIMITS)
    assert [throttle.admit("anna", "10.0.0.1") > 0 for _ in range(5)] == [False] * 3 + [True] * 2


def test_what_counts_as_one_address() -> None:
    """Prevents an address written in two ways, or a nonsense one, from being a way around."""
    assert network("::ffff:10.1.2.3") == network("10.1.2.3") == "10.1.2.3"
    assert network("2001:db8::1") == network("2001:db8::ffff") == "2001:db8::/64"
    assert network("testclient") == network("") == "unknown"
