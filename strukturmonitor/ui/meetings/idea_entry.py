"""Writing ideas down while people speak: one line each; theme, field and group stay as they are until they are changed."""

import re

import streamlit as st

from strukturmonitor.dialogue.meeting_ideas import Said, add_ideas
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meeting_words import field_words, theme_words
from strukturmonitor.dialogue.meetings import Meeting
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.poll_ideas import poll_ideas
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.writing import writing

_POINTS = re.compile(r"^(?P<text>.*\S)\s*;\s*(?P<weight>\d{1,6})\s*$")
_LAST = 8  # ideas shown below the form
_HEIGHT_PX = 190


def idea_entry(page: Page, kept: Meeting) -> None:
    texts = page.texts
    boxes = st.columns(3) if not page.is_phone else [st.container() for _ in range(3)]
    group_ids = [None, *kept.group_names]
    group_id = boxes[0].selectbox(
        texts("meetings.field.group"), group_ids,
        format_func=lambda g: texts("meetings.whole_meeting") if g is None else kept.group_names[g],
        key=page.view.key(f"eingabe:{kept.meeting_id}:gruppe"),
    )  # fmt: skip
    theme = boxes[1].selectbox(
        texts("meetings.field.theme"), [None, *rules().themes], format_func=lambda t: theme_words(texts, t),
        key=page.view.key(f"eingabe:{kept.meeting_id}:thema"),
    )  # fmt: skip
    field = boxes[2].selectbox(
        texts("meetings.field.field_of_action"), [None, *rules().fields_of_action],
        format_func=lambda f: field_words(texts, f) or "–", key=page.view.key(f"eingabe:{kept.meeting_id}:feld"),
    )  # fmt: skip
    round_key = page.view.key(f"eingabe:{kept.meeting_id}:runde")
    number = st.session_state.setdefault(round_key, 0)
    with st.form(page.view.key(f"eingabe:{kept.meeting_id}"), border=False):
        typed = st.text_area(
            texts("meetings.entry"), help=texts("meetings.entry_help"), placeholder=texts("meetings.entry_example"),
            height=_HEIGHT_PX, key=page.view.key(f"eingabe:{kept.meeting_id}:{number}"),
        )  # fmt: skip
        is_sent = st.form_submit_button(
            texts("meetings.entry_save"), type="primary", icon=":material/add:",
            width="stretch" if page.is_phone else "content",
        )  # fmt: skip
    if is_sent:
        said = [_said(line, theme, field, group_id) for line in typed.splitlines() if line.strip()]
        _add(page, kept, said, round_key)
    poll_ideas(page, kept)
    _last(page, kept)


def _add(page: Page, kept: Meeting, said: list[Said], round_key: str) -> None:
    texts = page.texts
    if not said:
        st.warning(texts("meetings.entry_empty"), icon=":material/edit_off:")
        return
    with writing(page, why):
        added = add_ideas(database(), page.data.actor, kept.meeting_id, said)
        st.session_state[round_key] += 1  # the field is made anew, empty
        page.wrote()
        tell(page, texts("meetings.entry_saved", count=texts.number(len(added))))
        st.rerun()


def _said(line: str, theme: str | None, field: str | None, group_id: str | None) -> Said:
    """A line, with the points behind a semicolon where there are some."""
    found = _POINTS.match(line)
    text, weight = (found["text"], int(found["weight"])) if found else (line, None)
    return Said(text.strip(), theme=theme, field_of_action=field, group_id=group_id, weight=weight)


def _last(page: Page, kept: Meeting) -> None:
    """What was written down last, so that everybody at the table sees it."""
    if not kept.ideas:
        return
    st.markdown(f"**{page.texts('meetings.entry_last', count=page.texts.number(len(kept.ideas)))}**")
    lines = [
        f"{idea.number}\\. {plain(idea.text)}"
        + (f" :gray[{theme_words(page.texts, idea.theme)}]" if idea.theme else "")
        for idea in reversed(kept.ideas[-_LAST:])
    ]
    st.markdown("  \n".join(lines))
