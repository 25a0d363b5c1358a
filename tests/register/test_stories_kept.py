"""Stories as they are kept: whose they are, who sees them, and that nobody overwrites another's work."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from pydantic import ValidationError

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, StoryChanged, StoryTooLarge, StoryUnknown, TooManyStories
from strukturmonitor.stories import storage
from strukturmonitor.stories.files import known_files
from strukturmonitor.stories.model import LONGEST_TITLE, Step, Story
from strukturmonitor.stories.rules import limits
from strukturmonitor.stories.storage import Kept, copy, delete, save, share, stories, story

KIM = Actor("coordinator", frozenset({"bezirk:eving"}), account_id="a-1", name="Kim")
EVA = Actor("council", account_id="a-2", name="Eva")
STAT = Actor("statistics", account_id="a-4", name="Sam")
JURY = Actor("jury", account_id="a-5", name="Jo")
ADMIN = Actor("admin", account_id="a-3", name="Ada")
PUBLIC = Actor()


@pytest.fixture(scope="module")
def whole(empty_database: Database) -> Iterator[Database]:
    scratch = empty_database.scratch()
    yield scratch
    scratch.close()


@pytest.fixture
def database(whole: Database) -> Iterator[Database]:
    yield whole
    for actor in (KIM, EVA, ADMIN, STAT):
        for each in stories(Reader(whole, actor)):
            if each.is_own:
                delete(whole, actor, each.story_id)
    for each in stories(Reader(whole, ADMIN)):
        delete(whole, ADMIN, each.story_id)


def made(title: str = "Wandel", **values: object) -> Story:
    step = Step(kind="text", title="Erstens", text="Ein Satz.", notes="Langsam sprechen")
    return Story(title=title, steps=[step], **values)


def opened(database: Database, actor: Actor, kept: Kept) -> Kept | None:
    return story(Reader(database, actor), kept.story_id)


def png(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def test_a_story_comes_back_as_it_was(database: Database) -> None:
    """Prevents a story that loses a step, its notes or its place in the list."""
    kept = save(database, KIM, made(audience="council", planned_minutes=30))
    again = opened(database, KIM, kept)
    assert again.story == made(audience="council", planned_minutes=30).model_copy(update={"steps": kept.story.steps})
    assert again.story.steps[0].notes == "Langsam sprechen" and again.revision == 1
    (listed,) = stories(Reader(database, KIM))
    assert (listed.title, listed.steps, listed.audience, listed.is_own) == ("Wandel", 1, "council", True)


def test_a_save_on_an_old_version_overwrites_nothing(database: Database) -> None:
    """Prevents one moderator's evening from being lost by another one's click."""
    kept = save(database, KIM, made())
    share(database, KIM, kept.story_id, is_shared=False, is_joint=True)
    theirs = save(database, EVA, made("Evas Fassung"), kept.story_id, kept.revision)
    with pytest.raises(StoryChanged) as raised:
        save(database, KIM, made("Kims Fassung"), kept.story_id, kept.revision)
    assert raised.value.values["when"] == theirs.changed_at
    assert opened(database, KIM, kept).story.title == "Evas Fassung"
    assert save(database, KIM, made("Kims Fassung"), kept.story_id, theirs.revision).revision == 3


@pytest.mark.parametrize(
    ("audience", "is_shared", "is_joint", "readers"),
    [
        ("public", False, False, {"a-1"}),
        ("council", False, False, {"a-1"}),
        ("public", True, False, {"a-1", "a-2", "a-3", "a-4", "a-5", None}),
        ("council", True, False, {"a-1", "a-2", "a-3", "a-4"}),
        ("council", False, True, {"a-1", "a-2", "a-3", "a-4"}),
    ],
)
def test_who_sees_a_story(database: Database, audience: str, is_shared: bool, is_joint: bool, readers: set) -> None:
    """Prevents that somebody sees another's private story, and the public one that is for the council."""
    kept = save(database, KIM, made(audience=audience))
    share(database, KIM, kept.story_id, is_shared=is_shared, is_joint=is_joint)
    for actor in (KIM, EVA, ADMIN, STAT, JURY, PUBLIC):
        may = actor.account_id in readers
        assert (opened(database, actor, kept) is not None) == may, actor
        assert (kept.story_id in [each.story_id for each in stories(Reader(database, actor))]) == may, actor


