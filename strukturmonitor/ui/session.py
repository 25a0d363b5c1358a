"""All keys of the session state, and the codec between a page's filters and its URL.

The URL holds the view: every filter is a query parameter with a readable slug. On the first run of a page (or
when a link was followed) the URL fills the filters; afterwards the filters fill the URL. Values are checked
against their options before a widget sees them; what is not known gives the default and a friendly line.

A visit that brings less than the whole view (only `?bezirk=eving`) leaves the URL as it is until a filter changes:
Streamlit makes every change of the URL a step of the browser's history, and a step back would only be made again.

The browser tells the URL with every run, and may tell one that this session has replaced before it hears of the new one
(a click right after another, a component that reports in). Such a late URL is no link: the filters stand as they are. Only
a step in the browser's history leads back to a URL of before, and Streamlit says of a run whether it is one.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from strukturmonitor.access import Actor

PAGES = "pages"  # path → st.Page, for links between pages
LANGUAGE = "language"
AREA = "area"  # area_id chosen on whatever page
VIEWS = "views"  # path → {slug: text}, the last view of each page
WRITTEN = "written"  # path → the query parameters last seen or written there
GIVEN = "given"  # the last URLs the browser was given (query parameters), the present one at the end
PARTS = "parts"  # path → {part of the page: its last view; "": the part shown last}
DRAFTS = "drafts"  # changes typed into the table of the register that are not saved yet
WHO = "who"  # the actor of the last run
LOGOUT = "logout"  # the sidebar's button
SHOWN_ONCE = "shown_once"  # a one-time password, for the next run only
DELETED = "deleted"  # how many records a deletion took, for the next run only
BACKED_UP = "backed_up"  # the backup just made, for the next run only
FOUND_PEOPLE = "found_people"  # whom a search for a person asked about found
INFORMATION = "information"  # (who, format → file) of the information last made for such a person
STORY = "story"  # story_id that a view was last added to
STORY_VERSIONS = "story_versions"  # story_id → (own version, error) that another save crossed, until that is settled
SHOWN = "shown"  # (path, view) of the last run: whether a run is a visit, or a filter has changed
SEEN_VERSION = "seen_version"  # the register as this session last changed it
MOST_GIVEN = 8
LONGEST_VALUE = 300  # characters of one query parameter that are looked at


class View:
    """The filters of one page during one run."""

    def __init__(self, path: str) -> None:
        self.path = path
        incoming = st.query_params.to_dict()
        written = st.session_state.setdefault(WRITTEN, {})
        views = st.session_state.setdefault(VIEWS, {})
        self._shown_path, self._shown_view = st.session_state.get(SHOWN, (None, None))
        self._is_late = self._shown_path in (path, None) and is_late()
        # Without parameters a visit shows what the reader left here; a step back on the same page shows the defaults.
        self.is_linked = (
            not self._is_late and incoming != written.get(path) and (bool(incoming) or self._shown_path == path)
        )
        if not self._is_late and incoming not in st.session_state.get(GIVEN, [])[-1:]:
            st.session_state[GIVEN] = [incoming]
        self._texts = incoming if self.is_linked else views.get(path, {})
        self._encoded: dict[str, str] = {}
        self._links = 0
        self._part_slug: str | None = None
        self.rejected: list[str] = []

    def key(self, slug: str) -> str:
        """The widget's key in the session state."""
        return f"{self.path}:{slug}"

    def link_key(self, texts: dict[str, str]) -> str:
        """The key of a button that leads to a view of this page; the same link may stand on it more than once."""
        self._links += 1
        return self.key(f"hierher:{self._links}:{urlencode(texts)}")

    def start(self, slug: str, decode: Callable[[str], object], default: object) -> str:
        """Give the widget its value before it is made, where the URL or an earlier visit says one.
        `decode` turns the URL's text into the value and raises ValueError for what is not known. Returns the key."""
        key = self.key(slug)
        if self.is_linked or key not in st.session_state:
            st.session_state[key] = self.decoded(slug, decode, default)
        return key

    def keep(self, slug: str, text: str | None) -> None:
        """Say how the filter's present value reads in the URL; None where it is the default."""
        if text is not None:
            self._encoded[slug] = text

    def write(self) -> None:
        """Put the present filters into the URL, where it does not say them already."""
        incoming = st.query_params.to_dict()
        if self._is_late:
            is_said = False
        elif self.is_linked or self._shown_path is None:  # what the URL does not say is at its default
            is_said = incoming.items() <= self._encoded.items()
        else:
            is_said = (self._shown_path, self._shown_view) == (self.path, self._encoded)
        st.session_state[VIEWS][self.path] = dict(self._encoded)
        st.session_state[WRITTEN][self.path] = incoming if is_said else dict(self._encoded)
        st.session_state[SHOWN] = (self.path, dict(self._encoded))
        if not is_said:
            _put(self._encoded)

    def reset(self) -> None:
        """Forget the page's filters (as a callback)."""
        for key in [key for key in st.session_state if str(key).startswith(f"{self.path}:")]:
            del st.session_state[key]
        st.session_state[VIEWS].pop(self.path, None)
        st.session_state[WRITTEN].pop(self.path, None)
        st.session_state.pop(SHOWN, None)
        st.session_state.pop(AREA, None)
        part = {self._part_slug: st.session_state[PARTS][self.path][""]} if self._part_slug else {}
        _put(part)

    def carry(self) -> None:
        """Keep what the URL or the last view says of filters that this run does not draw."""
        self._encoded = {**self._texts, **self._encoded}

    def enter(self, slug: str, part: str) -> None:
        """A page of several parts (chosen by the filter `slug`), each with filters of its own: those the reader left in
        this part come back, and a reset stays in it."""
        parts = st.session_state.setdefault(PARTS, {}).setdefault(self.path, {})
        self._part_slug = slug
        last = parts.get("", part)
        if last != part:
            parts[last] = self._texts
            if not self.is_linked:
                self._texts = parts.get(part, {})
        parts[""] = part

    def put(self, slug: str, value: object) -> None:
        """Set a filter from elsewhere (as a callback)."""
        st.session_state[self.key(slug)] = value

    def open(self, texts: dict[str, str]) -> None:
        """Show the view that these query parameters say, as if a link had been followed (as a callback)."""
        self._part_slug = None
        self.reset()
        _put(texts)

    @property
    def encoded(self) -> dict[str, str]:
        return dict(self._encoded)

    def decoded(self, slug: str, decode: Callable[[str], object], default: object) -> object:
        """The value the URL or an earlier visit says; the default, noted as rejected, where it is not known."""
        text = self._texts.get(slug)
        if text is None:
            return default
        try:
            if len(text) > LONGEST_VALUE:
                raise ValueError("too long")
            return decode(text)
        except ValueError:
            self.rejected.append(slug)
            return default


