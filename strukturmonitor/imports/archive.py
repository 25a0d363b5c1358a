"""The untouched file of every import, kept under its hash in the data folder; only the owner may read it. Files with
personal data are held only while an import works on them."""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from strukturmonitor.errors import DiskFull

ARCHIVE_NAME = "archive"
HELD_NAME = "held"
_BLOCK = 4 << 20


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def joint_sha256(digests: list[str]) -> str:
    """Of one file its own hash, of several the hash of their sorted hashes."""
    return digests[0] if len(digests) == 1 else sha256("\n".join(sorted(digests)).encode())


def store_file(data_dir: Path, digest: str, suffix: str, path: Path) -> Path:
    """Keep a file, without reading it into memory; the same content is kept once. Returns where it lies. Raises
    DiskFull."""

    def copy(target: Path) -> None:
        with path.open("rb") as source, target.open("wb") as file:
            while block := source.read(_BLOCK):
                file.write(block)

    return _keep(data_dir, digest, suffix, copy)


def hold(data_dir: Path, digest: str, suffix: str, content: bytes) -> Path:
    """Lay an upload where the import can read it, until `let_go` or the next start. Returns where it lies. Raises
    DiskFull."""
    # Each upload under a name of its own: another import of the same file must not take it away.
    return _write(
        data_dir / HELD_NAME, f"{secrets.token_hex(8)}-{digest}.{suffix}", lambda target: target.write_bytes(content)
    )


def let_go(data_dir: Path, paths: Iterable[Path]) -> None:
    """Remove those of the files that are only held; files of the archive or from elsewhere stay."""
    for path in paths:
        if path.parent == data_dir / HELD_NAME:
            path.unlink(missing_ok=True)


def drop_unfinished(data_dir: Path) -> None:
    """Remove what a process that is gone was writing or held."""
    for path in [*(data_dir / ARCHIVE_NAME).glob(".*"), *(data_dir / HELD_NAME).glob("*")]:
        path.unlink(missing_ok=True)


def _keep(data_dir: Path, digest: str, suffix: str, write: Callable[[Path], object]) -> Path:
    return _write(data_dir / ARCHIVE_NAME, f"{digest}.{suffix}", write)


def _write(folder: Path, name: str, write: Callable[[Path], object]) -> Path:
    path = folder / name
    if path.exists():
        return path
    fresh = folder / f".{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        fresh.touch(mode=0o600, exist_ok=False)
        write(fresh)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(folder.parent)) from error
        raise
    finally:
        fresh.unlink(missing_ok=True)
    return path
