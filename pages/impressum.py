"""Impressum: who is responsible for this site. The words: data/texts/<language>/impressum.md."""

from strukturmonitor.ui.articles import show_article
from strukturmonitor.ui.page import open_page


def show() -> None:
    show_article(open_page("impressum"), "page.imprint", "impressum")
