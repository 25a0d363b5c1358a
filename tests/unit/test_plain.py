"""Text that people typed, in Markdown."""

import pytest

from strukturmonitor.ui.plain import plain


@pytest.mark.parametrize(
    "text", ["![x](http://evil.example/p.png)", "<img src=x>", "# Titel", "**fett**", ":material/star:", "$x$", "`c`"]
)
def test_nothing_a_reader_typed_becomes_markup(text: str) -> None:
    """Prevents pictures from elsewhere (a request to a third party) and links through a search text in the URL."""
    shown = plain(text)
    assert "http://" not in shown.replace("\\", "")
    assert shown.replace("\\", "").replace("\u2060", "") == text
    assert not any(shown.startswith(mark) for mark in "!<#*:$`")


def test_lines_are_joined() -> None:
    """Prevents a line break that ends a table row or starts a list."""
    assert plain("a\n- b") == "a \\- b"
