"""The sections of the page Öffentlicher Raum."""

from strukturmonitor.ui.public_space.buildings import show_backlog, show_conditions
from strukturmonitor.ui.public_space.frame import Frame
from strukturmonitor.ui.public_space.head import show_figures, show_notables
from strukturmonitor.ui.public_space.playgrounds import show_playgrounds
from strukturmonitor.ui.public_space.report_map import show_report_map
from strukturmonitor.ui.public_space.reports import show_kinds, show_remedy

__all__ = [
    "Frame",
    "show_backlog",
    "show_conditions",
    "show_figures",
    "show_kinds",
    "show_notables",
    "show_playgrounds",
    "show_remedy",
    "show_report_map",
]
