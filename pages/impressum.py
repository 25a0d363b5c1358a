"""impressum"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("impressum")
    page.head(page.texts("page.imprint"), [])
    page.close()
