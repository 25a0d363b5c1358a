"""What every page is made of: head, filters bound to the URL (ui/filters.py), what it tells, foot, ways to other pages.

A page is a function `show()`:

    page = open_page("leerstand")
    area = page.area()
    …
    page.close()
"""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from strukturmonitor.feedback import LONGEST_MESSAGE, send_feedback
from strukturmonitor.shown import Part, Sentences
from strukturmonitor.shown import View as ShownView
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database, headers, open_data
from strukturmonitor.ui.embedding.code import embed_panel
from strukturmonitor.ui.filters import Filters
from strukturmonitor.ui.stories.offer import offer_for_story

# Pages that are drawn within the present context, for whoever wants to know what they show (ui/headless.py).
taking: ContextVar[list["Page"] | None] = ContextVar("taking", default=None)


def current_language() -> str:
    """From the URL (`sprache`), else from the session, else German."""
    wanted = st.query_params.get("sprache")
    if wanted in LANGUAGES and not session.is_late():
        st.session_state[session.LANGUAGE] = wanted
    return st.session_state.get(session.LANGUAGE, LANGUAGES[0])


def open_page(path: str, *, only_register: bool = False, tables: tuple[str, ...] = ()) -> "Page":
    """The page is marked as demo while made rows are among what it shows: `only_register`: units of the register alone;
    `tables`: these tables of the statistics alone; else everything."""
    return Page(path, only_register=only_register, tables=tables)


