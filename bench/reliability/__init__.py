"""Does the register keep what it promised? Kills, crowds, full disks and damaged files, with figures.

`make reliability` runs everything at full length (about 20 minutes), prints a table and writes bench/results/reliability.json;
`python -m bench.reliability --short` is a rehearsal of two minutes. tests/register/test_reliability.py runs it in seconds."""

from strukturmonitor.access import Actor
from strukturmonitor.database import Database

ADMIN = Actor(role="admin", name="Reliability")


def some_units(database: Database, count: int = 50) -> list[str]:
    """Numbers of units, always the same ones."""
    return sorted(database.read("export_unit")["unit_id"])[:count]
