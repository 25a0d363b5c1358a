"""What can be said of one step: title, text, notes, minutes, and what its kind needs."""

import datetime

import streamlit as st
from pydantic import ValidationError

from strukturmonitor.errors import StoryInvalid, StrukturmonitorError
from strukturmonitor.shown import Map, View, part_id_of
from strukturmonitor.stories.exchange import problem_of
from strukturmonitor.stories.files import add_picture
from strukturmonitor.stories.model import (
    LONGEST_NOTES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_OPTIONS,
    Question,
    Step,
)
from strukturmonitor.stories.rules import limits
from strukturmonitor.stories.storage import Kept
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.register.record_photos import photo_uploader
from strukturmonitor.ui.stories.opened import save_changed, with_steps
from strukturmonitor.ui.stories.views import view_of
from strukturmonitor.ui.stories.words import part_label, why
from strukturmonitor.ui.writing import writing

_QUESTIONS = ("single", "multiple", "dots", "scale", "words", "point")
_WITH_OPTIONS = ("single", "multiple", "dots")
_WITH_POINTS = ("dots", "scale")
_PERIODS = ("stand", "jahr")  # filters that hold a view at a date
_LONGEST_MINUTES = 240.0
_ZOOMS = [half / 2 for half in range(-2, 9)]


def step_form(page: Page, kept: Kept, number: int) -> None:
    """The form of step `number` (1 …); saves and runs again."""
    texts, step = page.texts, kept.story.steps[number - 1]
    key = page.view.key(f"{kept.story_id}:{kept.revision}:{step.step_id}")
    kind = _question_kind(page, step, key) if step.kind == "question" else None
    with st.form(key, border=False):
        changed: dict[str, object] = {
            "title": st.text_input(texts("stories.step.title"), value=step.title, max_chars=LONGEST_TITLE),
            "text": st.text_area(
                texts("stories.step.text"), value=step.text, max_chars=LONGEST_TEXT, help=texts("stories.text_help")
            ),
        }
        upload = None
        if step.kind == "view":
            changed |= _of_view(page, kept, step)
        elif step.kind == "picture":
            upload = photo_uploader(page, key=f"{kept.revision}:{step.step_id}:bild")
            changed["picture_alt"] = st.text_input(
                texts("stories.step.alt"),
                value=step.picture_alt,
                max_chars=LONGEST_TITLE,
                help=texts("stories.alt_help"),
            )
        elif kind is not None:
            changed["question"] = _of_question(page, step.question or Question(kind=kind), kind)
            if kind == "point":
                changed["extent"] = _ground(page, step)
        changed["notes"] = st.text_area(
            texts("stories.step.notes"), value=step.notes, max_chars=LONGEST_NOTES, help=texts("stories.notes_help")
        )
        changed["minutes"] = st.number_input(
            texts("stories.step.minutes"),
            min_value=0.0,
            max_value=_LONGEST_MINUTES,
            step=1.0,
            value=step.minutes,
            format="%.0f",
            placeholder=texts("stories.step.minutes_usual", minutes=limits()["usual_minutes"][step.kind]),
        )
        is_sent = st.form_submit_button(texts("stories.save"), type="primary", icon=":material/save:")
    if is_sent:
        _save(page, kept, number, changed, upload)


def _save(page: Page, kept: Kept, number: int, changed: dict[str, object], upload: bytes | None) -> None:
    steps = list(kept.story.steps)
    before = steps[number - 1]
    with writing(page, why):
        if upload is not None:
            changed["picture"] = add_picture(database(), page.data.actor, upload)
        after = _step(page, before.model_dump() | changed)
        if after.frozen is not None and after.part != before.part:
            after.frozen = None  # it holds the part that was chosen when it was frozen
        steps[number - 1] = after
        save_changed(page, kept, with_steps(kept, steps))


def _step(page: Page, values: dict[str, object]) -> Step:
    """Raises StoryInvalid, which names the field and what it may hold."""
    texts = page.texts
    try:
        return Step.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = [part for part in first["loc"] if isinstance(part, str)]
        known = "stories." + (".".join(place) if place[0] == "question" else f"step.{place[0]}")
        problem, limit = problem_of(first)
        problem = texts(f"stories.file.problem.{problem}", limit=limit)
        raise StoryInvalid(where=texts(known) if texts.has(known) else ".".join(place), problem=problem) from error


