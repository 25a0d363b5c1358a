"""Views of a page that an account keeps by name. They hold the page's query parameters and nothing else."""

import json
from functools import cache

from strukturmonitor.access import Actor, Reader, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import FilterNameWrong, FilterUnknown, NotAllowed, TooManyFilters
from strukturmonitor.facts import read_facts
from strukturmonitor.register.fields import plain_text


@cache
def limits() -> dict[str, int]:
    """`longest_name` (characters), `most_per_account`."""
    return read_facts("saved_filters.yml")


def saved_filters(database: Database, actor: Actor, page: str) -> dict[str, dict[str, str]]:
    """Name → query parameters, in the order of the names. Raises NotAllowed, also for who has no account."""
    account_id = _account(actor)
    rows = Reader(database, actor).read("saved_filters", account_id=account_id, page=page)
    return {str(row.name): json.loads(row.query) for row in rows.itertuples(index=False)}


def save_filter(database: Database, actor: Actor, page: str, name: str, query: dict[str, str]) -> str:
    """Keep a view; one of the same name is replaced (ask before). Returns the name as it is kept.
    Raises NotAllowed, FilterNameWrong, TooManyFilters."""
    account_id = _account(actor)
    name = _checked(name)
    known = saved_filters(database, actor, page)
    if name not in known and len(known) >= limits()["most_per_account"]:
        raise TooManyFilters(limit=limits()["most_per_account"])
    with database.transaction() as transaction:
        transaction.run(
            "save_filter",
            account_id=account_id,
            page=page,
            filter_name=name,
            query=json.dumps({str(key): str(value) for key, value in query.items()}, ensure_ascii=False),
            saved_at=utc_now(),
        )
    return name


def rename_filter(database: Database, actor: Actor, page: str, name: str, new_name: str) -> str:
    """Raises NotAllowed, FilterUnknown, FilterNameWrong (also where another one has the name)."""
    account_id = _account(actor)
    new_name = _checked(new_name)
    known = saved_filters(database, actor, page)
    if name not in known:
        raise FilterUnknown(name=name)
    if new_name == name:
        return name
    if new_name in known:
        raise FilterNameWrong(reason="taken", limit=limits()["longest_name"])
    with database.transaction() as transaction:
        transaction.run("rename_filter", account_id=account_id, page=page, filter_name=name, new_name=new_name)
    return new_name


def delete_filter(database: Database, actor: Actor, page: str, name: str) -> None:
    """Raises NotAllowed."""
    account_id = _account(actor)
    with database.transaction() as transaction:
        transaction.run("delete_filter", account_id=account_id, page=page, filter_name=name)


def _account(actor: Actor) -> str:
    require(actor, "keep_filters")
    if actor.account_id is None:
        raise NotAllowed(action="keep_filters", role=actor.role)
    return actor.account_id


def _checked(name: str) -> str:
    """The name without control characters and doubled blanks. Raises FilterNameWrong."""
    limit = limits()["longest_name"]
    name = " ".join(plain_text(name).split())
    if not name:
        raise FilterNameWrong(reason="missing", limit=limit)
    if len(name) > limit:
        raise FilterNameWrong(reason="too_long", limit=limit)
    return name
