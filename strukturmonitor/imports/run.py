"""One path for every import, the same for page and command line: read → clean → check → findings (`prepare`),
then archive → publish in one atomic step (`publish`). What fails leaves the published data as they were."""

import contextlib
import datetime
import json
import threading
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import FileTooLarge, FileUnreadable, ImportFailed, SettingInvalid, StrukturmonitorError
from strukturmonitor.imports import archive
from strukturmonitor.imports.boundaries import Boundaries, read_boundaries
from strukturmonitor.imports.boundaries_publish import publish_boundaries
from strukturmonitor.imports.findings import Findings, as_dict
from strukturmonitor.imports.reading import extension
from strukturmonitor.imports.sources import Source, source, sources
from strukturmonitor.imports.vacancy_list import VacancyList, read_vacancy_list
from strukturmonitor.imports.vacancy_register import Comparison, compare, replace_units

_OPTIONS = {
    "vacancy_list": ("list_date", "sheet"),
    "boundaries": ("level", "valid_from", "name_column", "code_column", "citation"),
}
_DATES = ("list_date", "valid_from")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Prepared:
    """A file that was read and checked, before anything is published. `comparison`: with the register."""

    source: Source
    file_name: str
    content: bytes
    digest: str
    options: dict[str, str]
    checked: VacancyList | Boundaries
    comparison: Comparison | None
    findings: Findings
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_duplicate: int
    is_unchanged: bool

    @property
    def is_refused(self) -> bool:
        """Nothing of the file can be loaded."""
        return self.rows_loaded == 0


def prepare(
    database: Database, actor: Actor, source_name: str, file_name: str, content: bytes, options: dict[str, str]
) -> Prepared:
    """Read and check a file; writes nothing. `options` as given by the person, dates as ISO text. Raises NotAllowed,
    SourceUnknown, SettingInvalid, FileTooLarge, FileUnreadable, ColumnsMissing."""
    definition = source(source_name)
    require(actor, definition.right)
    options = {key: value for key, value in options.items() if value}
    days = _checked_options(definition, options)
    findings = Findings()
    digest = archive.sha256(content)
    comparison = None
    if definition.kind == "vacancy_list":
        checked: VacancyList | Boundaries = read_vacancy_list(
            database, definition, file_name, content, findings=findings,
            list_date=days["list_date"], sheet=options.get("sheet"),
        )  # fmt: skip
        loaded = len(checked.units)
        with database.transaction() as transaction:
            comparison = compare(transaction.run("current_units"), checked)
    else:
        checked = read_boundaries(
            database, definition, file_name, content, findings=findings, level=options["level"],
            valid_from=days["valid_from"], name_column=options.get("name_column"), code_column=options.get("code_column"),
        )  # fmt: skip
        loaded = len(checked.areas)
    return Prepared(
        source=definition,
        file_name=file_name,
        content=content,
        digest=digest,
        options=options,
        checked=checked,
        comparison=comparison,
        findings=findings,
        rows_read=checked.rows_read,
        rows_loaded=loaded,
        rows_rejected=checked.rows_rejected,
        rows_duplicate=checked.rows_duplicate,
        is_unchanged=_is_last(database, definition, digest, options),
    )


def publish(database: Database, actor: Actor, prepared: Prepared) -> dict:
    """Make it the published data; returns the outcome as `outcome` describes it. The same file with the same options
    as the last import changes nothing. Where no row can be loaded the state is failed. Raises NotAllowed, ImportFailed."""
    require(actor, prepared.source.right)
    run_id: int | None = None
    with _one_at_a_time:
        try:
            run_id = _begin(database, actor, prepared)
            if prepared.is_refused:
                _end(database, run_id, "failed", prepared)
                return outcome(prepared, "failed", run_id)
            if _is_last(database, prepared.source, prepared.digest, prepared.options):
                _end(database, run_id, "unchanged", None)
                return outcome(prepared, "unchanged", run_id)
            archive.store(database.data_dir, prepared.digest, extension(prepared.file_name), prepared.content)
            _publish(database, prepared, run_id)
        except BaseException as error:
            if run_id is not None:
                with contextlib.suppress(Exception):  # the first error is the one to tell
                    _end(database, run_id, "failed", None)
            if isinstance(error, Exception) and not isinstance(error, StrukturmonitorError):
                raise ImportFailed(file=prepared.file_name) from error
            raise
    return outcome(prepared, "published", run_id)


def import_file(
    database: Database, actor: Actor, source_name: str, path: Path, options: dict[str, str], *, dry_run: bool = False
) -> dict:
    """Prepare and publish a file of this machine. Raises like `prepare` and `publish`; a file that cannot be read
    is noted as a failed import."""
    definition = source(source_name)
    require(actor, definition.right)
    content = _read_bytes(definition, path)
    try:
        prepared = prepare(database, actor, source_name, path.name, content, options)
    except StrukturmonitorError as error:
        if not dry_run and not isinstance(error, SettingInvalid):
            _note_unreadable(database, actor, definition, path.name, content, options)
        raise
    return outcome(prepared, "dry_run", None) if dry_run else publish(database, actor, prepared)


