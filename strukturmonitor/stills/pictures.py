"""Charts and maps of a page as files of pictures."""

from strukturmonitor.shown import Chart
from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.charts import draw_figure, natural_height, whole_picture
from strukturmonitor.texts import Texts

WIDTH_PX = 720
PNG_SCALE = 2.0  # dots per pixel: sharp on paper at this width


def chart_height(chart: Chart) -> int:
    """The height in pixels that the chart was made for."""
    return natural_height(chart.figure)


def chart_svg(chart: Chart, texts: Texts, *, width_px: int = WIDTH_PX, height_px: int | None = None, with_frame: bool = True) -> str:
    return _chart(chart, texts, width_px, height_px, with_frame).svg(title=chart.title, alt=chart.alt, as_text=not with_frame)


def chart_png(chart: Chart, texts: Texts, *, width_px: int = WIDTH_PX, height_px: int | None = None, with_frame: bool = True) -> bytes:
    return _chart(chart, texts, width_px, height_px, with_frame).png(scale=PNG_SCALE, title=chart.title, alt=chart.alt)


def _chart(chart: Chart, texts: Texts, width_px: int, height_px: int | None, with_frame: bool) -> Canvas:
    canvas = Canvas(width_px, height_px or chart_height(chart))
    draw_figure(canvas, chart.figure, texts, whole_picture(canvas))
    return canvas
