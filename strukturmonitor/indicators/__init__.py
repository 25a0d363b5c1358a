"""Indicators: what they mean (catalogue) and their values (series)."""

from strukturmonitor.indicators.catalogue import THEMES, Indicator, catalogue
from strukturmonitor.indicators.series import difference, latest, series, year_before

__all__ = ["THEMES", "Indicator", "catalogue", "difference", "latest", "series", "year_before"]
