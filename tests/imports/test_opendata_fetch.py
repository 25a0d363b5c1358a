"""Fetching online sources: download, the same import as a saved file, and when to ask again."""

import dataclasses
import datetime
import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ods_server import Portal, running_portal

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, NotOnline
from strukturmonitor.imports.fetch import FOLDER, datasets, due, fetch, fetch_due
from strukturmonitor.imports.opendata import OpenDataClient
from strukturmonitor.imports.outcome import list_sources
from strukturmonitor.imports.sources import sources, sources_of_city

SAMPLES = Path(__file__).parent / "samples" / "opendata"
ADMIN = Actor(role="admin")
ROADWORKS, SESSIONS = "fb66-baustellen-tagesaktuell", "fb1-gremientermine"


def sample(name: str) -> list[dict]:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))["results"]


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal() as portal:
        portal.datasets[ROADWORKS] = sample(ROADWORKS)
        portal.datasets[SESSIONS] = sample(SESSIONS)
        yield portal


@pytest.fixture
def client(portal: Portal) -> Iterator[OpenDataClient]:
    with OpenDataClient(portal.url, timeout_s=1, sleep=lambda seconds: None) as client:
        yield client


@pytest.fixture
def database(writable_dir: Path) -> Iterator[Database]:
    database = Database(writable_dir)
    yield database
    database.close()


def test_what_is_fetched_is_imported_once(database: Database, client: OpenDataClient, portal: Portal) -> None:
    """The second time nothing travels and nothing changes; a new record is imported; no file stays behind."""
    states = [fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]["state"] for _ in range(2)]
    assert states == ["published", "not_modified"]
    portal.datasets[ROADWORKS] = portal.datasets[ROADWORKS][:2]
    assert fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]["state"] == "published"
    assert len(database.read("export_roadwork")) == 2
    left = [path.name for path in (database.data_dir / FOLDER).iterdir()]
    assert left == [f"{ROADWORKS}.json.state.json"]


def test_pages_that_did_not_change_are_not_imported_again(database: Database, client: OpenDataClient) -> None:
    """Paged records have no marks: the hash decides."""
    states = [fetch(database, ADMIN, "ods-gremientermine", client=client)["results"][0]["state"] for _ in range(2)]
    assert states == ["published", "not_modified"]


def test_dry_run_changes_nothing(database: Database, client: OpenDataClient) -> None:
    """A look before the first real fetch must not publish, nor make the real one believe it was there already."""
    assert fetch(database, ADMIN, "ods-baustellen", client=client, dry_run=True)["results"][0]["state"] == "dry_run"
    assert database.read("export_roadwork").empty
    assert fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]["state"] == "published"


def test_a_failure_is_told_and_changes_nothing(database: Database, client: OpenDataClient, portal: Portal) -> None:
    """The dataset was renamed: a message in both languages, the old rows stay."""
    fetch(database, ADMIN, "ods-baustellen", client=client)
    portal.datasets.pop(ROADWORKS)
    result = fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]
    assert (result["state"], result["error"]) == ("fetch_failed", "FetchFailed")
    assert "gibt es" in result["message_de"]
    assert "no longer exists" in result["message_en"]
    assert len(database.read("export_roadwork")) == 3


def test_renamed_fields_are_told(database: Database, client: OpenDataClient, portal: Portal) -> None:
    """The schema of the roadworks changed on 9 February 2026 already; the message names what is missing."""
    portal.datasets[ROADWORKS] = [{"massnahme": row["art_der_baumassnahme"]} for row in portal.datasets[ROADWORKS]]
    result = fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]
    assert (result["state"], result["error"]) == ("fetch_failed", "ColumnsMissing")
    assert "art_der_baumassnahme" in result["message_de"]


def test_one_bad_dataset_stops_no_other(database: Database, client: OpenDataClient, portal: Portal) -> None:
    """Of the two years of social indicators one is gone: the other is imported."""
    portal.datasets["sozialindikatoren-in-den-stadtbezirken-2023"] = sample("sozialindikatoren-2023")
    results = fetch(database, ADMIN, "ods-sozialindikatoren", client=client)["results"]
    assert [result["state"] for result in results] == ["fetch_failed", "published"]


def test_more_records_than_pages_give_come_as_export(
    database: Database, client: OpenDataClient, portal: Portal
) -> None:
    """10,001 sessions: the export is taken, and all of them arrive."""
    first = datetime.date(2026, 1, 1)
    portal.datasets[SESSIONS] = [
        {
            "datum": (first + datetime.timedelta(days=n)).isoformat(),
            "beginn": "15:00",
            "gremium": "Rat",
            "sitzungsort": "–",
        }
        for n in range(10_001)
    ]
    result = fetch(database, ADMIN, "ods-gremientermine", client=client)["results"][0]
    assert result["rows_loaded"] == 10_001


