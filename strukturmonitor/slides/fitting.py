"""How much room words take: measured with the fonts we ship, so that nothing runs over its frame."""

from functools import cache, lru_cache

from PIL import ImageFont

from strukturmonitor.paper import TEMPLATES_DIR

_MEASURED_AT = 100  # points; widths grow with the size
_LINE = 1.32  # height of a line, of the size of its letters
_MORE = "…"


@cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "IBMPlexSans-SemiBold.ttf" if is_bold else "IBMPlexSans-Regular.ttf"
    return ImageFont.truetype(str(TEMPLATES_DIR / "fonts" / name), _MEASURED_AT)


@lru_cache(20_000)
def _word_inch(word: str, is_bold: bool) -> float:
    """Width at one point."""
    return _font(is_bold).getlength(word) / _MEASURED_AT / 72


def lines_needed(text: str, points: float, width_inch: float, *, is_bold: bool = False) -> int:
    """Lines that the text fills in a frame of that width; words longer than a line are broken anywhere."""
    count = 0
    blank = _word_inch(" ", is_bold) * points
    for paragraph in text.split("\n"):
        used, count = 0.0, count + 1
        for word in paragraph.split(" "):
            wide = _word_inch(word, is_bold) * points
            if used and used + blank + wide > width_inch:
                count, used = count + 1, 0.0
            count += int(wide // width_inch)
            used = (
                (used + blank if used else 0.0) + wide % width_inch
                if wide > width_inch
                else used + (blank if used else 0) + wide
            )
    return count


def height_inch(text: str, points: float, width_inch: float, *, is_bold: bool = False) -> float:
    return lines_needed(text, points, width_inch, is_bold=is_bold) * points / 72 * _LINE


def fitting_size(
    text: str, sizes: list[int], width_inch: float, room_inch: float, *, is_bold: bool = False
) -> int | None:
    """The largest of `sizes` (from large to small) at which the text stays within the frame; None where none does."""
    return next((s for s in sizes if height_inch(text, s, width_inch, is_bold=is_bold) <= room_inch), None)


def cut(text: str, points: float, width_inch: float, room_inch: float, *, is_bold: bool = False) -> str:
    """As many whole words as fit, with «…» where some are left out."""
    if height_inch(text, points, width_inch, is_bold=is_bold) <= room_inch:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = height_inch(text[:middle] + _MORE, points, width_inch, is_bold=is_bold) <= room_inch
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = text[:low]
    return (kept.rsplit(None, 1)[0] if any(sign.isspace() for sign in kept) else kept).rstrip(" ,;·–") + _MORE


def line_inch(text: str, points: float, *, is_bold: bool = False) -> float:
    """Width of the text on one line."""
    return sum(_word_inch(word, is_bold) for word in text.split(" ")) * points + text.count(" ") * (
        _word_inch(" ", is_bold) * points
    )
