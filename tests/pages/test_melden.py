"""The public form: a report arrives, what is missing is said beside its field, nothing of it is public."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.register import reports
from strukturmonitor.ui import data

HOSTILE = "<script>alert(1)</script> [x](http://example.org) '; DROP TABLE unit; -- 😀"


@pytest.fixture(scope="module")
def database(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("report") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    yield shared_database(folder)
    close_shared(folder)


@pytest.fixture(autouse=True)
def nobody_has_reported_yet() -> None:
    reports.shared_throttle.cache_clear()


def by_key(test: AppTest, kind: str, part: str) -> object:
    return next(each for each in test.get(kind) if part in str(each.key))


def arrived(database: Database) -> list[dict]:
    return Reader(database, Actor("admin")).read("reports_from_public").to_dict("records")


def words(test: AppTest) -> str:
    return " ".join(str(each.value) for kind in ("markdown", "caption", "info") for each in test.get(kind))


def test_a_report_arrives_and_stays_out_of_sight(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents reports that get lost, and words of strangers on public pages."""
    test = page_of(database.data_dir, "melden")
    by_key(test, "text_input", "form:address").set_value("Meldeweg 3").run()
    by_key(test, "text_area", "form:message").set_value(HOSTILE).run()
    by_key(test, "button", "senden").click().run()
    assert not test.exception
    assert test.success
    assert HOSTILE in [report["message"] for report in arrived(database)]
    assert "alert(1)" not in words(page_of(database.data_dir, "leerstand", {"text": "alert"}))
    view = page_of(database.data_dir, "register", {"ansicht": "meldungen"}, role="coordinator")
    assert not view.exception
    assert "](http" not in words(view)
    assert "Meldeweg 3" in words(view)


def test_what_is_missing_is_said_and_the_rest_stays(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents an empty form after a mistake."""
    before = len(arrived(database))
    test = page_of(database.data_dir, "melden")
    by_key(test, "text_area", "form:message").set_value("x" * 10_000).run()
    by_key(test, "button", "senden").click().run()
    assert not test.exception
    assert test.error
    assert by_key(test, "text_area", "form:message").value == "x" * 10_000
    assert len(arrived(database)) == before


def test_a_record_can_be_reported_as_not_vacant(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents a link «das steht nicht leer» that forgets which record was meant, and an address of a sensitive one."""
    unit_id = str(database.read("vacancy_selection", area_id="bezirk:eving", sort="address")["unit_id"].iloc[0])
    test = page_of(database.data_dir, "melden", {"objekt": unit_id, "art": "nicht-leer"})
    by_key(test, "text_area", "form:message").set_value("Hier ist ein Friseur").run()
    by_key(test, "button", "senden").click().run()
    assert not test.exception
    assert (unit_id, "not_vacant") in [(report["unit_id"], report["kind"]) for report in arrived(database)]
    unknown = page_of(database.data_dir, "melden", {"objekt": "gibt-es-nicht"})
    assert not unknown.exception


def test_a_report_without_place_gets_one_first(
    page_of: Callable[..., AppTest], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a refusal at the end: without a place nobody in charge of one area can make a report a record."""
    eva = Actor("coordinator", areas=frozenset({"bezirk:eving"}), account_id="a-2", name="Eva Beispiel")
    sent = page_of(database.data_dir, "melden")
    by_key(sent, "text_input", "form:address").set_value("Ortweg 3").run()
    by_key(sent, "text_area", "form:message").set_value("Leer seit Mai").run()
    by_key(sent, "button", "senden").click().run()
    number = next(report["report_id"] for report in arrived(database) if report["address"] == "Ortweg 3")
    monkeypatch.setattr(data, "actor", lambda: eva)
    view = page_of(database.data_dir, "register", {"ansicht": "meldungen"}, role="coordinator")
    assert by_key(view, "button", f"meldung:{number}:anlegen").disabled
    area = next(area for area in Reader(database, eva).rows("areas") if area["area_id"] == "bezirk:eving")
    view.session_state[f"register:meldung:{number}:ort"] = (area["lon"], area["lat"])
    view.run()
    by_key(view, "button", f"meldung:{number}:anlegen").click().run()
    assert not view.exception
    assert number not in [report["report_id"] for report in arrived(database) if report["state"] == "submitted"]


def test_reports_are_worked_on_by_who_may(page_of: Callable[..., AppTest], database: Database) -> None:
    """Prevents the view of reports from opening by its URL for others."""
    for role in ("public", "council", "statistics"):
        test = page_of(database.data_dir, "register", {"ansicht": "meldungen"}, role=role)
        assert not test.exception
        assert not any(str(each.key).startswith("register:meldung:") for each in test.get("button"))
