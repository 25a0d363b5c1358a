"""The view Begehung of the register: a street recorded and a re-check ticked off through the page, and the list on paper."""

import datetime
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.exports.walk_list import walk_list_pdf
from strukturmonitor.register import record, save
from strukturmonitor.register.rechecks import begin_recheck, ordered
from strukturmonitor.register.surveys import begin_survey, street_units
from strukturmonitor.register.walks import stops, walks
from strukturmonitor.texts import speak
from strukturmonitor.ui.register.recheck_words import known_lines

COORDINATOR = Actor("coordinator")
Page = Callable[..., AppTest]


@pytest.fixture
def database(writable_dir: Path) -> Iterator[Database]:
    yield shared_database(writable_dir)
    close_shared(writable_dir)


@pytest.fixture
def walk_page(page_of: Page, writable_dir: Path, database: Database) -> Page:
    def run(which: str = "", *, role: str = "coordinator") -> AppTest:
        query = {"ansicht": "begehung"} | ({"begehung": which} if which else {})
        return page_of(writable_dir, "register", query, role=role)

    return run


def _button(test: AppTest, words: str) -> object:
    return next(button for button in test.button if words in button.label)


def _words(test: AppTest) -> str:
    kinds = (
        test.markdown,
        test.info,
        test.warning,
        test.caption,
        test.title,
        test.subheader,
        test.header,
        test.success,
    )
    return "\n".join(element.value for kind in kinds for element in kind)


def _recheck(database: Database, count: int = 2) -> int:
    rows = database.read("walk_candidates", area_id="bezirk:eving", states=["verified"]).head(count)
    walked, apart, _ = ordered(rows, None)
    return begin_recheck(database, COORDINATOR, "Eving", walked, apart, start=(7.47, 51.55), start_label="Büro")


def test_a_street_is_recorded_by_tapping(walk_page: Page, database: Database) -> None:
    """Prevents a survey that needs a form per shop: begin, one tap per unit, the number goes on by itself, one step back."""
    test = walk_page("neu-ersterfassung")
    street = next(box for box in test.selectbox if box.label == "Straße")
    street.set_value(street.options[0].split(" (")[0]).run()
    _button(test, "Losgehen").click().run()
    assert not test.exception
    found = walks(database, COORDINATOR)[0]
    before = len(street_units(database, COORDINATOR, found.street))
    typed = next(box for box in test.text_input if box.label == "Hausnummer eintippen")
    typed.set_value("901").run()
    _button(test, "Bäckerei").click().run()
    assert not test.exception
    assert "Nr. 903" in _words(test)
    assert len(street_units(database, COORDINATOR, found.street)) == before + 1
    _button(test, "Zurück").click().run()
    assert "Nr. 901" in _words(test)
    assert len(street_units(database, COORDINATOR, found.street)) == before


def test_a_second_tap_on_an_answered_screen_saves_nothing(walk_page: Page, database: Database) -> None:
    """Prevents a tap twice in a row from recording a shop, or taking one back, at a house nobody has looked at, and
    buttons that change their places under the thumb."""
    walk_id = begin_survey(database, COORDINATOR, "Schnellweg")
    test = walk_page(str(walk_id))
    uses = [button.label for button in test.button if ":nutzung:" in button.key]
    saving: set[str] = set()
    for tapped in ("Mode", "Wie zuletzt", "Friseur", "Zurück"):
        _button(test, tapped).click().run()
        assert not test.exception
        keys = {b.key for b in test.button if b.label in {"Mode", "Friseur", "Zurück"} or "Wie zuletzt" in b.label}
        assert keys
        assert not keys & saving
        saving = keys
        assert [button.label for button in test.button if ":nutzung:" in button.key] == uses
    assert len(stops(database, COORDINATOR, walk_id)) == 2


def test_a_stop_is_ticked_off_and_kept(walk_page: Page, database: Database) -> None:
    """Prevents a walk that starts anew after a reload: the answer is saved, the next visit shows the next stop."""
    walk_id = _recheck(database)
    test = walk_page(str(walk_id))
    assert "Station 1 von 2" in _words(test)
    _button(test, "Weiterhin leer").click().run()
    assert not test.exception
    assert "Station 2 von 2" in _words(walk_page(str(walk_id)))
    first = stops(database, COORDINATOR, walk_id).iloc[0]
    assert first["outcome"] == "still_vacant"
    assert record(database, COORDINATOR, first["unit_id"]).values["last_checked_on"] == datetime.date(2026, 9, 30)


def test_two_people_at_one_record_see_both_versions(walk_page: Page, database: Database) -> None:
    """Prevents a tick that overwrites what a colleague has saved since the phone showed the record."""
    walk_id = _recheck(database)
    test = walk_page(str(walk_id))
    stop = stops(database, COORDINATOR, walk_id).iloc[0]
    save(database, COORDINATOR, stop["unit_id"], int(stop["revision"]), {"note": "Schlüssel beim Nachbarn"})
    _button(test, "Weiterhin leer").click().run()
    assert not test.exception
    assert "Schlüssel beim Nachbarn" in _words(test)
    assert pd.isna(stops(database, COORDINATOR, walk_id).iloc[0]["outcome"])


@pytest.mark.parametrize("which", ["999999", "abc", "-1", "1" * 50, "neu-nachpruefung", "<script>"])
def test_links_to_no_walk_are_answered(walk_page: Page, which: str) -> None:
    """Prevents stack traces for links to walks that do not exist or are another person's."""
    test = walk_page(which)
    assert not test.exception


@pytest.mark.parametrize("start", ["mitte", "objekt-der-liste", "adresse", "karte"])
def test_every_start_can_be_chosen(page_of: Page, writable_dir: Path, database: Database, start: str) -> None:
    """Prevents a way of choosing the start that ends in an error."""
    query = {"ansicht": "begehung", "begehung": "neu-nachpruefung", "bezirk": "eving", "start": start}
    test = page_of(writable_dir, "register", query, role="coordinator")
    assert not test.exception
    assert any("Begehung anlegen" in button.label for button in test.button)


def test_who_may_not_walk_sees_no_walk(walk_page: Page) -> None:
    """Prevents walks from being seen by those who may not plan them."""
    test = walk_page("neu-nachpruefung", role="council")
    assert not test.exception
    assert not any("Begehung anlegen" in button.label for button in test.button)


def test_the_list_on_paper_says_what_is_known(database: Database) -> None:
    """Prevents a sheet that leaves stops out or is not readable by machine: all stops in their order, tagged, with boxes'
    words, the sketch described, and typed text as text."""
    texts = speak("de", "dortmund")
    walk_id = _recheck(database, 3)
    rows = stops(database, COORDINATOR, walk_id)
    rows.loc[2, ["lon", "lat", "distance_m"]] = None
    rows.loc[0, "name"] = "#set text(red) <b>Laden</b>"
    file = walk_list_pdf(
        texts,
        rows,
        [known_lines(texts, row) for row in rows.to_dict("records")],
        title="Eving",
        start=(7.47, 51.55),
        start_label="Büro",
        today=datetime.date(2026, 9, 30),
        city="Dortmund",
        lines=database.read("walk_backdrop", west=7.46, south=51.54, east=7.48, north=51.57),
    )
    reader = pypdf.PdfReader(io.BytesIO(file))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    places = [words.index(address) for address in rows["address"]]
    assert places == sorted(places)
    assert "#set text(red) <b>Laden</b>" in words
    for expected in ("Weiterhin leer", "Wieder genutzt", "Nicht gefunden", "Ohne Standort", "Büro", "30.09.2026"):
        assert expected in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
