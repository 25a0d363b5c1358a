"""How long a save and the filtered list take at 100,000 units with a million changes."""

import statistics
import time
from pathlib import Path

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.register import record, save
from strukturmonitor.vacancy import COUNTED_STATES, Selection

_SAVES = 60
_ADMIN = Actor("admin", name="Messung")
_FILTERS = {"states": COUNTED_STATES, "grades": ("A", "B"), "most_steps": 1, "size_from": 30.0, "text": "straße"}


def measure(folder: Path) -> dict[str, float]:
    """Milliseconds: saves of a remark and of a new state (right, revision, check, write, memory, commit, and the record
    read again), and the list of the city with five filters. `folder`: of big_register, which is changed."""
    database = Database(folder)
    try:
        units = (
            Reader(database, _ADMIN)
            .read("vacancy_selection", area_id="city:dortmund", states=["verified"], sort="empty_since")["unit_id"]
            .tolist()
        )
        remark = _saves(database, units[:_SAVES], {"note": "Rollladen unten"})
        state = _saves(database, units[_SAVES : 2 * _SAVES], {"state": "in_talks"})
        return {
            "save_remark_median_ms": statistics.median(remark),
            "save_remark_p95_ms": sorted(remark)[int(0.95 * _SAVES)],
            "save_state_median_ms": statistics.median(state),
            "save_state_p95_ms": sorted(state)[int(0.95 * _SAVES)],
            "list_with_filters_ms": _list(database),
        }
    finally:
        database.close()


def _saves(database: Database, unit_ids: list[str], changes: dict[str, object]) -> list[float]:
    milliseconds = []
    for unit_id in unit_ids:
        opened = record(database, _ADMIN, unit_id)
        start = time.perf_counter()
        save(database, _ADMIN, unit_id, opened.revision, changes)
        milliseconds.append(1000 * (time.perf_counter() - start))
    return milliseconds


def _list(database: Database) -> float:
    parameters = Selection(area_id="city:dortmund", **_FILTERS).parameters(sort="empty_since", is_internal=True)
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    reader = Reader(database, _ADMIN)
    milliseconds = []
    for _ in range(9):
        start = time.perf_counter()
        rows = reader.read("vacancy_selection_internal", **values)
        reader.read("vacancy_units_internal", unit_ids=rows["unit_id"].tolist()[:50])
        milliseconds.append(1000 * (time.perf_counter() - start))
    return statistics.median(milliseconds)
