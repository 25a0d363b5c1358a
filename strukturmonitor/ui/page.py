"""What every page is made of: head, filters bound to the URL, charts with text alternative and table, foot.

A page is a function `show()`:

    page = open_page("leerstand")
    area = page.area()
    …
    page.close()
"""

import datetime
from collections.abc import Iterable
from contextvars import ContextVar
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.feedback import LONGEST_MESSAGE, send_feedback
from strukturmonitor.shown import Part, Sentences
from strukturmonitor.shown import View as ShownView
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui import session
from strukturmonitor.ui.data import database, headers, open_data
from strukturmonitor.ui.embedding.code import embed_panel
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


class Page:
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
        self._head = st.container()
        self._embedding: st.delta_generator.DeltaGenerator | None = None  # in the link's box, likewise
        self._story_box: st.delta_generator.DeltaGenerator | None = None  # in the head, filled when all parts are known
        self._notice = st.container()
        self._title = self._line = ""
        self._citations: list[str] = []
        if (taken := taking.get()) is not None:
            taken.append(self)

    def shows_only(self, tables: tuple[str, ...]) -> None:
        """What the page shows comes from these tables: it is marked as demo where they hold made rows."""
        datasets = self.data.read("datasets")
        self.is_demo = bool((datasets["table_name"].isin(tables) & (datasets["origin"] == "made")).any())

    # --- filters -----------------------------------------------------------------------------------------

    def area(self, *, levels: tuple[str, ...] = ("city", "bezirk", "stat", "pg"), default: str | None = None) -> Area:
        """The chosen area, shared by all pages; `gebiet` wins over `bezirk` in the URL."""
        options = [area.area_id for level in levels for area in self.tree.of_level(level)]
        fallback = default or options[0]
        remembered = st.session_state.get(session.AREA)
        start = (
            remembered if remembered in options and not self.view.is_linked else fallback
        )  # a link means the same to all
        bezirke = {area.slug: area.area_id for area in self.tree.of_level("bezirk")}
        key = self.view.key("gebiet")
        if self.view.is_linked or key not in st.session_state:
            known = {area_id: area_id for area_id in options}
            chosen = self.view.decoded("bezirk", session.decode_choice(bezirke), None)
            chosen = self.view.decoded("gebiet", session.decode_choice(known), chosen)
            st.session_state[key] = chosen if chosen in options else start
        if st.session_state[key] not in options:  # an import took the area away since the last run
            st.session_state[key] = fallback
        area_id = st.selectbox(self.texts("filter.area"), options, format_func=self.area_label, key=key)
        st.session_state[session.AREA] = area_id
        area = self.tree[area_id]
        if area.level == "bezirk":
            self.view.keep("bezirk", area.slug)
        elif area_id != fallback:
            self.view.keep("gebiet", area_id)
        return area

    def choose_area(self, area_id: str) -> None:
        """Set the area from elsewhere (a click on the map) and run again."""
        st.session_state[session.AREA] = area_id
        st.session_state.pop(self.view.key("gebiet"), None)
        self.view.write()
        st.session_state[session.VIEWS].get(self.path, {}).pop("bezirk", None)
        st.session_state[session.VIEWS].get(self.path, {}).pop("gebiet", None)
        st.rerun()

    def choose(self, slug: str, value: str) -> None:
        """Set a filter of this page from elsewhere (a click on the map) and run again."""
        self.view.write()
        st.session_state[session.VIEWS][self.path][slug] = value
        st.session_state.pop(self.view.key(slug), None)
        st.rerun()

    def choice(
        self,
        slug: str,
        label: str,
        options: dict[str, str],
        *,
        default: str | None = None,
        widget: str = "selectbox",
        help: str | None = None,
    ) -> str:
        """One of `options` (slug in the URL → label); returns the slug. `widget`: selectbox or segmented."""
        first = default or next(iter(options))
        key = self.view.start(slug, session.decode_choice({o: o for o in options}), first)
        if st.session_state[key] not in options:  # the options changed since the last run
            st.session_state[key] = first
        show = st.segmented_control if widget == "segmented" else st.selectbox
        more = {"required": True} if widget == "segmented" else {}
        value = show(label, list(options), format_func=options.__getitem__, key=key, help=help, **more)
        self.view.keep(slug, None if value == first else value)
        return value

    def choices(
        self, slug: str, label: str, options: dict[str, str], *, help: str | None = None, nothing: str = "filter.all"
    ) -> tuple[str, ...]:
        """Any of `options`. Returns the slugs; `nothing`: the text that says what none chosen means."""
        key = self.view.start(slug, session.decode_choices({o: o for o in options}), [])
        values = st.multiselect(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            help=help,
            placeholder=self.texts(nothing),
            select_all=False,
        )
        self.view.keep(slug, ",".join(values) or None)
        return tuple(values)

    def compared_areas(
        self, label: str, *, default: tuple[str, ...], most: int, help: str | None = None
    ) -> tuple[str, ...]:
        """Some areas below the city (`gebiete=eving,stat:140`): slugs of Stadtbezirke, ids of the others."""
        options = {
            self._area_slug(area): area for level in ("bezirk", "stat", "pg") for area in self.tree.of_level(level)
        }
        decode = session.decode_choices({slug: area.area_id for slug, area in options.items()})
        key = self.view.start("gebiete", lambda text: decode(text)[:most], list(default))
        # An import may have taken an area away, and another city has others than the default.
        st.session_state[key] = [area_id for area_id in st.session_state[key] if area_id in self.tree]
        chosen = st.multiselect(
            label,
            [area.area_id for area in options.values()],
            format_func=self.area_label,
            key=key,
            max_selections=most,
            help=help,
            select_all=False,
        )
        self.view.keep("gebiete", ",".join(self._area_slug(self.tree[area_id]) for area_id in chosen) or None)
        return tuple(chosen)

    def filters(self, widths: list[float]) -> list:
        """Boxes for a row of filters: columns, on a phone one below the other behind one button."""
        if not self.is_phone:
            return st.columns(widths, vertical_alignment="bottom")
        with st.popover(self.texts("filter.button"), icon=":material/tune:", width="stretch"):
            return [st.container() for _ in widths]

    def flag(self, slug: str, label: str, *, help: str | None = None) -> bool:
        key = self.view.start(slug, session.decode_choice({"ja": True}), False)
        value = st.toggle(label, key=key, help=help)
        self.view.keep(slug, "ja" if value else None)
        return value

    def text(
        self, slug: str, label: str, *, placeholder: str | None = None, help: str | None = None, icon: str | None = None
    ) -> str:
        key = self.view.start(slug, lambda text: text[:100], "")
        value = st.text_input(label, key=key, placeholder=placeholder, max_chars=100, help=help, icon=icon).strip()
        self.view.keep(slug, value or None)
        return value

    def number(self, slug: str, label: str, lowest: float, highest: float, *, step: float = 1) -> float | None:
        """A number or nothing."""
        key = self.view.start(slug, session.decode_number(lowest, highest), None)
        value = st.number_input(
            label,
            min_value=float(lowest),
            max_value=float(highest),
            step=float(step),
            key=key,
            format="%.0f",
            placeholder="–",
        )
        self.view.keep(slug, None if value is None else f"{value:g}")
        return value

    def period(
        self,
        periods: Iterable[datetime.date],
        kind: str,
        *,
        slug: str = "stand",
        label: str | None = None,
        widget: str = "selectbox",
    ) -> pd.Timestamp:
        """One of the periods, the newest by default; the URL may say a day or a year and gets the last period
        not after it. Always written into the URL, so that links do not drift. `widget`: selectbox or slider."""
        options = sorted(pd.Timestamp(period) for period in periods)[::-1]
        if not options:
            self.stop_empty()

        def decode(text: str) -> pd.Timestamp:
            wanted = pd.Timestamp(
                f"{text}-12-31" if len(text) == 4 and text.isdecimal() else datetime.date.fromisoformat(text)
            )
            return next((option for option in options if option <= wanted), options[-1])

        key = self.view.start(slug, decode, options[0])
        if st.session_state[key] not in options:
            st.session_state[key] = options[0]
        show, shown = (
            (st.select_slider, options[::-1]) if widget == "slider" and len(options) > 1 else (st.selectbox, options)
        )
        value = show(
            label or self.texts("filter.date"), shown, format_func=lambda p: self.texts.period(p, kind), key=key
        )
        self.view.keep(slug, str(value.year) if kind == "year" else value.date().isoformat())
        return value

    def reset_button(self) -> None:
        st.button(
            self.texts("filter.reset"),
            on_click=self.view.reset,
            key=self.view.key("zuruecksetzen"),
            type="tertiary",
            icon=":material/restart_alt:",
        )

    def wrote(self) -> None:
        """After a write: this session sees the register as it is now, at once."""
        st.session_state[session.SEEN_VERSION] = database().register_version

    # --- head and foot -----------------------------------------------------------------------------------

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

    def stop_empty(self) -> None:
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
        )

    # --- words -------------------------------------------------------------------------------------------

    def area_label(self, area_id: str) -> str:
        """«Stadtbezirk Eving», «Stat. Bezirk Lindenhorst»; the city only by its name."""
        area = self.tree[area_id]
        return area.name if area.level == "city" else self.texts(f"area.{area.level}", name=area.name)

    def where(self, area_id: str) -> str:
        """With its preposition, to begin a sentence: «Im Stadtbezirk Eving»."""
        area = self.tree[area_id]
        return self.texts(f"where.{area.level}", name=area.name)

    def area_query(self, area_id: str) -> dict[str, str]:
        """The area as our pages' query parameters."""
        area = self.tree[area_id]
        return {"bezirk": area.slug} if area.level == "bezirk" else {"gebiet": area_id}

    def _area_slug(self, area: Area) -> str:
        return area.slug if area.level == "bezirk" else area.area_id

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
