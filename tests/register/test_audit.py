"""The log: who did what when, for administrators only, in words, and never a personal value."""

import ast
import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import NotAllowed
from strukturmonitor.exports.audit_log import is_system, log_file, log_in_words
from strukturmonitor.register import records
from strukturmonitor.register.changes import note_change
from strukturmonitor.settings import PROJECT_DIR, ROLES
from strukturmonitor.texts import speak

ADMIN = Actor(role="admin", account_id="a1", name="Ada Beispiel")
KIM = Actor(role="coordinator", account_id="k1", name="Kim Muster")
BERLIN = ZoneInfo("Europe/Berlin")
UNIT, OTHER = "120-0001", "140-0001"


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A register in which Kim changed one record and then two, looked at an owner, and Ada made a backup."""
    folder = tmp_path_factory.mktemp("log") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    found = shared_database(folder)
    first, second = (records.record(found, KIM, unit_id) for unit_id in (UNIT, OTHER))
    changed = records.save(found, KIM, UNIT, first.revision, {"name": "Alt und neu", "steps": 3, "note": "geheim-77"})
    records.save_many(found, KIM, {UNIT: (changed.revision, {"grade": "A"}), OTHER: (second.revision, {"grade": "A"})})
    with found.transaction() as transaction:
        note(transaction, KIM, "personal_read", subject="owner", subject_id="O-1")
        note_change(
            transaction, KIM, UNIT, "owner_person_changed", {"owner_person": ("Erna", "Erwin")}, is_personal=True
        )
        note(transaction, ADMIN, "backup_made", subject="backup", subject_id="sicherung.tar")
    yield found
    close_shared(folder)


def _log(database: Database, **filters: object) -> pd.DataFrame:
    rows = Reader(database, ADMIN).read("audit_log", **filters)
    return log_in_words(speak("de"), rows, BERLIN).assign(person=rows["account_id"])


def test_the_log_tells_every_step_once_in_words(database: Database) -> None:
    """Prevents one line per field, keys instead of words, and changes that stand in no log."""
    told = _log(database)
    kim = told[told["person"] == "k1"]
    assert sorted(kim["what"]) == [
        "Datensatz geändert",
        "Datensatz geändert",
        "Persönliche Angaben angesehen",
        "Persönliche Angaben zum Eigentum geändert",
    ]
    edits = kim[kim["what"] == "Datensatz geändert"].set_index("subject")["detail"]
    assert edits[f"Ladenlokal {UNIT}"] == "Felder: Name des Ladenlokals, Öffentliche Bemerkung, Stufen an der Tür"
    assert edits["2 Datensätze"] == "Felder: Lage"
    assert set(kim["who"]) == {"Kim Muster"} and set(kim["role"]) == {speak("de")("role.coordinator")}
    assert told[told["what"] == speak("de")("audit.backup_made")]["subject"].tolist() == ["Sicherung sicherung.tar"]


def test_no_value_stands_in_the_log(database: Database) -> None:
    """Prevents personal values, and texts somebody took back, in the log or its file."""
    told = "\n".join(map(str, _log(database).to_numpy().ravel()))
    for secret in ("geheim-77", "Erna", "Erwin", "Alt und neu"):
        assert secret not in told
    file = log_file(
        database, ADMIN, speak("de"), {}, title="Protokoll", filter_words=[], zone=BERLIN, file_format="csv"
    ).decode("utf-8-sig")
    assert "geheim-77" not in file and "Erwin" not in file and "Persönliche Angaben angesehen" in file


def test_filters_narrow_the_log(database: Database) -> None:
    """Prevents that an administrator cannot find who touched one record."""
    assert len(_log(database, unit_id=OTHER)) == 1
    assert len(_log(database, unit_id=UNIT)) == 3
    assert set(_log(database, person="k1")["who"]) == {"Kim Muster"}
    assert len(_log(database, actions=["backup_made"])) == 1
    assert _log(database, since=datetime.datetime.now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(1)).empty
    rows = Reader(database, ADMIN).read("audit_log", person="k1", row_limit=2, row_offset=1)
    assert len(rows) == 2 and rows["found"].iloc[0] == 4
    assert rows["happened_at"].is_monotonic_decreasing


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_only_administrators_read_it(database: Database, role: str) -> None:
    """Prevents that colleagues watch each other."""
    reader = Reader(database, Actor(role=role))
    for query in ("audit_log", "audit_choices"):
        with pytest.raises(NotAllowed):
            reader.read(query)
    with pytest.raises(NotAllowed):
        log_file(database, reader.actor, speak("de"), {}, title="t", filter_words=[], zone=BERLIN, file_format="csv")


def test_the_file_of_the_log_stands_in_the_log(database: Database, tmp_path: Path) -> None:
    """Prevents that the log leaves the house without a trace."""
    path = tmp_path / "protokoll.xlsx"
    filters = {"person": "k1"}
    made = log_file(
        database, ADMIN, speak("en"), filters, title="Log", filter_words=["Kim"], zone=BERLIN, file_format="xlsx"
    )
    path.write_bytes(made)
    book = openpyxl.load_workbook(path)
    assert book["Log"].max_row == 5 and book["Log"]["B2"].value == "Kim Muster"
    assert isinstance(book["Log"]["A2"].value, datetime.datetime)  # a text would be sorted by its day of the month
    assert "Filters: Kim" in [row[0].value for row in book["Sources and filters"].iter_rows()]
    last = _log(database, actions=["log_exported"]).iloc[0]
    assert (last["person"], last["detail"]) == ("a1", "Format: XLSX · Anzahl: 4")


def test_times_are_the_citys() -> None:
    """Prevents a log in another time than the clock on the wall; in summer and in winter."""
    texts = speak("de")
    assert texts.moment(pd.Timestamp("2026-07-01 22:30"), BERLIN) == "02.07.2026, 00:30 Uhr"
    assert texts.moment(pd.Timestamp("2026-12-01 22:30"), BERLIN) == "01.12.2026, 23:30 Uhr"


def test_every_action_that_is_noted_has_words() -> None:
    """Prevents a log that says «Sonstiges» where the program knows what was done."""
    texts = speak("de")
    noted = set()
    for path in (PROJECT_DIR / "strukturmonitor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if called in ("note", "note_change"):
                place = 2 if called == "note" else 3
                action = node.args[place] if len(node.args) > place else None
                if isinstance(action, ast.Constant) and isinstance(action.value, str):
                    noted.add(action.value)
    assert {"list_exported", "login", "photo_added"} <= noted
    assert {action for action in noted if not texts.has(f"audit.{action}")} == set()


def test_the_page_shows_it_and_refuses_others(database: Database, page_of: Callable[..., AppTest]) -> None:
    """Prevents a page of the log that fails, or that opens by its address."""
    folder = database.data_dir
    test = page_of(folder, "verwaltung", {"ansicht": "protokoll", "ladenlokal": UNIT}, role="admin")
    assert not test.exception
    table = test.dataframe[0].value
    assert list(table["who"].unique()) == ["Kim Muster"] and len(table) == 3
    assert test.query_params["ladenlokal"] == UNIT
    hostile = {"ansicht": "protokoll", "ladenlokal": "<script>x\x00y", "was": "'; --", "wer": "9" * 300}
    assert not page_of(folder, "verwaltung", hostile, role="admin").exception
    refused = page_of(folder, "verwaltung", {"ansicht": "protokoll"}, role="coordinator")
    assert not refused.exception and not refused.dataframe


def test_what_no_person_did_is_the_systems() -> None:
    """Prevents a nightly run that the log shows as the work of a nameless administrator."""
    assert is_system("admin", None)
    assert not is_system("admin", "k1")
    assert not is_system("public", None)


def test_what_a_record_remembers_has_a_name_in_the_log() -> None:
    """Prevents an action that the story of a record tells in words and the log shows as its key."""
    folder = PROJECT_DIR / "strukturmonitor" / "locale" / "de" / "LC_MESSAGES"
    keys = {
        line[7:-1] for path in folder.glob("*.po") for line in path.read_text().splitlines() if line[:6] == "msgid "
    }
    told = {key.removeprefix("story.action.") for key in keys if key.startswith("story.action.")}
    assert told - {key.removeprefix("audit.") for key in keys} == set()
