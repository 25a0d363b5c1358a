"""What was typed into the table and is not saved yet: it outlives paging, sorting, other filters and a refused save."""

import datetime
from dataclasses import dataclass, field

import streamlit as st

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import MoveNotAllowed, RecordChanged, RecordUnknown, StrukturmonitorError, ValueInvalid
from strukturmonitor.register import Outcome, clean, fields, moves, needs_reason, save_many
from strukturmonitor.register.changes import as_text
from strukturmonitor.ui import session


@dataclass
class Draft:
    """Changes to one record. `base`: the values they were typed over, as of `revision`; `error`: why the last save was
    refused."""

    unit_id: str
    title: str
    revision: int
    base: dict[str, object] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)
    reason: str | None = None
    error: StrukturmonitorError | None = None


@dataclass
class Drafts:
    """All of one session. `generation` grows when the table must forget what it holds itself."""

    of: dict[str, Draft] = field(default_factory=dict)
    picked: set[str] = field(default_factory=set)
    generation: int = 0

    @property
    def changes(self) -> int:
        return sum(len(draft.changes) for draft in self.of.values())

    def type(
        self, unit_id: str, title: str, revision: int, values: dict[str, object], name: str, typed: object
    ) -> None:
        """A cell was given another value; typing the old one again takes the change back. `values`: the row as it is in
        the register. What cannot be kept stays as typed and is named before the save."""
        draft = self.of.setdefault(unit_id, Draft(unit_id, title, revision))
        before = draft.base.setdefault(name, values.get(name))
        try:
            value = clean(fields()[name], typed)
        except ValueInvalid:
            value = typed
        if value == before or (value in (None, False) and before in (None, False)):
            draft.changes.pop(name, None)
            draft.base.pop(name, None)
        else:
            draft.changes[name] = value
        draft.error = draft.error if isinstance(draft.error, RecordChanged) else None
        if not draft.changes:
            del self.of[unit_id]

    def drop(self, unit_ids: list[str]) -> None:
        """Forget changes, because they are saved or not wanted any more."""
        for unit_id in unit_ids:
            self.of.pop(unit_id, None)
        self.generation += 1

    def follow(self, unit_id: str, before: int, now: int) -> None:
        """The same person changed the record elsewhere on the page: what is typed goes on from there."""
        if unit_id in self.of and self.of[unit_id].revision == before:
            self.of[unit_id].revision = now

    def save(
        self,
        database: Database,
        actor: Actor,
        unit_ids: list[str],
        reason: str | None,
        on: datetime.date | None = None,
    ) -> Outcome:
        """Save these; what is refused stays, with its reason. `on`: day from which new states hold. Raises NotAllowed, ChangedMeanwhile, DiskFull."""
        wanted = {unit_id: (self.of[unit_id].revision, dict(self.of[unit_id].changes)) for unit_id in unit_ids}
        outcome = save_many(database, actor, wanted, reason=reason, on=on)
        for unit_id, error in outcome.refused.items():
            self.of[unit_id].error = error
            self.of[unit_id].reason = reason
        self.drop([*outcome.saved, *outcome.unchanged])
        return outcome


def drafts() -> Drafts:
    """Those of this session."""
    return st.session_state.setdefault(session.DRAFTS, Drafts())


def problem(draft: Draft, name: str) -> StrukturmonitorError | None:
    """What a save would say of one change, as far as the change alone tells."""
    value = draft.changes[name]
    try:
        clean(fields()[name], value)
    except ValueInvalid as error:
        return error
    if name == "state" and value not in moves(_state(draft)):
        return MoveNotAllowed(before=_state(draft), after=value)
    return None


def wants_reason(draft: Draft) -> bool:
    """Whether the change has to say why."""
    return "state" in draft.changes and needs_reason(_state(draft), str(draft.changes["state"]))


def is_lost(draft: Draft) -> bool:
    """Whether there is nothing any more that the changes could be saved to."""
    return isinstance(draft.error, RecordUnknown)


def _state(draft: Draft) -> str | None:
    return as_text(draft.base.get("state"))
