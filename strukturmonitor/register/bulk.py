"""The same change to many records: looked at first, with exactly the checks of the save, then made."""

import datetime
from dataclasses import dataclass

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordUnknown, StrukturmonitorError
from strukturmonitor.register.planning import plan_change
from strukturmonitor.register.records import Outcome, rows_to_change, save_many


@dataclass(frozen=True)
class Preview:
    """What a change to many records would do. `revisions`: those it would change, each as it was looked at;
    `unchanged`: those that have the value already; `refused`: the others, with the error that says why."""

    changes: dict[str, object]
    reason: str | None
    on: datetime.date | None
    action: str
    revisions: dict[str, int]
    unchanged: tuple[str, ...]
    refused: dict[str, StrukturmonitorError]


def preview(
    database: Database,
    actor: Actor,
    unit_ids: list[str],
    changes: dict[str, object],
    *,
    reason: str | None = None,
    on: datetime.date | None = None,
    action: str = "edited",
) -> Preview:
    """What would become of the records; nothing is written. Raises NotAllowed."""
    require(actor, "edit_register")
    revisions, unchanged, refused = {}, [], {}
    with database.transaction() as transaction:
        rows = rows_to_change(transaction, unit_ids)
        for unit_id in unit_ids:
            row = rows.get(unit_id)
            try:
                if row is None:
                    raise RecordUnknown(unit_id=unit_id)
                plan = plan_change(transaction, actor, row, changes, reason=reason, on=on, action=action)
            except StrukturmonitorError as error:
                refused[unit_id] = error
                continue
            if plan is None:
                unchanged.append(unit_id)
            else:
                revisions[unit_id] = int(row["revision"])
    return Preview(dict(changes), reason, on, action, revisions, tuple(unchanged), refused)


def carry_out(database: Database, actor: Actor, looked_at: Preview) -> Outcome:
    """Make the change that was looked at. A record that somebody changed since then is refused. Raises NotAllowed."""
    wanted = {unit_id: (revision, looked_at.changes) for unit_id, revision in looked_at.revisions.items()}
    return save_many(database, actor, wanted, reason=looked_at.reason, on=looked_at.on, action=looked_at.action)
