"""The records of workshops and dialogues, read with an actor's rights: the public sees what is published, who keeps meetings
sees drafts too."""

import datetime
from dataclasses import dataclass

from strukturmonitor.access import Reader
from strukturmonitor.dialogue.meeting_rules import rules


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


def open_meetings(reader: Reader) -> list[MeetingName]:
    """The meetings something may belong to (a vote, for instance), the newest first. Raises NotAllowed."""
    return [MeetingName(**row) for row in reader.rows("meetings_open", limit=rules().most_open_meetings)]
