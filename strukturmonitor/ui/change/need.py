"""need."""

from strukturmonitor.ui.page import Page


def need_view(page: Page) -> list[str] | None:
    return None
