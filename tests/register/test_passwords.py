"""Passwords: what is taken, how it is stored, how long an answer takes."""

import time

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)

from strukturmonitor.access import passwords
from strukturmonitor.access.passwords import hash_password, is_outdated, is_password, one_time_password, require_strong
from strukturmonitor.errors import PasswordWeak

WORDS = ("a.schmidt", "Anna Schmidt", "Anna", "Schmidt", "Dortmund")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "too_short"),
        ("Xy7!kq2#Zb9", "too_short"),  # 11 characters, however wild
        ("x" * 201, "too_long"),
        ("passwort1234", "guessable"),
        ("Dortmund2026!", "guessable"),
        ("strukturmonitor", "guessable"),
        ("a.schmidt2026", "guessable"),
        ("qwertzuiop123", "guessable"),
        ("aaaaaaaaaaaaaa", "guessable"),
        ("drei Segel\x00im Bahnhof", "characters"),
    ],
)
def test_weak_passwords_are_refused_with_a_reason(password: str, reason: str) -> None:
    """Prevents accounts that a list of common words opens; the person must learn what to change."""
    with pytest.raises(PasswordWeak) as refused:
        require_strong(password, words=WORDS)
    assert refused.value.values["reason"] == reason


@pytest.mark.parametrize(
    "password",
    [
        "drei segel im bahnhof",
        "größer als zwölf 🙂 zeichen",
        "كلمة سر طويلة جدا هنا",
        "Xy7!kq2#Zb9mW",
        "'; DROP TABLE account; --",
    ],
)
def test_long_ones_of_any_letters_are_taken(password: str) -> None:
    """Prevents composition rules, and passwords of other scripts that are refused or not recognised again."""
    require_strong(password, words=WORDS)
    assert is_password(hash_password(password), password)


def test_the_same_letters_from_another_keyboard_are_the_same() -> None:
    """Prevents a person locked out because one machine sends ü as one letter and another as two."""
    assert is_password(hash_password("gru\u0308ne Segel im Wind"), "grüne Segel im Wind")
    assert not is_password(hash_password("grüne Segel im Wind"), "grune Segel im Wind")


def test_a_long_text_costs_no_more_than_a_short_one_and_opens_nothing() -> None:
    """Prevents a server kept busy by megabytes sent as passwords."""
    started = time.perf_counter()
    assert not is_password(hash_password("drei segel im bahnhof"), "x" * 5_000_000)
    assert time.perf_counter() - started < 1


def test_an_unknown_account_takes_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents finding out by the clock which logins exist."""
    monkeypatch.undo()  # with the real cost
    passwords._nobodys_hash.cache_clear()
    known = hash_password("drei segel im bahnhof")
    is_password(None, "warm up")
    spent = []
    for password_hash in (known, None):
        started = time.perf_counter()
        assert not is_password(password_hash, "falsch geraten 1")
        spent.append(time.perf_counter() - started)
    assert min(spent) > 0.2 * max(spent)  # without the work for nothing it would be a thousandth


def test_a_hash_with_older_parameters_is_renewed() -> None:
    """Prevents hashes that stay as cheap as on the day they were made."""
    assert not is_outdated(hash_password("drei segel im bahnhof"))
    older = "$argon2id$v=19$m=8,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8"
    assert is_outdated(older)


def test_one_time_passwords_are_random_and_can_be_read_out() -> None:
    """Prevents handing over a password that is guessed, or typed wrongly (l or 1, O or 0)."""
    made = {one_time_password() for _ in range(100)}
    assert len(made) == 100
    assert not set("".join(made)) & set("01loiOI")
    require_strong(made.pop())
