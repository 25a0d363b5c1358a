"""Areas kept under a name: by an account for itself, or shared with everybody. Only the outline is kept; every figure is
computed anew from the present data."""

import datetime
import secrets
from dataclasses import dataclass

from strukturmonitor.access import Actor, Reader, allowed, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, OwnAreaNameWrong, OwnAreaUnknown, TooManyOwnAreas
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import OwnArea, area_of, composed_area
from strukturmonitor.register.fields import plain_text

_RIGHT = "keep_areas"
_ID_BYTES = 6


@dataclass(frozen=True)
class SavedArea:
    """`is_own`: whether it belongs to who asks. `boundaries_on`: first day of the districts' boundaries when it was
    saved."""

    drawn_area_id: str
    name: str
    is_shared: bool
    is_own: bool
    way: str
    stat_ids: tuple[str, ...]
    outline: str
    boundaries_on: datetime.date
    saved_at: datetime.datetime

    def opened(self, reader: Reader) -> OwnArea:
        """The area as it is today: put together anew where it consists of districts. Raises ShapeUnusable."""
        if self.stat_ids:
            return composed_area(reader, self.stat_ids)
        kept = OwnArea(self.outline, 0.0, self.way)
        return area_of(reader, kept.shape, way=self.way)


def saved_areas(database: Database, actor: Actor) -> dict[str, SavedArea]:
    """By id: one's own, then those that others share, each in the order of the names."""
    own, reader = [], Reader(database, actor)
    if actor.account_id is not None and allowed(actor, _RIGHT):
        own = [_saved(row, is_own=True) for row in reader.rows("drawn_areas_of", account_id=actor.account_id)]
    shared = [_saved(row, is_own=False) for row in reader.rows("drawn_areas_shared")]
    known = {area.drawn_area_id: area for area in own}
    return known | {area.drawn_area_id: area for area in shared if area.drawn_area_id not in known}


def save_area(
    database: Database, actor: Actor, area: OwnArea, name: str, boundaries_on: datetime.date, *, is_shared: bool
) -> str:
    """Keep an area; returns its id. Raises NotAllowed, OwnAreaNameWrong, TooManyOwnAreas."""
    account_id = _account(actor)
    own = [each for each in saved_areas(database, actor).values() if each.is_own]
    name = _checked(name, {each.name for each in own})
    if len(own) >= rules().most_per_account:
        raise TooManyOwnAreas(limit=rules().most_per_account)
    drawn_area_id = secrets.token_hex(_ID_BYTES)
    with database.transaction() as transaction:
        transaction.run(
            "add_drawn_area",
            drawn_area_id=drawn_area_id,
            account_id=account_id,
            area_name=name,
            is_shared=is_shared,
            way=area.way,
            stat_ids=list(area.stat_ids),
            geometry_json=area.outline,
            boundaries_on=boundaries_on,
            saved_at=utc_now(),
        )
    return drawn_area_id


def change_area(database: Database, actor: Actor, drawn_area_id: str, name: str, *, is_shared: bool) -> None:
    """Another name, or another choice of who sees it. Raises NotAllowed, OwnAreaUnknown, OwnAreaNameWrong."""
    account_id = _account(actor)
    own = {key: each for key, each in saved_areas(database, actor).items() if each.is_own}
    if drawn_area_id not in own:
        raise OwnAreaUnknown
    name = _checked(name, {each.name for key, each in own.items() if key != drawn_area_id})
    with database.transaction() as transaction:
        transaction.run(
            "change_drawn_area",
            drawn_area_id=drawn_area_id,
            account_id=account_id,
            area_name=name,
            is_shared=is_shared,
        )


def delete_area(database: Database, actor: Actor, drawn_area_id: str) -> None:
    """One's own; who administrates may also take away what others share. Raises NotAllowed, OwnAreaUnknown."""
    known = saved_areas(database, actor).get(drawn_area_id)
    if known is None:
        raise OwnAreaUnknown
    if known.is_own:
        account_id: str | None = _account(actor)
    else:
        require(actor, "administrate")
        account_id = None
    with database.transaction() as transaction:
        transaction.run("drop_drawn_area", drawn_area_id=drawn_area_id, account_id=account_id)


def _saved(row: dict, *, is_own: bool) -> SavedArea:
    return SavedArea(
        row["drawn_area_id"],
        row["name"],
        bool(row.get("is_shared", True)),
        is_own,
        row["way"],
        tuple(row["stat_ids"]),
        row["geometry_json"],
        row["boundaries_on"],
        row["saved_at"],
    )


def _account(actor: Actor) -> str:
    require(actor, _RIGHT)
    if actor.account_id is None:
        raise NotAllowed(action=_RIGHT, role=actor.role)
    return actor.account_id


def _checked(name: str, taken: set[str]) -> str:
    """The name without control characters and doubled blanks. Raises OwnAreaNameWrong."""
    limit = rules().longest_name
    name = " ".join(plain_text(name).split())
    reason = "missing" if not name else "too_long" if len(name) > limit else "taken" if name in taken else None
    if reason:
        raise OwnAreaNameWrong(reason=reason, limit=limit)
    return name
