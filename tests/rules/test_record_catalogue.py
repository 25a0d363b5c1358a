"""The record of the register: its catalogue, its words and its tables say the same."""

import re

import pytest
import yaml
from project_files import ROOT

from strukturmonitor.database import Database
from strukturmonitor.register import choices, fields, moves, needs_reason
from strukturmonitor.register.fields import catalogue
from strukturmonitor.texts import LANGUAGES, speak

VISIBILITIES = ("public", "internal", "restricted")
_TYPES = {"text", "long_text", "whole", "number", "date", "flag", "choice", "choices"}
_PERSONAL_WORDS = ("phone", "email", "telefon", "contact", "person")


@pytest.mark.parametrize("name", sorted(fields()))
def test_a_field_is_whole(name: str, empty_database: Database) -> None:
    """Prevents a field without a column, a name, limits, or words for its choices."""
    field = fields()[name]
    assert field.type in _TYPES and field.visibility in VISIBILITIES
    assert name in _columns(empty_database)
    assert (field.longest is not None) == (field.type in ("text", "long_text"))
    assert not any(word in name for word in _PERSONAL_WORDS), "personal values have tables of their own"
    for language in LANGUAGES:
        texts = speak(language)
        assert texts.has(f"register.field.{name}")
        for value in choices(field) if field.group else ():
            assert texts.has(f"vacancy.{field.group}.{value}")


def test_every_column_of_a_unit_is_a_field_or_known(empty_database: Database) -> None:
    """Prevents a column that nobody can edit, see or remember."""
    own = {"unit_id", "revision", "public_lon", "public_lat", "area_ids", "run_id", "origin", "merged_into"}
    assert _columns(empty_database) - set(fields()) == own


def test_what_is_restricted_is_read_apart(empty_database: Database) -> None:
    """Prevents that a rent leaves the database for somebody who is not in charge."""
    restricted = {name for name, field in fields().items() if field.visibility == "restricted"}
    assert set(empty_database.read("register_record_restricted", unit_id="x")) == restricted
    assert not restricted & set(empty_database.read("register_record", unit_id="x"))


def test_every_state_can_be_left_and_reached() -> None:
    """Prevents a record that is stuck, and moves to states that do not exist."""
    known = set(choices(fields()["state"]))
    assert set(catalogue()["moves"]) == known
    reached = {after for state in known for after in moves(state)}
    assert reached == known
    assert all(moves(state) and state not in moves(state) for state in known)
    assert all(set(steps) <= set(moves(state)) for state, steps in catalogue()["back"].items())
    assert needs_reason("verified", "occupied") and not needs_reason("verified", "in_talks")


def test_visibility_follows_the_field_list_of_the_office() -> None:
    """Prevents that a rent, a reason or a condition becomes public by a slip in the catalogue."""
    by_visibility = {each: {n for n, f in fields().items() if f.visibility == each} for each in VISIBILITIES}
    assert by_visibility["restricted"] == {"rent_eur_m2", "handling", "handling_detail"}
    assert {"vacancy_kind", "vacancy_reason", "condition", "owner_kind", "owner_company"} <= by_visibility["internal"]


def test_rights_name_known_roles_and_actions() -> None:
    """Prevents a right bound to areas that does not exist."""
    rights = yaml.safe_load((ROOT / "data" / "access.yml").read_text(encoding="utf-8"))
    for rule in ("bound_to_areas", "free_without_area", "whole_city"):
        assert set(rights[rule]) <= set(rights["actions"])
    assert set(rights["free_without_area"]) <= set(rights["bound_to_areas"])


def test_what_hangs_on_a_record_follows_it() -> None:
    """Prevents a new table whose rows stay with a record that was merged into another, or with made units that went."""
    schema = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "queries" / "schema" / "register").glob("*.sql")
    )
    tables = {
        match[1]
        for match in re.finditer(r"CREATE TABLE (\w+) \((.*?)\n\);", schema, re.S)
        if " unit_id " in f" {match[2]}"
    }
    own = {"unit", "occupancy", "unit_change"}
    writes = ROOT / "queries" / "write"
    for path in (writes / "register" / "merge_links.sql", writes / "vacancy" / "clear_made_parts.sql"):
        text = path.read_text(encoding="utf-8")
        assert {table for table in tables - own if not re.search(rf"\b{table}\b", text)} == set(), path.name


def _columns(database: Database) -> set[str]:
    names = ("register_record", "register_record_restricted")
    return {column for name in names for column in database.read(name, unit_id="x")}


def test_the_memory_hides_what_the_catalogue_restricts() -> None:
    """Prevents that a field made restricted stays readable in the history of a record."""
    view = (ROOT / "queries" / "views" / "46_record_change.sql").read_text(encoding="utf-8")
    hidden = set(re.findall(r"'(\w+)'", re.search(r"IN \((.*?)\)", view)[1]))
    assert hidden == {name for name, field in fields().items() if field.visibility == "restricted"}
