"""The records of the register: read with an actor's rights, changed in one step with everything that belongs to it.

Every write checks the right in the record's areas, says which revision it is based on, and writes each changed field
into the memory (unit_change). Who was overtaken gets both versions back; nothing is overwritten in silence."""

import datetime
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from strukturmonitor.access import Actor, Reader, allowed, require
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import RecordChanged, RecordUnknown, StrukturmonitorError, ValueInvalid
from strukturmonitor.register.changes import Change, from_text, write_changes
from strukturmonitor.register.day import today
from strukturmonitor.register.fields import fields
from strukturmonitor.register.planning import Plan, plan_change

_ARROW = {
    "text": pa.string(),
    "long_text": pa.string(),
    "choice": pa.string(),
    "choices": pa.string(),
    "number": pa.float64(),
    "whole": pa.int32(),
    "date": pa.date32(),
    "flag": pa.bool_(),
}
_PLACE = pa.schema(
    [
        ("unit_id", pa.string()),
        *((name, pa.float64()) for name in ("lon", "lat", "public_lon", "public_lat")),
        ("area_ids", pa.list_(pa.string())),
    ]
)
_EPISODES = pa.schema(
    [
        ("unit_id", pa.string()),
        ("begins_on", pa.date32()),
        ("ends_on", pa.date32()),
        ("state", pa.string()),
        ("vacant_since", pa.date32()),
        ("before", pa.date32()),
        ("vacancy_kind", pa.string()),
        ("vacancy_reason", pa.string()),
    ]
)
_OPENED = ("unit_id", "begins_on", "state", "vacant_since", "vacancy_kind", "vacancy_reason")


@dataclass(frozen=True)
class Record:
    """One record as an actor may see it: `values` has the fields that are for this actor (restricted ones only in
    charge), dates as datetime.date, gaps as None. `origin`: where it comes from."""

    unit_id: str
    revision: int
    values: dict[str, object]
    area_ids: frozenset[str]
    is_in_charge: bool
    is_stock: bool
    merged_into: str | None
    origin: str


@dataclass(frozen=True)
class Conflict:
    """Per field that others changed since the record was opened: its value then (`base`) and now (`theirs`); and what
    the refused save wanted (`mine`)."""

    base: dict[str, object]
    theirs: dict[str, object]
    mine: dict[str, object]
    record: Record
    who: str
    when: datetime.datetime | None


@dataclass
class Outcome:
    """What became of a step over several records."""

    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, StrukturmonitorError] = field(default_factory=dict)


def record(database: Database, actor: Actor, unit_id: str) -> Record:
    """Raises NotAllowed, RecordUnknown."""
    reader = Reader(database, actor)
    rows = reader.rows("register_record", unit_id=unit_id)
    if not rows:
        raise RecordUnknown(unit_id=unit_id)
    restricted = reader.rows("register_record_restricted", unit_id=unit_id)
    return _as_seen(actor, rows[0] | (restricted[0] if restricted else {}))


def save(
    database: Database,
    actor: Actor,
    unit_id: str,
    revision: int,
    changes: dict[str, object],
    *,
    reason: str | None = None,
    on: datetime.date | None = None,
    action: str = "edited",
) -> Record:
    """Give fields of a record other values; `on`: the day from which a new state holds (default: today). Returns the
    record afterwards, also where nothing changed. Raises NotAllowed, RecordUnknown, ValueInvalid, MoveNotAllowed,
    ReasonMissing, PositionOutside, RecordChanged."""
    outcome = save_many(database, actor, {unit_id: (revision, changes)}, reason=reason, on=on, action=action)
    if unit_id in outcome.refused:
        raise outcome.refused[unit_id]
    return record(database, actor, unit_id)


def save_many(
    database: Database,
    actor: Actor,
    wanted: dict[str, tuple[int, dict[str, object]]],
    *,
    reason: str | None = None,
    on: datetime.date | None = None,
    action: str = "edited",
) -> Outcome:
    """The same for several records, unit_id → (revision, changes), in one transaction; what is refused stays as it was,
    with the error that says why."""
    with database.transaction(action) as transaction:
        outcome = apply_changes(transaction, actor, wanted, reason=reason, on=on, action=action)
        transaction.is_void = not outcome.saved
    return outcome


