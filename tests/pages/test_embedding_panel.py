"""«Einbetten» beside the link of a page."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest


def codes(page: AppTest) -> list[str]:
    return [code.value for code in page.code if code.value.startswith("<iframe")]


def test_code_is_offered_only_where_web_sites_are_allowed(
    app_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents code that no web site may use, code for pages that are not public, and another part than the chosen one."""
    assert codes(app_page("indikatoren", {"bezirk": "eving"})) == []
    monkeypatch.setenv("STRUKTURMONITOR_EMBED_ORIGINS", "https://www.example.org")
    (code,) = codes(app_page("indikatoren", {"bezirk": "eving"}))
    assert "/einbetten/indikatoren?teil=tabelle%3Akatalog&amp;bezirk=eving" in code
    assert codes(app_page("konto", role="coordinator")) == []
