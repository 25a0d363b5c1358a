"""One path for every import, the same for page and command line: archive → read → clean → check → findings → stage
(`prepare`), then publish in one atomic step (`publish`). What fails leaves the published data as they were."""

import contextlib
import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database
from strukturmonitor.database.disk import is_full
from strukturmonitor.database.files import statistics_path
from strukturmonitor.errors import (
    DiskFull,
    FileTooLarge,
    FileUnreadable,
    ImportCancelled,
    ImportFailed,
    SettingInvalid,
    StrukturmonitorError,
    TooManyFiles,
)
from strukturmonitor.imports import archive, kinds, ledger, mappings
from strukturmonitor.imports.boundaries import Boundaries
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.outcome import outcome
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.reading import extension
from strukturmonitor.imports.sources import Source, source
from strukturmonitor.imports.tables import TableImport
from strukturmonitor.imports.turns import one_at_a_time
from strukturmonitor.imports.undo import after_swap, end_open_runs, keep_register
from strukturmonitor.imports.vacancy_list import VacancyList
from strukturmonitor.imports.vacancy_register import Comparison

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """Files that were read and checked, before anything is published. `comparison`: of a list with the register;
    `candidate`: the statistics file that only has to be swapped in; `made_from`: versions of the data it was compared
    with."""

    source: Source
    files: list[InputFile]
    file_name: str
    digest: str
    options: dict[str, str]
    checked: VacancyList | Boundaries | TableImport
    comparison: Comparison | None
    candidate: Path | None
    made_from: tuple[str, int]
    findings: Findings
    counts: dict[str, int]
    is_unchanged: bool

    @property
    def rows_read(self) -> int:
        return self.counts["rows_read"]

    @property
    def rows_loaded(self) -> int:
        return self.counts["rows_loaded"]

    @property
    def rows_rejected(self) -> int:
        return self.counts["rows_rejected"]

    @property
    def rows_duplicate(self) -> int:
        return self.counts["rows_duplicate"]

    @property
    def rows_unchanged(self) -> int:
        return self.counts["rows_unchanged"]

    @property
    def is_refused(self) -> bool:
        """Nothing of the file can be loaded."""
        return self.rows_loaded + self.rows_unchanged == 0

    def discard(self) -> None:
        """Remove what was built for publishing; the person does not want it."""
        if self.candidate is not None:
            self.candidate.unlink(missing_ok=True)


def keep_upload(database: Database, file_name: str, content: bytes) -> InputFile:
    """An uploaded file, untouched, where the import can read it; publishing puts it into the archive. Raises DiskFull."""
    digest = archive.sha256(content)
    return InputFile(file_name, archive.hold(database.data_dir, digest, extension(file_name) or "bin", content))


def prepare(
    database: Database,
    actor: Actor,
    source_name: str,
    files: list[InputFile],
    options: dict[str, str],
    progress: Progress | None = None,
) -> Prepared:
    """Read and check; publishes nothing. `options` as given by the person, dates as ISO text. Raises NotAllowed,
    SourceUnknown, SettingInvalid, TooManyFiles, FileTooLarge, FileUnreadable, ColumnsMissing, ImportCancelled,
    DiskFull; ImportFailed for a fault of the program."""
    progress = progress or Progress()
    definition = source(source_name)
    require(actor, definition.right)
    if len(files) > 1 and definition.kind != "table":
        raise TooManyFiles(source=source_name, count=len(files))
    options = {key: value for key, value in options.items() if value}
    if "mapping" in options:  # by what it says, not by its name: under the same name it may say something else tomorrow
        options["mapping"] = mappings.as_option(mappings.parsed(database, definition, options["mapping"]))
    known = kinds.checked_options(definition, options)
    progress.step("archive")
    digest = archive.joint_sha256([archive.file_sha256(_require_file(definition, file).path) for file in files])
    findings = Findings()
    made_from = (database.data_version, database.register_version)
    with _as_ours(database, source_name, files[0].name):
        is_unchanged = ledger.is_last(database, definition, digest, options)
        checked, comparison, candidate = kinds.KINDS[definition.kind].prepare(
            database, definition, files, known, findings, progress
        )
    return Prepared(
        source=checked.source if isinstance(checked, VacancyList) else definition,
        files=files,
        file_name=files[0].name if len(files) == 1 else f"{files[0].name} (+{len(files) - 1})",
        digest=digest,
        options=options,
        checked=checked,
        comparison=comparison,
        candidate=candidate,
        made_from=made_from,
        findings=findings,
        counts=kinds.counts(checked, comparison),
        is_unchanged=is_unchanged,
    )


def publish(database: Database, actor: Actor, prepared: Prepared, progress: Progress | None = None) -> dict:
    """Make it the published data; returns the outcome as `outcome` describes it. The same file with the same options
    as the last import changes nothing. Where no row can be loaded the state is failed. Waits for an import that is at
    work. Raises NotAllowed, ImportFailed, ImportRunning, ImportCancelled, DiskFull."""
    progress = progress or Progress()
    require(actor, prepared.source.right)
    with one_at_a_time(prepared.source.id), _as_ours(database, prepared.source.id, prepared.file_name):
        try:
            end_open_runs(database)
            run_id = ledger.begin(
                database, actor, prepared.source, prepared.file_name, prepared.digest, prepared.options
            )
        except BaseException:
            prepared.discard()
            raise
        state = "failed"
        try:
            prepared = _as_of_now(database, actor, prepared, progress)
            state = _publish(database, actor, prepared, run_id, progress)
        except BaseException as error:
            state = "cancelled" if isinstance(error, ImportCancelled) else "failed"
            with contextlib.suppress(Exception):  # the first error is the one to tell
                ledger.end(database, run_id, state)
            raise
        finally:
            if state != "published":
                prepared.discard()
            with contextlib.suppress(Exception):  # a log that cannot be written undoes no import
                ledger.log(database, run_id, progress, state)
        return outcome(prepared, state, run_id)


