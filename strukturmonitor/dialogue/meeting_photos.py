"""Photos of a meeting: walls, maps and models, each with words for readers who do not see it."""

import secrets

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.dialogue import meeting_values as values
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meetings import RIGHT
from strukturmonitor.errors import MeetingUnknown, MeetingValueWrong, PhotoRefused
from strukturmonitor.register.photos import forget_pictures
from strukturmonitor.register.pictures import keep, picture

_ID_BYTES = 8


def add_photo(database: Database, actor: Actor, meeting_id: str, upload: bytes, alt: str) -> str:
    """Keep a photo without position, camera or date; `alt` says what is to be seen. Returns its number.
    Raises NotAllowed, MeetingUnknown, MeetingValueWrong (no words), PhotoRefused, DiskFull."""
    require(actor, RIGHT)
    words = _words(alt)
    kept = picture(upload)
    photo_id = secrets.token_hex(_ID_BYTES)
    with database.transaction("meeting") as transaction:
        if not transaction.rows("meeting_to_change", meeting_id=meeting_id):
            raise MeetingUnknown
        if len(transaction.rows("photos_of_meeting", meeting_id=meeting_id)) >= rules().most["photos"]:
            raise MeetingValueWrong(field="photos", reason="too_many", limit=rules().most["photos"])
        keep(database.data_dir, kept)
        transaction.run(
            "add_meeting_photo",
            photo_id=photo_id,
            meeting_id=meeting_id,
            sha256=kept.sha256,
            width_px=kept.width_px,
            height_px=kept.height_px,
            alt=words,
            account_id=actor.account_id,
            added_at=utc_now(),
        )
    return photo_id


def change_photo(database: Database, actor: Actor, meeting_id: str, photo_id: str, alt: str) -> None:
    """Say anew what is to be seen. Raises NotAllowed, MeetingValueWrong, PhotoRefused (unknown)."""
    require(actor, RIGHT)
    words = _words(alt)
    with database.transaction("meeting") as transaction:
        if transaction.run("change_meeting_photo", meeting_id=meeting_id, photo_id=photo_id, alt=words).empty:
            raise PhotoRefused(reason="unknown", limit="–")


def remove_photo(database: Database, actor: Actor, meeting_id: str, photo_id: str) -> None:
    """Delete a photo for good, the file too where nothing else shows the same picture.
    Raises NotAllowed, PhotoRefused (unknown)."""
    require(actor, RIGHT)
    with database.transaction("meeting") as transaction:
        dropped = transaction.run("drop_meeting_photo", meeting_id=meeting_id, photo_id=photo_id)["sha256"].tolist()
        if not dropped:
            raise PhotoRefused(reason="unknown", limit="–")
    forget_pictures(database, dropped)


def _words(alt: str) -> str:
    return values.text("alt", alt, longest="alt", is_required=True) or ""
