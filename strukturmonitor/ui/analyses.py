"""Results of the analyses for pages. Nobody waits for a computation: a page shows the newest result there is, and one
worker in the background makes those anew that the data have left behind."""

import logging
import threading
from weakref import WeakKeyDictionary

from strukturmonitor.analysis import NAMES, Result, compute, is_current, stored
from strukturmonitor.database import Database

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_known: WeakKeyDictionary[Database, dict[str, Result]] = WeakKeyDictionary()
_at_work: set[int] = set()
_failed: WeakKeyDictionary[Database, dict[str, object]] = WeakKeyDictionary()  # name → the versions it failed with


def analysis(database: Database, name: str) -> Result | None:
    """The newest result of an analysis of `analysis.NAMES`; None while the first one is being computed."""
    with _lock:
        known = _known.setdefault(database, {})
        if name not in known and (found := stored(database.data_dir, name)) is not None:
            known[name] = found
        result = known.get(name)
    if not is_current(result, database):
        keep_current(database)
    return result


def keep_current(database: Database) -> None:
    """Compute in the background what the data have left behind; does nothing while that is being done."""
    with _lock:
        if id(database) in _at_work:
            return
        _at_work.add(id(database))
    threading.Thread(target=_work, args=(database,), name="analyses", daemon=True).start()


def _work(database: Database) -> None:
    try:
        for name in NAMES:
            with _lock:
                result = _known.setdefault(database, {}).get(name) or stored(database.data_dir, name)
            failed = _failed.setdefault(database, {})
            if is_current(result, database) or failed.get(name) == database.versions:
                continue
            versions = database.versions
            try:
                result = compute(database, name)
            except Exception as error:  # the others are made all the same, and this one not over and over
                _log.error("the analysis %s could not be made: %s", name, type(error).__name__)
                failed[name] = versions
                continue
            with _lock:
                _known[database][name] = result
    finally:
        with _lock:
            _at_work.discard(id(database))
