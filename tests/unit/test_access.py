"""Rights: the table role × action, and what it is applied to."""

import dataclasses

import pytest

from strukturmonitor.access import Actor, Reader, allowed, demo_actor, require
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed
from strukturmonitor.settings import ROLES, read_settings

#            action                public council coordinator jury statistics admin
TABLE = [
    ("read_public",        (True,  True,  True,  True,  True,  True)),
    ("read_internal_sums", (False, True,  True,  False, True,  True)),
    ("read_internal",      (False, False, True,  False, False, True)),
    ("read_restricted",    (False, False, True,  False, False, True)),
    ("read_exact_persons", (False, False, False, False, True,  True)),
    ("open_import",        (False, False, True,  False, True,  True)),
    ("import_vacancy",     (False, False, True,  False, False, True)),
    ("import_statistics",  (False, False, False, False, True,  True)),
    ("administrate",       (False, False, False, False, False, True)),
]  # fmt: skip


@pytest.mark.parametrize(("action", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_role_and_action(action: str, expected: tuple[bool, ...]) -> None:
    """Prevents a right given or lost by a slip in data/access.yml."""
    assert tuple(allowed(Actor(role), action) for role in ROLES) == expected


def test_a_coordinator_is_bound_to_the_areas_in_charge() -> None:
    """Prevents a coordinator reading rents and contacts of a neighbour's district."""
    actor = Actor("coordinator", frozenset({"bezirk:eving"}))
    require(actor, "read_restricted", frozenset({"city:dortmund", "bezirk:eving", "stat:120"}))
    with pytest.raises(NotAllowed):
        require(actor, "read_restricted", frozenset({"city:dortmund", "bezirk:hoerde"}))


def test_a_query_is_refused_before_it_runs(demo_database: Database) -> None:
    """Prevents a page that forgets its check from sending what its reader may not see."""
    with pytest.raises(NotAllowed):
        Reader(demo_database, Actor("public")).read("feedback")
    assert Reader(demo_database, Actor("admin")).read("feedback").empty


@pytest.mark.parametrize(
    ("host", "is_demo", "role"),
    [("127.0.0.1", True, "coordinator"), ("127.0.0.1", False, "public"), ("0.0.0.0", True, "public")],  # noqa: S104
)
def test_the_demo_role_needs_demo_data_and_a_loopback_address(host: str, is_demo: bool, role: str) -> None:
    """Prevents a demo setting from opening a real register to a network."""
    settings = dataclasses.replace(read_settings({"STRUKTURMONITOR_DEMO_ROLE": "coordinator"}), host=host)
    assert demo_actor(settings, is_demo=is_demo).role == role
