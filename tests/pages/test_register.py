"""The page Register: who may open it, the table edited in place, refusals, changes of many, two people at once."""

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.register import record, save
from strukturmonitor.ui import data, session
from strukturmonitor.ui.register.drafts import Drafts

AppPage = Callable[..., AppTest]
KIM = Actor("coordinator", account_id="a-1", name="Kim Beispiel")
EVA = Actor("coordinator", areas=frozenset({"bezirk:eving"}), account_id="a-2", name="Eva Beispiel")
EVING = {"bezirk": "eving", "ohne-karte": "ja"}


@pytest.fixture
def folder(writable_dir: Path) -> Path:
    yield writable_dir
    close_shared(writable_dir)


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    return lambda actor: monkeypatch.setattr(data, "actor", lambda: actor)


def _text(test: AppTest) -> str:
    kinds = (test.markdown, test.info, test.caption, test.title, test.warning, test.error, test.success)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def _button(test: AppTest, label: str) -> object:
    return next(button for button in test.button if button.label.startswith(label))


def _labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def _units(database: Database, state: str, area_id: str = "bezirk:eving") -> list[str]:
    rows = database.read("vacancy_selection_internal", area_id=area_id, states=[state], sort="address")
    return rows["unit_id"].tolist()


def _type(test: AppTest, database: Database, unit_id: str, **values: object) -> None:
    """As if somebody had typed into the table."""
    seen = record(database, KIM, unit_id)
    drafts = test.session_state[session.DRAFTS]
    for name, value in values.items():
        drafts.type(unit_id, str(seen.values["address"]), seen.revision, seen.values, name, value)


@pytest.mark.parametrize("role", ["public", "council", "jury", "statistics"])
def test_others_may_not_open_it(app_page: AppPage, role: str) -> None:
    """Prevents that somebody reads single records by the address of the page; the page says why, and gives no data."""
    test = app_page("register", {"objekt": "140-0001"}, role=role)
    assert not test.exception
    assert any(info.icon == ":material/lock:" for info in test.info)
    assert not test.get("arrow_data_frame") and not test.get("deck_gl_json_chart")
    assert "Stra" not in _text(test)


def test_coordinator_sees_map_and_table(app_page: AppPage) -> None:
    """Prevents a page that fails on demo data, or whose link means something else."""
    test = app_page("register", {"bezirk": "eving"}, role="coordinator")
    assert not test.exception
    table = test.data_editor[0].value
    assert {"pick", "address", "state", "vacant_since", "grade"} <= set(table)
    points = next(
        layer["data"]
        for layer in json.loads(test.get("deck_gl_json_chart")[0].proto.json)["layers"]
        if layer["id"] == "units"
    )
    assert len(points) == len(table)
    assert test.query_params["bezirk"] == "eving"


def test_the_list_is_whole_on_paper(app_page: AppPage) -> None:
    """Prevents a printed register that ends with the rows and columns that fitted the screen."""
    test = app_page("register", EVING, role="coordinator")
    table = test.data_editor[0].value
    printed = next(part.proto.body for part in test.get("html") if "only-paper" in part.proto.body)
    assert printed.count("<tr>") == len(table) + 1
    assert all(html.escape(address) in printed for address in table["address"])


def test_english_and_other_columns(app_page: AppPage) -> None:
    """Prevents German words on the English page, and columns that a link cannot name."""
    test = app_page("register", EVING | {"sprache": "en", "spalten": "miete,bemerkung"}, role="coordinator")
    assert not test.exception and "Cells can be changed right here." in _text(test)
    assert {"rent_eur_m2", "note"} <= set(test.data_editor[0].value)


@pytest.mark.parametrize(
    "query",
    [
        {"ansicht": "<script>"},
        {"objekt": "x\x00y"},
        {"spalten": "'; DROP TABLE unit; --"},
        {"umfang": "alles", "faellig": "vielleicht", "ohne-karte": "x" * 10_000},
    ],
)
def test_hostile_links_give_a_page(app_page: AppPage, query: dict[str, str]) -> None:
    """Prevents errors and markup through a link."""
    assert not app_page("register", {"bezirk": "eving"} | query, role="coordinator").exception


