"""A story as a file: a zip with the document, its pictures and the geometry of frozen maps. What comes in is hostile until
it was checked: sizes, names, every field of the document, every picture and every frozen view."""

import datetime
import io
import json
import secrets
import zipfile
import zlib
from dataclasses import dataclass, field

from pydantic import ValidationError

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database
from strukturmonitor.errors import PhotoRefused, StoryFileWrong, StoryTooLarge
from strukturmonitor.stories.files import (
    GEOMETRY,
    PICTURE,
    RIGHT,
    add_geometry,
    add_picture,
    geometry,
    known_files,
    picture,
)
from strukturmonitor.stories.frozen_checks import checked, safe_geometry
from strukturmonitor.stories.model import FORMAT, VERSION, Step, Story
from strukturmonitor.stories.rules import MEGA, limits
from strukturmonitor.stories.storage import files_of

_DOCUMENT = "geschichte.json"
_NAMES = {PICTURE: "bilder/{}.jpg", GEOMETRY: "karten/{}.geojson"}


@dataclass
class Opened:
    """A story from a file. `missing`: numbers (1 …) of the steps whose picture was not in the file or is none."""

    story: Story
    missing: list[int] = field(default_factory=list)


def story_file(database: Database, story: Story) -> bytes:
    """The story with everything it needs on another machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_DOCUMENT, story.model_dump_json(exclude_none=True, indent=1))
        for file_id, kind in known_files(database, files_of(story)).items():
            content = picture(database, file_id) if kind == PICTURE else geometry(database, file_id)
            archive.writestr(_NAMES[kind].format(file_id), content or b"")
    return out.getvalue()


def open_file(database: Database, actor: Actor, content: bytes) -> Opened:
    """The story of a file, its pictures and geometry kept here; it is not saved yet. Raises NotAllowed, StoryFileWrong."""
    require(actor, RIGHT)
    rules = limits()["file"]
    if len(content) > rules["largest_mb"] * MEGA:
        raise StoryFileWrong(reason="too_large", limit=rules["largest_mb"])
    files = {_DOCUMENT: content} if content.lstrip()[:1] == b"{" else _unpacked(content)
    if _DOCUMENT not in files:
        raise StoryFileWrong(reason="no_story")
    story = _document(files[_DOCUMENT])
    opened = Opened(story)
    _fresh_ids(story)
    for number, step in enumerate(story.steps, start=1):
        if step.picture is not None:
            step.picture = _picture(database, actor, files, step.picture)
            if step.picture is None:
                opened.missing.append(number)
        if step.frozen is not None:
            step.frozen = _frozen(database, actor, files, step, number)
            story.frozen_on = story.frozen_on or datetime.date.fromisoformat(step.frozen["made_on"][:10])
    return opened


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a zip by name, within the limits."""
    rules = limits()["file"]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > rules["most_parts"]:
                raise StoryFileWrong(reason="too_many_parts", limit=rules["most_parts"])
            if sum(info.file_size for info in infos) > rules["largest_unpacked_mb"] * MEGA:
                raise StoryFileWrong(reason="too_large", limit=rules["largest_unpacked_mb"])
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise StoryFileWrong(reason="no_story") from error


def _document(content: bytes) -> Story:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise StoryFileWrong(reason="no_story") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise StoryFileWrong(reason="no_story")
    if said.get("version") != VERSION:
        raise StoryFileWrong(reason="version", found=str(said.get("version"))[:20], known=VERSION)
    try:
        return Story.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _altered(first, error.error_count()) from error


def _altered(first: dict, count: int) -> StoryFileWrong:
    """Which step and field of a document is wrong, and how."""
    place = [str(part) for part in first["loc"]]
    step = int(place[1]) + 1 if place[:1] == ["steps"] and len(place) > 1 and place[1].isdecimal() else 0
    field_name = ".".join(place[2:] if step else place) or "–"
    problem, limit = problem_of(first)
    return StoryFileWrong(reason="altered", step=step, field=field_name, problem=problem, limit=limit, count=count)


def problem_of(first: dict) -> tuple[str, object]:
    """What is wrong with a field, as pydantic tells it: the last part of a text `stories.file.problem.…`, and the limit."""
    said = first.get("ctx", {})
    is_text = said.get("field_type") == "Value"  # pydantic's word for one with a check of our own before
    kind = "string_too_long" if first["type"] == "too_long" and is_text else first["type"]
    return kind if kind in _PROBLEMS else "value", said.get("max_length") or said.get("le") or "–"


_PROBLEMS = frozenset({"string_too_long", "too_long", "missing", "extra_forbidden"})


def _fresh_ids(story: Story) -> None:
    """Steps that share an id (a file put together by hand) would share their votes."""
    seen: set[str] = set()
    for step in story.steps:
        if step.step_id in seen:
            step.step_id = secrets.token_hex(4)
        seen.add(step.step_id)


def _picture(database: Database, actor: Actor, files: dict[str, bytes], picture_id: str) -> str | None:
    content = files.get(_NAMES[PICTURE].format(picture_id))
    try:
        return None if content is None else add_picture(database, actor, content)
    except PhotoRefused:
        return None


def _frozen(database: Database, actor: Actor, files: dict[str, bytes], step: Step, number: int) -> dict:
    kept: dict[str, str] = {}
    held = step.frozen.get("files", [])
    try:
        for file_id in held if isinstance(held, list) else []:
            content = files.get(_NAMES[GEOMETRY].format(file_id))
            if content is not None:
                kept[str(file_id)] = add_geometry(database, actor, safe_geometry(content))
        return checked(step.frozen, kept)
    except (ValueError, RecursionError, StoryTooLarge) as error:
        raise StoryFileWrong(
            reason="altered", step=number, field="frozen", problem="value", limit="–", count=1
        ) from error
