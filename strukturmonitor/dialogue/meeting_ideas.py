"""Ideas of a meeting: many are added at once while people speak; each is changed for itself, so that two people at two
tables do not stand in each other's way."""

import dataclasses
import secrets
from dataclasses import dataclass, field

import pyarrow as pa

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.dialogue import meeting_values as values
from strukturmonitor.dialogue.meeting_keeping import areas_around
from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meetings import RIGHT
from strukturmonitor.errors import IdeaChanged, IdeaUnknown, MeetingUnknown, MeetingValueWrong, StrukturmonitorError
from strukturmonitor.register.places import areas_at

_ID_BYTES = 6
_ANSWERS = ("status", "answer", "reason", "measure_id")
_SCHEMA = pa.schema(
    [
        ("idea_id", pa.string()),
        ("meeting_id", pa.string()),
        ("revision", pa.int32()),
        ("idea_number", pa.int32()),
        ("text", pa.string()),
        ("theme", pa.string()),
        ("field_of_action", pa.string()),
        ("group_id", pa.string()),
        ("area_id", pa.string()),
        ("place", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("weight", pa.int32()),
        ("weighed_by", pa.string()),
        ("status", pa.string()),
        ("answer", pa.string()),
        ("reason", pa.string()),
        ("measure_id", pa.string()),
        ("answered_on", pa.date32()),
        ("changed_at", pa.timestamp("us")),
        ("changed_by_account_id", pa.string()),
        ("area_ids", pa.list_(pa.string())),
    ]
)


@dataclass(frozen=True)
class Said:
    """What is known of an idea when it is written down. Names as of meetings.Idea."""

    text: str
    theme: str | None = None
    field_of_action: str | None = None
    group_id: str | None = None
    area_id: str | None = None
    place: str | None = None
    lon: float | None = None
    lat: float | None = None
    weight: int | None = None
    weighed_by: str | None = None


CHANGEABLE = (*(each.name for each in dataclasses.fields(Said)), *_ANSWERS)


@dataclass
class Outcome:
    """What became of a step over several ideas, by idea_id."""

    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, StrukturmonitorError] = field(default_factory=dict)


def add_ideas(database: Database, actor: Actor, meeting_id: str, said: list[Said]) -> list[str]:
    """Write ideas down behind the others; empty ones are left out. Returns their ids.
    Raises NotAllowed, MeetingUnknown, MeetingValueWrong, AreaUnknown."""
    require(actor, RIGHT)
    with database.transaction("meeting") as transaction:
        meeting, known = _meeting(transaction, meeting_id)
        number = max((row["idea_number"] for row in known.values()), default=0)
        rows = []
        for one in said:
            if not (one.text or "").strip():
                continue
            number += 1
            row = dict.fromkeys(_SCHEMA.names) | dataclasses.asdict(one)
            row |= {"idea_id": secrets.token_hex(_ID_BYTES), "meeting_id": meeting_id, "idea_number": number}
            row |= {"revision": 1, "status": rules().statuses[0]}
            rows.append(_checked(transaction, actor, meeting, row))
        if len(known) + len(rows) > rules().most["ideas"]:
            raise MeetingValueWrong(field="ideas", reason="too_many", limit=rules().most["ideas"])
        transaction.is_void = not rows
        _insert(transaction, rows)
    return [row["idea_id"] for row in rows]


def change_ideas(
    database: Database, actor: Actor, meeting_id: str, wanted: dict[str, tuple[int, dict[str, object]]]
) -> Outcome:
    """Give ideas other values: idea_id → (the revision it was based on, {name: value}), names of CHANGEABLE. What is refused
    stays as it was, with the error that says why. Raises NotAllowed, MeetingUnknown."""
    require(actor, RIGHT)
    outcome = Outcome()
    with database.transaction("meeting") as transaction:
        meeting, known = _meeting(transaction, meeting_id)
        rows = []
        for idea_id, (revision, changes) in wanted.items():
            before = known.get(idea_id)
            try:
                if before is None:
                    raise IdeaUnknown
                if before["revision"] != revision:
                    raise IdeaChanged(
                        number=before["idea_number"], who=before["changed_by"] or "–", when=before["changed_at"]
                    )
                after = _changed(transaction, actor, meeting, before, changes)
            except StrukturmonitorError as error:
                outcome.refused[idea_id] = error
                continue
            if after is None:
                outcome.unchanged.append(idea_id)
            else:
                rows.append(after)
                outcome.saved.append(idea_id)
        transaction.is_void = not rows
        if rows:
            transaction.run("drop_ideas", idea_ids=outcome.saved)
            _insert(transaction, rows)
    return outcome


