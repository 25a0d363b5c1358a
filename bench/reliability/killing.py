"""(a) kill -9 while edits are saved: what was acknowledged is there afterwards, and nothing has to be mended by hand."""

import itertools
import multiprocessing
import os
import random
import signal
import statistics
import sys
import threading
import time
import types
from pathlib import Path

from bench.reliability import ADMIN, some_units
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordChanged, RegisterBusy
from strukturmonitor.register import records

_THREADS = 4


def edit_until_killed(folder: Path, acknowledgements: int, seed: int, *, rewrites: bool) -> None:
    """The app's own writes in several threads; each save is acknowledged on a pipe only when it returned. `rewrites`: the
    nightly rewriting of the file goes on at the same time."""
    database = Database(folder)
    units = some_units(database)
    chance = random.Random(seed)  # noqa: S311
    numbers = itertools.count()

    def edit() -> None:
        while True:
            unit_id, text = chance.choice(units), f"{seed}-{next(numbers)}"
            try:
                seen = records.record(database, ADMIN, unit_id)
                after = records.save(database, ADMIN, unit_id, seen.revision, {"note": text})
            except RecordChanged:
                continue
            if after.values["note"] == text:
                os.write(acknowledgements, f"{unit_id} {text}\n".encode())

    for _ in range(_THREADS):
        threading.Thread(target=edit, daemon=True).start()
    while True:
        if rewrites:
            try:
                database.rewrite()
            except RegisterBusy:
                continue
        else:
            time.sleep(60)


def kill_many_times(folder: Path, kills: int, *, longest_s: float = 0.6, seed: int = 1) -> dict[str, float]:
    """Kill the writing process at random moments; after each kill the register must open and hold every acknowledged
    edit, as the value and in the memory. Every fourth time the file is being rewritten."""
    chance = random.Random(seed)  # noqa: S311
    lost: list[str] = []
    acknowledged, seconds, busy = 0, [], 0
    processes = _processes()
    for kill in range(kills):
        reading, writing = os.pipe()
        process = processes.Process(
            target=_in_child,
            args=(str(folder), f"/proc/{os.getpid()}/fd/{writing}", seed * 1_000_000 + kill, kill % 4 == 3),
        )
        process.start()
        first = os.read(reading, 1)  # the app stands and the first edit is in
        time.sleep(chance.uniform(0, longest_s))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        os.close(writing)
        lines = _lines(first, reading)
        os.close(reading)
        busy += bool(list((folder / "snapshots").glob("*")))
        start = time.perf_counter()
        database = Database(folder)
        seconds.append(time.perf_counter() - start)
        lost += _missing(database, lines)
        database.close()
        acknowledged += len(lines)
    return {
        "kills": kills,
        "of_them_while_the_file_was_rewritten": busy,
        "edits_acknowledged": acknowledged,
        "edits_lost": len(lost),
        "opened_by_itself": len(seconds),
        "open_median_s": statistics.median(seconds),
        "open_longest_s": max(seconds),
    }


def _in_child(folder: str, pipe: str, seed: int, rewrites: bool) -> None:
    edit_until_killed(Path(folder), os.open(pipe, os.O_WRONLY), seed, rewrites=rewrites)


def _lines(first: bytes, reading: int) -> list[tuple[str, str]]:
    content = first
    while block := os.read(reading, 1 << 16):
        content += block
    whole = content.decode().rpartition("\n")[0]
    return [tuple(line.split(" ")) for line in whole.splitlines()]


def _missing(database: Database, lines: list[tuple[str, str]]) -> list[str]:
    """Acknowledged edits that are not in the memory; and records whose value is not the last one of the memory."""
    units = sorted({unit_id for unit_id, _ in lines})
    with database._cursor() as cursor:
        known = cursor.execute(
            "SELECT unit_id, new_value FROM unit_change WHERE field = 'note' AND list_contains($units, unit_id) ORDER BY revision",
            {"units": units},
        ).fetchall()
        values = dict(
            cursor.execute(
                "SELECT unit_id, note FROM unit WHERE list_contains($units, unit_id)", {"units": units}
            ).fetchall()
        )
    last = dict(known)
    remembered = set(known)
    return [text for unit_id, text in lines if (unit_id, text) not in remembered or values[unit_id] != last[unit_id]]


def _processes() -> multiprocessing.context.ForkServerContext:
    """New processes that have everything loaded already, and whose main module is not run again."""
    sys.modules["__main__"] = types.ModuleType("__main__")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.reliability.killing"])
    return context
