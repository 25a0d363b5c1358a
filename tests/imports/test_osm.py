"""Vacant shops of OpenStreetMap: hints, never entries of the register."""

from people import SAMPLES, checked, closes, published

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed

FILE = SAMPLES / "osm" / "overpass.json"


def test_nodes_ways_and_relations_become_hints(database: Database) -> None:
    """Prevents surfaces without a place, used shops and far places among the hints."""
    prepared = checked(database, "osm-leerstand", FILE, reference_date="2026-09-01")
    assert closes(prepared)
    assert prepared.counts["rows_loaded"] == 3
    rejected = {f.value: f.code for f in prepared.findings if f.severity == "fail"}
    assert rejected == {
        "node/104": "candidate_in_use",
        "node/105": "place_elsewhere",
        "way/106": "candidate_without_place",
        "node/107": "candidate_not_vacant",
    }


def test_hints_never_enter_the_register_and_only_coordinators_see_them(database: Database) -> None:
    """Prevents unchecked hints in a rate or in public."""
    before = database.read("vacancy_summary", area_id="city:dortmund")
    published(database, "osm-leerstand", FILE, reference_date="2026-09-01")
    assert database.read("vacancy_summary", area_id="city:dortmund").equals(before)
    rows = database.read("vacancy_candidates", area_id="city:dortmund", known_m=-1.0).set_index("candidate_id")
    assert rows.loc["node/101", "former_use"] == "bakery"
    assert rows.loc["node/101", "name"] == "Bäckerei Größer"
    assert rows.loc["way/102", "name"] == '=HYPERLINK("x")'
    assert rows.loc["relation/103", "kind"] == "disused_amenity"
    try:
        Reader(database, Actor()).read("vacancy_candidates", area_id="city:dortmund", known_m=-1.0)
    except NotAllowed:
        return
    raise AssertionError("public readers see hints")


def test_hints_beside_a_known_unit_fall_away(database: Database) -> None:
    """Prevents a coordinator who is sent to what the register knows."""
    published(database, "osm-leerstand", FILE, reference_date="2026-09-01")
    everything = database.read("vacancy_candidates", area_id="city:dortmund", known_m=-1.0)
    farthest = everything["distance_m"].fillna(1e9).max() + 1
    none = database.read("vacancy_candidates", area_id="city:dortmund", known_m=float(farthest))
    assert len(none) == everything["distance_m"].isna().sum()
