"""(c) Full disks, read-only folders, damaged files: told clearly, and nothing that was saved is lost."""

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.reliability import ADMIN, some_units
from strukturmonitor.database import Database
from strukturmonitor.errors import DataFolderNotWritable, DiskFull, RegisterDamaged, StrukturmonitorError
from strukturmonitor.register import backups, records


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path | None]:
    """A disk of that size; needs the right to mount. Yields None where it is missing."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)  # noqa: S607


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
            "saved_edit_is_there_after_a_restart": int(
                kept == "again" if goes_on else kept.startswith(f"{saved - 1} ")
            ),
        }


def read_only(folder: Path, place: Path) -> dict[str, float]:
    """A folder that became read-only."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    with small_disk(place, size // 1_000_000 + 30) as disk:
        if disk is None:
            return {"skipped_for_want_of_rights": 1}
        shutil.copytree(folder, disk / "data", ignore=shutil.ignore_patterns("*.sock", "backups"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, check=False)  # noqa: S607
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


_FINGERPRINT = "SELECT count(*), sum(hash(row_)) FROM query_table($table) AS row_"


def _fingerprint(database: Database) -> object:
    with database._cursor() as cursor:
        return [
            cursor.execute(_FINGERPRINT, {"table": table}).fetchone() for table in ("unit", "occupancy", "unit_change")
        ]
