"""Owners, talks and seekers that come with a city's made data, so that a newcomer finds the register's views in use."""

import yaml

from strukturmonitor.access import Actor, Reader
from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.register.conversations import add_talk
from strukturmonitor.register.owners import link_owner, record_owner
from strukturmonitor.register.reuse import record_seeker

_FILE = "demo_owners.yml"
MADE = "DEMO-"  # numbers of made seekers begin so: queries/write/vacancy/clear_made_parts.sql takes them out again


def add_examples(database: Database) -> int:
    """Keep what the city's demo_owners.yml says in a database of made data; returns how many owners and seekers."""
    path = city(database.versions.city).folder / _FILE
    if not database.is_demo or not path.exists():
        return 0
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    actor = Actor("admin", name=said["recorded_by"])
    taken: set[str] = set()
    for one in said["owners"]:
        units = _units(database, actor, one["area_id"], one["states"], taken)[: len(one["talks"])]
        if units:
            _owner(database, actor, one, units)
            taken.update(units)
    for number, one in enumerate(said["seekers"], 1):
        record_seeker(database, actor, one["need"], area_ids=one["area_ids"], seeker_id=f"{MADE}{number}")
    return len(said["owners"]) + len(said["seekers"])


def _units(database: Database, actor: Actor, area_id: str, states: list[str], taken: set[str]) -> list[str]:
    """Units in one of the states, by address; a smaller demo may have fewer than the file wants."""
    rows = Reader(database, actor).read("vacancy_selection_internal", area_id=area_id, states=states, sort="address")
    return [unit_id for unit_id in rows["unit_id"] if unit_id not in taken]


def _owner(database: Database, actor: Actor, said: dict, units: list[str]) -> None:
    owner_id = record_owner(database, actor, units[0], said["owner"], person=said["person"])
    for unit_id in units[1:]:
        link_owner(database, actor, unit_id, owner_id)
    for unit_id, talk in zip(units, said["talks"], strict=False):
        if talk:
            add_talk(database, actor, unit_id, talk, owner_id=owner_id)
