"""Taking an import back, and putting in order at the start what a crash left behind."""

from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database, Transaction
from strukturmonitor.database.files import drop_candidates, statistics_path
from strukturmonitor.errors import NothingToUndo
from strukturmonitor.imports import archive, ledger
from strukturmonitor.imports.sources import source
from strukturmonitor.imports.turns import one_at_a_time

_FOLDER = "undo"
_KEPT = 5


def keep_register(database: Database, transaction: Transaction, run_id: int) -> None:
    """Before an import writes to the register: keep what it holds."""
    folder = database.data_dir / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    units, episodes = _kept(database, run_id)
    transaction.run("keep_units", unit_path=str(units), occupancy_path=str(episodes))
    for old in sorted(folder.glob("*-unit.parquet"))[:-_KEPT]:
        old.unlink()
        old.with_name(old.name.replace("-unit", "-occupancy")).unlink(missing_ok=True)


def undo(database: Database, actor: Actor) -> dict:
    """Take the last published import back; called again, the one before. Raises NotAllowed, NothingToUndo, ImportRunning,
    DiskFull."""
    with one_at_a_time("undo"):
        return _undo(database, actor)


def _undo(database: Database, actor: Actor) -> dict:
    runs = database.read("last_run")
    if runs.empty:
        raise NothingToUndo(reason="undo_none")
    run = runs.iloc[0]
    definition = source(str(run["source_id"]))
    require(actor, definition.right)
    run_id = int(run["run_id"])
    if definition.kind == "vacancy_list":
        _undo_register(database, actor, run_id)
    else:
        _undo_statistics(
            database, actor, run_id, definition.kind, run["data_version_before"], run["data_version_after"]
        )
    return {
        "run_id": run_id,
        "source": definition.id,
        "file": str(run["file_name"]),
        "rows_loaded": int(run["rows_loaded"]),
        "state": "undone",
    }


def recover(database: Database) -> list[dict]:
    """At the start of a process that holds the database: end the imports whose process is gone. What was swapped in
    already is completed, everything else never happened. Returns what was found, one entry per import."""
    drop_candidates(database.data_dir)
    archive.drop_unfinished(database.data_dir)
    return end_open_runs(database)


def end_open_runs(database: Database) -> list[dict]:
    """The same for imports that could not even note their end, while none is at work."""
    found = []
    for run in database.read("open_runs").to_dict("records"):
        run_id = int(run["run_id"])
        is_in = run["state"] == "publishing" and run["data_version_after"] == database.data_version
        state = "published" if is_in else "interrupted"
        with database.transaction(f"import {state}") as transaction:
            if is_in:
                after_swap(transaction, source(run["source_id"]).kind)
            ledger.finish(transaction, run_id, state)
        if not is_in and isinstance(run["data_version_after"], str):
            statistics_path(database.data_dir, run["data_version_after"]).unlink(missing_ok=True)
        found.append({"run_id": run_id, "source": run["source_id"], "file": run["file_name"], "state": state})
    return found


def after_swap(transaction: Transaction, kind: str) -> None:
    """What follows in the register from other statistics, whichever way they came; safe to repeat."""
    if kind == "boundaries":
        transaction.run("relocate_units")


def _undo_register(database: Database, actor: Actor, run_id: int) -> None:
    units, episodes = _kept(database, run_id)
    if not units.exists() or not episodes.exists():
        raise NothingToUndo(reason="undo_too_old")
    if database.read("register_changes_since", run_id=run_id)["changes"].iloc[0]:
        raise NothingToUndo(reason="undo_changed_since")
    with database.transaction("undo import") as transaction:
        transaction.run("restore_units", run_id=run_id, unit_path=str(units), occupancy_path=str(episodes))
        transaction.run("mark_undone", run_id=run_id, actor=actor.role)


def _undo_statistics(
    database: Database, actor: Actor, run_id: int, kind: str, before: str | None, after: str | None
) -> None:
    old = statistics_path(database.data_dir, before) if before else None
    if old is None or not old.exists():
        raise NothingToUndo(reason="undo_too_old")
    if after != database.data_version:
        raise NothingToUndo(reason="undo_changed_since")
    new = database.statistics_path
    database.swap_statistics(old)
    try:
        with database.transaction("undo import") as transaction:
            after_swap(transaction, kind)
            transaction.run("mark_undone", run_id=run_id, actor=actor.role)
    except BaseException:
        database.swap_statistics(new)
        raise
    new.unlink(missing_ok=True)


def _kept(database: Database, run_id: int) -> tuple[Path, Path]:
    folder = database.data_dir / _FOLDER
    return folder / f"{run_id:06d}-unit.parquet", folder / f"{run_id:06d}-occupancy.parquet"
