"""Results of the analyses for pages. Nobody waits for a computation: a page shows the newest result there is, and a
process in the background makes those anew that the data have left behind."""

import datetime
import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from weakref import WeakKeyDictionary

import streamlit as st

from strukturmonitor.analysis import NAMES, Result, is_current, stored
from strukturmonitor.database import Database
from strukturmonitor.database.connection import Versions
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.ui.data import database
from strukturmonitor.ui.page import Page

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_known: WeakKeyDictionary[Database, dict[str, Result]] = WeakKeyDictionary()
# name → the versions and the day it failed with: it is tried again with other data, and on the next day.
_failed: WeakKeyDictionary[Database, dict[str, tuple[Versions, datetime.date]]] = WeakKeyDictionary()
_at_work: dict[int, subprocess.Popen | None] = {}  # by id of the database


def analysis(database: Database, name: str) -> Result | None:
    """The newest result of an analysis of `analysis.NAMES`; None while the first one is being computed."""
    with _lock:
        result = _newest(database, name)
    if not is_current(result, database):
        keep_current(database)
    return result


def is_first_awaited(database: Database) -> bool:
    """Whether a first result of an analysis is still to come."""
    with _lock:
        failed = _failed.get(database, {})
        return any(name not in failed and _newest(database, name) is None for name in NAMES)


def say_missing(page: Page, name: str) -> None:
    """Why a page has no result to show: it is being computed, or that went wrong."""
    has_failed = name in _failed.get(database(), {})
    if has_failed:
        st.warning(page.texts("change.failed"), icon=":material/error:")
    else:
        page.is_awaiting = True
        st.info(page.texts("change.computing"), icon=":material/hourglass_top:")


def keep_current(database: Database) -> None:
    """Compute in the background what the data have left behind; does nothing while that is being done."""
    with _lock:
        if id(database) in _at_work:
            return
        state = database.versions, datetime.date.today()
        failed = _failed.setdefault(database, {})
        names = [
            name for name in NAMES if failed.get(name) != state and not is_current(_newest(database, name), database)
        ]
        if not names:
            return
        _at_work[id(database)] = None
    threading.Thread(target=_work, args=(database, names, state), name="analyses", daemon=True).start()


def stop_work() -> None:
    """End what is being computed: the app ends."""
    with _lock:
        processes = [process for process in _at_work.values() if process is not None]
    for process in processes:
        process.terminate()


def _newest(database: Database, name: str) -> Result | None:
    known = _known.setdefault(database, {})
    if name not in known and (found := stored(database.data_dir, name)) is not None:
        known[name] = found
    return known.get(name)


def _work(database: Database, names: list[str], state: tuple[Versions, datetime.date]) -> None:
    try:
        _run(database, names)
        for name in names:
            result = stored(database.data_dir, name)
            with _lock:
                if is_current(result, database):
                    _known[database][name] = result
                    _failed[database].pop(name, None)
                elif database.versions == state[0]:
                    _failed[database][name] = state
    finally:
        with _lock:
            _at_work.pop(id(database), None)


def _run(database: Database, names: list[str]) -> None:
    """In a process of its own, so that readers have this one's interpreter and memory for themselves."""
    copy: Path | None = None
    try:
        copy = database.copy_for_another_process()
        command = [
            sys.executable,
            "-m",
            "strukturmonitor.analysis",
            str(copy),
            str(database.data_dir.resolve()),
            *names,
        ]
        # One core is enough, and the small matrices are slower with more.
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(  # noqa: S603
            command, cwd=PROJECT_DIR, env=environment, stderr=subprocess.PIPE, text=True
        )
        with _lock:
            _at_work[id(database)] = process
        said = process.communicate()[1]
        if process.returncode > 0:
            _log.error("analyses could not be made: %s", "; ".join(said.strip().splitlines()[-len(names) :]))
    except (StrukturmonitorError, OSError) as error:
        _log.error("analyses could not be made: %s", type(error).__name__)
    finally:
        if copy is not None:
            shutil.rmtree(copy, ignore_errors=True)
