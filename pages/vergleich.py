"""vergleich"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("vergleich")
    page.head(page.texts("page.comparison"), [])
    page.close()
