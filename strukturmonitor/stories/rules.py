"""What data/stories.yml says."""

from functools import cache

from strukturmonitor.facts import read_facts

MEGA = 1_000_000


@cache
def limits() -> dict:
    """All of data/stories.yml."""
    return read_facts("stories.yml")


def minutes_of(kind: str, minutes: float | None) -> float:
    """Planned minutes of a step, or what is usual for its kind."""
    return float(limits()["usual_minutes"][kind] if minutes is None else minutes)
