"""What may stand in a record: every value looked at before it is kept, wherever it comes from."""

import datetime
import re

from strukturmonitor.dialogue.meeting_rules import rules
from strukturmonitor.dialogue.meetings import Group, Line
from strukturmonitor.errors import MeetingValueWrong
from strukturmonitor.register.fields import plain_text
from strukturmonitor.texts import Texts

_TIME = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$")
_EARLIEST = datetime.date(1990, 1, 1)
HIGHEST_LON, HIGHEST_LAT = 180.0, 90.0  # degrees


def explain_meeting(texts: Texts, error: MeetingValueWrong) -> str:
    """Which field was refused, why, and what may stand there."""
    values = error.values
    limit = values["limit"]
    if isinstance(limit, datetime.date):
        limit = texts.date(limit)
    elif isinstance(limit, int):
        limit = texts.number(limit)
    reason = texts(f"meetings.wrong.{values['reason']}", limit=limit)
    return texts("error.MeetingValueWrong", field=texts(f"meetings.field.{values['field']}"), reason=reason)


def text(field: str, value: object, *, longest: str, is_required: bool = False, is_long: bool = False) -> str | None:
    """Text without control characters; on one line unless `is_long`. `longest`: its entry in data/meetings.yml.
    Raises MeetingValueWrong."""
    kept = "" if _is_nothing(value) else plain_text(value)
    kept = kept if is_long else " ".join(kept.split())
    limit = rules().longest[longest]
    if len(kept) > limit:
        raise MeetingValueWrong(field=field, reason="too_long", limit=limit)
    if is_required and not kept:
        raise MeetingValueWrong(field=field, reason="missing", limit="–")
    return kept or None


def choice(field: str, value: object, known: tuple[str, ...], *, is_required: bool = False) -> str | None:
    """One of the known words. Raises MeetingValueWrong."""
    if _is_nothing(value):
        if is_required:
            raise MeetingValueWrong(field=field, reason="missing", limit="–")
        return None
    if value not in known:
        raise MeetingValueWrong(field=field, reason="unknown", limit="–")
    return str(value)


def whole(field: str, value: object, highest: int) -> int | None:
    """A whole number from 0. Raises MeetingValueWrong."""
    if _is_nothing(value):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise MeetingValueWrong(field=field, reason="no_number", limit="–") from None
    if number != number or number != int(number) or not 0 <= number <= highest:
        raise MeetingValueWrong(field=field, reason="out_of_range", limit=highest)
    return int(number)


def day(field: str, value: object, today: datetime.date, *, is_required: bool = False) -> datetime.date | None:
    """A day between 1990 and some years ahead. Raises MeetingValueWrong."""
    if _is_nothing(value):
        if is_required:
            raise MeetingValueWrong(field=field, reason="missing", limit="–")
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        try:
            value = datetime.date.fromisoformat(str(value)[:10])
        except ValueError:
            raise MeetingValueWrong(field=field, reason="no_date", limit="–") from None
    latest = datetime.date(today.year + rules().latest_years_ahead, 12, 31)
    if not _EARLIEST <= value <= latest:
        raise MeetingValueWrong(field=field, reason="out_of_time", limit=latest)
    return value


def time_of_day(field: str, value: object) -> str | None:
    """«18:00». Raises MeetingValueWrong."""
    if _is_nothing(value) or not str(value).strip():
        return None
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    found = _TIME.match(str(value).strip())
    if not found:
        raise MeetingValueWrong(field=field, reason="no_time", limit="–")
    return f"{int(found[1]):02d}:{found[2]}"


def point(lon: object, lat: object) -> tuple[float | None, float | None]:
    """Both or none, as degrees. Raises MeetingValueWrong."""
    if _is_nothing(lon) and _is_nothing(lat):
        return None, None
    try:
        place = float(lon), float(lat)
    except (TypeError, ValueError):
        raise MeetingValueWrong(field="point", reason="no_point", limit="–") from None
    if not (abs(place[0]) <= HIGHEST_LON and abs(place[1]) <= HIGHEST_LAT):
        raise MeetingValueWrong(field="point", reason="no_point", limit="–")
    return place


def lines(field: str, said: tuple[Line, ...], today: datetime.date) -> list[Line]:
    """Lines as they are kept; empty ones are left out. `field`: agenda, agreements or next_steps.
    Raises MeetingValueWrong."""
    kept = [
        Line(
            words,
            time_of_day(f"{field}.begins", line.begins),
            text(f"{field}.office", line.office, longest="office"),
            day(f"{field}.due_on", line.due_on, today),
        )
        for line in said
        if (words := text(field, line.text, longest="text")) is not None
    ]
    if len(kept) > rules().most["lines"]:
        raise MeetingValueWrong(field=field, reason="too_many", limit=rules().most["lines"])
    return kept


def groups(said: tuple[Group, ...]) -> list[Group]:
    """Groups as they are kept; those without a name are left out. Raises MeetingValueWrong."""
    kept = [
        Group(
            group.group_id,
            name,
            choice("groups.theme", group.theme, rules().themes),
            whole("groups.people", group.people, rules().most_people),
        )
        for group in said
        if (name := text("groups", group.name, longest="name")) is not None
    ]
    if len(kept) > rules().most["groups"]:
        raise MeetingValueWrong(field="groups", reason="too_many", limit=rules().most["groups"])
    return kept


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or value != value
