"""barrierefreiheit"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("barrierefreiheit")
    page.head(page.texts("page.accessibility"), [])
    page.close()
