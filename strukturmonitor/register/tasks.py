"""What waits to be done in the areas somebody is in charge of (Wiedervorlage), those of a deputy included."""

from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader, allowed
from strukturmonitor.database import Database
from strukturmonitor.register.people import catalogue


@dataclass(frozen=True)
class TaskGroup:
    """Tasks of one kind (call, follow_up, interim_end, report, recheck, no_position), the most urgent first. `rows` is
    empty for reports: they are counted here and decided in their own view."""

    kind: str
    count: int
    overdue: int
    rows: list[dict[str, object]]


def task_groups(database: Database, actor: Actor, *, area_id: str | None = None) -> list[TaskGroup]:
    """All kinds in the order of the catalogue, also those without a task. Raises NotAllowed."""
    reader = Reader(database, actor)
    rows = reader.rows("register_tasks", area_id=area_id, ahead_days=catalogue()["tasks_ahead_days"])
    reports = int(reader.read("open_report_count")["reports"].iloc[0]) if allowed(actor, "moderate_reports") else 0
    groups = []
    for kind in catalogue()["tasks"]:
        mine = [row for row in rows if row["kind"] == kind]
        count = reports if kind == "report" else len(mine)
        groups.append(TaskGroup(kind, count, sum(bool(row["is_overdue"]) for row in mine), mine))
    return groups
