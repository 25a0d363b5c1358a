"""Keeping the record of a meeting: its head, agenda, groups, agreements and next steps are saved together. Who was overtaken
is told by whom and when; nothing is overwritten in silence."""

import dataclasses
import datetime
import secrets
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.dialogue import meeting_values as values
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meetings import RIGHT, Group, Line, Meeting, meeting
from strukturmonitor.errors import AreaUnknown, MeetingChanged, MeetingUnknown, MeetingValueWrong, NotAllowed
from strukturmonitor.register.day import today
from strukturmonitor.register.photos import forget_pictures

VISIBILITIES = ("draft", "published")
_ID_BYTES = 6


@dataclass(frozen=True)
class Sheet:
    """What is saved together. `area_id`: None for the whole city; a group without an id is new."""

    title: str
    kind: str
    held_on: datetime.date
    begins: str | None = None
    ends: str | None = None
    place: str | None = None
    area_id: str | None = None
    story_id: str | None = None
    people: int | None = None
    summary: str | None = None
    visibility: str = "draft"
    agenda: tuple[Line, ...] = ()
    agreements: tuple[Line, ...] = ()
    next_steps: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()

    @classmethod
    def of(cls, kept: Meeting) -> "Sheet":
        """What can be changed of a record as it stands."""
        return cls(**{each.name: getattr(kept, each.name) for each in dataclasses.fields(cls)})


def save_meeting(
    database: Database, actor: Actor, sheet: Sheet, meeting_id: str | None = None, revision: int | None = None
) -> Meeting:
    """Begin a record, or change one; `revision`: the one the change is based on. Returns the record afterwards.
    Raises NotAllowed, MeetingUnknown, MeetingValueWrong, AreaUnknown, MeetingChanged."""
    require(actor, RIGHT)
    with database.transaction("meeting") as transaction:
        day = today(database)
        is_new = meeting_id is None
        before = None if is_new else _to_change(transaction, meeting_id, revision)
        clean = _checked(sheet, day)
        meeting_id = meeting_id or secrets.token_hex(_ID_BYTES)
        around = areas_around(transaction, clean.area_id)
        transaction.run(
            "add_meeting" if is_new else "change_meeting",
            meeting_id=meeting_id,
            account_id=actor.account_id,
            changed_at=utc_now(),
            **{name: getattr(clean, name) for name in _HEAD},
        )
        _write_lines(transaction, meeting_id, clean)
        transaction.run("forget_lost_groups", meeting_id=meeting_id)
        if before is not None and before["area_id"] != clean.area_id:
            transaction.run("move_ideas", meeting_id=meeting_id, area_ids=around)
    return meeting(Reader(database, actor), meeting_id)


def delete_meeting(database: Database, actor: Actor, meeting_id: str, revision: int) -> None:
    """Delete a record for good, its pictures too: by who began it, or by who administrates.
    Raises NotAllowed, MeetingUnknown, MeetingChanged."""
    require(actor, RIGHT)
    with database.transaction("meeting") as transaction:
        before = _to_change(transaction, meeting_id, revision)
        if not may_delete(actor, before["account_id"]):
            raise NotAllowed(action=RIGHT, role=actor.role)
        unused = transaction.run("drop_meeting", meeting_id=meeting_id)["sha256"].tolist()
    forget_pictures(database, unused)


def may_delete(actor: Actor, account_id: object) -> bool:
    """Whether an actor may delete the record that this account began (None: nobody's any more, or begun without an account)."""
    return actor.role == "admin" or account_id == actor.account_id


def areas_around(transaction: Transaction, area_id: str | None) -> list[str]:
    """The area and all that contain it; the city for None. Raises AreaUnknown."""
    found = transaction.run("areas_around", area_id=area_id)["area_id"].tolist()
    if area_id is not None and not found:
        raise AreaUnknown(spelling=area_id, suggestion="–", reason="none_near")
    return found


_HEAD = (
    "title", "kind", "held_on", "begins", "ends", "place", "area_id", "story_id", "people", "summary", "visibility",
)  # fmt: skip


def _to_change(transaction: Transaction, meeting_id: str, revision: int | None) -> dict[str, object]:
    rows = transaction.rows("meeting_to_change", meeting_id=meeting_id)
    if not rows:
        raise MeetingUnknown
    if rows[0]["revision"] != revision:
        raise MeetingChanged(who=rows[0]["changed_by"] or "–", when=rows[0]["changed_at"])
    return rows[0]


def _checked(sheet: Sheet, day: datetime.date) -> Sheet:
    begins, ends = values.time_of_day("begins", sheet.begins), values.time_of_day("ends", sheet.ends)
    if begins and ends and ends < begins:
        raise MeetingValueWrong(field="ends", reason="before_begin", limit="–")
    return Sheet(
        title=values.text("title", sheet.title, longest="title", is_required=True),
        kind=values.choice("kind", sheet.kind, rules().kinds, is_required=True),
        held_on=values.day("held_on", sheet.held_on, day, is_required=True),
        begins=begins,
        ends=ends,
        place=values.text("place", sheet.place, longest="place"),
        area_id=sheet.area_id or None,
        story_id=values.text("story", sheet.story_id, longest="title"),
        people=values.whole("people", sheet.people, rules().most_people),
        summary=values.text("summary", sheet.summary, longest="summary", is_long=True),
        visibility=values.choice("visibility", sheet.visibility, VISIBILITIES, is_required=True),
        agenda=tuple(values.lines("agenda", sheet.agenda, day)),
        agreements=tuple(values.lines("agreements", sheet.agreements, day)),
        next_steps=tuple(values.lines("next_steps", sheet.next_steps, day)),
        groups=tuple(values.groups(sheet.groups)),
    )


def _write_lines(transaction: Transaction, meeting_id: str, sheet: Sheet) -> None:
    rows = [
        {"meeting_id": meeting_id, "kind": kind, "line_number": number, **dataclasses.asdict(line)}
        for kind, lines in (
            ("agenda", sheet.agenda), ("agreement", sheet.agreements), ("next_step", sheet.next_steps)
        )
        for number, line in enumerate(lines, 1)
    ]  # fmt: skip
    if rows:
        frame = pd.DataFrame(rows)
        transaction.insert("meeting_line", frame.assign(due_on=pd.to_datetime(frame["due_on"])))
    groups = [
        {
            "meeting_id": meeting_id,
            "group_id": group.group_id or secrets.token_hex(_ID_BYTES),
            "group_number": number,
            "name": group.name,
            "theme": group.theme,
            "people": group.people,
        }
        for number, group in enumerate(sheet.groups, 1)
    ]
    if groups:
        frame = pd.DataFrame(groups)
        transaction.insert("meeting_group", frame.assign(people=frame["people"].astype("Int32")))
