"""For the tests of the login: a database of their own, cheap hashing, a clock that can be turned."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from argon2 import PasswordHasher

from strukturmonitor.access import Actor, passwords
from strukturmonitor.access.accounts import add_account
from strukturmonitor.access.directory import Account
from strukturmonitor.database import Database

ADMIN = Actor("admin", account_id="command-line", name="Test")
PASSWORD = "drei Segel im Bahnhof"  # noqa: S105


@pytest.fixture(scope="module")
def database(empty_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("login") / "data"
    shutil.copytree(empty_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobodys_hash.cache_clear()


class Clock:
    """Seconds since the epoch, as `limits` reads them."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("limits.storage.memory.time", clock)
    monkeypatch.setattr("strukturmonitor.access.throttle.time", clock)
    return clock


def person(database: Database, login: str, role: str = "coordinator", areas: frozenset[str] | None = None) -> Account:
    return add_account(database, ADMIN, login=login, name=f"Name {login}", role=role, areas=areas, password=PASSWORD)[0]


def audit(database: Database) -> pd.DataFrame:
    """All events of the audit."""
    return database.read("audit_log")
