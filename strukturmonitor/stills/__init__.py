"""Charts and maps as pictures (SVG, PNG), drawn without a browser."""

from strukturmonitor.stills.pictures import (
    chart_height,
    chart_png,
    chart_svg,
)

__all__ = ["chart_height", "chart_png", "chart_svg"]
