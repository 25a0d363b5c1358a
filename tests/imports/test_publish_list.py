"""Publishing a list: all or nothing, with its history, and never a way to find a hidden place."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from helpers import COORDINATOR, check, list_of
from pyproj import Geod

from strukturmonitor.access import Actor
from strukturmonitor.access.visitors import offers_demo_accounts
from strukturmonitor.database import Database, Transaction
from strukturmonitor.database.statements import QUERIES_DIR
from strukturmonitor.errors import ColumnsMissing, FileUnreadable, ImportFailed, NotAllowed
from strukturmonitor.imports import run
from strukturmonitor.imports.archive import sha256
from strukturmonitor.imports.undo import undo
from strukturmonitor.register import record, save
from strukturmonitor.settings import read_settings

OVERLAPS = QUERIES_DIR / "checks" / "occupancy_overlaps.sql"


def rows(database: Database, name: str = "current_units") -> pd.DataFrame:
    with database.transaction() as transaction:
        return transaction.run(name)


def episodes(database: Database) -> list[tuple]:
    frame = database.read("export_occupancy")
    shown = frame[["begins_on", "ends_on", "state"]].astype(str).fillna("NaT")
    return sorted(shown.itertuples(index=False, name=None))


def load(database: Database, text: str, **options: str) -> dict:
    return run.publish(database, COORDINATOR, check(database, text, **options))


def test_a_list_replaces_the_made_units(database: Database) -> None:
    """Made and real shops mixed in one rate."""
    before = database.register_version
    result = load(database, list_of({}, {"Status": "vermietet", "Leerstand seit": ""}))
    assert (result["state"], result["rows_loaded"], result["changes"]["made"] > 500) == ("published", 2, True)
    units = rows(database)
    assert units["origin"].tolist() == ["counted", "counted"]
    assert units["unit_id"].tolist() == ["U-00001", "U-00002"]
    assert database.register_version > before
    summary = database.read("vacancy_summary", area_id="bezirk:eving").iloc[0]
    assert (summary.units, summary.vacant) == (2, 1)
    assert database.check(OVERLAPS).empty


def test_demo_accounts_end_with_a_real_list(database: Database) -> None:
    """An administrator's account without a password that opens a register with real owners and talks."""
    settings, headers = read_settings({}), {"Host": "127.0.0.1:8501"}
    assert offers_demo_accounts(database, settings, headers)
    load(database, list_of({}, {}))
    assert not offers_demo_accounts(database, settings, headers)


def test_the_run_is_written_down(database: Database) -> None:
    """Nobody knows who loaded what: file, hash, counts, findings, and the file itself."""
    text = list_of({}, {"Status": "kaputt"})
    result = load(database, text)
    last = database.read("import_runs").iloc[0]
    assert (last["state"], last["actor"], last["rows_read"], last["rows_loaded"], last["rows_rejected"]) == (
        "published",
        "coordinator",
        2,
        1,
        1,
    )
    assert last["file_sha256"] == result["sha256"] == sha256(text.encode("cp1252"))
    archived = database.data_dir / "archive" / f"{result['sha256']}.csv"
    assert archived.read_bytes() == text.encode("cp1252")
    assert archived.stat().st_mode & 0o077 == 0
    finding = database.read("import_findings", run_id=result["run_id"]).iloc[0]
    assert (finding["code"], finding["row_number"], finding["column_name"], finding["value"]) == (
        "choice_unknown",
        3,
        "Status",
        "kaputt",
    )


def test_the_same_file_changes_nothing(database: Database) -> None:
    """A second click that makes new numbers and a new version of the data."""
    load(database, list_of({}))
    units = rows(database)
    again = load(database, list_of({}))
    assert again["state"] == "unchanged"
    pd.testing.assert_frame_equal(units, rows(database))
    other_day = load(database, list_of({}), list_date="2026-01-15")
    assert other_day["state"] == "published"


def test_rows_account_closes(database: Database) -> None:
    """A row that is neither loaded nor explained."""
    result = load(database, list_of({}, {"Nr.": "1", "Name": "Laden 1"}, {"Status": "kaputt"}, {}))
    assert result["rows_read"] == result["rows_loaded"] + result["rows_rejected"] + result["rows_duplicate"] == 4


