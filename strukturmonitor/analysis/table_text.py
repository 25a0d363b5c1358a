"""How a table is written that somebody gives a command or a page: its encoding, its numbers, points that may mean thousands."""

import codecs
import re
from collections.abc import Iterable

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK"  # workbooks are zipped
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_WHOLE = re.compile(r"[+-]?\d{3,}")


def encoding_of_table(content: bytes) -> str | None:
    """UTF-16 by its mark («Unicode text» of spreadsheets), UTF-8 where all of it is, else Windows' Western European; None
    where it is no text."""
    if content.startswith(_MARKS):
        return "utf-16"
    if content.startswith(_ZIP) or b"\0" in content:
        return None
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def doubtful_thousands(cells: Iterable[str]) -> str | None:
    """The first cell of a column whose point may part thousands («1.050» beside «980»), None where none may: every number
    with a point has three digits behind it, and read as decimals all would lie below a whole number of three digits or
    more. Taken for decimals, growing past a thousand would look like a fall to nothing."""
    pointed, whole = [], []
    for cell in cells:
        if "." in cell:
            pointed.append(cell)
        elif _WHOLE.fullmatch(cell):
            whole.append(abs(int(cell)))
    if not pointed or not whole or not all(_THOUSANDS.fullmatch(cell) for cell in pointed):
        return None
    return pointed[0] if max(abs(float(cell)) for cell in pointed) < max(whole) else None


def plain_number(text: str) -> float:
    """A cell's number. Raises ValueError, also for «1_0», which Python takes for ten."""
    if "_" in text:
        raise ValueError(text)
    return float(text)
