"""What the command line can ask of a database, here or in the running app: status, query, check, import, undo.

Arguments and results are plain JSON values, so that both ways are the same."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from strukturmonitor import __version__
from strukturmonitor.access import Actor, Reader, allowed, require
from strukturmonitor.access.audit import note
from strukturmonitor.access.guard import is_bound
from strukturmonitor.database import Database, Statement, statement
from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.errors import QueryHoldsSmallNumbers
from strukturmonitor.keeping import OPERATIONS as KEEPING
from strukturmonitor.small_numbers import round_over_areas, round_persons
from strukturmonitor.users import OPERATIONS as USERS


def run(database: Database, operation: str, arguments: dict) -> dict | list:
    """Raises StrukturmonitorError of all kinds; an unknown operation is a KeyError."""
    return _OPERATIONS[operation](database, **arguments)


def offer(name: str, operation: Callable[..., dict | list]) -> None:
    """Add an operation of a layer above: what is made from pages."""
    _OPERATIONS[name] = operation


def _rows(frame: object) -> list[dict]:
    return json.loads(frame.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False))


def _status(database: Database) -> dict:
    return {
        "version": __version__,
        "data_version": database.data_version,
        "register_version": database.register_version,
        "is_demo": database.is_demo,
        "tables": _rows(database.read("table_rows")),
        "sources": _rows(database.read("datasets")),
        "open_findings": _rows(database.read("open_findings")),
        "freshness": _freshness(database),
    }


def _freshness(database: Database) -> list[dict]:
    """One entry per source: how old its data are and whether it is due."""
    from strukturmonitor.imports.freshness import freshness

    return [entry.as_dict() for entry in freshness(database)]


def _due(database: Database) -> list[dict]:
    """The sources that are overdue, the longest first."""
    from strukturmonitor.imports.freshness import overdue

    return [entry.as_dict() for entry in overdue(database)]


def _query(database: Database, *, name: str, parameters: dict[str, str], role: str) -> list[dict]:
    found = statement("read", name)
    actor = Actor(role=role)
    if not allowed(actor, found.raw_right):
        require(actor, found.right)
        raise QueryHoldsSmallNumbers(name=name, role=role)
    reader, values = Reader(database, actor), found.from_texts(parameters)
    rows = reader.read(name, **values)
    if is_bound(found.right):  # what only those in charge may read is noted, as on the pages
        with database.transaction() as transaction:
            note(transaction, actor, "personal_read", subject="query", subject_id=name)
    if not allowed(actor, "read_exact_persons"):
        rows = _rounded(reader, found, values, rows)
    return _rows(rows)


def _rounded(reader: Reader, found: Statement, values: dict[str, object], rows: pd.DataFrame) -> pd.DataFrame:
    """Counts of persons as the pages show them: those of areas are rounded for all areas together."""
    if not found.persons or "area_id" not in rows:
        return rows.assign(**{column: round_persons(rows[column]) for column in found.persons})
    wanted = values.get("area_id")
    if wanted is not None:
        rows = reader.read(found.name, **{**values, "area_id": None})
    rows = round_over_areas(rows, found.persons, reader.read("export_area_part"))
    return rows if wanted is None else rows[rows["area_id"] == wanted]


def _check(database: Database) -> list[dict]:
    """One entry per check: name, severity, meaning, offending rows (at most 20 of them shown)."""
    results = []
    for path in sorted((QUERIES_DIR / "checks").glob("*.sql")):
        severity, _, meaning = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ").partition(": ")
        rows = database.check(path)
        results.append(
            {
                "name": path.stem,
                "severity": severity,
                "meaning": meaning,
                "rows": len(rows),
                "examples": _rows(rows.head(20)),
            }
        )
    return results


def _sources(database: Database) -> list[dict]:
    from strukturmonitor.imports.outcome import list_sources

    return list_sources(database)


def _import_start(database: Database, *, source: str, paths: list[str], options: dict[str, str], dry_run: bool) -> dict:
    """Begins in the background; `job` says how far it is. The command line acts as the administrator of its machine;
    the paths are absolute."""
    from strukturmonitor.imports.jobs import start
    from strukturmonitor.imports.raw_tables import InputFile

    files = [InputFile(Path(path).name, Path(path)) for path in paths]
    job = start(database, Actor(role="admin"), source, files, options, then_publish=True, dry_run=dry_run)
    return job.as_dict()


def _job(_: Database, *, job_id: int, cancel: bool = False) -> dict:
    from strukturmonitor.imports.jobs import job

    found = job(job_id)
    if found is None:
        raise KeyError(job_id)
    if cancel:
        found.progress.cancel()
    return found.as_dict()


def _undo(database: Database) -> dict:
    from strukturmonitor.imports.undo import undo

    return undo(database, Actor(role="admin"))


def _fetch(database: Database, *, source: str | None, dry_run: bool) -> list[dict]:
    """Without a source: every online source that is due."""
    from strukturmonitor.imports.fetch import fetch, fetch_due

    actor = Actor(role="admin")
    if source is None:
        return fetch_due(database, actor, dry_run=dry_run)
    return [fetch(database, actor, source, dry_run=dry_run)]


def _export(database: Database, **arguments: object) -> dict:
    from strukturmonitor.exports.command import export

    return export(database, **arguments)


_OPERATIONS: dict[str, Callable[..., dict | list]] = {
    "ping": lambda _: {},
    "status": _status,
    "query": _query,
    "check": _check,
    "sources": _sources,
    "import_start": _import_start,
    "job": _job,
    "undo": _undo,
    "due": _due,
    "fetch": _fetch,
    "export": _export,
    **KEEPING,
    **USERS,
}
