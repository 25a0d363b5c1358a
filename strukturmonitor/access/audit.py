"""The audit: what was done besides changing records. Personal values never stand in it."""

from strukturmonitor.access.guard import Actor
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Transaction

_LONGEST_DETAIL = 500


def note(
    transaction: Transaction,
    actor: Actor,
    action: str,
    *,
    subject: str | None = None,
    subject_id: str | None = None,
    detail: str | None = None,
) -> None:
    """Write one event. `action` has its words under `audit.<action>`; `subject` is the kind of the thing (unit, owner,
    account, …) and `subject_id` its number."""
    transaction.run(
        "add_audit_event",
        happened_at=utc_now(),
        account_id=actor.account_id,
        actor_name=actor.name,
        role=actor.role,
        action=action,
        subject=subject,
        subject_id=subject_id,
        detail=None if detail is None else detail[:_LONGEST_DETAIL],
    )