def decode_choice(options: dict[str, object]) -> Callable[[str], object]:
    """`options`: slug → value."""

    def decode(text: str) -> object:
        if text not in options:
            raise ValueError(text)
        return options[text]

    return decode


def decode_choices(options: dict[str, object]) -> Callable[[str], list[object]]:
    """Several values, each once."""
    one = decode_choice(options)
    return lambda text: [one(part) for part in dict.fromkeys(text.split(",")) if part]


def decode_number(lowest: float, highest: float) -> Callable[[str], float]:
    def decode(text: str) -> float:
        value = float(text.replace(",", "."))
        if not lowest <= value <= highest:
            raise ValueError(text)
        return value

    return decode


def belong_to(actor: Actor) -> None:
    """Forget what an earlier actor of this tab left (after a logout, or when an account was ended): drafts and rows
    may be of records that the present one may not see. Areas that came in addition (a deputy) take nothing away."""
    before = st.session_state.get(WHO)
    if before is not None and before != actor:
        is_same = (before.account_id, before.role) == (actor.account_id, actor.role)
        has_all = actor.areas is None or (before.areas is not None and before.areas <= actor.areas)
        if not (is_same and has_all):
            for key in [key for key in st.session_state if key != LANGUAGE]:
                del st.session_state[key]
    st.session_state[WHO] = actor


def speak_language(language: str) -> None:
    """Change the language (as a callback)."""
    st.session_state[LANGUAGE] = language
    view = st.session_state[GIVEN][-1] if is_late() else st.query_params.to_dict()
    _put({**view, "sprache": language})


def is_late() -> bool:
    """Whether this run brings a URL that this session has replaced, because the browser had not heard of it yet."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None or run.is_history_navigation:
        return False
    return st.query_params.to_dict() in st.session_state.get(GIVEN, [])[:-1]


def _put(texts: dict[str, str]) -> None:
    """Give the browser another URL."""
    before = [url for url in st.session_state.get(GIVEN, []) if url != texts]
    st.session_state[GIVEN] = [*before, dict(texts)][-MOST_GIVEN:]
    st.query_params.from_dict(texts)
