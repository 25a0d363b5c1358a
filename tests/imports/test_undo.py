"""Taking imports back."""

from pathlib import Path

import hostile_files as hostile
import pytest
from helpers import ADMIN, COORDINATOR, content_hash, list_of, say

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, NothingToUndo
from strukturmonitor.imports.run import import_files
from strukturmonitor.imports.undo import undo
from strukturmonitor.register import save

LIST, STATIONS = "leerstand", "zaehlstellen"
TEXT = {LIST: list_of({}, {}), STATIONS: hostile.stations({}, {})}


def load(database: Database, folder: Path, source: str, text: str | None = None) -> dict:
    path = folder / f"{source}.csv"
    path.write_text(text or TEXT[source], encoding="utf-8", newline="")
    return import_files(database, ADMIN, source, [path], {})


def state_of(database: Database, run_id: int) -> dict:
    return database.read("import_runs").set_index("run_id").loc[run_id].to_dict()


@pytest.mark.parametrize("source", [LIST, STATIONS])
def test_everything_is_as_before(database: Database, tmp_path: Path, source: str) -> None:
    """Rows, made rows or sums that an undo leaves changed; and the same file that is then called unchanged."""
    before = content_hash(database)
    run = load(database, tmp_path, source)
    after = content_hash(database)
    assert after != before
    assert load(database, tmp_path, source)["state"] == "unchanged" and content_hash(database) == after
    assert undo(database, ADMIN) == {
        "run_id": run["run_id"],
        "source": source,
        "file": f"{source}.csv",
        "rows_loaded": 2,
        "state": "undone",
    }
    assert content_hash(database) == before
    assert state_of(database, run["run_id"])["state"] == "undone"
    assert load(database, tmp_path, source)["state"] == "published"


def test_two_imports_one_after_the_other(database: Database, tmp_path: Path) -> None:
    """The second undo that takes the wrong import back, or none."""
    states = [content_hash(database)]
    loads = [(STATIONS, None), (LIST, None), (STATIONS, hostile.stations({}, {}, {})), (LIST, list_of({}))]
    for source, text in loads:
        assert load(database, tmp_path, source, text)["state"] == "published"
        states.append(content_hash(database))
    for state in reversed(states[:-1]):
        undo(database, ADMIN)
        assert content_hash(database) == state
    with pytest.raises(NothingToUndo) as caught:
        undo(database, ADMIN)
    german, english = say(caught.value)
    assert "nichts zurücknehmen" in german and "{" not in german + english


def test_not_after_something_else_changed(database: Database, tmp_path: Path) -> None:
    """What a person entered after an import that an undo of it silently throws away."""
    load(database, tmp_path, LIST)
    unit_id = str(database.read("export_unit")["unit_id"].iloc[0])
    save(database, ADMIN, unit_id, 1, {"note": "von Hand"})
    now = content_hash(database)
    with pytest.raises(NothingToUndo) as caught:
        undo(database, ADMIN)
    german, english = say(caught.value)
    assert "seitdem anders geändert" in german and "since" in english
    assert content_hash(database) == now


def test_not_where_the_old_file_is_gone(database: Database, tmp_path: Path) -> None:
    """An undo to a file that was removed, which leaves no statistics at all."""
    old = database.statistics_path
    load(database, tmp_path, STATIONS)
    old.unlink()
    now = content_hash(database)
    with pytest.raises(NothingToUndo):
        undo(database, ADMIN)
    assert content_hash(database) == now


def test_only_who_may_import_may_undo(database: Database, tmp_path: Path) -> None:
    """A coordinator who takes the statistics office's import back."""
    load(database, tmp_path, STATIONS)
    for actor in (COORDINATOR, Actor("public")):
        with pytest.raises(NotAllowed):
            undo(database, actor)