def apply_changes(
    transaction: Transaction,
    actor: Actor,
    wanted: dict[str, tuple[int, dict[str, object]]],
    *,
    reason: str | None = None,
    on: datetime.date | None = None,
    action: str = "edited",
) -> Outcome:
    """The same inside a write that does more; the transaction goes on whatever was refused."""
    require(actor, "edit_register")
    outcome = Outcome()
    found = rows_to_change(transaction, list(wanted))
    plans = []
    for unit_id, (revision, changes) in wanted.items():
        try:
            row = found.get(unit_id)
            if row is None:
                raise RecordUnknown(unit_id=unit_id)
            require(actor, "edit_register", frozenset(row["area_ids"]))
            if int(row["revision"]) != int(revision):
                raise _overtaken(transaction, actor, row, int(revision), changes)
            plan = plan_change(transaction, actor, row, changes, reason=reason, on=on, action=action)
        except StrukturmonitorError as error:
            outcome.refused[unit_id] = error
            continue
        if plan is None:
            outcome.unchanged.append(unit_id)
        else:
            plans.append((row, plan))
            outcome.saved.append(unit_id)
    _write(transaction, actor, plans)
    return outcome


def check(
    database: Database,
    actor: Actor,
    revisions: dict[str, int],
    method: str,
    *,
    on: datetime.date | None = None,
) -> Outcome:
    """«Checked, still as it is»: day and method of the last check of several records, unit_id → revision."""
    day = on or today(database)
    changes = {"last_checked_on": day, "check_method": method}
    wanted = {unit_id: (revision, changes) for unit_id, revision in revisions.items()}
    return save_many(database, actor, wanted, action="checked")


def create(
    database: Database,
    actor: Actor,
    values: dict[str, object],
) -> Record:
    """A new record; `values` need an address, and may say a state (default: reported) that holds from today. Raises
    NotAllowed, ValueInvalid, PositionOutside."""
    with database.transaction("created") as transaction:
        unit_id = add_record(transaction, actor, values)
    return record(database, actor, unit_id)


def add_record(
    transaction: Transaction,
    actor: Actor,
    values: dict[str, object],
    *,
    reason: str | None = None,
) -> str:
    """The same inside a write that does more; returns the number of the record."""
    require(actor, "edit_register")
    unit_id = f"U-{transaction.rows('new_unit_numbers', count=1)[0]['number']:05d}"
    row = _empty_row(transaction, unit_id)
    wanted = {"state": "reported", "address": None, "is_sensitive": False, "is_since_about": False} | values
    plan = plan_change(transaction, actor, row, wanted, reason=reason, on=None, action="created")
    if plan is None:
        raise ValueInvalid(field="address", reason="missing", limit="–")
    transaction.insert(
        "unit",
        pd.DataFrame(
            {"unit_id": [unit_id], "address": [plan.row["address"]], "area_ids": [[]], "is_sensitive": [False],
             "origin": ["counted"]}
        ),
    )  # fmt: skip
    _write(transaction, actor, [(row, plan)])
    return unit_id


def retire(transaction: Transaction, actor: Actor, unit_id: str, into: str, *, reason: str | None = None) -> None:
    """Take a record out of the stock because `into` is the same unit. Raises NotAllowed, RecordUnknown."""
    row = rows_to_change(transaction, [unit_id]).get(unit_id)
    if row is None:
        raise RecordUnknown(unit_id=unit_id)
    require(actor, "edit_register", frozenset(row["area_ids"]))
    transaction.run("retire_unit", unit_id=unit_id, into=into)
    write_changes(
        transaction, actor, [Change(unit_id, int(row["revision"]) + 1, "merged_into", None, into, "merged", reason)]
    )


