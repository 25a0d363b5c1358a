"""neighbourhood."""

from strukturmonitor.ui.page import Page


def neighbourhood_view(page: Page) -> list[str] | None:
    return None
