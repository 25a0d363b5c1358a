"""Putting an unpacked backup into the place of what is there, so that a crash in between is completed at the next start."""

import contextlib
import fcntl
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from strukturmonitor.database import archive_file as form
from strukturmonitor.database.disk import is_locked
from strukturmonitor.database.files import POINTER_NAME, REGISTER_NAME
from strukturmonitor.database.statements import statement
from strukturmonitor.errors import AppRunning

_STAGE, _ASIDE = "restoring-", "replaced-"
_IS_READY, _IS_ASIDE = "ready", "old-is-aside"
# What a backup takes the place of. Files to undo imports belong to the register that is replaced.
_REPLACED = (f"{REGISTER_NAME}*", "statistics*", form.PHOTOS, "undo")


def new_stage(data_dir: Path) -> Path:
    """An empty folder to unpack into; what an earlier restore left unfinished there is removed."""
    for old in data_dir.glob(f"{_STAGE}*"):
        shutil.rmtree(old)
    stage = data_dir / f"{_STAGE}{secrets.token_hex(6)}"
    stage.mkdir(mode=0o700)
    return stage


def make_folder(stage: Path, statistics: str) -> None:
    """Turn what was unpacked into a data folder: the statistics beside the register, and the pointer to them."""
    for path in (stage / form.STATISTICS).glob("*"):
        path.rename(stage / path.name)
    shutil.rmtree(stage / form.STATISTICS, ignore_errors=True)
    (stage / POINTER_NAME).write_text(statistics, encoding="utf-8")


def put_in_place(data_dir: Path, stage: Path) -> Path:
    """Exchange the present state for the one in `stage`. Returns the folder in which the present one now lies."""
    (stage / _IS_READY).touch()
    form.sync_folder(stage)
    return _continue(data_dir, stage)


def complete(data_dir: Path) -> None:
    """At a start: end an exchange that a crash left half done."""
    for stage in data_dir.glob(f"{_STAGE}*"):
        if (stage / _IS_READY).exists():
            _continue(data_dir, stage)


@contextlib.contextmanager
def nobody_else(data_dir: Path) -> Iterator[None]:
    """Hold the register, even a damaged one, so that no app can open it. Raises AppRunning."""
    register = data_dir / REGISTER_NAME
    if not register.exists():
        yield
        return
    with register.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kind of lock that DuckDB takes
        except OSError as error:
            raise AppRunning(path=str(register)) from error
        yield


def numbers_given(data_dir: Path) -> dict[str, int]:
    """Per sequence of the present register the last number it gave; nothing where it cannot be read. Raises AppRunning."""
    register = data_dir / REGISTER_NAME
    if not register.exists():
        return {}
    try:
        with duckdb.connect(str(register), read_only=True) as connection:
            rows = connection.execute(statement("read", "register_sequences").sql).fetchall()
    except duckdb.ConnectionException as error:  # this very process has it open
        raise AppRunning(path=str(register)) from error
    except duckdb.IOException as error:
        if is_locked(error):
            raise AppRunning(path=str(register)) from error
        return {}
    except duckdb.Error:
        return {}
    return dict(rows)


def _continue(data_dir: Path, stage: Path) -> Path:
    aside = data_dir / stage.name.replace(_STAGE, _ASIDE, 1)
    aside.mkdir(mode=0o700, exist_ok=True)
    if not (stage / _IS_ASIDE).exists():
        for pattern in _REPLACED:
            for path in data_dir.glob(pattern):
                path.rename(aside / path.name)
        form.sync_folder(data_dir)
        (stage / _IS_ASIDE).touch()
        form.sync_folder(stage)
    for pattern in (*_REPLACED, form.DELETIONS):
        for path in stage.glob(pattern):
            path.rename(data_dir / path.name)
    form.sync_folder(data_dir)
    shutil.rmtree(stage)
    return aside
