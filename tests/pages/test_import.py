"""The page Import."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from strukturmonitor.database.shared import close_shared
from strukturmonitor.imports import jobs
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.sources import sources
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import speak
from strukturmonitor.ui import data
from strukturmonitor.ui.import_jobs import progress_words

HEADER = "Nr.;Name;Straße;Stadtbezirk;Status;Leerstand seit;Fläche;Längengrad;Breitengrad\r\n"
GOOD = "1;Laden *fett* http://boese.example;Weg 1;Eving;leer;03/2021;85,5;7,4790;51,5560\r\n"
LET = "2;Friseur;Weg 2;Eving;vermietet;;60;7,4790;51,5560\r\n"
BAD = "3;=1+1;Weg 3;Eving;kaputt;03/2021;85,5;7,4790;51,5560\r\n"


@pytest.fixture
def import_page(page_of: Callable[..., AppTest], writable_dir: Path) -> Iterator[Callable[..., AppTest]]:
    """The page on a database that may change."""

    def run(role: str = "coordinator", **query: str) -> AppTest:
        return page_of(writable_dir, "importieren", query, role=role)

    yield run
    for job in jobs.jobs():
        job.thread.join(60)
    jobs._jobs.clear()
    close_shared(writable_dir)
    data.settings.cache_clear()


def upload(test: AppTest, text: str, name: str = "liste.csv") -> AppTest:
    """Choose a file and have it checked."""
    return check(test.file_uploader[0].set_value((name, text.encode("cp1252"), "text/csv")).run())


def check(test: AppTest) -> AppTest:
    return settled(button(test, "Datei prüfen").click().run())


def settled(test: AppTest) -> AppTest:
    """The page as it is when no import is at work any more."""
    for job in jobs.jobs():
        job.thread.join(60)
    return test.run()


def button(test: AppTest, label: str) -> Button:
    return next(found for found in test.button if found.label == label)


def labels(test: AppTest) -> list[str]:
    return [found.label for found in test.button]


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
    assert f"Ihrer Rolle ({speak('de')(f'role.{role}')})" in words(test)


def test_the_statistics_office_loads_statistics_only(app_page: Callable[..., AppTest]) -> None:
    """The statistics office locked out of the page, or let at the coordinators' register."""
    test = app_page("importieren", role="statistics")
    assert not test.exception and len(test.file_uploader) == 1
    offered = test.selectbox[0].options
    assert "Verkehr: Unfallatlas" in offered and "Leerstand: Leerstandsliste" not in offered
    assert len(offered) == sum(source.right == "import_statistics" for source in sources().values())


def test_administrators_load_everything(app_page: Callable[..., AppTest]) -> None:
    """A source that was defined and cannot be chosen."""
    test = app_page("importieren", role="admin")
    assert len(test.selectbox[0].options) == len(sources())


def test_shows_the_way_in(import_page: Callable[..., AppTest]) -> None:
    """A coordinator who does not know how her list must look."""
    test = import_page()
    assert not test.exception and "ersetzt den Bestand" in words(test)
    assert "Übernehmen" not in labels(test) and "Datei prüfen" not in labels(test)


def test_preview_publish_and_after(import_page: Callable[..., AppTest]) -> None:
    """The register changes with the button and not before; afterwards the page says what is there."""
    test = upload(import_page(), HEADER + GOOD + LET + BAD)
    assert not test.exception
    shown = words(test)
    assert "Geladen werden können 2 von 3 Zeilen" in shown and "leer: 1 von 2 Ladenlokalen, das sind 50,0 %" in shown
    assert "Gelesen 3 = neu oder geändert 2 + unverändert 0 + abgelehnt 1 + doppelt 0." in shown
    assert "erzeugte Ladenlokale (Demodaten)" in shown
    assert [metric.value for metric in test.metric] == ["3", "2", "0", "1", "0"]
    assert data.database().is_demo and data.database().read("import_runs").empty
    test = settled(button(test, "Übernehmen").click().run())
    assert not test.exception
    assert "2 Ladenlokale sind neu oder geändert" in words(test) and "Eine Zeile wurde abgelehnt" in words(test)
    assert data.database().read("import_runs").iloc[0]["actor"] == "coordinator"
    again = upload(button(test, "Weitere Datei laden").click().run(), HEADER + GOOD + LET + BAD)
    assert "wurde zuletzt schon übernommen" in words(again)
    assert "Übernehmen" not in labels(again)


