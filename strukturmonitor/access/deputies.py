"""Deputies (Vertretung): a coordinator who is away names another one, who is then in charge of both areas.

Days are those of the calendar, also on demo data: people are away on real days."""

import datetime

from strukturmonitor.access.accounts import account_of
from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import Account, Deputy, changing, directory
from strukturmonitor.access.guard import Actor, require
from strukturmonitor.access.rules import rules
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import AccountUnknown, DeputyInvalid

LONGEST_REASON = 200


def name_deputy(
    database: Database,
    actor: Actor,
    account_id: str,
    deputy_account_id: str,
    from_on: datetime.date,
    until_on: datetime.date,
    *,
    reason: str = "",
    today: datetime.date | None = None,
) -> int:
    """For oneself, or by an administrator for others. Returns the number. Raises NotAllowed, AccountUnknown,
    DeputyInvalid."""
    if actor.account_id != account_id:
        require(actor, "manage_accounts")
    require(actor, "own_account")
    reason = reason.strip()
    longest = rules().longest_deputy_days
    if account_id == deputy_account_id:
        raise DeputyInvalid(reason="self", longest=longest)
    if not all(_can(account_of(database, one)) for one in (account_id, deputy_account_id)):
        raise DeputyInvalid(reason="role", longest=longest)
    if until_on < from_on:
        raise DeputyInvalid(reason="days", longest=longest)
    if until_on < (today or datetime.date.today()):
        raise DeputyInvalid(reason="past", longest=longest)
    if (until_on - from_on).days >= longest:
        raise DeputyInvalid(reason="longest", longest=longest)
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        raise DeputyInvalid(reason="text", longest=longest)
    with changing(database) as transaction:
        added = transaction.run(
            "add_deputy",
            account_id=account_id,
            deputy_account_id=deputy_account_id,
            from_on=from_on,
            until_on=until_on,
            reason=reason or None,
            created_at=utc_now(),
            created_by=actor.account_id,
        )
        deputy_id = int(added["deputy_id"].iloc[0])
        days = f"{from_on.isoformat()}–{until_on.isoformat()}"
        note(transaction, actor, "deputy_named", subject="deputy", subject_id=str(deputy_id), detail=days)
    return deputy_id


def revoke_deputy(database: Database, actor: Actor, deputy_id: int) -> None:
    """By who named it, or an administrator. Raises NotAllowed, AccountUnknown (where there is none of that number)."""
    found = next((one for one in directory(database).deputies if one.deputy_id == deputy_id), None)
    if found is None:
        raise AccountUnknown(login=str(deputy_id))
    if actor.account_id != found.account_id:
        require(actor, "manage_accounts")
    with changing(database) as transaction:
        transaction.run("revoke_deputy", deputy_id=deputy_id, at=utc_now())
        note(transaction, actor, "deputy_revoked", subject="deputy", subject_id=str(deputy_id))


def deputies_of(database: Database, account_id: str, *, today: datetime.date | None = None) -> list[Deputy]:
    """Present and coming ones the account is part of, on either side."""
    day = today or datetime.date.today()
    return [
        one
        for one in directory(database).deputies
        if account_id in (one.account_id, one.deputy_account_id) and one.until_on >= day
    ]


def standing_in_for(database: Database, account: Account, *, today: datetime.date | None = None) -> list[Account]:
    """Whose areas the account is in charge of today, besides its own. It goes one step: who stands in for a deputy
    does not get what the deputy was given."""
    if not _can(account):
        return []
    day = today or datetime.date.today()
    accounts = directory(database).accounts
    absent = [
        accounts.get(one.account_id)
        for one in directory(database).deputies
        if one.deputy_account_id == account.account_id and one.from_on <= day <= one.until_on
    ]
    return list({one.account_id: one for one in absent if one is not None and _can(one)}.values())


def areas_today(database: Database, account: Account, *, today: datetime.date | None = None) -> frozenset[str] | None:
    """Own areas and those of whom the account stands in for; None is the whole city."""
    areas = account.areas
    for absent in standing_in_for(database, account, today=today):
        areas = None if areas is None or absent.areas is None else areas | absent.areas
    return areas


def actor_of(database: Database, account: Account, *, today: datetime.date | None = None) -> Actor:
    """Who acts with this account today."""
    return Actor(account.role, areas_today(database, account, today=today), account.account_id, account.name)


def _can(account: Account) -> bool:
    return account.role == "coordinator" and account.is_active
