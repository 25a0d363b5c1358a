"""The only cache. Cached values carry who asks and which data they were read from, so that nobody sees what an
actor of another role has read, and nothing outlives the data it came from."""

import datetime

import pandas as pd
import streamlit as st

from strukturmonitor.access import Actor, Reader, demo_actor
from strukturmonitor.areas import AreaTree
from strukturmonitor.charts.classes import Classes, natural_classes
from strukturmonitor.database import Database
from strukturmonitor.database.shared import shared_database
from strukturmonitor.indicators import Indicator, catalogue, series
from strukturmonitor.indicators.notable import changed_most, notable
from strukturmonitor.indicators.standing import Course, Row, board, courses, standing
from strukturmonitor.settings import Settings, read_settings
from strukturmonitor.texts import speak


@st.cache_resource
def settings() -> Settings:
    return read_settings()


def database() -> Database:
    return shared_database(settings().data_dir)


def actor() -> Actor:
    """Who asks. A demo role is for the machine the dashboard runs on: through a proxy everybody is public."""
    is_forwarded = any(name in st.context.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return Actor() if is_forwarded else demo_actor(settings(), is_demo=database().is_demo)


class Data:
    """What a page reads from: the rights of one actor, cached by the version of the data."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.actor = reader.actor
        # With the day, because with real data «today» goes on though nothing was imported: days vacant, records that
        # nobody checked for half a year, the newest point of the register's series.
        self.data_version = f"{reader.database.data_version}.{datetime.date.today():%Y%m%d}"
        self.register_version = reader.database.register_version
        self.is_demo = reader.database.is_demo
        self.has_made_units = reader.database.versions.has_made_units

    def read(self, name: str, **values: object) -> pd.DataFrame:
        """Rows of a query; lists as values must be tuples (they are part of the cache's key)."""
        return _read(
            self._reader, self.actor, self.data_version, self.register_version, name, tuple(sorted(values.items()))
        )

    def tree(self) -> AreaTree:
        return _tree(self._reader, self.data_version)

    def series(self, indicator: Indicator) -> pd.DataFrame:
        """All areas and periods of an indicator, columns as of indicators.series."""
        version = self.register_version if indicator.base == "register" else 0
        return _series(self._reader, self.actor, self.data_version, version, indicator.id)

    def classes(self, indicator: Indicator, level: str) -> Classes | None:
        """Map classes of an indicator on a level, over all its periods."""
        version = self.register_version if indicator.base == "register" else 0
        return _classes(self._reader, self.actor, self.data_version, version, indicator.id, level)

    def standing(self, indicator: Indicator, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
        """Where every area stands in an indicator, columns as of indicators.standing."""
        version = self.register_version if indicator.base == "register" else 0
        return _standing(self._reader, self.actor, self.data_version, version, indicator.id, as_of)

    def board(self, as_of: pd.Timestamp | None = None) -> dict[str, dict[str, Row]]:
        """The standings of all indicators: indicator id → area_id → row. Shared by all sessions: look up, never change."""
        return _board(self._reader, self.actor, self.data_version, self.register_version, as_of)

    def courses(self, indicator: Indicator) -> dict[str, Course]:
        """The course of every area. Shared by all sessions: look up, never change."""
        version = self.register_version if indicator.base == "register" else 0
        return _courses(self._reader, self.actor, self.data_version, version, indicator.id)

    def notable(self, area_id: str, language: str, as_of: pd.Timestamp | None = None) -> list[str]:
        """Sentences on what is notable in an area."""
        return _notable(self._reader, self.actor, self.data_version, self.register_version, area_id, language, as_of)

    def changed_most(self, language: str, as_of: pd.Timestamp | None = None) -> list[str]:
        """Sentences on what changed most within a year over all Stadtbezirke."""
        return _changed_most(self._reader, self.actor, self.data_version, self.register_version, language, as_of)


def open_data() -> Data:
    return Data(Reader(database(), actor()))


@st.cache_data(show_spinner=False, max_entries=500)
def _read(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, name: str, values: tuple
) -> pd.DataFrame:
    parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in values}
    return _reader.read(name, **parameters)


@st.cache_resource(show_spinner=False, max_entries=2)
def _tree(_reader: Reader, data_version: str) -> AreaTree:
    return AreaTree(_reader.read("areas"))


@st.cache_data(show_spinner=False, max_entries=200)
def _series(_reader: Reader, actor: Actor, data_version: str, register_version: int, indicator_id: str) -> pd.DataFrame:
    return series(_reader, catalogue()[indicator_id])


@st.cache_data(show_spinner=False, max_entries=200)
def _classes(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, indicator_id: str, level: str
) -> Classes | None:
    indicator = catalogue()[indicator_id]
    rows = _series(_reader, actor, data_version, register_version, indicator_id)
    tree = _tree(_reader, data_version)
    of_level = rows["area_id"].isin([area.area_id for area in tree.of_level(level)])
    return natural_classes(rows.loc[of_level, "value"], decimals=indicator.decimals)


@st.cache_data(show_spinner=False, max_entries=300)
def _standing(
    _reader: Reader,
    actor: Actor,
    data_version: str,
    register_version: int,
    indicator_id: str,
    as_of: pd.Timestamp | None,
) -> pd.DataFrame:
    tree = _tree(_reader, data_version)
    rows = _series(_reader, actor, data_version, register_version, indicator_id)
    return standing(catalogue()[indicator_id], rows, pd.Series(tree.levels), as_of)


@st.cache_data(show_spinner=False, max_entries=20)
def _standings(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, as_of: pd.Timestamp | None
) -> pd.DataFrame:
    found = [
        _standing(
            _reader, actor, data_version, register_version if indicator.base == "register" else 0, indicator.id, as_of
        )
        for indicator in catalogue().values()
    ]
    return pd.concat([rows for rows in found if not rows.empty] or found[:1], ignore_index=True)


@st.cache_resource(show_spinner=False, max_entries=8)
def _board(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, as_of: pd.Timestamp | None
) -> dict[str, dict[str, Row]]:
    return board(_standings(_reader, actor, data_version, register_version, as_of))


@st.cache_resource(show_spinner=False, max_entries=100)
def _courses(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, indicator_id: str
) -> dict[str, Course]:
    return dict(courses(_series(_reader, actor, data_version, register_version, indicator_id)))


@st.cache_data(show_spinner=False, max_entries=500)
def _notable(
    _reader: Reader,
    actor: Actor,
    data_version: str,
    register_version: int,
    area_id: str,
    language: str,
    as_of: pd.Timestamp | None,
) -> list[str]:
    rows = _standings(_reader, actor, data_version, register_version, as_of)
    city = _tree(_reader, data_version).city
    return notable(speak(language), rows, area_id, city.area_id, city.name)


@st.cache_data(show_spinner=False, max_entries=50)
def _changed_most(
    _reader: Reader, actor: Actor, data_version: str, register_version: int, language: str, as_of: pd.Timestamp | None
) -> list[str]:
    rows = _standings(_reader, actor, data_version, register_version, as_of)
    tree = _tree(_reader, data_version)
    return changed_most(speak(language), rows, tree.city.area_id, tree.names)
