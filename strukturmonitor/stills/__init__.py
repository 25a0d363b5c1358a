"""Charts and maps as pictures (SVG, PNG), drawn without a browser."""

from strukturmonitor.stills.geometry import Fetch
from strukturmonitor.stills.pictures import chart_height, chart_png, chart_svg, map_png, map_svg

__all__ = ["Fetch", "chart_height", "chart_png", "chart_svg", "map_png", "map_svg"]
