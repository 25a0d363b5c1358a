"""Does the register keep what it promised? Kills, crowds, full disks and damaged files, with figures.

`make reliability` runs everything at full length (about 20 minutes), prints a table and writes bench/results/reliability.json;
`python -m bench.reliability --short` is a rehearsal of two minutes. tests/register/test_reliability.py runs it in seconds."""

import argparse
import itertools
import json
import multiprocessing
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import (
    DataFolderNotWritable,
    DiskFull,
    RecordChanged,
    RegisterBusy,
    RegisterDamaged,
    StrukturmonitorError,
)
from strukturmonitor.register import backups, records

RESULTS = Path(__file__).parent / "results" / "reliability.json"
ADMIN = Actor(role="admin", name="Reliability")
_EDITED, _THREADS = 50, 4


def some_units(database: Database, count: int = _EDITED) -> list[str]:
    """Numbers of units, always the same ones."""
    return sorted(database.read("export_unit")["unit_id"])[:count]


# --- (a) kill -9 --------------------------------------------------------------------------------------------


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
            target=_in_child, args=(str(folder), f"/proc/{os.getpid()}/fd/{writing}", seed * 1_000_000 + kill, kill % 4 == 3)
        )
        process.start()
        first = os.read(reading, 1)  # the app stands and the first edit is in
        time.sleep(chance.uniform(0, longest_s))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        os.close(writing)
        lines = _lines(first, reading)
        os.close(reading)
        start = time.perf_counter()
        database = Database(folder)
        seconds.append(time.perf_counter() - start)
        lost += _missing(database, lines)
        database.close()
        acknowledged += len(lines)
        busy += bool(list((folder / "snapshots").glob("*")))
        shutil.rmtree(folder / "snapshots", ignore_errors=True)
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
        values = dict(cursor.execute("SELECT unit_id, note FROM unit WHERE list_contains($units, unit_id)", {"units": units}).fetchall())
    last = dict(known)
    remembered = set(known)
    return [text for unit_id, text in lines if (unit_id, text) not in remembered or values[unit_id] != last[unit_id]]


def _processes() -> multiprocessing.context.ForkServerContext:
    """New processes that have everything loaded already, and whose main module is not run again."""
    sys.modules["__main__"] = types.ModuleType("__main__")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.reliability"])
    return context


# --- (b) a crowd on the same records --------------------------------------------------------------------------


