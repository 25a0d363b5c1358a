"""Text that people typed, shown as it is: Markdown could turn it into links and into pictures from elsewhere."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/])")
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"  # invisible; an address that it splits is no link


def plain(text: str) -> str:
    """The text so that Streamlit's Markdown shows it unchanged, on one line."""
    return _SPECIAL.sub(r"\\\1", _LINK.sub(_JOINER, " ".join(text.split())))
