"""Names of the database files in the data folder, and the pointer that says which statistics are published."""

import os
import shutil
from pathlib import Path

from strukturmonitor.errors import DataFolderNotWritable

REGISTER_NAME = "register.duckdb"
POINTER_NAME = "statistics.current"
_CANDIDATE = "candidate-"
_KEPT = 4  # statistics files: the published one and those that an undo can go back to


def prepare_folder(data_dir: Path) -> None:
    """Make the data folder. Raises DataFolderNotWritable."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderNotWritable(path=str(data_dir)) from error
    if not os.access(data_dir, os.W_OK):
        raise DataFolderNotWritable(path=str(data_dir))


def statistics_path(data_dir: Path, data_version: str) -> Path:
    """A statistics file that is or was published."""
    return data_dir / f"statistics-{data_version}.duckdb"


def candidate_path(data_dir: Path, data_version: str) -> Path:
    """A statistics file that is not published (yet)."""
    return data_dir / f"{_CANDIDATE}{data_version}.duckdb"


def accept(path: Path) -> Path:
    """Give a finished candidate the name of a statistics file."""
    if not path.name.startswith(_CANDIDATE):
        return path
    return path.rename(path.with_name(path.name.replace(_CANDIDATE, "statistics-", 1)))


def drop_candidates(data_dir: Path) -> None:
    """Remove what a process that is gone was building."""
    for path in data_dir.glob(f"{_CANDIDATE}*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(spill_folder(data_dir), ignore_errors=True)


def spill_folder(data_dir: Path) -> Path:
    """Where a build puts what does not fit into its memory."""
    return data_dir / "spill"


def published_path(data_dir: Path) -> Path | None:
    """The statistics file that readers use, or None where nothing is published."""
    pointer = data_dir / POINTER_NAME
    if not pointer.exists():
        return None
    return data_dir / pointer.read_text(encoding="utf-8").strip()


def publish(data_dir: Path, path: Path) -> None:
    """Make `path` the published statistics in one atomic step; of the others the last few are kept."""
    pointer = data_dir / POINTER_NAME
    fresh = pointer.with_suffix(".new")
    fresh.write_text(path.name, encoding="utf-8")
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(pointer)
    others = sorted(old for old in data_dir.glob("statistics-*.duckdb") if old != path)
    for old in others[: 1 - _KEPT]:
        old.unlink()
