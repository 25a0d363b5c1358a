"""The form of one record: everything is there, nothing typed is lost, nobody sees what is not theirs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.register import create, field_label, fields, record, save
from strukturmonitor.register.merging import merge
from strukturmonitor.texts import speak
from strukturmonitor.ui.register.record_fields import marked_label

ADMIN = Actor("admin", account_id="a1", name="Ada Muster")
DE = speak("de")


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("record") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    yield shared_database(folder)
    close_shared(folder)


def unit_of(database: Database) -> str:
    rows = database.read("vacancy_selection", area_id="bezirk:eving", states=["verified"], sort="empty_since")
    return str(rows["unit_id"].iloc[0])


def words(test: AppTest) -> str:
    return " ".join(str(each.value) for kind in ("markdown", "caption", "info", "error") for each in test.get(kind))


def by_key(test: AppTest, kind: str, part: str) -> object:
    return next(each for each in test.get(kind) if part in str(each.key))


def open_record(
    page_of: Callable[..., AppTest], folder: Path, unit_id: str, role: str = "admin", **more: str
) -> AppTest:
    return page_of(folder, "register", {"objekt": unit_id, **more}, role=role)


def test_every_field_has_its_widget(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a field of the catalogue that nobody can fill in."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    assert not test.exception
    shown = {str(each.key).rsplit(":", 1)[1] for each in test.main if ":feld:" in str(getattr(each, "key", ""))}
    expected = {name for name, field in fields().items() if field.place != "derived" and name != "state"}
    kinds = ("text_input", "text_area", "number_input", "date_input", "selectbox", "multiselect", "toggle")
    shown |= {str(each.key).rsplit(":", 1)[1] for kind in kinds for each in test.get(kind) if ":feld:" in str(each.key)}
    assert shown == expected


def test_labels_are_plain_words() -> None:
    """Prevents labels that a screen reader reads out as «Adresse :gray[:material/public:]»."""
    labels = {field.name: marked_label(speak("de"), field) for field in fields().values()}
    assert labels["address"] == "Adresse" and labels["rent_eur_m2"] == "Mietforderung (€/m²) · nur Zuständige"
    assert not any(mark in label for label in labels.values() for mark in (":", "["))


def test_a_save_writes_only_what_was_typed(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a form that overwrites fields nobody touched."""
    unit_id = unit_of(database)
    before = record(database, ADMIN, unit_id)
    test = open_record(page_of, database.data_dir, unit_id)
    by_key(test, "text_area", ":note").set_value("Neu gestrichen").run()
    by_key(test, "button", "speichern:").click().run()
    assert not test.exception
    after = record(database, ADMIN, unit_id)
    assert {name for name in after.values if after.values[name] != before.values[name]} == {"note"}
    assert after.revision == before.revision + 1


