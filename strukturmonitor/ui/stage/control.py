"""The two components of the stage: the wall's keys and step list, and the moderator's window. They know each other in the
browser (channel.js); the server hears which step to draw next."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from strukturmonitor.access import Reader
from strukturmonitor.stories.storage import Kept, story
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.stage.size import facts

_FOLDER = Path(__file__).parent
_WORDS = (
    "auto", "auto_on", "back", "black", "busy", "clock", "close", "counter", "day", "full", "keys", "last_step", "leave",
    "list", "next", "next_step", "no_notes", "not_begun", "notes", "of", "over", "pause", "paused", "restart",
    "resume", "story_time", "step_time", "unblack",
)  # fmt: skip


@cache
def _component(name: str) -> object:
    script = "\n".join((_FOLDER / file).read_text(encoding="utf-8") for file in ("channel.js", f"{name}.js"))
    markup, style = ((_FOLDER / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component(f"stage_{name}", html=markup, css=style, js=script)


def newest(page: Page, kept: Kept) -> Kept:
    """The story as it is now; as it was opened where nothing can be shown of it any more."""
    now = story(Reader(database(), page.data.actor), kept.story_id)
    return now if now is not None and now.story.steps else kept


def address(kept: Kept, view: str | None = None) -> str:
    """The story's page, or one of its views."""
    query = {"geschichte": kept.story_id} | ({"ansicht": view} if view else {})
    return "praesentation?" + urlencode(query)


def mount(name: str, kept: Kept, texts: Texts, *, step: int, slots: int, may_lead: bool, key: str) -> object:
    """Put the component `wall` or `notes` on the page; its result has `step` (see `step_of`) and `size`, once the browser
    has said them. Notes travel only to who may lead."""
    steps = [
        {
            "id": each.step_id,
            "title": each.title or texts("stage.step", number=number),
            "minutes": each.minutes,
            **({"notes": each.notes} if name == "notes" and may_lead else {}),
        }
        for number, each in enumerate(kept.story.steps, 1)
    ]
    data = {
        "story": kept.story_id,
        "revision": kept.revision,
        "title": kept.story.title,
        "language": texts.language,
        "steps": steps,
        "step": step,
        "slots": slots,
        "auto_s": facts()["autoplay_s"],
        "notes": address(kept, "notizen") if may_lead else None,
        "leave": address(kept),
        "words": {word: texts(f"stage.word.{word}") for word in _WORDS},
    }
    return _component(name)(key=key, data=data, on_step_change=lambda: None, on_size_change=lambda: None)


def step_of(said: object, kept: Kept) -> int:
    """The step that an address (1 …) or the browser ({«number», «id»}) names, within the story: a step that was moved meanwhile
    is the same, one that was deleted the one at its place."""
    if isinstance(said, Mapping):
        ids = [step.step_id for step in kept.story.steps]
        said = ids.index(said.get("id")) + 1 if said.get("id") in ids else said.get("number")
    try:
        number = int(said)
    except (TypeError, ValueError):
        number = 1
    return min(max(number, 1), max(len(kept.story.steps), 1))
