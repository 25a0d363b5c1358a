"""Owners of units and the persons one can reach. Personal values leave only for those in charge, and every read of
them is noted; the memory of a record says only that they changed."""

import datetime
from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import ChangedMeanwhile, OwnerUnknown, RecordUnknown
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.people import clean_entry, note_read, person_parameters, refuse

PRIVATE_KINDS = ("natural", "community")  # treated as natural persons: no name outside owner_person
_TYPED = ("name", "address", "postcode", "place", "phone", "email")

Noted = set[tuple[str, str]]


def owners_of_unit(database: Database, actor: Actor, unit_id: str) -> list[dict[str, object]]:
    """Owners a unit has or had, the present ones first; no personal values. Raises NotAllowed."""
    return Reader(database, actor).rows("owners_of_unit", unit_id=unit_id)


@dataclass(frozen=True)
class OwnerPage:
    """Some of the owners found; `found` and `due` count all of them, and those whose next step is due."""

    rows: list[dict[str, object]]
    found: int
    due: int


def owner_list(
    database: Database,
    actor: Actor,
    *,
    area_id: str | None = None,
    text: str | None = None,
    only_due: bool = False,
    first: int = 0,
    limit: int = 20,
) -> OwnerPage:
    """Owners of units the actor is in charge of, those with a step that is due first. `text` is searched in names and
    addresses, also in personal ones, so it belongs into no URL and no cache. Raises NotAllowed."""
    reader = Reader(database, actor)
    options = {"area_id": area_id, "text": text or None, "only_due": only_due, "first": first, "limit": limit}
    rows = reader.rows("owner_list", **options)
    if rows:
        return OwnerPage(rows, int(rows[0]["found"]), int(rows[0]["due"]))
    every = reader.rows("owner_list", area_id=area_id, text=text or None, limit=1)
    return OwnerPage([], int(every[0]["found"]) if every else 0, int(every[0]["due"]) if every else 0)


def units_of_owner(database: Database, actor: Actor, owner_id: str) -> list[dict[str, object]]:
    """Units of an owner in the areas in charge."""
    return Reader(database, actor).rows("owner_units", owner_id=owner_id)


def persons_of_owner(
    database: Database, actor: Actor, owner_id: str, *, noted: Noted | None = None
) -> list[dict[str, object]]:
    """Persons kept for an owner, with all values. Noted in the audit, once per session with `noted`."""
    rows = Reader(database, actor).rows("owner_persons", owner_id=owner_id)
    if rows:
        note_read(database, actor, "owner", owner_id, noted)
    return rows


def record_owner(
    database: Database,
    actor: Actor,
    unit_id: str,
    values: dict[str, object],
    *,
    person: dict[str, object] | None = None,
    since: datetime.date | None = None,
) -> str:
    """A new owner of a unit, with a person where one is given; returns the owner's number. Raises NotAllowed,
    RecordUnknown, ValueInvalid."""
    owner = _clean_owner(values)
    kept = _clean_person(person) if person and any(person.get(column) for column in _TYPED) else None
    if owner["legal_name"] is None and (kept is None or kept["full_name"] is None):
        if owner["kind"] in PRIVATE_KINDS:
            raise refuse("owner_person", "name", "missing")
        raise refuse("owner", "legal_name", "missing")
    with database.transaction("owner_recorded") as transaction:
        _require_unit(transaction, actor, unit_id)
        owner_id = str(transaction.rows("new_owner", **owner)[0]["owner_id"])
        transaction.run("link_owner", unit_id=unit_id, owner_id=owner_id, since=since)
        note_change(transaction, actor, unit_id, "owner_linked", {"owner": (None, owner_id)})
        if kept:
            transaction.run("add_owner_person", owner_id=owner_id, **kept)
            _note_personal(transaction, actor, "added", [unit_id])
    return owner_id


def link_owner(
    database: Database, actor: Actor, unit_id: str, owner_id: str, *, since: datetime.date | None = None
) -> None:
    """Say that a unit belongs to an owner who is known already. Who does it must be in charge of both. Raises NotAllowed,
    RecordUnknown, OwnerUnknown."""
    with database.transaction("owner_linked") as transaction:
        _require_unit(transaction, actor, unit_id)
        _require_owner(transaction, actor, owner_id)
        if transaction.rows("link_owner", unit_id=unit_id, owner_id=owner_id, since=since):
            note_change(transaction, actor, unit_id, "owner_linked", {"owner": (None, owner_id)})


def end_ownership(database: Database, actor: Actor, unit_id: str, owner_id: str, until: datetime.date) -> None:
    """Say until when a unit belonged to an owner. Raises NotAllowed, RecordUnknown, ChangedMeanwhile where it no longer
    does, ValueInvalid for a day before it began."""
    with database.transaction("owner_ended") as transaction:
        _require_unit(transaction, actor, unit_id)
        ended = transaction.rows("end_ownership", unit_id=unit_id, owner_id=owner_id, until=until)
        if not ended:
            raise ChangedMeanwhile
        if (since := ended[0]["since"]) is not None and until < since:
            raise refuse("unit_owner", "until", "too_early", since)
        note_change(transaction, actor, unit_id, "owner_ended", {"owner": (owner_id, None)})