def outcome(prepared: Prepared, state: str, run_id: int | None) -> dict:
    """What happened, as plain JSON values. `rows_read` = loaded + rejected + duplicate; empty rows are counted apart."""
    checked, comparison = prepared.checked, prepared.comparison
    result: dict = {
        "source": prepared.source.id,
        "file": prepared.file_name,
        "sha256": prepared.digest,
        "state": state,
        "run_id": run_id,
        "form": checked.form,
        "rows_read": prepared.rows_read,
        "rows_loaded": prepared.rows_loaded,
        "rows_rejected": prepared.rows_rejected,
        "rows_duplicate": prepared.rows_duplicate,
    }
    if isinstance(checked, VacancyList):
        result |= {
            "rows_empty": checked.rows_empty,
            "list_date": checked.list_date.isoformat(),
            "columns_unknown": checked.unknown,
            "columns_missing": checked.missing,
            "position_systems": checked.systems,
            "states": {str(key): int(count) for key, count in checked.units["state"].value_counts().items()},
        }
    else:
        result |= {
            "level": checked.level,
            "valid_from": checked.valid_from.isoformat(),
            "gaps_m2": checked.gaps_m2,
            "overlaps_m2": checked.overlaps_m2,
            "areas_new": checked.new,
            "areas_vanished": checked.vanished,
        }
    if comparison is not None:
        result["changes"] = {
            name: getattr(comparison, name) for name in ("new", "changed", "unchanged", "vanished", "made")
        }
    result["findings"] = [as_dict(prepared.source, finding) for finding in prepared.findings.sorted()]
    return result


def list_sources(database: Database) -> list[dict]:
    """One entry per source with its last published import."""
    runs = database.read("last_published_runs").drop_duplicates("source_id").set_index("source_id")
    entries = []
    for definition in sources().values():
        last = runs.loc[definition.id] if definition.id in runs.index else None
        entries.append(
            {
                "source": definition.id,
                "title_de": definition.title["de"],
                "title_en": definition.title["en"],
                "formats": list(definition.extensions),
                "last_file": None if last is None else str(last["file_name"]),
                "last_import": None if last is None else last["finished_at"].isoformat(timespec="seconds"),
                "rows_loaded": None if last is None else int(last["rows_loaded"]),
            }
        )
    return entries


def _checked_options(definition: Source, options: dict[str, str]) -> dict[str, datetime.date]:
    """The dates among the options, today where none is given. Raises SettingInvalid."""
    known = _OPTIONS[definition.kind]
    for name in options:
        if name not in known:
            raise SettingInvalid(name=name, value=options[name], allowed=", ".join(known))
    if definition.kind == "boundaries" and options.get("level") not in definition.definition["levels"]:
        raise SettingInvalid(
            name="level", value=options.get("level", ""), allowed=", ".join(definition.definition["levels"])
        )
    today = datetime.date.today()
    days = dict.fromkeys(_DATES, today)
    for name in _DATES:
        if name in options:
            try:
                days[name] = datetime.date.fromisoformat(options[name])
            except ValueError as error:
                raise SettingInvalid(name=name, value=options[name], allowed="JJJJ-MM-TT") from error
            if days[name] > today:
                raise SettingInvalid(name=name, value=options[name], allowed=f"≤ {today.isoformat()}")
    return days


def _publish(database: Database, prepared: Prepared, run_id: int) -> None:
    def finish(transaction: Transaction) -> None:
        transaction.insert("import_finding", prepared.findings.frame(run_id))
        transaction.run("finish_run", run_id=run_id, state="published", **_counts(prepared))

    if isinstance(prepared.checked, VacancyList):
        with database.transaction("import leerstand") as transaction:
            replace_units(transaction, prepared.checked, run_id)
            finish(transaction)
    else:
        citation = prepared.options.get("citation") or prepared.source.definition["citation"]
        publish_boundaries(database, prepared.source, prepared.checked, citation=citation, finish=finish)


def _counts(prepared: Prepared) -> dict[str, int]:
    return {name: getattr(prepared, name) for name in ("rows_read", "rows_loaded", "rows_rejected", "rows_duplicate")}


def _is_last(database: Database, definition: Source, digest: str, options: dict[str, str]) -> bool:
    runs = database.read("last_published_runs")
    last = runs[runs["source_id"] == definition.id]
    if definition.kind == "boundaries":
        last = last[last["level"] == options["level"]]
    return len(last) > 0 and last["file_sha256"].iloc[0] == digest and last["options"].iloc[0] == _as_json(options)


def _as_json(options: dict[str, str]) -> str:
    return json.dumps(options, sort_keys=True, ensure_ascii=False)


def _begin(database: Database, actor: Actor, prepared: Prepared) -> int:
    with database.transaction() as transaction:
        rows = transaction.run(
            "begin_run", source_id=prepared.source.id, file_name=prepared.file_name, file_sha256=prepared.digest,
            actor=actor.role, options=_as_json(prepared.options),
        )  # fmt: skip
    return int(rows["run_id"].iloc[0])


def _end(database: Database, run_id: int, state: str, prepared: Prepared | None) -> None:
    """Note an import that published nothing."""
    with database.transaction(f"import {state}") as transaction:
        if prepared is not None:
            transaction.insert("import_finding", prepared.findings.frame(run_id))
        transaction.run("finish_run", run_id=run_id, state=state, **(_counts(prepared) if prepared else {}))


def _note_unreadable(
    database: Database, actor: Actor, definition: Source, file_name: str, content: bytes, options: dict[str, str]
) -> None:
    with database.transaction("import failed") as transaction:
        rows = transaction.run(
            "begin_run", source_id=definition.id, file_name=file_name, file_sha256=archive.sha256(content),
            actor=actor.role, options=_as_json(options),
        )  # fmt: skip
        transaction.run("finish_run", run_id=int(rows["run_id"].iloc[0]), state="failed")


def _read_bytes(definition: Source, path: Path) -> bytes:
    """Raises FileUnreadable, FileTooLarge; a file that is too large is not read."""
    try:
        size_mb = path.stat().st_size / 1e6
        if size_mb > definition.max_mb:
            raise FileTooLarge(file=path.name, size_mb=round(size_mb, 1), limit_mb=definition.max_mb)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadable(file=path.name, reason="missing") from error
    except OSError as error:
        raise FileUnreadable(file=path.name, reason="no_access") from error
