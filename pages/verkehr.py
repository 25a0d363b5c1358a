"""verkehr"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("verkehr")
    page.head(page.texts("page.traffic"), [])
    page.close()
