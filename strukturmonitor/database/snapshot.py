"""A register copied row by row into a new file: for backups, and because DuckDB leaves the bytes of deleted rows in the
old file (in blocks it calls free, and in columns that share a block) until something else happens to be written there."""

import gc
import os
import secrets
import shutil
import threading
import time
from pathlib import Path

import duckdb

from strukturmonitor.database import files
from strukturmonitor.database.execute import attach

_FOLDER = "snapshots"
_TRIES, _PAUSE_S = 20, 0.1
_one_at_a_time = threading.Lock()  # the new file has one name while it is written


def snapshot_path(data_dir: Path) -> Path:
    """A new name beside the register, in a folder that only the owner may enter."""
    folder = data_dir / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{secrets.token_hex(6)}.duckdb"


def drop_snapshots(data_dir: Path) -> None:
    """Remove what a process that is gone was writing."""
    for path in (data_dir / _FOLDER).glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def folder_around(snapshot: Path, statistics: Path) -> Path:
    """A data folder of its own with a snapshot as its register, and the statistics by a link."""
    folder = snapshot.with_suffix("")
    folder.mkdir(mode=0o700)
    snapshot.rename(folder / files.REGISTER_NAME)
    (folder / statistics.name).symlink_to(statistics.resolve())
    (folder / files.POINTER_NAME).write_text(statistics.name, encoding="utf-8")
    return folder


def copy_register(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write everything of the register to a new file (of `snapshot_path`), without what deleted rows left behind. Nobody
    may write meanwhile: rows are copied as of one moment, but sequences as of another (DuckDB 1.5.5), and a number would
    be given twice. Leaves nothing behind where it fails."""
    try:
        with _one_at_a_time:
            attach(cursor, path, "fresh")
            try:
                path.chmod(0o600)
                cursor.execute("COPY FROM DATABASE register TO fresh")
                cursor.execute("CHECKPOINT fresh")
            finally:
                cursor.execute("DETACH fresh")
    except BaseException:
        drop_file(path)
        raise
    with path.open("rb") as file:
        os.fsync(file.fileno())


def drop_file(path: Path) -> None:
    """Remove a database file and what DuckDB wrote beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def put_in_place(path: Path, register: Path) -> None:
    """Make a snapshot the register, once nobody has the old one open. Raises TimeoutError where somebody still has."""
    _wait_until_closed(register)
    # The old file's log would be applied to the new one.
    register.with_name(f"{register.name}.wal").unlink(missing_ok=True)
    path.replace(register)
    folder = os.open(register.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _wait_until_closed(register: Path) -> None:
    """Within a process DuckDB hands out the same database again while a connection to it lives somewhere: it would go on
    writing to a file that has no name any more. A connection with other options is refused as long as that is so."""
    for _ in range(_TRIES):
        try:
            duckdb.connect(str(register), read_only=True).close()
        except duckdb.ConnectionException:
            gc.collect()
            time.sleep(_PAUSE_S)
        else:
            return
    raise TimeoutError
