"""Reports of the public: few, moderated, by area, and never in public."""

import dataclasses

import pytest
from register_helpers import ADMIN, COORDINATOR, ELSEWHERE, EVING, PUBLIC, database, picture_file, unit_in

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database, statements
from strukturmonitor.errors import MoveNotAllowed, NotAllowed, ReasonMissing, ReportRefused, ValueInvalid
from strukturmonitor.register import record
from strukturmonitor.register.moderation import add_to_record, decide, forget_reporter, make_record, reporter
from strukturmonitor.register.reports import Report, Throttle, rules, submit

__all__ = ["database"]
LON, LAT = EVING
GOOD = Report("vacant", "Schaufenster zugeklebt", address="Meldeweg 1", lon=LON, lat=LAT)


def send(database: Database, report: Report = GOOD, sender: str = "192.0.2.1", throttle: Throttle | None = None) -> int:
    return submit(database, report, sender=sender, throttle=throttle or Throttle())


def seen_by(database: Database, actor: object) -> set[int]:
    return set(Reader(database, actor).read("reports_from_public")["report_id"])


def states(database: Database) -> dict[int, str]:
    rows = Reader(database, ADMIN).read("reports_from_public")
    return dict(zip(rows["report_id"], rows["state"], strict=True))


def test_a_sender_and_all_together_are_limited() -> None:
    """Prevents one person or one program from burying the office in reports."""
    throttle, most = Throttle(), rules()["most_per_hour"]
    assert [throttle.let_pass("192.0.2.1") for _ in range(most["address"] + 1)] == [True] * most["address"] + [False]
    assert throttle.let_pass("192.0.2.2")
    others = most["all"] - most["address"] - 1
    assert all(throttle.let_pass(f"198.51.100.{number}") for number in range(others))
    assert not throttle.let_pass("203.0.113.9")


def test_what_is_too_much_is_refused_and_not_kept(database: Database) -> None:
    """Prevents a limit that counts but lets pass."""
    throttle, before = Throttle(), len(states(database))
    most = rules()["most_per_hour"]["address"]
    for _ in range(most):
        send(database, throttle=throttle)
    with pytest.raises(ReportRefused):
        send(database, throttle=throttle)
    assert len(states(database)) == before + most


def test_an_address_of_the_internet_is_kept_nowhere(database: Database) -> None:
    """Prevents the register from knowing who sent what."""
    send(database, sender="192.0.2.77")
    for path in database.data_dir.rglob("*"):
        assert not path.is_file() or b"192.0.2.77" not in path.read_bytes()


def test_a_program_that_fills_every_field_reaches_nobody(database: Database) -> None:
    """Prevents reports made by programs; they are not told that they were found out."""
    before = len(states(database))
    assert send(database, dataclasses.replace(GOOD, trap="https://example.org")) is None
    assert len(states(database)) == before


HOSTILE = "<img src=x onerror=alert(1)> '; DROP TABLE report_from_public; -- 😀 \u202e\x00"


