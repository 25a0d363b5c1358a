"""Backups of everything needed to go on elsewhere: made while the app works, every night, kept for a time; and brought
back with all later deletions of personal data done again."""

import datetime
import os
import shutil
from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database, restore
from strukturmonitor.database import archive_file as form
from strukturmonitor.database import backup as package
from strukturmonitor.database.files import prepare_folder
from strukturmonitor.database.snapshot import drop_file
from strukturmonitor.errors import BackupFolderMissing, RetentionTooLong
from strukturmonitor.register import deletion, deletion_log
from strukturmonitor.register.privacy import shortest_period

_ASIDE = "replaced-*"


def back_up(
    database: Database, actor: Actor, target: Path | None = None, *, kind: str = "manual", replace: bool = False
) -> dict:
    """Write one consistent backup, by default into the folder of backups. `file` of the result says where; the rest is its
    manifest without the list of files. Raises NotAllowed, BackupExists, BackupFolderMissing, DiskFull."""
    require(actor, "back_up")
    target = target or package.folder(database.data_dir) / package.new_name(kind)
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise BackupFolderMissing(path=str(target.parent))
    snapshot = database.snapshot()
    try:
        manifest = package.write(database.data_dir, snapshot, target, kind=kind, replace=replace)
    finally:
        drop_file(snapshot)
    with database.transaction() as transaction:
        note(transaction, actor, "backup_made", subject="backup", subject_id=target.name, detail=manifest["sha256"])
    return _summary(target, manifest)


def bring_back(data_dir: Path, path: Path) -> dict:
    """Put a backup into the place of the present state, which stays beside it (`kept_in`). Only while no app runs.
    `deleted_again`: per kind how many records were deleted once more. Raises BackupUnreadable, BackupNewer, AppRunning,
    DiskFull."""
    prepare_folder(data_dir)
    restore.complete(data_dir)
    form.read_manifest(path)  # a wrong file is refused before anything is done
    numbers = restore.numbers_given(data_dir)
    with restore.nobody_else(data_dir):
        stage = restore.new_stage(data_dir)
        try:
            manifest = form.unpack(path, stage)
            restore.make_folder(stage, manifest["statistics"])
            again = _bring_up_to_date(data_dir, stage, path, manifest, numbers)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        kept_in = restore.put_in_place(data_dir, stage)
    return {**_summary(path, manifest), "kept_in": str(kept_in), "deleted_again": again}


def check_retention(keep_days: int) -> None:
    """Backups must not outlive the data in them. Raises RetentionTooLong."""
    rule, longest = shortest_period()
    if keep_days > longest:
        raise RetentionTooLong(days=keep_days, longest=longest, months=rule.months)


def prune(data_dir: Path, keep_days: int) -> list[str]:
    """Delete backups and states set aside by a restore that are older; the newest backup that can be read stays, so that there
    is one at all, but no longer than personal data may. Returns their names."""
    now = datetime.datetime.now(datetime.UTC)
    known = package.backups(package.folder(data_dir))
    newest = next((backup.path for backup in known if backup.manifest), None)
    _, longest = shortest_period()
    gone = []
    for backup in known:
        days = (now - backup.made_at).days
        if days >= (longest if backup.path == newest else keep_days):
            backup.path.unlink(missing_ok=True)
            gone.append(backup.path.name)
    for path in package.unfinished(package.folder(data_dir)):
        path.unlink(missing_ok=True)
    for folder in data_dir.glob(_ASIDE):
        age = now - datetime.datetime.fromtimestamp(folder.stat().st_ctime, datetime.UTC)
        if age.days >= keep_days:
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder.name)
    return gone


def night(database: Database, actor: Actor, keep_days: int) -> dict:
    """What the app does every night: delete what is due (not in made data, whose calendar stands still), back up, and let go
    of old backups. Raises DiskFull, RegisterBusy, BackupFolderMissing."""
    deleted = {}
    if not database.versions.has_made_units:
        deleted = deletion.delete(database, actor, way="nightly").counts
    deletion.sweep(database, actor)
    made = back_up(database, actor, kind="nightly")
    return {"deleted": deleted, "backup": made, "let_go": prune(database.data_dir, keep_days)}


def _bring_up_to_date(
    data_dir: Path, stage: Path, path: Path, manifest: dict, numbers: dict[str, int]
) -> dict[str, int]:
    """The unpacked register as it must stand today: with today's tables, without what was deleted since, without logins."""
    lists = (stage / deletion_log.NAME, path.parent / deletion_log.NAME, data_dir / deletion_log.NAME)
    known = deletion_log.entries(*lists)
    made_at = datetime.datetime.fromisoformat(manifest["made_at"])
    since = [entry for entry in known if datetime.datetime.fromisoformat(entry["at"]) > made_at]
    actor = Actor(role="admin")
    database = Database(stage)
    try:
        given = {row["sequence_name"]: row["last_value"] for row in database.rows("register_sequences")}
        with database.transaction("restored") as transaction:
            # A number that was given must not be given again: the list of deletions speaks of numbers.
            for name, last in numbers.items():
                missing = last - given.get(name, 0) + 1  # of a copied sequence DuckDB calls the next number the last
                if missing > 0 and name in _sequences(database):
                    transaction.run("advance_sequence", sequence_name=name, last_value=missing)
            transaction.run("end_all_sessions")
            note(
                transaction, actor, "backup_restored", subject="backup", subject_id=path.name, detail=manifest["sha256"]
            )
        again = deletion.repeat(database, actor, since)
        if again:
            deletion.sweep(database, actor)
    finally:
        database.close()
    deletion_log.write(stage / deletion_log.NAME, known)
    shutil.rmtree(stage / "snapshots", ignore_errors=True)
    shutil.rmtree(stage / "backups", ignore_errors=True)
    return again


def _sequences(database: Database) -> set[str]:
    return set(database.read("register_sequence_names")["sequence_name"])


def _summary(path: Path, manifest: dict) -> dict:
    return {
        "file": str(path),
        "bytes": path.stat().st_size,
        "files": len(manifest["files"]),
        **{name: value for name, value in manifest.items() if name != "files"},
    }
