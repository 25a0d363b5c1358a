"""Pages whose words an operator edits: Markdown files in data/texts/<language>/, read at each visit.

The first line may say `Stand: 2026-11-22`. `{contact}` becomes the operator's address from the settings. Places an
operator must fill in are written as `:orange-background[Bitte ausfüllen: …]` and are counted for a note on top.
"""

import datetime
import re
from dataclasses import dataclass

import streamlit as st

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import LANGUAGES
from strukturmonitor.ui.data import settings
from strukturmonitor.ui.page import Page

TEXTS_DIR = PROJECT_DIR / "data" / "texts"
_AS_OF = re.compile(r"\AStand: (\d{4}-\d{2}-\d{2})\s*\n")
_TO_FILL = ":orange-background["


@dataclass(frozen=True)
class Article:
    body: str
    as_of: datetime.date | None
    language: str

    @property
    def places_to_fill(self) -> int:
        return self.body.count(_TO_FILL)


def read_article(name: str, language: str) -> Article:
    """The file in that language, else in German."""
    path = TEXTS_DIR / language / f"{name}.md"
    if not path.exists():
        language = LANGUAGES[0]
        path = TEXTS_DIR / language / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    dated = _AS_OF.match(text)
    as_of = datetime.date.fromisoformat(dated[1]) if dated else None
    return Article(text[dated.end() :] if dated else text, as_of, language)


def show_article(page: Page, title_key: str, name: str) -> None:
    """The whole page: head, text, foot."""
    texts = page.texts
    article = read_article(name, texts.language)
    contact = settings().contact_email or texts("about.no_contact")
    if article.language != texts.language:
        st.info(texts("about.german_only"))
    if article.places_to_fill:
        st.warning(texts("about.to_fill", count=article.places_to_fill), icon=":material/edit_note:")
    st.container(width=760).markdown(article.body.replace("{contact}", contact))
    page.head(texts(title_key), [texts("about.as_of", date=texts.date(article.as_of)) if article.as_of else ""])
    page.close()
