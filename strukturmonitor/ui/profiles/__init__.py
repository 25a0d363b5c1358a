"""Documents on paper: the control on the page of an area."""

from strukturmonitor.ui.profiles.panel import show_profile_panel

__all__ = ["show_profile_panel"]
