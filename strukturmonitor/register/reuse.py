"""Who seeks a space: seekers and ideas with what they need (without names), their contact (personal), and what became
of a unit that was proposed to them."""

import pyarrow as pa

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import ChangedMeanwhile, RecordUnknown, SeekerUnknown
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.owners import Noted
from strukturmonitor.register.people import catalogue, clean_entry, note_read, person_parameters, refuse

_CONTACT = ("name", "phone", "email")
_NOBODY = {"full_name": None, "phone": None, "email": None, "source": "person", "legal_basis": "consent"}
_ROW = pa.schema(
    [
        *((name, pa.string()) for name in ("seeker_id", "title", "kind", "floors", "grades", "wanted_use", "note")),
        *((name, pa.float64()) for name in ("min_m2", "max_m2", "rent_limit_eur_m2")),
        *((name, pa.int32()) for name in ("most_steps", "revision")),
        *((name, pa.bool_()) for name in ("is_interim_enough", "is_open")),
        *((name, pa.date32()) for name in ("until", "recorded_on")),
        ("area_ids", pa.list_(pa.string())),
    ]
)


def seekers(
    database: Database, actor: Actor, *, area_id: str | None = None, is_open: bool | None = None
) -> list[dict[str, object]]:
    """Seekers and ideas, the open ones first. Raises NotAllowed."""
    return Reader(database, actor).rows("seekers", area_id=area_id, is_open=is_open)


def seeker(database: Database, actor: Actor, seeker_id: str) -> dict[str, object]:
    """Raises NotAllowed, SeekerUnknown."""
    rows = Reader(database, actor).rows("seekers", seeker_id=seeker_id)
    if not rows:
        raise SeekerUnknown(seeker_id=seeker_id)
    return rows[0]


def contact(
    database: Database, actor: Actor, seeker_id: str, *, noted: Noted | None = None
) -> dict[str, object] | None:
    """Name and contact of a seeker, None where there is none for this actor. Noted in the audit, once per session with
    `noted`. Raises NotAllowed."""
    rows = Reader(database, actor).rows("seeker_contact", seeker_id=seeker_id)
    if not rows:
        return None
    note_read(database, actor, "seeker", seeker_id, noted)
    return rows[0]


def record_seeker(
    database: Database,
    actor: Actor,
    values: dict[str, object],
    *,
    area_ids: list[str],
    person: dict[str, object] | None = None,
    seeker_id: str | None = None,
) -> str:
    """A new seeker or idea; returns its number, the next one unless `seeker_id` says another. Without areas it is for the
    whole city. Raises NotAllowed, ValueInvalid."""
    need = _clean_need(values)
    kept = _clean_contact(person)
    require(actor, "edit_register", frozenset(area_ids))
    with database.transaction("seeker_recorded") as transaction:
        number = transaction.rows("new_seeker_number")[0]
        seeker_id = seeker_id or str(number["seeker_id"])
        row = {
            "seeker_id": seeker_id,
            "area_ids": area_ids,
            "is_open": True,
            "revision": 1,
            "recorded_on": number["today"],
        }
        transaction.insert("seeker", pa.Table.from_pylist([row | need], schema=_ROW))
        if kept:
            transaction.run("put_seeker_contact", seeker_id=seeker_id, **kept)
            note(transaction, actor, "personal_changed", subject="seeker", subject_id=seeker_id)
    return seeker_id


def change_seeker(
    database: Database,
    actor: Actor,
    seeker_id: str,
    revision: int,
    values: dict[str, object],
    *,
    area_ids: list[str],
    is_open: bool = True,
    person: dict[str, object] | None = None,
) -> None:
    """Give a seeker other values; a `person` that is given takes the place of the one kept, an
    empty one deletes it. Raises NotAllowed,
    SeekerUnknown, ValueInvalid, ChangedMeanwhile."""
    need = _clean_need(values)
    kept = _clean_contact(person)
    if person is not None and kept is None:
        kept = _NOBODY
    with database.transaction("seeker_changed") as transaction:
        before = _require_seeker(transaction, actor, seeker_id)
        if int(before["revision"]) != revision:
            raise ChangedMeanwhile
        require(actor, "edit_register", frozenset(area_ids))
        changed = {"area_ids": area_ids, "is_open": is_open, "revision": revision + 1}
        row = {"seeker_id": seeker_id, "recorded_on": before["recorded_on"]} | need | changed
        transaction.run("drop_seeker_row", seeker_id=seeker_id)
        transaction.insert("seeker", pa.Table.from_pylist([row], schema=_ROW))
        if kept is not None:
            transaction.run("put_seeker_contact", seeker_id=seeker_id, **kept)
            note(transaction, actor, "personal_changed", subject="seeker", subject_id=seeker_id)


def decide(database: Database, actor: Actor, seeker_id: str, unit_id: str, values: dict[str, object]) -> None:
    """Say what became of a unit for a seeker; who says no says why. Raises NotAllowed, SeekerUnknown, RecordUnknown,
    ValueInvalid."""
    decided = clean_entry("reuse_match", values)
    if decided["decision"] in catalogue()["declining"] and decided["reason"] is None:
        raise refuse("reuse_match", "reason", "missing")
    with database.transaction("match_decided") as transaction:
        found = transaction.rows("unit_areas", unit_id=unit_id)
        if not found:
            raise RecordUnknown(unit_id=unit_id)
        require(actor, "edit_register", frozenset(found[0]["area_ids"] or ()))
        if not transaction.rows("seeker_to_change", seeker_id=seeker_id):
            raise SeekerUnknown(seeker_id=seeker_id)
        who = {"account_id": actor.account_id, "actor_name": actor.name}
        transaction.run("put_match_decision", seeker_id=seeker_id, unit_id=unit_id, **decided, **who)
        note_change(transaction, actor, unit_id, "match_decided", {"reuse_match": (None, seeker_id)})


def decisions(
    database: Database, actor: Actor, *, seeker_id: str | None = None, unit_id: str | None = None
) -> list[dict[str, object]]:
    """What was decided for a seeker or on a unit. Raises NotAllowed."""
    return Reader(database, actor).rows("match_decisions", seeker_id=seeker_id, unit_id=unit_id)


def _require_seeker(transaction: Transaction, actor: Actor, seeker_id: str) -> dict[str, object]:
    rows = transaction.rows("seeker_to_change", seeker_id=seeker_id)
    if not rows:
        raise SeekerUnknown(seeker_id=seeker_id)
    require(actor, "edit_register", frozenset(rows[0]["area_ids"] or ()))
    return rows[0]


def _clean_need(values: dict[str, object]) -> dict[str, object]:
    need = clean_entry("seeker", values)
    if None not in (need["min_m2"], need["max_m2"]) and need["min_m2"] > need["max_m2"]:
        raise refuse("seeker", "max_m2", "too_small", need["min_m2"])
    return need


def _clean_contact(person: dict[str, object] | None) -> dict[str, object] | None:
    """None where nothing is said of a person; then nothing is asked for either."""
    if person is None or not any(person.get(column) for column in _CONTACT):
        return None
    cleaned = clean_entry("seeker_person", person)
    return person_parameters(cleaned)
