"""Imports that run on by themselves: started by page or terminal, watched and stopped from there, finished even when
nobody watches."""

import datetime
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import ImportCancelled, ImportFailed, SettingInvalid, StrukturmonitorError, TooManyFiles
from strukturmonitor.imports import archive
from strukturmonitor.imports.outcome import outcome
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.run import Prepared, note_unreadable, prepare, publish, where
from strukturmonitor.imports.sources import source as source_by_name

_log = logging.getLogger(__name__)
_KEPT = 20
_numbers = count(1)
_jobs: dict[int, "Job"] = {}
_lock = threading.Lock()


@dataclass
class Job:
    """One import at work. `state`: preparing, prepared (waits for the person's word), publishing, then as the import
    ended: published, unchanged, failed, cancelled, dry_run."""

    job_id: int
    source_id: str
    files: list[InputFile]
    actor: Actor
    options: dict[str, str]
    started_at: datetime.datetime
    progress: Progress = field(default_factory=Progress)
    state: str = "preparing"
    prepared: Prepared | None = None
    result: dict | None = None
    error: StrukturmonitorError | None = None
    thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        return self.state in ("preparing", "publishing")

    def as_dict(self) -> dict:
        """For a program that watches: plain JSON values."""
        return {
            "job_id": self.job_id,
            "source": self.source_id,
            "file": self.files[0].name,
            "state": self.state,
            "step": self.progress.step_name,
            "done": round(self.progress.done, 3),
            "rows": self.progress.rows,
            "remaining_s": self.progress.remaining_s,
            "result": self.result,
            "error": type(self.error).__name__ if self.error else None,
            "error_values": {key: str(value) for key, value in self.error.values.items()} if self.error else {},
        }


def start(
    database: Database,
    actor: Actor,
    source_id: str,
    files: list[InputFile],
    options: dict[str, str],
    *,
    then_publish: bool,
    dry_run: bool = False,
) -> Job:
    """Begin to read and check in the background; `then_publish` without asking."""
    job = Job(next(_numbers), source_id, files, actor, options, datetime.datetime.now(datetime.UTC))
    with _lock:
        _jobs[job.job_id] = job
        for old in [number for number, known in _jobs.items() if not known.is_running][:-_KEPT]:
            _forget(_jobs[old])
            let_go(database, _jobs.pop(old))
    _run(database, job, lambda: _prepare(database, job, then_publish=then_publish, dry_run=dry_run))
    return job


def go_on(database: Database, job: Job) -> None:
    """Publish what was prepared; the person said so. A second word (a double click) is not heard."""
    with _lock:
        if job.state != "prepared":
            return
        job.state, job.progress = "publishing", Progress()
    _run(database, job, lambda: _publish(database, job))


def job(job_id: int) -> Job | None:
    return _jobs.get(job_id)


def jobs() -> list[Job]:
    """Those of this process, the newest first."""
    with _lock:
        known = list(_jobs.values())
    return sorted(known, key=lambda each: -each.job_id)


def discard(job: Job) -> None:
    """The person does not want it; removes what was built."""
    _forget(job)
    if not job.is_running and job.state == "prepared":
        job.state = "cancelled"


def let_go(database: Database, job: Job) -> None:
    """Remove the uploads of a job that nobody will read again."""
    archive.let_go(database.data_dir, [file.path for file in job.files])


def _forget(job: Job) -> None:
    if job.prepared is not None and job.state == "prepared":
        job.prepared.discard()


def _run(database: Database, job: Job, work: Callable[[], None]) -> None:
    def guarded() -> None:
        try:
            work()
        except ImportCancelled:
            job.state = "cancelled"
        except StrukturmonitorError as error:
            job.error, job.state = error, "failed"
        except Exception as error:
            _log.error("import of %s failed: %s", job.source_id, where(error))
            job.error, job.state = ImportFailed(file=job.files[0].name), "failed"
        finally:
            if job.state != "prepared":
                let_go(database, job)

    job.thread = threading.Thread(target=guarded, name=f"import-{job.job_id}", daemon=True)
    job.thread.start()


def _prepare(database: Database, job: Job, *, then_publish: bool, dry_run: bool) -> None:
    try:
        prepared = prepare(database, job.actor, job.source_id, job.files, job.options, job.progress)
    except StrukturmonitorError as error:
        if then_publish and not dry_run and not isinstance(error, (SettingInvalid, TooManyFiles, ImportCancelled)):
            note_unreadable(database, job.actor, source_by_name(job.source_id), job.files, job.options)
        raise
    job.prepared = prepared
    if dry_run:
        prepared.discard()
        job.result, job.state = outcome(prepared, "dry_run", None), "dry_run"
    elif then_publish:
        job.state = "publishing"
        _publish(database, job)
    else:
        job.state = "prepared"


def _publish(database: Database, job: Job) -> None:
    job.result = publish(database, job.actor, job.prepared, job.progress)
    job.state = job.result["state"]