def test_new_changed_vanished(database: Database) -> None:
    """A preview that calls everything new."""
    load(database, list_of({}, {}, {"Nr.": "", "Name": "Ohne Nummer"}, {}), list_date="2026-01-01")
    prepared = check(
        database,
        list_of({}, {"Status": "in Gesprächen", "Fläche (m²)": "90"}, {"Nr.": "", "Name": "ohne nummer"}, {"Nr.": "9"}),
    )
    found = prepared.comparison
    assert (found.new, found.changed, found.unchanged, found.vanished, found.made) == (1, 2, 1, 1, 0)
    changes = found.changes[found.changes["change"] == "changed"]
    assert set(zip(changes["field"], changes["old"], changes["new"], strict=True)) >= {
        ("state", "verified", "in_talks"),
        ("area_m2", 85.5, 90.0),
    }


def test_history_of_known_units_stays(database: Database) -> None:
    """A second list that wipes out the trend: earlier episodes end the day before it."""
    load(database, list_of({}, {}, {}), list_date="2026-01-01")
    load(
        database,
        list_of({}, {"Status": "in Gesprächen", "Leerstand seit": ""}, {"Status": "vermietet", "Leerstand seit": ""}),
        list_date="2026-06-01",
    )
    assert episodes(database) == [
        ("2026-01-01", "2026-05-31", "verified"),
        ("2026-01-01", "2026-05-31", "verified"),
        ("2026-01-01", "NaT", "verified"),
        ("2026-06-01", "NaT", "in_talks"),
        ("2026-06-01", "NaT", "occupied"),
    ]
    units = rows(database).set_index("own_id")
    assert units["unit_id"].tolist() == ["U-00001", "U-00002", "U-00003"]
    since = units["vacant_since"].astype(str).fillna("NaT").to_dict()
    assert since == {"1": "2021-03-01", "2": "2021-03-01", "3": "NaT"}
    assert database.check(OVERLAPS).empty


def test_a_corrected_list_of_the_same_day(database: Database) -> None:
    """An episode that ends before it begins, because the list was mended and loaded again."""
    load(database, list_of({}), list_date="2026-06-01")
    load(database, list_of({"Status": "vermietet", "Leerstand seit": ""}), list_date="2026-06-01")
    assert episodes(database) == [("2026-06-01", "NaT", "occupied")]


def test_a_new_vacancy_begins_a_new_episode(database: Database) -> None:
    """Two vacancies with a tenant between them counted as one long one."""
    load(database, list_of({}), list_date="2026-01-01")
    load(database, list_of({"Leerstand seit": "1.5.2026"}), list_date="2026-06-01")
    assert len(episodes(database)) == 2
    assert rows(database)["vacant_since"].astype(str).tolist() == ["2026-05-01"]


def test_what_people_wrote_stays(database: Database) -> None:
    """A new list that wipes out what the coordinator keeps by hand, or changes a record without a trace."""
    load(database, list_of({}, {}), list_date="2026-01-01")
    admin = Actor("admin", name="Ada")
    opened = record(database, admin, "U-00001")
    kept = save(database, admin, "U-00001", opened.revision, {"handling": "waiting", "floor_count": 3})
    load(database, list_of({"Fläche (m²)": "90"}, {}), list_date="2026-06-01")
    after = record(database, admin, "U-00001")
    assert (after.values["handling"], after.values["floor_count"], after.values["area_m2"]) == ("waiting", 3, 90.0)
    assert after.revision == kept.revision + 1
    assert record(database, admin, "U-00002").revision == 1
    changes = database.read("record_changes", unit_id="U-00001")
    imported = changes[changes["action"] == "imported"]
    assert imported[["field", "old_value", "new_value", "role"]].to_numpy().tolist() == [
        ["area_m2", "85.5", "90.0", "coordinator"]
    ]


def test_a_unit_the_list_forgets_leaves_the_stock_but_not_the_register(database: Database) -> None:
    """A vanished unit that goes on counting, or whose history is gone with it."""
    load(database, list_of({}, {}), list_date="2026-01-01")
    load(database, list_of({}), list_date="2026-06-01")
    gone = record(database, Actor("admin"), "U-00002")
    assert not gone.is_stock
    assert database.read("vacancy_summary", area_id="bezirk:eving").iloc[0].units == 1
    assert database.read("vacancy_history", unit_id="U-00002")["ends_on"].astype(str).tolist() == ["2026-05-31"]
    assert database.read("record_changes", unit_id="U-00002")["action"].tolist() == ["imported"]
    prepared = check(database, list_of({}), list_date="2026-07-01")
    assert prepared.comparison.vanished == 0
    load(database, list_of({}, {}), list_date="2026-08-01")
    assert record(database, Actor("admin"), "U-00002").is_stock
    assert database.check(OVERLAPS).empty


