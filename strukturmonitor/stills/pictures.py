"""Charts and maps of a page as files of pictures.

`with_frame`: title, filters (`line`), legend, source, day and, with `is_demo`, that made rows are in it, stand in the
picture; `height_px` is then the height of the drawing alone. Without it there is only the drawing, for paper and slides
that set those words themselves: a map then still has its names, scale bar and north."""

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


def chart_height(chart: Chart) -> int:
    """The height in pixels that the chart was made for."""
    return natural_height(chart.figure)


def chart_svg(
    chart: Chart,
    texts: Texts,
    *,
    width_px: int = WIDTH_PX,
    height_px: int | None = None,
    with_frame: bool = True,
    line: str = "",
    is_demo: bool = False,
) -> str:
    """The chart as SVG. `height_px`: by default what it was made for (`chart_height`). Without frame its words stay words in
    IBM Plex Sans, with it they are outlines, which look the same everywhere."""
    canvas = _chart(chart, texts, width_px, height_px, with_frame, line, is_demo)
    return canvas.svg(title=chart.title, alt=chart.alt, as_text=not with_frame)


def chart_png(
    chart: Chart,
    texts: Texts,
    *,
    width_px: int = WIDTH_PX,
    height_px: int | None = None,
    with_frame: bool = True,
    line: str = "",
    is_demo: bool = False,
) -> bytes:
    """The chart as PNG; the rest as in `chart_svg`."""
    canvas = _chart(chart, texts, width_px, height_px, with_frame, line, is_demo)
    return canvas.png(scale=_PNG_SCALE, title=chart.title, alt=chart.alt)


def _chart(
    chart: Chart, texts: Texts, width_px: int, height_px: int | None, with_frame: bool, line: str, is_demo: bool
) -> Canvas:
    height = height_px or chart_height(chart)
    if with_frame:
        canvas, box = Frame(chart.title, line, chart.note, is_demo).around(texts, width_px, height)
    else:
        canvas = Canvas(width_px, height)
        box = whole_picture(canvas)
    draw_figure(canvas, chart.figure, texts, box)
    return canvas


def map_svg(
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
) -> str:
    """The map as SVG. `fetch` resolves the addresses of its layers; `heading`: title in the frame (the page's); `note`:
    sources, by default those of the map's lines; `around`: the area_id that fills it, by default what the map is about;
    `zoom`: doublings nearer."""
    canvas = _map(map_, texts, fetch, width_px, height_px, with_frame, (heading, line, note, is_demo), around, zoom)
    return canvas.svg(title=heading or map_.title, alt=map_.alt, as_text=not with_frame)


def map_png(
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
) -> bytes:
    """The map as PNG; the rest as in `map_svg`."""
    canvas = _map(map_, texts, fetch, width_px, height_px, with_frame, (heading, line, note, is_demo), around, zoom)
    return canvas.png(scale=_PNG_SCALE, title=heading or map_.title, alt=map_.alt)


def _map(
    map_: Map,
    texts: Texts,
    fetch: Fetch,
    width_px: int,
    height_px: int,
    with_frame: bool,
    words: tuple[str, str, str | None, bool],
    around: str | None,
    zoom: float,
) -> Canvas:
    if with_frame:
        heading, line, note, is_demo = words
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
    return canvas
