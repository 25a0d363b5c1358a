"""What is kept of a question beside the votes of phones: counts on paper, place and date; and its result as files."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.access import Reader, allowed
from strukturmonitor.dialogue import poll_leading as leading
from strukturmonitor.dialogue.meetings import open_meetings
from strukturmonitor.dialogue.poll_answers import map_areas
from strukturmonitor.dialogue.poll_export import FORMATS, results_file
from strukturmonitor.dialogue.poll_model import Asking, Poll
from strukturmonitor.dialogue.poll_rules import poll_rules
from strukturmonitor.dialogue.polls import paper_counts, poll_of_step, polls, results
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.exports.names import file_name
from strukturmonitor.imports.findings import explain_error
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain

_WORD, _AMOUNT = "word", "amount"


def paper_form(page: Page, asking: Asking) -> None:
    """Real dots and cards, for halls without phones or beside them."""
    texts, reader = page.texts, Reader(database(), page.data.actor)
    found = poll_of_step(reader, asking.story_id, asking.step_id)
    counted = paper_counts(reader, found.poll_id) if found else {}
    number = texts.number(sum(counted.values()))
    label = texts("hall.paper.some", count=number) if counted else texts("hall.paper.title")
    step_id = asking.step_id
    with (
        st.expander(label, icon=":material/edit_note:", key=page.view.key(f"papier-{step_id}")),
        st.form(page.view.key(f"papierzahlen-{step_id}"), border=False),
    ):
        st.caption(texts("hall.paper.help"))
        counts = (
            _word_counts(page, reader, found, counted)
            if asking.question.kind == "words"
            else _counts(page, asking, counted)
        )
        people = st.number_input(
            texts("hall.paper.people"),
            min_value=0,
            max_value=poll_rules().most_on_paper,
            value=found.paper_people if found else None,
            step=1,
            placeholder="–",
            key=page.view.key(f"papier-personen-{step_id}"),
            help=texts("hall.paper.people_help"),
        )
        if st.form_submit_button(texts("hall.paper.save"), icon=":material/save:"):
            try:
                kept = leading.prepare(database(), page.data.actor, asking)
                leading.count_paper(database(), page.data.actor, kept, counts, people=people)
            except StrukturmonitorError as error:
                st.error(explain_error(texts, error))
            else:
                st.success(texts("hall.paper.saved"))


def describe_form(page: Page, asking: Asking) -> None:
    """Place, date and meeting: what makes a result a record of the dialogue."""
    texts, reader = page.texts, Reader(database(), page.data.actor)
    found = poll_of_step(reader, asking.story_id, asking.step_id)
    if found is None:
        return
    where = f" · {plain(found.place)}" if found.place else ""
    label = f"{texts('hall.where.title')}: {texts.date(found.held_on)}{where}"
    with (
        st.expander(label, icon=":material/event:", key=page.view.key(f"ort-{found.poll_id}")),
        st.form(page.view.key(f"ortsangaben-{found.poll_id}"), border=False),
    ):
        place = st.text_input(
            texts("hall.where.place"),
            value=found.place or "",
            max_chars=poll_rules().longest_place,
            placeholder=texts("hall.where.example"),
            key=page.view.key(f"ort-wo-{found.poll_id}"),
        )
        held_on = st.date_input(
            texts("hall.where.day"),
            value=found.held_on,
            max_value=datetime.date.today(),
            format="DD.MM.YYYY",
            key=page.view.key(f"ort-tag-{found.poll_id}"),
        )
        meeting_id = _meeting(page, reader, found)
        st.caption(texts("hall.where.help"))
        if st.form_submit_button(texts("hall.where.save"), icon=":material/save:"):
            try:
                leading.describe(
                    database(), page.data.actor, found, place=place, held_on=held_on, meeting_id=meeting_id
                )
            except StrukturmonitorError as error:
                st.error(explain_error(texts, error))
            else:
                st.success(texts("hall.where.saved"))


def download_buttons(page: Page, asking: Asking) -> None:
    """All questions of the story that were answered, as files made when asked for."""
    texts = page.texts
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(texts("hall.export.title"))
        for file_format, mime in FORMATS.items():
            st.download_button(
                file_format.upper(),
                lambda file_format=file_format: _file(page, asking, file_format),
                file_name=file_name(texts("hall.export.name"), file_format),
                mime=mime,
                key=page.view.key(f"abstimmung-{file_format}"),
                on_click="ignore",
                icon=":material/download:",
            )


def _file(page: Page, asking: Asking, file_format: str) -> bytes:
    reader = Reader(database(), page.data.actor)
    found = [poll for poll in reversed(polls(reader, story_id=asking.story_id)) if poll.has_answers]
    asked = [results(reader, poll.poll_id) for poll in found]
    return results_file(page.texts, asked, file_format, title=page.texts("hall.export.heading"))


def _counts(page: Page, asking: Asking, counted: dict[str, int]) -> dict[str, int]:
    labels = {str(place): label for place, label in enumerate(asking.question.labels)}
    if asking.question.kind == "point":
        labels = {area.area_id: area.name for area in map_areas(database(), asking.extent)}
    return {
        answer: st.number_input(
            plain(label),
            min_value=0,
            max_value=poll_rules().most_on_paper,
            value=counted.get(answer, 0),
            step=1,
            key=page.view.key(f"papier-{asking.step_id}-{answer}"),
        )
        for answer, label in labels.items()
    }


def _word_counts(page: Page, reader: Reader, found: Poll | None, counted: dict[str, int]) -> dict[str, int]:
    """Cards: word and how often. A word taken out of the list counts nothing any more."""
    texts = page.texts
    known = {}
    if found is not None:
        known = {row["word_key"]: row["word"] for row in reader.rows("poll_words", poll_id=found.poll_id)}
    before = {known.get(key, key): amount for key, amount in counted.items() if amount}
    rows = pd.DataFrame({_WORD: list(before), _AMOUNT: list(before.values())}).astype({_WORD: "str", _AMOUNT: "Int64"})
    typed = st.data_editor(
        rows,
        num_rows="dynamic",
        hide_index=True,
        key=page.view.key(f"papier-worte-{found.poll_id if found else 'neu'}"),
        column_config={
            _WORD: st.column_config.TextColumn(
                texts("hall.paper.word"), max_chars=poll_rules().longest_word, required=True
            ),
            _AMOUNT: st.column_config.NumberColumn(
                texts("hall.paper.amount"), min_value=0, max_value=poll_rules().most_on_paper, step=1, default=1
            ),
        },
    )
    counts = dict.fromkeys(before, 0)
    for row in typed.to_dict("records"):
        word = str(row[_WORD] or "").strip() if not pd.isna(row[_WORD]) else ""
        if word:
            counts[word] = counts.get(word, 0) * (word not in before) + (
                0 if pd.isna(row[_AMOUNT]) else int(row[_AMOUNT])
            )
    return counts


def _meeting(page: Page, reader: Reader, found: Poll) -> str | None:
    """The record of the meeting, where the moderator keeps such records; else it stays as it is."""
    if not allowed(reader.actor, "keep_meetings"):
        return found.meeting_id
    names = {each.meeting_id: each for each in open_meetings(reader)}
    options = [None, *names]
    if found.meeting_id is not None and found.meeting_id not in names:
        options.append(found.meeting_id)

    def label(meeting_id: str | None) -> str:
        if meeting_id is None:
            return page.texts("hall.where.no_meeting")
        each = names.get(meeting_id)
        return f"{page.texts.date(each.held_on)} · {each.title}" if each else page.texts("hall.where.this_meeting")

    return st.selectbox(
        page.texts("hall.where.meeting"),
        options,
        index=options.index(found.meeting_id),
        format_func=label,
        key=page.view.key(f"ort-treffen-{found.poll_id}"),
    )
