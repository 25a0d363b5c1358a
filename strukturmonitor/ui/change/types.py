"""types."""

from strukturmonitor.ui.page import Page


def types_view(page: Page) -> list[str] | None:
    return None
