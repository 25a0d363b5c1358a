"""Accounts for trying the product: one of every role, without a password (data/login.yml)."""

import secrets

from strukturmonitor.access.audit import note
from strukturmonitor.access.directory import Account, changing, directory, join_areas
from strukturmonitor.access.guard import Actor
from strukturmonitor.access.rules import rules
from strukturmonitor.cities import city
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database

_PLACES = ("first", "second")


def make_demo_accounts(database: Database) -> None:
    """Those that are missing. Whoever calls has made sure of demo data and a loopback address."""
    names = database.read("areas").set_index("area_id")["name"]
    areas = dict(zip(_PLACES, city(database.versions.city).compared_first, strict=False))
    wanted = []
    for entry in rules().demo_accounts:
        area = areas.get(entry.get("area", ""))
        if "area" in entry and area not in names.index:
            continue  # this city names no second area
        wanted.append((entry, area))
    if all(entry["login"] in directory(database).by_login for entry, _ in wanted):
        return
    with changing(database) as transaction:
        known = directory(database).by_login
        for entry, area in wanted:
            if entry["login"] in known:
                continue
            account_id = secrets.token_hex(8)
            transaction.run(
                "add_account",
                account_id=account_id,
                login=entry["login"],
                display_name=entry["name"].format(area=names[area] if area else ""),
                role=entry["role"],
                areas=join_areas(frozenset([area]) if area else None),
                password_hash=None,
                subject=None,
                is_demo=True,
                must_change_password=False,
                created_at=utc_now(),
            )
            note(
                transaction,
                Actor(role="admin"),
                "account_added",
                subject="account",
                subject_id=account_id,
                detail="demo",
            )


def demo_accounts(database: Database) -> list[Account]:
    """In the order of data/login.yml."""
    known = directory(database).by_login
    found = [known.get(entry["login"]) for entry in rules().demo_accounts]
    return [account for account in found if account is not None and account.is_demo and account.is_active]
