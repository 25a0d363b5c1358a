"""oeffentlicher_raum"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("oeffentlicher-raum")
    page.head(page.texts("page.public_space"), [])
    page.close()
