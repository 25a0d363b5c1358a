"""Public space: reports on cleanliness and the condition of buildings, as tables and in words."""

from strukturmonitor.public_space.notables import backlog_notable, report_notables
from strukturmonitor.public_space.tables import (
    CONDITIONS,
    ERAS,
    KINDS,
    MINIMUM_BUILDINGS,
    condition_shares,
    same_days_before,
)

__all__ = [
    "CONDITIONS",
    "ERAS",
    "KINDS",
    "MINIMUM_BUILDINGS",
    "backlog_notable",
    "condition_shares",
    "report_notables",
    "same_days_before",
]
