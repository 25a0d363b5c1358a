"""What belongs into a backup, where backups lie, and the one that is made before a register is upgraded."""

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from strukturmonitor import __version__
from strukturmonitor.database import archive_file as form
from strukturmonitor.database.disk import telling_full
from strukturmonitor.database.files import REGISTER_NAME, published_path
from strukturmonitor.database.snapshot import drop_file, snapshot_path
from strukturmonitor.database.statements import statement
from strukturmonitor.errors import BackupNewer, BackupUnreadable
from strukturmonitor.settings import backup_dir

_ENDING = ".zip"
_LONGEST_WRITING_S = 86_400


@dataclass(frozen=True)
class Backup:
    """A backup in the folder. `manifest` is None where the file cannot be read."""

    path: Path
    size: int
    made_at: datetime.datetime
    manifest: dict | None


def folder(data_dir: Path) -> Path:
    """Where backups lie; made where it is missing. Raises DiskFull, OSError."""
    place = backup_dir(data_dir)
    with telling_full(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def new_name(kind: str) -> str:
    """`kind`: nightly, manual, upgrade."""
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H%M%SZ}-{kind}{_ENDING}"


def backups(place: Path) -> list[Backup]:
    """Of a folder, the newest first."""
    found = []
    for path in place.glob(f"*Z-*{_ENDING}"):
        try:
            manifest = form.read_manifest(path)
            made_at = datetime.datetime.fromisoformat(manifest["made_at"])
        except (BackupUnreadable, BackupNewer, ValueError):
            manifest, made_at = None, datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
        found.append(Backup(path, path.stat().st_size, made_at, manifest))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def unfinished(place: Path) -> list[Path]:
    """What a process that was killed left of a backup; one that is being written now is younger than a day."""
    long_ago = datetime.datetime.now().timestamp() - _LONGEST_WRITING_S  # noqa: DTZ005 (seconds, no time of day)
    return [path for path in place.glob(f".*{_ENDING}.*") if path.stat().st_mtime < long_ago]


def newest(data_dir: Path) -> Path | None:
    """The newest backup that can be read."""
    place = backup_dir(data_dir)
    return next((backup.path for backup in backups(place) if backup.manifest), None) if place.is_dir() else None


def write(data_dir: Path, snapshot: Path, target: Path, *, kind: str, replace: bool = False) -> dict:
    """One backup from a copy of the register. Returns the manifest. Raises BackupExists, DiskFull."""
    statistics = published_path(data_dir)
    files = [
        (form.REGISTER, snapshot),
        (f"{form.STATISTICS}/{statistics.name}", statistics),
        (form.DELETIONS, data_dir / form.DELETIONS),
        *((f"{form.PHOTOS}/{name}", data_dir / form.PHOTOS / name) for name in _below(data_dir / form.PHOTOS)),
    ]
    about = {
        "kind": kind,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds"),
        "software": __version__,
        "statistics": statistics.name,
        **_about(snapshot),
    }
    return form.write_archive(target, files, about, replace=replace)


def before_upgrade(data_dir: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Back up a register that is about to get new tables, as it stands. The connection is closed by it: another process
    must see the whole file, and so must we. Raises DiskFull, OSError."""
    connection.execute("CHECKPOINT")
    connection.close()
    snapshot = snapshot_path(data_dir)
    try:
        with telling_full(data_dir):
            shutil.copyfile(data_dir / REGISTER_NAME, snapshot)
        write(data_dir, snapshot, folder(data_dir) / new_name("upgrade"), kind="upgrade")
    finally:
        drop_file(snapshot)


def _below(place: Path) -> list[str]:
    return (
        sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file() and path.name[0] != ".")
        if place.is_dir()
        else []
    )


def _about(register: Path) -> dict:
    with duckdb.connect(str(register), read_only=True) as connection:
        row = connection.execute(statement("read", "register_about").sql).df().iloc[0]
    return {name: int(row[name]) for name in ("schema", "register_version", "units")}