def rows_to_change(transaction: Transaction, unit_ids: list[str]) -> dict[str, dict[str, object]]:
    """The records as `plan_change` wants them, by unit_id; what does not exist is left out."""
    rows = transaction.rows("records_to_change", unit_ids=unit_ids)
    return {str(row["unit_id"]): row for row in rows}


def _empty_row(transaction: Transaction, unit_id: str) -> dict[str, object]:
    day = transaction.rows("next_change_set")[0]["today"]
    row: dict[str, object] = dict.fromkeys((*fields(), "public_lon", "public_lat", "last_ended_on"))
    return row | {"unit_id": unit_id, "revision": 0, "area_ids": [], "today": day, "is_sensitive": False}


def _as_seen(actor: Actor, row: dict[str, object]) -> Record:
    areas = frozenset(row["area_ids"])
    sees_restricted = allowed(actor, "read_restricted", areas)
    values = {
        name: row[name] for name, known in fields().items() if known.visibility != "restricted" or sees_restricted
    }
    return Record(
        str(row["unit_id"]),
        int(row["revision"]),
        values,
        areas,
        allowed(actor, "edit_register", areas),
        row["state"] is not None,
        row["merged_into"],
        str(row["origin"]),
    )


def _overtaken(
    transaction: Transaction, actor: Actor, row: dict[str, object], revision: int, mine: dict[str, object]
) -> RecordChanged:
    seen = _as_seen(actor, row)
    since = transaction.rows("changes_since", unit_id=seen.unit_id, revision=revision)
    since = [each for each in since if each["field"] in seen.values]
    base = {each["field"]: from_text(each["field"], each["old_value"]) for each in since}
    last = max(since, key=lambda each: each["changed_at"], default={"changed_by": "–", "changed_at": None})
    who, when = last["changed_by"], last["changed_at"]
    conflict = Conflict(base, {name: seen.values[name] for name in base}, dict(mine), seen, who, when)
    return RecordChanged(conflict, unit_id=seen.unit_id, who=who, when=when)


def _write(transaction: Transaction, actor: Actor, plans: list[tuple[dict[str, object], Plan]]) -> None:
    if not plans:
        return
    columns = {name: known for name, known in fields().items() if known.place == "unit" or name == "checked_by"}
    schema = pa.schema(
        [("unit_id", pa.string()), ("revision", pa.int32()), *((n, _ARROW[k.type]) for n, k in columns.items())]
    )
    transaction.run("update_units", frame=_frame([plan.row for _, plan in plans], schema))
    moved = [plan.row for _, plan in plans if plan.is_moved]
    if moved:
        transaction.run("move_units", frame=_frame(moved, _PLACE))
    _write_episodes(transaction, plans)
    write_changes(transaction, actor, [change for _, plan in plans for change in plan.changes])


def _write_episodes(transaction: Transaction, plans: list[tuple[dict[str, object], Plan]]) -> None:
    """A new state ends the present episode the day before and opens another; on the episode's own first day, and where
    only its other values change, it is changed itself."""
    ended, opened, changed, corrected = [], [], [], []
    for row, plan in plans:
        if not plan.is_episode_changed or plan.row["state"] is None:
            continue
        begins_on = row["state_since"]
        after = plan.row | {"begins_on": begins_on, "before": row["vacant_since"]}
        if plan.opens_on is None or plan.opens_on == begins_on:
            changed.append(after)
            if plan.row["vacant_since"] != row["vacant_since"] and None not in (row["vacant_since"], begins_on):
                corrected.append(after)
            continue
        if begins_on is not None:
            ended.append(after | {"ends_on": plan.opens_on - datetime.timedelta(days=1)})
        opened.append(after | {"begins_on": plan.opens_on})
    for name, rows in (
        ("change_episodes", changed),
        ("correct_vacant_since", corrected),
        ("end_episodes", ended),
    ):
        if rows:
            transaction.run(name, frame=_frame(rows, _EPISODES))
    if opened:
        transaction.insert("occupancy", _frame(opened, _EPISODES).select(_OPENED))


def _frame(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)
