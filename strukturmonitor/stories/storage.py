"""Stories as they are kept: whose they are, who may read and change them, and that nobody overwrites another's work.

A story belongs to an account. Shared, its audience may read it; joint, everybody who may present may change it. A save
names the revision it was made from: on an older one nothing is written (StoryChanged)."""

import datetime
import secrets
from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader, allowed, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import NotAllowed, StoryChanged, StoryTooLarge, StoryUnknown, TooManyStories
from strukturmonitor.stories.files import RIGHT, add_picture, picture
from strukturmonitor.stories.model import Story
from strukturmonitor.stories.rules import MEGA, limits, minutes_of

__all__ = ["Kept", "Listed", "add_picture", "copy", "delete", "picture", "save", "share", "stories", "story"]
_ID_BYTES = 6


@dataclass(frozen=True)
class Listed:
    """A story in a list. `owner`: account_id, None for examples, for stories whose account was deleted, and for readers
    who may not present; `is_own`: whether it belongs to who asks; `changed_at`: UTC; `minutes`: of all steps."""

    story_id: str
    revision: int
    owner: str | None
    owner_name: str | None
    is_own: bool
    is_shared: bool
    is_joint: bool
    title: str
    language: str
    audience: str
    steps: int
    minutes: float
    frozen_on: datetime.date | None
    changed_at: datetime.datetime
    changed_by: str | None


@dataclass(frozen=True)
class Kept:
    """A story as it is kept at a revision; owner and the others as in `Listed`."""

    story_id: str
    revision: int
    owner: str | None
    is_shared: bool
    is_joint: bool
    changed_at: datetime.datetime
    changed_by: str | None
    story: Story

    def is_own(self, actor: Actor) -> bool:
        return self.owner is not None and self.owner == actor.account_id

    def may_change(self, actor: Actor) -> bool:
        """Whether the actor may save it in its place."""
        return _has_account(actor) and (self.is_joint or self.is_own(actor))

    @property
    def seen_by(self) -> Actor:
        """With whose rights its views are drawn, whoever presents."""
        return Actor() if self.story.audience == "public" else Actor(role="council")


def stories(reader: Reader) -> list[Listed]:
    """What the actor may open, the last changed first: one's own, joint and shared ones; without the right to present
    only those that are shared and for everybody."""
    if allowed(reader.actor, RIGHT):
        rows = reader.rows("story_list", account_id=reader.actor.account_id)
    else:
        rows = reader.rows("story_list_public")
    own = reader.actor.account_id
    return [Listed(**row, is_own=own is not None and row["owner"] == own) for row in rows]


def story(reader: Reader, story_id: str) -> Kept | None:
    """One story; None where there is none of that id, or not for this actor. The notes are for who may present."""
    may_present = allowed(reader.actor, RIGHT)
    if may_present:
        rows = reader.rows("story_whole", story_id=story_id, account_id=reader.actor.account_id)
    else:
        rows = reader.rows("story_whole_public", story_id=story_id)
    if not rows:
        return None
    document = Story.model_validate_json(rows[0].pop("document"))
    for step in document.steps if not may_present else ():
        step.notes = ""
    return Kept(**rows[0], story=document)


def save(
    database: Database, actor: Actor, document: Story, story_id: str | None = None, revision: int | None = None
) -> Kept:
    """Keep a new story, or another document in the place of one, made from its `revision`. Raises NotAllowed, StoryUnknown,
    StoryChanged (who, when), StoryTooLarge, TooManyStories."""
    account_id = _account(actor)
    columns = _columns(document)
    if story_id is None:
        story_id = _new_id()
        _make_room(database, actor)
        with database.transaction() as transaction:
            transaction.run("add_story", story_id=story_id, account_id=account_id, is_shared=False, **columns)
            _drop_unused(transaction)
    else:
        with database.transaction() as transaction:
            now = _changeable(transaction, actor, story_id)
            if now["revision"] != revision:
                raise StoryChanged(who=now["changed_by"] or "–", when=now["changed_at"])
            transaction.run("change_story", story_id=story_id, changed_by=account_id, **columns)
            _drop_unused(transaction)
    return _again(database, actor, story_id)


def add_example(database: Database, document: Story) -> str:
    """Keep a story that belongs to nobody and that everybody may read and copy; returns its id."""
    story_id = _new_id()
    with database.transaction() as transaction:
        transaction.run("add_story", story_id=story_id, account_id=None, is_shared=True, **_columns(document))
    return story_id


