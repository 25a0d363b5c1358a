"""My tasks: complete, in the right order, and only in the areas somebody is in charge of."""

import datetime

import pytest
from people_helpers import ADMIN, EVA, HANS, OTHERS, TALK, database, vacant_units

from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed
from strukturmonitor.register import record, save
from strukturmonitor.register.conversations import add_talk, finish_step
from strukturmonitor.register.owners import end_ownership, link_owner, record_owner
from strukturmonitor.register.people import catalogue
from strukturmonitor.register.tasks import TaskGroup, task_groups

__all__ = ["database"]
TODAY = datetime.date(2026, 9, 30)  # of the demo


def groups(database: Database, actor: object, **options: object) -> dict[str, TaskGroup]:
    return {group.kind: group for group in task_groups(database, actor, **options)}


def ids(group: TaskGroup) -> list[str]:
    return [str(row["unit_id"]) for row in group.rows]


def test_every_kind_stands_in_its_place(database: Database) -> None:
    """Prevents a kind of task that nobody sees."""
    assert list(groups(database, ADMIN)) == catalogue()["tasks"]


def test_a_call_is_due_until_it_is_done(database: Database) -> None:
    """Prevents an owner who waits for a promised call."""
    unit_id = vacant_units(database)[0]
    add_talk(database, EVA, unit_id, TALK)
    mine = groups(database, EVA)["call"]
    row = next(row for row in mine.rows if row["unit_id"] == unit_id)
    assert (row["is_overdue"], row["days_over"], row["detail"]) == (True, 10, "call_back")
    assert unit_id not in ids(groups(database, HANS)["call"])
    finish_step(database, EVA, int(row["conversation_id"]))
    assert unit_id not in ids(groups(database, EVA)["call"])


def test_a_next_step_without_a_day_is_not_forgotten(database: Database) -> None:
    """Prevents a promised call that no list shows because nobody chose a day for it; it is not overdue either."""
    unit_id = vacant_units(database)[3]
    add_talk(database, EVA, unit_id, TALK | {"next_on": None})
    row = next(row for row in groups(database, EVA)["call"].rows if row["unit_id"] == unit_id)
    assert row["due_on"] is None
    assert not row["is_overdue"]
    finish_step(database, EVA, int(row["conversation_id"]))
    assert unit_id not in ids(groups(database, EVA)["call"])


def test_a_step_ends_with_the_ownership(database: Database) -> None:
    """Prevents a call to somebody who sold the house, and a step that is lost before the last day of the ownership."""
    unit_id = vacant_units(database)[4]
    owner_id = record_owner(database, EVA, unit_id, {"kind": "city", "legal_name": "Stadt"})
    add_talk(database, EVA, unit_id, TALK, owner_id=owner_id)
    assert unit_id in ids(groups(database, EVA)["call"])
    end_ownership(database, EVA, unit_id, owner_id, TODAY - datetime.timedelta(days=1))
    assert unit_id not in ids(groups(database, EVA)["call"])
    link_owner(database, EVA, unit_id, owner_id)
    end_ownership(database, EVA, unit_id, owner_id, TODAY)
    assert unit_id in ids(groups(database, EVA)["call"])


@pytest.mark.parametrize(("days", "is_due"), [(7, True), (8, False), (-1, True)])
def test_what_comes_soon_is_there(database: Database, days: int, is_due: bool) -> None:
    """Prevents tasks that show up too late, and a list full of those of next year: seven days ahead."""
    unit_id = vacant_units(database)[1]
    opened = record(database, EVA, unit_id)
    save(database, EVA, unit_id, opened.revision, {"follow_up_on": TODAY + datetime.timedelta(days=days)})
    assert (unit_id in ids(groups(database, EVA)["follow_up"])) is is_due


def test_an_interim_use_that_ends(database: Database) -> None:
    """Prevents a space that stands empty again while nobody noticed."""
    unit_id = vacant_units(database)[2]
    opened = record(database, EVA, unit_id)
    changes = {"state": "interim_use", "interim_until": TODAY + datetime.timedelta(days=3)}
    save(database, EVA, unit_id, opened.revision, changes)
    assert unit_id in ids(groups(database, EVA)["interim_end"])


def test_re_checks_are_the_stale_ones(database: Database) -> None:
    """Prevents a record nobody has looked at for half a year from being taken for sure; the oldest comes first."""
    found = groups(database, ADMIN)["recheck"]
    assert found.count and found.count == found.overdue
    stale = database.read("vacancy_summary", area_id="city:dortmund")["watched_stale"].iloc[0]
    assert found.count == stale
    due = [row["due_on"] for row in found.rows]
    assert due == sorted(due)
    inside = groups(database, ADMIN, area_id="bezirk:eving")["recheck"]
    assert set(ids(inside)) < set(ids(found))


def test_tasks_are_for_who_may_edit(database: Database) -> None:
    """Prevents the council from seeing when an owner is to be called."""
    for actor in OTHERS:
        with pytest.raises(NotAllowed):
            task_groups(database, actor)