def crowd(folder: Path, *, sessions: int, units: int, seconds: float) -> dict[str, float]:
    """Sessions count the same records up by one, each from what it has read: a lost update would be missing from the
    final number. Every refusal must carry both versions."""
    database = Database(folder)
    names = some_units(database, units)
    before = {}
    for unit_id in names:
        seen = records.record(database, ADMIN, unit_id)
        before[unit_id] = records.save(database, ADMIN, unit_id, seen.revision, {"note": "0"}).revision
    accepted: Counter[str] = Counter()
    refused, bare, other, times = [0], [0], [0], []
    lock, until = threading.Lock(), time.monotonic() + seconds

    def session(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        actor = Actor(role="admin", account_id=f"session-{number}", name=f"Session {number}")
        while time.monotonic() < until:
            unit_id = chance.choice(names)
            seen = records.record(database, actor, unit_id)
            time.sleep(chance.uniform(0, 0.05))  # somebody looks at it
            mine = str(int(seen.values["note"]) + 1)
            start = time.perf_counter()
            try:
                records.save(database, actor, unit_id, seen.revision, {"note": mine})
            except RecordChanged as error:
                conflict = error.conflict
                is_whole = conflict.mine.get("note") == mine and "note" in conflict.theirs and "note" in conflict.base
                with lock:
                    refused[0] += 1
                    bare[0] += not is_whole
            except StrukturmonitorError:
                with lock:
                    other[0] += 1
            else:
                with lock:
                    accepted[unit_id] += 1
                    times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=session, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = {unit_id: records.record(database, ADMIN, unit_id) for unit_id in names}
    database.close()
    return {
        "sessions": sessions,
        "records": units,
        "seconds": seconds,
        "saves_accepted": sum(accepted.values()),
        "saves_refused": refused[0],
        "refusals_without_both_versions": bare[0],
        "other_errors": other[0],
        "sum_of_final_counts": sum(int(seen.values["note"]) for seen in now.values()),
        "updates_lost": sum(accepted[unit_id] - int(now[unit_id].values["note"]) for unit_id in names),
        "revisions_that_do_not_fit": sum(now[u].revision - before[u] != accepted[u] for u in names),
        "save_median_ms": 1000 * statistics.median(times),
        "save_p95_ms": 1000 * sorted(times)[int(0.95 * len(times))],
    }


# --- (c) full disks, read-only folders, damaged files -----------------------------------------------------------


@contextmanager
def small_disk(place: Path, megabytes: int):  # noqa: ANN201
    """A disk of that size; needs the right to mount. Yields None where it is missing."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def full_disk(folder: Path, place: Path) -> dict[str, float]:
    """Edits until nothing fits any more, then space again: what was saved is there, what was not is told."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    with small_disk(place, size // 1_000_000 + 30) as disk:
        if disk is None:
            return {"skipped_for_want_of_rights": 1}
        copy = disk / "data"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.sock", "backups"))
        database = Database(copy)
        unit_id = some_units(database, 1)[0]
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - 300_000)))
        saved, told = 0, 0
        for number in range(400):
            seen = records.record(database, ADMIN, unit_id)
            try:
                records.save(database, ADMIN, unit_id, seen.revision, {"note": f"{number} " + "x" * 1900})
                saved += 1
            except DiskFull:
                told += 1
                if told == 3:
                    break
        is_readable = records.record(database, ADMIN, unit_id).values["note"].startswith(f"{saved - 1} ")
        try:
            backups.back_up(database, ADMIN)
            backup_told = 0
        except DiskFull:
            backup_told = 1
        (disk / "ballast").unlink()
        goes_on = 1
        try:
            seen = records.record(database, ADMIN, unit_id)
            records.save(database, ADMIN, unit_id, seen.revision, {"note": "again"})
        except StrukturmonitorError:
            goes_on = 0
        database.close()
        database = Database(copy)
        kept = records.record(database, ADMIN, unit_id).values["note"]
        database.close()
        return {
            "edits_saved_before": saved,
            "refused_with_a_clear_message": told,
            "backup_refused_with_a_clear_message": backup_told,
            "readable_meanwhile": int(is_readable),
            "goes_on_without_a_restart": goes_on,
            "saved_edit_is_there_after_a_restart": int(kept == "again" if goes_on else kept.startswith(f"{saved - 1} ")),
        }