def copy(database: Database, actor: Actor, story_id: str, title: str) -> Kept:
    """A story of one's own with the content of another one that the actor may open. Raises NotAllowed, StoryUnknown,
    TooManyStories."""
    _account(actor)
    found = story(Reader(database, actor), story_id)
    if found is None:
        raise StoryUnknown
    document = found.story.model_copy(deep=True)
    document.title = title
    return save(database, actor, document)


def share(database: Database, actor: Actor, story_id: str, *, is_shared: bool, is_joint: bool = False) -> Kept:
    """Say who may read and who may change a story of one's own. Raises NotAllowed, StoryUnknown."""
    account_id = _account(actor)
    with database.transaction() as transaction:
        if _changeable(transaction, actor, story_id)["account_id"] != account_id:
            raise NotAllowed(action=RIGHT, role=actor.role)
        transaction.run("share_story", story_id=story_id, is_shared=is_shared, is_joint=is_joint)
    return _again(database, actor, story_id)


def delete(database: Database, actor: Actor, story_id: str) -> None:
    """One's own; who administrates may also take away what others share. Raises NotAllowed, StoryUnknown."""
    account_id = _account(actor)
    with database.transaction() as transaction:
        now = _open_to(transaction, actor, story_id)
        if now["account_id"] != account_id:
            require(actor, "administrate")
        transaction.run("drop_story", story_id=story_id)
        _drop_unused(transaction)


def files_of(document: Story) -> list[str]:
    """Ids of the pictures and the frozen geometry a story holds, each once."""
    found = [step.picture for step in document.steps if step.picture]
    for step in document.steps:
        held = (step.frozen or {}).get("files", [])
        found += [file_id for file_id in held if isinstance(file_id, str)] if isinstance(held, list) else []
    return sorted(set(found))


def _columns(document: Story) -> dict[str, object]:
    """What of a document stands in columns, and the document itself. Raises StoryTooLarge."""
    text = document.model_dump_json(exclude_none=True)
    limit_mb = limits()["largest_document_mb"]
    if len(text) > limit_mb * MEGA:
        raise StoryTooLarge(what="story", size_mb=round(len(text) / MEGA, 1), limit_mb=limit_mb)
    return {
        "title": document.title,
        "language": document.language,
        "audience": document.audience,
        "steps": len(document.steps),
        "minutes": sum(minutes_of(step.kind, step.minutes) for step in document.steps),
        "frozen_on": document.frozen_on,
        "file_ids": files_of(document),
        "document": text,
        "changed_at": utc_now(),
    }


def _again(database: Database, actor: Actor, story_id: str) -> Kept:
    kept = story(Reader(database, actor), story_id)
    if kept is None:  # deleted by another one in the same moment
        raise StoryUnknown
    return kept


def _open_to(transaction: Transaction, actor: Actor, story_id: str) -> dict:
    rows = transaction.rows("story_now", story_id=story_id)
    if not rows:
        raise StoryUnknown
    is_open = rows[0]["is_joint"] or rows[0]["is_shared"]
    if rows[0]["account_id"] != actor.account_id and not is_open:
        raise StoryUnknown  # that there is one is nobody else's business
    return rows[0]


def _changeable(transaction: Transaction, actor: Actor, story_id: str) -> dict:
    now = _open_to(transaction, actor, story_id)
    if now["account_id"] != actor.account_id and not now["is_joint"]:
        raise NotAllowed(action=RIGHT, role=actor.role)
    return now


def _make_room(database: Database, actor: Actor) -> None:
    most = limits()["most_per_account"]
    if sum(each.is_own for each in stories(Reader(database, actor))) >= most:
        raise TooManyStories(limit=most)


def _drop_unused(transaction: Transaction) -> None:
    kept_for = datetime.timedelta(hours=limits()["unused_files_kept_hours"])
    transaction.run("drop_unused_story_files", before=utc_now() - kept_for)


def _account(actor: Actor) -> str:
    require(actor, RIGHT)
    if actor.account_id is None:
        raise NotAllowed(action=RIGHT, role=actor.role)
    return actor.account_id


def _has_account(actor: Actor) -> bool:
    return allowed(actor, RIGHT) and actor.account_id is not None


def _new_id() -> str:
    return secrets.token_hex(_ID_BYTES)
