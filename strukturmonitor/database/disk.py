"""Telling a full disk from other failures, whoever reports it: the system, DuckDB, or a library that wraps it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from strukturmonitor.errors import DiskFull

_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
_WORDS = ("no space left", "disk full", "not enough disk space", "disk quota exceeded", "could not write file")
_DAMAGED = (
    "corrupt database file",
    "checksum",
    "could not read enough bytes",
    "could not read from file",
)


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error, or behind one that it was raised from."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _NUMBERS:
            return True
        if isinstance(error, (duckdb.Error, OSError)) and any(words in str(error).lower() for words in _WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_locked(error: duckdb.Error) -> bool:
    """Whether another process holds the file. («lock» alone also stands in messages on damaged blocks.)"""
    return "could not set lock" in str(error).lower()


def is_damaged(error: duckdb.Error) -> bool:
    """Whether a database file turned out to be damaged while it was read."""
    return any(words in str(error).lower() for words in _DAMAGED)


def is_given_up(error: duckdb.Error) -> bool:
    """Whether DuckDB refuses everything from now on, until the file is opened again."""
    return isinstance(error, (duckdb.FatalException, duckdb.InternalException))


@contextmanager
def telling_full(folder: Path) -> Iterator[None]:
    """Within the block a full disk is raised as DiskFull, everything else as it is."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if is_full(error):
            raise DiskFull(path=str(folder)) from error
        raise
