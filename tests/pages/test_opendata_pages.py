"""What open data add to the pages: quiet where nothing is loaded, complete where it is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.imports.run import import_files

SAMPLES = Path(__file__).parents[1] / "imports" / "samples" / "opendata"
_FILES = {
    "ods-baustellen": "fb66-baustellen-tagesaktuell.json",
    "ods-tiefbau": "tiefbau-2026.json",
    "ods-spielplaetze": "spielplatze.json",
    "ods-gremientermine": "fb1-gremientermine.json",
    "ods-altersstruktur": "altersstruktur-2024.json",
}
_OPTIONS = {"ods-tiefbau": "2026-01-01", "ods-altersstruktur": "2024-12-31"}


@pytest.fixture(scope="module")
def loaded_dir(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo with the samples imported."""
    import shutil

    folder = tmp_path_factory.mktemp("loaded") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = shared_database(folder)
    for source, file in _FILES.items():
        options = {"reference_date": _OPTIONS[source]} if source in _OPTIONS else {}
        import_files(database, Actor(role="admin"), source, [SAMPLES / file], options)
    yield folder
    close_shared(folder)


@pytest.fixture
def loaded_page(page_of: Callable[..., AppTest], loaded_dir: Path) -> Callable[..., AppTest]:
    return lambda module, query: page_of(loaded_dir, module, query)


def words(page: AppTest) -> str:
    assert not page.exception
    parts = [each.value for kind in ("markdown", "caption", "text", "info", "header") for each in page.get(kind)]
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("module", "query", "said"),
    [
        ("verkehr", {"ansicht": "baustellen"}, "Baustellen sind nicht geladen"),
        ("verkehr", {"ansicht": "baustellen"}, "Das Arbeitsprogramm ist nicht geladen"),
        ("oeffentlicher_raum", {}, "Spielplätze sind nicht geladen"),
        ("stadtbezirk", {"bezirk": "eving"}, "kein künftiger Sitzungstermin geladen"),
    ],
)
def test_without_data_one_line_says_what_to_import(
    app_page: Callable[..., AppTest], module: str, query: dict[str, str], said: str
) -> None:
    """An empty map or an error where nobody has imported anything yet."""
    assert words(app_page(module, query)).count(said) == 1


def test_roadworks_and_programme(loaded_page: Callable[..., AppTest]) -> None:
    """Both sections of one Stadtbezirk, with source and date; text from files is shown as text."""
    said = words(loaded_page("verkehr", {"ansicht": "baustellen", "bezirk": "eving"}))
    assert "Straße - Kanalbau // Halbseitige Sperrung" in said
    assert "Eving · läuft, 19.01.2026 bis 23.10.2027" in said
    assert "Maßnahmen im Programm 2026 (1)" in said
    assert "Open Data: Baustellen (tagesaktuell)" in said


def test_published_roadworks_are_not_called_demo_data(loaded_page: Callable[..., AppTest]) -> None:
    """A badge «Demodaten» over entries of the city, only because other views hold made rows."""
    assert "erzeugte Werte" not in words(loaded_page("verkehr", {"ansicht": "baustellen"}))
    assert "erzeugte Werte" in words(loaded_page("verkehr", {}))


def test_roadworks_of_a_small_area_show_the_programme_of_its_district(loaded_page: Callable[..., AppTest]) -> None:
    """The programme knows Stadtbezirke only: a statistischer Bezirk would seem to have none."""
    said = words(loaded_page("verkehr", {"ansicht": "baustellen", "gebiet": "stat:140"}))
    assert "gezeigt ist Stadtbezirk Eving" in said


def test_playgrounds_are_counted(loaded_page: Callable[..., AppTest]) -> None:
    """One playground is not «1 Spielplätze»; an area without one says so."""
    assert "Im Stadtbezirk Eving: 1 Spielplatz." in words(loaded_page("oeffentlicher_raum", {"bezirk": "eving"}))
    assert "kein Spielplatz verzeichnet" in words(loaded_page("oeffentlicher_raum", {"bezirk": "mengede"}))


def test_published_figures_with_years(loaded_page: Callable[..., AppTest]) -> None:
    """The mean age has a unit of its own, which the table of published figures must know."""
    page = loaded_page("bevoelkerung", {"bezirk": "innenstadt-ost"})
    assert "Veröffentlichte" in "\n".join([words(page), *(each.label for each in page.expander)])
