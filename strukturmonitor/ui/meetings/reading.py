"""One record as everybody may read it: what it was about, the ideas on the map and by weight, the votes, the answers, what
was agreed, the photos, and the whole as a file."""

from collections.abc import Sequence

import streamlit as st

from strukturmonitor.access import allowed
from strukturmonitor.dialogue.meeting_words import head_words, line_words, notable, theme_words
from strukturmonitor.dialogue.meetings import RIGHT, Line, Meeting
from strukturmonitor.dialogue.poll_charts import result_chart
from strukturmonitor.dialogue.polls import records, results
from strukturmonitor.register.pictures import content
from strukturmonitor.ui.data import database
from strukturmonitor.ui.meetings.downloads import downloads
from strukturmonitor.ui.meetings.ideas import Shown, idea_filters, idea_map, idea_rows, weight_chart
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import chart

_PHOTOS_IN_A_ROW = 3


def reading(page: Page, kept: Meeting) -> None:
    """Draws content and head of one record."""
    texts = page.texts
    page.is_demo = kept.is_made
    if not kept.is_published:
        st.info(texts("meetings.draft_help"), icon=":material/edit_note:")
    if kept.summary:
        page.tell("  \n".join(plain(line) for line in kept.summary.split("\n") if line.strip()))
    page.tell(notable(texts, kept.ideas, show=plain))
    _actions(page, kept)
    shown = Shown(kept.ideas, kept.title, _focus(page, kept), note(page, kept))
    if kept.ideas:
        has_map = any(idea.lon is not None for idea in kept.ideas)
        if has_map and not page.is_phone:
            left, right = st.columns([5, 5], gap="medium")
        else:
            left, right = st.container(), st.container()
        if has_map:
            with left:
                idea_map(page, shown, is_narrow=True)
        with right:
            weight_chart(page, shown)
    _votes(page, kept)
    if kept.ideas:
        st.header(texts("meetings.table.heading"), anchor=False)
        wanted = idea_filters(page, kept.ideas)
        idea_rows(page, Shown(wanted, kept.title, shown.focus, shown.note))
    _lines(page, texts("meetings.field.agreements"), kept.agreements)
    _lines(page, texts("meetings.field.next_steps"), kept.next_steps)
    _course(page, kept)
    _photos(page, kept)
    page.head(kept.title, head_words(texts, page.tree, kept))


def note(page: Page, kept: Meeting) -> str:
    """Source and date of a record."""
    key = "meetings.note_made" if kept.is_made else "meetings.note"
    return page.texts(key, city=page.tree.city.name, date=page.texts.date(kept.held_on))


def _actions(page: Page, kept: Meeting) -> None:
    texts = page.texts
    with st.container(horizontal=True):
        if allowed(page.data.actor, RIGHT):
            st.button(
                texts("meetings.edit"),
                key=page.view.key("bearbeiten"),
                icon=":material/edit:",
                on_click=page.view.put,
                args=("ansicht", "bearbeiten"),
            )
        downloads(page, kept)
        if kept.story_id:
            page.link_to(
                "praesentation", texts("meetings.story"), icon=":material/slideshow:", geschichte=kept.story_id
            )


def _votes(page: Page, kept: Meeting) -> None:
    """What was asked in the hall, as a chart each."""
    found = records(page.data.reader, meeting_id=kept.meeting_id)
    if not found:
        return
    texts = page.texts
    st.header(texts("meetings.votes.heading"), anchor=False)
    for poll in found:
        drawn = result_chart(texts, results(page.data.reader, poll.poll_id))
        chart(
            page,
            drawn.figure,
            key=f"abstimmung-{poll.poll_id}",
            title=drawn.title,
            alt=drawn.alt,
            table=drawn.data.rows,
            columns=drawn.data.columns,
            note=drawn.note,
        )


def _lines(page: Page, heading: str, lines: Sequence[Line]) -> None:
    if not lines:
        return
    st.header(heading, anchor=False)
    st.markdown("\n".join(f"- {plain(line_words(page.texts, line))}" for line in lines))


def _course(page: Page, kept: Meeting) -> None:
    """Agenda and groups."""
    texts = page.texts
    if kept.agenda:
        st.header(texts("meetings.field.agenda"), anchor=False)
        st.markdown(
            "\n".join(f"- {plain(' '.join(part for part in (line.begins, line.text) if part))}" for line in kept.agenda)
        )
    if kept.groups:
        st.header(texts("meetings.field.groups"), anchor=False)
        rows = []
        for group in kept.groups:
            people = "" if group.people is None else texts("meetings.group_people", people=texts.number(group.people))
            ideas = sum(idea.group_id == group.group_id for idea in kept.ideas)
            facts = [theme_words(texts, group.theme) if group.theme else "", people]
            facts.append(texts("meetings.group_ideas", ideas=texts.number(ideas)) if ideas else "")
            rows.append(f"- **{plain(group.name)}** " + " · ".join(fact for fact in facts if fact))
        st.markdown("\n".join(rows))


def _photos(page: Page, kept: Meeting) -> None:
    if not kept.photos:
        return
    st.header(page.texts("meetings.field.photos"), anchor=False)
    columns = [st.container()] if page.is_phone else st.columns(_PHOTOS_IN_A_ROW)
    for number, photo in enumerate(kept.photos):
        picture = content(database().data_dir, photo.sha256)
        with columns[number % len(columns)]:
            if picture is None:
                st.warning(page.texts("photo.file_missing"), icon=":material/broken_image:")
            else:
                st.image(picture, caption=plain(photo.alt), width="stretch", alt=photo.alt)


def _focus(page: Page, kept: Meeting) -> str | None:
    """The area the map is drawn around: the smallest with all ideas that have a point, else that of the meeting."""
    placed = [set(idea.area_ids) for idea in kept.ideas if idea.lon is not None]
    known = set.intersection(*placed) if placed else {kept.area_id}
    areas = [page.tree[area_id] for area_id in known if area_id in page.tree]
    areas = [area for area in areas if area.level in ("bezirk", "stat", "pg")]
    return min(areas, key=lambda area: area.area_km2).area_id if areas else None