def test_hostile_text_is_kept_as_text(database: Database) -> None:
    """Prevents script and SQL from doing anything; characters nobody sees are left out."""
    report_id = send(database, Report("vacant", HOSTILE, address=HOSTILE, since=HOSTILE, name=HOSTILE, contact=HOSTILE))
    rows = Reader(database, ADMIN).read("reports_from_public").set_index("report_id")
    assert rows.loc[report_id, "message"].startswith("<img src=x onerror=alert(1)> '; DROP TABLE")
    assert "\x00" not in rows.loc[report_id, "message"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"message": "x" * 10_000}, "report_message"),
        ({"message": "  "}, "report_message"),
        ({"address": "x" * 10_000}, "report_address"),
        ({"contact": "x" * 10_000}, "report_contact"),
        ({"kind": "anything"}, "report_kind"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(database: Database, changed: dict, field: str) -> None:
    """Prevents cut texts and errors that nobody can place."""
    with pytest.raises(ValueInvalid) as refused:
        send(database, dataclasses.replace(GOOD, **changed))
    assert refused.value.values["field"] == field


def test_a_report_needs_a_place(database: Database) -> None:
    """Prevents reports that nobody can look at; a record that does not exist is no place."""
    with pytest.raises(ReportRefused):
        send(database, Report("vacant", "leer"))
    with pytest.raises(ReportRefused):
        send(database, Report("wrong", "falsch", unit_id="gibt-es-nicht"))


def test_only_who_is_in_charge_of_the_place_sees_and_decides(database: Database) -> None:
    """Prevents coordinators from reading and deciding reports of other quarters, and the public from reading any."""
    report_id = send(database, dataclasses.replace(GOOD, contact="erika@example.org"))
    assert report_id in seen_by(database, COORDINATOR)
    assert report_id not in seen_by(database, ELSEWHERE)
    with pytest.raises(NotAllowed):
        seen_by(database, PUBLIC)
    with pytest.raises(NotAllowed):
        decide(database, ELSEWHERE, report_id, "rejected", reason="nein")
    assert reporter(database, COORDINATOR, report_id)["contact"].tolist() == ["erika@example.org"]
    assert reporter(database, ELSEWHERE, report_id).empty
    forget_reporter(database, COORDINATOR, report_id)
    assert reporter(database, COORDINATOR, report_id).empty


def test_a_look_at_the_contact_is_noted_without_it(database: Database) -> None:
    """Prevents reads of personal data that nobody can find out about, and an audit that is itself personal."""
    report_id = send(database, dataclasses.replace(GOOD, contact="geheim@example.org"))
    reporter(database, ADMIN, report_id)
    with database.transaction() as transaction:
        assert transaction.run("report_to_decide", report_id=report_id)["state"].tolist() == ["submitted"]
    events = Reader(database, ADMIN).read("audit_log", **{})
    mine = events[(events["subject"] == "report") & (events["subject_id"] == str(report_id))]
    assert mine["action"].tolist() == ["read_reporter"]
    assert "geheim@example.org" not in events.to_csv()


def test_nothing_of_a_report_is_in_any_public_query(database: Database) -> None:
    """Prevents unmoderated words, places and photos in public."""
    for name, found in statements("read").items():
        tables = ("report_from_public", "report_person")
        if any(table in found.sql for table in tables):
            assert found.right in ("moderate_reports", "manage_privacy", "read_restricted", "read_audit"), name
    report_id = send(database, dataclasses.replace(GOOD, address="Geheimer Weg 7", photo=picture_file((31, 17))))
    units = Reader(database, PUBLIC).read("vacancy_selection", area_id="city:dortmund", sort="address")
    assert not units["address"].str.contains("Geheimer Weg", na=False).any()
    assert states(database)[report_id] == "submitted"


def test_a_report_becomes_a_record_and_brings_its_photo(database: Database) -> None:
    """Prevents typing what somebody reported once more, and a photo that is public without a check."""
    report_id = send(database, dataclasses.replace(GOOD, photo=picture_file((21, 17))))
    values = {"address": "Meldeweg 1", "lon": LON, "lat": LAT, "state": "reported"}
    made = make_record(database, COORDINATOR, report_id, values)
    assert made.values["state"] == "reported"
    photos = Reader(database, ADMIN).read("record_photos", unit_id=made.unit_id)
    assert photos["is_public"].tolist() == [False]
    assert states(database)[report_id] == "converted"
    with pytest.raises(MoveNotAllowed):
        make_record(database, COORDINATOR, report_id, values)


def test_a_record_and_its_report_are_one_step(database: Database) -> None:
    """Prevents a record left over from a decision that failed: a second try would make the shop unit twice."""
    report_id = send(database)
    before = len(database.read("vacancy_selection", area_id="city:dortmund", sort="address"))
    elsewhere = Actor("coordinator", frozenset({"bezirk:mengede"}), "k9", "Nora Nebenan")
    with pytest.raises(NotAllowed):  # may make a record without a place, may not decide about this report
        make_record(database, elsewhere, report_id, {"address": "Meldeweg 1", "state": "verified"})
    assert len(database.read("vacancy_selection", area_id="city:dortmund", sort="address")) == before
    unit_id = unit_in(database, place=1)
    decide(database, ADMIN, report_id, "rejected", reason="doppelt")
    with pytest.raises(MoveNotAllowed):
        add_to_record(database, ADMIN, report_id, unit_id, state="never_vacant", reason="vor Ort gesehen")
    assert record(database, ADMIN, unit_id).values["state"] == "verified"


def test_a_record_that_was_never_vacant_is_put_right(database: Database) -> None:
    """Prevents «das steht nicht leer» from ending in a drawer; the case ends only with a reason."""
    unit_id = unit_in(database)
    report_id = send(database, Report("not_vacant", "Hier ist ein Friseur", unit_id=unit_id))
    with pytest.raises(ReasonMissing):
        add_to_record(database, COORDINATOR, report_id, unit_id, state="never_vacant", reason=None)
    assert states(database)[report_id] == "submitted"
    add_to_record(database, COORDINATOR, report_id, unit_id, state="never_vacant", reason="vor Ort gesehen")
    found = record(database, ADMIN, unit_id)
    assert (found.values["state"], found.values["check_method"]) == ("never_vacant", "report")
    assert states(database)[report_id] == "converted"


def test_a_rejected_report_says_why_and_loses_its_photo(database: Database) -> None:
    """Prevents decisions without a reason and photos nobody needs any more."""
    report_id = send(database, dataclasses.replace(GOOD, photo=picture_file((23, 29))))
    files = len(list((database.data_dir / "photos").iterdir()))
    with pytest.raises(ReasonMissing):
        decide(database, ADMIN, report_id, "rejected")
    decide(database, ADMIN, report_id, "rejected", reason="nur Urlaub")
    assert len(list((database.data_dir / "photos").iterdir())) == files - 1
    with pytest.raises(MoveNotAllowed):
        decide(database, ADMIN, report_id, "converted")


def test_a_report_is_added_to_nobody_elses_record(database: Database) -> None:
    """Prevents a coordinator from putting a report and its photo into a record of another quarter."""
    elsewhere = unit_in(database, "bezirk:mengede")
    report_id = send(database, dataclasses.replace(GOOD, photo=picture_file((31, 19))))
    with pytest.raises(NotAllowed):
        decide(database, COORDINATOR, report_id, "converted", unit_id=elsewhere)
    assert states(database)[report_id] == "submitted"
    assert database.read("record_photos", unit_id=elsewhere).empty
