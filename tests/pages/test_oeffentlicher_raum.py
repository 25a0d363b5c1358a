"""The page Öffentlicher Raum: reports, their remedy, condition of buildings."""

import pytest


def _words(page) -> str:
    return " ".join(element.value for element in [*page.markdown, *page.caption, *page.info])


def test_page_warns_that_reports_depend_on_eagerness(app_page) -> None:
    """Prevents the number of reports from being read as the amount of dirt."""
    page = app_page("oeffentlicher_raum")
    assert not page.exception
    assert "wie eifrig" in _words(page)


@pytest.mark.parametrize("area", ["city:dortmund", "bezirk:hoerde", "stat:140", "pg:evinger-mitte"])
@pytest.mark.parametrize("year", ["2019", "2026"])
def test_page_works_on_every_level_and_in_the_first_and_running_year(app_page, area: str, year: str) -> None:
    """Prevents failures where there are no reports, no year before or too few buildings."""
    assert not app_page("oeffentlicher_raum", {"gebiet": area, "stand": year}).exception


def test_running_year_is_compared_with_the_same_days(app_page) -> None:
    """Prevents nine months from being compared with a full year."""
    words = _words(app_page("oeffentlicher_raum", {"stand": "2026"}))
    assert "2026 (bis 30.09.2026)" in words
    assert "im gleichen Zeitraum des Vorjahres" in words


def test_chosen_kind_filters_sentences_and_map(app_page) -> None:
    """Prevents a head line that names one kind above sentences that count all."""
    every = _words(app_page("oeffentlicher_raum", {"stand": "2025"}))
    page = app_page("oeffentlicher_raum", {"stand": "2025", "art": "graffiti"})
    assert not page.exception
    assert "· Graffiti" in _words(page)
    assert every.split("Meldungen ein")[0] != _words(page).split("Meldungen ein")[0]
    assert page.query_params["art"] == "graffiti"


def test_points_become_a_grid_where_they_are_many(app_page, monkeypatch) -> None:
    """Prevents thousands of single points from being sent and drawn over each other."""
    from strukturmonitor.ui.public_space import report_map

    monkeypatch.setattr(report_map, "_MOST_POINTS", 100)
    page = app_page("oeffentlicher_raum", {"stand": "2025"})
    assert not page.exception
    assert "Methode: in Feldern gezählt" in _words(page)
    assert "Methode: jede Meldung ein Punkt" in _words(
        app_page("oeffentlicher_raum", {"gebiet": "stat:140", "stand": "2025"})
    )


@pytest.mark.parametrize(
    "query",
    [
        {"bezirk": "<script>"},
        {"gebiet": "x" * 10_000},
        {"stand": "12345", "art": "litter,<b>"},
        {"stand": "9999-99-99"},
    ],
)
def test_hostile_links_give_the_default_and_a_friendly_line(app_page, query: dict[str, str]) -> None:
    """Prevents unknown values of a link from breaking the page."""
    page = app_page("oeffentlicher_raum", query)
    assert not page.exception
    assert any("Grundeinstellung" in info.value for info in page.info)


def test_empty_database_says_what_to_do(app_page) -> None:
    """Prevents an exception or an empty page where nothing is loaded yet."""
    page = app_page("oeffentlicher_raum", empty=True)
    assert not page.exception
    assert any("noch keine Daten" in info.value for info in page.info)


def test_english_page_has_no_german_sentences(app_page) -> None:
    """Prevents forgotten translations."""
    page = app_page("oeffentlicher_raum", {"sprache": "en", "bezirk": "eving"})
    assert not page.exception
    assert "Meldungen" not in " ".join(element.value for element in page.markdown)
