"""Deletion of personal data: by the rules, with a protocol that holds no value, and so that nothing is left in the files."""

import json
from pathlib import Path

import pytest
from planted_people import NAME, PLANTED, REPORTER, WORDS, plant

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown, ConfirmationWrong, NotAllowed, PersonUnknown
from strukturmonitor.facts import read_facts
from strukturmonitor.register import backups, deletion, deletion_log, privacy
from strukturmonitor.register.information import about, as_json, as_pdf, find_people
from strukturmonitor.settings import ROLES
from strukturmonitor.texts import LANGUAGES, speak

ADMIN = Actor(role="admin")
AREA = "pg:evinger-mitte"
PEOPLE = {"owner_person", "conversation", "seeker_person", "report_person"}


def _unit(database: Database, *, in_area: bool = False) -> str:
    rows = database.read("export_unit")
    if in_area:
        rows = rows[[AREA in str(areas).split(";") or AREA in list(areas) for areas in rows["area_ids"]]]
    return str(rows["unit_id"].iloc[0])


def _counts(found: list[deletion.Due]) -> dict[str, int]:
    return {each.kind.id: len(each.record_ids) for each in found}


def _left(folder: Path, values: tuple[str, ...] = PLANTED) -> dict[str, list[str]]:
    """Planted values in the bytes of the register, its log, and whatever lies beside it."""
    return {
        path.name: [value for value in values if value.encode() in path.read_bytes()]
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith("statistics")
        and any(v.encode() in path.read_bytes() for v in values)
    }


def test_every_column_of_people_has_a_purpose(demo_database: Database) -> None:
    """A new personal field that nobody said what it is for, who sees it and when it goes."""
    with demo_database._cursor() as cursor:
        rows = cursor.execute(
            "SELECT table_name, column_name FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_name, table_name)"
            " WHERE database_name = current_database()"
        ).fetchall()
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    known = {table: {*entry["keys"], *entry["fields"]} for table, entry in read_facts("privacy.yml")["tables"].items()}
    of_people = {
        table
        for table in columns
        if table.endswith("_person") or table in ("conversation", "account", "account_session", "deputy")
    }
    assert of_people <= set(known)
    assert {table: columns[table] ^ known[table] for table in known if columns[table] != known[table]} == {}
    assert {p.table for p in privacy.purposes()} <= set(columns)
    assert all(p.field in columns[p.table] for p in privacy.purposes())
    names = {column for columns in columns.values() for column in columns} & {"actor_name", "checked_by", "begun_by"}
    listed = {(p.table, p.field) for p in privacy.purposes()}
    assert [(t, c) for t, cs in columns.items() for c in cs & names if (t, c) not in listed] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_can_say_what_a_field_is_for(language: str) -> None:
    """A field of a person without the sentence that tells why it is asked for."""
    texts = speak(language)
    line = privacy.purpose("owner_person", "phone").line(texts)
    assert all(
        words in line
        for words in (("Zweck", "DSGVO", "12 Monate") if language == "de" else ("Purpose", "GDPR", "12 months"))
    )
    assert privacy.purpose("owner_person", "person_id") is None and privacy.purpose("unit", "address") is None
    for found in privacy.purposes():
        assert texts.has(f"privacy.field.{found.field}") and found.line(texts)
    assert all(texts.has(f"privacy.kind.{kind}") for kind in privacy.kinds())


def test_only_what_is_over_is_due(writable_dir: Path) -> None:
    """Data of a running case deleted, or data of one that is over kept."""
    database = Database(writable_dir)
    unit_id = _unit(database)
    plant(database, unit_id, ended=False)
    before = _counts(deletion.due(database, ADMIN))
    assert not PEOPLE & set(before) and before["report_person_open"] == 1
    with database._cursor() as cursor:
        cursor.execute(
            "UPDATE occupancy SET state = 'occupied' WHERE unit_id = $unit AND ends_on IS NULL", {"unit": unit_id}
        )
    after = _counts(deletion.due(database, ADMIN))
    assert (after["owner_person"], after["conversation"], after["vacancy_reason_memory"]) == (1, 1, 1)
    for role in ROLES:
        if role != "admin":
            with pytest.raises(NotAllowed):
                deletion.due(database, Actor(role=role))
    with pytest.raises(ConfirmationWrong):
        deletion.delete(database, ADMIN, seen="0")
    assert _counts(deletion.due(database, ADMIN)) == after
    database.close()


