"""The page Import."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.database.shared import close_shared
from strukturmonitor.ui import data

HEADER = "Nr.;Name;Straße;Stadtbezirk;Status;Leerstand seit;Fläche;Längengrad;Breitengrad\r\n"
GOOD = "1;Laden *fett* http://boese.example;Weg 1;Eving;leer;03/2021;85,5;7,4790;51,5560\r\n"
LET = "2;Friseur;Weg 2;Eving;vermietet;;60;7,4790;51,5560\r\n"
BAD = "3;=1+1;Weg 3;Eving;kaputt;03/2021;85,5;7,4790;51,5560\r\n"


@pytest.fixture
def import_page(monkeypatch: pytest.MonkeyPatch, writable_dir: Path) -> Iterator[Callable[..., AppTest]]:
    """The page on a database that may change."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))

    def run(role: str = "coordinator", **query: str) -> AppTest:
        monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", role)
        data.settings.cache_clear()

        def script() -> None:
            from pages import importieren

            importieren.show()

        test = AppTest.from_function(script, default_timeout=60)
        for key, value in query.items():
            test.query_params[key] = value
        return test.run()

    yield run
    close_shared(writable_dir)
    data.settings.cache_clear()


def upload(test: AppTest, text: str, name: str = "liste.csv") -> AppTest:
    return test.file_uploader[0].set_value((name, text.encode("cp1252"), "text/csv")).run()


def words(test: AppTest) -> str:
    elements = [
        *test.markdown,
        *test.caption,
        *test.info,
        *test.warning,
        *test.error,
        *test.success,
        *test.header,
        *test.subheader,
    ]
    return "\n".join(str(element.value) for element in elements)


@pytest.mark.parametrize("role", ["public", "council", "jury"])
def test_refuses_other_roles(app_page: Callable[..., AppTest], role: str) -> None:
    """An upload field for somebody who may not publish."""
    test = app_page("importieren", role=role)
    assert not test.exception and not test.file_uploader
    assert f"Ihrer Rolle ({role})" in words(test)


def test_the_statistics_office_may_load_boundaries_only(app_page: Callable[..., AppTest]) -> None:
    """The statistics office locked out of the page, or let at the coordinators' register."""
    test = app_page("importieren", role="statistics")
    assert not test.exception and len(test.file_uploader) == 1
    assert "Gebietsgrenzen" in words(test) + test.file_uploader[0].label


def test_shows_the_way_in(import_page: Callable[..., AppTest]) -> None:
    """A coordinator who does not know how her list must look."""
    test = import_page()
    assert not test.exception
    assert "Sie sehen zuerst, was gelesen wurde" in words(test)
    assert "Bisher wurde nichts geladen" in words(test)
    assert "Übernehmen" not in [button.label for button in test.button]


def test_preview_publish_and_after(import_page: Callable[..., AppTest]) -> None:
    """The register changes with the button and not before; afterwards the page says what is there."""
    test = upload(import_page(), HEADER + GOOD + LET + BAD)
    assert not test.exception
    shown = words(test)
    assert "Geladen werden können 2 von 3 Zeilen" in shown and "1 von 2 Ladenlokalen leer, das sind 50,0 %" in shown
    assert "erzeugte Ladenlokale (Demodaten)" in shown
    assert [metric.value for metric in test.metric] == ["3", "2", "1", "0", "0"]
    assert data.database().is_demo and data.database().read("import_runs").empty
    next(button for button in test.button if button.label == "Übernehmen").click().run()
    assert not test.exception
    assert "2 Ladenlokale stehen jetzt im Register, davon 1 leer" in words(test)
    assert data.database().read("import_runs").iloc[0]["actor"] == "coordinator"
    again = upload(test, HEADER + GOOD + LET + BAD)
    assert "wurde zuletzt schon übernommen" in words(again)
    assert "Übernehmen" not in [button.label for button in again.button]


def test_changes_against_the_register(import_page: Callable[..., AppTest]) -> None:
    """A coordinator who cannot see what her new list would change."""
    test = upload(import_page(), HEADER + GOOD + LET)
    next(button for button in test.button if button.label == "Übernehmen").click().run()
    test = upload(test, HEADER + GOOD.replace("leer", "in Gesprächen"))
    assert [metric.value for metric in test.metric][5:] == ["0", "1", "0", "1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Sie ist leer"), ("Brief", "fehlen Spalten: Straße, Status"), (HEADER, "keine einzige Zeile"),
        (HEADER + BAD, "Von 1 Zeilen lässt sich keine laden"),
    ],
)  # fmt: skip
def test_bad_files(import_page: Callable[..., AppTest], text: str, said: str) -> None:
    """A stack trace, or a button that empties the register."""
    test = upload(import_page(), text)
    assert not test.exception and said in words(test)
    assert "Übernehmen" not in [button.label for button in test.button]


def test_wrong_ending(import_page: Callable[..., AppTest]) -> None:
    """A PDF that is taken for a list."""
    test = upload(import_page(), "x", "liste.pdf")
    assert "Die Endung passt nicht. Möglich sind: csv, xlsx" in words(test)


def test_rejected_rows_are_harmless(import_page: Callable[..., AppTest]) -> None:
    """Markup and addresses of a file that become links on the page."""
    test = upload(import_page(), HEADER + GOOD.replace("leer", "*kaputt* [x](http://boese.example)"))
    table = test.table[0].value
    assert (
        table.iloc[0, 0] == "2"
        and r"\*kaputt\*" in table.iloc[0, 2]
        and "http://" not in table.iloc[0, 2].replace("\\", "")
    )


@pytest.mark.parametrize("query", [{"quelle": "<script>"}, {"bezirk": "x" * 10_000}, {"quelle": "gebietsgrenzen"}])
def test_hostile_links(import_page: Callable[..., AppTest], query: dict[str, str]) -> None:
    """A link that breaks the page, or opens what the role may not load."""
    test = import_page(**query)
    assert not test.exception and "Liste (CSV oder XLSX" in test.file_uploader[0].label


def test_administrators_load_boundaries(import_page: Callable[..., AppTest]) -> None:
    """The second source by the same way."""
    from strukturmonitor.cities import CITIES_DIR

    test = import_page("admin", quelle="gebietsgrenzen")
    assert not test.exception and "GeoJSON" in test.file_uploader[0].label
    content = (CITIES_DIR / "dortmund" / "stadtbezirke.geojson").read_bytes()
    test.file_uploader[0].set_value(("bezirke.geojson", content, "application/json")).run()
    assert not test.exception and "Alle Zeilen lassen sich laden (12)" in words(test)
    next(button for button in test.button if button.label == "Übernehmen").click().run()
    assert not test.exception and "12 Gebiete gelten jetzt" in words(test)


def test_english_and_empty(app_page: Callable[..., AppTest]) -> None:
    """A missing translation ends the page; an empty database is the first day of every office."""
    test = app_page("importieren", {"sprache": "en"}, role="coordinator")
    assert not test.exception and "Load your list" in words(test)
    assert not app_page("importieren", empty=True).exception
