"""The history of a record as a story: who changed what and when, from which value to which, and why."""

import datetime
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.database import Database
from strukturmonitor.register.changes import from_text
from strukturmonitor.register.fields import fields
from strukturmonitor.register.walks import METHOD
from strukturmonitor.register.words import field_label, value_words
from strukturmonitor.texts import Texts

_POSITION = ("lon", "lat")
_TOLD_BY_OTHERS = ("checked_by", "state_since")  # who and when stand at the head of the chapter already
_LONGEST_VALUE = 160
_HAPPENED = {  # last word of an action: what happened to the part it is about
    "added": "added", "linked": "added", "dropped": "removed", "removed": "removed", "done": "done"
}  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """What happened in one step. `head`: who and what kind of step; `sentences`: one per field; `fields`: their names;
    `other_unit`: number of a record that was merged into this one and to which it happened."""

    on: datetime.date
    head: str
    sentences: tuple[str, ...]
    fields: frozenset[str]
    reason: str | None
    other_unit: str | None


def story(database: Database, actor: Actor, texts: Texts, unit_id: str) -> list[Chapter]:
    """All chapters of a record and of those merged into it, the newest first; the last one tells where it comes from.
    Personal values are in no chapter, restricted ones only for who is in charge. Raises NotAllowed."""
    reader = Reader(database, actor)
    changes = reader.read("record_changes", unit_id=unit_id)
    if allowed(actor, "read_restricted"):
        hidden = reader.read("record_changes_restricted", unit_id=unit_id).set_index("change_id")
        shown = changes["change_id"].isin(hidden.index)
        for column in ("old_value", "new_value"):
            changes.loc[shown, column] = changes.loc[shown, "change_id"].map(hidden[column])
        changes.loc[shown, "is_hidden"] = False
    chapters = [_chapter(texts, step, unit_id) for _, step in changes.groupby("change_set", sort=False)]
    return chapters + _beginning(texts, reader.read("record_beginning", unit_id=unit_id), changes)


def _chapter(texts: Texts, step: pd.DataFrame, unit_id: str) -> Chapter:
    first = step.iloc[0]
    rows = list(step.itertuples(index=False))
    named = {row.field: row for row in rows}
    sentences = [_position(texts, named)] if set(_POSITION) & named.keys() else []
    sentences += [_sentence(texts, row) for row in rows if row.field not in (*_POSITION, *_TOLD_BY_OTHERS)]
    other = next((row.unit_id for row in rows if row.unit_id != unit_id), None)
    return Chapter(
        first["changed_on"].date(),
        _head(texts, first, is_survey=_is_survey(named)),
        tuple(dict.fromkeys(sentences)),
        frozenset(named),
        first["reason"] if isinstance(first["reason"], str) else None,
        other,
    )


def _is_survey(named: dict[str, tuple]) -> bool:
    """Whether the step made a record of what somebody saw on a walk."""
    check = named.get("check_method")
    return check is not None and check.action == "created" and check.new_value == METHOD


def _head(texts: Texts, row: pd.Series, *, is_survey: bool) -> str:
    who = row["actor_name"] if isinstance(row["actor_name"], str) else texts(f"story.role.{row['role']}")
    key = f"story.action.{'surveyed' if is_survey else row['action']}"
    if row["action"] == "imported" and isinstance(row["file_name"], str):
        return texts("story.imported_file", who=who, file=row["file_name"])
    return texts(key if texts.has(key) else "story.action.edited", who=who)


def _sentence(texts: Texts, row: tuple) -> str:
    """«Stufen am Eingang: von 2 auf 0.»"""
    label = _label(texts, row.field)
    if row.is_hidden:
        return texts(f"story.part.{_happened(row) or 'changed'}", field=label)
    old, new = (_words(texts, row.field, value) for value in (row.old_value, row.new_value))
    if row.field not in fields():
        return _part(texts, row, label, old, new)
    if fields()[row.field].type == "flag":
        return texts("story.set", field=label, new=new or texts("register.no"))
    if old is None:
        return texts("story.set", field=label, new=new)
    if new is None:
        return texts("story.cleared", field=label, old=old)
    return texts("story.changed", field=label, old=old, new=new)


def _part(texts: Texts, row: tuple, label: str, old: str | None, new: str | None) -> str:
    """A photo, an owner, a talk: what came, went or changed, as far as it may be told."""
    if row.field == "photo_is_public":
        return texts("story.photo_released" if row.new_value == "true" else "story.photo_taken_back")
    if row.field == "merged_into":
        return texts("story.merged_into", unit=new)
    if row.field == "merged":
        return texts("story.merged", unit=new)
    if old is not None and new is not None:
        return texts("story.changed", field=label, old=old, new=new)
    told = new if new is not None else old
    if told is not None:
        return texts("story.part", field=label, value=told)
    return (
        texts(f"story.part.{happened}", field=label)
        if (happened := _happened(row))
        else texts("story.part_only", field=label)
    )


def _happened(row: tuple) -> str | None:
    """Whether a part of the record came, went or was done, as its action says; None where it only changed."""
    return None if row.field in fields() else _HAPPENED.get(row.action.rpartition("_")[2])


def _position(texts: Texts, named: dict[str, tuple]) -> str:
    rows = [named[name] for name in _POSITION if name in named]
    if any(isinstance(row.old_value, str) for row in rows):
        return texts("story.position_moved" if isinstance(rows[0].new_value, str) else "story.position_cleared")
    return texts("story.position_set")


def _words(texts: Texts, name: str, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    words = " ".join(value_words(texts, name, from_text(name, value)).split())
    return words if len(words) <= _LONGEST_VALUE else words[:_LONGEST_VALUE] + " …"


def _label(texts: Texts, name: str) -> str:
    return field_label(texts, name) if texts.has(f"register.field.{name}") else texts("story.something")


def _beginning(texts: Texts, rows: pd.DataFrame, changes: pd.DataFrame) -> list[Chapter]:
    """Where the record comes from, unless its making is remembered already."""
    if rows.empty or bool((changes["action"] == "created").any()):
        return []
    row = rows.iloc[0]
    is_loaded = isinstance(row["file_name"], str)
    day = row["loaded_on"] if is_loaded else row["known_since"]
    if pd.isna(day):
        return []
    if is_loaded:
        head = texts("story.began_import", file=row["file_name"])
    else:
        head = texts("story.began_made" if row["origin"] == "made" else "story.began")
    return [Chapter(pd.Timestamp(day).date(), head, (), frozenset(), None, None)]
