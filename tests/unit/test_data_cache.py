"""What a page keeps between runs."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed
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


def test_a_page_cannot_change_what_another_reads(demo_database: Database) -> None:
    """Prevents a column that one page adds to its rows from appearing in everybody's."""
    rows = data.Data(Reader(demo_database, Actor())).read("areas")
    rows["area_id"] = "changed"
    assert "changed" not in data.Data(Reader(demo_database, Actor())).read("areas")["area_id"].tolist()


def test_what_one_role_read_is_not_given_to_another(demo_database: Database) -> None:
    """Prevents a coordinator's rows from reaching the public out of the cache."""
    assert not data.Data(Reader(demo_database, Actor("coordinator"))).read("import_runs").shape[0]
    with pytest.raises(NotAllowed):
        data.Data(Reader(demo_database, Actor())).read("import_runs")


def test_readers_follow_other_peoples_changes_a_little_later(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents that every save makes all readers' pages anew, that readers never see a change, and that whoever made it
    does not see it at once."""
    clock = [1000.0]
    monkeypatch.setattr(data.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(data, "_settled_states", {})
    monkeypatch.setattr(data, "in_background", lambda work: work())
    reader = Reader(empty_database, Actor())
    with empty_database.transaction("a change"):
        pass
    clock[0] += 100
    first = data.Data(reader).register_version
    with empty_database.transaction("a change"):
        pass
    assert data.Data(reader).register_version == first
    assert data.Data(reader, seen_version=first + 1).register_version == first + 1
    assert data.Data(reader, seen_version=first + 99).register_version == first + 1
    clock[0] += data.SETTLE_S
    assert data.Data(reader).register_version == first  # the next state is being made
    assert data.Data(reader).register_version == first + 1


def test_many_ask_and_one_computes() -> None:
    """Prevents that a hundred readers compute the same value at once after a change, and that an error stays."""
    calls: list[int] = []
    started, go_on = threading.Event(), threading.Event()

    @data.made_once(10)
    def slow(number: int) -> int:
        calls.append(number)
        started.set()
        go_on.wait(5)
        if number < 0:
            raise ValueError(number)
        return number * 2

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(slow, 21) for _ in range(8)]
        started.wait(5)
        go_on.set()
        assert [each.result() for each in asked] == [42] * 8
    assert calls == [21]
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            slow(-1)
    assert calls == [21, -1, -1]


def test_derived_values_follow_the_data(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a figure of old data from outliving an import: made once per state of the data and key."""
    monkeypatch.setattr(data, "SETTLE_S", 0)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    current = data.Data(Reader(empty_database, Actor()))
    assert [current.derived(("x", 1), make), current.derived(("x", 1), make), current.derived(("x", 2), make)] == [
        1,
        1,
        2,
    ]
    with empty_database.transaction("a change"):
        pass
    assert data.Data(Reader(empty_database, Actor())).derived(("x", 1), make) == 3


def test_what_was_derived_after_an_own_change_does_not_stay(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Indicators follow a save some seconds later than the one who saved: what is made in between must not be what
    everybody sees afterwards."""
    settled = [empty_database.versions.register_version]
    monkeypatch.setattr(data, "settled_version", lambda *_: settled[0])
    with empty_database.transaction("a change"):
        pass
    changed = settled[0] + 1
    reader = Reader(empty_database, Actor())
    assert data.Data(reader, seen_version=changed).derived(("y", 1), lambda: "before") == "before"
    settled[0] = changed
    assert data.Data(reader).derived(("y", 1), lambda: "after") == "after"


def test_an_open_dialog_notices_that_the_login_ended(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a dialog or a button's callback, which run without the page, from working with rights that are gone."""
    from types import SimpleNamespace

    run = SimpleNamespace(cursors={})
    monkeypatch.setattr(data, "get_script_run_ctx", lambda **_: run)
    now = [Actor("admin", account_id="a")]
    page = data.Data(Reader(empty_database, now[0]), who=lambda: now[0])
    assert page.actor.role == "admin" and page.read("accounts") is not None
    now[0] = Actor()
    assert page.actor.role == "admin"  # asked once per run
    run.cursors = {}
    assert page.actor.role == "public"
    for name in ("accounts", "import_runs"):
        with pytest.raises(NotAllowed):
            page.read(name)
