"""What a change to a record means: checked values, the episode that ends or goes on, the place, and what is written into
the memory. Nothing is written here."""

import datetime
from dataclasses import dataclass

from pyproj import Geod

from strukturmonitor.access import Actor, allowed, require
from strukturmonitor.database import Transaction
from strukturmonitor.errors import MoveNotAllowed, NotAllowed, PositionOutside, ReasonMissing, ValueInvalid
from strukturmonitor.register import states
from strukturmonitor.register.changes import Change
from strukturmonitor.register.fields import catalogue, clean, fields, plain_text
from strukturmonitor.register.places import areas_at, hidden_point

_GEOD = Geod(ellps="WGS84")
_SAME_PLACE_M = 50  # a corrected position this near keeps the point that hides it
_EPISODE = ("vacant_since", "vacancy_kind", "vacancy_reason")


@dataclass(frozen=True)
class Plan:
    """`row`: the whole record afterwards. `opens_on`: first day of a new episode, None where the present one goes on or
    only changes; `is_moved`: whether the place changes too."""

    row: dict[str, object]
    changes: list[Change]
    opens_on: datetime.date | None
    is_episode_changed: bool
    is_moved: bool


def plan_change(
    transaction: Transaction,
    actor: Actor,
    row: dict[str, object],
    changes: dict[str, object],
    *,
    reason: str | None,
    on: datetime.date | None,
    action: str,
) -> Plan | None:
    """The plan for one record; None where nothing would change. `row`: the record with its episode, `today` and
    `last_ended_on`; `on`: day from which a new state holds (default: today).
    Raises NotAllowed, ValueInvalid, MoveNotAllowed, ReasonMissing, PositionOutside."""
    areas = frozenset(row["area_ids"])
    require(actor, "edit_register", areas)
    wanted = _checked(actor, changes, areas)
    reason = _checked_reason(reason)
    today = row["today"]
    after = row | wanted
    opens_on = _new_state(row, after, wanted, reason, on or today) if after["state"] != row["state"] else None
    _check_dates(row, after, today)
    if states.is_empty(str(after["state"])) and after["vacant_since"] is None and opens_on is not None:
        after["vacant_since"] = row["vacant_since"] or opens_on
    is_moved = _moved(transaction, actor, row, after)
    if (after["lon"], after["lat"]) != (row["lon"], row["lat"]) and "place_method" not in wanted:
        after["place_method"] = None  # a position given by hand is no longer the one that was looked up
    if {"last_checked_on", "check_method"} & {name for name in wanted if wanted[name] != row[name]}:
        after["checked_by"] = actor.name
    names = [name for name in fields() if after[name] != row[name] and name != "state_since"]
    if not names:
        return None
    revision = int(row["revision"]) + 1
    after["revision"] = revision
    return Plan(
        after,
        [Change(str(row["unit_id"]), revision, name, row[name], after[name], action, reason) for name in names],
        opens_on,
        any(name in names for name in ("state", *_EPISODE)),
        is_moved,
    )


def _checked(actor: Actor, changes: dict[str, object], areas: frozenset[str]) -> dict[str, object]:
    known = fields()
    checked = {}
    for name, value in changes.items():
        field = known[name]
        if field.place == "derived":
            raise ValueInvalid(field=name, reason="derived", limit="–")
        if field.visibility == "restricted" and not allowed(actor, "read_restricted", areas):
            raise NotAllowed(action="read_restricted", role=actor.role)
        checked[name] = clean(field, value)
    if checked.get("is_sensitive", False) is None:
        checked["is_sensitive"] = False
    return checked


def _checked_reason(reason: str | None) -> str | None:
    text = plain_text(reason or "")
    longest = catalogue()["longest_reason"]
    if len(text) > longest:
        raise ValueInvalid(field="reason", reason="too_long", limit=longest)
    return text or None


def _new_state(
    row: dict[str, object], after: dict[str, object], wanted: dict[str, object], reason: str | None, on: datetime.date
) -> datetime.date:
    """Check the move and settle what begins with the new state; returns its first day."""
    before, state = row["state"], after["state"]
    if state is None:
        raise ValueInvalid(field="state", reason="missing", limit="–")
    if state not in states.moves(before):
        raise MoveNotAllowed(before=before, after=state)
    if states.needs_reason(before, state) and reason is None:
        raise ReasonMissing(before=before, after=state)
    if on > row["today"]:
        raise ValueInvalid(field="state_since", reason="future", limit=row["today"])
    earliest = row["state_since"] or row["last_ended_on"]
    if earliest is not None and on < earliest:
        raise ValueInvalid(field="state_since", reason="too_early", limit=earliest)
    after["state_since"] = on
    if not states.is_empty(state):
        for name in _EPISODE:
            after[name] = wanted.get(name) if name == "vacancy_kind" and name in wanted else None
    elif "vacant_since" not in wanted:
        after["vacant_since"] = row["vacant_since"] or on
    return on


def _check_dates(row: dict[str, object], after: dict[str, object], today: datetime.date) -> None:
    for name in ("vacant_since", "last_checked_on", "lease_ended_on"):
        if after[name] is not None and after[name] != row[name] and after[name] > today and name != "lease_ended_on":
            raise ValueInvalid(field=name, reason="future", limit=today)
    if after["vacant_since"] is not None and after["state"] is not None and not states.is_empty(after["state"]):
        raise ValueInvalid(field="vacant_since", reason="not_empty", limit="–")


def _moved(transaction: Transaction, actor: Actor, row: dict[str, object], after: dict[str, object]) -> bool:
    """Settle areas and the public point; whether anything of the place changes."""
    lon, lat = after["lon"], after["lat"]
    if (lon is None) != (lat is None):
        raise ValueInvalid(field="lat" if lat is None else "lon", reason="half_position", limit="–")
    is_same_place = (lon, lat) == (row["lon"], row["lat"])
    if is_same_place and after["is_sensitive"] == row["is_sensitive"]:
        return False
    if lon is None:
        after.update(area_ids=row["area_ids"] if is_same_place else [], public_lon=None, public_lat=None)
        return True
    if not is_same_place:
        area_ids = areas_at(transaction, lon, lat)
        if not area_ids:
            raise PositionOutside(lon=round(lon, 5), lat=round(lat, 5))
        require(actor, "edit_register", frozenset(area_ids))
        after["area_ids"] = area_ids
    after["public_lon"], after["public_lat"] = lon, lat
    if after["is_sensitive"]:
        is_kept = row["is_sensitive"] and row["public_lon"] is not None and _is_near(row, lon, lat)
        point = (row["public_lon"], row["public_lat"]) if is_kept else hidden_point(lon, lat)
        after["public_lon"], after["public_lat"] = point
    return True


def _is_near(row: dict[str, object], lon: float, lat: float) -> bool:
    if row["lon"] is None:
        return False
    return _GEOD.inv(row["lon"], row["lat"], lon, lat)[2] <= _SAME_PLACE_M
