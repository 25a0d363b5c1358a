"""Owners, talks and links: kept for those in charge, and nowhere else."""

import datetime

import pytest
from people_helpers import (
    ADMIN,
    EVA,
    FRIEDA,
    HANS,
    HOSTILE,
    OTHERS,
    PLANTED,
    TALK,
    database,
    everything_written,
    vacant_units,
)

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import ChangedMeanwhile, NotAllowed, OwnerUnknown, RecordUnknown, ValueInvalid
from strukturmonitor.operations import run
from strukturmonitor.register import conversations, explain, owners
from strukturmonitor.register.expose import expose_pdf
from strukturmonitor.texts import speak

__all__ = ["database"]
COMPANY = {"kind": "legal", "legal_name": "Beton & Partner GmbH", "is_public_name": True}


def test_an_owner_is_kept_and_found(database: Database) -> None:
    """Prevents an owner that cannot be found again by name, address or unit."""
    unit_id = vacant_units(database)[0]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=FRIEDA)
    assert [row["owner_id"] for row in owners.owners_of_unit(database, EVA, unit_id)] == [owner_id]
    for text in ("geheimnis", "am versteck", unit_id):
        assert owner_id in [row["owner_id"] for row in owners.owner_list(database, EVA, text=text).rows]
    person = owners.persons_of_owner(database, EVA, owner_id)[0]
    assert {name: person[name] for name in FRIEDA} == FRIEDA


def test_only_those_in_charge_read_and_write(database: Database) -> None:
    """Prevents names of owners in front of a coordinator of another district or of a lower role."""
    unit_id = vacant_units(database)[1]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=FRIEDA)
    conversations.add_talk(database, EVA, unit_id, TALK, owner_id=owner_id)
    assert owners.owners_of_unit(database, HANS, unit_id) == []
    assert owners.persons_of_owner(database, HANS, owner_id) == []
    assert conversations.talks(database, HANS, unit_id) == []
    assert owners.owner_list(database, HANS, text="Geheimnis").found == 0
    for actor in (HANS, *OTHERS):
        with pytest.raises(NotAllowed):
            owners.record_owner(database, actor, unit_id, {"kind": "natural"}, person=FRIEDA)
        with pytest.raises(NotAllowed):
            owners.save_person(database, actor, owner_id, 1, FRIEDA)
        with pytest.raises(NotAllowed):
            conversations.add_talk(database, actor, unit_id, TALK)
    for actor in OTHERS:
        with pytest.raises(NotAllowed):
            owners.persons_of_owner(database, actor, owner_id)
        with pytest.raises(NotAllowed):
            conversations.talks(database, actor, unit_id)


def test_memory_and_audit_hold_no_personal_value(database: Database) -> None:
    """Prevents names in the history, in the audit or in the record: they would outlive their deletion."""
    unit_id = vacant_units(database)[2]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=FRIEDA)
    person = owners.persons_of_owner(database, EVA, owner_id, noted=set())[0]
    owners.save_person(database, EVA, owner_id, 1, {**FRIEDA, "phone": "0231 47110070"}, int(person["person_id"]))
    conversations.add_talk(database, EVA, unit_id, TALK, owner_id=owner_id)
    conversations.add_advice(
        database, EVA, unit_id, {"given_on": TALK["held_on"], "kind": "funding", "note": "Geheimnis"}
    )
    conversations.add_link(database, EVA, unit_id, {"title": "Geheimnis", "url": "https://akte.example.org/4711007"})
    written = everything_written(database, "unit_change", "audit_event", "register_version", "unit", "occupancy")
    assert [planted for planted in PLANTED if planted in written] == []
    assert "owner_person_changed" in written and "talk_added" in written


def test_a_read_is_noted_once_per_session(database: Database) -> None:
    """Prevents reads of personal data without a trace, and a log full of the same one."""
    unit_id = vacant_units(database)[3]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=FRIEDA)

    def reads() -> int:
        return everything_written(database, "audit_event").count(f",personal_read,owner,{owner_id},")

    session: set[tuple[str, str]] = set()
    for _ in range(3):
        owners.persons_of_owner(database, EVA, owner_id, noted=session)
    assert reads() == 1
    owners.persons_of_owner(database, EVA, owner_id, noted=set())
    assert reads() == 2


