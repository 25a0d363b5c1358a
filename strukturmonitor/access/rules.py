"""What data/login.yml says: passwords, sessions, throttling."""

import datetime
from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Limit:
    """So many failed attempts within so many minutes."""

    attempts: int
    minutes: int


@dataclass(frozen=True)
class Rules:
    shortest_password: int
    longest_password: int
    lowest_score: int
    guessable_words: tuple[str, ...]
    argon2: dict[str, int]
    hashes_at_once: int
    longest_login: int
    idle: datetime.timedelta
    absolute: datetime.timedelta
    kept: datetime.timedelta
    limits: dict[str, Limit]
    longest_deputy_days: int
    demo_accounts: tuple[dict[str, str], ...]


@cache
def rules() -> Rules:
    said = read_facts("login.yml")
    password, session = said["password"], said["session"]
    return Rules(
        shortest_password=password["shortest"],
        longest_password=password["longest"],
        lowest_score=password["lowest_score"],
        guessable_words=tuple(password["words"]),
        argon2=password["argon2"],
        hashes_at_once=password["at_once"],
        longest_login=said["login"]["longest"],
        idle=datetime.timedelta(minutes=session["idle_minutes"]),
        absolute=datetime.timedelta(hours=session["absolute_hours"]),
        kept=datetime.timedelta(days=session["kept_days"]),
        limits={name: Limit(**limit) for name, limit in said["throttle"].items()},
        longest_deputy_days=said["deputy"]["longest_days"],
        demo_accounts=tuple(said["demo_accounts"]),
    )