def test_other_areas_are_to_read_only(app_page: AppPage, as_actor: Callable[[Actor], None]) -> None:
    """Prevents records of other areas in the table that is edited, and their rent in what goes to the browser."""
    as_actor(EVA)
    test = app_page("register", {"gebiet": "city:dortmund", "umfang": "alle", "spalten": "miete", "ohne-karte": "ja"})
    assert not test.exception
    assert "außerhalb Ihres Gebiets" in _text(test)
    others = next(table for table in test.dataframe if table.editing_mode == "read_only").value
    assert set(others["rent_eur_m2"]) == {"–"}
    own = app_page("register", {"gebiet": "city:dortmund", "ohne-karte": "ja"})
    assert "außerhalb Ihres Gebiets" not in _text(own) and len(own.data_editor[0].value)


def test_typed_changes_are_looked_at_and_saved_with_history(page_of: AppPage, folder: Path) -> None:
    """Prevents a save nobody looked at, a change without history, and a page that still shows the old value."""
    database = shared_database(folder)
    first, second = _units(database, "verified")[:2]
    test = page_of(folder, "register", EVING, role="coordinator")
    _type(test, database, first, note="Schaufenster <script>beklebt</script>", window_m=77.5)
    _type(test, database, second, state="occupied")
    test.run()
    assert "**3 Änderungen an 2 Datensätzen**" in _text(test)
    _button(test, "Ansehen und speichern").click().run()
    preview = test.dataframe[-1].value
    assert "genutzt" in set(preview["after"]) and "Schaufenster <script>beklebt</script>" in set(preview["after"])
    _button(test, "Speichern (").click().run()  # a case ends: why?
    assert "Begründung" in test.warning[0].value and record(database, KIM, second).values["state"] == "verified"
    test.text_input(key="register:begruendung").set_value("Neue Bäckerei")  # typed, and the click follows at once
    _button(test, "Speichern (").click().run()
    assert not test.exception
    assert record(database, KIM, first).values["note"] == "Schaufenster <script>beklebt</script>"
    assert record(database, KIM, second).values["state"] == "occupied"
    assert not test.session_state[session.DRAFTS].of and "Ansehen und speichern" not in _labels(test)
    changes = database.read("record_changes", unit_id=second)
    assert "Neue Bäckerei" in set(changes["reason"])


def test_what_is_refused_stays_as_typed(page_of: AppPage, folder: Path) -> None:
    """Prevents typed values that are lost with a refusal, and refusals without a reason."""
    database = shared_database(folder)
    first, second = _units(database, "verified")[:2]
    test = page_of(folder, "register", EVING, role="coordinator")
    _type(test, database, first, state="reported")  # a step back that does not exist
    _type(test, database, second, note="geht")
    test.run()
    _button(test, "Ansehen und speichern").click().run()
    assert any(test.dataframe[-1].value["note"])
    _button(test, "Speichern (").click().run()
    drafts = test.session_state[session.DRAFTS]
    assert list(drafts.of) == [first] and drafts.of[first].changes == {"state": "reported"}
    assert record(database, KIM, second).values["note"] == "geht"
    assert "noch nicht gespeichert" in _text(test) and "gemeldet, ungeprüft" in _text(test)
    table = test.data_editor[0].value
    assert "reported" in set(table["state"])
    _button(test, "Diese Änderung verwerfen").click().run()
    assert not test.session_state[session.DRAFTS].of and not test.exception


def test_two_people_at_once_choose_field_by_field(page_of: AppPage, folder: Path) -> None:
    """Prevents a change that overwrites another one in silence, and a merge that loses what was typed; a second
    overtaking asks again."""
    database = shared_database(folder)
    unit = _units(database, "verified")[0]
    seen = record(database, KIM, unit)
    test = page_of(folder, "register", EVING, role="coordinator")
    _type(test, database, unit, note="meine Notiz", reuse_idea="meine Idee")
    save(database, KIM, unit, seen.revision, {"note": "fremde Notiz", "window_m": 77.0})
    test.run()
    _button(test, "Ansehen und speichern").click().run()
    _button(test, "Speichern (").click().run()
    text = _text(test)
    assert (
        "jemand war schneller" in text and "Kim Beispiel" in text and "fremde Notiz" in text and "meine Notiz" in text
    )
    assert record(database, KIM, unit).values["note"] == "fremde Notiz"
    assert _button(test, "Zusammenführen").disabled  # both changed the note: nothing is chosen for them

    save(database, KIM, unit, seen.revision + 1, {"reuse_idea": "fremde Idee"})
    _choice(test, ":note").set_value("mine").run()
    _button(test, "Zusammenführen").click().run()
    assert "fremde Idee" in _text(test) and "meine Idee" in _text(test)
    _choice(test, ":reuse_idea").set_value("both").run()
    _button(test, "Zusammenführen").click().run()
    assert not test.exception
    merged = record(database, KIM, unit).values
    assert (merged["note"], merged["reuse_idea"], merged["window_m"]) == (
        "meine Notiz",
        "fremde Idee\nmeine Idee",
        77.0,
    )
    assert not test.session_state[session.DRAFTS].of


