"""The sections of the page Bevölkerung."""

from strukturmonitor.ui.population.census import show_census
from strukturmonitor.ui.population.counts import show_counts, show_published
from strukturmonitor.ui.population.frame import Frame, groups_of
from strukturmonitor.ui.population.head import show_figures, show_notables
from strukturmonitor.ui.population.map_and_trend import show_map_and_trend
from strukturmonitor.ui.population.movement import show_movement
from strukturmonitor.ui.population.projection import show_projection
from strukturmonitor.ui.population.pyramid import show_pyramid, show_ratios
from strukturmonitor.ui.population.social import show_households, show_unemployment

__all__ = [
    "Frame",
    "groups_of",
    "show_census",
    "show_counts",
    "show_figures",
    "show_households",
    "show_map_and_trend",
    "show_movement",
    "show_notables",
    "show_projection",
    "show_published",
    "show_pyramid",
    "show_ratios",
    "show_unemployment",
]
