"""The list of imports in the register: each one a row with its state, counts, who, when and the file's hash."""

import json

import pandas as pd

from strukturmonitor.access import Actor
from strukturmonitor.database import Database, Transaction
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.sources import Source


def begin(
    database: Database, actor: Actor, source: Source, file_name: str, digest: str, options: dict[str, str]
) -> int:
    """Note that an import begins; returns its number."""
    with database.transaction() as transaction:
        rows = transaction.run(
            "begin_run", source_id=source.id, file_name=file_name, file_sha256=digest, actor=actor.role,
            options=as_json(options),
        )  # fmt: skip
    return int(rows["run_id"].iloc[0])


def mark_publishing(
    database: Database, run_id: int, counts: dict[str, int], versions: tuple[str, str], findings: Findings
) -> None:
    """Note, before a statistics file is swapped in, which one and what it will have done: after a crash the next
    start can tell whether it happened."""
    with database.transaction() as transaction:
        transaction.insert("import_finding", findings.frame(run_id))
        transaction.run(
            "mark_publishing", run_id=run_id, data_version_before=versions[0], data_version_after=versions[1], **counts
        )


def finish(transaction: Transaction, run_id: int, state: str, counts: dict[str, int] | None = None) -> None:
    """Note how an import ended, within the step that makes it true."""
    transaction.run("finish_run", run_id=run_id, state=state, **(counts or {}))


def end(
    database: Database,
    run_id: int,
    state: str,
    counts: dict[str, int] | None = None,
    findings: Findings | None = None,
) -> None:
    """Note an import that published nothing."""
    with database.transaction(f"import {state}") as transaction:
        if findings is not None:
            transaction.insert("import_finding", findings.frame(run_id))
        finish(transaction, run_id, state, counts)


def log(database: Database, run_id: int, progress: Progress, state: str) -> None:
    """Keep the steps of an import."""
    rows = [(run_id, event.happened_at, event.step, event.rows) for event in progress.events]
    rows.append((run_id, pd.Timestamp.now("UTC").tz_localize(None), state, None))
    frame = pd.DataFrame(rows, columns=["run_id", "happened_at", "step", "row_count"])
    frame["happened_at"] = pd.to_datetime(frame["happened_at"]).astype("datetime64[us]")
    with database.transaction() as transaction:
        transaction.insert("import_event", frame.astype({"row_count": "Int64", "run_id": "int32"}))


def is_last(database: Database, source: Source, digest: str, options: dict[str, str]) -> bool:
    """Whether the last published import of this source (and level) was the same file with the same options."""
    runs = database.read("last_published_runs")
    last = runs[runs["source_id"] == source.id]
    if source.kind == "boundaries":
        last = last[last["level"] == options["level"]]
    return len(last) > 0 and last["file_sha256"].iloc[0] == digest and last["options"].iloc[0] == as_json(options)


def as_json(options: dict[str, str]) -> str:
    return json.dumps(options, sort_keys=True, ensure_ascii=False)