def test_what_is_refused_stays_typed_beside_its_reason(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents the loss of a long text because another field was wrong."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    by_key(test, "text_input", ":postcode").set_value("4433").run()
    by_key(test, "text_input", ":name").set_value("x" * 10_000).run()
    by_key(test, "button", "speichern:").click().run()
    assert not test.exception
    errors = " ".join(str(error.value) for error in test.error)
    assert field_label(DE, "postcode") in errors
    assert field_label(DE, "name") in errors
    assert by_key(test, "text_input", ":name").value == "x" * 10_000
    assert record(database, ADMIN, unit_id).values["postcode"] != "4433"


def test_two_people_get_both_versions(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a lost update, also where the second person's text reaches the server together with the click."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    opened = record(database, ADMIN, unit_id)
    save(database, ADMIN, unit_id, opened.revision, {"note": "von der Kollegin"})
    by_key(test, "text_area", ":note").set_value("von mir")
    by_key(test, "button", "speichern:").click().run()
    assert not test.exception
    assert "von der Kollegin" in words(test)
    assert "von mir" in words(test)
    assert record(database, ADMIN, unit_id).values["note"] == "von der Kollegin"


def test_who_is_overtaken_twice_is_asked_twice(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a dead end: a merge refused for ever because it goes on comparing with a version that is no longer there."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    for note in ("erste Kollegin", "zweite Kollegin"):
        save(database, ADMIN, unit_id, record(database, ADMIN, unit_id).revision, {"note": note})
        if note.startswith("erste"):
            by_key(test, "text_area", ":note").set_value("von mir")
            by_key(test, "button", "speichern:").click().run()
            by_key(test, "segmented_control", ":wahl:note").set_value("mine").run()
    by_key(test, "button", ":zusammen").click().run()
    assert "zweite Kollegin" in words(test) and not test.exception
    by_key(test, "segmented_control", ":wahl:note").set_value("mine").run()
    by_key(test, "button", ":zusammen").click().run()
    assert not test.exception
    assert record(database, ADMIN, unit_id).values["note"] == "von mir"


def test_a_check_in_sight_of_old_values_is_refused(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents «weiterhin leer» on a record that somebody has just moved to another state."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    opened = record(database, ADMIN, unit_id)
    save(database, ADMIN, unit_id, opened.revision, {"state": "occupied"}, reason="eröffnet")
    by_key(test, "button", "geprueft:").click().run()
    assert not test.exception
    assert record(database, ADMIN, unit_id).values["last_checked_on"] == opened.values["last_checked_on"]


def test_a_text_that_comes_with_the_tap_on_a_button_stays(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents the loss of a note that somebody typed before tapping «Geprüft» or a new state."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    by_key(test, "text_area", ":note").set_value("gerade getippt")
    by_key(test, "button", "geprueft:").click().run()
    assert not test.exception
    assert by_key(test, "text_area", ":note").value == "gerade getippt"
    by_key(test, "button", "speichern:").click().run()
    assert record(database, ADMIN, unit_id).values["note"] == "gerade getippt"


def test_the_question_about_a_new_state_stays_open(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a dialog that closes by itself, because a field reports in or a position arrives right after the click."""
    unit_id = unit_of(database)
    test = open_record(page_of, database.data_dir, unit_id)
    by_key(test, "button", f"zug:{unit_id}:closed_leased").click().run()
    by_key(test.run(), "text_area", ":closed_leased:grund").set_value("Schlüssel abgegeben").run()
    by_key(test, "button", ":closed_leased:speichern").click().run()
    assert not test.exception
    assert record(database, ADMIN, unit_id).values["state"] == "closed_leased"
    assert not [each for each in test.text_area if ":grund" in str(each.key)]


def test_who_may_not_gets_a_kind_word_and_no_record(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a record from opening by its URL."""
    unit_id = unit_of(database)
    address = str(record(database, ADMIN, unit_id).values["address"])
    for role in ("public", "council"):
        test = open_record(page_of, database.data_dir, unit_id, role)
        assert not test.exception
        assert address not in words(test)
    test = open_record(page_of, database.data_dir, "gibt-es-nicht")
    assert not test.exception
    assert test.error


def test_the_story_and_the_photos_open(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents an area of the record that ends with an error."""
    unit_id = unit_of(database)
    opened = record(database, ADMIN, unit_id)
    save(database, ADMIN, unit_id, opened.revision, {"note": "[x](http://example.org) <b>fett</b>"})
    for area in ("verlauf", "fotos"):
        test = open_record(page_of, database.data_dir, unit_id, bereich=area)
        assert not test.exception
    test = open_record(page_of, database.data_dir, unit_id, bereich="verlauf")
    assert "](http" not in words(test)


def test_a_new_record_is_warned_about_and_made(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents the same shop from being entered twice."""
    create(database, ADMIN, {"address": "Neuweg 7", "state": "verified"})
    create(database, ADMIN, {"address": "Neuweg 7", "lon": 7.4710, "lat": 51.5530, "state": "verified"})
    test = open_record(page_of, database.data_dir, "neu")
    by_key(test, "text_input", "neu:address").set_value("Neuweg 7").run()
    by_key(test, "text_input", "neu:name").set_value("Kiosk").run()
    assert not test.exception
    by_key(test, "button", "neu:anlegen").click().run()
    assert not test.exception
    rows = database.read("duplicate_places")
    assert (rows["address"] == "Neuweg 7").sum() == 3


def test_duplicates_are_shown_and_merged(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a list of duplicates with which nothing can be done."""
    values = {"lon": 7.4710, "lat": 51.5530, "state": "verified"}
    one = create(database, ADMIN, {"address": "Doppelweg 3", **values}).unit_id
    other = create(database, ADMIN, {"address": "Doppelweg 3", **values}).unit_id
    test = page_of(database.data_dir, "register", {"ansicht": "dubletten"}, role="admin")
    assert not test.exception
    assert any("Doppelweg 3" in str(box.label) for box in test.expander)
    test.session_state[f"register:paar:{one}:{other}:kasten"] = True
    test.run()
    assert not test.exception
    kept, dropped = (record(database, ADMIN, unit_id) for unit_id in (one, other))
    merge(database, ADMIN, (one, kept.revision), (other, dropped.revision), {})
    old_link = page_of(database.data_dir, "leerstand", {"objekt": other})
    assert not old_link.exception
    assert old_link.session_state["leerstand:objekt"] == one
    assert one in words(open_record(page_of, database.data_dir, other))


def test_a_position_is_taken_over_whole(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a merged record at a third place: the longitude of one record and the latitude of the other."""
    places = ({"lon": 7.4710, "lat": 51.5530}, {"lon": 7.4711, "lat": 51.5531})
    made = [create(database, ADMIN, {"address": "Ortweg 3", "state": "verified", **place}).unit_id for place in places]
    kept, dropped = sorted(made)
    test = page_of(database.data_dir, "register", {"ansicht": "dubletten"}, role="admin")
    test.session_state[f"register:paar:{kept}:{dropped}:kasten"] = True
    test.run()
    asked = [radio for radio in test.radio if str(radio.key).startswith(f"register:paar:{kept}:{dropped}:{kept}:")]
    assert [str(radio.key).rpartition(":")[2] for radio in asked] == ["lon"]
    asked[0].set_value(True).run()
    by_key(test, "button", f"{kept}:{dropped}:zusammen").click().run()
    assert not test.exception
    values = record(database, ADMIN, kept).values
    assert {"lon": values["lon"], "lat": values["lat"]} == places[made.index(dropped)]
