"""Backups: complete, checked before anything is touched, and brought back without what was deleted since."""

import datetime
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from strukturmonitor import nightly
from strukturmonitor.access import Actor
from strukturmonitor.database import Database, restore
from strukturmonitor.database import archive_file as form
from strukturmonitor.database import backup as package
from strukturmonitor.database.migrations import QUERIES_DIR
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.errors import (
    AppRunning,
    BackupExists,
    BackupNewer,
    BackupUnreadable,
    DiskFull,
    NotAllowed,
    RegisterDamaged,
    RetentionTooLong,
    SettingInvalid,
    StrukturmonitorError,
)
from strukturmonitor.register import backups, records
from strukturmonitor.settings import PROJECT_DIR, read_settings

ADMIN = Actor(role="admin")


def _state(folder: Path) -> dict[str, str]:
    """Every file of a data folder by its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _note(database: Database, text: str) -> None:
    seen = records.record(database, ADMIN, _first(database))
    records.save(database, ADMIN, seen.unit_id, seen.revision, {"note": text})


def _noted(database: Database) -> object:
    return records.record(database, ADMIN, _first(database)).values["note"]


def _first(database: Database) -> str:
    return str(database.read("export_unit")["unit_id"].iloc[0])


@pytest.fixture
def backed_up(writable_dir: Path, tmp_path: Path) -> Path:
    """A backup of a register with a photo and a note «before»; after it the note says «after»."""
    (writable_dir / "photos").mkdir(exist_ok=True)
    (writable_dir / "photos" / f"{'a' * 64}.jpg").write_bytes(b"a picture")
    database = Database(writable_dir)
    _note(database, "before")
    file = tmp_path / "one.zip"
    backups.back_up(database, ADMIN, file)
    _note(database, "after")
    database.close()
    (writable_dir / "photos" / f"{'a' * 64}.jpg").unlink()
    return file


def test_brings_everything_back(writable_dir: Path, backed_up: Path) -> None:
    """A backup that lacks a note, a photo or the statistics; or a present state that is lost by a restore."""
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600 and form.is_whole(backed_up)
    done = backups.bring_back(writable_dir, backed_up)
    database = Database(writable_dir)
    assert _noted(database) == "before" and len(database.read("areas"))
    database.close()
    assert (writable_dir / "photos" / f"{'a' * 64}.jpg").read_bytes() == b"a picture"
    aside = Path(done["kept_in"])
    shutil.copy(next(writable_dir.glob("statistics*.duckdb")), aside)
    kept = Database(aside)
    assert _noted(kept) == "after"
    kept.close()
    assert not list(writable_dir.glob("restoring-*"))


def test_into_an_empty_folder(tmp_path: Path, backed_up: Path) -> None:
    """A new machine: there is nothing yet that could be set aside."""
    backups.bring_back(tmp_path / "new", backed_up)
    database = Database(tmp_path / "new")
    assert _noted(database) == "before"
    database.close()


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _with_manifest(path: Path, change: Callable[[dict], object], extra: dict[str, bytes] | None = None) -> None:
    """The same backup with another manifest, whose own hash fits, and more files."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    manifest.pop("sha256")
    for name, content in (extra or {}).items():
        files[name] = content
        digest = hashlib.sha256(content).hexdigest()
        manifest["files"].append({"name": name, "size": len(content), "sha256": digest})
    change(manifest)
    manifest["sha256"] = form._hash_of(manifest)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def _linked(path: Path) -> None:
    _with_manifest(path, lambda manifest: None, {"photos/link.jpg": b"../../register.duckdb"})
    with zipfile.ZipFile(path) as archive:
        files = {info.filename: (info, archive.read(info)) for info in archive.infolist()}
    files["photos/link.jpg"][0].external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in files.values():
            archive.writestr(info, content)


