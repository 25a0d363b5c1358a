"""Charts and maps of a page as files of pictures.

`with_frame`: title, filters (`line`), legend, source, day and, with `is_demo`, that made rows are in it, stand in the
picture; `height_px` is then the height of the drawing alone. Without it there is only the drawing, for paper and slides
that set those words themselves: a map then still has its names, scale bar and north."""

from dataclasses import dataclass

from strukturmonitor.shown import Chart, Map
from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.charts import draw_figure, natural_height, whole_picture
from strukturmonitor.stills.frame import Frame, Legend
from strukturmonitor.stills.geometry import Fetch
from strukturmonitor.stills.maps import draw_map
from strukturmonitor.texts import Texts

WIDTH_PX = 760
MAP_HEIGHT_PX = 560
_PNG_SCALE = 2.0  # dots per pixel: sharp on paper at this width


@dataclass(frozen=True)
class Picture:
    """A drawing that is not a file yet."""

    canvas: Canvas
    title: str
    alt: str
    with_frame: bool

    def svg(self) -> str:
        """Without frame its words stay words in IBM Plex Sans, with it they are outlines, which look the same everywhere."""
        return self.canvas.svg(title=self.title, alt=self.alt, as_text=not self.with_frame)

    def png(self) -> bytes:
        return self.canvas.png(scale=_PNG_SCALE, title=self.title, alt=self.alt)


def chart_height(chart: Chart) -> int:
    """The height in pixels that the chart was made for."""
    return natural_height(chart.figure)


def chart_picture(
    chart: Chart,
    texts: Texts,
    *,
    width_px: int = WIDTH_PX,
    height_px: int | None = None,
    with_frame: bool = True,
    line: str = "",
    is_demo: bool = False,
) -> Picture:
    """`height_px`: by default what the chart was made for (`chart_height`)."""
    height = height_px or chart_height(chart)
    if with_frame:
        canvas, box = Frame(chart.title, line, chart.note, is_demo).around(texts, width_px, height)
    else:
        canvas = Canvas(width_px, height)
        box = whole_picture(canvas)
    draw_figure(canvas, chart.figure, texts, box)
    return Picture(canvas, chart.title, chart.alt, with_frame)


def map_picture(
    map_: Map,
    texts: Texts,
    fetch: Fetch,
    *,
    width_px: int = WIDTH_PX,
    height_px: int = MAP_HEIGHT_PX,
    with_frame: bool = True,
    heading: str = "",
    line: str = "",
    note: str | None = None,
    is_demo: bool = False,
    around: str | None = None,
    zoom: float = 0,
) -> Picture:
    """`fetch` resolves the addresses of the map's layers; `heading`: title in the frame (the page's); `note`: sources, by
    default those of the map's lines; `around`: the area_id that fills it, by default what the map is about; `zoom`:
    doublings nearer."""
    if with_frame:
        has_legend = bool(map_.legend)
        legend = Legend(map_.title if has_legend else "", map_.legend, map_.is_round, map_.hollow)
        title = heading or map_.title or map_.alt.split(".")[0]
        canvas, box = Frame(title, line, map_.note if note is None else note, is_demo, legend).around(
            texts, width_px, height_px
        )
    else:
        canvas = Canvas(width_px, height_px)
        box = whole_picture(canvas)
    draw_map(canvas, map_, texts, fetch, box, around=around, zoom=zoom)
    return Picture(canvas, heading or map_.title, map_.alt, with_frame)
