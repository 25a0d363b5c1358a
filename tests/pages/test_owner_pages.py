"""Pages of owners, re-use and tasks: nothing personal in what goes to the browser but for who is in charge and asked."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.register import conversations, owners, reuse
from strukturmonitor.ui import data

AppPage = Callable[..., AppTest]
EVA = Actor("coordinator", areas=frozenset({"bezirk:eving"}), account_id="a-2", name="Eva Beispiel")
ADA = Actor("admin", account_id="a-9", name="Ada Muster")
HANS = Actor("coordinator", areas=frozenset({"bezirk:hoerde"}), account_id="a-3", name="Hans Beispiel")
PERSON = {
    "role": "owner", "name": "Frieda Geheimnis", "address": "Am Versteck 3", "postcode": "44339", "place": "Dortmund",
    "phone": "0231 4711007", "email": "frieda@versteck.example", "source": "person", "legal_basis": "consent",
}  # fmt: skip
PLANTED = ("Geheimnis", "Versteck", "4711007", "versteck", "Radgeheim", "998877", "Vertrauliches")
TALK = {
    "held_on": datetime.date(2026, 9, 1), "channel": "phone", "with_whom": "Frau Geheimnis", "result": "interested",
    "next_step": "call_back", "next_on": datetime.date(2026, 9, 20), "text": "Vertrauliches",
}  # fmt: skip
RUDI = {"name": "Rudi Radgeheim", "phone": "0170 998877", "email": None, "source": "person", "legal_basis": "consent"}
NEED = {"title": "Werkstatt gesucht", "kind": "association", "min_m2": 20, "max_m2": 900}


@pytest.fixture(scope="module")
def people(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A register with an owner, a talk and a seeker in Eving: its folder and their numbers."""
    import shutil

    folder = tmp_path_factory.mktemp("people") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = shared_database(folder)
    rows = database.read("vacancy_selection_internal", area_id="bezirk:eving", states=["verified"], sort="address")
    unit_id = str(rows["unit_id"].iloc[0])
    owner_id = owners.record_owner(database, EVA, unit_id, {"kind": "natural"}, person=PERSON)
    conversations.add_talk(database, EVA, unit_id, TALK, owner_id=owner_id)
    seeker_id = reuse.record_seeker(database, EVA, NEED, area_ids=["bezirk:eving"], person=RUDI)
    yield folder, {"unit": unit_id, "owner": owner_id, "seeker": seeker_id}
    close_shared(folder)


@pytest.fixture
def as_actor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    return lambda actor: monkeypatch.setattr(data, "actor", lambda: actor)


def sent(test: AppTest) -> str:
    """Everything that goes to the browser, as text; a page that fails is a failed test."""
    assert not test.exception

    def walk(block: object) -> Iterator[object]:
        for child in block.children.values():
            yield child
            if hasattr(child, "children"):
                yield from walk(child)

    return "\n".join(str(getattr(node, "proto", "")) for node in walk(test._tree)) + str(test.query_params)


def planted(test: AppTest) -> list[str]:
    found = sent(test)
    return [word for word in PLANTED if word in found]


def views(numbers: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"ansicht": "aufgaben"},
        {"ansicht": "eigentum"},
        {"ansicht": "eigentum", "teil": "serienbrief"},
        {"ansicht": "nachnutzung"},
        {"ansicht": "nachnutzung", "gesuch": numbers["seeker"]},
        {"objekt": numbers["unit"], "bereich": "eigentum"},
        {"objekt": numbers["unit"], "bereich": "nachnutzung"},
    ]


@pytest.mark.parametrize("role", ["public", "council", "jury", "statistics"])
def test_other_roles_get_nothing_personal(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage, role: str
) -> None:
    """Prevents names of owners and seekers in what a page sends to a role that must not see them."""
    folder, numbers = people
    as_actor(Actor(role))
    for query in (views(numbers)[1], views(numbers)[5]):
        assert planted(page_of(folder, "register", query)) == []
    assert planted(page_of(folder, "leerstand", {"objekt": numbers["unit"]})) == []


