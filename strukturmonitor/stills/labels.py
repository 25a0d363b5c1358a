"""Names on a map, so that none lies on another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.transforms import Bbox

from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas, width_of

_STEPS = (0.0, 0.6, 1.1, 1.6, 2.2, 2.8)  # heights of a name that it may be moved up or down
_SIDEWAYS = (0.0, 0.35, -0.35, 0.7, -0.7)  # of its width
_NEAR = 1.7  # heights and half of its width: a name moves no farther only to hide fewer points


@dataclass
class Label:
    """Words at a place; `rank` 0 stays where it is, but inside the picture; 1 may be moved, higher ones are left out rather than moved."""

    words: str
    x: float
    y: float
    size: float
    colour: str
    ground: tuple[float, float, float, float] | None = None
    is_bold: bool = False
    padding: tuple[float, float] = (0, 0)
    rank: int = 1

    @property
    def width(self) -> float:
        return width_of(self.words, self.size, self.is_bold) + 2 * self.padding[0]

    @property
    def height(self) -> float:
        return self.size * LINE_HEIGHT + 2 * self.padding[1]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.x - self.width / 2, self.y - self.height / 2, self.x + self.width / 2, self.y + self.height / 2

    def draw(self, canvas: Canvas) -> None:
        if self.ground is not None:
            x0, y0, x1, y1 = self.box
            red, green, blue, alpha = self.ground
            canvas.rect(x0, y0, x1, y1, f"rgba({red * 255:.0f},{green * 255:.0f},{blue * 255:.0f},{alpha})")
        canvas.text(
            self.x,
            self.y + self.size * 0.35,
            self.words,
            size=self.size,
            colour=self.colour,
            across="center",
            is_bold=self.is_bold,
        )


def place_labels(
    labels: list[Label],
    clip: Bbox,
    *,
    kept_free: Iterable[tuple[float, float, float, float]] = (),
    points: np.ndarray | None = None,
) -> list[Label]:
    """Those that can be shown, moved a little where another one is in the way or a box of `kept_free`, or where they hide
    fewer of the `points` nearby; the lowest rank first, in the order of drawing last."""
    taken = list(kept_free)
    shown: list[Label] = []
    for label in sorted(labels, key=lambda label: label.rank):
        if not (clip.x0 <= label.x <= clip.x1 and clip.y0 <= label.y <= clip.y1):
            continue
        if label.rank == 0:
            shown.append(_inside(label, clip))
            continue
        place = _best(label, [move for move in _tries(label) if _is_free(_moved(label, *move), taken, clip)], points)
        if place is not None:
            label.x, label.y = label.x + place[0], label.y + place[1]
            taken.append(label.box)
            shown.append(label)
    return sorted(shown, key=lambda label: -label.rank)


def _inside(label: Label, clip: Bbox) -> Label:
    """A name that the edge would cut is pushed in as far as it takes."""
    label.x = min(max(label.x, clip.x0 + label.width / 2), clip.x1 - label.width / 2)
    label.y = min(max(label.y, clip.y0 + label.height / 2), clip.y1 - label.height / 2)
    return label


def _moved(label: Label, dx: float, dy: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = label.box
    return x0 + dx, y0 + dy, x1 + dx, y1 + dy


def _best(label: Label, moves: list[tuple[float, float]], points: np.ndarray | None) -> tuple[float, float] | None:
    """The nearest place, or one about as near that hides fewer points."""
    if not moves or points is None or not len(points):
        return moves[0] if moves else None
    near = [(dx, dy) for dx, dy in moves if abs(dy) <= _NEAR * label.height and abs(dx) <= label.width / 2]

    def hidden(move: tuple[float, float]) -> int:
        x0, y0, x1, y1 = _moved(label, *move)
        return int(((points > (x0, y0)) & (points < (x1, y1))).all(axis=1).sum())

    return min([moves[0], *near], key=hidden)


def _tries(label: Label) -> Iterator[tuple[float, float]]:
    if label.rank > 1:
        yield 0.0, 0.0
        return
    for step in _STEPS:
        for side in _SIDEWAYS:
            for sign in (1, -1) if step else (1,):
                yield side * label.width, sign * step * label.height


def _is_free(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]], clip: Bbox
) -> bool:
    x0, y0, x1, y1 = box
    if x0 < clip.x0 or x1 > clip.x1 or y0 < clip.y0 or y1 > clip.y1:
        return False
    return all(x1 <= a0 or x0 >= a1 or y1 <= b0 or y0 >= b1 for a0, b0, a1, b1 in taken)