def test_effect_on_the_figures(import_page: Callable[..., AppTest]) -> None:
    """A list that changes the vacancy rate of the whole city, published without anybody having seen it."""
    rows = [f"{n};Laden;Weg {n};Eving;{'leer' if n % 2 else 'vermietet'};;60;7,4790;51,5560\r\n" for n in range(60)]
    test = upload(import_page(), HEADER + "".join(rows))
    effect = next(table.value for table in test.table if "danach" in table.value.columns)
    rate = effect[(effect["Gebiet"] == "Dortmund") & effect["Zahl"].str.startswith("Leerstandsquote")]
    assert len(rate) == 1 and rate["danach"].iloc[0].replace("\\", "").startswith("50,0")


def test_discard(import_page: Callable[..., AppTest]) -> None:
    """A preview that cannot be left without publishing."""
    test = button(upload(import_page(), HEADER + GOOD), "Verwerfen").click().run()
    assert not test.exception and not test.metric
    assert data.database().read("import_runs").empty


def test_changes_against_the_register(import_page: Callable[..., AppTest]) -> None:
    """A coordinator who cannot see what her new list would change."""
    test = settled(button(upload(import_page(), HEADER + GOOD + LET), "Übernehmen").click().run())
    test = upload(button(test, "Weitere Datei laden").click().run(), HEADER + GOOD.replace("leer", "in Gesprächen"))
    assert [metric.value for metric in test.metric][5:] == ["0", "1", "0", "1"]


def test_unknown_words_are_said_once(import_page: Callable[..., AppTest]) -> None:
    """A coordinator who has to change the same word of her list every month."""
    test = upload(import_page(), HEADER + GOOD + BAD)
    choice = next(box for box in test.selectbox if "kaputt" in box.label)
    choice.select("gemeldet")
    test = settled(button(test, "Bestätigen, merken und neu prüfen").click().run())
    assert not test.exception and "Alle Zeilen lassen sich laden (2)" in words(test)
    kept = data.database().read("spellings", source_id="leerstand").iloc[0]
    assert (kept["spelling"], kept["value"], kept["confirmed_by"]) == ("kaputt", "reported", "coordinator")


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
    assert "Übernehmen" not in labels(test)


def test_wrong_ending(import_page: Callable[..., AppTest]) -> None:
    """A PDF that is taken for a list."""
    test = upload(import_page(), "x", "liste.pdf")
    assert "Die Endung passt nicht. Möglich sind: csv, xlsx" in words(test)


def test_rejected_rows_are_harmless(import_page: Callable[..., AppTest]) -> None:
    """Markup and addresses of a file that become links on the page."""
    test = upload(import_page(), HEADER + GOOD.replace("leer", "*kaputt* [x](http://boese.example)"))
    table = next(table.value for table in test.table if "Wert" in table.value.columns)
    assert table["Zeile"].iloc[0] == "2" and r"\*kaputt\*" in table["Wert"].iloc[0]
    assert "http://" not in table["Wert"].iloc[0].replace("\\", "")


@pytest.mark.parametrize("query", [
    {"quelle": "<script>"}, {"bezirk": "x" * 10_000}, {"quelle": "gebietsgrenzen"}, {"ansicht": "<b>"},
    {"ansicht": "verlauf", "lauf": "-1"},
])  # fmt: skip
def test_hostile_links(import_page: Callable[..., AppTest], query: dict[str, str]) -> None:
    """A link that breaks the page, or opens what the role may not load."""
    test = import_page(**query)
    assert not test.exception
    assert all("CSV, XLSX, XLS, ODS" in field.label for field in test.file_uploader)


def test_administrators_load_boundaries(import_page: Callable[..., AppTest]) -> None:
    """Boundaries by the same way as a list."""
    from strukturmonitor.cities import CITIES_DIR

    test = import_page("admin", quelle="gebietsgrenzen")
    assert not test.exception and "GEOJSON" in test.file_uploader[0].label
    content = (CITIES_DIR / "dortmund" / "stadtbezirke.geojson").read_bytes()
    test = check(test.file_uploader[0].set_value(("bezirke.geojson", content, "application/json")).run())
    assert not test.exception and "Alle Zeilen lassen sich laden (12)" in words(test)
    test = settled(button(test, "Übernehmen").click().run())
    assert not test.exception and "12 Gebiete gelten jetzt" in words(test)


ACCIDENT = "OBJECTID;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1;ULICHTVERH;" \
    "IstRad;IstPKW;IstFuss;IstKrad;IstGkfz;IstSonstige;XGCSWGS84;YGCSWGS84;STRZUSTAND\r\n"  # fmt: skip
NEAR = "{id};05;9;13;{place};2024;{month};08;3;{category};9;6;0;0;1;0;0;0;0;7,50848;51,51681;1\r\n"


