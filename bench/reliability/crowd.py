"""(b) A crowd on the same records: no update is lost, and who is refused gets both versions."""

import random
import statistics
import threading
import time
from collections import Counter
from pathlib import Path

from bench.reliability import ADMIN, some_units
from strukturmonitor.access import Actor
from strukturmonitor.database import Database
from strukturmonitor.errors import RecordChanged, StrukturmonitorError
from strukturmonitor.register import records


def crowd(folder: Path, *, sessions: int, units: int, seconds: float) -> dict[str, float]:
    """Sessions count the same records up by one, each from what it has read: a lost update would be missing from the
    final number. Every refusal must carry both versions."""
    database = Database(folder)
    names = some_units(database, units)
    before = {}
    for unit_id in names:
        seen = records.record(database, ADMIN, unit_id)
        before[unit_id] = records.save(database, ADMIN, unit_id, seen.revision, {"note": "0"}).revision
    accepted: Counter[str] = Counter()
    refused, bare, other, times = [0], [0], [0], []
    lock, until = threading.Lock(), time.monotonic() + seconds

    def session(number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        actor = Actor(role="admin", account_id=f"session-{number}", name=f"Session {number}")
        while time.monotonic() < until:
            unit_id = chance.choice(names)
            seen = records.record(database, actor, unit_id)
            time.sleep(chance.uniform(0, 0.05))  # somebody looks at it
            mine = str(int(seen.values["note"]) + 1)
            start = time.perf_counter()
            try:
                records.save(database, actor, unit_id, seen.revision, {"note": mine})
            except RecordChanged as error:
                conflict = error.conflict
                is_whole = conflict.mine.get("note") == mine and "note" in conflict.theirs and "note" in conflict.base
                with lock:
                    refused[0] += 1
                    bare[0] += not is_whole
            except StrukturmonitorError:
                with lock:
                    other[0] += 1
            else:
                with lock:
                    accepted[unit_id] += 1
                    times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=session, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = {unit_id: records.record(database, ADMIN, unit_id) for unit_id in names}
    database.close()
    return {
        "sessions": sessions,
        "records": units,
        "seconds": seconds,
        "saves_accepted": sum(accepted.values()),
        "saves_refused": refused[0],
        "refusals_without_both_versions": bare[0],
        "other_errors": other[0],
        "sum_of_final_counts": sum(int(seen.values["note"]) for seen in now.values()),
        "updates_lost": sum(accepted[unit_id] - int(now[unit_id].values["note"]) for unit_id in names),
        "revisions_that_do_not_fit": sum(now[u].revision - before[u] != accepted[u] for u in names),
        "save_median_ms": 1000 * statistics.median(times),
        "save_p95_ms": 1000 * sorted(times)[int(0.95 * len(times))],
    }
