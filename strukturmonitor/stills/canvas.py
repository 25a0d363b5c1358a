"""A sheet in pixels (72 to the inch, y downwards as in the browser) that shapes and words are put on, and that becomes SVG or
PNG: matplotlib without its own axes and without pyplot, whose state all threads would share."""

import io
import logging
import re
import threading
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

import matplotlib as mpl
import numpy as np
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from strukturmonitor.paper import TEMPLATES_DIR
from strukturmonitor.stills.colours import INK, colour_and_opacity

_FAMILY = "IBM Plex Sans"
_FAMILIES = [_FAMILY, "DejaVu Sans"]  # the second has signs that the first lacks
_WEIGHTS = {False: 400, True: 600}
_FILES = {False: "IBMPlexSans-Regular.ttf", True: "IBMPlexSans-SemiBold.ttf"}
_PX_PER_INCH = 72  # so that a point of matplotlib is a pixel of ours
LINE_HEIGHT = 1.3  # of the size of the letters
_HATCH_PX = 1.8
_DASHES = {"dash": (5, 3.5), "dot": (1.2, 2.6), "longdash": (9, 4), "dashdot": (5, 2.5, 1.2, 2.5)}

_IN_POINTS = re.compile(r'(width|height)="([\d.]+)pt"')
_RULES = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)

Points = Sequence[tuple[float, float]] | np.ndarray
# matplotlib keeps settings, fonts and caches for the whole process: one picture at a time.
_drawing = threading.Lock()


@cache
def _prepare() -> None:
    for file in (*_FILES.values(), "DejaVuSans.ttf"):
        font_manager.fontManager.addfont(TEMPLATES_DIR / "fonts" / file)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # weights that the second family lacks
    mpl.rcParams["svg.hashsalt"] = "strukturmonitor"  # the same picture is the same file
    mpl.rcParams["path.simplify"] = True
    mpl.rcParams["agg.path.chunksize"] = 0


@cache
def _advances(is_bold: bool) -> tuple[dict[int, float], float]:
    """Width of each letter as a share of the size, and that of a letter nobody knows."""
    font = TTFont(TEMPLATES_DIR / "fonts" / _FILES[is_bold])
    per_em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {point: widths[name][0] / per_em for point, name in font.getBestCmap().items()}, 0.6


@lru_cache(20_000)
def width_of(text: str, size_px: float, is_bold: bool = False) -> float:
    """Width in pixels of the longest line of a text."""
    known, other = _advances(is_bold)
    return max(sum(known.get(ord(sign), other) for sign in line) for line in text.split("\n")) * size_px


