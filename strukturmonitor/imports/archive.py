"""The untouched file of every import, kept under its hash in the data folder; only the owner may read it."""

import hashlib
import os
import secrets
from pathlib import Path

ARCHIVE_NAME = "archive"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def store(data_dir: Path, digest: str, suffix: str, content: bytes) -> Path:
    """Keep the file; the same content is kept once. Returns where it lies."""
    folder = data_dir / ARCHIVE_NAME
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{digest}.{suffix}"
    if path.exists():
        return path
    fresh = folder / f".{secrets.token_hex(8)}"
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        with fresh.open("wb") as file:
            file.write(content)
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path
