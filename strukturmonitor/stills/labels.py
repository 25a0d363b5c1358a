"""Names on a map, so that none lies on another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matplotlib.transforms import Bbox

from strukturmonitor.stills.canvas import LINE_HEIGHT, Canvas, width_of

_STEPS = (0.0, 0.6, 1.1, 1.6, 2.2, 2.8)  # heights of a name that it may be moved up or down
_SIDEWAYS = (0.0, 0.35, -0.35, 0.7, -0.7)  # of its width


@dataclass
class Label:
    """Words at a place; `rank` 0 stays where it is, 1 may be moved, higher ones are left out rather than moved."""

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
    labels: list[Label], clip: Bbox, *, kept_free: Iterable[tuple[float, float, float, float]] = ()
) -> list[Label]:
    """Those that can be shown, moved a little where another one is in the way or a box of `kept_free`; the lowest rank
    first, in the order of drawing last."""
    taken = list(kept_free)
    shown: list[Label] = []
    for label in sorted(labels, key=lambda label: label.rank):
        if not (clip.x0 <= label.x <= clip.x1 and clip.y0 <= label.y <= clip.y1):
            continue
        if label.rank == 0:
            shown.append(label)
            continue
        for dx, dy in _tries(label):
            moved = (label.box[0] + dx, label.box[1] + dy, label.box[2] + dx, label.box[3] + dy)
            if _is_free(moved, taken, clip):
                label.x, label.y = label.x + dx, label.y + dy
                taken.append(moved)
                shown.append(label)
                break
    return sorted(shown, key=lambda label: -label.rank)


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
