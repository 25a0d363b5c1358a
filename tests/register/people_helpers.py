"""Made people for the tests of owners, talks, seekers and letters, and a register they may be written into."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database

ADMIN = Actor("admin", account_id="a-0", name="Ada Muster")
EVA = Actor("coordinator", areas=frozenset({"bezirk:eving"}), account_id="a-2", name="Eva Beispiel")
HANS = Actor("coordinator", areas=frozenset({"bezirk:hoerde"}), account_id="a-3", name="Hans Beispiel")
OTHERS = [Actor(role) for role in ("public", "council", "jury", "statistics")]
FRIEDA = {
    "role": "owner",
    "name": "Frieda Geheimnis",
    "address": "Am Versteck 3",
    "postcode": "44339",
    "place": "Dortmund",
    "phone": "0231 4711007",
    "email": "frieda@versteck.example",
    "source": "person",
    "legal_basis": "consent",
}
PLANTED = ("Geheimnis", "Versteck", "4711007", "frieda@")  # what must never be seen elsewhere
TALK = {
    "held_on": datetime.date(2026, 9, 1),
    "channel": "phone",
    "with_whom": "Frau Geheimnis",
    "result": "interested",
    "next_step": "call_back",
    "next_on": datetime.date(2026, 9, 20),
    "text": "Wohnt Am Versteck",
}
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE owner; --",
    '=HYPERLINK("http://x.example")',
    '#read("/etc/passwd") ] $x$ \\',
    "😀 שלום \u202eabc",
    "Null\x00byte",
]


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A register of its own for one file of tests; each test records its own people."""
    folder = tmp_path_factory.mktemp("people") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


def vacant_units(database: Database, area_id: str = "bezirk:eving") -> list[str]:
    rows = database.read(
        "vacancy_selection_internal", area_id=area_id, states=["verified", "in_talks", "permit"], sort="address"
    )
    return [str(unit_id) for unit_id in rows["unit_id"]]


def everything_written(database: Database, *tables: str) -> str:
    """All rows of tables as text."""
    with database._connection.cursor() as cursor:
        return "\n".join(cursor.table(table).df().to_csv() for table in tables)