def remove_ideas(database: Database, actor: Actor, meeting_id: str, wanted: dict[str, int]) -> Outcome:
    """Delete ideas for good: idea_id → the revision that was seen. Raises NotAllowed, MeetingUnknown."""
    require(actor, RIGHT)
    outcome = Outcome()
    with database.transaction("meeting") as transaction:
        _, known = _meeting(transaction, meeting_id)
        for idea_id, revision in wanted.items():
            row = known.get(idea_id)
            if row is None:
                outcome.unchanged.append(idea_id)
            elif row["revision"] != revision:
                outcome.refused[idea_id] = IdeaChanged(
                    number=row["idea_number"], who=row["changed_by"] or "–", when=row["changed_at"]
                )
            else:
                outcome.saved.append(idea_id)
        transaction.is_void = not outcome.saved
        transaction.run("drop_ideas", idea_ids=outcome.saved)
    return outcome


def _meeting(transaction: Transaction, meeting_id: str) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    found = transaction.rows("meeting_to_change", meeting_id=meeting_id)
    if not found:
        raise MeetingUnknown
    ideas = transaction.rows("meeting_ideas_to_change", meeting_id=meeting_id)
    return found[0], {str(row["idea_id"]): row for row in ideas}


def _changed(
    transaction: Transaction,
    actor: Actor,
    meeting: dict[str, object],
    before: dict[str, object],
    changes: dict[str, object],
) -> dict[str, object] | None:
    """The idea with the changes; None where nothing is different."""
    row = {name: before[name] for name in _SCHEMA.names} | {n: v for n, v in changes.items() if n in CHANGEABLE}
    if "weight" in changes and "weighed_by" not in changes:
        row["weighed_by"] = "typed"
    if row["status"] not in rules().with_reason:
        row["reason"] = None  # the reason belongs to the refusal
    after = _checked(transaction, actor, meeting, row)
    if all(after[name] == before[name] for name in CHANGEABLE):
        return None
    if any(after[name] != before[name] for name in _ANSWERS):
        after["answered_on"] = meeting["today"]
    return after | {"revision": before["revision"] + 1}


def _checked(
    transaction: Transaction, actor: Actor, meeting: dict[str, object], row: dict[str, object]
) -> dict[str, object]:
    text, choice = values.text, values.choice
    lon, lat = values.point(row["lon"], row["lat"])
    status = choice("status", row["status"], rules().statuses, is_required=True)
    weight = values.whole("weight", row["weight"], rules().most_weight)
    area_id = row["area_id"] or None
    return row | {
        "text": text("text", row["text"], longest="text", is_required=True, is_long=True),
        "theme": choice("theme", row["theme"], rules().themes),
        "field_of_action": choice("field_of_action", row["field_of_action"], rules().fields_of_action),
        "group_id": row["group_id"] or None,
        "area_id": area_id,
        "place": text("place", row["place"], longest="place"),
        "lon": lon,
        "lat": lat,
        "weight": weight,
        "weighed_by": None if weight is None else (row["weighed_by"] or "typed"),
        "status": status,
        "answer": text("answer", row["answer"], longest="answer", is_long=True),
        "reason": text("reason", row["reason"], longest="answer", is_required=status in rules().with_reason, is_long=True),
        "measure_id": row["measure_id"] or None,
        "area_ids": _areas(transaction, meeting, area_id, lon, lat),
        "changed_at": utc_now(),
        "changed_by_account_id": actor.account_id,
    }  # fmt: skip


def _areas(
    transaction: Transaction, meeting: dict[str, object], area_id: str | None, lon: float | None, lat: float | None
) -> list[str]:
    if lon is None or lat is None:
        return areas_around(transaction, area_id or meeting["area_id"])
    found = areas_at(transaction, lon, lat)
    if not found:
        raise MeetingValueWrong(field="point", reason="outside", limit="–")
    return found


def _insert(transaction: Transaction, rows: list[dict[str, object]]) -> None:
    if rows:
        transaction.insert("meeting_idea", pa.Table.from_pylist(rows, schema=_SCHEMA))
