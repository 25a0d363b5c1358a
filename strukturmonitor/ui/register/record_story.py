"""What happened to a record: its states over time, and every change as a story."""

import pandas as pd
import streamlit as st

from strukturmonitor.register import field_label
from strukturmonitor.register.story import Chapter, story
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.views import Column, show_table
from strukturmonitor.vacancy.notable import duration
from strukturmonitor.vacancy.values import label

_ROWS = 30


def story_part(page: Page, unit_id: str) -> None:
    """Episodes as text and table, then the changes, the newest first, filtered by field."""
    _episodes(page, unit_id)
    texts = page.texts
    st.markdown(f"##### {texts('story.title')}")
    chapters = story(database(), page.data.actor, texts, unit_id)
    names = sorted({name for chapter in chapters for name in chapter.fields}, key=lambda name: _name(page, name))
    chosen = None
    if len(names) > 1:
        chosen = st.selectbox(
            texts("story.filter"),
            [None, *names],
            format_func=lambda name: texts("story.filter_all") if name is None else _name(page, name),
            key=page.view.key(f"verlauf-feld:{unit_id}"),
        )
    shown = [chapter for chapter in chapters if chosen is None or chosen in chapter.fields]
    if not shown:
        st.info(texts("story.none"), icon=":material/history:")
        return
    is_long = len(shown) > _ROWS
    if is_long and st.toggle(texts("story.all", count=len(shown)), key=page.view.key(f"verlauf-alle:{unit_id}")):
        is_long = False
    for chapter in shown[:_ROWS] if is_long else shown:
        _chapter(page, chapter)


def _chapter(page: Page, chapter: Chapter) -> None:
    texts = page.texts
    lines = [f"**{texts.date(chapter.on)}** · {plain(chapter.head)}"]
    if chapter.other_unit:
        lines[0] += f" · {texts('story.of_other', unit=plain(chapter.other_unit))}"
    lines += [f"- {plain(sentence)}" for sentence in chapter.sentences]
    if chapter.reason:
        lines.append(f"- *{texts('story.reason', reason=plain(chapter.reason))}*")
    st.markdown("\n".join([lines[0], "", *lines[1:]]))


def _episodes(page: Page, unit_id: str) -> None:
    texts = page.texts
    rows = page.data.read("record_episodes", unit_id=unit_id)
    st.markdown(f"##### {texts('story.episodes')}")
    if rows.empty:
        st.info(texts("story.no_episodes"), icon=":material/inbox:")
        return
    ends = rows["ends_on"].fillna(rows["today"])
    days = (ends - rows["begins_on"]).dt.days + 1
    table = pd.DataFrame(
        {
            "state": [label(texts, "state", state) for state in rows["state"]],
            "begins_on": rows["begins_on"],
            "ends_on": rows["ends_on"],
            "length": [duration(texts, value) for value in days],
        }
    )
    now = rows.iloc[0]
    if pd.isna(now["ends_on"]):
        st.markdown(
            texts(
                "story.now",
                state=label(texts, "state", now["state"]),
                day=texts.date(now["begins_on"]),
                length=duration(texts, int(days.iloc[0])),
                count=texts.number(len(rows)),
            )
        )
    columns = {
        "state": Column(texts("vacancy.field.state")),
        "begins_on": Column(texts("story.from"), "date"),
        "ends_on": Column(texts("story.to"), "date"),
        "length": Column(texts("story.length")),
    }
    show_table(page, table, columns, key=f"episoden:{unit_id}", alt=texts("story.episodes"))


def _name(page: Page, name: str) -> str:
    return field_label(page.texts, name) if page.texts.has(f"register.field.{name}") else page.texts("story.something")
