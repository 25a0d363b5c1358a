"""datenschutz"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("datenschutz")
    page.head(page.texts("page.privacy"), [])
    page.close()
