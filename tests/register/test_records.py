"""A record of the register: what a change does, what it leaves behind, and what it refuses."""

import datetime
from pathlib import Path

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import (
    MoveNotAllowed,
    NotAllowed,
    PositionOutside,
    ReasonMissing,
    RecordChanged,
    RecordUnknown,
    ValueInvalid,
)
from strukturmonitor.register import check, create, record, retire, save, save_many

ADMIN = Actor("admin", account_id="a1", name="Ada Muster")
EVING = (7.4710, 51.5530)  # a place in the middle of Eving


@pytest.fixture
def database(writable_dir: Path):
    database = Database(writable_dir)
    yield database
    database.close()


def verified_unit(database: Database) -> str:
    rows = database.read("vacancy_selection", area_id="bezirk:eving", states=["verified"], sort="empty_since")
    return str(rows["unit_id"].iloc[0])


def place_of(database: Database, unit_id: str) -> tuple[float, ...]:
    """The true and the public point."""
    row = database.rows("register_record", unit_id=unit_id)[0]
    return tuple(row[name] for name in ("lon", "lat", "public_lon", "public_lat"))


def changes_of(database: Database, unit_id: str) -> list[tuple]:
    rows = database.read("record_changes", unit_id=unit_id)
    return [
        (row.field, row.old_value if isinstance(row.old_value, str) else None, row.new_value, row.action)
        for row in rows.itertuples()
    ]


def test_a_save_changes_the_record_and_is_remembered(database: Database) -> None:
    """Prevents a change without a trace: who, when, what, old and new."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    after = save(database, ADMIN, unit_id, before.revision, {"note": "  Rollladen\x00 unten  ", "steps": 2})
    assert (after.values["note"], after.values["steps"], after.revision) == ("Rollladen unten", 2, before.revision + 1)
    remembered = {(field, new) for field, _, new, action in changes_of(database, unit_id) if action == "edited"}
    assert {("note", "Rollladen unten")} <= remembered
    assert ("steps", "2") in remembered or before.values["steps"] == 2


def test_a_save_that_changes_nothing_writes_nothing(database: Database) -> None:
    """Prevents a memory full of changes that were none."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    after = save(database, ADMIN, unit_id, before.revision, {"note": before.values["note"]})
    assert after.revision == before.revision
    assert changes_of(database, unit_id) == []


def test_an_old_state_is_refused_with_both_versions(database: Database) -> None:
    """Prevents a lost update: the second of two people overwrites what the first one saved."""
    unit_id = verified_unit(database)
    opened = record(database, ADMIN, unit_id)
    save(database, ADMIN, unit_id, opened.revision, {"note": "von Ada", "floor": 1})
    save(database, ADMIN, unit_id, opened.revision + 1, {"note": "noch einmal von Ada"})
    with pytest.raises(RecordChanged) as refused:
        save(database, Actor("admin", name="Ben"), unit_id, opened.revision, {"note": "von Ben"})
    conflict = refused.value.conflict
    assert conflict.base["note"] == opened.values["note"]
    assert conflict.theirs["note"] == "noch einmal von Ada"
    assert conflict.mine == {"note": "von Ben"}
    assert (conflict.who, conflict.record.revision) == ("Ada Muster", opened.revision + 2)
    assert record(database, ADMIN, unit_id).values["note"] == "noch einmal von Ada"


def test_a_new_state_opens_an_episode(database: Database) -> None:
    """Prevents a state without its history, and a vacancy that seems to begin anew with each state."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    after = save(database, ADMIN, unit_id, before.revision, {"state": "in_talks"})
    today = database.read("register_today")["today"].iloc[0].date()
    assert (after.values["state"], after.values["state_since"]) == ("in_talks", today)
    assert after.values["vacant_since"] == before.values["vacant_since"]
    episodes = database.read("vacancy_history", unit_id=unit_id)
    assert episodes["state"].tolist()[:2] == ["in_talks", "verified"]
    assert episodes["ends_on"].iloc[1].date() == today - datetime.timedelta(days=1)
    again = save(database, ADMIN, unit_id, after.revision, {"state": "verified"}, reason="Gespräch geplatzt")
    assert database.read("vacancy_history", unit_id=unit_id)["state"].tolist()[0] == "verified"
    assert len(database.read("vacancy_history", unit_id=unit_id)) == len(episodes)
    assert again.values["state"] == "verified"
    assert database.check(Path("queries/checks/occupancy_overlaps.sql")).empty


def test_a_case_that_ends_needs_a_reason(database: Database) -> None:
    """Prevents a case that is closed without a word why, and moves that make no sense."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    with pytest.raises(ReasonMissing):
        save(database, ADMIN, unit_id, before.revision, {"state": "occupied"})
    with pytest.raises(MoveNotAllowed):
        save(database, ADMIN, unit_id, before.revision, {"state": "reported"}, reason="zurück")
    after = save(database, ADMIN, unit_id, before.revision, {"state": "occupied"}, reason="Bäckerei eröffnet")
    assert (after.values["state"], after.values["vacant_since"], after.values["vacancy_reason"]) == (
        "occupied",
        None,
        None,
    )


