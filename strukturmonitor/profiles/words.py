"""Sentences of pages (Markdown of our own making) as runs a template sets: nothing is ever read as markup there."""

import re

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~$:&@/])")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_BULLET = "- "
# A number keeps its per cent sign on its line.
_PERCENT = re.compile(r"(?<=\d) (?=%)")
_NO_BREAK = "\N{NO-BREAK SPACE}"

# A run of letters: its text, and whether it is bold.
Run = tuple[str, bool]


def paragraphs(markdown: str) -> list[dict[str, object]]:
    """[{"is_item": …, "runs": [[text, is_bold], …]}] of each line that is not empty; links keep their words only."""
    found = []
    for line in markdown.splitlines():
        text = line.strip()
        if not text:
            continue
        is_item = text.startswith(_BULLET)
        found.append({"is_item": is_item, "runs": _runs(text.removeprefix(_BULLET) if is_item else text)})
    return found


def unmarked(markdown: str) -> str:
    """The words alone, on one line."""
    return " ".join("".join(text for text, _ in entry["runs"]) for entry in paragraphs(markdown))


def _runs(text: str) -> list[Run]:
    text = _PERCENT.sub(_NO_BREAK, _LINK.sub(r"\1", text))
    runs: list[Run] = []
    end = 0
    for match in _BOLD.finditer(text):
        runs += [(text[end : match.start()], False), (match.group(1), True)]
        end = match.end()
    runs.append((text[end:], False))
    return [(_ESCAPED.sub(r"\1", part), is_bold) for part, is_bold in runs if part]
