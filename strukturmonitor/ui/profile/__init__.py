"""Sections of an area's profile."""

from strukturmonitor.ui.profile.parts import show_parts
from strukturmonitor.ui.profile.people import show_people
from strukturmonitor.ui.profile.sessions import show_next_session
from strukturmonitor.ui.profile.themes import show_themes
from strukturmonitor.ui.profile.vacancies import show_vacancies

__all__ = ["show_next_session", "show_parts", "show_people", "show_themes", "show_vacancies"]
