"""bevoelkerung"""

from strukturmonitor.ui.page import open_page


def show() -> None:
    page = open_page("bevoelkerung")
    page.head(page.texts("page.population"), [])
    page.close()
