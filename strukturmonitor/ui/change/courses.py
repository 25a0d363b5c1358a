"""courses."""

from strukturmonitor.ui.page import Page


def courses_view(page: Page) -> list[str] | None:
    return None