def _of_view(page: Page, kept: Kept, step: Step) -> dict[str, object]:
    texts = page.texts
    view: View | None = None
    try:
        view = view_of(kept, step.model_copy(update={"part": None}) if step.frozen is None else step)
    except StrukturmonitorError as error:
        st.caption(f":material/error: {why(page, error)}")
    parts = {part_id_of(part): part_label(texts, part) for part in view.parts} if view else {}
    if step.part is not None and step.part not in parts:
        parts[step.part] = texts("stories.part.gone", part=step.part)
    options = ["", *parts]
    part = st.selectbox(
        texts("stories.step.part"),
        options,
        index=options.index(step.part or ""),
        format_func=lambda part_id: parts.get(part_id) or texts("stories.add.whole"),
        disabled=step.frozen is not None,
        help=texts("stories.part_help_frozen" if step.frozen is not None else "stories.part_help"),
    )
    changed: dict[str, object] = {"part": part or None}
    fixed = {slug: step.query[slug] for slug in _PERIODS if slug in step.query}
    if (
        fixed
        and step.frozen is None
        and not st.checkbox(
            texts("stories.step.fixed", date=", ".join(_day(texts, each) for each in fixed.values())),
            value=True,
            help=texts("stories.fixed_help"),
        )
    ):
        changed["query"] = {slug: text for slug, text in step.query.items() if slug not in fixed}
    if view is not None and any(isinstance(each, Map) for each in view.parts):
        changed |= _extent(page, step)
    return changed


def _extent(page: Page, step: Step) -> dict[str, object]:
    texts = page.texts
    areas = {area.area_id for level in ("city", "bezirk", "stat", "pg") for area in page.tree.of_level(level)}
    options = ["", *sorted(areas, key=lambda area_id: (page.tree[area_id].level, page.tree[area_id].name))]
    if step.extent and step.extent not in areas:
        options.append(step.extent)
    where, how_near = st.columns(2)
    extent = where.selectbox(
        texts("stories.step.extent"),
        options,
        index=options.index(step.extent or ""),
        format_func=lambda area_id: (
            (page.area_label(area_id) if area_id in areas else area_id) if area_id else texts("stories.extent.page")
        ),
    )
    zoom = how_near.select_slider(
        texts("stories.step.zoom"),
        sorted({*_ZOOMS, step.zoom}),
        value=step.zoom,
        format_func=lambda each: texts.number(each, 1),
        help=texts("stories.zoom_help"),
    )
    return {"extent": extent or None, "zoom": zoom}


def _ground(page: Page, step: Step) -> str | None:
    """The area on whose map the hall sets its points; None for the city."""
    areas = [area.area_id for area in page.tree.of_level("bezirk")]
    options = [None, *areas, *([step.extent] if step.extent and step.extent not in areas else [])]
    return st.selectbox(
        page.texts("stories.step.extent"),
        options,
        index=options.index(step.extent or None),
        format_func=lambda area_id: (
            page.area_label(area_id) if area_id in areas else area_id or page.area_label(page.tree.city.area_id)
        ),
    )


def _day(texts: Texts, text: str) -> str:
    """A day of the address as it is written; a year as it is."""
    try:
        return texts.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _question_kind(page: Page, step: Step, key: str) -> str:
    """Chosen outside the form, because the form's fields depend on it."""
    texts = page.texts
    present = step.question.kind if step.question else _QUESTIONS[0]
    return st.selectbox(
        texts("stories.question.kind"),
        _QUESTIONS,
        index=_QUESTIONS.index(present),
        format_func=lambda kind: texts(f"stories.question.{kind}"),
        key=f"{key}:art",
    )


def _of_question(page: Page, question: Question, kind: str) -> dict[str, object]:
    texts = page.texts
    said: dict[str, object] = question.model_dump() | {"kind": kind}
    if kind in _WITH_OPTIONS:
        lines = st.text_area(
            texts("stories.question.options"),
            value="\n".join(question.options),
            help=texts("stories.question.options_help", most=MOST_OPTIONS),
            max_chars=MOST_OPTIONS * (LONGEST_TITLE + 1),
        )
        said["options"] = list(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))
    if kind in _WITH_POINTS:
        said["points"] = st.number_input(
            texts(f"stories.question.points.{kind}"),
            min_value=2 if kind == "scale" else 1,
            max_value=20,
            value=max(question.points, 2 if kind == "scale" else 1),
        )
    if kind == "scale":
        low, high = st.columns(2)
        said["low"] = low.text_input(texts("stories.question.low"), value=question.low, max_chars=LONGEST_TITLE)
        said["high"] = high.text_input(texts("stories.question.high"), value=question.high, max_chars=LONGEST_TITLE)
    return said
