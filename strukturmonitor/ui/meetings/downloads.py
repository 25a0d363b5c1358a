"""A record as a file: PDF for the table, workbook, CSV and JSON for other programs."""

from collections.abc import Callable

import streamlit as st

from strukturmonitor.access import Actor, Reader
from strukturmonitor.dialogue.meeting_files import MIME, csv_file, json_file, workbook_file
from strukturmonitor.dialogue.meeting_paper import meeting_pdf
from strukturmonitor.dialogue.meetings import Meeting, meeting
from strukturmonitor.exports.names import file_name
from strukturmonitor.ui import headless
from strukturmonitor.ui.data import database
from strukturmonitor.ui.map_files import map_file
from strukturmonitor.ui.page import Page


def downloads(page: Page, kept: Meeting) -> None:
    """One button that opens all formats; each file is made when it is asked for."""
    texts = page.texts
    with st.popover(texts("meetings.download"), icon=":material/download:"):
        if not kept.is_published:
            st.caption(texts("meetings.file.draft"))
        for name, make in _makers(page, kept).items():
            st.download_button(
                texts(f"meetings.download.{name}"),
                make,
                file_name=file_name(kept.title, name, day=kept.held_on),
                mime=MIME[name],
                key=page.view.key(f"datei:{name}"),
                on_click="ignore",
                width="stretch",
            )


def _makers(page: Page, kept: Meeting) -> dict[str, Callable[[], bytes]]:
    """The record is read again when the file is made: a published one as the public sees it."""
    texts, tree, data = page.texts, page.tree, page.data

    def now() -> Meeting:
        return meeting(Reader(database(), Actor() if kept.is_published else data.actor), kept.meeting_id)

    def paper() -> bytes:
        return meeting_pdf(
            database(), data.actor, kept.meeting_id, texts, tree=tree, take=headless.take, fetch=map_file
        )

    return {
        "pdf": paper,
        "xlsx": lambda: workbook_file(texts, tree, now()),
        "csv": lambda: csv_file(texts, tree, now()),
        "json": lambda: json_file(texts, tree, now()),
    }
