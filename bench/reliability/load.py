"""(d) Backups while others write: each is of one moment."""

import itertools
import random
import statistics
import threading
import time
from pathlib import Path

from bench.reliability import ADMIN, some_units
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordChanged
from strukturmonitor.register import backups, records


def backup_under_load(folder: Path, place: Path, times: int) -> dict[str, float]:
    """Backups while eight sessions write; every one is brought back elsewhere and must be of one moment: each record's
    value is the last one of its memory, and its count fits."""
    database = Database(folder)
    names = some_units(database, 20)
    stop = threading.Event()
    edits = itertools.count()

    def session(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        while not stop.is_set():
            seen = records.record(database, ADMIN, chance.choice(names))
            try:
                records.save(database, ADMIN, seen.unit_id, seen.revision, {"note": f"load-{next(edits)}"})
            except RecordChanged:
                continue

    threads = [threading.Thread(target=session, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    place.mkdir(parents=True)
    seconds, torn = [], 0
    for number in range(times):
        start = time.perf_counter()
        backups.back_up(database, ADMIN, place / f"{number}.zip")
        seconds.append(time.perf_counter() - start)
    stop.set()
    for thread in threads:
        thread.join()
    database.close()
    for number in range(times):
        backups.bring_back(place / str(number), place / f"{number}.zip")
        copy = Database(place / str(number))
        with copy._cursor() as cursor:
            torn += cursor.execute(
                "SELECT count(*) FROM unit JOIN (SELECT unit_id, max_by(new_value, revision) AS new_value, max(revision) AS revision"
                " FROM unit_change WHERE field = 'note' GROUP BY unit_id) AS last USING (unit_id)"
                " WHERE unit.note IS DISTINCT FROM last.new_value OR unit.revision <> last.revision"
            ).fetchone()[0]
        copy.close()
    return {
        "backups": times,
        "edits_meanwhile": next(edits),
        "records_torn": torn,
        "backup_median_s": statistics.median(seconds),
    }
