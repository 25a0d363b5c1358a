"""What coordinators write down besides the record (data/catalogue/people.yml): owners, persons, talks, advice, links,
seekers. The fields of each table, and typed values made clean."""

from functools import cache

from strukturmonitor.access import Actor
from strukturmonitor.access.audit import note
from strukturmonitor.database import Database
from strukturmonitor.errors import ValueInvalid
from strukturmonitor.facts import read_facts
from strukturmonitor.register.fields import Field, clean


@cache
def catalogue() -> dict:
    """All of data/catalogue/people.yml."""
    return read_facts("catalogue/people.yml")


@cache
def entry_fields(table: str) -> dict[str, Field]:
    """Column → field. A field is named table.column; its label stands under `register.field.<table>.<column>`."""
    return {
        column: Field(name=f"{table}.{column}", visibility="restricted", part=table, **definition)
        for column, definition in catalogue()["tables"][table].items()
    }


def is_personal(table: str) -> bool:
    """Whether the values of a table stand for a person."""
    return table in catalogue()["personal"]


def clean_entry(table: str, values: dict[str, object]) -> dict[str, object]:
    """The typed values as they are kept; what is not said is None, flags are False. Raises ValueInvalid, KeyError for a
    column the table does not have."""
    fields = entry_fields(table)
    if unknown := set(values) - set(fields):
        raise KeyError(f"{table} has no {sorted(unknown)}")
    cleaned = {column: clean(field, values.get(column)) for column, field in fields.items()}
    return {
        column: False if value is None and fields[column].type == "flag" else value for column, value in cleaned.items()
    }


def person_parameters(cleaned: dict[str, object]) -> dict[str, object]:
    """The values of a person under the names of the queries' parameters; `name` is the query's own name there."""
    return {"full_name" if column == "name" else column: value for column, value in cleaned.items()}


def refuse(table: str, column: str, reason: str, limit: object = "–") -> ValueInvalid:
    """The error for one field of a table."""
    return ValueInvalid(field=f"{table}.{column}", reason=reason, limit=limit)


def note_read(
    database: Database, actor: Actor, subject: str, subject_id: str, noted: set[tuple[str, str]] | None
) -> None:
    """Note in the audit that personal values were read: once per session and record, where `noted` is what the session
    has noted so far (it is added to); every time where there is none."""
    if noted is not None and (subject, subject_id) in noted:
        return
    with database.transaction() as transaction:
        note(transaction, actor, "personal_read", subject=subject, subject_id=subject_id)
    if noted is not None:
        noted.add((subject, subject_id))
