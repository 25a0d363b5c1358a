"""How old the data of the sources are, and what is due."""

import datetime
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from strukturmonitor import cli
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared
from strukturmonitor.imports.fetch import FOLDER
from strukturmonitor.imports.freshness import Freshness, freshness, overdue
from strukturmonitor.imports.sources import sources


def import_run(source_id: str, finished: str, state: str = "published", options: dict | None = None) -> dict:
    return {
        "source_id": source_id, "file_name": "a.csv", "file_sha256": "abc", "state": state, "actor": "admin",
        "started_at": pd.Timestamp(finished), "finished_at": pd.Timestamp(finished), "options": json.dumps(options or {}),
    }  # fmt: skip


@pytest.fixture
def database(writable_dir: Path) -> Database:
    opened = Database(writable_dir)
    yield opened
    opened.close()


def of(database: Database, runs: list[dict], source_id: str, today: str) -> Freshness:
    with database.transaction() as transaction:
        transaction.insert(
            "import_run", pd.DataFrame(runs).astype({"started_at": "datetime64[us]", "finished_at": "datetime64[us]"})
        )
    found = {entry.source_id: entry for entry in freshness(database, datetime.date.fromisoformat(today))}
    return found[source_id]


def test_every_source_has_an_entry(database: Database) -> None:
    """A source that nobody misses because it was never loaded."""
    entries = freshness(database)
    assert [entry.source_id for entry in entries] == list(sources())
    assert {entry.state for entry in entries} == {"never"} and overdue(database) == []


def test_due_after_the_interval(database: Database) -> None:
    """Late by a day: 400 days after 10.01.2025 is 14.02.2026; on that day nothing is overdue yet."""
    runs = [import_run("unfallatlas", "2025-01-10 12:00")]
    entry = of(database, runs, "unfallatlas", "2026-02-14")
    assert (entry.state, entry.due_on, entry.days_over) == ("current", datetime.date(2026, 2, 14), 0)
    [late] = overdue(database, datetime.date(2026, 2, 17))
    assert (late.source_id, late.state, late.days_over) == ("unfallatlas", "overdue", 3)


def test_an_unchanged_file_counts_as_a_look(database: Database) -> None:
    """A source called overdue though its file was loaded again yesterday and had nothing new."""
    runs = [import_run("unfallatlas", "2024-01-10 12:00"), import_run("unfallatlas", "2026-01-10 12:00", "unchanged")]
    entry = of(database, runs, "unfallatlas", "2026-02-01")
    assert (entry.state, entry.imported_on, entry.checked_on) == (
        "current", datetime.date(2024, 1, 10), datetime.date(2026, 1, 10),
    )  # fmt: skip


def test_imports_taken_back_and_failed_do_not_count(database: Database) -> None:
    """A source that looks fresh by an import that is not there any more."""
    runs = [
        import_run("unfallatlas", "2026-01-10 12:00", "undone"),
        import_run("unfallatlas", "2026-01-11 12:00", "failed"),
    ]
    assert of(database, runs, "unfallatlas", "2026-02-01").state == "never"


def test_date_of_the_data(database: Database) -> None:
    """The day of the import shown as the day of the data, where the person said another one."""
    runs = [import_run("leerstand", "2026-01-10 12:00", options={"list_date": "2025-12-31"})]
    assert of(database, runs, "leerstand", "2026-02-01").data_date == datetime.date(2025, 12, 31)


def test_days_are_those_of_the_city(database: Database) -> None:
    """An import of the evening dated a day early: 23:30 UTC is 00:30 in winter in Berlin."""
    runs = [import_run("leerstand", "2026-01-10 23:30")]
    assert of(database, runs, "leerstand", "2026-02-01").imported_on == datetime.date(2026, 1, 11)


def test_without_a_fixed_date_nothing_is_due(database: Database) -> None:
    """Boundaries of ten years ago reported as late."""
    assert of(database, [import_run("boundaries", "2016-01-10 12:00")], "boundaries", "2026-02-01").state == "open"


def test_a_look_at_the_portal_counts(database: Database) -> None:
    """An online source called overdue though the portal said this morning that nothing is newer."""
    definition = sources()["ods-spielplaetze"]
    dataset = definition.definition["online"]["datasets"][0]["id"]
    folder = database.data_dir / FOLDER
    folder.mkdir(exist_ok=True)
    form = definition.definition["online"]["format"]
    seen = json.dumps({"checked_at": "2026-01-31T08:00:00+00:00"})
    (folder / f"{dataset}.{form}.state.json").write_text(seen, encoding="utf-8")
    entry = of(database, [import_run("ods-spielplaetze", "2024-01-10 12:00")], "ods-spielplaetze", "2026-02-01")
    assert (entry.state, entry.checked_on) == ("current", datetime.date(2026, 1, 31))


def test_the_command_for_cron(writable_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cron job that never says anything, or always: exit code 1 only where something is overdue."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))
    fine = CliRunner().invoke(cli.cli, ["due"])
    assert fine.exit_code == 0 and "Nichts ist überfällig" in fine.output
    database = Database(writable_dir)
    of(database, [import_run("unfallatlas", "2020-01-10 12:00")], "unfallatlas", "2026-02-01")
    database.close()
    late = CliRunner().invoke(cli.cli, ["due"])
    assert late.exit_code == 1 and "Unfallatlas: überfällig seit" in late.output
    as_json = CliRunner().invoke(cli.cli, ["due", "--json"])
    assert [entry["source_id"] for entry in json.loads(as_json.output)] == ["unfallatlas"]
    status = json.loads(CliRunner().invoke(cli.cli, ["status", "--json"]).output)
    assert {entry["source_id"] for entry in status["freshness"]} == set(sources())
    close_shared(writable_dir)