def test_boundaries_come_as_polygons(database: Database, client: OpenDataClient, portal: Portal) -> None:
    """A GeoJSON export is a boundaries file like any other; here only a dry run against the real shapes."""
    folder = Path(__file__).parents[2] / "data" / "cities" / "dortmund"
    for dataset, file in (("fb62-stadtbezirke", "stadtbezirke"), ("fb62-statistischebezirke", "statistische_bezirke")):
        portal.features[dataset] = json.loads((folder / f"{file}.geojson").read_text(encoding="utf-8"))
    results = fetch(database, ADMIN, "boundaries", client=client, dry_run=True)["results"]
    assert [(result["state"], result["rows_loaded"]) for result in results] == [("dry_run", 12), ("dry_run", 62)]


def test_due_until_fetched(database: Database, portal: Portal) -> None:
    """Cron asks daily: a source fetched today is not due, after its interval it is; failures stay due."""
    online = {name for name, each in sources().items() if datasets(each) and "days" in each.definition["interval"]}
    assert set(due(database)) == online
    results = fetch_due(
        database, ADMIN, client_of=lambda url: OpenDataClient(portal.url, timeout_s=1, sleep=lambda seconds: None)
    )
    assert {each["source"] for each in results} == online
    assert set(due(database)) == online - {"ods-baustellen", "ods-gremientermine"}
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)
    assert "ods-baustellen" in due(database, later)
    assert "ods-gremientermine" not in due(database, later)


def test_two_fetches_of_one_dataset_do_not_disturb_each_other(
    database: Database, client: OpenDataClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cron and a person fetch at the same time: the first to end took the file away before the other had read it."""
    plain, inner = client.export, []

    def meanwhile(*args: object, **options: object) -> object:
        found = plain(*args, **options)
        monkeypatch.setattr(client, "export", plain)
        inner.extend(fetch(database, ADMIN, "ods-baustellen", client=client)["results"])
        return found

    monkeypatch.setattr(client, "export", meanwhile)
    outer = fetch(database, ADMIN, "ods-baustellen", client=client)["results"]
    assert [result["state"] for result in (*inner, *outer)] == ["published", "unchanged"]


def test_a_full_disk_is_told(database: Database, client: OpenDataClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack trace at night, and the other sources not asked any more."""

    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(client, "export", full)
    result = fetch(database, ADMIN, "ods-baustellen", client=client)["results"][0]
    assert (result["state"], result["error"]) == ("fetch_failed", "DiskFull")


def test_a_damaged_note_means_look_again(database: Database, client: OpenDataClient) -> None:
    """A crash or an editor left nonsense in the note: cron must not stop for all sources because of one."""
    fetch(database, ADMIN, "ods-gremientermine", client=client)
    note = database.data_dir / FOLDER / f"{SESSIONS}.json.state.json"
    for said in ("gestern", "2026-01-01T00:00:00", None):
        note.write_text(json.dumps({"checked_at": said}), encoding="utf-8")
        assert "ods-gremientermine" in due(database)


def test_sources_of_one_city_stay_there(
    database: Database, client: OpenDataClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another city would be offered, and fetch by cron, roadworks that are not its own."""
    assert "ods-baustellen" in sources_of_city("dortmund")
    others = sources_of_city("dorsten")
    assert {"bevoelkerung", "boundaries", "leerstand"} <= set(others) and "ods-baustellen" not in others
    monkeypatch.setattr(database, "versions", dataclasses.replace(database.versions, city="dorsten"))
    assert due(database) == []
    assert "ods-baustellen" not in {entry["source"] for entry in list_sources(database)}
    with pytest.raises(NotOnline):
        fetch(database, ADMIN, "ods-baustellen", client=client)


def test_only_who_may_import_may_fetch(database: Database, client: OpenDataClient) -> None:
    """A fetch publishes: the public must not start one."""
    with pytest.raises(NotAllowed):
        fetch(database, Actor(), "ods-baustellen", client=client)


def test_a_source_that_is_not_online(database: Database, client: OpenDataClient) -> None:
    """The vacancy list has no address: said clearly."""
    with pytest.raises(NotOnline):
        fetch(database, ADMIN, "leerstand", client=client)
