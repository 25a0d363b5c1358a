"""The history of a record reads like a story, and tells nobody more than they may know."""

from people_helpers import FRIEDA, TALK
from register_helpers import ADMIN, COORDINATOR, ELSEWHERE, EVING, database

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.register import conversations, create, fields, note_change, owners, record, save
from strukturmonitor.register.story import story
from strukturmonitor.texts import speak

__all__ = ["database"]
LON, LAT = EVING


def new_unit(database: Database, address: str, **values: object) -> str:
    return create(database, ADMIN, {"address": address, "lon": LON, "lat": LAT} | values).unit_id


def sentences(database: Database, unit_id: str, actor: object = ADMIN, language: str = "de") -> list[str]:
    return [line for chapter in story(database, actor, speak(language), unit_id) for line in chapter.sentences]


def test_who_what_and_why_in_words(database: Database) -> None:
    """Prevents a history of keys and codes that only its programmers can read."""
    unit_id = new_unit(database, "Storyweg 1", state="verified", steps=2)
    opened = record(database, COORDINATOR, unit_id)
    changes = {"state": "occupied", "steps": 0}
    save(database, COORDINATOR, unit_id, opened.revision, changes, reason="Friseur hat eröffnet")
    last, first = story(database, ADMIN, speak("de"), unit_id)
    assert last.head == "Karl Beispiel hat geändert"
    assert last.reason == "Friseur hat eröffnet"
    assert "Status: von bestätigt leer auf genutzt." in last.sentences
    assert "Stufen an der Tür: von 2 auf 0." in last.sentences
    assert first.head == "Ada Muster hat den Datensatz angelegt"
    assert "Position eingetragen." in first.sentences
    assert any("from 2 to 0" in line for line in sentences(database, unit_id, language="en"))


def test_a_record_made_on_a_walk_says_so(database: Database) -> None:
    """Prevents a first survey of a street that history and log tell like work at the desk."""
    unit_id = new_unit(database, "Storyweg 9", check_method="walk")
    assert story(database, ADMIN, speak("de"), unit_id)[-1].head.endswith("bei einer Begehung erfasst")
    assert list(Reader(database, ADMIN).read("audit_log", unit_id=unit_id)["action"]) == ["surveyed"]


def test_restricted_values_are_told_only_in_charge(database: Database) -> None:
    """Prevents the asking rent from leaving by the history."""
    unit_id = new_unit(database, "Storyweg 2")
    opened = record(database, ADMIN, unit_id)
    save(database, ADMIN, unit_id, opened.revision, {"rent_eur_m2": 12.5})
    assert "Mietforderung: 12,50 €/m²." in sentences(database, unit_id, COORDINATOR)
    told = sentences(database, unit_id, ELSEWHERE)
    assert "Mietforderung: geändert." in told
    assert not any("12" in line for line in told if "Miet" in line)


def test_personal_changes_are_told_without_a_value(database: Database) -> None:
    """Prevents names in the history."""
    unit_id = new_unit(database, "Storyweg 3")
    with database.transaction("test") as transaction:
        note_change(transaction, ADMIN, unit_id, "edited", {"photo": ("Erika", "Max")}, is_personal=True)
    assert "Foto: geändert." in sentences(database, unit_id)
    assert not any("Erika" in line or "Max" in line for line in sentences(database, unit_id))


def test_parts_come_and_go(database: Database) -> None:
    """Prevents «changed» for a talk that was written down or deleted."""
    unit_id = new_unit(database, "Storyweg 7")
    owner_id = owners.record_owner(database, ADMIN, unit_id, {"kind": "natural"}, person=FRIEDA)
    person_id = owners.persons_of_owner(database, ADMIN, owner_id)[0]["person_id"]
    owners.drop_person(database, ADMIN, owner_id, person_id)
    conversations.add_link(database, ADMIN, unit_id, {"title": "Akte", "url": "https://akte.example.org/1"})
    conversations.add_talk(database, ADMIN, unit_id, TALK, owner_id=owner_id)
    number = conversations.talks(database, ADMIN, unit_id)[0]["conversation_id"]
    conversations.finish_step(database, ADMIN, number)
    conversations.drop_talk(database, ADMIN, number)
    told = sentences(database, unit_id)
    assert told[:6] == [
        "Gespräch: gelöscht.",
        "Gespräch: nächster Schritt erledigt.",
        "Gespräch: hinzugefügt.",
        "Unterlage: hinzugefügt.",
        "Persönliche Angaben zum Eigentum: gelöscht.",
        "Persönliche Angaben zum Eigentum: hinzugefügt.",
    ]


def test_hostile_text_stays_text(database: Database) -> None:
    """Prevents a history that cannot be shown because of what somebody typed."""
    text = "<script>alert(1)</script> '); DROP TABLE unit; {0} %s 😀 \u202eabc"
    unit_id = new_unit(database, "Storyweg 4", note=text)
    assert any("DROP TABLE unit; {0} %s 😀" in line for line in sentences(database, unit_id))


def test_a_record_from_before_the_memory_has_a_beginning(database: Database) -> None:
    """Prevents an empty history of records that came with a list or with the demo."""
    unit_id = str(database.read("duplicate_places")["unit_id"].iloc[0])
    chapters = story(database, ADMIN, speak("de"), unit_id)
    assert chapters[-1].head == "Beginn der Aufzeichnung (Demodaten)"


def test_the_view_knows_every_restricted_field(database: Database) -> None:
    """Prevents a field that becomes restricted in the catalogue from staying readable in the history."""
    unit_id = new_unit(database, "Storyweg 5")
    with database.transaction("test") as transaction:
        note_change(transaction, ADMIN, unit_id, "edited", dict.fromkeys(fields(), ("1", "2")))
    rows = database.read("record_changes", unit_id=unit_id)
    hidden = set(rows.loc[rows["is_hidden"], "field"])
    assert hidden == {name for name, field in fields().items() if field.visibility == "restricted"}


def test_what_is_said_of_an_owner_stays_with_who_is_in_charge(database: Database) -> None:
    """Prevents the name of an owner from reaching coordinators of other quarters by the history."""
    unit_id = new_unit(database, "Storyweg 6")
    owner_id = owners.record_owner(database, ADMIN, unit_id, {"kind": "legal", "legal_name": "Zirbel GmbH"})
    owners.change_owner(database, ADMIN, owner_id, 1, {"kind": "legal", "legal_name": "Zirbelbau GmbH"})
    assert any("Zirbelbau GmbH" in line for line in sentences(database, unit_id, COORDINATOR))
    assert not any("Zirbel" in line for line in sentences(database, unit_id, ELSEWHERE))
