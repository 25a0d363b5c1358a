"""Shared fixtures: an empty and a small demo database, made once per test session."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

# Two workers share two cores: more threads for small matrices only wait for each other. Before numpy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import duckdb
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from strukturmonitor.analysis import NAMES, compute
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.imports.initialise import initialise

_connect = duckdb.connect


def _connect_without_hashing(
    database: object = ":memory:", read_only: bool = False, config: dict | None = None
) -> duckdb.DuckDBPyConnection:
    """DuckDB hashes the 80 MB of the spatial extension at every opening to check its signature, 0.2 s each of many hundred
    openings. The servers and commands that tests start in other processes check it."""
    return _connect(database, read_only=read_only, config={**(config or {}), "allow_unsigned_extensions": "true"})


duckdb.connect = _connect_without_hashing
# Streamlit looks through all installed packages for components of theirs at every run of a test page; they stay the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`made_once(name, make)`: a folder that the first of the workers makes and all others find. Copy it, never write to it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def folder_of(name: str, make: Callable[[Path], None]) -> Path:
        folder = base / f"once-{name}"
        with (base / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                make(making := base / f"making-{name}")
                making.rename(folder)
        return folder

    return folder_of


@pytest.fixture(scope="session")
def made_demo(made_once: Callable) -> Path:
    return made_once("demo", lambda folder: initialise(folder, scale=0.1))


@pytest.fixture(scope="session")
def demo_dir(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a tenth of the demo's volume; do not write to it (copy it: `writable_dir`)."""
    return shutil.copytree(made_demo, tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(scope="session")
def served_dir(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for a server: a DuckDB file belongs to one process, so it has a folder of its own."""
    return shutil.copytree(made_demo, tmp_path_factory.mktemp("served") / "copy")


@pytest.fixture(scope="session")
def analysed_dir(made_demo: Path, made_once: Callable) -> Path:
    """The demo with all analyses: every server would otherwise begin with computing them. Copy it, never write to it."""

    def make(folder: Path) -> None:
        shutil.copytree(made_demo, folder)
        database = Database(folder)
        for name in NAMES:
            compute(database, name)
        database.close()

    return made_once("analysed", make)


@pytest.fixture(scope="session")
def empty_dir(made_once: Callable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real data only."""
    made = made_once("empty", lambda folder: initialise(folder, demo=False))
    return shutil.copytree(made, tmp_path_factory.mktemp("empty") / "data")


@pytest.fixture(scope="session")
def demo_database(demo_dir: Path) -> Iterator[Database]:
    yield shared_database(demo_dir)
    close_shared(demo_dir)


@pytest.fixture(scope="session")
def empty_database(empty_dir: Path) -> Iterator[Database]:
    yield shared_database(empty_dir)
    close_shared(empty_dir)


@pytest.fixture
def writable_dir(served_dir: Path, tmp_path: Path) -> Path:
    """A copy of the demo folder that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    return folder


@pytest.fixture
def app_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Pages, routes and files of this process are those of a data folder: `app_on(folder, role="coordinator")`."""
    from strukturmonitor.ui import analyses, data

    def settle(folder: Path, *, role: str = "public") -> None:
        monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(folder))
        monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", role)
        monkeypatch.setattr(analyses, "keep_current", lambda database: None)  # a test computes what it wants to see
        data.settings.cache_clear()

    yield settle
    data.settings.cache_clear()


@pytest.fixture
def page_of(app_on: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page on a data folder: `page_of(folder, "verkehr", {"bezirk": "eving"}, role="coordinator")`."""
    from strukturmonitor.ui import data

    def run(folder: Path, module: str, query: dict[str, str] | None = None, *, role: str = "public") -> AppTest:
        app_on(folder, role=role)
        monkeypatch.setattr(data, "SETTLE_S", 0)  # a page sees at once what the test changed

        def script(module: str) -> None:
            import importlib

            importlib.import_module(f"pages.{module}").show()

        test = AppTest.from_function(script, kwargs={"module": module}, default_timeout=60)
        for key, value in (query or {}).items():
            test.query_params[key] = value
        return test.run()

    return run


@pytest.fixture
def app_page(
    page_of: Callable[..., AppTest],
    demo_dir: Path,
    demo_database: Database,
    empty_dir: Path,
    empty_database: Database,
) -> Callable[..., AppTest]:
    """The same on the demo or the empty database: `app_page("verkehr", role="coordinator", empty=False)`."""

    def run(module: str, query: dict[str, str] | None = None, *, role: str = "public", empty: bool = False) -> AppTest:
        return page_of(empty_dir if empty else demo_dir, module, query, role=role)

    return run
