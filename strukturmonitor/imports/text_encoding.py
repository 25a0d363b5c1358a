"""In which encoding a text file is, told from all of its bytes; what is no text, or two encodings at once, is refused."""

import codecs
import itertools
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.workbooks import kind_of

NAMES = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf_16_le": "UTF-16", "utf_16_be": "UTF-16",
    "utf-32": "UTF-32", "cp1252": "Windows-1252", "cp850": "DOS (CP850)", "mac_roman": "Mac Roman",
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_TEXT = (b"%PDF", b"SQLite format 3", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
_ONE_BYTE = ["cp1252", "cp850", "mac_roman"]
_GERMAN = "äöüÄÖÜß€§²"
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FOREIGN_WORD = re.compile(rb"[^\s;,\t|\"]*[\x80-\xff][^\s;,\t|\"]*")
_BLOCK = 8 << 20
_SAMPLE = 1 << 18
_MOST_WORDS = 2000


class Encoding(NamedTuple):
    """`codec`: for Python; `has_quotes`: whether a quotation mark stands anywhere in the file; `lines`: its line breaks,
    0 where they were not counted."""

    codec: str
    has_quotes: bool
    lines: int = 0


def encoding_of(file: InputFile) -> Encoding:
    """By mark, as UTF-8 where the whole file is, else the likeliest one-byte encoding. Raises FileUnreadable."""
    with file.path.open("rb") as stream:
        start = stream.read(_SAMPLE)
    _require_text(file, start)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return Encoding(codec, True)
    if b"\x00" in start:
        return Encoding(_without_mark(file, start), True)
    return _utf8_or_one_byte(file)


def _require_text(file: InputFile, start: bytes) -> None:
    if not start.strip():
        raise FileUnreadable(file=file.name, reason="empty")
    if start.startswith(_SPREADSHEETS):
        raise FileUnreadable(file=file.name, reason="spreadsheet_as_csv")
    if start.startswith(_NO_TEXT):
        raise FileUnreadable(file=file.name, reason="binary")
    if kind_of(start) == "html":
        raise FileUnreadable(file=file.name, reason="html_as_csv")


def _without_mark(file: InputFile, start: bytes) -> str:
    """UTF-16 has a zero in every second byte of plain letters; anything else with zeros is no text."""
    found = from_bytes(start, cp_isolation=["utf_16_le", "utf_16_be"]).best()
    zeros = start[0::2].count(0), start[1::2].count(0)
    if found is None or max(zeros) < len(start) / 8 or min(zeros) > len(start) / 50:
        raise FileUnreadable(file=file.name, reason="binary")
    return "utf_16_be" if zeros[0] > zeros[1] else "utf_16_le"


def _utf8_or_one_byte(file: InputFile) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, has_quotes = True, False
    words: list[bytes] = []
    lines, first_foreign = 0, 0
    with file.path.open("rb") as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            if b"\x00" in block:
                raise FileUnreadable(file=file.name, reason="binary")
            has_quotes = has_quotes or b'"' in block
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    is_utf8, first_foreign = False, lines + block[: error.start].count(b"\n") + 1
            if not block.isascii() and len(words) < _MOST_WORDS:
                words += itertools.islice((m[0] for m in _FOREIGN_WORD.finditer(block)), _MOST_WORDS - len(words))
            lines += block.count(b"\n")
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            if len(words) > 1 or not words:
                raise FileUnreadable(file=file.name, reason="cut_off", row=lines + 1) from error
            is_utf8 = False
    if is_utf8:
        return Encoding("utf-8", has_quotes, lines)
    foreign = b" ".join(words)
    if _UTF8_LETTER.search(foreign):
        raise FileUnreadable(file=file.name, reason="mixed_encodings", row=first_foreign)
    german = {codec: sum(map(foreign.decode(codec, errors="replace").count, _GERMAN)) for codec in _ONE_BYTE}
    likeliest = max(german, key=lambda codec: german[codec])
    if not german[likeliest]:
        found = from_bytes(foreign, cp_isolation=_ONE_BYTE, threshold=1.0).best()
        likeliest = found.encoding if found else likeliest
    return Encoding(likeliest, has_quotes, lines)
