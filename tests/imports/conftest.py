"""A database that a test may change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from strukturmonitor.database import Database


@pytest.fixture
def database(writable_dir: Path) -> Iterator[Database]:
    database = Database(writable_dir)
    yield database
    database.close()
