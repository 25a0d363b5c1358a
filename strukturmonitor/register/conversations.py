"""The log of a unit: talks with owners (personal), advice given, and links to documents that lie elsewhere."""

from strukturmonitor.access import Actor, Reader
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import ChangedMeanwhile
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.owners import Noted, require_owner_of, unit_in_charge
from strukturmonitor.register.people import clean_entry, note_read, refuse

NO_STEP = "none"


def talks(database: Database, actor: Actor, unit_id: str, *, noted: Noted | None = None) -> list[dict[str, object]]:
    """Talks about a unit, the newest first. Noted in the audit, once per session with `noted`. Raises NotAllowed."""
    rows = Reader(database, actor).rows("conversations_of_unit", unit_id=unit_id)
    if rows:
        note_read(database, actor, "conversation", unit_id, noted)
    return rows


def add_talk(
    database: Database, actor: Actor, unit_id: str, values: dict[str, object], *, owner_id: str | None = None
) -> None:
    """Keep a talk. Its next step takes the place of those agreed before with the same owner. Raises NotAllowed,
    RecordUnknown, OwnerUnknown (also for who never owned the unit), ValueInvalid."""
    talk = clean_entry("conversation", values)
    with database.transaction("conversation_added") as transaction:
        today = unit_in_charge(transaction, actor, unit_id)
        if owner_id is not None:
            require_owner_of(transaction, actor, unit_id, owner_id)
        if talk["held_on"] > today:
            raise refuse("conversation", "held_on", "too_late", today)
        if talk["next_on"] is not None and talk["next_step"] == NO_STEP:
            raise refuse("conversation", "next_step", "missing")
        if talk["next_on"] is not None and talk["next_on"] < talk["held_on"]:
            raise refuse("conversation", "next_on", "too_early", talk["held_on"])
        transaction.run("close_earlier_steps", unit_id=unit_id, owner_id=owner_id)
        transaction.run(
            "add_conversation",
            unit_id=unit_id,
            owner_id=owner_id,
            account_id=actor.account_id,
            actor_name=actor.name,
            **talk,
        )
        note_change(transaction, actor, unit_id, "talk_added", {"conversation": (None, None)}, is_personal=True)


def finish_step(database: Database, actor: Actor, conversation_id: int) -> None:
    """Say that the next step agreed in a talk was done. Raises NotAllowed, ChangedMeanwhile."""
    with database.transaction("step_done") as transaction:
        unit_id = _unit_of(transaction, actor, "conversation_to_change", conversation_id=conversation_id)
        transaction.run("close_next_step", conversation_id=conversation_id)
        note_change(transaction, actor, unit_id, "step_done", {"conversation": (None, None)}, is_personal=True)


def drop_talk(database: Database, actor: Actor, conversation_id: int) -> None:
    """Delete a talk. Raises NotAllowed, ChangedMeanwhile."""
    with database.transaction("conversation_dropped") as transaction:
        unit_id = _unit_of(transaction, actor, "conversation_to_change", conversation_id=conversation_id)
        transaction.run("drop_conversation", conversation_id=conversation_id)
        note(transaction, actor, "personal_deleted", subject="conversation", subject_id=unit_id)
        note_change(transaction, actor, unit_id, "talk_dropped", {"conversation": (None, None)}, is_personal=True)


def advice(database: Database, actor: Actor, unit_id: str) -> list[dict[str, object]]:
    """Advice given on a unit, the newest first. Raises NotAllowed."""
    return Reader(database, actor).rows("advice_of_unit", unit_id=unit_id)


def add_advice(database: Database, actor: Actor, unit_id: str, values: dict[str, object]) -> None:
    """Keep an advice. Raises NotAllowed, RecordUnknown, ValueInvalid."""
    given = clean_entry("advice", values)
    with database.transaction("advice_added") as transaction:
        today = unit_in_charge(transaction, actor, unit_id)
        if given["given_on"] > today:
            raise refuse("advice", "given_on", "too_late", today)
        transaction.run("add_advice", unit_id=unit_id, **given)
        note_change(transaction, actor, unit_id, "advice_added", {"advice": (None, None)}, is_personal=True)


def links(database: Database, actor: Actor, unit_id: str) -> list[dict[str, object]]:
    """Documents of a unit that lie elsewhere. Raises NotAllowed."""
    return Reader(database, actor).rows("links_of_unit", unit_id=unit_id)


def add_link(database: Database, actor: Actor, unit_id: str, values: dict[str, object]) -> None:
    """Keep a link (https only). Raises NotAllowed, RecordUnknown, ValueInvalid."""
    link = clean_entry("unit_link", values)
    with database.transaction("link_added") as transaction:
        unit_in_charge(transaction, actor, unit_id)
        transaction.run("add_unit_link", unit_id=unit_id, **link)
        note_change(transaction, actor, unit_id, "link_added", {"unit_link": (None, None)})


def drop_link(database: Database, actor: Actor, link_id: int) -> None:
    """Delete a link. Raises NotAllowed, ChangedMeanwhile."""
    with database.transaction("link_dropped") as transaction:
        unit_id = _unit_of(transaction, actor, "link_to_change", link_id=link_id)
        transaction.run("drop_unit_link", link_id=link_id)
        note_change(transaction, actor, unit_id, "link_dropped", {"unit_link": (None, None)})


def _unit_of(transaction: Transaction, actor: Actor, query: str, **key: object) -> str:
    """The unit that a talk or link hangs on, if the actor is in charge of it."""
    rows = transaction.rows(query, **key)
    if not rows:
        raise ChangedMeanwhile
    unit_id = str(rows[0]["unit_id"])
    unit_in_charge(transaction, actor, unit_id)
    return unit_id
