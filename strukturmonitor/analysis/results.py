"""Results of the analyses: computed when the data change, kept as Parquet beside the database, read by pages.

    analysis/<name>/<stamp>/about.json, <frame>.parquet

A result appears as a whole (its folder is renamed into place) and replaces the one before."""

import datetime
import hashlib
import importlib
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.settings import PROJECT_DIR

NAMES = ("need", "neighbourhood", "area_types", "projection", "breaks")  # the longest last
FOLDER = "analysis"
# Analyses follow the register, whose values of a day hardly move a series of years, within this time.
REGISTER_FOLLOWS = datetime.timedelta(hours=1)
_ABOUT = "about.json"
# What a result is made by, besides the data: another definition, threshold or way of computing makes another result.
_RECIPE = (
    "strukturmonitor/analysis/*.py",
    "strukturmonitor/indicators/*.py",
    "strukturmonitor/small_numbers/*.py",
    "queries/read/analysis/*.sql",
    "queries/read/indicators/*.sql",
    "queries/views/*.sql",
    "data/analysis_*.yml",
    "data/small_numbers.yml",
    "data/catalogue/indexes/*.yml",
    "data/cities/*/bauzeiten.csv",
    "data/catalogue/indicators/*.yml",
)


@dataclass(frozen=True)
class Result:
    """Frames of one analysis. `stamp` changes with every computation: part of the key of whatever is made from it."""

    stamp: str
    computed_at: datetime.datetime  # UTC
    data_version: str
    register_version: int
    day: datetime.date  # the calendar day it was computed on
    frames: dict[str, pd.DataFrame]

    def __getitem__(self, frame: str) -> pd.DataFrame:
        return self.frames[frame]


def compute(database: Database, name: str, data_dir: Path | None = None) -> Result:
    """Compute one analysis of NAMES from the present data and keep it in a data folder (default: that of the database)."""
    versions = database.versions
    frames = importlib.import_module(f"strukturmonitor.analysis.{name}").results(Reader(database, Actor()))
    now = datetime.datetime.now(datetime.UTC)
    stamp = f"{now:%Y%m%dT%H%M%S%f}"
    result = Result(stamp, now, versions.data_version, versions.register_version, datetime.date.today(), frames)
    _keep((data_dir or database.data_dir) / FOLDER / name, result)
    return result


def stored(data_dir: Path, name: str) -> Result | None:
    """The newest result of an analysis, of whatever data, but made by the present definitions and the present version of
    the program; None where there is none (yet)."""
    folders = sorted((data_dir / FOLDER / name).glob("[0-9]*"), reverse=True)
    for folder in folders:
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            if about.get("recipe") != recipe():
                continue
            frames = {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
        except FileNotFoundError:  # a newer result took its place this moment
            continue
        return Result(
            stamp=folder.name,
            computed_at=datetime.datetime.fromisoformat(about["computed_at"]),
            data_version=about["data_version"],
            register_version=about["register_version"],
            day=datetime.date.fromisoformat(about["day"]),
            frames=frames,
        )
    return None


@cache
def recipe() -> str:
    """Changes with the definitions and with the program."""
    paths = [path for pattern in _RECIPE for path in sorted(PROJECT_DIR.glob(pattern))]
    return hashlib.blake2b(b"".join(path.read_bytes() for path in paths), digest_size=8).hexdigest()


def is_current(result: Result | None, database: Database) -> bool:
    """Whether a result still stands for the data: the same statistics, computed today (with real data «today» moves),
    and the register unchanged or changed only a short while ago."""
    if result is None:
        return False
    versions = database.versions
    age = datetime.datetime.now(datetime.UTC) - result.computed_at
    return (
        result.data_version == versions.data_version
        and result.day == datetime.date.today()
        and (result.register_version == versions.register_version or age < REGISTER_FOLLOWS)
    )


def _keep(folder: Path, result: Result) -> None:
    making = folder / f"making-{result.stamp}"
    making.mkdir(parents=True)
    for name, frame in result.frames.items():
        frame.to_parquet(making / f"{name}.parquet", index=False)
    about = {
        "computed_at": result.computed_at.isoformat(),
        "data_version": result.data_version,
        "register_version": result.register_version,
        "day": result.day.isoformat(),
        "recipe": recipe(),
    }
    (making / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    making.rename(folder / result.stamp)
    for other in folder.iterdir():
        if other.name != result.stamp:
            shutil.rmtree(other, ignore_errors=True)
