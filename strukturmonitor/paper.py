"""Sheets of paper as accessible PDF (PDF/UA-1): templates in paper_templates/, fonts shipped with them.

Data reach a template as one JSON text and are placed as values, so nothing a person typed is ever read as markup.
A template sees no file but the templates and the pictures it is given: no file system, no system fonts, no network.
"""

import json
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from strukturmonitor.errors import PaperFailed
from strukturmonitor.texts import speak

TEMPLATES_DIR = Path(__file__).parent / "paper_templates"
_FONTS_DIR = TEMPLATES_DIR / "fonts"
_UNKNOWN = "\ufffd"
_LONGEST_WORD = 40  # characters; longer ones may be broken anywhere, for typst breaks no word by itself
_BREAK = "\u200b"
# Marks that turn the direction of a line, the byte order mark, and variants of signs (emoji in colour)
_DROPPED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff") | {
    chr(point) for point in range(0xFE00, 0xFE10)
}


def pdf(
    template: str,
    data: dict[str, object],
    *,
    title: str,
    language: str,
    city: str = "",
    pictures: dict[str, bytes] | None = None,
) -> bytes:
    """The template paper_templates/<template>.typ filled with `data` (texts, numbers, lists and dicts of them).

    `data["source"]` is the line at the foot, `data["date"]` stands beside the title; `title` is also the name of the
    document. `pictures`: file name → PNG, JPEG or SVG, which the template may name. Characters no shipped font has become
    «�», control characters go. Raises PaperFailed."""
    words = {"page": speak(language)("paper.page", page="{page}", pages="{pages}")}
    content = {"data": data, "title": title, "language": language, "city": city, "words": words}
    files = {path.name: path.read_bytes() for path in TEMPLATES_DIR.glob("*.typ")}
    files["main.typ"] = files[f"{template}.typ"]
    options = {
        "font_paths": [str(_FONTS_DIR)],
        "ignore_system_fonts": True,
        "sys_inputs": {"json": json.dumps(_printable(content), ensure_ascii=False)},
        "pdf_standards": ["ua-1"],
        "format": "pdf",
    }
    try:
        if not pictures:
            return typst.compile(files, **options)
        with tempfile.TemporaryDirectory() as folder:  # files given in memory have to be text
            for name, part in {**files, **pictures}.items():
                (Path(folder) / name).write_bytes(part)
            return typst.compile(Path(folder) / "main.typ", root=folder, **options)
    except (RuntimeError, OSError) as error:
        raise PaperFailed(title=title) from error


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {str(name): _printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return value


def printable(text: str) -> str:
    """The text as our fonts can set it: no control characters and marks that turn the direction of a line, «�» for
    what no font has, places to break in words longer than a line."""
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST_WORD:
        return text
    signs = []
    run = 0
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if sign in _DROPPED or (sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs")):
            continue
        run = 0 if sign.isspace() else run + 1
        if run > _LONGEST_WORD:
            signs.append(_BREAK)
            run = 1
        is_known = sign.isspace() or unicodedata.category(sign) == "Cf" or ord(sign) in _covered()
        signs.append(sign if is_known and unicodedata.category(sign) != "Co" else _UNKNOWN)
    return "".join(signs)


@cache
def _covered() -> frozenset[int]:
    """Code points that stand in one of the shipped fonts."""
    return frozenset().union(*(TTFont(path).getBestCmap() for path in _FONTS_DIR.glob("*.ttf")))
