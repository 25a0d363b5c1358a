"""Datenschutz: which data arise when somebody visits, and what happens to them. The words: data/texts/<language>/datenschutz.md."""

from strukturmonitor.ui.articles import show_article
from strukturmonitor.ui.page import open_page


def show() -> None:
    show_article(open_page("datenschutz"), "page.privacy", "datenschutz")