def test_nothing_is_left_in_the_files(writable_dir: Path) -> None:
    """A name that is deleted in the tables and still stands in the bytes of the file or of its log."""
    database = Database(writable_dir)
    plant(database, _unit(database), ended=True)
    with database._cursor() as cursor:
        cursor.execute("CHECKPOINT")
    found = deletion.due(database, ADMIN)
    assert set(_counts(found)) >= PEOPLE | {"vacancy_reason", "vacancy_reason_memory"}
    assert sorted(_left(writable_dir)["register.duckdb"]) == sorted(PLANTED)
    with database._cursor() as cursor:
        cursor.execute("DELETE FROM owner_person")
        cursor.execute("CHECKPOINT")
    assert NAME in _left(writable_dir)["register.duckdb"], "DuckDB overwrites by itself now: the rewriting may go"
    deletion.delete(database, ADMIN, seen=deletion.fingerprint(deletion.due(database, ADMIN)))
    assert _left(writable_dir) == {}
    assert deletion.due(database, ADMIN) == []
    runs = database.read("deletion_runs", limit=100)
    assert set(runs["kind"]) >= PEOPLE - {"owner_person"} and runs["swept_at"].notna().all()
    with database._cursor() as cursor:
        assert (
            cursor.execute(
                "SELECT count(*) FROM unit_change WHERE old_value = 'insolvency' OR new_value = 'insolvency'"
            ).fetchone()[0]
            == 0
        )
    database.close()
    assert _left(writable_dir) == {}


def test_free_text_goes_with_the_case_and_the_search(writable_dir: Path) -> None:
    """Names in reasons and remarks stay for ever, because only the fields meant for names are emptied."""
    database = Database(writable_dir)
    unit_id = _unit(database)
    plant(database, unit_id, ended=False)
    assert not {"seeker_person", "match_reason", "change_reason"} & set(_counts(deletion.due(database, ADMIN)))
    with database._cursor() as cursor:
        cursor.execute("DELETE FROM seeker_person")
        cursor.execute("UPDATE seeker SET is_open = false")
        cursor.execute(
            "UPDATE occupancy SET state = 'occupied' WHERE unit_id = $unit AND ends_on IS NULL", {"unit": unit_id}
        )
        cursor.execute("CHECKPOINT")
    counts = _counts(deletion.due(database, ADMIN))
    assert (counts["seeker_person"], counts["match_reason"], counts["change_reason"]) == (1, 1, 1)
    assert sorted(_left(writable_dir, WORDS)["register.duckdb"]) == sorted(WORDS)
    deletion.delete(database, ADMIN)
    assert _left(writable_dir, WORDS) == {} and deletion.due(database, ADMIN) == []
    with database._cursor() as cursor:
        assert cursor.execute("SELECT title, note FROM seeker").fetchall() == [("S-1", None)]
        assert cursor.execute("SELECT decision, reason FROM reuse_match").fetchall() == [("declined_owner", None)]
        assert cursor.execute("SELECT new_value, reason FROM unit_change WHERE change_set = 901").fetchall() == [
            ("occupied", None)
        ]
    database.close()


