"""Saved files of the open data portal, as a person downloads them, through the normal import."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import ColumnsMissing
from strukturmonitor.imports.run import import_files

SAMPLES = Path(__file__).parent / "samples" / "opendata"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def database(writable_dir: Path) -> Iterator[Database]:
    database = Database(writable_dir)
    yield database
    database.close()


def load(database: Database, source: str, file: str, **options: str) -> dict:
    result = import_files(database, Actor(role="admin"), source, [SAMPLES / file], options)
    told = [result[f"rows_{name}"] for name in ("loaded", "unchanged", "rejected", "duplicate")]
    assert result["rows_read"] == sum(told)
    return result


def codes(result: dict, severity: str = "fail") -> list[str]:
    return [finding["code"] for finding in result["findings"] if finding["severity"] == severity]


def test_roadworks_of_the_records_form(database: Database) -> None:
    """Days from two fields or from the period, a site without a place and one that ends before it begins refused."""
    result = load(database, "ods-baustellen", "fb66-baustellen-tagesaktuell.json")
    assert (result["rows_loaded"], result["rows_rejected"]) == (3, 2)
    assert sorted(codes(result)) == ["ends_before_start", "position_missing_point"]
    rows = database.read("roadworks", area_id="bezirk:eving", today=TODAY)
    assert [(str(row.starts_on)[:10], str(row.ends_on)[:10]) for row in rows.itertuples()] == [
        ("2026-01-19", "2027-10-23"),
        ("2026-10-05", "2027-04-30"),
    ]


def test_current_and_planned_roadworks_stand_beside_each_other(database: Database) -> None:
    """Two sources fill one table: importing one must not remove the other; importing again must not double it."""
    load(database, "ods-baustellen", "fb66-baustellen-tagesaktuell.json")
    load(database, "ods-baustellen-geplant", "fb66-baustellen-geplant.geojson")
    load(database, "ods-baustellen", "fb66-baustellen-tagesaktuell.csv")
    rows = database.read("roadworks", area_id="city:dortmund", today=TODAY)
    assert rows["is_running"].tolist() == [True, False]


def test_the_same_site_of_json_and_csv_is_the_same(database: Database) -> None:
    """A number that depends on the format would report every site as new when somebody changes the form."""
    load(database, "ods-baustellen", "fb66-baustellen-tagesaktuell.csv")
    result = load(database, "ods-baustellen", "fb66-baustellen-tagesaktuell.json")
    assert (result["rows_loaded"], result["rows_unchanged"]) == (2, 1)


def test_programme_of_civil_engineering(database: Database) -> None:
    """Columns of years become phases; Stadtbezirke are found by name; an address that is none is not kept."""
    result = load(database, "ods-tiefbau", "tiefbau-2026.json", reference_date="2026-01-01")
    assert result["rows_loaded"] == 3
    assert codes(result, "warn").count("district_not_named") == 1
    eving = database.read("construction_measures", area_id="bezirk:eving")
    assert eving["phases"].tolist() == ["2026 I: Planung · 2026 II: Planung · 2027: Bau"]
    kept = database.read("export_construction_programme")
    assert len(kept) == 3 == len(database.read("construction_measures", area_id="city:dortmund"))
    assert kept["paper_url"].dropna().tolist() == ["https://rathaus.example.org/30001-26"]


def test_streets_lead_to_their_districts(database: Database) -> None:
    """A number without its zeros («0» is 000), and one no area has."""
    result = load(database, "ods-strassen-bezirke", "fb62-strassen-statistische-bezirke.json")
    assert codes(result) == ["stat_district_unknown"]
    found = database.read("street_districts").set_index("name")["area_id"]
    assert sorted(found.loc["Evinger Straße"]) == ["stat:110", "stat:140"]
    assert found.loc["Westenhellweg"] == "stat:000"


@pytest.mark.parametrize(("ending", "loaded"), [("geojson", 3), ("json", 2), ("csv", 1)])
def test_lines_of_streets_in_every_form(database: Database, ending: str, loaded: int) -> None:
    """WKT, a nested Feature and a cell with GeoJSON are the same line; the federal road is drawn as one."""
    load(database, "ods-strassenabschnitte", f"fb62-strassenabschnitte.{ending}")
    lines = database.read("street_lines", area_id="bezirk:eving")
    assert len(database.read("export_street_segment")) == loaded
    assert "federal" in set(lines["road_class"])
    assert database.read("street_lines", area_id="bezirk:mengede").empty
    assert database.read("street_lines", area_id="city:dortmund").empty


def test_playgrounds_without_persons(database: Database) -> None:
    """The address of a sponsor must not reach a table anybody may take away, and the person is told so."""
    result = load(database, "ods-spielplaetze", "spielplatze.json")
    assert (result["rows_loaded"], result["rows_rejected"]) == (2, 1)
    assert "column_personal" in codes(result, "warn")
    rows = database.read("export_playground")
    assert "@" not in rows.to_csv()
    assert "0231 1234567" not in rows.to_csv()
    assert database.read("playgrounds", area_id="bezirk:eving")["name"].tolist() == ["Spielplatz Süggelwald"]


def test_sessions_find_their_district(database: Database) -> None:
    """31 February is refused; «15.00 Uhr» is a time; the council of the city belongs to no Stadtbezirk."""
    result = load(database, "ods-gremientermine", "fb1-gremientermine.json")
    assert codes(result) == ["day_unreadable"]
    rows = database.read("council_sessions_ahead", area_id="bezirk:innenstadt-west", today=TODAY)
    assert rows[["begins_at", "place"]].to_numpy().tolist() == [["15:00", "Rathaus"]]
    eving = database.read("council_sessions_ahead", area_id="bezirk:eving", today=datetime.date(2026, 12, 3))
    assert [str(day)[:10] for day in eving["held_on"]] == ["2027-01-27"]


def test_age_structure_is_published_as_it_stands(database: Database) -> None:
    """The real row of Innenstadt-Ost; without the day no figure may be shown."""
    refused = load(database, "ods-altersstruktur", "altersstruktur-2024.json")
    assert codes(refused) == ["reference_date_missing"] * 2
    load(database, "ods-altersstruktur", "altersstruktur-2024.json", reference_date="2024-12-31")
    rows = database.read("published_figures", area_id="bezirk:innenstadt-ost")
    rows = rows[rows["reference_date"].astype(str).str.startswith("2024-12-31")].set_index("metric")["value"]
    assert rows[["mean_age", "share_under18", "share_65plus", "share_80plus"]].tolist() == [43.30281, 14.4, 19.9, 6.7]


def test_social_indicators_written_as_text(database: Database) -> None:
    """«18,3» and «31.2» are numbers; a rate the source leaves out stays a gap."""
    load(database, "ods-sozialindikatoren", "sozialindikatoren-2023.json", reference_date="2023-12-31")
    west = database.read("published_figures", area_id="bezirk:innenstadt-west").set_index("metric")["value"]
    assert west["rate_livelihood_benefit"] == 14.9
    eving = database.read("published_figures", area_id="bezirk:eving").set_index("metric")["value"]
    assert (eving["rate_livelihood_benefit"], eving["rate_child_benefit"]) == (18.3, 31.2)
    assert "rate_old_age_benefit" not in eving.index


def test_other_published_figures_stay(database: Database) -> None:
    """Figures collected by hand from other places must not go when a dataset is imported."""
    before = len(database.read("export_published_figure"))
    for _ in range(2):
        load(database, "ods-altersstruktur", "altersstruktur-2024.json", reference_date="2024-12-31")
    assert len(database.read("export_published_figure")) == before + 8


def _hours(database: Database, day: str) -> dict[int, int]:
    rows = database.read("export_pedestrian_hour")
    rows = rows[(rows["counted_on"].astype(str).str[:10] == day) & (rows["station_id"] == "westenhellweg-west")]
    return dict(zip(rows["hour"].tolist(), rows["pedestrians"].tolist(), strict=True))


def test_passers_by_on_the_days_the_clock_changes(database: Database) -> None:
    """29 March 2026 has no hour 2; on 25 October hour 2 comes twice and holds both counts (70 + 60)."""
    result = load(database, "ods-passanten", "passanten-2026.json")
    assert codes(result) == ["counter_unknown"]
    assert (result["rows_loaded"], result["rows_duplicate"]) == (6, 1)
    assert _hours(database, "2026-03-29") == {0: 40, 1: 30, 3: 20}
    assert _hours(database, "2026-10-25") == {1: 90, 2: 130, 3: 50}


def test_passers_by_with_the_column_names_of_2025(database: Database) -> None:
    """Other names, «2.901» is a number of persons, and a repeated row counts once; made hours of that day are gone."""
    result = load(database, "ods-passanten", "passanten-2025.csv")
    assert (result["rows_loaded"], result["rows_duplicate"]) == (2, 1)
    assert _hours(database, "2025-12-24") == {10: 2183, 11: 2901}
    rows = database.read("export_pedestrian_hour")
    assert set(rows.loc[rows["counted_on"].astype(str).str[:10] == "2025-12-24", "origin"]) == {"counted"}


def test_a_changed_schema_is_named(database: Database, tmp_path: Path) -> None:
    """When the portal renames a field, the message says which one is missing, and nothing changes."""
    path = tmp_path / "fb1-gremientermine.json"
    path.write_text('[{"termin_neu": "2026-12-02", "gremium": "Rat", "sitzungsort": "Rathaus"}]', encoding="utf-8")
    with pytest.raises(ColumnsMissing) as failed:
        import_files(database, Actor(role="admin"), "ods-gremientermine", [path], {})
    assert "datum" in str(failed.value.values["columns"])
    assert database.read("export_council_session").empty
