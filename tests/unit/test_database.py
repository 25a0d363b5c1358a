"""Storage: swapping statistics under readers, transactions, and clear words where a file is not usable."""

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.database.files import POINTER_NAME, REGISTER_NAME, published_path
from strukturmonitor.errors import (
    DatabaseDamaged,
    DatabaseExists,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseNewer,
    DataFolderNotWritable,
    QueryParametersWrong,
    QueryUnknown,
)
from strukturmonitor.imports.initialise import initialise, new_data_version


@pytest.fixture
def folder(empty_dir: Path, empty_database: Database, tmp_path: Path) -> Path:
    """A fresh data folder without demo data."""
    initialise(tmp_path / "data", demo=False)
    return tmp_path / "data"


def test_readers_never_see_two_versions_or_an_error_during_swaps(folder: Path) -> None:
    """Prevents a page failing, or falling back to older data, while an import publishes."""
    database = Database(folder)
    stop = threading.Event()
    problems: list[str] = []
    seen: list[list[str]] = [[], [], []]

    def read(versions: list[str]) -> None:
        while not stop.is_set():
            try:
                versions.extend(database.read("build")["data_version"])
            except duckdb.Error as error:
                problems.append(str(error))

    threads = [threading.Thread(target=read, args=[versions]) for versions in seen]
    for thread in threads:
        thread.start()
    published = [database.data_version]
    for _ in range(6):
        version = new_data_version()
        with StatisticsBuild(folder, version, copy_of=database.statistics_path) as build:
            build.run("add_build", data_version=version, city="dortmund", is_demo=False, reference_date="2026-01-01")
        database.swap_statistics(build.path)
        published.append(database.data_version)
    stop.set()
    for thread in threads:
        thread.join()
    database.close()
    assert not problems and sum(map(len, seen)) > 20 and len(set(published)) == 7
    for versions in seen:
        order = [published.index(version) for version in versions]
        assert order == sorted(order)


def test_a_failing_build_leaves_the_published_statistics(folder: Path) -> None:
    """Prevents a crash in an import from leaving half a file or a broken pointer."""
    before = published_path(folder)
    with pytest.raises(ZeroDivisionError), StatisticsBuild(folder, "broken", copy_of=before):
        raise ZeroDivisionError
    assert published_path(folder) == before and not (folder / "statistics-broken.duckdb").exists()


def test_a_transaction_is_all_or_nothing(folder: Path) -> None:
    """Prevents half a write, and a version that grows although nothing was written."""
    database = Database(folder)
    before = database.register_version
    with pytest.raises(ZeroDivisionError), database.transaction("test") as transaction:
        transaction.run("add_feedback", sent_at="2026-01-01", page="x", message="half")
        raise ZeroDivisionError
    assert database.read("feedback").empty and database.register_version == before
    with database.transaction("test") as transaction:
        transaction.run("add_feedback", sent_at="2026-01-01", page="x", message="whole")
    database.close()
    again = Database(folder)
    assert again.read("feedback")["message"].tolist() == ["whole"] and again.register_version == before + 1
    again.close()


def test_a_missing_database_says_so(tmp_path: Path) -> None:
    """Prevents a stack trace at the first start without init."""
    with pytest.raises(DatabaseMissing):
        Database(tmp_path)


def test_a_damaged_register_says_so_and_is_kept(folder: Path) -> None:
    """Prevents a broken file from being overwritten or hidden behind a DuckDB message."""
    (folder / REGISTER_NAME).write_bytes(b"this is no database" * 500)
    with pytest.raises(DatabaseDamaged):
        Database(folder)
    assert (folder / REGISTER_NAME).read_bytes().startswith(b"this is no database")


def test_damaged_statistics_say_so(folder: Path) -> None:
    """Prevents a stack trace where only the statistics file is broken, and a healthy register being called damaged."""
    whole = published_path(folder)
    pointer = (folder / POINTER_NAME).read_text("utf-8")
    for content, named in ((whole.read_bytes()[:100_000], pointer), (b"\0" * 20_000, pointer), (b"", "")):
        whole.write_bytes(content)
        (folder / POINTER_NAME).write_text(named, "utf-8")
        with pytest.raises(DatabaseDamaged) as refused:
            Database(folder)
        assert type(refused.value) is DatabaseDamaged


_RACE = """WITH one AS (SELECT i FROM range(1) t(i)), two AS (SELECT * FROM one WHERE i >= 5000 UNION ALL
SELECT * FROM one WHERE NOT EXISTS (SELECT 1 FROM one WHERE i >= 5000)) SELECT i, count() OVER () FROM two ORDER BY i"""


def test_an_app_goes_on_after_the_engine_gave_the_register_up(folder: Path) -> None:
    """Prevents one failed statement from ending every page until somebody starts the app again. The statement fails with
    two threads sooner or later (within about 50 times); if it no longer does, `prepare` can give statements more."""
    database = Database(folder)
    database._connection.execute("SET threads = 2")
    with pytest.raises(duckdb.InternalException), database._cursor() as cursor:
        for _ in range(20_000):
            cursor.execute(_RACE).fetchall()
    assert len(database.read("versions")) == 1
    with database.transaction("test"):
        pass
    assert database._connection.execute("SELECT current_setting('threads')").fetchone() == (1,)
    database.close()


def test_a_newer_register_is_refused(folder: Path) -> None:
    """Prevents an old program from writing into a schema it does not know."""
    connection = duckdb.connect(str(folder / REGISTER_NAME))
    connection.execute("INSERT INTO schema_migration VALUES (9999, 'future')")
    connection.close()
    with pytest.raises(DatabaseNewer):
        Database(folder)


def test_a_register_held_by_another_process_says_so(folder: Path) -> None:
    """Prevents the command line from failing without a word while the dashboard runs."""
    code = f"import duckdb,sys; c=duckdb.connect({str(folder / REGISTER_NAME)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: S603
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(DatabaseLocked):
            Database(folder)
        other.stdin.close()


def test_a_data_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """Prevents a stack trace where the data folder is a file or forbidden."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataFolderNotWritable):
        initialise(tmp_path / "file" / "data", demo=False)


def test_init_never_replaces_without_a_copy(folder: Path) -> None:
    """Prevents a second init from wiping a register somebody has kept."""
    with pytest.raises(DatabaseExists):
        initialise(folder, demo=False)
    initialise(folder, demo=False, force=True)
    kept = list(folder.glob("replaced-*"))
    assert len(kept) == 1 and (kept[0] / REGISTER_NAME).exists()
    Database(folder).close()


def test_wrong_parameters_name_themselves(empty_database: Database) -> None:
    """Prevents DuckDB's wording where a person mistyped a parameter."""
    with pytest.raises(QueryParametersWrong) as caught:
        empty_database.read("area_at", lon=7.4, lta=51.5)
    assert caught.value.values["missing"] == "lat" and caught.value.values["unknown"] == "lta"
    with pytest.raises(QueryUnknown) as unknown:
        empty_database.read("area_ta")
    assert unknown.value.values["suggestion"] == "area_at"