def test_names_of_natural_persons_have_one_place(database: Database) -> None:
    """Prevents a person's name in the field for companies, which the public may see."""
    unit_id = vacant_units(database)[4]
    for kind in ("natural", "community"):
        for wrong in ({"legal_name": "Frieda Geheimnis"}, {"is_public_name": True}):
            with pytest.raises(ValueInvalid):
                owners.record_owner(database, EVA, unit_id, {"kind": kind, **wrong}, person=FRIEDA)
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY)
    with pytest.raises(ValueInvalid):
        owners.change_owner(database, EVA, owner_id, 1, {**COMPANY, "kind": "natural"})


def test_the_public_sees_released_companies_only(database: Database) -> None:
    """Prevents a company that nobody released, or a person, in public."""
    unit_id = vacant_units(database, "city:dortmund")[-1]
    owners.record_owner(database, ADMIN, unit_id, {"kind": "natural"}, person=FRIEDA)
    owners.record_owner(database, ADMIN, unit_id, {**COMPANY, "legal_name": "Still AG", "is_public_name": False})
    owners.record_owner(database, ADMIN, unit_id, COMPANY)
    names = Reader(database, Actor()).read("public_owner_names", unit_id=unit_id)["legal_name"].tolist()
    assert names == ["Beton & Partner GmbH"]
    made = expose_pdf(database, ADMIN, unit_id, speak("de"), city="Dortmund", places={})
    assert made.startswith(b"%PDF")


def test_two_people_at_once(database: Database) -> None:
    """Prevents a lost update: the second save was based on what the first one changed."""
    unit_id = vacant_units(database)[0]
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY)
    owners.change_owner(database, EVA, owner_id, 1, {**COMPANY, "legal_name": "Neu GmbH"})
    with pytest.raises(ChangedMeanwhile):
        owners.change_owner(database, ADMIN, owner_id, 1, {**COMPANY, "legal_name": "Alt GmbH"})
    with pytest.raises(ChangedMeanwhile):
        owners.save_person(database, ADMIN, owner_id, 1, FRIEDA)
    names = {row["owner_id"]: row["legal_name"] for row in owners.owners_of_unit(database, EVA, unit_id)}
    assert names[owner_id] == "Neu GmbH"


def test_ownership_ends(database: Database) -> None:
    """Prevents a former owner who still gets letters about a unit."""
    unit_id = vacant_units(database)[0]
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY, since=datetime.date(2010, 1, 1))
    owners.end_ownership(database, EVA, unit_id, owner_id, datetime.date(2020, 12, 31))
    row = next(row for row in owners.owners_of_unit(database, EVA, unit_id) if row["owner_id"] == owner_id)
    assert (row["is_present"], row["until"]) == (False, datetime.date(2020, 12, 31))


def test_ownership_ends_after_it_began(database: Database) -> None:
    """Prevents a year typed wrongly from turning ownership into a time that runs backwards."""
    unit_id = vacant_units(database)[0]
    since = datetime.date(2019, 5, 1)
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY, since=since)
    with pytest.raises(ValueInvalid) as refused:
        owners.end_ownership(database, EVA, unit_id, owner_id, datetime.date(2018, 5, 1))
    assert "01.05.2019" in explain(speak("de"), refused.value) and "May" in explain(speak("en"), refused.value)
    row = next(row for row in owners.owners_of_unit(database, EVA, unit_id) if row["owner_id"] == owner_id)
    assert row["is_present"] and row["until"] is None
    owners.end_ownership(database, EVA, unit_id, owner_id, since)


def test_a_new_talk_takes_over_the_next_step(database: Database) -> None:
    """Prevents a call that stays due for ever though somebody called."""
    unit_id = vacant_units(database)[1]
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY)
    conversations.add_talk(database, EVA, unit_id, TALK, owner_id=owner_id)
    conversations.add_talk(
        database, EVA, unit_id, {**TALK, "held_on": datetime.date(2026, 9, 21), "next_on": None}, owner_id=owner_id
    )
    log = [row for row in conversations.talks(database, EVA, unit_id) if row["owner_id"] == owner_id]
    assert [row["is_done"] for row in log] == [False, True]
    conversations.finish_step(database, EVA, int(log[0]["conversation_id"]))
    conversations.drop_talk(database, EVA, int(log[1]["conversation_id"]))
    log = [row for row in conversations.talks(database, EVA, unit_id) if row["owner_id"] == owner_id]
    assert [row["is_done"] for row in log] == [True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": datetime.date(2030, 1, 1)},
        {"next_on": datetime.date(2026, 8, 1)},
        {"next_step": "none"},
        {"result": "bribed"},
        {"text": "x" * 4001},
        {"channel": None},
    ],
    ids=["future", "before", "day without step", "unknown", "long", "missing"],
)
def test_a_wrong_talk_is_refused_with_its_field(database: Database, wrong: dict[str, object]) -> None:
    """Prevents a talk that nobody can make sense of, or a refusal that does not say why."""
    with pytest.raises(ValueInvalid) as refused:
        conversations.add_talk(database, EVA, vacant_units(database)[0], {**TALK, **wrong})
    assert str(refused.value.values["field"]).startswith("conversation.")