def _choice(test: AppTest, name: str) -> object:
    return next(group for group in test.button_group if str(group.key).endswith(name))


def test_back_from_a_record_the_filters_are_as_before(app_page: AppPage, demo_database: Database) -> None:
    """Prevents a list that forgets what was looked for as soon as a record is opened."""
    unit = _units(demo_database, "verified")[0]
    test = app_page("register", EVING | {"status": "bestaetigt"}, role="coordinator")
    before = test.data_editor[0].value
    test.session_state["register:objekt"] = unit
    test.run()
    assert test.query_params["objekt"] == unit and test.query_params["status"] == "bestaetigt"
    assert not test.data_editor
    _button(test, "Zurück zur Liste").click().run()
    assert not test.exception
    assert "objekt" not in test.query_params and test.query_params["status"] == "bestaetigt"
    assert test.data_editor[0].value.equals(before)


def test_a_change_of_all_filtered_does_what_it_announced(page_of: AppPage, folder: Path) -> None:
    """Prevents a change of many without a look at it, or of another number than was confirmed."""
    database = shared_database(folder)
    units = _units(database, "verified")
    test = page_of(folder, "register", EVING | {"status": "bestaetigt"}, role="coordinator")
    test.session_state["register:massenaenderung"] = True
    test.run()
    test.selectbox(key="register:massenaenderung-feld").set_value("note").run()
    test.text_area(key="register:massenaenderung-wert:note").set_value("Rundgang 2026").run()
    _button(test, "Vorschau").click().run()
    assert f"**{len(units)} ändern sich**" in _text(test)
    _button(test, f"{len(units)} Datensätze ändern").click().run()
    assert f"zuerst die Zahl {len(units)}" in test.warning[0].value
    next(n for n in test.number_input if "zahl" in str(n.key)).set_value(len(units))
    _button(test, f"{len(units)} Datensätze ändern").click().run()
    assert not test.exception and f"{len(units)} Datensätze sind geändert." in _text(test)
    assert {record(database, KIM, unit).values["note"] for unit in units} == {"Rundgang 2026"}


def test_a_change_of_all_is_told_where_no_row_is_left(page_of: AppPage, folder: Path) -> None:
    """Prevents a change of many after which nothing is said, because its rows are not in the filters any more."""
    count = len(_units(shared_database(folder), "verified"))
    test = page_of(folder, "register", EVING | {"status": "bestaetigt"}, role="coordinator")
    test.session_state["register:massenaenderung"] = True
    test.run()
    test.selectbox(key="register:massenaenderung-feld").set_value("state").run()
    test.selectbox(key="register:massenaenderung-wert:state").set_value("in_talks").run()
    _button(test, "Vorschau").click().run()
    next(n for n in test.number_input if "zahl" in str(n.key)).set_value(count).run()
    _button(test, f"{count} Datensätze ändern").click().run()
    assert not test.exception and f"{count} Datensätze sind geändert." in _text(test)
    _button(test, "Fertig").click().run()
    assert "sind geändert" not in _text(test)


def test_filters_are_kept_by_name(page_of: AppPage, folder: Path, as_actor: Callable[[Actor], None]) -> None:
    """Prevents a saved view that does not come back, and one that is overwritten or deleted unasked."""
    as_actor(KIM)
    test = page_of(folder, "register", EVING | {"status": "gemeldet"})
    test.text_input(key="register:filter-name").set_value("gemeldet in Eving").run()
    _button(test, "Speichern").click().run()
    _button(test, "Filter zurücksetzen").click().run()
    assert "status" not in test.query_params
    _button(test, "gemeldet in Eving").click().run()
    assert test.query_params["status"] == "gemeldet" and test.query_params["bezirk"] == "eving"
    test.text_input(key="register:filter-name").set_value("gemeldet in Eving").run()
    assert "Überschreiben" in _labels(test)
    test.button(key="register:filter-delete:0").click().run()
    assert "gemeldet in Eving" in _labels(test)
    _button(test, "Löschen").click().run()
    assert "gemeldet in Eving" not in _labels(test) and not test.exception


