"""Names of the database files in the data folder, and the pointer that says which statistics are published."""

import os
from pathlib import Path

from strukturmonitor.errors import DataFolderNotWritable

REGISTER_NAME = "register.duckdb"
POINTER_NAME = "statistics.current"


def prepare_folder(data_dir: Path) -> None:
    """Make the data folder. Raises DataFolderNotWritable."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderNotWritable(path=str(data_dir)) from error
    if not os.access(data_dir, os.W_OK):
        raise DataFolderNotWritable(path=str(data_dir))


def statistics_path(data_dir: Path, data_version: str) -> Path:
    return data_dir / f"statistics-{data_version}.duckdb"


def published_path(data_dir: Path) -> Path | None:
    """The statistics file that readers use, or None where nothing is published."""
    pointer = data_dir / POINTER_NAME
    if not pointer.exists():
        return None
    return data_dir / pointer.read_text(encoding="utf-8").strip()


def publish(data_dir: Path, path: Path) -> None:
    """Make `path` the published statistics in one atomic step and drop all but the one before."""
    previous = published_path(data_dir)
    pointer = data_dir / POINTER_NAME
    fresh = pointer.with_suffix(".new")
    fresh.write_text(path.name, encoding="utf-8")
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(pointer)
    for old in data_dir.glob("statistics-*.duckdb"):
        if old not in (path, previous):
            old.unlink()
