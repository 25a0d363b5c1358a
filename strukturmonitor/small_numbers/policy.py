"""The values of the policy (data/small_numbers.yml)."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Policy:
    rounding_persons: int
    minimum_count: int
    ratio_base_persons: int
    dominance_pct: float


@cache
def policy() -> Policy:
    return Policy(**read_facts("small_numbers.yml"))