def test_unusual_texts_are_stored_as_text_or_refused(page_of: AppPage, folder: Path) -> None:
    """Prevents stack traces and lost work by what people paste into a cell."""
    database = shared_database(folder)
    typed = {
        "'; DROP TABLE unit; -- <img src=x onerror=alert(1)>": None,
        "🏪 \u202eمرحبا": "🏪 مرحبا",  # marks that turn the direction of what follows are left out
        "Schau\x00fenster": "Schaufenster",
        "x" * 10_000: "refused",
    }
    units = _units(database, "verified", "city:dortmund")[: len(typed)]
    test = page_of(folder, "register", {"gebiet": "city:dortmund", "ohne-karte": "ja"}, role="coordinator")
    for unit, text in zip(units, typed, strict=True):
        _type(test, database, unit, note=text)
    test.run()
    _button(test, "Ansehen und speichern").click().run()
    _button(test, "Speichern (").click().run()
    assert not test.exception and "'; DROP TABLE" not in _text(test)
    for unit, (text, kept) in zip(units, typed.items(), strict=True):
        note = record(database, KIM, unit).values["note"]
        if kept == "refused":
            assert note != text and test.session_state[session.DRAFTS].of[unit].changes == {"note": text}
            assert "noch nicht gespeichert" in _text(test)
        else:
            assert note == (kept or text)


def test_one_click_checks_a_record(page_of: AppPage, folder: Path, as_actor: Callable[[Actor], None]) -> None:
    """Prevents a check without day, method or name, one that costs what is typed into the row, and a conflict with
    oneself afterwards."""
    as_actor(KIM)
    database = shared_database(folder)
    first, second = _units(database, "verified")[:2]
    test = page_of(folder, "register", {"bezirk": "eving"})
    test.session_state["register:auf-karte"] = first
    _type(test, database, first, note="noch nicht gespeichert")
    test.run()
    test.selectbox(key="register:pruefung-art").set_value("call").run()
    test.button(key=f"register:auswahl:geprueft:{first}").click().run()
    assert not test.exception
    seen = record(database, KIM, first)
    day = database.read("register_today")["today"].iloc[0].date()
    assert [seen.values[name] for name in ("last_checked_on", "check_method", "checked_by")] == [day, "call", KIM.name]
    draft = test.session_state[session.DRAFTS].of[first]
    assert (draft.changes, draft.revision) == ({"note": "noch nicht gespeichert"}, seen.revision)
    test.session_state[session.DRAFTS].picked |= {first, second}
    test.run()
    _button(test, "2 ausgewählte: Geprüft, unverändert").click().run()
    assert record(database, KIM, second).values["check_method"] == "call"
    assert not test.session_state[session.DRAFTS].picked and not test.exception


def test_picked_records_become_a_walk(app_page: AppPage, demo_database: Database) -> None:
    """Prevents picking the same records twice: in the list, and again for the walk."""
    units = _units(demo_database, "verified")[:2]
    test = app_page("register", EVING, role="coordinator")
    test.session_state[session.DRAFTS].picked |= set(units)
    test.run()
    _button(test, f"{len(units)} ausgewählte: Begehung").click().run()
    assert not test.exception
    chosen = next(box for box in test.multiselect if str(box.key).endswith("von-hand"))
    assert sorted(chosen.value) == sorted(units)
    assert "Begehung anlegen" in _labels(test)


def test_what_is_typed_back_is_no_change() -> None:
    """Prevents «1 change» where nothing is different any more, and numbers that differ only in their type."""
    drafts = Drafts()
    row = {"note": None, "floor": 0, "vacant_since": None, "sales_area_m2": 120.0, "is_sensitive": False}
    drafts.type("u", "Bornstr. 1", 1, row, "note", "  x\x00 ")
    drafts.type("u", "Bornstr. 1", 1, row, "sales_area_m2", 121)
    assert drafts.of["u"].changes == {"note": "x", "sales_area_m2": 121.0} and drafts.changes == 2
    drafts.type("u", "Bornstr. 1", 1, row, "note", "")
    drafts.type("u", "Bornstr. 1", 1, row, "sales_area_m2", 120)
    drafts.type("u", "Bornstr. 1", 1, row, "is_sensitive", False)
    drafts.type("u", "Bornstr. 1", 1, row, "floor", 0.0)
    assert not drafts.of
