"""An axis of a figure: from values to pixels, and its marks with their words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from strukturmonitor.stills.canvas import LINE_HEIGHT, width_of
from strukturmonitor.stills.ticks import (
    date_marks,
    date_words,
    linear_marks,
    log_marks,
    milliseconds,
    number_words,
)
from strukturmonitor.texts import Texts

_TICK_SIZE = 12  # pixels of letters, as the theme of the pages has them
_TITLE_SIZE = 14
_PER_MARK = {"x": 80, "y": 40}  # pixels that a mark takes where nothing is said
_SPARE = 0.05  # of the range, beyond the values


@dataclass
class Axis:
    """`name`: «x», «y2»; `look`: its part of the figure's layout. Pixels are known after `place`."""

    name: str
    look: dict
    kind: str = "linear"
    categories: list[str] = field(default_factory=list)
    low: float = 0.0
    high: float = 1.0
    from_px: float = 0.0
    to_px: float = 1.0
    marks: list[tuple[float, str]] = field(default_factory=list)

    @property
    def is_x(self) -> bool:
        return self.name[0] == "x"

    @property
    def is_visible(self) -> bool:
        return self.look.get("visible", True)

    @property
    def shows_marks(self) -> bool:
        return self.is_visible and self.look.get("showticklabels", True)

    @property
    def tick_size(self) -> float:
        return self.look.get("tickfont", {}).get("size", _TICK_SIZE)

    @property
    def standoff(self) -> float:
        """Pixels between the axis and its words."""
        return 5 + self.look.get("ticklabelstandoff", 0)

    @property
    def domain(self) -> tuple[float, float]:
        return tuple(self.look.get("domain", (0.0, 1.0)))

    @property
    def title(self) -> str:
        return (self.look.get("title") or {}).get("text") or "" if self.is_visible else ""

    @property
    def title_size(self) -> float:
        return ((self.look.get("title") or {}).get("font") or {}).get("size", _TITLE_SIZE)

    def learn(self, values: Iterable[list]) -> None:
        """Find the kind of the axis and its categories from what is drawn on it."""
        values = [each for each in values if len(each)]
        self.kind = self.look.get("type") or _kind_of(values)
        if self.kind == "category":
            seen = dict.fromkeys(str(value) for each in values for value in each if value is not None)
            ordered = [str(name) for name in self.look.get("categoryarray", []) or []]
            self.categories = [*ordered, *(name for name in seen if name not in set(ordered))]

    def numbers(self, values: object) -> np.ndarray:
        """Values as numbers on this axis; NaN where there is none."""
        if self.kind == "category":
            places = {name: number for number, name in enumerate(self.categories)}
            return np.array(
                [places.get(str(value), value if isinstance(value, int | float) else math.nan) for value in values],
                dtype="float64",
            )
        if self.kind == "date":
            return milliseconds(values)
        found = pd.to_numeric(pd.Series(list(values), dtype="object"), errors="coerce").to_numpy("float64")
        if self.kind == "log":
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.log10(np.where(found > 0, found, math.nan))
        return found

    def number(self, value: object) -> float:
        return float(self.numbers([value])[0])

    def stretch(self, low: float, high: float, *, pads: tuple[bool, bool]) -> None:
        """The range of the axis: what the layout says, else the values from `low` to `high` and room beyond them where
        `pads` says so."""
        fixed = self.look.get("range")
        if fixed is not None and all(end is not None for end in fixed):
            ends = [float(end) for end in fixed] if self.kind in ("category", "log") else self.numbers(fixed)
            self.low, self.high = (float(end) for end in ends)
            return
        if self.kind == "category":
            self.low, self.high = -0.5, max(len(self.categories), 1) - 0.5
        else:
            if not math.isfinite(low):
                low, high = 0.0, 1.0
            if self.look.get("rangemode") == "tozero":
                low, high = min(low, 0.0), max(high, 0.0)
            if high == low:
                low, high = (low - 1, high + 1) if self.kind != "date" else (low - 43_200_000.0, high + 43_200_000.0)
            to_zero = self.look.get("rangemode") == "tozero"
            spare = (high - low) * _SPARE
            self.low = low - (spare if pads[0] and not (to_zero and low == 0) else 0)
            self.high = high + (spare if pads[1] and not (to_zero and high == 0) else 0)
        if self.look.get("autorange") == "reversed":
            self.low, self.high = self.high, self.low

    def place(self, from_px: float, to_px: float) -> None:
        """Where the ends of the axis lie: `from_px` is that of its low end (for y the lower one)."""
        self.from_px, self.to_px = from_px, to_px

    def px(self, values: object) -> np.ndarray:
        return self.px_of(self.numbers(values))

    def px_of(self, numbers: object) -> np.ndarray:
        span = (self.high - self.low) or 1.0
        return self.from_px + (np.asarray(numbers, dtype="float64") - self.low) / span * (self.to_px - self.from_px)

    def find_marks(self, texts: Texts, length_px: float) -> None:
        """Marks and their words for that length."""
        look = self.look
        low, high = min(self.low, self.high), max(self.low, self.high)
        shown = look.get("tickvals")
        if shown is not None and len(shown):
            places = self.numbers(shown)
            words = [str(word) for word in look["ticktext"]] if look.get("ticktext") is not None else None
            kept = [number for number in range(len(places)) if low - 1e-9 <= places[number] <= high + 1e-9]
            told = words or self._words(texts, [float(place) for place in places])
            self.marks = [(float(places[number]), told[number]) for number in kept]
            return
        per_mark = self.tick_size * 1.2 if self.kind == "category" else _PER_MARK[self.name[0]]
        wanted = look.get("nticks") or min(max(length_px / per_mark, 4), 9) + 1
        if self.kind == "category":
            room = math.ceil(len(self.categories) * self.tick_size * 1.2 / max(length_px, 1)) if not self.is_x else 1
            step = look.get("dtick") or max(room, 1)
            places = [float(n) for n in range(0, len(self.categories), int(step)) if low <= n <= high]
        elif self.kind == "date":
            places = date_marks(low, high, wanted, step=look.get("dtick"), start=look.get("tick0"))
        elif self.kind == "log":
            places = log_marks(low, high)
        else:
            places = linear_marks(low, high, wanted, step=look.get("dtick"), start=float(look.get("tick0") or 0))
        self.marks = list(zip(places, self._words(texts, places), strict=True))

    def _words(self, texts: Texts, places: list[float]) -> list[str]:
        how, suffix = self.look.get("tickformat") or "", self.look.get("ticksuffix") or ""
        if self.kind == "category":
            return [self.categories[int(place)] for place in places]
        if self.kind == "date":
            return [date_words(texts, place, how, places) for place in places]
        values = [10**place for place in places] if self.kind == "log" else places
        return [number_words(texts, value, how, values) + suffix for value in values]

    def depth(self) -> float:
        """Pixels that words and title of the axis take beside it."""
        if not self.is_visible:
            return 0.0
        depth = 0.0
        if self.shows_marks and self.marks:
            size = self.tick_size
            if self.is_x:
                depth = self.standoff + max(len(words.split("<br>")) for _, words in self.marks) * size * LINE_HEIGHT
            else:
                depth = self.standoff + 2 + max(_widest(words, size) for _, words in self.marks)
        return depth + (self.title_size * LINE_HEIGHT * len(self.title.split("<br>")) + 6 if self.title else 0)


def _widest(words: str, size: float) -> float:
    return max(width_of(_bare(line), size, "<b>" in line) for line in words.split("<br>"))


def _bare(words: str) -> str:
    return words.replace("<b>", "").replace("</b>", "")


def _kind_of(values: list[list]) -> str:
    """As the browser's charts guess it."""
    for each in values:
        for value in each:
            if value is None or value != value:
                continue
            if isinstance(value, str):
                return "date" if _is_date(value) else "category" if not _is_number(value) else "linear"
            if isinstance(value, int | float | np.number):
                return "linear"
            return "date" if hasattr(value, "year") or isinstance(value, np.datetime64) else "category"
    return "linear"


def _is_date(text: str) -> bool:
    return len(text) >= 7 and text[:4].isdecimal() and text[4] == "-" and text[5:7].isdecimal()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
