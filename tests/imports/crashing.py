"""An import whose process dies at a certain moment, run in a process of its own."""

import os
import signal
from pathlib import Path

from strukturmonitor.access import Actor
from strukturmonitor.database import Database, files
from strukturmonitor.imports import ledger, run, undo
from strukturmonitor.imports.progress import Progress


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _then_die(work: object) -> object:
    def call(*arguments: object, **named: object) -> None:
        work(*arguments, **named)
        _die()

    return call


class _Dying(Progress):
    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at

    def step(self, name: str, rows: int | None = None) -> None:
        super().step(name, rows)
        if name == self._at:
            _die()


MOMENTS = {
    "before it is noted": lambda: setattr(ledger, "begin", _die),
    "noted": lambda: setattr(ledger, "begin", _then_die(ledger.begin)),
    "register kept": lambda: setattr(run, "keep_register", _then_die(run.keep_register)),
    "register written": lambda: setattr(ledger, "finish", _die),
    "publishing noted": lambda: setattr(ledger, "mark_publishing", _then_die(ledger.mark_publishing)),
    "file has its name": lambda: setattr(files, "accept", _then_die(files.accept)),
    "pointer written": lambda: setattr(files, "publish", _then_die(files.publish)),
    "swapped": lambda: setattr(Database, "swap_statistics", _then_die(Database.swap_statistics)),
    "finished": lambda: setattr(ledger, "log", _die),
}


def run_and_die(folder: Path, source: str, path: Path, moment: str) -> None:
    """`moment`: one of MOMENTS, or the name of a step."""
    if moment in MOMENTS:
        MOMENTS[moment]()
    database = Database(folder)
    undo.recover(database)
    run.import_files(database, Actor("admin"), source, [path], {}, progress=_Dying(moment))
