"""Results of analyses are kept whole, follow the data, and hold up nobody."""

import datetime
import shutil
import sys
import threading
import types
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.analysis import results
from strukturmonitor.analysis.__main__ import main
from strukturmonitor.database import Database
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.ui import analyses

NAME = "need"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An analysis that counts how often it was computed."""
    calls: list[int] = []

    def make(reader: object) -> dict[str, pd.DataFrame]:
        calls.append(1)
        return {
            "areas": pd.DataFrame({"area_id": ["a"], "z": [float(len(calls))], "since": [pd.Timestamp("2025-12-31")]})
        }

    module = types.SimpleNamespace(results=make)
    for name in results.NAMES:
        monkeypatch.setitem(sys.modules, f"strukturmonitor.analysis.{name}", module)
    return calls


@pytest.fixture
def database(writable_dir: Path) -> Database:
    shutil.rmtree(writable_dir / results.FOLDER, ignore_errors=True)  # of a server of other tests
    found = Database(writable_dir)
    yield found
    found.close()


def test_a_result_comes_back_as_it_was(database: Database, made: list[int]) -> None:
    """Prevents types that change on the way through the file, and versions that are forgotten."""
    computed = results.compute(database, NAME)
    stored = results.stored(database.data_dir, NAME)
    pd.testing.assert_frame_equal(stored["areas"], computed["areas"])
    assert (stored.stamp, stored.data_version, stored.day) == (computed.stamp, database.data_version, computed.day)
    assert stored.computed_at == computed.computed_at


def test_only_the_newest_stays_and_half_written_ones_do_not_count(database: Database, made: list[int]) -> None:
    """Prevents a data folder that grows with every import, and half a result after a crash."""
    results.compute(database, NAME)
    newest = results.compute(database, NAME)
    folder = database.data_dir / results.FOLDER / NAME
    assert [path.name for path in folder.iterdir()] == [newest.stamp]
    (folder / "99990101T000000000000").mkdir()  # a folder without what it is about
    assert results.stored(database.data_dir, NAME).stamp == newest.stamp


def test_a_result_of_other_definitions_does_not_come_back(
    database: Database, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a page that shows, after an update, what other weights or another version of the program computed."""
    results.compute(database, NAME)
    monkeypatch.setattr(results, "recipe", lambda: "another")
    assert results.stored(database.data_dir, NAME) is None


def test_what_a_result_is_made_by_is_there() -> None:
    """Prevents a result that outlives a change of its queries or of the rules for small numbers, because a folder was
    renamed."""
    assert all(any(PROJECT_DIR.glob(pattern)) for pattern in results._RECIPE)


def test_when_a_result_still_stands(database: Database, made: list[int]) -> None:
    """Prevents results of other data, of yesterday, or of a register that changed long ago."""
    result = results.compute(database, NAME)
    assert results.is_current(result, database) and not results.is_current(None, database)

    def changed(**values: object) -> results.Result:
        return results.Result(**{**result.__dict__, **values})

    earlier = result.computed_at - 2 * results.REGISTER_FOLLOWS
    assert not results.is_current(changed(data_version="another"), database)
    assert not results.is_current(changed(day=result.day - datetime.timedelta(days=1)), database)
    assert results.is_current(changed(register_version=-1), database)
    assert not results.is_current(changed(register_version=-1, computed_at=earlier), database)
    assert results.is_current(changed(computed_at=earlier), database)


def _wait() -> None:
    for thread in threading.enumerate():
        if thread.name == "analyses":
            thread.join(120)


def test_pages_wait_for_nothing_and_find_it_later(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a page that computes for seconds, one that never gets its result, and a copy of the register that stays."""
    monkeypatch.setattr(analyses, "NAMES", (NAME,))
    assert analyses.analysis(database, NAME) is None
    _wait()
    found = analyses.analysis(database, NAME)
    assert not found["areas"].empty and found.data_version == database.data_version
    assert analyses.analysis(database, NAME) is found  # and is not computed again
    assert not list((database.data_dir / "snapshots").iterdir())


def test_what_fails_is_not_tried_over_and_over(
    database: Database, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a machine that computes the same error for every visitor."""
    tried: list[list[str]] = []

    def run(database: Database, names: list[str]) -> None:
        tried.append(names)
        results.compute(database, "breaks")  # the others fail

    monkeypatch.setattr(analyses, "_run", run)
    for _ in range(3):
        assert analyses.analysis(database, NAME) is None
        _wait()
    assert tried == [list(results.NAMES)]
    assert analyses.analysis(database, "breaks") is not None


def test_the_process_removes_its_copy_and_tells_what_failed(
    database: Database, made: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Prevents a copy with personal data that stays behind, and one error that takes the other analyses along."""
    broken = types.SimpleNamespace(results=lambda reader: 1 / 0)
    monkeypatch.setitem(sys.modules, "strukturmonitor.analysis.breaks", broken)
    copy = database.copy_for_another_process()
    assert main(copy, database.data_dir, ["breaks", NAME]) == 1
    assert "breaks: ZeroDivisionError" in capsys.readouterr().err
    assert not copy.exists()
    assert results.stored(database.data_dir, NAME) is not None
