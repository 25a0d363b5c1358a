"""Crashes, full disks and other imports at the same moment: the published data are the old or the new ones, never
half of each, and the next start says what happened."""

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import crashing
import hostile_files as hostile
import pytest
from helpers import ADMIN, content_hash, list_of, say

from strukturmonitor.database import Database, files
from strukturmonitor.errors import DiskFull, ImportFailed
from strukturmonitor.imports import archive, ledger, run, tables, undo
from strukturmonitor.imports.run import InputFile, import_files, prepare, publish
from strukturmonitor.imports.undo import recover
from strukturmonitor.settings import PROJECT_DIR

LIST, STATIONS = "leerstand", "zaehlstellen"
TEXT = {LIST: list_of({}, {}), STATIONS: hostile.stations({}, {})}
_BEFORE = {
    STATIONS: ["archive", "read", "clean", "stage", "check", "before it is noted", "noted", "publish", "publishing noted", "file has its name"],
    LIST: ["archive", "read", "check", "noted", "publish", "register kept", "register written"],
}  # fmt: skip
_AFTER = {STATIONS: ["pointer written", "swapped", "finished"], LIST: ["finished"]}


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> multiprocessing.context.ForkServerContext:
    """New processes that have everything loaded already."""
    # A new process runs the main module of its parent again; Streamlit's tests leave a script there that cannot.
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    # It looks for what it loads beforehand where a new interpreter would, not where this one does.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(PROJECT_DIR), str(Path(__file__).parent)]))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crashing"])
    return context


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str], Path]:
    def make(source: str, text: str | None = None) -> Path:
        path = tmp_path / f"{source}-{abs(hash(text))}.csv"
        path.write_text(text or TEXT[source], encoding="utf-8", newline="")
        return path

    return make


