"""The memory of the register: what is written down about every change, and what a person who was overtaken is shown."""

import datetime
from dataclasses import dataclass

import pyarrow as pa

from strukturmonitor.access import Actor
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Transaction
from strukturmonitor.register.fields import fields

_SCHEMA = pa.schema(
    [
        ("change_set", pa.int64()),
        ("unit_id", pa.string()),
        ("revision", pa.int32()),
        ("field", pa.string()),
        ("old_value", pa.string()),
        ("new_value", pa.string()),
        ("is_personal", pa.bool_()),
        ("action", pa.string()),
        ("reason", pa.string()),
        ("changed_at", pa.timestamp("us")),
        ("changed_on", pa.date32()),
        ("account_id", pa.string()),
        ("actor_name", pa.string()),
        ("role", pa.string()),
    ]
)


@dataclass(frozen=True)
class Change:
    """One field of one record that got another value. `action`: created, edited, checked, merged, …"""

    unit_id: str
    revision: int
    field: str
    old: object
    new: object
    action: str
    reason: str | None = None
    is_personal: bool = False


def write_changes(transaction: Transaction, actor: Actor, changes: list[Change]) -> None:
    """Write changes of one step. Personal values are left out: history only says that they changed."""
    if not changes:
        return
    step = transaction.rows("next_change_set")[0]
    shared = {
        "change_set": step["change_set"],
        "changed_at": utc_now(),
        "changed_on": step["today"],
        "account_id": actor.account_id,
        "actor_name": actor.name,
        "role": actor.role,
    }
    rows = [
        {
            "unit_id": change.unit_id,
            "revision": change.revision,
            "field": change.field,
            "old_value": None if change.is_personal else as_text(change.old),
            "new_value": None if change.is_personal else as_text(change.new),
            "is_personal": change.is_personal,
            "action": change.action,
            "reason": change.reason,
            **shared,
        }
        for change in changes
    ]
    transaction.insert("unit_change", pa.Table.from_pylist(rows, schema=_SCHEMA))


def note_change(
    transaction: Transaction,
    actor: Actor,
    unit_id: str,
    action: str,
    changes: dict[str, tuple[object, object]],
    *,
    reason: str | None = None,
    is_personal: bool = False,
) -> None:
    """Write down what happened to a part of a record (a photo, an owner, a talk): part → (old, new). The revision stays:
    whoever has the record open may still save."""
    found = transaction.rows("records_to_change", unit_ids=[unit_id])
    revision = found[0]["revision"] if found else 0
    write_changes(
        transaction,
        actor,
        [
            Change(unit_id, revision, field, old, new, action, reason, is_personal)
            for field, (old, new) in changes.items()
        ],
    )


def as_text(value: object) -> str | None:
    """A value as the memory keeps it: dates as 2026-09-30, flags as true and false."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def from_text(name: str, text: str | None) -> object:
    """The value a text of the memory stands for, in the type of its field."""
    field = fields().get(name)
    if text is None or field is None:
        return text
    if field.type == "flag":
        return text == "true"
    if field.type == "whole":
        return int(float(text))
    if field.type == "number":
        return float(text)
    return datetime.date.fromisoformat(text[:10]) if field.type == "date" else text
