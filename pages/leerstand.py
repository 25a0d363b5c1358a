"""leerstand"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("leerstand")
    page.head(page.texts("page.vacancy"), [])
    page.close()