def read_only(folder: Path, place: Path) -> dict[str, float]:
    """A folder that became read-only."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    with small_disk(place, size // 1_000_000 + 30) as disk:
        if disk is None:
            return {"skipped_for_want_of_rights": 1}
        shutil.copytree(folder, disk / "data", ignore=shutil.ignore_patterns("*.sock", "backups"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, check=False)
        try:
            Database(disk / "data").close()
        except DataFolderNotWritable:
            return {"told_clearly": 1}
        return {"told_clearly": 0}


def damaged(folder: Path, place: Path, times: int, *, seed: int = 1) -> dict[str, float]:
    """A register with a flipped byte, cut off, or with zeros in it: either it is told with the last backup, or the damage
    lies in an unused part and everything can still be read."""
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("*.sock", "backups"))
    database = Database(place)
    made = backups.back_up(database, ADMIN)["file"]
    expected = _fingerprint(database)
    database.close()
    register = place / "register.duckdb"
    whole = register.read_bytes()
    chance = random.Random(seed)  # noqa: S311
    outcome: Counter[str] = Counter()
    for number in range(times):
        content = bytearray(whole)
        at = chance.randrange(len(content))
        if number % 3 == 0:
            content[at] ^= 1 << chance.randrange(8)
        elif number % 3 == 1:
            del content[at:]
        else:
            content[at : at + 4096] = bytes(len(content[at : at + 4096]))
        register.write_bytes(bytes(content))
        outcome[_opened(place, made, expected)] += 1
    backups.bring_back(place, Path(made))
    database = Database(place)
    is_back = _fingerprint(database) == expected
    database.close()
    shutil.rmtree(place)
    return {"files": times, **{name: outcome[name] for name in ("told_with_backup", "harmless", "wrong_data", "unclear")},
            "brought_back": int(is_back)}  # fmt: skip


def _opened(place: Path, made: str, expected: object) -> str:
    try:
        database = Database(place)
    except RegisterDamaged as error:
        return "told_with_backup" if error.values["backup"] == made else "unclear"
    except StrukturmonitorError:
        return "unclear"
    try:
        return "harmless" if _fingerprint(database) == expected else "wrong_data"
    except RegisterDamaged as error:
        return "told_with_backup" if error.values["backup"] == made else "unclear"
    finally:
        database.close()


def _fingerprint(database: Database) -> object:
    with database._cursor() as cursor:
        return [
            cursor.execute(f"SELECT count(*), sum(hash({table})) FROM {table}").fetchone()  # noqa: S608
            for table in ("unit", "occupancy", "unit_change")
        ]


# --- (d) backup under load ------------------------------------------------------------------------------------


def backup_under_load(folder: Path, place: Path, times: int) -> dict[str, float]:
    """Backups while eight sessions write; every one is brought back elsewhere and must be of one moment: each record's
    value is the last one of its memory, and its count fits."""
    database = Database(folder)
    names = some_units(database, 20)
    stop = threading.Event()
    edits = itertools.count()

    def session(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        while not stop.is_set():
            seen = records.record(database, ADMIN, chance.choice(names))
            try:
                records.save(database, ADMIN, seen.unit_id, seen.revision, {"note": f"load-{next(edits)}"})
            except RecordChanged:
                continue

    threads = [threading.Thread(target=session, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    place.mkdir(parents=True)
    seconds, torn = [], 0
    for number in range(times):
        start = time.perf_counter()
        backups.back_up(database, ADMIN, place / f"{number}.zip")
        seconds.append(time.perf_counter() - start)
    stop.set()
    for thread in threads:
        thread.join()
    database.close()
    for number in range(times):
        backups.bring_back(place / str(number), place / f"{number}.zip")
        copy = Database(place / str(number))
        with copy._cursor() as cursor:
            torn += cursor.execute(
                "SELECT count(*) FROM unit JOIN (SELECT unit_id, max_by(new_value, revision) AS new_value, max(revision) AS revision"
                " FROM unit_change WHERE field = 'note' GROUP BY unit_id) AS last USING (unit_id)"
                " WHERE unit.note IS DISTINCT FROM last.new_value OR unit.revision <> last.revision"
            ).fetchone()[0]
        copy.close()
    return {"backups": times, "edits_meanwhile": next(edits), "records_torn": torn, "backup_median_s": statistics.median(seconds)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    is_short = parser.parse_args().short
    kills, seconds, files, made = (20, 10, 30, 2) if is_short else (200, 300, 300, 10)
    from bench.datasets import make_demo

    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        demo = make_demo(root / "demo")
        results = {
            "kill -9 during edits": kill_many_times(demo, kills),
            "sessions on the same records": crowd(demo, sessions=20, units=50, seconds=seconds),
            "disk full": full_disk(demo, root / "full"),
            "read-only folder": read_only(demo, root / "read-only"),
            "damaged register": damaged(demo, root / "damaged", files),
            "backup under load": backup_under_load(demo, root / "load", made),
        }
    RESULTS.parent.mkdir(exist_ok=True)
    if not is_short:
        RESULTS.write_text(json.dumps(results, indent=2), encoding="utf-8")
    for name, figures in results.items():
        print(name)
        for key, value in figures.items():
            print(f"    {key:<42}{value:>14,.3f}" if isinstance(value, float) else f"    {key:<42}{value:>14,}")


if __name__ == "__main__":
    main()
