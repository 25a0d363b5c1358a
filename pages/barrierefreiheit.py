"""Barrierefreiheit: how accessible this product is, what is missing, whom to tell. The words: data/texts/<language>/barrierefreiheit.md."""

from strukturmonitor.ui.articles import show_article
from strukturmonitor.ui.page import open_page


def show() -> None:
    show_article(open_page("barrierefreiheit"), "page.accessibility", "barrierefreiheit")
