"""importieren"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("import")
    page.head(page.texts("page.import"), [])
    page.close()
