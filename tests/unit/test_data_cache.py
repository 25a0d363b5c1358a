"""What a page keeps between runs."""

import datetime

import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.ui import data


def test_a_new_day_is_a_new_version(monkeypatch: pytest.MonkeyPatch, empty_database: Database) -> None:
    """Prevents a server that runs for weeks from showing the «today» of its first reader, because nothing was imported
    since: days vacant, records that nobody checked for half a year."""

    class Tomorrow(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(2026, 11, 23) + datetime.timedelta(days=days)

    monkeypatch.setattr(data.datetime, "date", Tomorrow)
    days = 0
    before = data.Data(Reader(empty_database, Actor())).data_version
    assert data.Data(Reader(empty_database, Actor())).data_version == before
    days = 1
    assert data.Data(Reader(empty_database, Actor())).data_version != before
