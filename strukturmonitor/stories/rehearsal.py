"""Generalprobe: what of a story would not work in the hall, looked for step by step before anybody leaves the office."""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from strukturmonitor.dialogue.poll_model import Asked
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.shown import Chart, Figure, Map, Table, View
from strukturmonitor.stories.frozen import shown_parts
from strukturmonitor.stories.model import Step, Story
from strukturmonitor.stories.rules import limits, minutes_of

Level = Literal["ok", "warning", "error"]
_FOREIGN = re.compile(r"(?:https?:)?//[\w.-]+", re.IGNORECASE)
_WALLS = ("small", "large")


@dataclass(frozen=True)
class Finding:
    """`step`: number (1 …), 0 for the whole story. `code`: key below stories.probe, its `values` those of the message;
    `error`: why a view cannot be shown."""

    step: int
    level: Level
    code: str
    values: dict[str, object] = field(default_factory=dict)
    error: StrukturmonitorError | None = None


def rehearse(
    story: Story,
    view_of: Callable[[Step], View],
    *,
    files: Collection[str],
    voted_steps: Collection[str],
    cut_table: Callable[[Step], dict[str, object]] = lambda step: {},
    tell: Callable[[int], None] = lambda number: None,
) -> list[Finding]:
    """All findings in the order of the steps; a step without any has one that is ok. `files`: ids of the pictures and
    geometry that are there; `voted_steps`: ids of steps that hold answers of today; `cut_table`: what the smallest
    wall leaves out of a step's table (title, rows, columns; nothing where it fits); `tell`: called with each step's number."""
    found: list[Finding] = []
    for number, step in enumerate(story.steps, start=1):
        tell(number)
        of_step = [*_common(number, step), *_OF_KIND[step.kind](number, step, view_of, files, voted_steps)]
        if step.kind == "view" and story.frozen_on is not None and step.frozen is None:
            of_step.append(Finding(number, "warning", "not_frozen"))
        if step.kind == "view" and (cut := cut_table(step)):
            of_step.append(Finding(number, "warning", "cut_table", cut))
        found += of_step or [Finding(number, "ok", "fine")]
    return [*found, *_whole(story)]


def _common(number: int, step: Step) -> list[Finding]:
    found = []
    if not step.title:
        found.append(Finding(number, "warning", "no_title"))
    for what, text in (("title", step.title), ("text", step.text)):
        most = limits()["wall"][f"longest_{what}"]
        too_long = [wall for wall in _WALLS if len(text) > most[wall]]
        if too_long:
            level: Level = "error" if len(too_long) == len(_WALLS) and what == "title" else "warning"
            longest = most["large" if len(too_long) == len(_WALLS) else "small"]
            values = {"signs": len(text), "most": longest}
            found.append(Finding(number, level, f"long_{what}_{too_long[-1]}", values))
    if _FOREIGN.search(step.text):
        found.append(Finding(number, "warning", "link_in_text"))
    return found


def _of_view(
    number: int, step: Step, view_of: Callable[[Step], View], files: Collection[str], _: object
) -> list[Finding]:
    try:
        view = view_of(step)
    except StrukturmonitorError as error:
        return [Finding(number, "error", "missing", error=error)]
    found = []
    parts = shown_parts(view, step.part)
    for part in parts:
        if isinstance(part, Chart) and not part.figure.data:
            found.append(Finding(number, "error", "empty_chart", {"title": part.title}))
        if isinstance(part, Table) and part.frame.empty:
            found.append(Finding(number, "warning", "empty_table", {"title": part.title}))
        if isinstance(part, Chart | Map) and _is_from_elsewhere(part):
            found.append(Finding(number, "error", "foreign"))
    if not any(isinstance(part, Chart | Map | Figure | Table) for part in parts):
        found.append(Finding(number, "warning", "only_words"))
    if step.frozen is not None and (gone := set(step.frozen.get("files", [])) - set(files)):
        found.append(Finding(number, "error", "geometry_gone", {"count": len(gone)}))
    return found


def _is_from_elsewhere(part: Chart | Map) -> bool:
    """Whether drawing it would ask a server that is not in the hall. Texts may name addresses; layers, images and the
    ground of a map may not."""
    if isinstance(part, Map):
        deck = json.loads(part.deck)
        asked = [layer.get("data") for layer in deck.get("layers", []) if isinstance(layer.get("data"), str)]
        asked += [deck.get("mapStyle") or ""]
    else:
        asked = [str(image.source) for image in part.figure.layout.images]
    return any(_FOREIGN.search(str(address)) for address in asked)


def _of_text(number: int, step: Step, *_: object) -> list[Finding]:
    return [] if step.text or step.title else [Finding(number, "error", "no_text")]


def _of_picture(number: int, step: Step, _: object, files: Collection[str], __: object) -> list[Finding]:
    if step.picture is None or step.picture not in files:
        return [Finding(number, "error", "no_picture")]
    return [] if step.picture_alt else [Finding(number, "warning", "no_alt")]


def _of_question(number: int, step: Step, _: object, __: object, voted_steps: Collection[str]) -> list[Finding]:
    if step.question is None:
        return [Finding(number, "error", "no_question")]
    found = []
    if not Asked.model_validate(step.question.model_dump()).is_complete:
        found.append(Finding(number, "error", "few_options"))
    if step.question.kind == "scale" and not (step.question.low and step.question.high):
        found.append(Finding(number, "warning", "scale_ends"))
    if step.step_id in voted_steps:
        found.append(Finding(number, "warning", "votes_left"))
    return found


_OF_KIND = {"view": _of_view, "text": _of_text, "picture": _of_picture, "question": _of_question}


def _whole(story: Story) -> list[Finding]:
    total = sum(minutes_of(step.kind, step.minutes) for step in story.steps)
    guessed = sum(step.minutes is None for step in story.steps)
    found = []
    if guessed:
        found.append(Finding(0, "warning", "no_minutes", {"count": guessed}))
    if story.planned_minutes is None:
        found.append(Finding(0, "ok", "total", {"minutes": total}))
    else:
        is_late = total > story.planned_minutes
        values = {"minutes": total, "planned": story.planned_minutes}
        found.append(Finding(0, "warning" if is_late else "ok", "too_long" if is_late else "in_time", values))
    if story.frozen_on is None and any(step.kind == "view" for step in story.steps):
        found.append(Finding(0, "ok", "live"))
    return found
