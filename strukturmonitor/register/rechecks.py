"""Re-check walk: chosen records in a short order, ticked off stop after stop. Each answer is in the register at once."""

import datetime

import numpy as np
import pandas as pd

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import TooManyStops, ValueInvalid, WalkUnknown
from strukturmonitor.register import surveys, walks
from strukturmonitor.register.day import today
from strukturmonitor.register.house_numbers import known_number
from strukturmonitor.register.records import apply_changes, record
from strukturmonitor.register.route import Route, distances_m, plan
from strukturmonitor.register.surveys import answer_changes, apply_answer
from strukturmonitor.spelling import split_address, street_key

NOT_FOUND, LATER = "not_found", "later"
SEEN = ("still_vacant", "still_used", "still_interim", "still_gone")
CHANGED = ("used_again", "now_vacant")


def answers(state: str | None) -> tuple[str, ...]:
    """What can be answered at a record in that state, the usual answer first."""
    of_state = tuple(walks.limits()["answers"].get(state, {})) if state else ()
    return (*of_state, NOT_FOUND, LATER)


def nearest(rows: pd.DataFrame, start: tuple[float, float] | None, most: int) -> pd.DataFrame:
    """The `most` records with a position that lie nearest to the start, and as many without one as there is room for;
    without a start the first ones as they stand."""
    if len(rows) <= most or start is None:
        return rows.head(most)
    placed = rows.dropna(subset=["lon", "lat"])
    far = distances_m(np.append(start[0], placed["lon"]), np.append(start[1], placed["lat"]))[0, 1:]
    near = placed.iloc[np.argsort(far, kind="stable")[:most]]
    return rows[rows["unit_id"].isin(near["unit_id"])].head(most)


def ordered(
    rows: pd.DataFrame, start: tuple[float, float] | None, *, returns: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame, Route]:
    """The records in the order of the walk with `distance_m` from the one before; apart those without a position, by
    address; and the route itself. Without a start it begins at the first record."""
    placed = rows.dropna(subset=["lon", "lat"]).reset_index(drop=True)
    route = plan(placed["lon"].to_numpy(), placed["lat"].to_numpy(), start=start, returns=returns)
    walked = placed.iloc[list(route.order)].assign(distance_m=list(route.legs_m)).reset_index(drop=True)
    apart = rows[rows["lon"].isna() | rows["lat"].isna()]
    return walked, apart.sort_values(["address", "unit_id"]).reset_index(drop=True), route


def begin_recheck(
    database: Database,
    actor: Actor,
    title: str,
    walked: pd.DataFrame,
    apart: pd.DataFrame,
    *,
    area_id: str | None = None,
    start: tuple[float, float] | None = None,
    start_label: str | None = None,
) -> int:
    """Write the walk with its stops, `walked` in their order and then `apart`, as `ordered` gives them; returns its
    number. Raises NotAllowed, TooManyStops, ValueInvalid."""
    count, most = len(walked) + len(apart), walks.limits()["most_stops"]
    if count > most:
        raise TooManyStops(count=count, most=most)
    if not count:
        raise ValueInvalid(field="walk_stops", reason="missing", limit="–")
    title = walks.cleaned_title(title, "walk_title")
    for area_ids in [*walked["area_ids"], *apart["area_ids"]]:
        require(actor, "edit_register", frozenset(area_ids))
    with database.transaction() as transaction:
        walk_id = walks.begin(
            transaction, actor, walks.RECHECK, title, area_id=area_id, start=start, start_label=start_label
        )
        for unit_id in [*walked["unit_id"], *apart["unit_id"]]:
            transaction.run("add_walk_stop", walk_id=walk_id, unit_id=unit_id, now=utc_now())
        _write_order(transaction, walk_id, [*walked["unit_id"], *apart["unit_id"]], list(walked["distance_m"]))
    return walk_id


def answer(
    database: Database,
    actor: Actor,
    walk_id: int,
    stop_number: int,
    revision: int,
    outcome: str,
    *,
    use: str | None = None,
    note: str | None = None,
    reason: str | None = None,
) -> None:
    """Tick a stop off. `revision`: the record as it stood on the screen; `use`: present use where it is used again;
    `reason` stands in the record's memory where the case ends and nothing was noted.
    Raises NotAllowed, WalkUnknown, WalkFinished, RecordUnknown, RecordChanged, MoveNotAllowed, ReasonMissing,
    ValueInvalid."""
    stop = _stop(database, actor, walk_id, stop_number)
    unit_id = str(stop["unit_id"])
    if outcome in (NOT_FOUND, LATER):
        note = walks.cleaned_note(note)
        require(actor, "edit_register", record(database, actor, unit_id).area_ids)
        with database.transaction() as transaction:
            _write_answer(transaction, walk_id, stop_number, outcome, note, None)
        return
    seen = record(database, actor, unit_id)
    if outcome not in answers(seen.values["state"]) and seen.revision == revision:
        raise ValueInvalid(field="state", reason="no_choice", limit="–")
    changes = answer_changes(seen, outcome, today(database), use=use)
    write(database, actor, walk_id, stop_number, revision, outcome, changes, note=note, reason=reason)


