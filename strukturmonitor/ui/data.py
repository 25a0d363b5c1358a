"""The only cache. Cached values carry who asks and which data they were read from, so that nobody sees what an
actor of another role has read, and nothing outlives the data it came from.

Python's own lru_cache instead of st.cache_data: a page asks some thirty times per run, and hashing the arguments and
copying the values cost more than the rest of the page. Frames are handed out as shallow copies, so that a page that
changes one does not change it for others (pandas copies on write)."""

import datetime
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached
from streamlit.runtime.scriptrunner import get_script_run_ctx

from strukturmonitor.access import Actor, Reader, is_bound, require
from strukturmonitor.access.visitors import Visitor, as_of_now
from strukturmonitor.access.visitors import visitor as find_visitor
from strukturmonitor.areas import AreaTree
from strukturmonitor.charts.classes import Classes, natural_classes
from strukturmonitor.cities import city
from strukturmonitor.database import Database, statement
from strukturmonitor.database.shared import shared_database
from strukturmonitor.facts import read_facts
from strukturmonitor.indicators import Indicator, catalogue, series
from strukturmonitor.indicators.notable import changed_most, notable
from strukturmonitor.indicators.standing import Course, Row, board, courses, standing
from strukturmonitor.settings import Settings, read_settings
from strukturmonitor.texts import speak
from strukturmonitor.ui import session

T = TypeVar("T")
SETTLE_S = 10  # how long readers may see the register as it was before somebody else's change
_settling = threading.Lock()
_settled_states: WeakKeyDictionary[Database, "_Settled"] = WeakKeyDictionary()


@cache
def settings() -> Settings:
    return read_settings()


def database() -> Database:
    return shared_database(settings().data_dir)


# Set where a page is drawn for an audience instead of a visitor (ui/headless.py).
acting_for: ContextVar[Actor | None] = ContextVar("acting_for", default=None)


def visitor() -> Visitor:
    """Who looks at the page: asked anew at every run, so that an account that was ended ends in open tabs too."""
    if (audience := acting_for.get()) is not None:
        return Visitor(audience, "none")
    return find_visitor(database(), settings(), headers=headers(), cookies=st.context.cookies, claims=_claims_of_run)


def actor() -> Actor:
    """Who asks."""
    return visitor().actor


def headers() -> Mapping[str, str]:
    """What the browser said with the page's first request; nothing where no browser asks."""
    return {} if acting_for.get() is not None else st.context.headers


def _claims_of_run() -> dict[str, object]:
    """What the identity provider said of who is logged in through Streamlit."""
    said = st.user.to_dict()
    return said if said.get("is_logged_in") else {}


@dataclass(frozen=True)
class _Source:
    """The key of all cached values: who reads, and from which state of the data."""

    reader: Reader
    data_version: str
    register_version: int

    def of(self, indicator: Indicator) -> "_Source":
        """For values of one indicator: changes of the register count only where it comes from there."""
        return self if indicator.base == "register" else replace(self, register_version=0)


class _Recipe:
    """A key that brings along how its value is made; equal where the keys are."""

    def __init__(self, key: tuple, make: Callable[[], object]) -> None:
        self.key = key
        self.make = make

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Recipe) and self.key == other.key


