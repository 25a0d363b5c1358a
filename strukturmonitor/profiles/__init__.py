"""Profiles, fact sheets, booklets, wall maps and ballots as PDF, drawn without a browser."""

from strukturmonitor.profiles.tools import Fetch, Take, Tools

__all__ = ["Fetch", "Take", "Tools"]