def write(
    database: Database,
    actor: Actor,
    walk_id: int,
    stop_number: int,
    revision: int,
    outcome: str,
    changes: dict[str, object],
    *,
    note: str | None = None,
    reason: str | None = None,
) -> None:
    """Save these changes of the record as the answer at a stop, both or neither; for `answer`, and for what a person chose
    after a conflict. Raises as `answer`."""
    stop = _stop(database, actor, walk_id, stop_number)
    unit_id = str(stop["unit_id"])
    note = walks.cleaned_note(note)
    seen = record(database, actor, unit_id)
    with database.transaction("checked") as transaction:
        before = apply_answer(transaction, actor, seen, revision, changes, reason=note or reason)
        _write_answer(transaction, walk_id, stop_number, outcome, note, before)


def reorder(database: Database, actor: Actor, walk_id: int, start: tuple[float, float]) -> None:
    """Order the stops still open anew from where the person is; answered ones stay in front.
    Raises NotAllowed, WalkUnknown, WalkFinished."""
    walks.require_open(walks.walk(database, actor, walk_id))
    rows = database.read("walk_stops", walk_id=walk_id)
    done, still_open = rows[rows["done_at"].notna()], rows[rows["done_at"].isna()]
    walked, apart, _ = ordered(still_open.drop(columns="distance_m"), start)
    with database.transaction() as transaction:
        _write_order(
            transaction,
            walk_id,
            [*done["unit_id"], *walked["unit_id"], *apart["unit_id"]],
            [*done["distance_m"], *walked["distance_m"]],
        )


def follow_up(database: Database, actor: Actor, walk_id: int, *, note: str) -> list[str]:
    """Set records of stops that are open, put off or not found for another day (Wiedervorlage) with `note`; a day that is
    set already stays. Returns the units it was done for; those the actor may not edit are left out.
    Raises NotAllowed, WalkUnknown."""
    walks.walk(database, actor, walk_id)
    rows = database.read("walk_stops", walk_id=walk_id)
    left = rows[(rows["done_at"].isna() | rows["outcome"].isin([LATER, NOT_FOUND])) & rows["revision"].notna()]
    left = left[left["follow_up_on"].isna()]
    day = today(database) + datetime.timedelta(days=walks.limits()["follow_up_days"])
    wanted = {
        str(row.unit_id): (int(row.revision), {"follow_up_on": day, "follow_up_note": note})
        for row in left.itertuples(index=False)
    }
    if not wanted:
        return []
    with database.transaction("edited") as transaction:
        return apply_changes(transaction, actor, wanted).saved


def start_at_address(database: Database, actor: Actor, text: str) -> tuple[float, float] | None:
    """Where a typed address lies: by the address table or between known numbers of the street, as in a survey; the middle
    of the street's known units without a number; None where nothing is known. Raises NotAllowed."""
    require(actor, "plan_walks")
    street, number_text = split_address(text)
    number = known_number(number_text)
    place = surveys.place_of(database, actor, street, number) if number else None
    if place is not None:
        return place.lon, place.lat
    units = surveys.street_units(database, actor, street)
    units = units.dropna(subset=["lon", "lat"])
    if units.empty or not street_key(street):
        return None
    return float(units["lon"].mean()), float(units["lat"].mean())


def _stop(database: Database, actor: Actor, walk_id: int, stop_number: int) -> pd.Series:
    walks.require_open(walks.walk(database, actor, walk_id))
    rows = database.read("walk_stops", walk_id=walk_id)
    rows = rows[rows["stop_number"] == stop_number]
    if rows.empty:
        raise WalkUnknown(walk_id=walk_id)
    return rows.iloc[0]


def _write_answer(
    transaction: Transaction,
    walk_id: int,
    stop_number: int,
    outcome: str,
    note: str | None,
    before: str | None,
) -> None:
    transaction.run(
        "answer_walk_stop",
        walk_id=walk_id,
        stop_number=stop_number,
        outcome=outcome,
        note=note,
        before=before,
        now=utc_now(),
    )


def _write_order(transaction: Transaction, walk_id: int, unit_ids: list[str], legs_m: list[float]) -> None:
    frame = pd.DataFrame(
        {
            "unit_id": unit_ids,
            "stop_number": range(1, len(unit_ids) + 1),
            "distance_m": [*legs_m, *[None] * (len(unit_ids) - len(legs_m))],
        }
    ).astype({"distance_m": float})
    transaction.run("order_walk_stops", walk_id=walk_id, frame=frame)
