"""A story at the desk: its steps as a list, the chosen one beside it with a small picture of the wall, and what holds for
the whole story. Who may not change it reads it here."""

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.stories.files import RIGHT
from strukturmonitor.stories.model import MOST_STEPS, Question, Step
from strukturmonitor.stories.rules import minutes_of
from strukturmonitor.stories.storage import Kept
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.slides import story_slides_button
from strukturmonitor.ui.stories.opened import choose_version, opened, save_changed, with_steps
from strukturmonitor.ui.stories.preview import show_preview
from strukturmonitor.ui.stories.step_form import step_form
from strukturmonitor.ui.stories.ways import go_button, window_button
from strukturmonitor.ui.stories.whole import whole_panel
from strukturmonitor.ui.stories.words import ICONS, minutes_text, step_title

_STEP = "schritt"
_NEW = {"text": ":material/notes:", "picture": ":material/image:", "question": ":material/how_to_vote:"}


def show_editor(page: Page, kept: Kept) -> None:
    texts = page.texts
    kept = opened(page, kept)
    may_change = kept.may_change(page.data.actor)
    _ways(page, kept)
    is_open_choice = choose_version(page, kept.story_id)
    number = _chosen_step(page, kept)
    steps, rest = st.columns([2, 3], gap="large")
    with steps:
        _step_list(page, kept, number, may_change=may_change)
        if allowed(page.data.actor, RIGHT):
            whole_panel(page, kept, may_change=may_change)
    with rest:
        if not kept.story.steps:
            st.info(texts("stories.no_steps"), icon=":material/inbox:")
        elif may_change and not is_open_choice:
            _change_step(page, kept, number)
        else:
            show_preview(page, kept, number)
    total = sum(minutes_of(step.kind, step.minutes) for step in kept.story.steps)
    about = [texts("stories.steps", steps=len(kept.story.steps)), minutes_text(texts, total)]
    about.append(texts(f"stories.for_{kept.story.audience}"))
    if kept.story.frozen_on is not None:
        about.append(texts("stories.frozen_on", date=texts.date(kept.story.frozen_on)))
    page.head(plain(kept.story.title), about)


def _ways(page: Page, kept: Kept) -> None:
    """Where one may go from here."""
    texts = page.texts
    story_id, may_present = kept.story_id, allowed(page.data.actor, RIGHT)
    with st.container(horizontal=True, vertical_alignment="center"):
        go_button(page, texts("stories.all"), icon=":material/arrow_back:", key="alle")
        if not kept.story.steps:
            return
        wall = {"geschichte": story_id, "ansicht": "buehne"}
        window_button(page, texts("stories.show"), icon=":material/slideshow:", key="zur-wand", **wall)
        if may_present:
            notes = {"geschichte": story_id, "ansicht": "notizen"}
            window_button(
                page, texts("stories.notes_window"), icon=":material/speaker_notes:", key="zu-notizen", **notes
            )
            check = {"geschichte": story_id, "ansicht": "probe"}
            go_button(page, texts("stories.rehearsal"), icon=":material/fact_check:", key="zur-probe", **check)
            story_slides_button(page, kept)


def _chosen_step(page: Page, kept: Kept) -> int:
    """Number (1 …) of the step that is shown; 0 where there is none."""
    most = len(kept.story.steps)
    key = page.view.start(_STEP, int, 1)
    st.session_state[key] = number = min(max(int(st.session_state[key]), 1), most) if most else 0
    page.view.keep(_STEP, str(number) if number > 1 else None)
    return number


def _step_list(page: Page, kept: Kept, number: int, *, may_change: bool) -> None:
    texts = page.texts
    if page.is_phone and kept.story.steps:
        _step_choice(page, kept, number)
    for each, step in enumerate(() if page.is_phone else kept.story.steps, start=1):
        st.button(
            plain(step_title(texts, step, each)),
            key=page.view.key(f"zu:{step.step_id}:{each}"),
            icon=ICONS[step.kind],
            type="secondary" if each == number else "tertiary",
            on_click=page.view.put,
            args=(_STEP, each),
        )
    if not may_change:
        return
    if len(kept.story.steps) >= MOST_STEPS:
        st.caption(texts("stories.too_many_steps", limit=MOST_STEPS))
        return
    st.caption(texts("stories.add_steps"))
    with st.container(horizontal=True):
        for kind, icon in _NEW.items():
            if st.button(texts(f"stories.kind.{kind}"), icon=icon, key=page.view.key(f"neuer-schritt:{kind}")):
                step = Step(kind=kind, question=Question(kind="single") if kind == "question" else None)
                steps = list(kept.story.steps)
                steps.insert(number, step)
                page.view.put(_STEP, number + 1)
                save_changed(page, kept, with_steps(kept, steps), said="stories.step.added")


def _step_choice(page: Page, kept: Kept, number: int) -> None:
    """The list as one line: on a phone the step itself would lie far below a long one."""
    texts, key = page.texts, page.view.key(f"schritt-wahl:{kept.revision}:{number}")
    st.selectbox(
        texts("stories.step", number=number, steps=len(kept.story.steps)),
        range(1, len(kept.story.steps) + 1),
        index=number - 1,
        format_func=lambda each: step_title(texts, kept.story.steps[each - 1], each),
        key=key,
        on_change=lambda: page.view.put(_STEP, st.session_state[key]),
    )


def _change_step(page: Page, kept: Kept, number: int) -> None:
    texts, steps = page.texts, list(kept.story.steps)
    step = steps[number - 1]
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = texts(f"stories.kind.{step.kind}")
        st.markdown(f"**{texts('stories.step', number=number, steps=len(steps))}** · {kind}", width="stretch")
        moved = None
        for slug, to, icon in (
            ("up", number - 1, ":material/arrow_upward:"),
            ("down", number + 1, ":material/arrow_downward:"),
        ):
            if st.button(
                texts(f"stories.step.{slug}"),
                icon=icon,
                type="tertiary",
                disabled=not 1 <= to <= len(steps),
                key=page.view.key(f"schritt-{slug}"),
            ):
                moved = to
        is_gone = st.button(
            texts("stories.step.delete"), icon=":material/delete:", type="tertiary", key=page.view.key("schritt-weg")
        )
    if moved is not None:
        steps.insert(moved - 1, steps.pop(number - 1))
        page.view.put(_STEP, moved)
        save_changed(page, kept, with_steps(kept, steps), said="stories.step.moved")
    if is_gone:
        del steps[number - 1]
        page.view.put(_STEP, max(1, number - 1))
        save_changed(page, kept, with_steps(kept, steps), said="stories.step.deleted")
    show_preview(page, kept, number)
    step_form(page, kept, number)