def test_an_area_is_lifted(writable_dir: Path) -> None:
    """§ 138 (3) BauGB: data collected for a redevelopment area that is no more; and data of an owner who has a running case
    elsewhere deleted with them."""
    database = Database(writable_dir)
    plant(database, _unit(database, in_area=True), ended=False)
    with pytest.raises(AreaUnknown):
        deletion.due(database, ADMIN, "bezirk:eving")
    found = deletion.due(database, ADMIN, AREA)
    assert {"owner_person", "conversation", "report_person", "vacancy_reason"} <= set(_counts(found))
    elsewhere = next(u for u in database.read("export_unit")["unit_id"] if u.startswith("000-"))
    with database._cursor() as cursor:
        cursor.execute(
            "UPDATE occupancy SET state = 'verified' WHERE unit_id = $unit AND ends_on IS NULL", {"unit": elsewhere}
        )
        cursor.execute("INSERT INTO unit_owner VALUES ($unit, 'O-1', NULL, NULL, current_date)", {"unit": elsewhere})
    assert deletion.kept_when_lifted(database, ADMIN, AREA) == ["O-1"]
    assert "owner_person" not in _counts(deletion.due(database, ADMIN, AREA))
    deletion.delete(database, ADMIN, area_id=AREA)
    assert deletion.due(database, ADMIN, AREA) == []
    assert set(database.read("deletion_runs", limit=100)["rule"]) == {"area_lifted"}
    assert NAME in _left(writable_dir).get("register.duckdb", []) and REPORTER not in str(_left(writable_dir))
    database.close()


def test_a_restore_deletes_again(writable_dir: Path, tmp_path: Path) -> None:
    """Yesterday's backup brings back whom today's deletion had removed."""
    database = Database(writable_dir)
    plant(database, _unit(database), ended=True)
    backups.back_up(database, ADMIN, tmp_path / "one.zip")
    deletion.delete(database, ADMIN)
    database.close()
    done = backups.bring_back(writable_dir, tmp_path / "one.zip")
    assert done["deleted_again"]["owner_person"] == 1
    assert _left(writable_dir) == {}
    database = Database(writable_dir)
    assert deletion.due(database, ADMIN) == [] and "restored" in set(database.read("deletion_runs", limit=99)["way"])
    # Numbers are not given again: the list of deletions would mean somebody else.
    with database._cursor() as cursor:
        assert cursor.execute("SELECT nextval('deletion_run_number')").fetchone()[0] > 2
    database.close()
    lines = (writable_dir / deletion_log.NAME).read_text(encoding="utf-8")
    assert all(set(json.loads(line)) == {"at", "kind", "ids"} for line in lines.splitlines())
    assert not any(value in lines for value in PLANTED)


def test_information_for_a_person(writable_dir: Path) -> None:
    """A person who asks gets half of what is stored, or the search for them is itself spread about."""
    database = Database(writable_dir)
    plant(database, _unit(database), ended=False)
    assert find_people(database, ADMIN, "Z") == []
    (owner,) = find_people(database, ADMIN, "zaltoffel")
    assert (owner.subject, owner.record_id) == ("owner", "O-1")
    assert [found.subject for found in find_people(database, ADMIN, "wuxelmann")] == ["owner"]
    assert {found.subject for found in find_people(database, ADMIN, "example.invalid")} == {"owner", "reporter"}
    for text in ("' OR 1=1 --", "%", "_\x00_", "😀" * 200, "‮אבג"):
        assert find_people(database, ADMIN, text) == []
    for role in ROLES:
        if role != "admin":
            with pytest.raises(NotAllowed):
                find_people(database, Actor(role=role), "zaltoffel")
    with pytest.raises(PersonUnknown):
        about(database, ADMIN, "owner", "O-99")
    for language in LANGUAGES:
        texts = speak(language)
        information = about(database, ADMIN, "owner", "O-1")
        content = as_json(information, texts).decode()
        assert all(value in content for value in PLANTED[:5]) and not any(value in content for value in PLANTED[5:])
        assert as_pdf(information, texts, city="Stadt")[:5] == b"%PDF-"
    for subject, number, value in (("seeker", "S-1", "Krantzwik"), ("reporter", "1", "Pflumbdt")):
        assert value in as_json(about(database, ADMIN, subject, number), speak("de")).decode()
    with database._cursor() as cursor:
        log = str(cursor.execute("SELECT * FROM audit_event").fetchall())
    assert "information_given" in log and "people_searched" in log and "altoffel" not in log
    database.close()