def test_a_corrected_begin_reaches_the_earlier_episodes(database: Database) -> None:
    """Prevents a vacancy whose length still counts from the day that was corrected."""
    unit_id = verified_unit(database)
    opened = record(database, ADMIN, unit_id)
    talks = save(database, ADMIN, unit_id, opened.revision, {"state": "in_talks"})
    day = opened.values["vacant_since"] - datetime.timedelta(days=100)
    save(database, ADMIN, unit_id, talks.revision, {"vacant_since": day})
    rows = database.read("record_episodes", unit_id=unit_id)
    assert {value.date() for value in rows["vacant_since"].dropna().iloc[:2]} == {day}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"postcode": "4433"}, "postcode", "pattern"),
        ({"note": "x" * 10_000}, "note", "too_long"),
        ({"steps": 2.5}, "steps", "not_whole"),
        ({"steps": "zwei"}, "steps", "no_number"),
        ({"sales_area_m2": -1}, "sales_area_m2", "too_small"),
        ({"sales_area_m2": float("inf")}, "sales_area_m2", "no_number"),
        ({"grade": "D"}, "grade", "no_choice"),
        ({"address": " \x00 "}, "address", "missing"),
        ({"last_checked_on": datetime.date(2999, 1, 1)}, "last_checked_on", "too_late"),
        ({"vacant_since": "gestern"}, "vacant_since", "no_date"),
        ({"lon": 7.5, "lat": None}, "lat", "half_position"),
        ({"checked_by": "ich"}, "checked_by", "derived"),
    ],
)
def test_values_that_cannot_stand_are_refused(database: Database, changes: dict, field: str, reason: str) -> None:
    """Prevents rubbish in the register, and a refusal that does not say what is wrong."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    with pytest.raises(ValueInvalid) as refused:
        save(database, ADMIN, unit_id, before.revision, changes)
    assert (refused.value.values["field"], refused.value.values["reason"]) == (field, reason)
    assert record(database, ADMIN, unit_id) == before


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "'; DROP TABLE unit; --", "🏚️ leer", "‏مغلق‏", "=1+1", "{x} %s $a"],
    ids=["script", "sql", "emoji", "rtl", "formula", "template"],
)
def test_any_text_is_kept_as_text(database: Database, text: str) -> None:
    """Prevents text that is run, lost or turned into something else."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    after = save(database, ADMIN, unit_id, before.revision, {"note": text, "reuse_idea": text})
    assert after.values["note"] == text
    assert len(database.read("table_rows")) > 0


def test_half_a_character_is_no_stack_trace(database: Database) -> None:
    """Prevents a number in an address or a search that no database can be asked for from ending in a program's words."""
    with pytest.raises(RecordUnknown):
        record(database, ADMIN, "U-\ud800")


def test_characters_that_damage_a_workbook_are_left_out(database: Database) -> None:
    """Prevents one record from making every list that it is in unreadable: no XML file may hold U+FFFF."""
    unit_id = verified_unit(database)
    before = record(database, ADMIN, unit_id)
    after = save(database, ADMIN, unit_id, before.revision, {"note": "a\uffffb\ufdd0c\U0001fffed\ud800e 🏚️"})
    assert after.values["note"] == "abcde 🏚️"


