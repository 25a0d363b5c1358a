"""How long the register of a past day takes with a long memory: 100,000 units, a million changes."""

import datetime
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.vacancy import WATCHED_STATES, Selection

CITY, BEZIRK = "city:dortmund", "bezirk:eving"
# The further back, the more changes come after the day: the second day is before nearly all of them.
DAYS = {"2024": datetime.date(2024, 12, 31), "2016": datetime.date(2016, 6, 30)}
_SHOWN = 50
_RUNS = 7


def measure(folder: Path) -> dict[str, float]:
    """Milliseconds (medians) of what the page reads from the database for one day: key figures, list with map, the first
    page of the table; of the city and one Stadtbezirk, and today for comparison. `folder`: of big_register."""
    database = Database(folder)
    try:
        reader = Reader(database, Actor(role="admin"))
        found = {}
        for area_name, area_id in (("city", CITY), ("bezirk", BEZIRK)):
            for name, day in (("today", None), *DAYS.items()):
                found[f"{area_name}_{name}_ms"] = _median(lambda area=area_id, on=day: _read(reader, area, on))
        return found
    finally:
        database.close()


def _read(reader: Reader, area_id: str, day: datetime.date | None) -> None:
    reader.read("vacancy_summary", area_id=area_id, day=day)
    selection = Selection(area_id=area_id, states=WATCHED_STATES, day=day)
    parameters = selection.parameters(sort="empty_since", is_internal=True)
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
    rows = reader.read("vacancy_selection_internal", **values)
    reader.read("vacancy_units_internal", unit_ids=rows["unit_id"].tolist()[:_SHOWN], day=day)


def _median(run: Callable[[], None]) -> float:
    seconds = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return 1000 * statistics.median(seconds[1:])
