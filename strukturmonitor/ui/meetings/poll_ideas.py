"""Votes of the hall that belong to a record: those that can weigh its ideas are taken over with one button each."""

import streamlit as st

from strukturmonitor.dialogue.meeting_polls import names_ideas, take_over
from strukturmonitor.dialogue.meetings import Meeting
from strukturmonitor.dialogue.polls import records
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.refusals import why
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register.messages import tell
from strukturmonitor.ui.writing import writing


def poll_ideas(page: Page, kept: Meeting) -> None:
    found = records(page.data.reader, meeting_id=kept.meeting_id)
    if not found:
        return
    texts = page.texts
    with st.expander(texts("meetings.polls", count=texts.number(len(found))), icon=":material/how_to_vote:"):
        st.caption(texts("meetings.polls_help"))
        for poll in found:
            words, button = st.columns([4, 2], vertical_alignment="center")
            words.markdown(plain(poll.title))
            if not names_ideas(poll.question):
                button.caption(texts("meetings.polls_result"))
            elif button.button(
                texts("meetings.polls_take"), key=page.view.key(f"stimmen:{poll.poll_id}"), width="stretch"
            ):
                _take(page, kept, poll.poll_id)


def _take(page: Page, kept: Meeting, poll_id: str) -> None:
    with writing(page, why):
        outcome = take_over(database(), page.data.actor, kept.meeting_id, poll_id)
        page.wrote()
        tell(page, page.texts("meetings.polls_taken", count=page.texts.number(len(outcome.saved))))
        for error in outcome.refused.values():
            tell(page, why(page, error), kind="warning")
        st.rerun()
