"""A change to many records does exactly what its preview said."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import MoveNotAllowed, NotAllowed, ReasonMissing, RecordChanged, RecordUnknown, ValueInvalid
from strukturmonitor.register import record, save
from strukturmonitor.register.bulk import carry_out, preview

COORDINATOR = Actor("coordinator", account_id="a-1", name="Kim Beispiel")
EVING = Actor("coordinator", areas=frozenset({"bezirk:eving"}), account_id="a-2", name="Eva Beispiel")


@pytest.fixture
def database(writable_dir: Path) -> Iterator[Database]:
    database = Database(writable_dir)
    yield database
    database.close()


def _units(database: Database, state: str, area_id: str = "city:dortmund") -> list[str]:
    rows = database.read("vacancy_selection_internal", area_id=area_id, states=[state], sort="address")
    return rows["unit_id"].tolist()


def test_counts_of_the_preview_are_the_effect(database: Database) -> None:
    """Prevents a preview that promises another number than the change makes."""
    units = [*_units(database, "verified")[:4], *_units(database, "in_talks")[:2]]
    grades = [record(database, COORDINATOR, unit).values["grade"] for unit in units]
    looked = preview(database, COORDINATOR, units, {"grade": "A"})
    assert len(looked.unchanged) == grades.count("A")
    assert len(looked.revisions) == len(units) - grades.count("A")
    assert [record(database, COORDINATOR, unit).values["grade"] for unit in units] == grades  # only looked at
    outcome = carry_out(database, COORDINATOR, looked)
    assert set(outcome.saved) == set(looked.revisions) and not outcome.refused
    assert {record(database, COORDINATOR, unit).values["grade"] for unit in units} == {"A"}


def test_moves_that_are_not_allowed_stand_in_the_preview(database: Database) -> None:
    """Prevents states that jump because many were changed at once."""
    occupied, verified = _units(database, "occupied")[0], _units(database, "verified")[0]
    looked = preview(database, COORDINATOR, [occupied, verified], {"state": "in_talks"})
    assert list(looked.revisions) == [verified]
    assert isinstance(looked.refused[occupied], MoveNotAllowed)


def test_the_end_of_many_cases_wants_a_reason(database: Database) -> None:
    """Prevents cases that end without anybody knowing why."""
    units = _units(database, "verified")[:2]
    looked = preview(database, COORDINATOR, units, {"state": "occupied"})
    assert {type(error) for error in looked.refused.values()} == {ReasonMissing} and not looked.revisions
    assert set(preview(database, COORDINATOR, units, {"state": "occupied"}, reason="Neue Mieter").revisions) == set(
        units
    )


def test_other_areas_stay_as_they_are(database: Database) -> None:
    """Prevents a change of records that somebody else is in charge of, in the preview and behind its back."""
    own, other = _units(database, "verified", "bezirk:eving")[0], _units(database, "verified", "bezirk:hoerde")[0]
    looked = preview(database, EVING, [own, other], {"note": "Schaufenster beklebt"})
    assert list(looked.revisions) == [own] and isinstance(looked.refused[other], NotAllowed)
    forged = preview(database, COORDINATOR, [own, other], {"note": "Schaufenster beklebt"})
    outcome = carry_out(database, EVING, forged)
    assert outcome.saved == [own] and isinstance(outcome.refused[other], NotAllowed)


def test_who_may_not_edit_gets_no_preview(database: Database) -> None:
    """Prevents a preview that tells others what is internal."""
    with pytest.raises(NotAllowed):
        preview(database, Actor("council"), _units(database, "verified")[:1], {"grade": "A"})


def test_a_record_changed_after_the_preview_is_refused(database: Database) -> None:
    """Prevents that a change of many overwrites what somebody typed in between."""
    first, second = _units(database, "verified")[:2]
    looked = preview(database, COORDINATOR, [first, second], {"note": "alle gleich"})
    seen = record(database, EVING, second)
    save(database, COORDINATOR, second, seen.revision, {"note": "in der Zwischenzeit"})
    outcome = carry_out(database, COORDINATOR, looked)
    assert outcome.saved == [first]
    assert isinstance(outcome.refused[second], RecordChanged)
    assert record(database, COORDINATOR, second).values["note"] == "in der Zwischenzeit"


def test_checks_of_many(database: Database) -> None:
    """Prevents a check that counts as an edit, or one that lies in the future."""
    units = _units(database, "verified")[:2]
    day = database.read("register_today")["today"].iloc[0].date()
    wanted = {"last_checked_on": day, "check_method": "walk"}
    looked = preview(database, COORDINATOR, units, wanted, action="checked")
    carry_out(database, COORDINATOR, looked)
    seen = record(database, COORDINATOR, units[0]).values
    assert (seen["last_checked_on"], seen["check_method"], seen["checked_by"]) == (day, "walk", "Kim Beispiel")
    ahead = {"last_checked_on": day + datetime.timedelta(days=1)}
    assert {type(e) for e in preview(database, COORDINATOR, units, ahead).refused.values()} == {ValueInvalid}


def test_a_number_nobody_knows(database: Database) -> None:
    """Prevents a step that breaks off because one record is gone."""
    known = _units(database, "verified")[0]
    looked = preview(database, COORDINATOR, ["nie-gesehen", known], {"note": "x"})
    assert isinstance(looked.refused["nie-gesehen"], RecordUnknown) and list(looked.revisions) == [known]
