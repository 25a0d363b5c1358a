"""Traffic: which measures there are, how a year is covered, and what is notable in words."""

from strukturmonitor.traffic.measures import MEASURES, Measure, change_words, class_index, gap_reason
from strukturmonitor.traffic.notables import accident_notables, motor_notables, pedestrian_notables

__all__ = [
    "MEASURES",
    "Measure",
    "accident_notables",
    "change_words",
    "class_index",
    "gap_reason",
    "motor_notables",
    "pedestrian_notables",
]