def test_statistics_table_with_rejects_history_and_way_back(import_page: Callable[..., AppTest]) -> None:
    """A statistics file whose rejected rows, rows of other places or way back nobody finds."""
    good = NEAR.format(id=1, place="000", month="01", category=3)
    rows = (
        good
        + NEAR.format(id=2, place="000", month="13", category=3)
        + NEAR.format(id=3, place="111", month="01", category=3)
    )
    test = upload(import_page("statistics", quelle="unfallatlas"), ACCIDENT + rows + good, "unfaelle.csv")
    assert not test.exception
    said = words(test)
    assert "Gelesen 3 = neu oder geändert 1 + unverändert 0 + abgelehnt 1 + doppelt 1." in said
    assert "eine Zeile eines anderen Ortes" in said
    version = data.database().data_version
    test = settled(button(test, "Übernehmen").click().run())
    assert "Eine Zeile ist neu oder geändert" in words(test) and data.database().data_version != version
    past = import_page("statistics", ansicht="verlauf")
    assert not past.exception and "Befunde" in words(past) and "UMONAT" in set(past.table[1].value["Spalte"])
    asked = button(past, "Import Nr. 1 zurücknehmen").click().run()
    assert "wieder auf dem Stand von davor" in words(asked) and data.database().data_version != version
    gone = button(asked, "Ja, zurücknehmen").click().run()
    assert not gone.exception and "Es gilt wieder der Stand davor" in words(gone)
    assert data.database().data_version == version


def test_others_neither_see_nor_take_back(import_page: Callable[..., AppTest]) -> None:
    """The coordinator's list, its values and its way back in the hands of the statistics office."""
    settled(button(upload(import_page(), HEADER + GOOD + BAD), "Übernehmen").click().run())
    test = import_page("statistics", ansicht="verlauf")
    assert not test.exception and "kaputt" not in words(test) + "".join(str(table.value) for table in test.table)
    assert not [label for label in labels(test) if "zurücknehmen" in label]
    assert "liste" not in words(import_page("statistics"))  # among the imports that have just ended


def test_findings_can_be_filtered(import_page: Callable[..., AppTest]) -> None:
    """A long list of findings in which nobody finds the column at hand."""
    settled(button(upload(import_page(), HEADER + GOOD + LET + BAD), "Übernehmen").click().run())
    test = import_page(ansicht="verlauf")
    search = next(field for field in test.text_input if field.label.startswith("Suchen"))
    assert list(search.set_value("KAPUTT").run().table[1].value["Wert"]) == ["kaputt"]
    assert "Kein Befund passt" in words(search.set_value("gibt es nicht").run())


def test_an_import_runs_on_while_the_page_is_closed(import_page: Callable[..., AppTest]) -> None:
    """A person who closes the window and finds nothing of the import afterwards."""
    upload(import_page(), HEADER + GOOD + LET)
    later = import_page()  # another session
    assert "Vorschau wartet auf Ihre Entscheidung" in words(later)
    shown = next(found for found in later.button if found.label == "Ansehen").click().run()
    assert not shown.exception and "Übernehmen" in labels(shown)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("view", ["laden", "verlauf", "aktualitaet"])
def test_every_view_in_both_languages_also_empty(app_page: Callable[..., AppTest], language: str, view: str) -> None:
    """A missing translation ends the page; an empty database is the first day of every office."""
    test = app_page("importieren", {"sprache": language, "ansicht": view}, role="coordinator")
    assert not test.exception and not app_page("importieren", {"ansicht": view}, empty=True).exception


@pytest.mark.parametrize("source_id", sorted(sources()))
def test_every_source_has_a_form(app_page: Callable[..., AppTest], source_id: str) -> None:
    """A source whose options or texts the page does not know."""
    slug = "gebietsgrenzen" if source_id == "boundaries" else source_id
    test = app_page("importieren", {"quelle": slug, "sprache": "en"}, role="admin")
    assert not test.exception and len(test.file_uploader) == 1
    own = [field.label for field in [*test.date_input, *test.text_input]]
    assert not set(own) & set(sources()[source_id].definition.get("options", {})), "an option without words"


def test_the_server_takes_the_largest_file() -> None:
    """A file that its source allows and the server refuses before anybody reads it."""
    limit = tomllib.loads((PROJECT_DIR / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert limit["server"]["maxUploadSize"] >= max(source.max_mb for source in sources().values())


def test_progress_in_words() -> None:
    """A bar that goes back, or a person who cannot see how long it takes."""
    texts, progress = speak("de"), Progress()
    progress.step("clean", 1000)
    share, said = progress_words(texts, progress, is_publishing=False)
    assert share == 0.4 and said == "Schritt 3 von 5: Werte prüfen · 1.000 Zeilen"
    progress.advance(0.5, 500)
    assert progress_words(texts, progress, is_publishing=False)[0] == 0.5
