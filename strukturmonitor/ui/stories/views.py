"""The view of a step: drawn now with the audience's rights, or as it was frozen."""

import hashlib
import json
import logging
import time
from collections.abc import Callable

from strukturmonitor.access import Actor, Reader
from strukturmonitor.errors import PageUnknown, StepUnavailable
from strukturmonitor.shown import View
from strukturmonitor.stories.files import add_geometry, geometry_address
from strukturmonitor.stories.frozen import freeze, thaw
from strukturmonitor.stories.model import Step, Story
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui import headless
from strukturmonitor.ui.analyses import is_first_awaited
from strukturmonitor.ui.data import Data, database, made_once
from strukturmonitor.ui.map_files import map_file

_MOST_VIEWS = 120  # of some 100 kB: a story's steps stay at hand while it is shown
_FRESH_S = 600  # an analysis that was still being computed shows up this much later
_LANGUAGE = "sprache"
_log = logging.getLogger(__name__)


def view_of(kept: Kept, step: Step) -> View:
    """What a step of kind `view` shows its audience: frozen where it was frozen, else as the page is now. Cached per state
    of the data. Shared by all sessions: look up, never change. Raises StepUnavailable."""
    return view_for(kept.story, kept.seen_by, step)


def view_for(story: Story, audience: Actor, step: Step) -> View:
    """The same of a story that is not kept (yet)."""
    if step.frozen is not None:
        return _frozen_view(step)
    return _live_view(story, audience, step)


def frozen_now(story: Story, audience: Actor, step: Step, maker: Actor) -> dict:
    """The step's view as it is at this moment, for keeping with the story; the geometry of its maps is kept in the name of
    `maker`. Raises StepUnavailable, StoryTooLarge, NotAllowed."""

    def keep(address: str) -> str:
        content = map_file(address)
        if content is None:
            raise StepUnavailable(step=step.title, reason="geometry", name=address.partition("?")[0])
        return geometry_address(add_geometry(database(), maker, content))

    # Drawn anew: a page leaves the files of its maps where `map_file` finds them for a while only.
    return freeze(_live_view(story, audience, step, take=_taken.__wrapped__), keep, step.part)


def _live_view(story: Story, audience: Actor, step: Step, *, take: Callable[..., View] | None = None) -> View:
    data = Data(Reader(database(), audience))
    query = tuple(sorted({**step.query, _LANGUAGE: story.language}.items()))
    try:
        is_awaited = is_first_awaited(database())  # part of the key: what was missing is drawn as soon as it is there
        state = (data.data_version, data.register_version, int(time.monotonic() // _FRESH_S), is_awaited)
        view = (take or _taken)(audience, step.path, query, state)
    except PageUnknown as error:
        raise StepUnavailable(step=step.title, reason="page", name=f"/{step.path}") from error
    except Exception as error:  # whatever a page stumbles over: the other steps of the story go on
        _log.exception("a step's page could not be drawn: /%s", step.path)
        raise StepUnavailable(step=step.title, reason="error", name=f"/{step.path}") from error
    if view.rejected:
        raise StepUnavailable(step=step.title, reason="filters", name=", ".join(view.rejected))
    is_empty = not view.parts
    if is_empty or (step.part is not None and view.part(step.part) is None):
        if view.is_awaiting:
            raise StepUnavailable(step=step.title, reason="computing", name=view.title)
        raise StepUnavailable(
            step=step.title, reason="empty" if is_empty else "part", name=view.title if is_empty else step.part
        )
    return view


def _frozen_view(step: Step) -> View:
    digest = hashlib.sha256(json.dumps(step.frozen, sort_keys=True).encode()).hexdigest()
    try:
        view = _thawed(_Frozen(digest, step.frozen))
    except ValueError as error:
        raise StepUnavailable(step=step.title, reason="frozen", name=str(error)) from error
    if not view.parts:
        raise StepUnavailable(step=step.title, reason="empty", name=view.title)
    return view


@made_once(_MOST_VIEWS)
def _taken(audience: Actor, path: str, query: tuple[tuple[str, str], ...], state: tuple) -> View:
    return headless.take(path, dict(query), audience)


class _Frozen:
    """A key of the cache that brings its content along once."""

    def __init__(self, digest: str, content: dict) -> None:
        self.digest = digest
        self.content: dict | None = content

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self.digest == other.digest


@made_once(_MOST_VIEWS)
def _thawed(frozen: _Frozen) -> View:
    view = thaw(frozen.content)
    frozen.content = None  # the key stays, and would hold it a second time
    return view
