"""stadtbezirk"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("stadtbezirk")
    page.head(page.texts("page.district"), [])
    page.close()