class Data:
    """What a page reads from: the rights of one actor, cached by the version of the data."""

    def __init__(self, reader: Reader, *, seen_version: int = 0, who: Callable[[], Actor] | None = None) -> None:
        """`seen_version`: the state of the register that this reader has seen already (a write of their own) and must
        not fall behind. `who`: asks again who the reader is."""
        versions = reader.database.versions
        self._database, self._actor, self._who = reader.database, reader.actor, who
        self._asked_in: object = None
        # With the day, because with real data «today» goes on though nothing was imported: days vacant, records that
        # nobody checked for half a year, the newest point of the register's series.
        self.data_version = f"{versions.data_version}.{datetime.date.today():%Y%m%d}"
        settled = settled_version(reader.database, self.data_version)
        self.register_version = max(settled, min(seen_version, versions.register_version))
        self.is_demo = reader.database.is_demo
        self.has_made_units = versions.has_made_units
        self.city = city(versions.city)
        # Two accounts of equal role and areas see the same.
        source = Reader(reader.database, reader.actor.rights)
        self._source = _Source(source, self.data_version, self.register_version)
        # What indicators say is the same for everybody, and does not follow every single save.
        self._public = _Source(Reader(reader.database, Actor()), self.data_version, settled)

    @property
    def actor(self) -> Actor:
        """Who asks, once per run: an open dialog and a button's callback run without the page being made anew, and the
        login may have ended since. Outside a run (a download that is made when asked for) who made the page, as the
        account stands now."""
        run = get_script_run_ctx(suppress_warning=True)
        if self._who is not None and run is not None and run.cursors is not self._asked_in:
            self._asked_in, self._actor = run.cursors, self._who()
        elif self._who is not None and run is None:
            return as_of_now(self._database, self._actor)
        return self._actor

    @property
    def reader(self) -> Reader:
        return Reader(self._database, self.actor)

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query; lists as values must be tuples (they are part of the cache's key). What is only for those in
        charge is never cached."""
        right = statement("read", name).right
        if is_bound(right):
            return _fresh(self.reader, name, tuple(values.items()))
        require(self.actor, right)
        return _read(self._source, name, tuple(sorted(values.items()))).copy(deep=False)

    def tree(self) -> AreaTree:
        return _tree(replace(self._public, register_version=0))

    def series(self, indicator: Indicator) -> pd.DataFrame:
        """All areas and periods of an indicator, columns as of indicators.series."""
        return _series(self._public.of(indicator), indicator.id).copy(deep=False)

    def classes(self, indicator: Indicator, level: str) -> Classes | None:
        """Map classes of an indicator on a level, over all its periods."""
        return _classes(self._public.of(indicator), indicator.id, level)

    def standing(self, indicator: Indicator, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
        """Where every area stands in an indicator, columns as of indicators.standing."""
        return _standing(self._public.of(indicator), indicator.id, as_of).copy(deep=False)

    def board(self, as_of: pd.Timestamp | None = None) -> dict[str, dict[str, Row]]:
        """The standings of all indicators: indicator id → area_id → row. Shared by all sessions: look up, never change."""
        return _board(self._public, as_of)

    def courses(self, indicator: Indicator) -> dict[str, Course]:
        """The course of every area. Shared by all sessions: look up, never change."""
        return _courses(self._public.of(indicator), indicator.id)

    def notable(self, area_id: str, language: str, as_of: pd.Timestamp | None = None) -> list[str]:
        """Sentences on what is notable in an area."""
        return list(_notable(self._public, area_id, language, as_of))

    def changed_most(self, language: str, as_of: pd.Timestamp | None = None) -> list[str]:
        """Sentences on what changed most within a year over all Stadtbezirke."""
        return list(_changed_most(self._public, language, as_of))

    def derived(self, key: tuple, make: Callable[[], T]) -> T:
        """What `make` makes of these data alone (a figure, a table's cells), made once per `key` and state of the data.
        Shared by all sessions: never change it."""
        # It may hold what indicators say, and these follow later than the register that the reader changed just now.
        return _derived(self._source, _Recipe((self._public.register_version, *key), make))

    def answer(self, key: tuple, make: Callable[[], "Answer"]) -> "Answer":
        """A finished answer of the API, kept while there is room for it. Only what everybody may see is kept: what a
        login opens is made each time."""
        return _answer(self._source, _Recipe(key, make)) if self.actor.role == "public" else make()


@dataclass(frozen=True)
class Answer:
    """`is_packed`: with gzip."""

    content: bytes
    is_packed: bool
    headers: Mapping[str, str]


def open_data() -> Data:
    seen_version = st.session_state.get(session.SEEN_VERSION, 0)
    return Data(Reader(database(), actor()), seen_version=seen_version, who=actor)


@dataclass
class _Settled:
    """The state of the register that readers see, since when (monotonic seconds), and whether the next is being made."""

    version: int
    since: float
    is_preparing: bool = False


def settled_version(database: Database, data_version: str) -> int:
    """The state of the register that readers see who did not just change it. It follows within some seconds: where
    several people keep the register at once, every save would otherwise make all readers' pages anew. The indicators
    of the next state are computed beforehand, so that nobody waits for them."""
    current = database.versions.register_version
    if SETTLE_S <= 0:
        return current
    now = time.monotonic()
    with _settling:
        state = _settled_states.setdefault(database, _Settled(current, now))
        version = state.version
        is_due = version != current and not state.is_preparing and now - state.since >= SETTLE_S
        state.is_preparing |= is_due
    if is_due:
        in_background(lambda: _settle(database, data_version, current))
    return version


def in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="settling", daemon=True).start()


def _settle(database: Database, data_version: str, version: int) -> None:
    state = _settled_states[database]
    try:
        _board(_Source(Reader(database, Actor()), data_version, version), None)
    finally:
        with _settling:
            state.version, state.since, state.is_preparing = version, time.monotonic(), False


class _Once:
    """A value that one caller makes and the others wait for."""

    __slots__ = ("is_made", "lock", "value")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_made = False
        self.value: object = None


def made_once(maxsize: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """lru_cache for values that many sessions ask for at the same moment: after a change each is made by the first."""

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        holders = lru_cache(maxsize)(lambda *_: _Once())

        @wraps(function)
        def call(*arguments: object) -> T:
            holder = holders(*arguments)
            if not holder.is_made:
                with holder.lock:
                    if not holder.is_made:
                        holder.value = function(*arguments)
                        holder.is_made = True
            return holder.value

        call.cache_clear = holders.cache_clear
        return call

    return decorate


def forget_cached() -> None:
    """After personal data were deleted: what was read before is not kept in memory either."""
    for keeping in (_read, _derived, _answer):
        keeping.cache_clear()


@made_once(500)
def _read(source: _Source, name: str, values: tuple) -> pd.DataFrame:
    return _fresh(source.reader, name, values)


def _fresh(reader: Reader, name: str, values: tuple) -> pd.DataFrame:
    parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in values}
    return reader.read(name, **parameters)


@made_once(10)
def _tree(source: _Source) -> AreaTree:
    return AreaTree(source.reader.read("areas"))


@made_once(200)
def _series(source: _Source, indicator_id: str) -> pd.DataFrame:
    return series(source.reader, catalogue()[indicator_id])


@made_once(200)
def _classes(source: _Source, indicator_id: str, level: str) -> Classes | None:
    indicator = catalogue()[indicator_id]
    rows = _series(source, indicator_id)
    tree = _tree(replace(source, register_version=0))
    of_level = rows["area_id"].isin([area.area_id for area in tree.of_level(level)])
    return natural_classes(rows.loc[of_level, "value"], decimals=indicator.decimals)


@made_once(300)
def _standing(
    source: _Source,
    indicator_id: str,
    as_of: pd.Timestamp | None,
) -> pd.DataFrame:
    tree = _tree(replace(source, register_version=0))
    rows = _series(source, indicator_id)
    return standing(catalogue()[indicator_id], rows, pd.Series(tree.levels), as_of)


@made_once(20)
def _standings(source: _Source, as_of: pd.Timestamp | None) -> pd.DataFrame:
    found = [_standing(source.of(indicator), indicator.id, as_of) for indicator in catalogue().values()]
    return pd.concat([rows for rows in found if not rows.empty] or found[:1], ignore_index=True)


@made_once(8)
def _board(source: _Source, as_of: pd.Timestamp | None) -> dict[str, dict[str, Row]]:
    return board(_standings(source, as_of))


@made_once(100)
def _courses(source: _Source, indicator_id: str) -> dict[str, Course]:
    return dict(courses(_series(source, indicator_id)))


@made_once(500)
def _notable(
    source: _Source,
    area_id: str,
    language: str,
    as_of: pd.Timestamp | None,
) -> list[str]:
    rows = _standings(source, as_of)
    whole = _tree(replace(source, register_version=0)).city
    texts = speak(language, source.reader.database.versions.city)
    return notable(texts, rows, area_id, whole.area_id, whole.name)


@made_once(50)
def _changed_most(source: _Source, language: str, as_of: pd.Timestamp | None) -> list[str]:
    rows = _standings(source, as_of)
    tree = _tree(replace(source, register_version=0))
    texts = speak(language, source.reader.database.versions.city)
    return changed_most(texts, rows, tree.city.area_id, tree.names)


@made_once(500)
def _derived(source: _Source, recipe: _Recipe) -> object:
    made = recipe.make()
    del recipe.make  # it may hold a page; the key stays
    return made


@cached(
    LRUCache(1_000_000 * read_facts("api.yml")["kept_answers_mb"], getsizeof=lambda answer: len(answer.content)),
    condition=threading.Condition(),
)
def _answer(source: _Source, recipe: _Recipe) -> Answer:
    """Bound by bytes instead of a number, because anybody may ask for any selection."""
    made = recipe.make()
    del recipe.make
    return made