def test_undo_takes_its_memory_back(database: Database) -> None:
    """A history that tells of changes which were taken back."""
    load(database, list_of({}), list_date="2026-01-01")
    load(database, list_of({"Fläche (m²)": "90"}), list_date="2026-06-01")
    undo(database, Actor("admin"))
    assert database.read("record_changes", unit_id="U-00001").empty
    assert record(database, Actor("admin"), "U-00001").revision == 1


def test_numbers_are_never_given_twice(database: Database) -> None:
    """A link to a shop that leads to another one."""
    load(database, list_of({}, {}))
    load(database, list_of({"Nr.": "7"}))
    assert rows(database)["unit_id"].tolist() == ["U-00003"]


def test_hidden_places_stay_where_they_are(database: Database) -> None:
    """A new random place with every import: their middle would be the true one."""
    text = list_of({"Sensibel": "ja"}, {})
    load(database, text)
    first = rows(database).set_index("own_id")
    load(database, text + "\r\n")
    second = rows(database).set_index("own_id")
    assert (first["public_lon"] == second["public_lon"]).all() and (first["public_lat"] == second["public_lat"]).all()
    distance = Geod(ellps="WGS84").inv(*first.loc["1", ["lon", "lat", "public_lon", "public_lat"]])[2]
    assert 149 <= distance <= 401
    assert first.loc["2", "public_lon"] == first.loc["2", "lon"]


@pytest.mark.parametrize("step", ["clear_made_and_listed", "begin_episodes", "finish_run"])
def test_a_crash_leaves_everything_as_it_was(database: Database, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Half a list in the register after a crash in the middle."""
    units, history = rows(database), database.read("export_occupancy")
    original: Callable = Transaction.run

    def broken(self: Transaction, name: str, **values: object) -> pd.DataFrame:
        if name == step and values.get("state") != "failed":
            raise OSError("broken")
        return original(self, name, **values)

    prepared = check(database, list_of({}))
    monkeypatch.setattr(Transaction, "run", broken)
    with pytest.raises(ImportFailed):
        run.publish(database, COORDINATOR, prepared)
    monkeypatch.setattr(Transaction, "run", original)
    pd.testing.assert_frame_equal(units, rows(database))
    pd.testing.assert_frame_equal(history, database.read("export_occupancy"))
    assert database.read("import_runs").iloc[0]["state"] == "failed"
    assert run.publish(database, COORDINATOR, prepared)["state"] == "published"


def test_nothing_to_load_changes_nothing(database: Database) -> None:
    """An empty register because every row had an error."""
    count = len(rows(database))
    result = load(database, list_of({"Status": "kaputt"}))
    assert (result["state"], result["rows_rejected"]) == ("failed", 1)
    assert len(rows(database)) == count
    assert database.read("import_runs").iloc[0]["state"] == "failed"


def test_a_coordinator_of_one_district_does_not_replace_the_citys_list(database: Database) -> None:
    """One district's list in the place of everybody's units."""
    prepared = check(database, list_of({}))
    with pytest.raises(NotAllowed):
        run.publish(database, Actor("coordinator", frozenset({"bezirk:eving"})), prepared)


@pytest.mark.parametrize("role", ["public", "council", "jury", "statistics"])
def test_others_may_not_import(database: Database, role: str) -> None:
    """A page that forgets its check."""
    prepared = check(database, list_of({}))
    with pytest.raises(NotAllowed):
        run.publish(database, Actor(role), prepared)
    with pytest.raises(NotAllowed):
        run.prepare(database, Actor(role), "leerstand", "liste.csv", b"", {})
    with pytest.raises(NotAllowed):
        run.prepare(database, COORDINATOR, "boundaries", "grenzen.geojson", b"", {"level": "stat"})


def test_an_unreadable_file_is_noted(database: Database, tmp_path: Path) -> None:
    """An import of the night that failed without a trace; a trial leaves none."""
    path = tmp_path / "liste.csv"
    path.write_text("Brief")
    for dry_run, count in ((True, 0), (False, 1)):
        with pytest.raises(ColumnsMissing):
            run.import_files(database, COORDINATOR, "leerstand", [path], {}, dry_run=dry_run)
        assert len(database.read("import_runs")) == count
    with pytest.raises(FileUnreadable, match="missing"):
        run.import_files(database, COORDINATOR, "leerstand", [tmp_path / "fehlt.csv"], {})


def test_outcome_is_plain_json(database: Database) -> None:
    """A result that cannot pass the socket."""
    result = load(database, list_of({}, {"Status": "kaputt"}))
    assert json.loads(json.dumps(result)) == result
    finding = result["findings"][0]
    assert finding["row"] == 3 and "leer" in finding["todo_de"] and finding["reason_en"].startswith("This word")
