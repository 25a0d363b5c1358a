"""The file of a backup: a ZIP with a manifest that names every file with its size and SHA-256 and carries a hash of itself.

Written beside its place and renamed when it is whole; read only within what the manifest promised."""

import hashlib
import json
import lzma
import os
import re
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from strukturmonitor.database.disk import telling_full
from strukturmonitor.errors import BackupExists, BackupNewer, BackupUnreadable

FORMAT, FORMAT_VERSION = "strukturmonitor-backup", 1
REGISTER, STATISTICS, PHOTOS, DELETIONS = "register.duckdb", "statistics", "photos", "deletions.jsonl"
_MANIFEST = "manifest.json"
_MOST_FILES = 1_000_000
_LARGEST_MANIFEST = 256 << 20
_MOST_TIMES = 200  # so much smaller than its content is no file of ours, but a trap
_BLOCK = 1 << 20
# What Python says of a file that is no ZIP, damaged, encrypted or packed in a way it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, UnicodeDecodeError)
_NAME = re.compile(rf"(?:{re.escape(REGISTER)}|{DELETIONS}|(?:{STATISTICS}|{PHOTOS})(?:/[\w][\w.-]*)+)")


def write_archive(target: Path, files: Iterable[tuple[str, Path]], about: dict, *, replace: bool = False) -> dict:
    """Put files (name in the archive, where it lies) into a new backup that only its owner may read. A file that vanished
    meanwhile is left out. Returns the manifest: `about` with format, files and hash. Raises BackupExists, DiskFull."""
    if target.exists() and not replace:
        raise BackupExists(file=str(target))
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with telling_full(target.parent):
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
                with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    entries = [entry for name, path in files if (entry := _add(archive, name, path))]
                    manifest = {"format": FORMAT, "format_version": FORMAT_VERSION, **about, "files": entries}
                    manifest["sha256"] = _hash_of(manifest)
                    archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
                raw.flush()
                os.fsync(raw.fileno())
            if replace:
                fresh.replace(target)
            else:
                _name_it(fresh, target)
            sync_folder(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


def read_manifest(path: Path) -> dict:
    """The manifest, checked against its own hash and against the list of what is in the file, whose content is not read.
    Raises BackupUnreadable, BackupNewer."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest(archive, path)
    except (*_BROKEN, OSError) as error:
        raise _unreadable(path, error) from error


def unpack(path: Path, folder: Path) -> dict:
    """Lay the files into a folder, each checked against its hash, and return the manifest. What it leaves where it fails is
    the caller's. Raises BackupUnreadable, BackupNewer, DiskFull."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            size = sum(entry["size"] for entry in manifest["files"])
            if size > shutil.disk_usage(folder).free:
                raise BackupUnreadable(file=str(path), reason="backup_no_space")
            for entry in manifest["files"]:
                with telling_full(folder):
                    digest = _extract(archive, entry["name"], folder / entry["name"])
                if digest != entry["sha256"]:
                    raise BackupUnreadable(file=str(path), reason="backup_damaged")
    except _BROKEN as error:
        raise _unreadable(path, error) from error
    return manifest


def is_whole(path: Path) -> bool:
    """Whether every file in a backup has its hash; reads all of it, writes nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in _manifest(archive, path)["files"]:
                with archive.open(entry["name"]) as source:
                    if hashlib.file_digest(source, "sha256").hexdigest() != entry["sha256"]:
                        return False
    except (*_BROKEN, OSError, BackupUnreadable, BackupNewer):
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict | None:
    digest, size = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    # Pictures are packed already.
    info.compress_type = zipfile.ZIP_STORED if name.startswith(PHOTOS) else zipfile.ZIP_DEFLATED
    with source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with (
        archive.open(name) as source,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
    ):
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict:
    infos = {info.filename: info for info in archive.infolist()}
    if _MANIFEST not in infos:
        raise BackupUnreadable(file=str(path), reason="backup_foreign")
    if len(infos) != len(archive.infolist()) or len(infos) > _MOST_FILES:
        raise BackupUnreadable(file=str(path), reason="backup_damaged")
    if infos[_MANIFEST].file_size > _LARGEST_MANIFEST or _is_trap(infos.values()):
        raise BackupUnreadable(file=str(path), reason="backup_trap")
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        if manifest["format"] != FORMAT:
            raise BackupUnreadable(file=str(path), reason="backup_foreign")
        if manifest["format_version"] > FORMAT_VERSION:
            raise BackupNewer(file=str(path), version=manifest.get("software", "?"))
        listed = {entry["name"]: (entry["size"], entry["sha256"]) for entry in manifest["files"]}
        if not all(isinstance(manifest[name], str) for name in ("made_at", "statistics")):
            raise BackupUnreadable(file=str(path), reason="backup_foreign")
        is_ours = manifest["sha256"] == _hash_of({key: value for key, value in manifest.items() if key != "sha256"})
    except (ValueError, KeyError, TypeError) as error:
        raise BackupUnreadable(file=str(path), reason="backup_foreign") from error
    del infos[_MANIFEST]
    if not is_ours or {name: info.file_size for name, info in infos.items()} != {n: s for n, (s, _) in listed.items()}:
        raise BackupUnreadable(file=str(path), reason="backup_damaged")
    if REGISTER not in infos or not all(_is_plain(info) for info in infos.values()):
        raise BackupUnreadable(file=str(path), reason="backup_trap")
    return manifest


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """A regular file below the folders that a backup has: no way out of the folder, no link."""
    mode = info.external_attr >> 16
    return bool(_NAME.fullmatch(info.filename)) and (stat.S_IFMT(mode) in (0, stat.S_IFREG))


def _is_trap(infos: Iterable[zipfile.ZipInfo]) -> bool:
    sizes = [(info.file_size, info.compress_size) for info in infos]
    return sum(size for size, _ in sizes) > _MOST_TIMES * max(1 << 20, sum(packed for _, packed in sizes))


def _hash_of(manifest: dict) -> str:
    return hashlib.sha256(json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _name_it(fresh: Path, target: Path) -> None:
    """Give a file its name unless somebody else took the name meanwhile."""
    try:
        os.link(fresh, target)
    except FileExistsError as error:
        raise BackupExists(file=str(target)) from error
    except OSError:  # a file system without links
        fresh.replace(target)


def _unreadable(path: Path, error: Exception) -> BackupUnreadable:
    if isinstance(error, OSError) and not isinstance(error, EOFError):
        return BackupUnreadable(file=str(path), reason="backup_missing")
    try:
        with path.open("rb") as file:
            is_zip = file.read(2) == b"PK"
    except OSError:
        is_zip = False
    return BackupUnreadable(file=str(path), reason="backup_damaged" if is_zip else "backup_foreign")
