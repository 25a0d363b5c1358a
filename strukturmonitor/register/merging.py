"""Two records of one shop unit become one: the kept one takes over values, photos, owners, talks and reports; the other
one leaves the stock and points to it. Both histories and episodes stay."""

from dataclasses import dataclass

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordUnknown
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.fields import Field, fields
from strukturmonitor.register.records import Record, apply_changes, record, retire

# Settled by the record itself: the state is a matter of episodes, and who checked goes with the check.
_NOT_CHOSEN = ("state", "state_since", "checked_by")


@dataclass(frozen=True)
class Choice:
    """A field in which two records differ; `kept` is the value proposed: the known one, else that of the kept record."""

    field: Field
    kept: object
    dropped: object
    takes_dropped: bool


def differing(kept: Record, dropped: Record) -> list[Choice]:
    """The fields in which two records differ, in the order of the form. The later check is proposed; for all others the
    kept record's value, unless it has none."""
    later = _is_later(dropped, kept)
    return [
        Choice(
            field,
            kept.values[name],
            dropped.values[name],
            later if name in ("last_checked_on", "check_method") else kept.values[name] is None,
        )
        for name, field in fields().items()
        if name not in _NOT_CHOSEN
        and name in kept.values
        and name in dropped.values
        and dropped.values[name] not in (None, kept.values[name])
    ]


def merge(
    database: Database,
    actor: Actor,
    kept: tuple[str, int],
    dropped: tuple[str, int],
    changes: dict[str, object],
    *,
    reason: str | None = None,
) -> Record:
    """Make one record of two, in one step. `kept` and `dropped`: number and revision as they were looked at; `changes`:
    values the kept record takes over. Raises NotAllowed, RecordUnknown, RecordChanged, ValueInvalid, PositionOutside."""
    (kept_id, kept_revision), (dropped_id, dropped_revision) = kept, dropped
    if kept_id == dropped_id:  # it would leave the stock and point to itself
        raise RecordUnknown(unit_id=dropped_id)
    with database.transaction("merged") as transaction:
        # An empty change checks right and revision of the record that goes.
        wanted = {kept_id: (kept_revision, changes), dropped_id: (dropped_revision, {})}
        outcome = apply_changes(transaction, actor, wanted, reason=reason, action="merged")
        for error in outcome.refused.values():
            raise error
        transaction.run("merge_links", kept_id=kept_id, dropped_id=dropped_id)
        retire(transaction, actor, dropped_id, kept_id, reason=reason)
        note_change(transaction, actor, kept_id, "merged", {"merged": (None, dropped_id)}, reason=reason)
    return record(database, actor, kept_id)


def _is_later(one: Record, other: Record) -> bool:
    day, others = one.values.get("last_checked_on"), other.values.get("last_checked_on")
    return day is not None and (others is None or day > others)
