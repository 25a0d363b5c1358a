"""How a map lies in its picture, and what tells it: a scale bar and where north is."""

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.charts import Box
from strukturmonitor.stills.colours import INK
from strukturmonitor.stills.geometry import Bounds, metres_per_unit
from strukturmonitor.stills.words import put_words
from strukturmonitor.texts import Texts

_SCALE_SHARE = 0.22  # of the width that the scale bar takes at most
_SCALE_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)  # kilometres


@dataclass(frozen=True)
class View:
    """From the flat world to pixels of a box."""

    box: Box
    west: float
    north: float
    px_per_unit: float

    def px(self, places: np.ndarray) -> np.ndarray:
        return (places - (self.west, self.north)) * self.px_per_unit + (self.box.left, self.box.top)

    @property
    def px_per_metre(self) -> float:
        middle = self.north + self.box.height / 2 / self.px_per_unit
        return self.px_per_unit / metres_per_unit(middle)

    @property
    def bounds(self) -> Bounds:
        return (
            self.west, self.north, self.west + self.box.width / self.px_per_unit,
            self.north + self.box.height / self.px_per_unit,
        )  # fmt: skip

    @property
    def clip(self) -> Bbox:
        box = self.box
        return Bbox([[box.left, box.top], [box.left + box.width, box.top + box.height]])


@dataclass(frozen=True)
class Scale:
    """A bar of a round length at the lower right, and the ground it covers."""

    km: float
    left: float
    right: float
    bottom: float

    @property
    def ground(self) -> tuple[float, float, float, float]:
        return self.left - 6, self.bottom - 20, self.right + 6, self.bottom + 6


def scale_of(view: View) -> Scale | None:
    """None where no round length fits."""
    px_per_km = view.px_per_metre * 1000
    fitting = [step for step in _SCALE_STEPS if step * px_per_km <= _SCALE_SHARE * view.box.width]
    if not fitting:
        return None
    right = view.box.left + view.box.width - 12
    return Scale(fitting[-1], right - fitting[-1] * px_per_km, right, view.box.top + view.box.height - 12)


def put_scale(canvas: Canvas, texts: Texts, scale: Scale) -> None:
    left, right, y = scale.left, scale.right, scale.bottom
    words = f"{texts.number(scale.km, 0 if scale.km >= 1 else 1)} km"
    canvas.rect(*scale.ground, "rgba(255,255,255,0.8)")
    canvas.line([(left, y - 5), (left, y), (right, y), (right, y - 5)], INK, width=1.5)
    put_words(canvas, (left + right) / 2, y - 2, words, size=11, colour=INK, across="center", along="bottom")


def north_ground(view: View) -> tuple[float, float, float, float]:
    """What the arrow to the north covers."""
    x, y = view.box.left + view.box.width - 18, view.box.top + 12
    return x - 12, y - 6, x + 12, y + 34


def put_north(canvas: Canvas, view: View) -> None:
    """An arrow at the upper right: north is exactly up."""
    x, y = view.box.left + view.box.width - 18, view.box.top + 12
    canvas.rect(*north_ground(view), "rgba(255,255,255,0.8)")
    canvas.shape(Path([(x, y), (x + 6, y + 16), (x, y + 12), (x - 6, y + 16), (x, y)], closed=True), INK)
    put_words(canvas, x, y + 15, "<b>N</b>", size=12, colour=INK, across="center", along="top")