def change_owner(database: Database, actor: Actor, owner_id: str, revision: int, values: dict[str, object]) -> None:
    """Give an owner other values; `revision`: the one they were based on. Raises NotAllowed, OwnerUnknown, ValueInvalid,
    ChangedMeanwhile."""
    owner = _clean_owner(values)
    with database.transaction("owner_changed") as transaction:
        before = _require_owner(transaction, actor, owner_id, revision)
        if owner["legal_name"] is None and owner["kind"] not in PRIVATE_KINDS:
            raise refuse("owner", "legal_name", "missing")
        changed = {
            f"owner.{column}": (before[column], value) for column, value in owner.items() if before[column] != value
        }
        if not changed:
            return
        transaction.run("change_owner", owner_id=owner_id, **owner)
        # The name of who turns out to be a natural person is a personal value, whatever it was taken for before.
        is_personal = bool({before["kind"], owner["kind"]} & set(PRIVATE_KINDS)) and "owner.legal_name" in changed
        if is_personal and before["legal_name"] is not None:
            names = {"unit_ids": before["unit_ids"], "legal_name": before["legal_name"]}
            transaction.run("forget_legal_name", **names)
        for unit_id in before["unit_ids"]:
            note_change(transaction, actor, unit_id, "owner_changed", changed, is_personal=is_personal)


def save_person(
    database: Database,
    actor: Actor,
    owner_id: str,
    revision: int,
    values: dict[str, object],
    person_id: int | None = None,
) -> None:
    """Keep a person for an owner, a new one or with other values. Raises NotAllowed, OwnerUnknown, ValueInvalid,
    ChangedMeanwhile."""
    person = _clean_person(values)
    with database.transaction("owner_person_saved") as transaction:
        owner = _require_owner(transaction, actor, owner_id, revision)
        if person_id is None:
            transaction.run("add_owner_person", owner_id=owner_id, **person)
        else:
            _require_person(transaction, owner_id, person_id)
            transaction.run("change_owner_person", person_id=person_id, **person)
        transaction.run("touch_owner", owner_id=owner_id)
        _note_personal(transaction, actor, "added" if person_id is None else "changed", owner["unit_ids"])


def drop_person(database: Database, actor: Actor, owner_id: str, person_id: int) -> None:
    """Delete the values of a person kept for an owner. Raises NotAllowed, OwnerUnknown."""
    with database.transaction("owner_person_dropped") as transaction:
        owner = _require_owner(transaction, actor, owner_id)
        _require_person(transaction, owner_id, person_id)
        transaction.run("drop_owner_person", person_id=person_id)
        transaction.run("touch_owner", owner_id=owner_id)
        note(transaction, actor, "personal_deleted", subject="owner", subject_id=owner_id)
        _note_personal(transaction, actor, "dropped", owner["unit_ids"])


def unit_in_charge(transaction: Transaction, actor: Actor, unit_id: str) -> datetime.date:
    """The register's day, if the actor is in charge of the unit. Raises NotAllowed, RecordUnknown."""
    return _require_unit(transaction, actor, unit_id)


def require_owner_of(transaction: Transaction, actor: Actor, unit_id: str, owner_id: str) -> None:
    """That the unit belongs, or belonged, to this owner. Raises NotAllowed, OwnerUnknown."""
    if unit_id not in _require_owner(transaction, actor, owner_id)["unit_ids"]:
        raise OwnerUnknown(owner_id=owner_id)


def _require_unit(transaction: Transaction, actor: Actor, unit_id: str) -> datetime.date:
    rows = transaction.rows("unit_areas", unit_id=unit_id)
    if not rows:
        raise RecordUnknown(unit_id=unit_id)
    row = rows[0]
    areas = frozenset(row["area_ids"] or ())
    require(actor, "edit_register", areas)
    require(actor, "read_restricted", areas)
    return row["today"]


def _require_owner(
    transaction: Transaction, actor: Actor, owner_id: str, revision: int | None = None
) -> dict[str, object]:
    rows = transaction.rows("owner_to_change", owner_id=owner_id)
    if not rows:
        raise OwnerUnknown(owner_id=owner_id)
    row = rows[0]
    areas = frozenset(row["area_ids"] or ())
    require(actor, "edit_register", areas)
    require(actor, "read_restricted", areas)
    if revision is not None and int(row["revision"]) != revision:
        raise ChangedMeanwhile
    return row


def _require_person(transaction: Transaction, owner_id: str, person_id: int) -> None:
    rows = transaction.rows("person_to_change", person_id=person_id)
    if not rows or rows[0]["owner_id"] != owner_id:
        raise ChangedMeanwhile


def _note_personal(transaction: Transaction, actor: Actor, happened: str, unit_ids: list[str]) -> None:
    """`happened`: added, changed, dropped."""
    for unit_id in unit_ids:
        note_change(
            transaction, actor, unit_id, f"owner_person_{happened}", {"owner_person": (None, None)}, is_personal=True
        )


def _clean_owner(values: dict[str, object]) -> dict[str, object]:
    owner = clean_entry("owner", values)
    if owner["kind"] in PRIVATE_KINDS:
        if owner["legal_name"] is not None:
            raise refuse("owner", "legal_name", "only_legal")
        if owner["is_public_name"]:
            raise refuse("owner", "is_public_name", "only_legal")
    return owner


def _clean_person(values: dict[str, object]) -> dict[str, object]:
    person = clean_entry("owner_person", values)
    if not any(person[column] for column in _TYPED):
        raise refuse("owner_person", "name", "missing")
    return person_parameters(person)
