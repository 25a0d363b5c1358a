"""The vacancy register as readers see it: its values, what a filter selects, points and grid, sentences, sums."""

from strukturmonitor.vacancy.grid import cells
from strukturmonitor.vacancy.notable import notable_sentences
from strukturmonitor.vacancy.selection import Selection
from strukturmonitor.vacancy.sums import protected_sums, sums_day
from strukturmonitor.vacancy.values import COUNTED_STATES, WATCHED_STATES, labels, slugs

__all__ = [
    "COUNTED_STATES",
    "WATCHED_STATES",
    "Selection",
    "cells",
    "labels",
    "notable_sentences",
    "protected_sums",
    "slugs",
    "sums_day",
]
