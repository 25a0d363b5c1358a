"""What files are called that a reader takes away: what is in them, in the reader's words, and the day."""

import datetime

from strukturmonitor.areas import slugify

_LONGEST = 90  # letters of the words
_NAMELESS = "strukturmonitor"


def file_name(words: str, ending: str, *, day: datetime.date | None = None) -> str:
    """«leerstandsquote-in-eving-2026-11-23.csv». `day`: the one the content is about, today by default."""
    stem = slugify(words)
    if len(stem) > _LONGEST:
        stem = stem[: _LONGEST + 1].rpartition("-")[0] or stem[:_LONGEST]
    return f"{stem or _NAMELESS}-{day or datetime.date.today():%Y-%m-%d}.{ending}"
