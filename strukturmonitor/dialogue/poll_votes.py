"""Voting. It needs no right and no account: a code leads to a question, and a random number that the phone keeps makes
sure that it counts once. What is kept of the number is a hash with the question's own secret, so that nobody can follow a
phone from one question to the next. Nothing is known of who votes: no name, no address, no time."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from itsdangerous import BadSignature

from strukturmonitor.access.sessions import signer
from strukturmonitor.database import Database
from strukturmonitor.dialogue.poll_answers import Given, answer_of_form
from strukturmonitor.dialogue.poll_model import Asked
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.errors import PollNotOpen, PollUnknown, TooManyDevices, TooManyVotes

COOKIE = "strukturmonitor_abstimmung"
_PURPOSE = "voting"
_LONGEST_COOKIE = 300
_MINUTE_S = 60
_counting = threading.Lock()
_recent: dict[str, list[float]] = {}  # hash of a phone in a question → moments of its answers


@dataclass(frozen=True)
class Behind:
    """What a code leads to now. `question` is None where a story has no question open; `is_hall`: whether the code is that
    of a story, which leads to the next question too."""

    code: str
    is_hall: bool
    language: str
    poll_id: str | None = None
    state: str = "waiting"
    title: str = ""
    explanation: str = ""
    question: Asked | None = None
    extent: str | None = None
    salt: str | None = None


def plain_code(typed: str) -> str:
    """A code as it is kept, however it was typed: «k4 t-9m» → «K4T9M»."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[: 2 * poll_rules().code_length]


def behind_code(database: Database, typed: str) -> Behind:
    """Raises PollUnknown."""
    code = plain_code(typed)
    rows = database.rows("poll_behind_code", code=code)
    if not rows:
        raise PollUnknown(code=code)
    row = rows[0]
    if row["poll_id"] is None:
        said = database.rows("language_of_hall", code=code)
        return Behind(code, True, said[0]["language"] if said else "de")
    return Behind(
        code,
        row["is_hall"],
        row["language"],
        row["poll_id"],
        row["state"],
        row["title"],
        row["explanation"],
        Asked.model_validate_json(row["question_json"]),
        row["extent"],
        row["salt"],
    )


def new_token() -> str:
    """The random number of a phone."""
    return secrets.token_urlsafe(24)


def cookie_of(database: Database, token: str) -> str:
    return signer(database.data_dir, _PURPOSE).sign(token).decode()


def token_of(database: Database, cookie: str | None) -> str | None:
    """None where the cookie is not ours or was changed."""
    if not cookie or len(cookie) > _LONGEST_COOKIE:
        return None
    try:
        return signer(database.data_dir, _PURPOSE).unsign(cookie.encode("utf-8", "replace")).decode()
    except BadSignature:
        return None


def answer_of(database: Database, behind: Behind, token: str | None) -> dict | None:
    """What a phone has answered (amounts, words, lon, lat, area_id); None where it has not, or nobody can know any more."""
    if token is None or behind.poll_id is None or behind.salt is None:
        return None
    rows = database.rows("answer_of_device", poll_id=behind.poll_id, device_hash=_device_hash(behind.salt, token))
    return rows[0] if rows else None


def words_of(database: Database, behind: Behind) -> dict[str, str]:
    """The words given to a question: in their counted form → as first written."""
    rows = database.rows("poll_words", poll_id=behind.poll_id)
    return {row["word_key"]: row["word"] for row in rows}


def vote(database: Database, behind: Behind, token: str, form: Mapping[str, str]) -> bool:
    """Keep the answer of a phone; returns whether it took the place of an earlier one. When this returns, the vote is
    written to disk. Raises PollNotOpen, AnswerWrong, TooManyDevices, TooManyVotes."""
    if behind.poll_id is None or behind.question is None or behind.salt is None or behind.state != "open":
        raise PollNotOpen(reason=behind.state)
    device_hash = _device_hash(behind.salt, token)
    rules = poll_rules()
    if not _admitted(device_hash, rules.answers_per_minute):
        raise TooManyVotes
    given = answer_of_form(database, behind.question, behind.extent, form)
    with database.transaction(is_small=True) as transaction:
        # Asked again where writes take turns: the end counts for everybody at the same moment.
        now = transaction.rows("poll_now", poll_id=behind.poll_id, device_hash=device_hash)
        if not now or now[0]["state"] != "open" or now[0]["salt"] != behind.salt:
            raise PollNotOpen(reason=now[0]["state"] if now else "closed")
        is_change = now[0]["has_voted"]
        if not is_change and now[0]["devices"] >= rules.most_devices:
            raise TooManyDevices(limit=rules.most_devices)
        _keep(transaction, behind.poll_id, device_hash, given)
    return is_change


def _keep(transaction: object, poll_id: str, device_hash: str, given: Given) -> None:
    transaction.rows(
        "add_vote",
        poll_id=poll_id,
        device_hash=device_hash,
        amounts=None if given.amounts is None else list(given.amounts),
        words=None if given.words is None else list(given.words),
        lon=given.lon,
        lat=given.lat,
        area_id=given.area_id,
    )
    for key, word in (given.words or {}).items():
        transaction.rows("add_poll_word", poll_id=poll_id, word_key=key, word=word, state="new")


def _device_hash(salt: str, token: str) -> str:
    return hmac.new(salt.encode(), token.encode(), hashlib.sha256).hexdigest()


def _admitted(device_hash: str, most: int) -> bool:
    """Whether a phone may answer (again). In memory only, forgotten within a minute; libraries that count like this start
    a thread for each of a hundred votes."""
    now = time.monotonic()
    with _counting:
        for known in list(_recent):  # in the order of their last answers: the first ones are the oldest
            if _recent[known][-1] > now - _MINUTE_S:
                break
            del _recent[known]
        times = [at for at in _recent.pop(device_hash, ()) if at > now - _MINUTE_S]
        is_admitted = len(times) < most
        _recent[device_hash] = [*times, now] if is_admitted else times
        return is_admitted
