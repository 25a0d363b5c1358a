"""Files put into the inbox."""

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from strukturmonitor import cli
from strukturmonitor.database import Database
from strukturmonitor.imports.inbox import waiting

LIST = "Straße;Status\r\nWeg 1;leer\r\nWeg 2;kaputt\r\n"
LONG_AGO = time.time() - 60


@pytest.fixture
def inbox(writable_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))
    assert waiting(writable_dir) == []  # makes the folders
    return writable_dir / "inbox"


def put(path: Path, text: str = LIST) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def run(*more: str) -> Result:
    return CliRunner().invoke(cli.cli, ["import", "--inbox", *more])


def names(folder: Path) -> list[str]:
    """Without the time before the name."""
    return sorted(path.name.split("-", 4)[-1] for path in folder.rglob("*") if path.is_file())


def test_imported_and_moved(inbox: Path) -> None:
    """A file imported every night again, or one of which nobody learns which rows were rejected."""
    put(inbox / "leerstand" / "liste.csv")
    result = run()
    assert result.exit_code == 0 and list((inbox / "leerstand").iterdir()) == []
    assert names(inbox / "done") == ["liste.csv", "liste.csv.txt"]
    said = next((inbox / "done").rglob("*.txt")).read_text(encoding="utf-8")
    assert "gelesen 2 · geladen 1 · abgelehnt 1" in said and "„kaputt“" in said
    database = Database(inbox.parent)
    assert database.read("import_runs").iloc[0]["state"] == "published"
    database.close()
    assert run().output.startswith("Der Eingang ist leer")


def test_one_that_fails_stops_no_other(inbox: Path) -> None:
    """A broken file that keeps all others waiting for ever; cron hears of it by the exit code."""
    put(inbox / "leerstand" / "a.csv", "")
    put(inbox / "leerstand" / "b.csv")
    result = run("--json")
    assert result.exit_code == 1
    assert names(inbox / "failed") == ["a.csv", "a.csv.txt"] and names(inbox / "done") == ["b.csv", "b.csv.txt"]
    assert "Sie ist leer" in next((inbox / "failed").rglob("*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".liste.csv", "liste.csv.part", "liste.csv.tmp", "liste.csv.options.json"])
def test_unfinished_files_wait(inbox: Path, name: str) -> None:
    """Half a file imported while it is still being copied."""
    put(inbox / "leerstand" / name)
    assert waiting(inbox.parent) == []


def test_a_file_that_just_changed_waits(inbox: Path) -> None:
    """The same for a file under its last name."""
    (inbox / "leerstand" / "liste.csv").write_text(LIST, encoding="utf-8")
    assert waiting(inbox.parent) == [] and len(waiting(inbox.parent, settled_s=0)) == 1


def test_links_are_left_alone(inbox: Path, tmp_path: Path) -> None:
    """A file from elsewhere on the machine read through a link."""
    (inbox / "leerstand" / "liste.csv").symlink_to(put(tmp_path / "geheim.csv"))
    assert waiting(inbox.parent, settled_s=-1000) == []


@pytest.mark.parametrize(
    ("options", "goes_to"),
    [('{"list_date": "2026-01-31"}', "done"), ("{", "failed"), ("[1]", "failed"), ('{"stand": "x"}', "failed")],
)
def test_options_beside_the_file(inbox: Path, options: str, goes_to: str) -> None:
    """A source that wants to be told something, and nobody there to tell it; wrong words import nothing."""
    put(inbox / "leerstand" / "liste.csv")
    put(inbox / "leerstand" / "liste.csv.options.json", options)
    run()
    assert names(inbox / goes_to) == ["liste.csv", "liste.csv.options.json", "liste.csv.txt"]
    if goes_to == "done":
        database = Database(inbox.parent)
        assert json.loads(database.read("import_runs").iloc[0]["options"]) == {"list_date": "2026-01-31"}
        database.close()


def test_two_files_of_one_name(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of last time overwritten by that of this time."""
    for _ in range(2):
        put(inbox / "leerstand" / "liste.csv")
        run()
    assert len(list((inbox / "done").rglob("*.csv"))) == 2


@pytest.mark.parametrize("arguments", [["import"], ["import", "leerstand"], ["import", "--inbox", "leerstand"]])
def test_wrong_calls(inbox: Path, arguments: list[str]) -> None:
    """A call that means nothing and does something."""
    assert CliRunner().invoke(cli.cli, arguments).exit_code == 2
