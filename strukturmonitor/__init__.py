"""Strukturmonitor: watching the structural change of a city's districts."""

__version__ = "0.1.0"
