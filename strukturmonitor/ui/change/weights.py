"""weights."""

from strukturmonitor.ui.page import Page


def weights_view(page: Page) -> list[str] | None:
    return None
