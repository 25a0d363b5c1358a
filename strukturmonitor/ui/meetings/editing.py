"""Keeping a record."""

from strukturmonitor.dialogue.meetings import Meeting
from strukturmonitor.ui.page import Page


def editing(page: Page, kept: Meeting | None) -> None:
    """Draws content and head of the form."""
    page.head(page.texts("page.dialog"), [] if kept is None else [kept.title])