@pytest.mark.parametrize(
    "url",
    [
        "http://akte.example.org",
        "javascript:alert(1)",
        "https://",
        "file:///etc/passwd",
        "https://a b.de",
        "https://user@x",
        "",
    ],
)
def test_links_are_https(database: Database, url: str) -> None:
    """Prevents a link that runs a script or leads to a file of the server."""
    with pytest.raises(ValueInvalid):
        conversations.add_link(database, EVA, vacant_units(database)[0], {"title": "Akte", "url": url})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(database: Database, text: str) -> None:
    """Prevents a name that is run, cut or lost without a word."""
    unit_id = vacant_units(database)[2]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person={**FRIEDA, "name": text})
    name = str(owners.persons_of_owner(database, EVA, owner_id)[0]["name"])
    assert name == " ".join(text.replace("\x00", "").replace("\u202e", "").split())
    with pytest.raises(ValueInvalid):
        owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person={**FRIEDA, "name": text * 1000})


def test_unknown_numbers_are_told(database: Database) -> None:
    """Prevents a stack trace where somebody deleted what another still sees."""
    with pytest.raises(RecordUnknown):
        owners.record_owner(database, EVA, "U-99999", COMPANY)
    with pytest.raises(OwnerUnknown):
        owners.change_owner(database, EVA, "E-99999", 1, COMPANY)
    with pytest.raises(ChangedMeanwhile):
        conversations.finish_step(database, EVA, 999_999)


def test_the_command_line_leaves_its_trace(database: Database) -> None:
    """Prevents a way to read contacts by the command line that nobody can see afterwards."""
    unit_id = vacant_units(database)[3]
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=FRIEDA)
    with pytest.raises(NotAllowed):
        run(database, "query", {"name": "owner_persons", "parameters": {"owner_id": owner_id}, "role": "council"})
    rows = run(database, "query", {"name": "owner_persons", "parameters": {"owner_id": owner_id}, "role": "admin"})
    assert rows[0]["name"] == FRIEDA["name"]
    assert "personal_read,query,owner_persons" in everything_written(database, "audit_event")


def test_who_turns_out_to_be_a_natural_person_leaves_no_name(database: Database) -> None:
    """Prevents a person taken for a company from standing in the history, where no deletion looks for names."""
    unit_id = vacant_units(database)[4]
    owner_id = owners.record_owner(database, EVA, unit_id, COMPANY)
    owners.change_owner(database, EVA, owner_id, 1, {"kind": "legal", "legal_name": "Wendelin Zopfkamp"})
    owners.change_owner(database, EVA, owner_id, 2, {"kind": "natural"})
    assert "Zopfkamp" not in everything_written(database, "unit_change", "owner")


def test_a_talk_is_with_an_owner_of_the_unit(database: Database) -> None:
    """Prevents a coordinator from writing talks to owners of other quarters, or to nobody."""
    mine, theirs = vacant_units(database)[4], vacant_units(database, "bezirk:hoerde")[0]
    owner_id = owners.record_owner(database, HANS, theirs, COMPANY)
    with pytest.raises(NotAllowed):
        conversations.add_talk(database, EVA, mine, TALK, owner_id=owner_id)
    with pytest.raises(OwnerUnknown):
        conversations.add_talk(database, ADMIN, mine, TALK, owner_id=owner_id)
    assert conversations.talks(database, ADMIN, mine) == []


def test_a_refusal_names_the_form_of_its_field(database: Database) -> None:
    """Prevents advice on postcodes for an address of the web that was typed wrongly."""
    unit_id = vacant_units(database)[0]
    with pytest.raises(ValueInvalid) as refused:
        conversations.add_link(database, EVA, unit_id, {"title": "Akte", "url": "http://akte.example.org"})
    for language in ("de", "en"):
        assert "https://" in explain(speak(language), refused.value).split(".", 1)[1]
    with pytest.raises(ValueInvalid) as refused:
        owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person={**FRIEDA, "email": "frieda"})
    assert "name@beispiel.de" in explain(speak("de"), refused.value)