def _kill(processes: multiprocessing.context.ForkServerContext, *arguments: object) -> None:
    process = processes.Process(target=crashing.run_and_die, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("source", [STATIONS, LIST])
def test_killed_before_it_was_published(
    writable_dir: Path, file_of: Callable, processes: multiprocessing.context.ForkServerContext, source: str
) -> None:
    """A power cut during an import: half of it published, a start that fails, rubbish left, or no word about it."""
    database = Database(writable_dir)
    before, version = content_hash(database), database.data_version
    database.close()
    for moment in _BEFORE[source]:
        _kill(processes, writable_dir, source, file_of(source), moment)
        database = Database(writable_dir)
        found = [run["state"] for run in recover(database)]
        was_noted = moment in (
            "noted",
            "publish",
            "publishing noted",
            "file has its name",
            "register kept",
            "register written",
        )
        assert found == (["interrupted"] if was_noted else []), moment
        assert database.data_version == version, moment
        left = [path.name for path in writable_dir.glob("*.duckdb") if path.name.startswith(("cand", "stat"))]
        assert left == [database.statistics_path.name] and not list((writable_dir / archive.ARCHIVE_NAME).glob(".*"))
        assert recover(database) == []
        database.close()
    database = Database(writable_dir)
    assert content_hash(database) == before
    assert import_files(database, ADMIN, source, [file_of(source)], {})["state"] == "published"
    database.close()


@pytest.mark.parametrize(
    ("source", "moment"), [(source, moment) for source, moments in _AFTER.items() for moment in moments]
)
def test_killed_after_it_was_published(
    writable_dir: Path,
    file_of: Callable,
    processes: multiprocessing.context.ForkServerContext,
    source: str,
    moment: str,
) -> None:
    """New data that the list of imports calls interrupted, so that nobody can take them back."""
    _kill(processes, writable_dir, source, file_of(source), moment)
    database = Database(writable_dir)
    assert [run["state"] for run in recover(database)] in ([], ["published"])
    newest = database.read("import_runs").iloc[0]
    assert (newest["state"], newest["rows_read"], newest["rows_loaded"]) == ("published", 2, 2)
    assert import_files(database, ADMIN, source, [file_of(source)], {})["state"] == "unchanged"
    assert undo.undo(database, ADMIN)["state"] == "undone"
    database.close()


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_FULL = [
    (STATIONS, archive, "_keep"),
    (STATIONS, tables, "_stage"),
    (STATIONS, ledger, "begin"),
    (STATIONS, ledger, "mark_publishing"),
    (STATIONS, files, "accept"),
    (STATIONS, files, "publish"),
    (STATIONS, ledger, "finish"),
    (LIST, archive, "_keep"),
    (LIST, run, "keep_register"),
    (LIST, ledger, "finish"),
]


@pytest.fixture(scope="module")
def shared(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("full") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


@pytest.mark.parametrize(("source", "module", "name"), _FULL, ids=[f"{n} ({s})" for s, _, n in _FULL])
def test_disk_full_at_every_step(
    shared: Database, file_of: Callable, monkeypatch: pytest.MonkeyPatch, source: str, module: object, name: str
) -> None:
    """A full disk told as a fault of the file, or that leaves half an import or a useless file behind."""
    before, version = content_hash(shared), shared.data_version
    with monkeypatch.context() as patch:
        patch.setattr(module, name, _full)
        with pytest.raises(DiskFull) as caught:
            import_files(shared, ADMIN, source, [file_of(source)], {})
    german, english = say(caught.value)
    assert "kein Platz mehr" in german and "disk is full" in english
    assert (content_hash(shared), shared.data_version) == (before, version)
    assert [path for path in shared.data_dir.glob("*-*.duckdb") if path != shared.statistics_path] == []
    assert shared.read("open_runs").empty or name == "finish"


def _mounted(folder: Path, megabytes: int) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


@pytest.mark.parametrize(("source", "free_mb"), [(STATIONS, 8.0), (STATIONS, 22.0), (LIST, 0.0), (LIST, 1.0)])
def test_a_disk_that_is_truly_full(
    writable_dir: Path, tmp_path: Path, file_of: Callable, source: str, free_mb: float
) -> None:
    """What the database itself does on a full disk; afterwards everything must go on without a restart."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _mounted(disk, 80):
        pytest.skip("needs the right to mount a small disk")
    try:
        shutil.copytree(writable_dir, disk / "data")
        path = file_of(source, list_of(*[{} for _ in range(3000)]) if source == LIST else None)
        database = Database(disk / "data")
        before = content_hash(database)
        state = os.statvfs(disk)
        (disk / "ballast").write_bytes(bytes(max(0, int(state.f_bavail * state.f_frsize - free_mb * 1e6))))
        with pytest.raises(DiskFull):
            import_files(database, ADMIN, source, [path], {})
        assert content_hash(database) == before and not list((disk / "data").glob("candidate-*"))
        (disk / "ballast").unlink()
        assert import_files(database, ADMIN, source, [path], {})["state"] == "published"
        database.close()
    finally:
        subprocess.run(["umount", disk], capture_output=True, check=False)  # noqa: S603, S607


def test_a_fault_of_the_program(
    shared: Database, file_of: Callable, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A stack trace for the reader; or names of a file's persons in the log."""

    def fail(*_: object) -> None:
        raise ValueError("Erika Mustermann")

    before = content_hash(shared)
    monkeypatch.setattr(tables, "_as_changes", fail)
    with pytest.raises(ImportFailed) as caught:
        import_files(shared, ADMIN, STATIONS, [file_of(STATIONS)], {})
    german, english = say(caught.value)
    assert "Fehler liegt beim Programm" in german and "fault is in the program" in english
    assert "ValueError at" in caplog.text and "tables.py:" in caplog.text and "Mustermann" not in caplog.text + german
    assert content_hash(shared) == before and not list(shared.data_dir.glob("candidate-*"))


def test_two_imports_at_once(database: Database, file_of: Callable) -> None:
    """The second of two imports that were compared with the same data undoes the first."""
    names = [str(9100 + number) for number in range(3)]
    paths = [file_of(STATIONS, hostile.stations({"Zählstellennummer": name})) for name in names]
    prepared = [prepare(database, ADMIN, STATIONS, [InputFile(path.name, path)], {}) for path in paths]
    results: list[dict] = []
    threads = [
        threading.Thread(target=lambda one=one: results.append(publish(database, ADMIN, one))) for one in prepared
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [result["state"] for result in results] == ["published"] * 3
    with database._connection.cursor() as cursor:
        found = cursor.execute(
            "SELECT station_id FROM stats.traffic_station WHERE source_id = 'zaehlstellen'"
        ).fetchall()
    assert sorted(name for (name,) in found) == names
    assert not list(database.data_dir.glob("candidate-*"))


def test_a_second_process(writable_dir: Path, file_of: Callable) -> None:
    """A lock error in the middle of the night, or two programs writing one database: the second one waits."""
    database = Database(writable_dir)
    second = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "strukturmonitor", "import", STATIONS, str(file_of(STATIONS))],
        env={**os.environ, "PYTHONPATH": str(PROJECT_DIR), "STRUKTURMONITOR_DATA_DIR": str(writable_dir)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    import_files(database, ADMIN, LIST, [file_of(LIST)], {})
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(3)
    database.close()
    out, err = second.communicate(timeout=60)
    assert second.returncode == 0 and "übernommen" in out and "Traceback" not in err


def test_readers_never_see_half_an_import(database: Database, file_of: Callable) -> None:
    """A page that shows new stations with old sums, none at all, or fails while an import is published."""
    seen: set[tuple[str, int, int]] = set()
    errors: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                with database._connection.cursor() as cursor:
                    row = cursor.execute(
                        "SELECT (SELECT data_version FROM stats.build), "
                        "(SELECT count(*) FROM stats.traffic_station WHERE source_id = 'zaehlstellen'), (SELECT count(*) FROM unit)"
                    ).fetchone()
                seen.add(row)
            except Exception as error:
                errors.append(error)

    with database._connection.cursor() as cursor:
        units = cursor.execute("SELECT count(*) FROM unit").fetchone()[0]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in (1, 2, 3):
            path = file_of(STATIONS, hostile.stations(*[{} for _ in range(number)]))
            import_files(database, ADMIN, STATIONS, [path], {})
        import_files(database, ADMIN, LIST, [file_of(LIST)], {})
    finally:
        done.set()
        for reader in readers:
            reader.join(30)
    assert not errors
    assert {stations for _, stations, _ in seen} <= {0, 1, 2, 3} and {found for _, _, found in seen} <= {units, 2}
    assert len({(version, stations) for version, stations, _ in seen}) <= 4  # one number of stations per version