def _encrypted(path: Path) -> None:
    """The same, with the mark of an encrypted file at the first entry and in the list."""
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\3\4") + 6] |= 1
    content[content.find(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)


def _nested(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", "[" * 200_000)


WRONG: dict[str, tuple[type[StrukturmonitorError], str | None, Callable[[Path], object]]] = {
    "cut off": (BackupUnreadable, "backup_damaged", lambda path: path.write_bytes(path.read_bytes()[:-50])),
    "one bit": (BackupUnreadable, "backup_damaged", lambda path: path.write_bytes(_flipped(path.read_bytes()))),
    "foreign zip": (BackupUnreadable, "backup_foreign", lambda path: zipfile.ZipFile(path, "w").writestr("a", "b")),
    "no zip": (BackupUnreadable, "backup_foreign", lambda path: path.write_text("Hallo")),
    "missing": (BackupUnreadable, "backup_missing", lambda path: path.unlink()),
    "newer": (BackupNewer, None, lambda path: _with_manifest(path, lambda m: m.update(format_version=99))),
    "one file more than said": (
        BackupUnreadable, "backup_damaged",
        lambda path: _with_manifest(path, lambda m: m["files"].pop(), {"photos/x.jpg": b"x"}),
    ),
    "way out": (BackupUnreadable, "backup_trap", lambda path: _with_manifest(path, lambda m: None, {"../evil": b"x"})),
    "absolute": (BackupUnreadable, "backup_trap", lambda path: _with_manifest(path, lambda m: None, {"/evil-of-a-test": b"x"})),
    "link": (BackupUnreadable, "backup_trap", _linked),
    "encrypted": (BackupUnreadable, "backup_damaged", _encrypted),
    "nested": (BackupUnreadable, "backup_damaged", _nested),
    "no day": (BackupUnreadable, "backup_foreign", lambda path: _with_manifest(path, lambda m: m.pop("made_at"))),
    "bomb": (
        BackupUnreadable, "backup_trap",
        lambda path: _with_manifest(path, lambda m: None, {"photos/b.jpg": bytes(250 << 20)}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(WRONG))
def test_refuses_a_wrong_file(tmp_path: Path, name: str) -> None:
    """A damaged, foreign, newer or hostile file that takes the place of a good register, or writes outside the folder."""
    expected, reason, spoil = WRONG[name]
    folder, content, file = tmp_path / "data", tmp_path / "content", tmp_path / "backup.zip"
    folder.mkdir()
    (folder / "statistics.current").write_text("the present state")
    content.write_bytes(os.urandom(20_000))
    about = {"statistics": "s.duckdb", "made_at": "2026-09-30T03:00:00+00:00"}
    form.write_archive(file, [(form.REGISTER, content), ("statistics/s.duckdb", content)], about)
    spoil(file)
    before = _state(folder)
    with pytest.raises(expected) as caught:
        backups.bring_back(folder, file)
    assert reason is None or caught.value.values["reason"] == reason
    assert _state(folder) == before
    assert not (tmp_path / "evil").exists() and not Path("/evil-of-a-test").exists()


def test_not_while_the_app_runs(writable_dir: Path, backed_up: Path) -> None:
    """A restore under a running app: its next write would go into a file that has no name any more."""
    database = Database(writable_dir)
    with pytest.raises(AppRunning):
        backups.bring_back(writable_dir, backed_up)
    command = [sys.executable, "-m", "strukturmonitor", "restore", str(backed_up)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_DIR), "STRUKTURMONITOR_DATA_DIR": str(writable_dir)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1 and "darf der Strukturmonitor nicht laufen" in done.stderr
    assert _noted(database) == "after"
    database.close()


def test_a_crash_in_the_exchange(writable_dir: Path, backed_up: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut between two renames: neither the old nor the new register would be there."""
    rename, left = Path.rename, [0]

    def dying(self: Path, target: Path) -> Path:
        if self.parent.name.startswith("restoring-") or target.parent.name.startswith("replaced-"):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
        return rename(self, target)

    exchange = restore.put_in_place

    def dying_exchange(*places: Path) -> Path:
        monkeypatch.setattr(Path, "rename", dying)
        return exchange(*places)

    monkeypatch.setattr(restore, "put_in_place", dying_exchange)
    for steps in (0, 2, 4):
        folder = writable_dir.parent / f"crash-{steps}"
        shutil.copytree(writable_dir, folder)
        left[0] = steps
        with pytest.raises(KeyboardInterrupt):
            backups.bring_back(folder, backed_up)
        monkeypatch.setattr(Path, "rename", rename)
        database = Database(folder)
        assert _noted(database) == "before" and len(database.read("areas"))
        database.close()
        assert not list(folder.glob("restoring-*"))


def test_never_over_another_file(writable_dir: Path, backed_up: Path) -> None:
    """A slip of the keyboard that costs the only good backup; or everybody making backups."""
    content = backed_up.read_bytes()
    database = Database(writable_dir)
    with pytest.raises(BackupExists):
        backups.back_up(database, ADMIN, backed_up)
    with pytest.raises(NotAllowed):
        backups.back_up(database, Actor(role="coordinator"), backed_up.with_name("other.zip"))
    assert backed_up.read_bytes() == content
    backups.back_up(database, ADMIN, backed_up, replace=True)
    assert backed_up.read_bytes() != content and form.is_whole(backed_up)
    database.close()


def test_disk_full_leaves_nothing(writable_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a backup under the name of a whole one, found on the day it is needed."""
    database = Database(writable_dir)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(form, "_add", full)
    with pytest.raises(DiskFull):
        backups.back_up(database, ADMIN, tmp_path / "full.zip")
    assert not list(tmp_path.glob("*full*")) and not list((writable_dir / "snapshots").glob("*"))
    database.close()


def test_damaged_register_offers_the_last_backup(writable_dir: Path) -> None:
    """A stack trace on the morning after a disk fault, and nobody who knows of the backups."""
    database = Database(writable_dir)
    made = backups.back_up(database, ADMIN)["file"]
    database.close()
    register = writable_dir / "register.duckdb"
    whole = register.read_bytes()
    damages = (whole[:5000], bytes(len(whole)), whole[:8] + b"????" + whole[12:], b"")
    for content in damages:
        register.write_bytes(content)
        with pytest.raises(RegisterDamaged) as caught:
            Database(writable_dir)
        assert caught.value.values["backup"] == made and register.read_bytes() == content
    backups.bring_back(writable_dir, Path(made))
    Database(writable_dir).close()


def test_an_old_register_is_backed_up_before_it_is_upgraded(writable_dir: Path) -> None:
    """An upgrade that fails on the way, and no way back."""
    register = writable_dir / "register.duckdb"
    register.unlink()
    with duckdb.connect(str(register)) as connection:
        for path in (
            QUERIES_DIR / "schema" / "schema_migration.sql",
            QUERIES_DIR / "schema/register/0001_register.sql",
        ):
            connection.execute(path.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_migration VALUES (1, '0001_register')")
        connection.execute(
            "INSERT INTO unit (unit_id, address, area_ids, is_sensitive, origin) VALUES ('X-1', 'Weg 1', [], false, 'counted')"
        )
    database = Database(writable_dir)
    assert records.record(database, ADMIN, "X-1").values["address"] == "Weg 1"
    database.close()
    (made,) = package.backups(writable_dir / "backups")
    assert (made.manifest["kind"], made.manifest["schema"], made.manifest["units"]) == ("upgrade", 1, 1)
    Database(writable_dir).close()
    assert len(package.backups(writable_dir / "backups")) == 1
    backups.bring_back(writable_dir, made.path)
    database = Database(writable_dir)
    assert records.record(database, ADMIN, "X-1").revision == 1
    database.close()


def test_retention(writable_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups that outlive the data in them, or a night that lets go of the only one there is."""
    backups.check_retention(30)
    with pytest.raises(RetentionTooLong):
        backups.check_retention(400)
    database = Database(writable_dir)
    first = backups.back_up(database, ADMIN)["file"]
    real = package.backups

    def older(place: Path) -> list[package.Backup]:
        shift = datetime.timedelta(days=40)
        return [package.Backup(each.path, each.size, each.made_at - shift, each.manifest) for each in real(place)]

    monkeypatch.setattr(package, "backups", older)
    assert backups.prune(writable_dir, 30) == []
    second = backups.back_up(database, ADMIN, Path(first).with_name("9" + Path(first).name))["file"]
    assert backups.prune(writable_dir, 30) == [Path(first).name] and Path(second).exists()
    database.close()


def test_a_night(writable_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A nightly run that fails without anybody knowing, or that comes at the wrong time."""
    settings = read_settings({"STRUKTURMONITOR_DATA_DIR": str(writable_dir)})
    shared_database(writable_dir)
    try:
        done = nightly.one_night(settings)
        assert done["error"] is None and Path(done["backup"]["file"]).exists() and done["deleted"] == {}
        assert nightly.last_night(writable_dir)["backup"]["kind"] == "nightly"
        monkeypatch.setenv("STRUKTURMONITOR_BACKUP_DIR", str(writable_dir / "register.duckdb"))
        assert nightly.one_night(settings)["error"] is not None
        assert nightly.last_night(writable_dir)["error"] is not None
    finally:
        close_shared(writable_dir)
    noon = datetime.datetime(2026, 3, 28, 12)  # noqa: DTZ001 (where the office is)
    assert nightly.next_night(datetime.time(3), noon) == datetime.datetime(2026, 3, 29, 3)  # noqa: DTZ001
    assert nightly.next_night(datetime.time(13), noon) == datetime.datetime(2026, 3, 28, 13)  # noqa: DTZ001
    for value in ("25:00", "3", ""):
        with pytest.raises(SettingInvalid):
            read_settings({"STRUKTURMONITOR_NIGHTLY_AT": value or "x"})
