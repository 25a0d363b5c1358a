"""The records of workshops and dialogues, read with an actor's rights: the public sees what is published, who keeps meetings
sees drafts too."""

import datetime
from dataclasses import dataclass, field

import pandas as pd

from strukturmonitor.access import Reader, allowed
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.errors import MeetingUnknown

RIGHT = "keep_meetings"


@dataclass(frozen=True)
class MeetingName:
    """A meeting by its head. `area_id`: None for the whole city; `visibility`: draft or published."""

    meeting_id: str
    title: str
    kind: str
    held_on: datetime.date
    place: str | None
    area_id: str | None
    visibility: str


@dataclass(frozen=True)
class Line:
    """One line of the agenda (`begins`: HH:MM), of the agreements or of the next steps (`office`: who, `due_on`: until
    when)."""

    text: str
    begins: str | None = None
    office: str | None = None
    due_on: datetime.date | None = None


@dataclass(frozen=True)
class Group:
    """A working group. `theme`: of data/meetings.yml; `people`: how many, None where nobody counted."""

    group_id: str
    name: str
    theme: str | None = None
    people: int | None = None


@dataclass(frozen=True)
class Idea:
    """What was said. `number`: its place in the meeting; `weight`: dots or votes, None where nobody weighed; `answer` and
    `status`: what becomes of it, `reason` where it is not possible; `measure_id`: the measure that answers it."""

    idea_id: str
    revision: int
    number: int
    text: str
    theme: str | None = None
    field_of_action: str | None = None
    group_id: str | None = None
    area_id: str | None = None
    place: str | None = None
    lon: float | None = None
    lat: float | None = None
    weight: int | None = None
    weighed_by: str | None = None
    status: str = "open"
    answer: str | None = None
    reason: str | None = None
    measure_id: str | None = None
    answered_on: datetime.date | None = None
    area_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Photo:
    """`sha256`: the picture in the data folder (register.pictures); `alt`: what is to be seen, also its caption."""

    photo_id: str
    sha256: str
    width_px: int
    height_px: int
    alt: str


@dataclass(frozen=True)
class Meeting:
    """The whole record. `begins` and `ends`: HH:MM; `people`: how many took part; `changed_by`: name of the account that
    changed it last, for who keeps meetings only; `changed_at`: UTC."""

    meeting_id: str
    revision: int
    title: str
    kind: str
    held_on: datetime.date
    begins: str | None
    ends: str | None
    place: str | None
    area_id: str | None
    story_id: str | None
    people: int | None
    summary: str | None
    visibility: str
    is_made: bool
    changed_at: datetime.datetime
    agenda: tuple[Line, ...] = ()
    agreements: tuple[Line, ...] = ()
    next_steps: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()
    ideas: tuple[Idea, ...] = ()
    photos: tuple[Photo, ...] = ()
    account_id: str | None = None
    changed_by: str | None = field(default=None, compare=False)

    @property
    def is_published(self) -> bool:
        return self.visibility == "published"

    @property
    def group_names(self) -> dict[str, str]:
        """group_id → name."""
        return {group.group_id: group.name for group in self.groups}


def open_meetings(reader: Reader) -> list[MeetingName]:
    """The meetings something may belong to (a vote, for instance), the newest first. Raises NotAllowed."""
    return [MeetingName(**row) for row in reader.rows("meetings_open", limit=rules().most_open_meetings)]


def meetings(reader: Reader) -> pd.DataFrame:
    """One row per meeting the actor may see, columns as of the query meetings_published, the newest first."""
    return reader.read("meetings_kept" if allowed(reader.actor, RIGHT) else "meetings_published")


def meeting(reader: Reader, meeting_id: str) -> Meeting:
    """The whole record. Raises MeetingUnknown, also for a draft that is not for this actor."""
    query = "meeting_kept" if allowed(reader.actor, RIGHT) else "meeting_published"
    rows = reader.rows(query, meeting_id=meeting_id)
    if not rows:
        raise MeetingUnknown
    return _whole(rows[0])


def _whole(row: dict[str, object]) -> Meeting:
    lines: dict[str, list[Line]] = {"agenda": [], "agreement": [], "next_step": []}
    for line in row.pop("lines"):
        lines[line.pop("kind")].append(Line(**line))
    ideas = [
        Idea(number=idea.pop("idea_number"), area_ids=tuple(idea.pop("area_ids")), **idea) for idea in row.pop("ideas")
    ]
    return Meeting(
        is_made=row.pop("origin") == "made",
        agenda=tuple(lines["agenda"]),
        agreements=tuple(lines["agreement"]),
        next_steps=tuple(lines["next_step"]),
        groups=tuple(Group(**group) for group in row.pop("groups")),
        ideas=tuple(ideas),
        photos=tuple(Photo(**photo) for photo in row.pop("photos")),
        **row,
    )
