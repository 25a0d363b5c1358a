"""In which encoding a table is that somebody gives a command or a page."""

import codecs

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK"  # workbooks are zipped


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
