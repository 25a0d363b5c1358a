"""The one policy for what may be shown of small numbers (values: data/small_numbers.yml).

Counts of persons are rounded to multiples of 5, and ratios come from the rounded values (`persons`). Counts behind
which a person or an owner stands are shown from a minimum up, with complementary suppression over all sums that are
shown as well, and not where few owners dominate them (`owners`). Which way out is protected by what:
docs/decisions/small-numbers-everywhere.md."""

from strukturmonitor.small_numbers.owners import (
    Sum,
    cut_areas_that_tell,
    hide_with_partners,
    is_dominated,
    is_small,
)
from strukturmonitor.small_numbers.persons import person_ratio, round_over_areas, round_persons, round_sums
from strukturmonitor.small_numbers.policy import policy
from strukturmonitor.small_numbers.solving import hidden_shares, hide_until_uncertain

__all__ = [
    "Sum",
    "cut_areas_that_tell",
    "hidden_shares",
    "hide_until_uncertain",
    "hide_with_partners",
    "is_dominated",
    "is_small",
    "person_ratio",
    "policy",
    "round_over_areas",
    "round_persons",
    "round_sums",
]
