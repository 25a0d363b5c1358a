"""Charts and maps as pictures (SVG, PNG), drawn without a browser."""

from strukturmonitor.stills.geometry import Fetch
from strukturmonitor.stills.pictures import Picture, chart_height, chart_picture, map_picture

__all__ = ["Fetch", "Picture", "chart_height", "chart_picture", "map_picture"]
