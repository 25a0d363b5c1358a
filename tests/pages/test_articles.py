"""Barrierefreiheit, Datenschutz, Impressum: texts an operator edits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.texts import LANGUAGES
from strukturmonitor.ui import articles

NAMES = ("barrierefreiheit", "datenschutz", "impressum")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("empty", [False, True])
def test_opens(app_page: Callable[..., AppTest], name: str, language: str, empty: bool) -> None:
    """A statement the law asks for that does not open, or shows a placeholder."""
    test = app_page(name, {"sprache": language}, empty=empty)
    assert not test.exception
    text = "\n".join(element.value for element in test.markdown)
    assert len(text) > 500
    assert "{contact}" not in text


@pytest.mark.parametrize("name", NAMES)
def test_operator_is_told_what_to_fill_in(app_page: Callable[..., AppTest], name: str) -> None:
    """A site that goes public with an imprint nobody filled in."""
    assert any("ergänzen" in warning.value for warning in app_page(name).warning)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_places(language: str) -> None:
    """A place that only one language asks for."""
    for name in NAMES:
        german, other = articles.read_article(name, "de"), articles.read_article(name, language)
        assert other.language == language
        assert other.places_to_fill == german.places_to_fill
        assert other.as_of == german.as_of


def test_changes_show_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An operator's change that shows only after a restart; a file without a date or translation must do."""
    (tmp_path / "de").mkdir()
    monkeypatch.setattr(articles, "TEXTS_DIR", tmp_path)
    (tmp_path / "de" / "impressum.md").write_text("Erste Fassung", encoding="utf-8")
    assert articles.read_article("impressum", "en").body == "Erste Fassung"
    (tmp_path / "de" / "impressum.md").write_text("Stand: 2027-01-02\nZweite Fassung", encoding="utf-8")
    article = articles.read_article("impressum", "en")
    assert (article.body, str(article.as_of), article.language) == ("Zweite Fassung", "2027-01-02", "de")
