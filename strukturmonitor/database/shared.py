"""One Database per data folder and process: a DuckDB file belongs to one process."""

import threading
from pathlib import Path

from strukturmonitor.database.connection import Database

_lock = threading.Lock()
_open: dict[Path, Database] = {}


def shared_database(data_dir: Path) -> Database:
    """The process's database of that folder, opened at the first call. Raises like Database."""
    with _lock:
        if data_dir not in _open:
            _open[data_dir] = Database(data_dir)
        return _open[data_dir]


def close_shared(data_dir: Path) -> None:
    with _lock:
        database = _open.pop(data_dir, None)
    if database is not None:
        database.close()