def test_the_notes_and_names_are_not_for_everybody(database: Database) -> None:
    """Prevents that readers of a shared story read what the moderator wrote for herself, or who she is."""
    kept = save(database, KIM, made())
    share(database, KIM, kept.story_id, is_shared=True)
    seen = opened(database, PUBLIC, kept)
    assert seen.story.steps[0].notes == "" and seen.owner is None and seen.changed_by is None
    assert opened(database, EVA, kept).story.steps[0].notes
    (listed,) = stories(Reader(database, PUBLIC))
    assert listed.owner is None and listed.owner_name is None and listed.changed_by is None


def test_only_who_works_on_a_story_changes_it(database: Database) -> None:
    """Prevents that a reader renames, shares or deletes what somebody else shares."""
    kept = save(database, KIM, made())
    for actor, wrong in ((EVA, StoryUnknown), (JURY, NotAllowed), (PUBLIC, NotAllowed), (Actor("admin"), NotAllowed)):
        with pytest.raises(wrong):
            save(database, actor, made("X"), kept.story_id, kept.revision)
        with pytest.raises(wrong):
            delete(database, actor, kept.story_id)
    share(database, KIM, kept.story_id, is_shared=True)
    for attempt in (
        lambda: save(database, EVA, made("X"), kept.story_id, kept.revision),
        lambda: share(database, EVA, kept.story_id, is_shared=False),
        lambda: delete(database, EVA, kept.story_id),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    copied = copy(database, EVA, kept.story_id, "Meine")
    assert copied.is_own(EVA) and copied.story.steps == kept.story.steps and not copied.is_shared
    delete(database, ADMIN, kept.story_id)
    assert opened(database, KIM, kept) is None


def test_limits(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents titles that fit no wall, stories no machine can hold, and control characters in a title."""
    with pytest.raises(ValidationError):
        made("x" * 500)
    assert made(" Ein\x00s\n\tzwei " + "\u202e").title == "Eins zwei" and LONGEST_TITLE < 500
    monkeypatch.setitem(limits(), "largest_document_mb", 0.0001)
    with pytest.raises(StoryTooLarge):
        save(database, KIM, made())
    monkeypatch.setitem(limits(), "largest_document_mb", 1)
    monkeypatch.setitem(limits(), "most_per_account", 1)
    save(database, KIM, made())
    with pytest.raises(TooManyStories):
        save(database, KIM, made())


def test_pictures_stay_while_a_story_holds_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a story whose pictures are gone, and pictures that outlive their stories."""
    first = storage.add_picture(database, KIM, png())
    other = storage.add_picture(database, KIM, png("blue"))
    assert storage.picture(database, first)[:2] == b"\xff\xd8" and storage.add_picture(database, KIM, png()) == first
    with pytest.raises(NotAllowed):
        storage.add_picture(database, PUBLIC, png())
    monkeypatch.setitem(limits(), "unused_files_kept_hours", -1)
    document = made()
    document.steps = [Step(kind="picture", picture=first)]
    kept = save(database, KIM, document)
    assert set(known_files(database, [first, other])) == {first}
    delete(database, KIM, kept.story_id)
    assert storage.picture(database, first) is None


def test_with_the_account_go_its_own_stories(database: Database) -> None:
    """Prevents that what somebody wrote outlives the account; what is shared stays, without saying whose it was."""
    private, shared = save(database, STAT, made("Privat")), save(database, STAT, made("Geteilt"))
    share(database, STAT, shared.story_id, is_shared=True)
    with database.transaction() as transaction:
        transaction.run("erase_account", record_ids=[STAT.account_id])
    assert opened(database, STAT, private) is None
    left = opened(database, ADMIN, shared)
    assert left.owner is None and left.changed_by is None and not left.may_change(STAT)
