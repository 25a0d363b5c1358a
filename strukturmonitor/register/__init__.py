"""The vacancy register as people keep it: records with states, rights, memory, and everything that hangs on them."""

from strukturmonitor.register.changes import note_change
from strukturmonitor.register.fields import Field, choices, clean, fields
from strukturmonitor.register.records import (
    Conflict,
    Outcome,
    Record,
    check,
    create,
    record,
    retire,
    save,
    save_many,
)
from strukturmonitor.register.states import ends_case, moves, needs_reason
from strukturmonitor.register.words import explain, field_label, value_words

__all__ = [
    "Conflict",
    "Field",
    "Outcome",
    "Record",
    "check",
    "choices",
    "clean",
    "create",
    "ends_case",
    "explain",
    "field_label",
    "fields",
    "moves",
    "needs_reason",
    "note_change",
    "record",
    "retire",
    "save",
    "save_many",
    "value_words",
]
