"""Passwords: long enough, hard to guess, stored as Argon2id. No rules on kinds of characters and no forced change:
both make passwords worse (NIST SP 800-63B, BSI)."""

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from strukturmonitor.access.rules import rules
from strukturmonitor.errors import PasswordWeak

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is mistaken for another when read out
_GUESSED_LENGTH = 72  # characters that zxcvbn looks at
_turns = threading.BoundedSemaphore(rules().hashes_at_once)


def require_strong(password: str, *, words: tuple[str, ...] = ()) -> None:
    """`words`: known to whoever guesses (login, name, city). Raises PasswordWeak with a reason:
    too_short, too_long, guessable, characters."""
    password = _normal(password)
    if len(password) < rules().shortest_password:
        raise PasswordWeak(reason="too_short", shortest=rules().shortest_password, longest=rules().longest_password)
    if len(password) > rules().longest_password:
        raise PasswordWeak(reason="too_long", shortest=rules().shortest_password, longest=rules().longest_password)
    if any(unicodedata.category(letter) == "Cc" for letter in password):
        raise PasswordWeak(reason="characters", shortest=rules().shortest_password, longest=rules().longest_password)
    known = [word for word in (*rules().guessable_words, *words) if word]
    score = zxcvbn(password[:_GUESSED_LENGTH], user_inputs=known)["score"]
    if score < rules().lowest_score or _own_part(password, known) < rules().shortest_password / 2:
        raise PasswordWeak(reason="guessable", shortest=rules().shortest_password, longest=rules().longest_password)


def hash_password(password: str) -> str:
    with _turns:
        return _hasher().hash(_normal(password))


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Without a hash (unknown account) the same work is done for nothing, so that the
    time of the answer says nothing about who has an account."""
    if len(password) > rules().longest_password:
        password = ""  # cannot be anybody's: a long text would only cost time
    with _turns:
        try:
            is_right = _hasher().verify(password_hash or _nobodys_hash(), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return is_right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


def one_time_password() -> str:
    """For an administrator to hand over: four groups of four readable characters, about 79 bits."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))


def prepare() -> None:
    """Make beforehand what the first login would wait for."""
    _nobodys_hash()
    zxcvbn("warm up")


def _own_part(password: str, known: list[str]) -> int:
    """Letters and digits that remain without the known words."""
    left = password.casefold()
    for word in sorted({word.casefold() for word in known if len(word) > 3}, key=len, reverse=True):
        left = left.replace(word, "")
    return sum(letter.isalnum() for letter in left)


@cache
def _hasher() -> PasswordHasher:
    given = rules().argon2
    return PasswordHasher(
        memory_cost=given["memory_kib"], time_cost=given["time_cost"], parallelism=given["parallelism"]
    )


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex(16))


def _normal(password: str) -> str:
    """The same letters typed on different machines become the same text; half a character cannot be hashed."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
