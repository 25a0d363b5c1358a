"""Walks (Begehungen): whose they are, and how they begin, go on and end. What a survey and a re-check do at their stops
stands in `surveys` and `rechecks`."""

import datetime
import json
from dataclasses import dataclass, fields
from functools import cache

import pandas as pd

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import ValueInvalid, WalkFinished, WalkUnknown
from strukturmonitor.facts import read_facts
from strukturmonitor.register.fields import Field, clean, plain_text

SURVEY, RECHECK = "survey", "recheck"
OPEN, FINISHED = "open", "finished"
METHOD = "walk"
_LONGEST_TITLE = 200


@cache
def limits() -> dict:
    """All of data/walks.yml."""
    return read_facts("walks.yml")


@dataclass(frozen=True)
class Walk:
    """`kind`: survey or recheck; `stands_in_for`: name of the owner where it is another person's; times in UTC."""

    walk_id: int
    kind: str
    state: str
    account_id: str | None
    title: str
    area_id: str | None
    street: str | None
    postcode: str | None
    start_label: str | None
    start: tuple[float, float] | None
    started_at: datetime.datetime
    changed_at: datetime.datetime
    stands_in_for: str | None
    stops: int
    done: int

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


def walks(database: Database, actor: Actor) -> list[Walk]:
    """Those the actor may go on with: own ones, and those of people the actor stands in for; open ones first.
    Raises NotAllowed."""
    require(actor, "plan_walks")
    return [_walk(row) for row in database.rows("walks_of", account_id=actor.account_id, role=actor.role)]


def walk(database: Database, actor: Actor, walk_id: int) -> Walk:
    """Raises NotAllowed, WalkUnknown (also for the walk of somebody else)."""
    require(actor, "plan_walks")
    rows = database.rows("walks_of", account_id=actor.account_id, role=actor.role, walk_id=walk_id)
    if not rows:
        raise WalkUnknown(walk_id=walk_id)
    return _walk(rows[0])


def stops(database: Database, actor: Actor, walk_id: int) -> pd.DataFrame:
    """The stops of a walk in their order, each with its record as it is now. Raises NotAllowed, WalkUnknown."""
    walk(database, actor, walk_id)
    return database.read("walk_stops", walk_id=walk_id)


def begin(
    transaction: Transaction,
    actor: Actor,
    kind: str,
    title: str,
    *,
    area_id: str | None = None,
    street: str | None = None,
    postcode: str | None = None,
    start_label: str | None = None,
    start: tuple[float, float] | None = None,
) -> int:
    """Write a new walk of the actor; returns its number. Raises NotAllowed, ValueInvalid."""
    require(actor, "plan_walks")
    lon, lat = start or (None, None)
    rows = transaction.run(
        "add_walk",
        kind=kind,
        account_id=actor.account_id,
        role=actor.role,
        begun_by=actor.name,
        title=title,
        area_id=area_id,
        street=street,
        postcode=postcode,
        start_label=start_label,
        start_lon=lon,
        start_lat=lat,
        now=utc_now(),
    )
    return int(rows["walk_id"].iloc[0])


def finish(database: Database, actor: Actor, walk_id: int) -> None:
    """End a walk. Raises NotAllowed, WalkUnknown."""
    _change(database, actor, walk_id, state=FINISHED)


def reopen(database: Database, actor: Actor, walk_id: int) -> None:
    """Take a finished walk up again. Raises NotAllowed, WalkUnknown."""
    _change(database, actor, walk_id, state=OPEN)


def heirs(database: Database, actor: Actor, walk_id: int) -> dict[str, str]:
    """Account → name of the people a walk can be handed to: the owner's deputies of today, and whom the owner stands in
    for. Raises NotAllowed, WalkUnknown."""
    found = walk(database, actor, walk_id)
    if found.account_id is None:
        return {}
    rows = database.read("walk_heirs", account_id=found.account_id)
    return dict(zip(rows["account_id"], rows["display_name"], strict=True))


def hand_over(database: Database, actor: Actor, walk_id: int, account_id: str) -> None:
    """Give a walk to somebody of `heirs`. Raises NotAllowed, WalkUnknown, ValueInvalid."""
    if account_id not in heirs(database, actor, walk_id):
        raise ValueInvalid(field="account", reason="no_choice", limit="–")
    _change(database, actor, walk_id, account_id=account_id)


def require_open(found: Walk) -> None:
    """Raises WalkFinished."""
    if not found.is_open:
        raise WalkFinished(title=found.title)


def minutes_walked(done_at: pd.Series, started_at: datetime.datetime) -> int:
    """Minutes between the beginning and the last entry; gaps as long as a pause are left out. At least 1 where anything
    was entered."""
    times = pd.Series([pd.Timestamp(started_at), *done_at.dropna().sort_values()])
    gaps = times.diff().dropna().dt.total_seconds() / 60
    return 0 if gaps.empty else max(1, round(gaps[gaps < limits()["pause_minutes"]].sum()))


def cleaned_note(note: str | None) -> str | None:
    """Raises ValueInvalid where it is too long."""
    field = Field("walk_note", "long_text", "internal", "check", longest=limits()["longest_note"])
    return clean(field, note)


def cleaned_title(text: str, field: str) -> str:
    """A street or title on one line. Raises ValueInvalid where it is empty or too long."""
    title = " ".join(plain_text(text).split())
    if not title:
        raise ValueInvalid(field=field, reason="missing", limit="–")
    if len(title) > _LONGEST_TITLE:
        raise ValueInvalid(field=field, reason="too_long", limit=_LONGEST_TITLE)
    return title


def written_before(values: dict[str, object], revision: int) -> str:
    """Values of a record as a stop keeps them, so that its answer can be taken back; `revision`: the record with the
    answer."""
    return json.dumps({"revision": revision} | values, default=str, ensure_ascii=False)


def read_before(text: object) -> tuple[dict[str, object], int]:
    """The values and the revision; no values where the answer changed nothing."""
    values = json.loads(text) if isinstance(text, str) else {"revision": 0}
    return values, values.pop("revision", 0)


def _change(database: Database, actor: Actor, walk_id: int, **values: object) -> None:
    walk(database, actor, walk_id)
    with database.transaction() as transaction:
        transaction.run("change_walk", walk_id=walk_id, now=utc_now(), **values)


def _walk(row: dict[str, object]) -> Walk:
    start = row["start_lon"], row["start_lat"]
    known = {each.name: row[each.name] for each in fields(Walk) if each.name != "start"}
    return Walk(start=None if None in start else start, **known)
