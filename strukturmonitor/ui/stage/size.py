"""The size of a wall, and of the letters on it."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts

LETTER_WIDTH = 0.53  # of a letter's height, on average


@cache
def facts() -> dict:
    """All of data/stage.yml."""
    return read_facts("stage.yml")


@dataclass(frozen=True)
class Wall:
    """Width and height in pixels of the browser's window. `is_small`: the moderator's small picture of it."""

    width_px: int
    height_px: int
    is_small: bool = False

    @property
    def is_column(self) -> bool:
        """Whether everything stands one below the other, and scrolls."""
        return self.is_small or self.width_px < facts()["narrow_px"]

    @property
    def letter_px(self) -> int:
        """The ordinary size of letters: grows with the window, and is never too small for the last row."""
        if self.is_small:
            return facts()["drawn_size_px"]
        by_width = self.width_px / facts()["letters_per_width"]
        by_height = self.height_px / facts()["letters_per_height"]
        return max(facts()["smallest_px"], round(min(by_width, by_height)))


def usual_wall() -> Wall:
    """Until the browser has said how large its window is."""
    return Wall(*facts()["usual_wall"])


def smallest_wall() -> Wall:
    """Of the projectors that a story is checked for."""
    return Wall(*facts()["smallest_wall"])


def wall_of(said: object) -> Wall:
    """What the browser said of its window: {«width», «height»}; the usual wall where it makes no sense."""
    try:
        width_px, height_px = int(said["width"]), int(said["height"])
    except (TypeError, KeyError, ValueError):
        return usual_wall()
    return Wall(width_px, height_px) if 200 <= width_px <= 10_000 and 150 <= height_px <= 10_000 else usual_wall()
