"""Fields, values and refusals of the register in the reader's words."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register.fields import Field, fields
from strukturmonitor.register.people import catalogue, entry_fields
from strukturmonitor.texts import Texts
from strukturmonitor.vacancy.values import label

_WORDED = ("field", "reason", "before", "after", "role")  # keys, not texts


def field_label(texts: Texts, name: str) -> str:
    """The name of a field of the record; of a part of it (photo, owner, …) too."""
    return texts(f"register.field.{name}")


def value_words(texts: Texts, name: str, value: object) -> str:
    """A value as people read it: labels of choices, dates, numbers with their unit; «–» where there is none."""
    if value is None or value == "":
        return "–"
    field = fields().get(name) or _entry_field(name)
    if field is None:
        return str(value)
    if field.type == "choice":
        return choice_label(texts, field, str(value))
    if field.type == "choices":
        return texts.list([choice_label(texts, field, each) for each in str(value).split(",")])
    if field.type == "flag":
        return texts("register.yes" if value in (True, "true") else "register.no")
    if field.type == "date" and isinstance(value, datetime.date):
        return texts.date(value)
    if field.type in ("number", "whole"):
        return _number(texts, field, float(value))
    return str(value)


def choice_label(texts: Texts, field: Field, value: str) -> str:
    """The label of a choice; the word itself where the field is open and the catalogue does not know it."""
    return label(texts, field.group, value)


def explain(
    texts: Texts, error: StrukturmonitorError, *, show: Callable[[str], str] = str, zone: ZoneInfo | None = None
) -> str:
    """What was refused and what to do, with the names of fields and states in words. `show` is asked how a text that
    somebody typed, or put into an address, is shown. With the city's `zone` moments have their time, else only a day."""
    values = {
        name: show(value) if isinstance(value, str) and name not in _WORDED else value
        for name, value in error.values.items()
    }
    if "field" in values:
        name = str(values["field"])
        values["field"] = field_label(texts, name)
        key = f"register.refused.{values['reason']}"
        special = f"{key}.{name.rpartition('.')[2]}"  # what form a postcode, an address … must have
        values["reason"] = texts(special if texts.has(special) else key, limit=_limit(texts, values.get("limit")))
    if texts.has(f"role.{values.get('role')}"):
        values["role"] = texts(f"role.{values['role']}")
    for name in ("before", "after"):
        if name in values:
            values[name] = choice_label(texts, fields()["state"], str(values[name]))
    if isinstance(values.get("when"), datetime.datetime):
        when = values["when"]
        values["when"] = texts.date(when.date()) if zone is None else texts.moment(when, zone)
    return texts(f"error.{type(error).__name__}", **values)


def _entry_field(name: str) -> Field | None:
    """A field of what is written down besides the record: «owner.kind»."""
    table, _, column = name.partition(".")
    return entry_fields(table).get(column) if table in catalogue()["tables"] else None


def _number(texts: Texts, field: Field, value: float) -> str:
    decimals = 0 if field.type == "whole" or value == int(value) else 5 if field.place == "position" else 2
    number = texts.number(value, decimals)
    return f"{number} {field.unit}" if field.unit else number


def _limit(texts: Texts, limit: object) -> str:
    if isinstance(limit, datetime.date):
        return texts.date(limit)
    return texts.number(limit) if isinstance(limit, int | float) else str(limit)
