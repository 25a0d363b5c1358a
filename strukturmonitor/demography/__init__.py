"""Residents and their movements: tables ready to be shown (counts rounded) and what is notable in words."""

from strukturmonitor.demography.notables import population_notables
from strukturmonitor.demography.tables import (
    COMPONENTS,
    age_groups,
    group_years,
    household_shares,
    movement_balances,
    pyramid,
    pyramid_peak,
)

__all__ = [
    "COMPONENTS",
    "age_groups",
    "group_years",
    "household_shares",
    "movement_balances",
    "population_notables",
    "pyramid",
    "pyramid_peak",
]
