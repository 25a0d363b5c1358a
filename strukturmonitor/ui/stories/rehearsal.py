"""The page of the Generalprobe: every step was drawn and looked at; what is wrong stands first, with what to do."""

import datetime

import streamlit as st

from strukturmonitor.access import Reader, require
from strukturmonitor.dialogue.poll_leading import empty_story
from strukturmonitor.dialogue.polls import polls
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.stories.files import RIGHT, known_files
from strukturmonitor.stories.rehearsal import Finding, rehearse
from strukturmonitor.stories.storage import Kept, files_of
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.stage.size import smallest_wall
from strukturmonitor.ui.stage.steps import left_out_of_table
from strukturmonitor.ui.stories.views import view_of
from strukturmonitor.ui.stories.ways import go_button
from strukturmonitor.ui.stories.words import minutes_text, step_title, why

_LOOKS = {
    "error": (":material/cancel:", "red"),
    "warning": (":material/warning:", "orange"),
    "ok": (":material/check_circle:", "green"),
}


def show_rehearsal(page: Page, kept: Kept) -> None:
    """Check the story and tell. Raises NotAllowed for who may not present."""
    require(page.data.actor, RIGHT)
    texts = page.texts
    go_button(page, texts("stories.back"), icon=":material/arrow_back:", key="zurueck", geschichte=kept.story_id)
    voted = _voted_steps(page, kept)
    bar = st.progress(0.0, texts("stories.probe.running"))
    found = rehearse(
        kept.story,
        lambda step: view_of(kept, step),
        files=known_files(database(), files_of(kept.story)),
        voted_steps=voted,
        cut_table=lambda step: left_out_of_table(page, kept, step, smallest_wall()),
        tell=lambda number: bar.progress(number / len(kept.story.steps), texts("stories.probe.running")),
    )
    bar.empty()
    counts = {level: sum(each.level == level for each in found) for level in _LOOKS}
    _verdict(page, counts)
    if voted:
        st.button(
            texts("stories.probe.empty"), icon=":material/delete_sweep:", on_click=_empty, args=(page, kept),
            help=texts("stories.probe.empty_help"),
        )  # fmt: skip
    for each in [each for each in found if each.step == 0]:
        _line(page, kept, each)
    for number in range(1, len(kept.story.steps) + 1):
        _step(page, kept, number, [each for each in found if each.step == number])
    st.caption(texts("stories.probe.same_machine"))
    page.head(
        texts("stories.probe.title", title=plain(kept.story.title)),
        [texts("stories.steps", steps=len(kept.story.steps))],
    )


def _verdict(page: Page, counts: dict[str, int]) -> None:
    texts = page.texts
    if counts["error"]:
        st.error(texts("stories.probe.errors", count=counts["error"]), icon=_LOOKS["error"][0])
    elif counts["warning"]:
        st.warning(texts("stories.probe.warnings", count=counts["warning"]), icon=_LOOKS["warning"][0])
    else:
        st.success(texts("stories.probe.ready"), icon=_LOOKS["ok"][0])


def _step(page: Page, kept: Kept, number: int, found: list[Finding]) -> None:
    with st.container(border=True):
        title, link = st.columns([5, 1], vertical_alignment="center")
        title.markdown(f"**{plain(step_title(page.texts, kept.story.steps[number - 1], number))}**")
        with link:
            story = {"geschichte": kept.story_id, "schritt": str(number)}
            go_button(page, page.texts("stories.probe.go"), icon=":material/edit:", key=f"aendern:{number}", **story)
        for each in found:
            _line(page, kept, each)


def _line(page: Page, kept: Kept, finding: Finding) -> None:
    texts = page.texts
    icon, colour = _LOOKS[finding.level]
    values = {name: plain(str(value)) for name, value in finding.values.items()}
    if "minutes" in finding.values:
        values["minutes"] = minutes_text(texts, finding.values["minutes"])
    said = why(page, finding.error) if finding.error else texts(f"stories.probe.{finding.code}", **values)
    st.markdown(f":{colour}[{icon} **{texts(f'stories.probe.level.{finding.level}')}**] {said}")


def _voted_steps(page: Page, kept: Kept) -> set[str]:
    """Steps whose question holds answers of today: of a rehearsal, before the evening has begun."""
    day = datetime.date.today()
    asked = polls(Reader(database(), page.data.actor), story_id=kept.story_id)
    return {each.step_id for each in asked if each.has_answers and each.held_on >= day}


def _empty(page: Page, kept: Kept) -> None:
    try:
        count = empty_story(database(), page.data.actor, kept.story_id)
    except StrukturmonitorError as error:
        tell(page, why(page, error), kind="warning")
        return
    tell(page, page.texts("stories.probe.emptied", count=count))