@contextlib.contextmanager
def _as_ours(database: Database, source_id: str, file_name: str) -> Iterator[None]:
    """Whatever goes wrong within the block is told in words a person can act on. The log gets what failed and where,
    but not the message: it may quote the file."""
    try:
        yield
    except ImportCancelled as error:
        raise ImportCancelled(file=file_name) from error
    except StrukturmonitorError:
        raise
    except Exception as error:
        if is_full(error):
            raise DiskFull(path=str(database.data_dir)) from error
        _log.error("import of %s failed: %s", source_id, where(error))
        raise ImportFailed(file=file_name) from error


def where(error: BaseException) -> str:
    """Kind and place of an error, without its message."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__} at {' > '.join(places[-6:])}"


def _as_of_now(database: Database, actor: Actor, prepared: Prepared, progress: Progress) -> Prepared:
    """Compared once more where somebody else published in between: what it was compared with is gone."""
    if prepared.is_refused or prepared.made_from == (database.data_version, database.register_version):
        return prepared
    if prepared.candidate is not None and prepared.made_from[0] == database.data_version:
        return prepared
    prepared.discard()
    return prepare(database, actor, prepared.source.id, prepared.files, prepared.options, progress)


def import_files(
    database: Database,
    actor: Actor,
    source_name: str,
    paths: list[Path],
    options: dict[str, str],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict:
    """Prepare and publish files of this machine. Raises like `prepare` and `publish`; what cannot be read is noted as
    a failed import."""
    definition = source(source_name)
    require(actor, definition.right)
    files = [InputFile(path.name, path) for path in paths]
    try:
        prepared = prepare(database, actor, source_name, files, options, progress)
    except StrukturmonitorError as error:
        if not dry_run and not isinstance(error, (SettingInvalid, TooManyFiles)):
            note_unreadable(database, actor, definition, files, options)
        raise
    if dry_run:
        prepared.discard()
        return outcome(prepared, "dry_run", None)
    return publish(database, actor, prepared, progress)


def note_unreadable(
    database: Database, actor: Actor, definition: Source, files: list[InputFile], options: dict[str, str]
) -> None:
    """A file that could not be read is a failed import in the list."""
    with contextlib.suppress(OSError, DiskFull):
        digest = archive.joint_sha256([archive.file_sha256(file.path) for file in files])
        run_id = ledger.begin(database, actor, definition, files[0].name, digest, options)
        ledger.end(database, run_id, "failed")


def _publish(database: Database, actor: Actor, prepared: Prepared, run_id: int, progress: Progress) -> str:
    """The state in which the import ended."""
    if prepared.is_refused:
        ledger.end(database, run_id, "failed", prepared.counts, prepared.findings)
        return "failed"
    if ledger.is_last(database, prepared.source, prepared.digest, prepared.options):
        ledger.end(database, run_id, "unchanged")
        return "unchanged"
    progress.step("publish", prepared.rows_loaded)
    _archive(database, prepared)
    if prepared.candidate is None:
        _publish_register(database, actor, prepared, run_id)
    else:
        _publish_statistics(database, prepared, prepared.candidate, run_id)
    return "published"


def _archive(database: Database, prepared: Prepared) -> None:
    """Keep the files, where their source allows it. Raises FileUnreadable where they are not any more what was read."""
    digests = [archive.file_sha256(file.path) for file in prepared.files]
    if archive.joint_sha256(digests) != prepared.digest:
        raise FileUnreadable(file=prepared.file_name, reason="changed_since_read")
    if prepared.source.keeps_file:
        for file, digest in zip(prepared.files, digests, strict=True):
            archive.store_file(database.data_dir, digest, extension(file.name), file.path)


def _publish_register(database: Database, actor: Actor, prepared: Prepared, run_id: int) -> None:
    with database.transaction(f"import {prepared.source.id}") as transaction:
        keep_register(database, transaction, run_id)
        kinds.KINDS[prepared.source.kind].apply(transaction, actor, prepared.checked, run_id)
        transaction.insert("import_finding", prepared.findings.frame(run_id))
        ledger.finish(transaction, run_id, "published", prepared.counts)


def _publish_statistics(database: Database, prepared: Prepared, candidate: Path, run_id: int) -> None:
    """Swap, and note it in the register. Where the last step fails, the old file is swapped back: either everything
    is new or nothing."""
    old = database.statistics_path
    version = candidate.stem.removeprefix("candidate-")
    ledger.mark_publishing(
        database, run_id, prepared.counts, (old.stem.removeprefix("statistics-"), version), prepared.findings
    )
    try:
        database.swap_statistics(candidate)
        with database.transaction(f"import {prepared.source.id}") as transaction:
            after_swap(transaction, prepared.source.kind)
            ledger.finish(transaction, run_id, "published")
    except BaseException:
        if database.statistics_path != old:
            database.swap_statistics(old)
        statistics_path(database.data_dir, version).unlink(missing_ok=True)
        raise


def _require_file(definition: Source, file: InputFile) -> InputFile:
    """Raises FileUnreadable, FileTooLarge; a file that is too large is not read."""
    try:
        size_mb = file.path.stat().st_size / 1e6
        if size_mb > definition.max_mb:
            raise FileTooLarge(file=file.name, size_mb=round(size_mb, 1), limit_mb=definition.max_mb)
        with file.path.open("rb"):
            return file
    except FileNotFoundError as error:
        raise FileUnreadable(file=file.name, reason="missing") from error
    except OSError as error:
        raise FileUnreadable(file=file.name, reason="no_access") from error
