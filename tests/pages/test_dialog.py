"""The page on dialogue: what the public sees of it, keeping a record on it, and the record on paper."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import AreaTree
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.dialogue.meeting_ideas import Said, add_ideas
from strukturmonitor.dialogue.meeting_keeping import Sheet, save_meeting
from strukturmonitor.dialogue.meeting_paper import meeting_pdf
from strukturmonitor.dialogue.meetings import meeting
from strukturmonitor.shown import Chart, Map
from strukturmonitor.texts import speak
from strukturmonitor.ui import data as ui_data
from strukturmonitor.ui.headless import take
from strukturmonitor.ui.map_files import map_file

PUBLISHED, DRAFT = "beispiel-evinger-mitte", "beispiel-lenkungsgruppe"
HTML = "<script>alert(1)</script> & <b>fett</b>"


def words(page: AppTest) -> str:
    parts = [*page.markdown, *page.caption, *page.title, *page.warning, *page.info]
    return " ".join(str(part.value) for part in parts)


def test_the_public_reads_what_is_published(app_page: Callable[..., AppTest]) -> None:
    """Prevents drafts from being listed or opened by their link, and the page from failing without records."""
    page = app_page("dialog")
    assert not page.exception and "Bürgerdialog Evinger Mitte" in words(page)
    assert "Lenkungsgruppe Zukunftskonzept" not in words(page) and not [
        b for b in page.button if b.label == "Neues Protokoll"
    ]
    page = app_page("dialog", {"veranstaltung": DRAFT, "ansicht": "bearbeiten"})
    assert (
        not page.exception
        and "noch nicht veröffentlicht" in words(page)
        and "Handlungsfelder und Daten" not in words(page)
    )
    page = app_page("dialog", {"veranstaltung": PUBLISHED, "thema": "traffic", "ideenstand": "not_possible"})
    assert "Tempo 30" in words(page) and "Wochenmarkt" not in words(page)
    page = app_page("dialog", empty=True)
    assert not page.exception and "Noch ist kein Protokoll" in words(page)


def test_filters_live_in_the_link(app_page: Callable[..., AppTest]) -> None:
    """Prevents a link from showing another selection than the one it was copied from."""
    page = app_page("dialog", {"bezirk": "hoerde", "art": "walk", "jahr": "2026"})
    assert "Stadtteilspaziergang" in words(page) and "Bürgerdialog Evinger Mitte" not in words(page)
    assert dict(page.query_params) == {"bezirk": "hoerde", "art": "walk", "jahr": "2026"}


def test_typing_ideas(page_of: Callable[..., AppTest], writable_dir: Path) -> None:
    """Prevents lines typed at a table from being lost, points from being read as words, and the theme from being forgotten."""
    query = {"veranstaltung": DRAFT, "ansicht": "bearbeiten", "teil": "ideen"}
    page = page_of(writable_dir, "dialog", query, role="coordinator")
    page.selectbox(key=f"dialog:eingabe:{DRAFT}:thema").set_value("traffic")
    page.text_area[0].set_value(f"Mehr Bänke; 12\n\n{HTML}")
    [button] = [button for button in page.button if button.label == "Ideen hinzufügen"]
    button.click().run()
    assert not page.exception and page.text_area[0].value == ""
    ideas = meeting(Reader(shared_database(writable_dir), Actor("admin")), DRAFT).ideas
    assert [(idea.text, idea.weight, idea.theme) for idea in ideas] == [
        ("Mehr Bänke", 12, "traffic"),
        (HTML, None, "traffic"),
    ]
    close_shared(writable_dir)


@pytest.mark.parametrize("part", ["angaben", "tabelle", "antworten", "fotos", "loeschen"])
def test_every_part_of_the_form_opens(app_page: Callable[..., AppTest], part: str) -> None:
    """Prevents a part of the record that nobody can fill in, in either language."""
    for language in ("de", "en"):
        query = {"veranstaltung": PUBLISHED, "ansicht": "bearbeiten", "teil": part, "sprache": language}
        assert not app_page("dialog", query, role="admin").exception


def test_saving_over_somebody_elses_version(page_of: Callable[..., AppTest], writable_dir: Path) -> None:
    """Prevents the form from overwriting what somebody saved meanwhile, and from losing what was typed."""
    query = {"veranstaltung": DRAFT, "ansicht": "bearbeiten"}
    page = page_of(writable_dir, "dialog", query, role="coordinator")
    database = shared_database(writable_dir)
    kept = meeting(Reader(database, Actor("admin")), DRAFT)
    save_meeting(database, Actor("admin"), Sheet(**{**vars(Sheet.of(kept)), "place": "Rathaus"}), DRAFT, kept.revision)
    page.text_input[0].set_value("Mein Titel")
    [save] = [button for button in page.button if button.label == "Speichern"]
    save.click().run()
    assert not page.exception and "inzwischen gespeichert" in words(page) and page.text_input[0].value == "Mein Titel"
    now = meeting(Reader(database, Actor("admin")), DRAFT)
    assert (now.title, now.place) == (kept.title, "Rathaus")
    [mine] = [button for button in page.button if button.label == "Meine Fassung speichern"]
    mine.click().run()
    assert not page.exception and meeting(Reader(database, Actor("admin")), DRAFT).title == "Mein Titel"
    close_shared(writable_dir)


def test_the_record_on_paper(writable_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prevents a PDF without its source, markup read from ideas, a draft's words in a public file, and a meeting without
    ideas from having no paper at all."""
    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(writable_dir))
    monkeypatch.setattr(ui_data, "SETTLE_S", 0)
    ui_data.settings.cache_clear()
    database = shared_database(writable_dir)
    tree, keeper = AreaTree(database.read("areas")), Actor("coordinator")
    add_ideas(database, keeper, PUBLISHED, [Said(HTML, weight=500), Said("x" * 500)])

    def text(meeting_id: str, language: str, actor: Actor) -> str:
        made = meeting_pdf(
            database, actor, meeting_id, speak(language, "dortmund"), tree=tree, take=take, fetch=map_file
        )
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))

    german, english = text(PUBLISHED, "de", keeper), text(PUBLISHED, "en", Actor())
    assert "<script>alert(1)</script>" in german and "Sie sagten" in german and "You said" in english
    assert "Entwurf" not in german and "Quelle:" in german and "Source:" in english
    assert "Entwurf" in text(DRAFT, "de", keeper)
    view = take("dialog", {"veranstaltung": PUBLISHED}, Actor())
    assert {type(part) for part in view.parts} >= {Chart, Map}
    ui_data.settings.cache_clear()
    close_shared(writable_dir)
