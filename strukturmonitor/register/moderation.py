"""Reports of the public as those in charge work on them: looked at, decided with a reason, made into a record."""

import pandas as pd

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import MoveNotAllowed, ReasonMissing, ReportRefused
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.owners import unit_in_charge
from strukturmonitor.register.photos import drop_photos, forget_pictures
from strukturmonitor.register.records import Record, add_record, apply_changes, record
from strukturmonitor.register.reports import clean_reason, rules


def moves(state: str) -> tuple[str, ...]:
    """States of a report that may follow."""
    return tuple(rules()["moves"][state])


def needs_reason(state: str) -> bool:
    """Whether this decision has to say why."""
    return state in rules()["needs_reason"]


def decide(
    database: Database,
    actor: Actor,
    report_id: int,
    state: str,
    *,
    reason: str | None = None,
    unit_id: str | None = None,
) -> None:
    """Move a report on. `unit_id`: the record it was added to or is a duplicate of. A report whose case is closed loses
    its photo, unless a record took it over.
    Raises NotAllowed, ReportRefused (unknown), MoveNotAllowed, ReasonMissing, ValueInvalid."""
    with database.transaction("report") as transaction:
        unused = _decide(transaction, actor, report_id, state, reason, unit_id)
    forget_pictures(database, unused)


def make_record(database: Database, actor: Actor, report_id: int, values: dict[str, object]) -> Record:
    """Make a new record of a report, both or neither; the photo goes along, still internal.
    Raises what records.create and decide raise."""
    with database.transaction("created") as transaction:
        unit_id = add_record(transaction, actor, values)
        unused = _decide(transaction, actor, report_id, "converted", None, unit_id)
    forget_pictures(database, unused)
    return record(database, actor, unit_id)


def add_to_record(
    database: Database, actor: Actor, report_id: int, unit_id: str, *, state: str | None, reason: str | None
) -> Record:
    """Take a report over into a record that exists, in one step; with a `state` the record moves there («war nie leer»).
    Raises what records.save and decide raise."""
    found = record(database, actor, unit_id)
    with database.transaction("report") as transaction:
        if state is not None and state != found.values["state"]:
            changes = {"state": state, "check_method": "report"}
            outcome = apply_changes(transaction, actor, {unit_id: (found.revision, changes)}, reason=reason)
            for error in outcome.refused.values():
                raise error
        unused = _decide(transaction, actor, report_id, "converted", reason, unit_id)
    forget_pictures(database, unused)
    return record(database, actor, unit_id)


def reporter(database: Database, actor: Actor, report_id: int) -> pd.DataFrame:
    """Name and contact of a reporter, no row where none were given. The look at them is noted in the audit.
    Raises NotAllowed."""
    rows = Reader(database, actor).read("report_person", report_id=report_id)
    if not rows.empty:
        with database.transaction() as transaction:
            note(transaction, actor, "read_reporter", subject="report", subject_id=str(report_id))
    return rows


def forget_reporter(database: Database, actor: Actor, report_id: int) -> None:
    """Delete name and contact of a reporter. Raises NotAllowed, ReportRefused (unknown)."""
    with database.transaction("report") as transaction:
        _report(transaction, actor, report_id)
        transaction.run("drop_report_person", report_id=report_id)
        note(transaction, actor, "delete_reporter", subject="report", subject_id=str(report_id))


def _report(transaction: Transaction, actor: Actor, report_id: int) -> dict[str, object]:
    rows = transaction.rows("report_to_decide", report_id=report_id)
    if not rows:
        raise ReportRefused(reason="unknown", limit="–")
    require(actor, "moderate_reports", frozenset(rows[0]["area_ids"]))
    return rows[0]


def _decide(
    transaction: Transaction, actor: Actor, report_id: int, state: str, reason: str | None, unit_id: str | None
) -> list[str]:
    """As `decide`, inside a write; returns the hashes of pictures to forget after it."""
    reason = clean_reason(reason)
    before = _report(transaction, actor, report_id)
    if state not in moves(before["state"]):
        raise MoveNotAllowed(before=before["state"], after=state)
    if needs_reason(state) and not reason:
        raise ReasonMissing(before=before["state"], after=state)
    if unit_id is not None:
        unit_in_charge(transaction, actor, unit_id)
    _move(transaction, actor, report_id, state, reason, unit_id)
    if unit_id is not None:
        transaction.run("hand_over_report_photos", report_id=report_id, unit_id=unit_id)
        note_change(transaction, actor, unit_id, "report_added", {"report": (None, str(report_id))}, reason=reason)
    if state not in rules()["closed"]:
        return []
    return drop_photos(
        transaction, [row["photo_id"] for row in transaction.rows("photos_of_report", report_id=report_id)]
    )


def _move(
    transaction: Transaction, actor: Actor, report_id: int, state: str, reason: str | None, unit_id: str | None
) -> None:
    transaction.run(
        "decide_report",
        report_id=report_id,
        state=state,
        reason=reason,
        linked_unit_id=unit_id,
        decided_at=utc_now(),
        decided_by=actor.name or actor.role,
        account_id=actor.account_id,
    )
