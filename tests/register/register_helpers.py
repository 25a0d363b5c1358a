"""One writable register per test module: opening one costs more than most tests."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from strukturmonitor.access import Actor
from strukturmonitor.database import Database

ADMIN = Actor("admin", account_id="a1", name="Ada Muster")
COORDINATOR = Actor("coordinator", frozenset({"bezirk:eving"}), "k1", "Karl Beispiel")
ELSEWHERE = Actor("coordinator", frozenset({"bezirk:mengede"}), "k2", "Mia Anders")
PUBLIC = Actor()
EVING = (7.4710, 51.5530)  # a place in the middle of Eving


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("register") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    yield database
    database.close()


def picture_file(size: tuple[int, int] = (40, 30), kind: str = "JPEG", **more: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def unit_in(database: Database, area_id: str = "bezirk:eving", place: int = 0) -> str:
    """A vacant unit that is not sensitive."""
    rows = database.read("vacancy_selection", area_id=area_id, states=["verified"], sort="empty_since")
    return str(rows.dropna(subset=["address"])["unit_id"].iloc[place])
