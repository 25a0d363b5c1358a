"""Imports that run on by themselves."""

import time
from pathlib import Path

import hostile_files as hostile
import pytest
from helpers import ADMIN, content_hash, list_of

from strukturmonitor.database import Database
from strukturmonitor.errors import FileUnreadable, ImportFailed
from strukturmonitor.imports import jobs, tables
from strukturmonitor.imports.jobs import Job
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile

STATIONS = "zaehlstellen"


def begin(database: Database, folder: Path, *, publish: bool, text: str | None = None, source: str = STATIONS) -> Job:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_text(text or hostile.stations({}, {}), encoding="utf-8", newline="")
    return jobs.start(database, ADMIN, source, [InputFile(path.name, path)], {}, then_publish=publish)


def ended(job: Job) -> Job:
    job.thread.join(60)
    assert not job.is_running
    return job


def candidates(database: Database) -> list[Path]:
    return list(database.data_dir.glob("candidate-*"))


def test_prepared_then_published_once(database: Database, tmp_path: Path) -> None:
    """A double click on «publish» that imports twice, or tells a published import unchanged."""
    job = ended(begin(database, tmp_path, publish=False))
    assert (job.state, len(candidates(database)), job.prepared.rows_loaded) == ("prepared", 1, 2)
    jobs.go_on(database, job)
    jobs.go_on(database, job)
    assert ended(job).state == "published" and job.result["rows_loaded"] == 2 and not candidates(database)
    assert database.read("import_runs")["state"].tolist() == ["published"]
    assert jobs.jobs()[0] is job and jobs.job(job.job_id) is job


def test_discarded_twice(database: Database, tmp_path: Path) -> None:
    """A second click on «discard» that fails, or a file of the size of the database that stays behind."""
    before = content_hash(database)
    job = ended(begin(database, tmp_path, publish=False))
    jobs.discard(job)
    jobs.discard(job)
    jobs.go_on(database, job)
    assert job.state == "cancelled" and not candidates(database) and content_hash(database) == before


def test_a_bad_file_is_a_failed_import(database: Database, tmp_path: Path) -> None:
    """A refused file that nobody finds in the list of imports."""
    job = ended(begin(database, tmp_path, publish=True, text="Brief\r\nan alle\r\n"))
    assert job.state == "failed" and job.error.values["file"].endswith(".csv")
    assert job.as_dict()["error"] == "ColumnsMissing"
    assert database.read("import_runs")["state"].tolist() == ["failed"]


def test_cancelled(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that goes on after the person stopped it, or leaves its file behind."""
    stage = tables._stage

    def slow(*arguments: object) -> object:
        time.sleep(0.5)
        return stage(*arguments)

    monkeypatch.setattr(tables, "_stage", slow)
    before = content_hash(database)
    job = begin(database, tmp_path, publish=True)
    while job.progress.step_name != "stage":
        time.sleep(0.01)
    job.progress.cancel()
    assert ended(job).state == "cancelled" and content_hash(database) == before and not candidates(database)


@pytest.mark.parametrize("text", ["Erika Mustermann", "Konversion von 'Mustermann, 0231 12345'"])
def test_the_log_holds_no_personal_data(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    """Names and numbers of a file in the server's log; or no trace of what went wrong."""

    def fail(*_: object) -> None:
        raise ValueError(text)

    monkeypatch.setattr(tables, "_stage", fail)
    job = ended(begin(database, tmp_path, publish=True))
    assert job.state == "failed" and isinstance(job.error, ImportFailed)
    assert "import of zaehlstellen failed: ValueError at" in caplog.text and "tables.py" in caplog.text
    assert "Mustermann" not in caplog.text and "Mustermann" not in str(job.as_dict()) and not candidates(database)


def test_a_list_that_changed_in_between_is_compared_again(database: Database, tmp_path: Path) -> None:
    """Two people with the same list: the second one's «2 new» published although the units are there already."""
    text = list_of({}, {})
    first = ended(begin(database, tmp_path, publish=False, text=text, source="leerstand"))
    other = ended(begin(database, tmp_path, publish=True, text=text + "\r\n", source="leerstand"))
    assert (first.prepared.rows_loaded, other.state) == (2, "published")
    jobs.go_on(database, first)
    assert (ended(first).state, first.result["rows_loaded"], first.result["rows_unchanged"]) == ("published", 0, 2)


def test_the_file_went_away_before_publishing(database: Database, tmp_path: Path) -> None:
    """An upload that was cleaned up meanwhile: words, and no half import."""
    job = ended(begin(database, tmp_path, publish=False))
    job.files[0].path.unlink()
    before = content_hash(database)
    jobs.go_on(database, job)
    assert ended(job).state == "failed" and content_hash(database) == before and not candidates(database)
    assert isinstance(job.error, (FileUnreadable, ImportFailed))


def test_progress_can_be_stopped_between_steps() -> None:
    """A stop that comes before the first step and is lost."""
    from strukturmonitor.errors import ImportCancelled

    progress = Progress()
    progress.cancel()
    with pytest.raises(ImportCancelled):
        progress.step("read")
