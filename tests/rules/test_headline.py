"""The headline figures are data; the data must fit the catalogue."""

from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.headline import headline, headline_ids


def test_every_headline_id_is_in_the_catalogue() -> None:
    """Prevents a figure that silently disappears from the first page because its indicator was renamed."""
    assert set(headline_ids()) <= set(catalogue())
    assert [indicator.id for indicator in headline()] == list(headline_ids())


def test_four_to_six_figures_for_districts() -> None:
    """Prevents a row of figures too long to read, or figures that no Stadtbezirk has."""
    assert 4 <= len(headline_ids()) <= 6
    assert all({"city", "bezirk"} <= set(indicator.levels) for indicator in headline())


def test_vacancy_traffic_and_demography_are_among_them() -> None:
    """Prevents a first page that leaves out one of the three main subjects."""
    assert {"vacancy", "traffic", "demography"} <= {indicator.theme for indicator in headline()}
