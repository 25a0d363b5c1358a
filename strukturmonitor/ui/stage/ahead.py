"""Views of the steps to come are made in the background, so that the hall does not wait for a page that was never
opened."""

import threading
from collections.abc import Iterable

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.data import in_background
from strukturmonitor.ui.stage.size import facts
from strukturmonitor.ui.stories.views import view_of

_one_at_a_time = threading.Lock()


def look_ahead(kept: Kept, number: int) -> None:
    """Make the views of the steps after `number` (1 …), one after the other, unless somebody is at it already."""
    steps = kept.story.steps[number : number + facts()["views_ahead"]]
    views = [step for step in steps if step.kind == "view"]
    if views:
        in_background(lambda: _make(kept, views))


def _make(kept: Kept, steps: Iterable[object]) -> None:
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        for step in steps:
            try:
                view_of(kept, step)
            except StrukturmonitorError:
                continue  # the wall says so when the step's turn comes
    finally:
        _one_at_a_time.release()
