"""Limits of the API: data/api.yml."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Limits:
    """Lengths in characters."""

    longest_query: int
    longest_value: int
    most_areas: int
    default_page: int
    longest_page: int
    keep_s: int
    requests_per_minute: int
    files_at_once: int
    shown_of_wrong_value: int


@cache
def limits() -> Limits:
    facts = read_facts("api.yml")
    return Limits(
        longest_query=facts["longest_query"],
        longest_value=facts["longest_value"],
        most_areas=facts["most_areas"],
        default_page=facts["page"]["default"],
        longest_page=facts["page"]["most"],
        keep_s=facts["keep_seconds"],
        requests_per_minute=facts["requests_per_minute"],
        files_at_once=facts["files_at_once"],
        shown_of_wrong_value=facts["shown_of_wrong_value"],
    )
