"""Colours of pictures: those of the light theme, and what a browser understands as a colour."""

import re

from matplotlib.colors import to_rgb

INK = "#1D2730"  # words
QUIET = "#55606A"  # notes; 4.5 : 1 on white
GRID = "#E2DFD8"
AXIS = "#8A9299"
_DARKEST_OF_DARK = 0.55  # luminance above which words would not read on white
# What is a line's colour is too light for words; as in static/frame.css.
_FOR_WORDS = {"#767676": "#6B6B6B", "#D55E00": "#B34E00", "#B85C93": "#A34A7F"}
_RGBA = re.compile(r"rgba?\(([^)]*)\)")


def colour_and_opacity(colour: str, opacity: float = 1) -> tuple[str, float]:
    """«rgba(0,114,178,0.18)» → («#0072b2», 0.18); a colour is otherwise taken as it is."""
    if (found := _RGBA.fullmatch(colour.strip())) is None:
        return colour, opacity
    red, green, blue, *rest = [float(part) for part in found[1].split(",")]
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}", opacity * (rest[0] if rest else 1.0)


def rgba(colour: str, opacity: float = 1) -> tuple[float, float, float, float]:
    """The same as shares of red, green, blue and opacity."""
    plain, alpha = colour_and_opacity(colour, opacity)
    return (*to_rgb(plain), alpha)


def for_words(colour: str | None) -> str:
    """The colour of words on white: a figure made for the dark theme has light ones."""
    if not colour:
        return INK
    plain, _ = colour_and_opacity(colour)
    if len(plain) == 7 and luminance(plain) > _DARKEST_OF_DARK:
        return INK
    return _FOR_WORDS.get(plain.upper(), plain)


def luminance(colour: str) -> float:
    """Relative luminance of «#RRGGBB», 0 black to 1 white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
