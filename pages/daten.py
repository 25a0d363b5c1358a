"""daten"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("daten")
    page.head(page.texts("page.data"), [])
    page.close()
