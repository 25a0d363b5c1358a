"""A database that is part made, part real says so: page, chart, download and the page Daten."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.imports.raw_tables import InputFile
from strukturmonitor.imports.run import prepare, publish
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.indicators.standing import courses, standing

_CITATION = "Melderegister der Stadt, Hauptwohnung"
_MADE = "Demodaten, erzeugt (keine Messung)"
_YEAR = 2024


@pytest.fixture
def mixed(writable_dir: Path, tmp_path: Path) -> Iterator[Path]:
    """The demo with counted residents of one year for every statistischer Bezirk, and counted reports of one year."""
    database = shared_database(writable_dir)
    tree = AreaTree(database.read("areas"))
    rows = [
        f"{area.code};{_YEAR};{age};{sex};{nationality};{7 + age % 3}"
        for area in tree.of_level("stat")
        for age in range(0, 90, 3)
        for sex in ("m", "w")
        for nationality in ("deutsch", "nichtdeutsch")
    ]
    header = "Statistischer Bezirk;Jahr;Alter;Geschlecht;Staatsangehörigkeit;Personen"
    path = tmp_path / "echt.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    for source, file in (
        ("bevoelkerung", path),
        ("open311", Path(__file__).parents[1] / "imports" / "samples" / "open311" / "requests.json"),
    ):
        prepared = prepare(database, Actor("admin"), source, [InputFile(file.name, file)], {})
        assert publish(database, Actor("admin"), prepared)["state"] == "published"
    yield writable_dir
    close_shared(writable_dir)


@pytest.fixture
def page(page_of: Callable[..., AppTest], mixed: Path) -> Callable[..., AppTest]:
    return lambda module, query: page_of(mixed, module, query)


def _notes(test: AppTest) -> list[str]:
    assert not test.exception
    return [caption.value for caption in test.caption if caption.value.startswith("Quelle:")]


def test_a_real_year_is_not_called_demo_data(page: Callable[..., AppTest]) -> None:
    """Prevents counted residents under the label «Demodaten», and made ones without it."""
    notes = _notes(page("bevoelkerung", {"bezirk": "eving", "stand": "2024", "vergleich": "keine"}))
    pyramid = [note for note in notes if _CITATION in note and _MADE not in note]
    assert pyramid, notes
    notes = _notes(page("bevoelkerung", {"bezirk": "eving", "stand": "2023", "vergleich": "keine"}))
    assert any(_MADE in note and _CITATION not in note for note in notes)


def test_a_series_says_from_when_it_is_real(page: Callable[..., AppTest]) -> None:
    """Prevents a line of made and counted years that reads like one measurement."""
    notes = _notes(page("bevoelkerung", {"bezirk": "eving", "stand": "2024", "vergleich": "2023"}))
    both = [note for note in notes if _CITATION in note and _MADE in note]
    assert any(f"{_CITATION} (2024)" in note and "–2023, 2025)" in note for note in both), notes


def test_reports_of_a_real_year_are_cited_as_such(page: Callable[..., AppTest]) -> None:
    """Prevents real reports that are called made, and made buildings that are not."""
    test = page("oeffentlicher_raum", {"stand": "2025"})
    notes = _notes(test)
    assert any("Open311" in note and _MADE not in note for note in notes), notes
    assert any(_MADE in note for note in notes)


@pytest.mark.parametrize("module", ["stadtbezirk", "ueberblick", "indikatoren", "vergleich", "verkehr", "daten"])
def test_other_pages_name_both(page: Callable[..., AppTest], module: str) -> None:
    """Prevents a page that ends with an error, or cites only one of the two, as soon as rows are mixed."""
    test = page(module, {"bezirk": "eving"})
    assert not test.exception
    text = " ".join(caption.value for caption in test.caption)
    if module in ("stadtbezirk", "indikatoren", "vergleich"):
        assert _CITATION in text and _MADE in text


def test_a_change_from_made_to_counted_is_none(mixed: Path) -> None:
    """Prevents «risen by 4 % since last year» between an invented and a counted number."""
    database = shared_database(mixed)
    indicator = catalogue()["altenquotient"]
    rows = series(Reader(database, Actor()), indicator)
    levels = pd.Series(AreaTree(database.read("areas")).levels)
    now = standing(indicator, rows, levels, pd.Timestamp(_YEAR, 12, 31)).set_index("area_id").loc["bezirk:eving"]
    assert now["origin"] == "counted" and now["value"] > 0
    assert pd.isna(now["change"]) and pd.isna(now["five_change"])
    before = standing(indicator, rows, levels, pd.Timestamp(2023, 12, 31)).set_index("area_id").loc["bezirk:eving"]
    assert before["origin"] == "made" and pd.notna(before["change"])
    course = dict(courses(rows))["bezirk:eving"].until(pd.Timestamp(_YEAR, 12, 31))
    assert len(course.since_last_gap) == 1


def test_tables_behind_an_indicator_are_found_through_views() -> None:
    """Prevents an indicator that cites nothing because it reads a view."""
    assert "population" in tables_read("altenquotient")
    assert {"report", "population"} <= set(tables_read("meldungen_je_1000"))
    assert "unit" in tables_read("leerstandsquote")
    assert "traffic_hour" in tables_read("dtv_index")