def test_another_coordinator_gets_nothing_personal(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents that a coordinator reads the contacts of another district by a link."""
    folder, numbers = people
    as_actor(HANS)
    for query in views(numbers):
        assert planted(page_of(folder, "register", query)) == []


def test_who_is_in_charge_sees_them_only_when_opened(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents names on the screen that nobody asked for, and a reading that is not noted; noted once per session."""
    folder, numbers = people
    as_actor(EVA)
    for query in views(numbers):
        assert planted(page_of(folder, "register", query)) == []
    test = page_of(folder, "register", {"objekt": numbers["unit"], "bereich": "eigentum"})
    test.session_state[f"register:eigentum:{numbers['unit']}:{numbers['owner']}:personen"] = True
    test.session_state[f"register:gespraech:{numbers['unit']}:liste"] = True
    test.run()
    test.run()
    found = sent(test)
    assert all(word in found for word in ("Frieda Geheimnis", "Am Versteck 3", "0231 4711007", "Vertrauliches"))
    assert "Zweck: " not in found  # a list needs none; the forms do
    database = shared_database(folder)
    with database._connection.cursor() as cursor:
        log = cursor.table("audit_event").df()
    reads = log[(log["action"] == "personal_read") & (log["actor_name"] == "Eva Beispiel")]
    assert sorted(zip(reads["subject"], reads["subject_id"], strict=True)) == [
        ("conversation", numbers["unit"]),
        ("owner", numbers["owner"]),
    ]


def test_a_search_for_a_name_stays_out_of_the_link(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents a name in the address line, the browser's history and the server's log."""
    folder, numbers = people
    as_actor(EVA)
    test = page_of(folder, "register", {"ansicht": "eigentum", "gebiet": "bezirk:eving"})
    test.text_input(key="register:eigentum:suche").set_value("geheimnis").run()
    assert numbers["owner"] in sent(test)
    assert "geheimnis" not in str(test.query_params).lower()
    test.text_input(key="register:eigentum:suche").set_value("gibt es nicht").run()
    assert numbers["owner"] not in sent(test)


def test_a_refused_form_keeps_what_was_typed(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents that half a page of typing is lost because one field was wrong; the form says purpose and legal basis."""
    folder, numbers = people
    as_actor(EVA)
    unit = numbers["unit"]
    test = page_of(folder, "register", {"objekt": unit, "bereich": "eigentum"})
    test.session_state[f"register:eigentum:{unit}:neu"] = True
    test.run()
    assert "Zweck: " in sent(test) and "DSGVO" in sent(test)
    prefix = f"register:eigentum:{unit}:neu:form:0"
    test.selectbox(key=f"{prefix}:owner:kind").set_value("legal")
    test.text_input(key=f"{prefix}:owner:legal_name").set_value("Neue Mitte GmbH")
    test.text_input(key=f"{prefix}:owner_person:email").set_value("keine Adresse")
    test.selectbox(key=f"{prefix}:owner_person:source").set_value("public")
    submit = [button for button in test.button if button.label == "Speichern"]
    submit[0].click().run()
    assert "E-Mail" in test.error[0].value
    assert test.text_input(key=f"{prefix}:owner:legal_name").value == "Neue Mitte GmbH"
    test.text_input(key=f"{prefix}:owner_person:email").set_value("info@mitte.example")
    next(button for button in test.button if button.label == "Speichern").click().run()
    assert not test.error and not test.exception
    names = [row["legal_name"] for row in owners.owners_of_unit(shared_database(folder), EVA, unit)]
    assert "Neue Mitte GmbH" in names
    assert [toast.value for toast in test.toast] == ["Gespeichert."], "nothing says on the record that it was saved"
    assert not test.session_state[f"register:eigentum:{unit}:neu"], "the form stays open after its save"


def test_a_task_is_done_where_it_stands(writable_people: tuple[Path, str], as_actor: Callable[[Actor], None], page_of: AppPage) -> None:  # fmt: skip
    """Prevents a list of tasks that only tells of them."""
    folder, unit_id = writable_people
    as_actor(EVA)
    test = page_of(folder, "register", {"ansicht": "aufgaben"})
    assert "Mit Eigentümern sprechen" in sent(test)
    next(button for button in test.button if button.label == "Erledigt").click().run()
    assert not test.exception
    talk = conversations.talks(shared_database(folder), EVA, unit_id)[0]
    assert talk["is_done"]


@pytest.fixture
def writable_people(people: tuple[Path, dict[str, str]]) -> tuple[Path, str]:
    """The same register with a talk of its own that is due."""
    folder, numbers = people
    database: Database = shared_database(folder)
    conversations.add_talk(database, EVA, numbers["unit"], TALK, owner_id=numbers["owner"])
    return folder, numbers["unit"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_matches_name_their_reasons(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage, language: str
) -> None:
    """Prevents a score without reasons, in either language."""
    folder, numbers = people
    as_actor(EVA)
    test = page_of(folder, "register", {"ansicht": "nachnutzung", "gesuch": numbers["seeker"], "sprache": language})
    assert ("Größe passt: " if language == "de" else "Size fits: ") in sent(test).replace("\\", "")


def test_two_people_change_one_owner(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents that the second save overwrites the first in silence: both values are shown, and saving again is a choice."""
    folder, numbers = people
    as_actor(EVA)
    unit, database = numbers["unit"], shared_database(folder)
    company = {"kind": "legal", "legal_name": "Alt GmbH", "is_public_name": False}
    owner_id = owners.record_owner(database, EVA, unit, company)
    test = page_of(folder, "register", {"objekt": unit, "bereich": "eigentum"})
    test.session_state[f"register:eigentum:{unit}:{owner_id}:aendern"] = True
    test.run()
    field = f"register:eigentum:{unit}:{owner_id}:angaben:0:owner:legal_name"
    test.text_input(key=field).set_value("Meine GmbH")
    owners.change_owner(database, ADA, owner_id, 1, {**company, "legal_name": "Deren GmbH"})
    next(button for button in test.button if button.label == "Speichern").click().run()
    shown = sent(test).replace("\\", "")
    assert "inzwischen geändert" in test.warning[0].value
    assert "Deren GmbH" in shown and "Meine GmbH" in shown
    names = {row["owner_id"]: row["legal_name"] for row in owners.owners_of_unit(database, EVA, unit)}
    assert names[owner_id] == "Deren GmbH"
    next(button for button in test.button if button.label == "Speichern").click().run()
    names = {row["owner_id"]: row["legal_name"] for row in owners.owners_of_unit(database, EVA, unit)}
    assert names[owner_id] == "Meine GmbH"


def test_hostile_names_stay_text(
    people: tuple[Path, dict[str, str]], as_actor: Callable[[Actor], None], page_of: AppPage
) -> None:
    """Prevents a name that becomes a link, a picture from elsewhere or markup on the coordinator's screen."""
    folder, numbers = people
    as_actor(EVA)
    name = "<img src=x> [x](https://evil.example) **b** $x$ ![y](https://evil.example/p.png)"
    owner_id = owners.record_owner(
        shared_database(folder), EVA, numbers["unit"], {"kind": "natural"}, person={**PERSON, "name": name}
    )
    test = page_of(folder, "register", {"objekt": numbers["unit"], "bereich": "eigentum"})
    test.session_state[f"register:eigentum:{numbers['unit']}:{owner_id}:personen"] = True
    test.run()
    found = sent(test)
    assert "evil" in found
    assert "](https" not in found and "**b**" not in found
    assert found.count("<img") == found.count("\\<img")
