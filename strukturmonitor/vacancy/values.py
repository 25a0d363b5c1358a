"""The register's values, their slugs in the URL (data/catalogue/vacancy.yml) and their labels."""

from functools import cache

import pandas as pd

from strukturmonitor.facts import read_facts
from strukturmonitor.texts import Texts

# As in the view vacancy_state: what counts in the rate, and what somebody keeps an eye on.
COUNTED_STATES = ("verified", "in_talks", "reuse_agreed", "permit")
WATCHED_STATES = (*COUNTED_STATES, "reported", "closed_leased", "interim_use")


@cache
def _groups() -> dict[str, dict[str, str]]:
    return read_facts("catalogue/vacancy.yml")


def slugs(group: str) -> dict[str, str]:
    """Slug → value of a group (state, age, check, floor, steps, grade, use, kind, reason, condition, owner, …)."""
    return _groups()[group]


def label(texts: Texts, group: str, value: object) -> str:
    """The reader's word for a value; «–» where there is none, the value itself where the catalogues do not know it
    (a list that was imported may name a use of its own)."""
    if not isinstance(value, str):
        return "–"
    key = f"vacancy.{group}.{value}"
    return texts(key) if texts.has(key) else value


def labels(texts: Texts, group: str) -> dict[str, str]:
    """Slug → label, for a filter."""
    return {slug: label(texts, group, value) for slug, value in slugs(group).items()}


def area_words(texts: Texts, square_metres: float | None) -> str:
    """«120 m²»; «–» where it is not known, as for the others."""
    return "–" if pd.isna(square_metres) else texts("vacancy.value.m2", value=texts.number(square_metres))


def floor_words(texts: Texts, floor: object) -> str:
    """«Erdgeschoss», «2. Obergeschoss»."""
    if pd.isna(floor):
        return "–"
    if floor == 0:
        return texts("vacancy.value.floor_ground")
    return texts(f"vacancy.value.floor_{'upper' if floor > 0 else 'basement'}", number=abs(int(floor)))


def steps_words(texts: Texts, steps: object) -> str:
    """«ohne Stufe», «3 Stufen»."""
    if pd.isna(steps):
        return "–"
    return texts("vacancy.value.steps" if steps else "vacancy.value.steps_none", count=int(steps))
