"""People of an identity provider: groups to roles, and when their login counts."""

import datetime
from pathlib import Path

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import ADMIN, audit

from strukturmonitor.access.accounts import change_account, end_sessions
from strukturmonitor.access.directory import directory
from strukturmonitor.access.oidc import Mapped, mapped, person
from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.settings import PROJECT_DIR

NOW = datetime.datetime(2026, 11, 23, 8)  # noqa: DTZ001 (the database has no time zones)
GROUPS = """
claim: {claim}
groups:
  politik: {{role: council}}
  eving: {{role: coordinator, areas: ["bezirk:eving"]}}
  hoerde: {{role: coordinator, areas: ["bezirk:hoerde"]}}
  alle-bezirke: {{role: coordinator}}
  it: {{role: admin}}
"""


def mapping(tmp_path: Path, claim: str = "groups") -> Mapped:
    path = tmp_path / "groups.yml"
    path.write_text(GROUPS.format(claim=claim), encoding="utf-8")
    mapped.cache_clear()
    return mapped(path)


def claims(sub: str, groups: object, *, age_min: int = 0, lasts_min: int = 60, **more: object) -> dict:
    issued = NOW.replace(tzinfo=datetime.UTC).timestamp() - age_min * 60
    said = {"sub": sub, "iss": "https://id.example", "iat": issued, "exp": issued + lasts_min * 60}
    return {**said, "groups": groups, "name": f"Name {sub}", "preferred_username": sub, **more}


@pytest.mark.parametrize(
    ("groups", "role", "areas"),
    [
        (["politik"], "council", None),
        (["eving"], "coordinator", {"bezirk:eving"}),
        (["eving", "hoerde", "unbekannt"], "coordinator", {"bezirk:eving", "bezirk:hoerde"}),
        (["eving", "alle-bezirke"], "coordinator", None),
        (["eving", "politik"], "coordinator", {"bezirk:eving"}),
        (["eving", "it"], "admin", None),
        ("politik", "council", None),
    ],
)
def test_groups_become_role_and_areas(database: Database, tmp_path: Path, groups, role: str, areas) -> None:
    """Prevents a person with too much or too little because of a second group."""
    found = person(database, mapping(tmp_path), claims(f"g{groups}", groups), now=NOW).account
    assert (found.role, found.areas) == (role, areas)


@pytest.mark.parametrize("groups", [[], None, ["Eving"], [["eving"]], {"eving": True}, 7, ["admin"], ["<script>"]])
def test_unknown_groups_are_public_and_nothing_is_stored(database: Database, tmp_path: Path, groups: object) -> None:
    """Prevents a right by a group nobody mapped, and accounts of people who have no business here."""
    before = len(directory(database).accounts)
    found = person(database, mapping(tmp_path), claims("fremd", groups), now=NOW)
    assert (found.account, found.lost) == (None, None)
    assert len(directory(database).accounts) == before


@pytest.mark.parametrize(
    "odd", [{"exp": 1e300}, {"exp": float("nan")}, {"iat": -(10**15)}, {"exp": "morgen"}, {"sub": "\ud800"}, {"sub": 7}]
)
def test_claims_that_cannot_be_are_nobody(database: Database, tmp_path: Path, odd: dict) -> None:
    """Prevents a stack trace on every page for whom a provider says something odd of."""
    found = person(database, mapping(tmp_path), claims("seltsam", ["it"]) | odd, now=NOW)
    assert found.account is None and found.lost is None


def test_a_claim_may_lie_deeper(database: Database, tmp_path: Path) -> None:
    """Prevents Keycloak's realm_access.roles from being out of reach."""
    said = claims("tief", None, realm_access={"roles": ["it"]})
    assert person(database, mapping(tmp_path, "realm_access.roles"), said, now=NOW).account.role == "admin"


def test_the_token_ends_when_the_provider_says(database: Database, tmp_path: Path) -> None:
    """Prevents Streamlit's cookie of 30 days from keeping somebody in who has left."""
    groups = mapping(tmp_path)
    assert person(database, groups, claims("zeit", ["eving"], age_min=59), now=NOW).account is not None
    assert person(database, groups, claims("zeit", ["eving"], age_min=60), now=NOW).lost == "expired"
    generous = claims("zeit", ["eving"], age_min=721, lasts_min=10_000)
    assert person(database, groups, generous, now=NOW).lost == "expired"  # 12 h are ours
    for broken in ({"exp": None}, {"iat": "gestern"}, {"sub": ""}, {"sub": None}):
        assert person(database, groups, {**claims("zeit", ["eving"]), **broken}, now=NOW).account is None


def test_the_account_follows_the_provider_and_can_be_blocked(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a role that stays after the group is gone, and an administrator without a way to lock somebody out."""
    groups = mapping(tmp_path)
    first = person(database, groups, claims("wandel", ["eving"]), now=NOW).account
    again = person(database, groups, claims("wandel", ["eving"]), now=NOW).account
    assert again is directory(database).accounts[first.account_id]
    other = person(database, groups, claims("wandel", ["politik"]), now=NOW).account
    assert (other.account_id, other.role, other.areas) == (first.account_id, "council", None)
    assert person(database, groups, claims("wandel", []), now=NOW).account is None
    assert directory(database).accounts[first.account_id].role == "public"
    assert (audit(database)["action"] == "login").sum() >= 1
    person(database, groups, claims("wandel", ["eving"]), now=NOW)
    monkeypatch.setattr("strukturmonitor.access.sessions.utc_now", lambda: NOW + datetime.timedelta(seconds=1))
    end_sessions(database, ADMIN, first.account_id)
    assert person(database, groups, claims("wandel", ["eving"]), now=NOW).lost == "everywhere"
    change_account(database, ADMIN, first.account_id, is_active=False)
    assert person(database, groups, claims("wandel", ["eving"]), now=NOW).lost == "disabled"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "groups: [a]",
        "groups: {a: {role: king}}",
        "groups: {a: {role: public}}",
        "groups: {a: admin}",
        "a: [",
        "order: [admin]\ngroups: {}",
    ],
)
def test_a_wrong_file_is_said_at_the_start(tmp_path: Path, text: str) -> None:
    """Prevents a slip in the file from giving everybody nothing, or something."""
    path = tmp_path / "groups.yml"
    path.write_text(text, encoding="utf-8")
    mapped.cache_clear()
    with pytest.raises(SettingInvalid):
        mapped(path)


def test_the_shipped_file_is_right() -> None:
    """Prevents an example that does not work."""
    assert set(mapped(PROJECT_DIR / "data" / "oidc_groups.yml").order) == {
        grant.role for grant in mapped(PROJECT_DIR / "data" / "oidc_groups.yml").groups.values()
    }
