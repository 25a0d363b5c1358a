"""For the tests of votes: a database of their own, a moderator, questions of every kind, phones."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.dialogue import poll_leading, poll_votes
from strukturmonitor.dialogue.poll_model import Asked, Asking, Poll

LEADER = Actor("coordinator", account_id="moderation", name="Moderation")
KINDS = {
    "single": Asked(kind="single", options=["Markt", "Bänke & Schatten", "Läden"]),
    "multiple": Asked(kind="multiple", options=["Zu Fuß", "Rad", "Bus", "Auto"]),
    "dots": Asked(kind="dots", options=["Platz", "Fest", "Rad"], points=5),
    "scale": Asked(kind="scale", points=5, low="gar nicht", high="sehr"),
    "words": Asked(kind="words"),
    "point": Asked(kind="point"),
}
INSIDE = {"lon": "7.466", "lat": "51.551"}
# What a phone of each kind of question may send.
ANSWERS = {
    "single": {"wahl": "1"},
    "multiple": {"o0": "1", "o2": "1"},
    "dots": {"p0": "3", "p2": "2"},
    "scale": {"wahl": "3"},
    "words": {"w0": "Mehr Bäume!", "w1": "Ruhe"},
    "point": INSIDE,
}
_steps = iter(range(10**6))


@pytest.fixture(scope="module")
def database(empty_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("polls") / "data"
    shutil.copytree(empty_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


@pytest.fixture
def reader(database: Database) -> Reader:
    return Reader(database, LEADER)


def asking(kind: str, *, story_id: str | None = None, title: str = "Was zuerst?", **more: object) -> Asking:
    """A question of a story and a step of its own."""
    number = next(_steps)
    return Asking(story_id or f"story-{number}", f"{number:08x}", title, "", "de", KINDS[kind], **more)


def opened(database: Database, kind: str, **more: object) -> Poll:
    return poll_leading.open_poll(database, LEADER, asking(kind, **more))


def phone(database: Database, poll: Poll, form: dict[str, str], *, token: str | None = None) -> bool:
    """One phone answers; whether that took the place of an earlier answer."""
    behind = poll_votes.behind_code(database, poll.code)
    return poll_votes.vote(database, behind, token or poll_votes.new_token(), form)
