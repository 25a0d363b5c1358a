"""The census grid on the page of the population."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.imports.run import import_files
from strukturmonitor.ui import data

FILE = Path(__file__).parents[1] / "imports" / "samples" / "zensus" / "einwohner_100m.csv"


@pytest.fixture
def two_censuses(served_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    for options in ({"reference_date": "2011-05-09"}, {}):
        import_files(shared_database(folder), Actor(role="admin"), "zensus-gitter", [FILE], options)
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(folder))
    data.settings.cache_clear()
    yield
    close_shared(folder)
    data.settings.cache_clear()


@pytest.mark.usefixtures("two_censuses")
def test_only_the_newest_census_is_shown() -> None:
    """Every Stadtbezirk twice in the table, and the residents of two censuses added up on the map."""

    def script() -> None:
        import importlib

        importlib.import_module("pages.bevoelkerung").show()

    page = AppTest.from_function(script, default_timeout=60).run()
    assert not page.exception
    assert any("15. Mai 2022" in each.value or "15.05.2022" in each.value for each in page.subheader)
    names = [frame.value["name"].tolist() for frame in page.dataframe if "secret_cells" in frame.value]
    assert names == [["Eving", "Innenstadt-West"]]