class Page(Filters):
    """One page during one run."""

    def __init__(self, path: str, *, only_register: bool, tables: tuple[str, ...]) -> None:
        self.path = path
        self.data = open_data()
        self.texts = speak(current_language(), self.data.city.id)
        self.is_demo = self.data.has_made_units if only_register else self.data.is_demo
        if tables:
            self.shows_only(tables)
        self.tree = self.data.tree()
        self.view = session.View(path)
        self.is_dark = st.context.theme.type == "dark"
        self.is_phone = "Mobi" in (headers().get("User-Agent") or "")
        if self.texts.language != LANGUAGES[0]:
            self.view.keep("sprache", self.texts.language)
        self.parts: list[Part] = []  # what the run shows, in the order of the page
        self.is_awaiting = False  # a result that is being computed for the first time
        self._head = st.container()
        # Boxes in the head that are filled when all parts are known: in the link's box, and beside it.
        self._embedding: st.delta_generator.DeltaGenerator | None = None
        self._story_box: st.delta_generator.DeltaGenerator | None = None
        self._notice = st.container()
        self._title = self._line = ""
        self._citations: list[str] = []
        if (taken := taking.get()) is not None:
            taken.append(self)

    def shows_only(self, tables: tuple[str, ...]) -> None:
        """What the page shows comes from these tables: it is marked as demo where they hold made rows."""
        datasets = self.data.read("datasets")
        self.is_demo = bool((datasets["table_name"].isin(tables) & (datasets["origin"] == "made")).any())

    def wrote(self) -> None:
        """After a write: this session sees the register as it is now, at once."""
        st.session_state[session.SEEN_VERSION] = database().register_version

    def head(self, title: str, parts: list[str]) -> None:
        """Title and one line «area · date · filters in force», filled when the filters are known."""
        self._title, self._line = title, " · ".join(part for part in parts if part)
        with self._head:
            if self.is_phone:
                st.title(title, anchor=False)
            row = st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=self.view.key("kopfzeile")
            )
            if self.is_phone:
                if self._line:  # an empty one would push the rest in
                    row.markdown(self._line, width="content")
            else:
                row.title(title, anchor=False)
                st.markdown(self._line)
            if self.is_demo:
                row.badge(
                    self.texts("demo.badge"), color="orange", icon=":material/science:", help=self.texts("demo.help")
                )
            with row.popover(self.texts("link.copy"), icon=":material/link:"):
                st.caption(self.texts("link.help"))
                st.code(self.link(**self.view.encoded), language=None, wrap_lines=True)
                self._embedding = st.container()
            if not self.is_phone:  # static/print.js
                row.html(
                    f'<button type="button" class="print-page">{self.texts("print.page")}</button>', width="content"
                )
            self._story_box = row.container(width="content")

    def tell(self, text: str, *, title: str = "", help: str | None = None) -> None:
        """What is notable, in whole sentences (Markdown), with a title above them where there is one."""
        number = sum(isinstance(part, Sentences) for part in self.parts) + 1
        self.parts.append(Sentences(str(number), text, title))
        if title:
            st.markdown(f"**{title}**", help=help)
        st.markdown(text)

    def say(self, line: str) -> None:
        """A friendly line above the page, beside those on parts of the link that are not known."""
        with self._notice:
            st.info(line)

    def stop_empty(self) -> NoReturn:
        """End the page with why it is empty and what to do."""
        st.info(self.texts("empty.no_data"), icon=":material/inbox:")
        self.head(self.texts("empty.title"), [self.tree.city.name])
        self.close()
        st.stop()

    def close(self, *, citations: Iterable[str] = ()) -> None:
        """The foot of every page, and the URL."""
        with self._notice:
            if self.view.rejected:
                st.info(self.texts("link.rejected", names=self.texts.list(sorted(set(self.view.rejected)))))
        st.divider()
        texts = self.texts
        self._citations = cited = list(dict.fromkeys(citations))
        if cited:
            st.caption(texts("foot.sources", sources=" · ".join(cited)))
        if self.is_demo:
            st.caption(texts("demo.line"))
        with st.popover(texts("feedback.button"), icon=":material/chat:"):
            self._feedback_form()
        if self._embedding is not None and taking.get() is None:
            with self._embedding:
                embed_panel(self)
        if taking.get() is None:
            offer_for_story(self, self._story_box)
        self.view.write()

    def _feedback_form(self) -> None:
        texts = self.texts
        with st.form(self.view.key("rueckmeldung"), clear_on_submit=True, border=False):
            st.caption(texts("feedback.help"))
            message = st.text_area(texts("feedback.label"), max_chars=LONGEST_MESSAGE)
            if st.form_submit_button(texts("feedback.send")):
                outcome = send_feedback(database(), page=self.path, message=message)
                st.info(texts(f"feedback.{outcome}"))

    def link(self, **query: str) -> str:
        """The whole address of this page with these query parameters, to be passed on."""
        base = urlsplit((taking.get() is None and st.context.url) or "")
        address = f"{base.scheme}://{base.netloc}" if base.netloc else ""
        return f"{address}/{self.path}" + (f"?{urlencode(query)}" if query else "")

    def shown(self) -> ShownView:
        """What the run has shown, once the page is closed."""
        return ShownView(
            path=self.path,
            query=self.view.encoded,
            language=self.texts.language,
            title=self._title,
            line=self._line,
            parts=list(self.parts),
            citations=list(self._citations),
            is_demo=self.is_demo,
            rejected=sorted(set(self.view.rejected)),
            made_on=pd.Timestamp.now(),
            is_awaiting=self.is_awaiting,
        )

    def where(self, area_id: str) -> str:
        """With its preposition, to begin a sentence: «Im Stadtbezirk Eving»."""
        area = self.tree[area_id]
        return self.texts(f"where.{area.level}", name=area.name)

    def area_query(self, area_id: str) -> dict[str, str]:
        """The area as our pages' query parameters."""
        area = self.tree[area_id]
        return {"bezirk": area.slug} if area.level == "bezirk" else {"gebiet": area_id}

    def go_to(self, path: str, **query: str) -> None:
        """Leave for another page of ours."""
        pages = st.session_state.get(session.PAGES, {})
        if path in pages:
            st.switch_page(pages[path], query_params=query)

    def link_to(self, path: str, label: str, *, icon: str | None = None, **query: str) -> None:
        """A link to a page of ours."""
        pages = st.session_state.get(session.PAGES, {})
        if path == self.path:  # the browser would not show the address of a link to the page it stands on
            key = self.view.link_key(query)
            st.button(label, icon=icon, key=key, type="tertiary", on_click=self.view.open, args=(query,))
        elif path in pages:
            st.page_link(pages[path], label=label, icon=icon, query_params=query or None)
