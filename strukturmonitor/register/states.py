"""Which state of a unit may follow which, and where a reason is asked for (data/catalogue/register.yml)."""

from strukturmonitor.register.fields import catalogue


def moves(state: str | None) -> tuple[str, ...]:
    """States that may follow; a record without a state may begin in any."""
    known = catalogue()["moves"]
    return tuple(known) if state is None else tuple(known[state])


def ends_case(state: str) -> bool:
    """Whether the case ends in this state."""
    return state in catalogue()["ends"]


def needs_reason(before: str | None, after: str) -> bool:
    """Whether the person has to say why: where a case ends, and for steps back."""
    if before is None:
        return False
    return ends_case(after) or after in catalogue()["back"].get(before, ())


def is_empty(state: str) -> bool:
    """Whether a unit in this state stands empty, as far as anybody knows."""
    return state in catalogue()["empty"]
