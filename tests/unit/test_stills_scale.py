"""Distances on maps for paper and wall."""

import json

import numpy as np
import pytest
from pyproj import Geod

from strukturmonitor.profiles.recipe import section, sizes
from strukturmonitor.shown import Map
from strukturmonitor.stills.canvas import Canvas
from strukturmonitor.stills.charts import Box
from strukturmonitor.stills.maps import draw_map
from strukturmonitor.texts import speak

# Four corners, between which the map lies, and two pairs of places in its middle: east and west, north and south.
_CORNERS = [(7.30, 51.42), (7.64, 51.42), (7.30, 51.60), (7.64, 51.60)]
_PAIRS = [((7.40, 51.51), (7.54, 51.51)), ((7.47, 51.47), (7.47, 51.55))]


class _Measured(Canvas):
    """Remembers where points and the scale bar lie, and what it says."""

    def __init__(self, width_px: float, height_px: float) -> None:
        super().__init__(width_px, height_px)
        self.points, self.bars, self.words = np.empty((0, 2)), [], []

    def circles(self, middles: np.ndarray, *arguments: object, **look: object) -> None:
        self.points = np.concatenate([self.points, middles])

    def line(self, points: object, *arguments: object, **look: object) -> None:
        self.bars.append(np.asarray(points))

    def text(self, x: float, y: float, words: str, **look: object) -> None:
        self.words.append(words)


def _papers() -> list[tuple[int, int]]:
    room = sizes()
    walls = section("wall_map")["papers"].values()
    return [(room.px(room.full_mm), room.px(room.map_mm))] + [
        (round(each["map_width_mm"] * each["px_per_mm"]), round(each["map_height_mm"] * each["px_per_mm"]))
        for each in walls
    ]


@pytest.mark.parametrize("paper", _papers())
def test_the_scale_bar_measures_the_ground(paper: tuple[int, int]) -> None:
    """Prevents a bar that is longer or shorter on paper than the ground it names: measured against distances on the
    ellipsoid, which another library computes."""
    places = [*_CORNERS, *(place for pair in _PAIRS for place in pair)]
    layer = {"@@type": "ScatterplotLayer", "id": "points", "data": [{"p": place} for place in places]}
    canvas = _Measured(*paper)
    shown = Map("karte", "", json.dumps({"layers": [layer]}), None)
    draw_map(canvas, shown, speak("de"), lambda address: None, Box(0, 0, *paper))
    (bar,) = canvas.bars
    (told,) = [words for words in canvas.words if words.endswith(" km")]
    km = float(told.removesuffix(" km").replace(",", "."))
    ellipsoid, drawn = Geod(ellps="WGS84"), canvas.points[len(_CORNERS) :].reshape(-1, 2, 2)
    for (start, end), (from_px, to_px) in zip(_PAIRS, drawn, strict=True):
        metres = ellipsoid.inv(*start, *end)[2]
        assert km == pytest.approx(np.ptp(bar[:, 0]) * metres / np.hypot(*(to_px - from_px)) / 1000, rel=0.01)
