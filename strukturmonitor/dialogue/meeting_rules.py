"""What data/meetings.yml says, and the values a record may have."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Rules:
    """`most` and `longest`: how many rows of a kind, how many characters of a text."""

    kinds: tuple[str, ...]
    fields_of_action: tuple[str, ...]
    themes: tuple[str, ...]
    statuses: tuple[str, ...]
    with_reason: frozenset[str]
    most_open_meetings: int
    most: dict[str, int]
    longest: dict[str, int]
    most_people: int
    most_weight: int
    latest_years_ahead: int


@cache
def rules() -> Rules:
    said = read_facts("meetings.yml")
    return Rules(
        kinds=tuple(said["kinds"]),
        fields_of_action=tuple(said["fields_of_action"]),
        themes=tuple(said["themes"]),
        statuses=tuple(said["statuses"]),
        with_reason=frozenset(said["with_reason"]),
        most_open_meetings=said["most_open_meetings"],
        most=said["most"],
        longest=said["longest"],
        most_people=said["most_people"],
        most_weight=said["most_weight"],
        latest_years_ahead=said["latest_years_ahead"],
    )
