"""A story as slides: what its steps show their audience, taken from the same views as the wall."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.profiles.words import unmarked
from strukturmonitor.shown import Chart, Figure, Map, Part, Sentences, Table, View
from strukturmonitor.slides.facts import slide_facts
from strukturmonitor.slides.model import Content, Figures, Picture, Slide, Words
from strukturmonitor.stories.model import Question, Step, Story
from strukturmonitor.texts import Texts


@dataclass(frozen=True)
class Sources:
    """Where the content of steps comes from. `view`: what a step shows (raises a StrukturmonitorError that says what is
    missing); `picture`: the picture of that id; `result`: the chart of what the hall answered, None where nothing was."""

    view: Callable[[Step], View]
    picture: Callable[[str], bytes | None]
    result: Callable[[Step], Chart | None]


def story_slides(story: Story, texts: Texts, sources: Sources, *, city: str, today: datetime.date) -> list[Slide]:
    """A title, one slide per step (long ones are split later), and the sources of all steps."""
    views: list[View] = []
    steps = [_step(step, texts, sources, views) for step in story.steps]
    stands = texts("slides.frozen", date=texts.date(story.frozen_on)) if story.frozen_on else texts.date(today)
    audience = texts("slides.for_council") if story.audience == "council" else ""
    line = " · ".join(part for part in (city, stands, audience) if part)
    is_demo = any(view.is_demo for view in views)
    slides = [Slide(story.title, line=line, is_demo=is_demo, is_title=True), *steps]
    if cited := list(dict.fromkeys(citation for view in views for citation in view.citations)):
        slides.append(sources_slide(cited, texts, today=today, is_demo=is_demo))
    return slides


def sources_slide(citations: list[str], texts: Texts, *, today: datetime.date, is_demo: bool) -> Slide:
    words = Words("\n".join(f"- {citation}" for citation in citations))
    return Slide(texts("slides.sources"), words, line=texts("slides.taken_on", date=texts.date(today)), is_demo=is_demo)


def _step(step: Step, texts: Texts, sources: Sources, views: list[View]) -> Slide:
    beside = Words(step.text, is_markdown=True) if step.text else None
    if step.kind == "view":
        try:
            view = sources.view(step)
        except StrukturmonitorError as error:
            return Slide(step.title or texts("slides.missing"), Words(explain_error(texts, error)), notes=step.notes)
        views.append(view)
        return view_slide(view, step.part, texts, step=step)
    if step.kind == "picture":
        content = sources.picture(step.picture) if step.picture else None
        if content is None:
            missing = Words("\n".join(part for part in (step.text, texts("slides.picture_missing")) if part))
            return Slide(step.title or texts("slides.picture"), missing, notes=step.notes)
        alt = step.picture_alt or step.title or texts("slides.picture")
        return Slide(step.title or alt, Picture(content, alt), beside=beside, notes=step.notes)
    if step.kind == "question" and step.question is not None:
        return _question(step, step.question, texts, sources.result(step))
    return Slide(step.title, Words(step.text, is_markdown=True), notes=step.notes)


def _question(step: Step, question: Question, texts: Texts, result: Chart | None) -> Slide:
    title = step.title or texts("slides.question")
    options = [f"- {option}" for option in question.options]
    if question.kind == "scale":
        options = [
            texts(
                "slides.scale",
                points=question.points,
                low=question.low or "1",
                high=question.high or str(question.points),
            )
        ]
    how = texts(f"slides.asked.{question.kind}", points=question.points)
    asked = "\n".join(part for part in (step.text, how, *options) if part)
    if result is None:
        return Slide(title, Words(asked), notes=step.notes)
    source = result.note or texts("slides.answers")
    return Slide(title, result, beside=Words(asked), line=texts("slides.answers"), source=source, notes=step.notes)


def view_slide(view: View, part_id: str | None, texts: Texts, *, step: Step | None = None) -> Slide:
    """One part of a view; without a part its map or first chart with the first sentences beside it."""
    content, said, part = _content(view, part_id)
    own_title = getattr(part, "title", "") if isinstance(part, Chart | Table | Sentences | Figure) else ""
    title = (step.title if step else "") or unmarked(own_title or view.title)
    named = "" if title == view.title else view.title
    if step is not None and step.text:
        said = Words(step.text, is_markdown=True)
    if isinstance(content, Words) and step is not None and step.text:
        content, said = Words(f"{step.text}\n{content.text}", is_markdown=True), None
    return Slide(
        title,
        content,
        beside=said,
        line=" · ".join(unmarked(words) for words in (named, view.line) if words),
        source=_source(view, part, texts),
        is_demo=view.is_demo,
        notes=step.notes if step else "",
        around=step.extent if step else None,
        zoom=step.zoom if step else 0.0,
    )


def _content(view: View, part_id: str | None) -> tuple[Content, Words | None, Part | None]:
    """What is shown, the words beside it, and the part it was made of."""
    sentences = [part for part in view.parts if isinstance(part, Sentences)]
    if part_id is not None and (part := view.part(part_id)) is not None:
        return _of_part(part), None, part
    said = Words(sentences[0].text, is_markdown=True) if sentences else None
    for kind in (Map, Chart, Figure, Table):
        found = [part for part in view.parts if isinstance(part, kind)]
        if found and kind is Figure:
            return Figures(tuple(found[: slide_facts()["most"]["figures"]])), said, None
        if found:
            return _of_part(found[0]), said, found[0]
    return said or Words(""), None, sentences[0] if sentences else None


def _of_part(part: Part) -> Content:
    if isinstance(part, Sentences):
        return Words(part.text, is_markdown=True)
    return Figures((part,)) if isinstance(part, Figure) else part


def _source(view: View, part: Part | None, texts: Texts) -> str:
    """The part's own line on source, date and method; the page's sources where it names none."""
    note = getattr(part, "note", "") if isinstance(part, Chart | Map | Table) else ""
    if view.citations and not any(citation.partition(" (")[0] in note for citation in view.citations):
        note = " ".join(said for said in (note, texts("slides.source", sources=" · ".join(view.citations))) if said)
    return unmarked(note)