def wrapped(text: str, width_px: float, size_px: float, is_bold: bool = False) -> list[str]:
    """The text in lines no wider than that; a single longer word is cut where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width_of(longer, size_px, is_bold) <= width_px:
                line = longer
                continue
            if line:
                lines.append(line)
            while width_of(word, size_px, is_bold) > width_px and len(word) > 1:
                fits = next(
                    n for n in range(len(word), 0, -1) if n == 1 or width_of(word[:n], size_px, is_bold) <= width_px
                )
                lines.append(word[:fits])
                word = word[fits:]
            line = word
        lines.append(line)
    return lines


@lru_cache(64)
def _font(size_px: float, is_bold: bool) -> font_manager.FontProperties:
    return font_manager.FontProperties(family=_FAMILIES, size=size_px, weight=_WEIGHTS[is_bold])


def _hatch(artist: PathPatch | PathCollection, colour: str, opacity: float) -> None:
    rgb, alpha = colour_and_opacity(colour, opacity)
    artist.set_hatch("////")
    artist.set_hatchcolor((*mpl.colors.to_rgb(rgb), alpha))
    artist.set_hatch_linewidth(_HATCH_PX)


def _said(title: str, alt: str) -> dict[str, str]:
    return {name: words for name, words in (("Title", title), ("Description", alt)) if words}


def _plain_start(svg: str) -> str:
    """Sizes in pixels, and no rules for the whole page, so that a picture may stand inside one of HTML."""
    start, rest = svg[svg.index("<svg") :].split(">", 1)
    start = _IN_POINTS.sub(r'\1="\2"', start)
    return f'{start} stroke-linejoin="round" stroke-linecap="butt">' + _RULES.sub("", rest, count=1)


class Canvas:
    """One picture. All positions and sizes in pixels; later things lie over earlier ones."""

    def __init__(self, width_px: float, height_px: float, *, ground: str = "#FFFFFF") -> None:
        _prepare()
        self.width, self.height = float(width_px), float(height_px)
        self.figure = Figure(figsize=(self.width / _PX_PER_INCH, self.height / _PX_PER_INCH), dpi=_PX_PER_INCH)
        self.figure.patch.set_facecolor(ground)
        self.figure.patch.set_linewidth(0)
        self._to_display = (
            Affine2D.from_values(1, 0, 0, -1, 0, self.height).scale(1 / _PX_PER_INCH) + self.figure.dpi_scale_trans
        )
        self._order = 1.0

    def line(
        self,
        points: Points,
        colour: str,
        *,
        width: float = 1,
        dash: str = "solid",
        opacity: float = 1,
        clip: Bbox | None = None,
    ) -> None:
        """A line through points; NaN makes a gap."""
        points = np.asarray(points, dtype="float64")
        rgb, alpha = colour_and_opacity(colour, opacity)
        if not len(points) or not width or not alpha:
            return
        line = Line2D(
            points[:, 0], points[:, 1], color=rgb, alpha=alpha, linewidth=width, solid_joinstyle="round",
            solid_capstyle="butt", dash_capstyle="butt",
        )  # fmt: skip
        if dash in _DASHES:
            line.set_dashes(_DASHES[dash])
        self._put(line, clip)

    def lines(self, segments: Iterable[Points], colour: str, *, width: float = 1, opacity: float = 1) -> None:
        """Many lines that look the same."""
        segments = list(segments)
        rgb, alpha = colour_and_opacity(colour, opacity)
        if segments:
            self._put(LineCollection(segments, colors=[(*mpl.colors.to_rgb(rgb), alpha)], linewidths=width))

    def shape(
        self,
        path: Path,
        fill: str | None,
        *,
        edge: str | None = None,
        edge_width: float = 1,
        opacity: float = 1,
        hatch: str | None = None,
        clip: Bbox | None = None,
    ) -> None:
        """A closed shape. `hatch`: colour of slanting lines over it."""
        face = colour_and_opacity(fill, opacity) if fill else ("#FFFFFF", 0.0)
        rim = colour_and_opacity(edge, opacity) if edge and edge_width else None
        patch = PathPatch(
            path,
            facecolor=(*mpl.colors.to_rgb(face[0]), face[1]),
            edgecolor=(*mpl.colors.to_rgb(rim[0]), rim[1]) if rim else "none",
            linewidth=edge_width if rim else 0,
        )
        if hatch:
            _hatch(patch, hatch, opacity)
        self._put(patch, clip)

    def shapes(
        self,
        paths: Sequence[Path],
        fills: Sequence[tuple[float, ...]] | str,
        *,
        edges: Sequence[tuple[float, ...]] | str = "none",
        widths: Sequence[float] | float = 0,
        hatch: str | None = None,
        clip: Bbox | None = None,
    ) -> None:
        """Many shapes at once; colours as matplotlib takes them. `hatch`: as in `shape`."""
        found = PathCollection(paths, facecolors=fills, edgecolors=edges, linewidths=widths)
        if hatch:
            _hatch(found, hatch, 1)
        self._put(found, clip)

    def circles(
        self,
        middles: np.ndarray,
        radii: np.ndarray,
        fills: Sequence[tuple[float, ...]] | str,
        *,
        edges: Sequence[tuple[float, ...]] | str = "none",
        widths: Sequence[float] | float = 0,
        clip: Bbox | None = None,
    ) -> None:
        """Many circles at once."""
        dots = PathCollection(
            [Path.unit_circle()],
            sizes=np.asarray(radii) ** 2,
            offsets=middles,
            facecolors=fills,
            edgecolors=edges,
            linewidths=widths,
        )
        dots.set_zorder(self._order)
        self._order += 1
        dots.set_figure(self.figure)
        dots.set_offset_transform(self._to_display)
        self.figure.add_artist(dots, clip=False)
        dots.set_transform(Affine2D())
        if clip is not None:
            dots.set_clip_box(TransformedBbox(clip, self._to_display))

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str | None, **look: object) -> None:
        left, right, upper, lower = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        corners = [(left, upper), (right, upper), (right, lower), (left, lower), (left, upper)]
        self.shape(Path(corners, closed=True), fill, **look)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 14,
        colour: str = INK,
        across: Literal["left", "center", "right"] = "left",
        along: Literal["top", "center", "bottom", "baseline"] = "baseline",
        is_bold: bool = False,
        angle: float = 0,
    ) -> None:
        """Words at a point; several lines by «\\n». `across`, `along`: which part of them lies there. `angle` in degrees,
        against the clock."""
        rgb, alpha = colour_and_opacity(colour)
        text = Text(
            x, y, words, color=rgb, alpha=alpha, fontproperties=_font(size, is_bold), rotation=angle,
            rotation_mode="anchor", horizontalalignment=across, multialignment=across, linespacing=1.15,
            verticalalignment={"center": "center_baseline"}.get(along, along) if "\n" not in words else along,
            parse_math=False,
        )  # fmt: skip
        self._put(text, None)

    def _put(self, artist: object, clip: Bbox | None = None) -> None:
        artist.set_zorder(self._order)
        self._order += 1
        artist.set_transform(self._to_display)
        artist.set_figure(self.figure)
        self.figure.add_artist(artist, clip=False)
        if clip is not None:
            artist.set_clip_box(TransformedBbox(clip, self._to_display))

    def svg(self, *, title: str = "", alt: str = "", as_text: bool) -> str:
        """`as_text`: words stay words, to be set in the reader's IBM Plex Sans; else they are outlines that look the same
        everywhere."""
        file = io.StringIO()
        with _drawing:
            mpl.rcParams["svg.fonttype"] = "none" if as_text else "path"
            FigureCanvasSVG(self.figure).print_svg(file, metadata={"Date": None, "Creator": None, **_said(title, alt)})
        return _plain_start(file.getvalue())

    def png(self, *, scale: float, title: str = "", alt: str = "") -> bytes:
        """`scale`: dots per pixel."""
        file = io.BytesIO()
        with _drawing:
            self.figure.set_dpi(_PX_PER_INCH * scale)
            FigureCanvasAgg(self.figure).print_png(file, metadata={"Software": None, **_said(title, alt)})
        return file.getvalue()
