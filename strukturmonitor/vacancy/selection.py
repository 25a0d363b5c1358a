"""What the filters of the page select, as parameters of the queries vacancy_selection and vacancy_selection_internal."""

import datetime
from dataclasses import dataclass, fields

_INTERNAL = ("kinds", "reasons", "conditions", "owners", "in_areas", "due_by")


@dataclass(frozen=True)
class Selection:
    """Values of the register; an empty tuple, empty text or None lets everything pass. The six before `day` are internal:
    they count only for who may read internal records. `in_areas`: inside one of these areas too (those somebody is in
    charge of); `due_by`: to be looked at again on this day or before. `day`: the register
    as it was then; None is today."""

    area_id: str
    states: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    size_from: float | None = None
    size_to: float | None = None
    floors: tuple[str, ...] = ()
    most_steps: int | None = None
    grades: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    text: str | None = None
    kinds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    in_areas: tuple[str, ...] = ()
    due_by: datetime.date | None = None
    day: datetime.date | None = None

    @property
    def has_internal(self) -> bool:
        """Whether a filter on what is internal is in force."""
        return any(getattr(self, name) for name in _INTERNAL)

    def parameters(self, *, sort: str, is_internal: bool) -> dict[str, object]:
        """Parameters of vacancy_selection, with `is_internal` of vacancy_selection_internal."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        chosen = {
            name: None if value in ((), "") else value
            for name, value in values.items()
            if is_internal or name not in _INTERNAL
        }
        if self.day is None:
            del chosen["day"]
        return {**chosen, "sort": sort}