def test_only_who_is_in_charge_may_write(database: Database) -> None:
    """Prevents that somebody changes what is not theirs, by a save, a new record, or by moving a record away."""
    unit_id = verified_unit(database)
    stranger = Actor("coordinator", frozenset({"bezirk:hoerde"}), "c1", "Hörde")
    neighbour = Actor("coordinator", frozenset({"bezirk:eving"}), "c2", "Eving")
    seen = record(database, stranger, unit_id)
    assert not seen.is_in_charge and "rent_eur_m2" not in seen.values
    for actor in (stranger, Actor("council"), Actor("statistics"), Actor()):
        with pytest.raises(NotAllowed):
            save(database, actor, unit_id, seen.revision, {"note": "x"})
    with pytest.raises(NotAllowed):
        record(database, Actor("council"), unit_id)
    with pytest.raises(NotAllowed):
        create(database, stranger, {"address": "Evinger Str. 1", "lon": EVING[0], "lat": EVING[1]})
    with pytest.raises(NotAllowed):
        save(database, neighbour, unit_id, seen.revision, {"lon": 7.5055, "lat": 51.4890})  # Hörde
    assert "rent_eur_m2" in record(database, neighbour, unit_id).values
    assert save(database, neighbour, unit_id, seen.revision, {"note": "x"}).values["note"] == "x"


def test_a_sensitive_record_keeps_one_hidden_place(database: Database) -> None:
    """Prevents that the true place of a sensitive record can be averaged from several random ones."""
    unit_id = verified_unit(database)
    first = record(database, ADMIN, unit_id)
    hidden = save(database, ADMIN, unit_id, first.revision, {"is_sensitive": True})
    place = database.read("vacancy_units", unit_ids=[unit_id])
    assert place["address"].isna().all()
    points = [place_of(database, unit_id)]
    assert points[0][:2] != points[0][2:]
    moved = save(
        database,
        ADMIN,
        unit_id,
        hidden.revision,
        {"lon": first.values["lon"] + 0.0001, "lat": first.values["lat"]},
    )
    points.append(place_of(database, unit_id))
    assert points[0][2:] == points[1][2:]
    save(database, ADMIN, unit_id, moved.revision, {"is_sensitive": False})
    lon, lat, public_lon, public_lat = place_of(database, unit_id)
    assert (public_lon, public_lat) == (lon, lat)


def test_a_position_finds_its_areas(database: Database) -> None:
    """Prevents a record that stands on the map in one district and is counted in another."""
    made = create(
        database, ADMIN, {"address": "Evinger Platz 1", "lon": EVING[0], "lat": EVING[1], "state": "verified"}
    )
    assert {"city:dortmund", "bezirk:eving"} <= made.area_ids
    assert made.values["vacant_since"] == made.values["state_since"]
    with pytest.raises(PositionOutside):
        save(database, ADMIN, made.unit_id, made.revision, {"lon": 13.4, "lat": 52.5})
    assert ("address", None, "Evinger Platz 1", "created") in changes_of(database, made.unit_id)


def test_several_records_in_one_step(database: Database) -> None:
    """Prevents that one refused record stops the others, or that a refusal is not told."""
    rows = database.read("vacancy_selection", area_id="bezirk:eving", states=["verified"], sort="empty_since")
    first, second, third = rows["unit_id"].iloc[:3]
    revisions = {unit_id: record(database, ADMIN, unit_id).revision for unit_id in (first, second, third)}
    outcome = save_many(
        database,
        ADMIN,
        {
            first: (revisions[first], {"grade": "A"}),
            second: (revisions[second] - 1, {"grade": "A"}),
            third: (revisions[third], {"grade": "Z"}),
            "U-99999": (1, {"grade": "A"}),
        },
    )
    assert outcome.saved + outcome.unchanged == [first]
    assert {unit_id: type(error) for unit_id, error in outcome.refused.items()} == {
        second: RecordChanged,
        third: ValueInvalid,
        "U-99999": RecordUnknown,
    }
    checked = check(database, ADMIN, {third: revisions[third]}, "walk")
    assert checked.saved == [third]
    assert record(database, ADMIN, third).values["checked_by"] == "Ada Muster"


def test_a_retired_record_leaves_the_stock(database: Database) -> None:
    """Prevents a duplicate that goes on counting in the rate."""
    unit_id = verified_unit(database)
    with database.transaction("test") as transaction:
        retire(transaction, ADMIN, unit_id, "U-00001")
    found = record(database, ADMIN, unit_id)
    assert (found.is_stock, found.merged_into) == (False, "U-00001")
    assert database.read("vacancy_units_internal", unit_ids=[unit_id]).empty
