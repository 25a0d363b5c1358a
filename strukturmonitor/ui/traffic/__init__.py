"""The views of the page Verkehr: motor traffic, accidents, passers-by, roadworks. Only the chosen one is computed."""

from strukturmonitor.ui.traffic.accidents import show_accidents
from strukturmonitor.ui.traffic.motor import show_motor
from strukturmonitor.ui.traffic.parts import Shown
from strukturmonitor.ui.traffic.pedestrians import show_pedestrians
from strukturmonitor.ui.traffic.roadworks import show_roadworks

__all__ = ["Shown", "show_accidents", "show_motor", "show_pedestrians", "show_roadworks"]
