"""Deleting personal data: what is due by the rules of data/privacy.yml, doing it, and making sure that nothing is left in
the files. The protocol holds kinds, rules and numbers of records, never a value."""

import datetime
import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import changing
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction, statement
from strukturmonitor.errors import AreaUnknown, ConfirmationWrong
from strukturmonitor.register import deletion_log
from strukturmonitor.register.privacy import Kind, kinds, personal_reasons

_ARCHIVE, _UNDO = "archive", "undo"
_LIFTED = "area_lifted"
_PROGRAMME = "pg:"


@dataclass(frozen=True)
class Due:
    """Records of one kind that are to be deleted. `belongs_to`: per record the unit, owner … it is about; `since`: per
    record the day of the event."""

    kind: Kind
    record_ids: tuple[str, ...]
    belongs_to: tuple[str, ...]
    since: tuple[datetime.date, ...]


@dataclass(frozen=True)
class Deleted:
    """`run_id` is None where nothing was due; `is_swept`: whether the files hold nothing of it any more."""

    run_id: int | None
    counts: dict[str, int]
    is_swept: bool = True


def due(database: Database, actor: Actor, area_id: str | None = None) -> list[Due]:
    """What is to be deleted now, or at once where a redevelopment area is lifted; changes nothing.
    Raises NotAllowed, AreaUnknown."""
    require(actor, "manage_privacy")
    reader = Reader(database, actor)
    if area_id is not None:
        _require_area(reader, area_id)
    found = []
    for kind in kinds().values():
        if area_id is not None and not kind.in_area:
            continue
        rows = reader.read(kind.due, **_parameters(kind, area_id))
        if kind.erase is None:
            rows = rows[[bool(_files(database.data_dir, digest)) for digest in rows["record_id"]]]
        if len(rows):
            days = tuple(None if day is None or day != day else day.date() for day in rows["since"])
            found.append(Due(kind, tuple(rows["record_id"]), tuple(rows["belongs_to"]), days))
    return found


def fingerprint(found: list[Due]) -> str:
    """Of what was shown: a deletion is confirmed for exactly this."""
    text = "\n".join(f"{each.kind.id}:{','.join(each.record_ids)}" for each in found)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kept_when_lifted(database: Database, actor: Actor, area_id: str) -> list[str]:
    """Owners with a unit in the area whose data stay because of another case elsewhere. Raises NotAllowed."""
    return list(Reader(database, actor).read("kept_when_lifted", area_id=area_id)["owner_id"])


def delete(
    database: Database, actor: Actor, *, seen: str | None = None, area_id: str | None = None, way: str = "by_hand"
) -> Deleted:
    """Delete what is due, or everything personal in an area that is lifted. `seen`: fingerprint of what was confirmed.
    Raises NotAllowed, AreaUnknown, ConfirmationWrong, DiskFull."""
    found = due(database, actor, area_id)
    if seen is not None and fingerprint(found) != seen:
        raise ConfirmationWrong(seen="–", now=sum(len(each.record_ids) for each in found))
    if not found:
        return Deleted(None, {})
    way = _LIFTED if area_id else way
    run_id = _delete(database, actor, found, way=way, area_id=area_id)
    counts = {each.kind.id: len(each.record_ids) for each in found}
    return Deleted(run_id, counts, sweep(database, actor))


def repeat(database: Database, actor: Actor, entries: Iterable[dict]) -> dict[str, int]:
    """After a restore: delete again what had been deleted since the backup was made. Returns how many records per kind."""
    again: dict[str, set[str]] = {}
    for entry in entries:
        if entry["kind"] in kinds():
            again.setdefault(entry["kind"], set()).update(entry["ids"])
    found = [Due(kinds()[name], tuple(sorted(ids)), (), ()) for name, ids in again.items()]
    if found:
        _delete(database, actor, found, way="restored", area_id=None, is_logged=False)
    return {each.kind.id: len(each.record_ids) for each in found}


def sweep(database: Database, actor: Actor) -> bool:
    """Write the register's file anew and remove what could bring deleted values back. Nothing happens where all deletions
    are swept. Raises NotAllowed, DiskFull, RegisterBusy."""
    runs = Reader(database, actor).read("unswept_runs")["run_id"].tolist()
    if not runs:
        return True
    # What an import replaced holds the values of then; taking it back would bring them back.
    shutil.rmtree(database.data_dir / _UNDO, ignore_errors=True)
    database.rewrite()
    with database.transaction() as transaction:
        transaction.run("mark_swept", run_ids=runs, swept_at=utc_now())
    return True


def _delete(
    database: Database, actor: Actor, found: list[Due], *, way: str, area_id: str | None, is_logged: bool = True
) -> int:
    now = utc_now()
    with database.transaction("personal data deleted") as transaction:
        run_id = int(
            transaction.run(
                "begin_deletion", way=way, area_id=area_id, deleted_at=now, account_id=actor.account_id,
                actor_name=actor.name, role=actor.role,
            )["run_id"].iloc[0]
        )  # fmt: skip
        for each in found:
            if each.kind.erase is not None:
                transaction.run(each.kind.erase, record_ids=list(each.record_ids))
            _note_kind(transaction, run_id, each, _LIFTED if area_id else each.kind.rule.id)
        total = sum(len(each.record_ids) for each in found)
        note(transaction, actor, "personal_data_deleted", subject="deletion", subject_id=str(run_id), detail=str(total))
        if is_logged:
            moment = now.replace(tzinfo=datetime.UTC).isoformat(timespec="microseconds")
            lines = [{"at": moment, "kind": each.kind.id, "ids": list(each.record_ids)} for each in found]
            deletion_log.append(database.data_dir, lines)
    with changing(database):
        pass  # accounts are kept in memory: those that are gone must be gone there, too
    for each in found:
        if each.kind.erase is None:
            for digest in each.record_ids:
                for path in _files(database.data_dir, digest):
                    path.unlink(missing_ok=True)
    return run_id


def _note_kind(transaction: Transaction, run_id: int, each: Due, rule: str) -> None:
    transaction.run(
        "add_deletion",
        run_id=run_id,
        kind=each.kind.id,
        rule=rule,
        record_count=len(each.record_ids),
        record_ids=list(each.record_ids),
    )


def _parameters(kind: Kind, area_id: str | None) -> dict[str, object]:
    known = {parameter.name for parameter in statement("read", kind.due).parameters}
    values = {
        "months": None if area_id else kind.rule.months,
        "area_id": area_id,
        "reasons": list(personal_reasons()),
    }
    return {name: value for name, value in values.items() if name in known}


def _require_area(reader: Reader, area_id: str) -> None:
    """Only redevelopment and other programme areas are lifted."""
    known = set(reader.read("areas")["area_id"])
    if area_id not in known or not area_id.startswith(_PROGRAMME):
        near = ", ".join(sorted(name for name in known if name.startswith(_PROGRAMME)))
        raise AreaUnknown(spelling=area_id, suggestion=near, reason=None if near else "none_near")


def _files(data_dir: Path, digest: str) -> list[Path]:
    return list((data_dir / _ARCHIVE).glob(f"{digest}.*"))
