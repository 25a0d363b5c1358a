"""Deputies: who is in charge of what, by date."""

import datetime

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import ADMIN, person

from strukturmonitor.access import Actor, allowed
from strukturmonitor.access.accounts import change_account
from strukturmonitor.access.deputies import actor_of, deputies_of, name_deputy, revoke_deputy
from strukturmonitor.access.directory import Account
from strukturmonitor.database import Database
from strukturmonitor.errors import DeputyInvalid, NotAllowed

EVING, HOERDE = "bezirk:eving", "bezirk:hoerde"
TODAY = datetime.date(2026, 11, 23)
_count = iter(range(1000))


def day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=offset)


def pair(database: Database) -> tuple[Account, Account]:
    """Who is away (Eving), who stands in (Hörde)."""
    n = next(_count)
    return (
        person(database, f"weg{n}", areas=frozenset({EVING})),
        person(database, f"da{n}", areas=frozenset({HOERDE})),
    )


def name(database: Database, away: Account, here: Account, first: int, last: int, actor: Actor | None = None) -> int:
    actor = actor or Actor("coordinator", away.areas, away.account_id)
    return name_deputy(database, actor, away.account_id, here.account_id, day(first), day(last), today=TODAY)


@pytest.mark.parametrize(("on", "areas"), [(-1, {HOERDE}), (0, {EVING, HOERDE}), (13, {EVING, HOERDE}), (14, {HOERDE})])
def test_a_deputy_is_in_charge_from_the_first_to_the_last_day(database: Database, on: int, areas: set) -> None:
    """Prevents rights that begin too early or stay after the leave is over; both days count."""
    away, here = pair(database)
    name(database, away, here, 0, 13)
    assert actor_of(database, here, today=day(on)).areas == areas
    assert actor_of(database, away, today=day(on)).areas == {EVING}  # who is away keeps the own area
    in_eving = frozenset({EVING, "city:dortmund"})
    assert allowed(actor_of(database, here, today=day(on)), "edit_register", in_eving) == (EVING in areas)


def test_a_deputy_for_the_whole_city_and_what_ends_it(database: Database) -> None:
    """Prevents rights that outlive the account they come from, or that were taken back."""
    away, here = pair(database)
    away = change_account(database, ADMIN, away.account_id, areas=None)
    number = name(database, away, here, 0, 5)
    assert actor_of(database, here, today=TODAY).areas is None
    change_account(database, ADMIN, away.account_id, is_active=False)
    assert actor_of(database, here, today=TODAY).areas == {HOERDE}
    change_account(database, ADMIN, away.account_id, is_active=True)
    revoke_deputy(database, Actor("coordinator", None, away.account_id), number)
    assert actor_of(database, here, today=TODAY).areas == {HOERDE}
    assert deputies_of(database, here.account_id, today=TODAY) == []


def test_it_goes_one_step_only(database: Database) -> None:
    """Prevents rights that wander: B stands in for A and C for B does not give C the area of A."""
    away, between = pair(database)
    third = person(database, f"dritte{next(_count)}", areas=frozenset({"bezirk:mengede"}))
    name(database, away, between, 0, 5)
    name(database, between, third, 0, 5)
    assert actor_of(database, third, today=TODAY).areas == {"bezirk:mengede", HOERDE}


def test_only_oneself_or_an_administrator_names_and_takes_back(database: Database) -> None:
    """Prevents a coordinator from helping himself to a neighbour's area."""
    away, here = pair(database)
    thief = Actor("coordinator", here.areas, here.account_id)
    with pytest.raises(NotAllowed):
        name(database, away, here, 0, 5, actor=thief)
    number = name(database, away, here, 0, 5, actor=ADMIN)
    with pytest.raises(NotAllowed):
        revoke_deputy(database, thief, number)


@pytest.mark.parametrize(
    ("first", "last", "reason"), [(5, 4, "days"), (-9, -1, "past"), (0, 92, "longest")], ids=lambda value: str(value)
)
def test_days_that_cannot_be(database: Database, first: int, last: int, reason: str) -> None:
    """Prevents a deputyship for ever, or one that nobody notices was useless."""
    away, here = pair(database)
    with pytest.raises(DeputyInvalid) as refused:
        name(database, away, here, first, last)
    assert refused.value.values["reason"] == reason


def test_only_coordinators_and_never_oneself(database: Database) -> None:
    """Prevents rights of a coordinator for a role that has none."""
    away, _ = pair(database)
    council = person(database, f"rat{next(_count)}", "council")
    with pytest.raises(DeputyInvalid):
        name(database, away, council, 0, 5)
    with pytest.raises(DeputyInvalid):
        name(database, away, away, 0, 5)
    actor = Actor("coordinator", away.areas, away.account_id)
    with pytest.raises(DeputyInvalid):
        name_deputy(
            database, actor, away.account_id, council.account_id, TODAY, TODAY, reason="x" * 10_000, today=TODAY
        )
