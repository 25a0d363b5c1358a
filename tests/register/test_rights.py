"""Rights as one explicit table: every action × every role × where. A change of data/access.yml is a change here."""

import pytest
import yaml

from strukturmonitor.access import Actor, allowed, require
from strukturmonitor.errors import NotAllowed
from strukturmonitor.settings import PROJECT_DIR, ROLES

OWN = frozenset({"city:dortmund", "bezirk:eving", "stat:140"})
FOREIGN = frozenset({"city:dortmund", "bezirk:hoerde", "stat:540"})
NOWHERE: frozenset[str] = frozenset()  # a record without a position
EVING = frozenset({"bezirk:eving"})

# Per action and role: may it in the own area, in a foreign one, for a thing without any area? The coordinator is in
# charge of Eving; all others have no areas. Y yes, – no.
TABLE = """
                     public council coordinator jury  statistics admin
read_public          YYY    YYY     YYY         YYY   YYY        YYY
read_internal_sums   –––    YYY     YYY         –––   YYY        YYY
read_internal        –––    –––     YYY         –––   –––        YYY
read_restricted      –––    –––     Y––         –––   –––        YYY
read_exact_persons   –––    –––     –––         –––   YYY        YYY
open_import          –––    –––     YYY         –––   YYY        YYY
import_vacancy       –––    –––     –––         –––   –––        YYY
import_statistics    –––    –––     –––         –––   YYY        YYY
edit_register        –––    –––     Y–Y         –––   –––        YYY
moderate_reports     –––    –––     Y–Y         –––   –––        YYY
plan_walks           –––    –––     YYY         –––   –––        YYY
export_internal      –––    –––     YYY         –––   –––        YYY
keep_filters         –––    YYY     YYY         YYY   YYY        YYY
keep_areas           –––    YYY     YYY         –––   YYY        YYY
present              –––    YYY     YYY         –––   YYY        YYY
keep_meetings        –––    –––     YYY         –––   YYY        YYY
own_account          –––    YYY     YYY         YYY   YYY        YYY
read_audit           –––    –––     –––         –––   –––        YYY
manage_accounts      –––    –––     –––         –––   –––        YYY
manage_privacy       –––    –––     –––         –––   –––        YYY
back_up              –––    –––     –––         –––   –––        YYY
administrate         –––    –––     –––         –––   –––        YYY
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CASES = [
    (action, role, where, answers[n] == "Y")
    for action, *by_role in ROWS[1:]
    for role, answers in zip(ROWS[0], by_role, strict=True)
    for n, where in enumerate((OWN, FOREIGN, NOWHERE))
]


def test_the_table_is_whole() -> None:
    """Prevents an action or a role that nobody decided about."""
    rights = yaml.safe_load((PROJECT_DIR / "data" / "access.yml").read_text(encoding="utf-8"))
    assert [row[0] for row in ROWS[1:]] and {row[0] for row in ROWS[1:]} == set(rights["actions"])
    assert tuple(ROWS[0]) == ROLES
    assert len(CASES) == len(rights["actions"]) * len(ROLES) * 3


def test_action_by_role_by_area() -> None:
    """Prevents a right given or lost by a slip: what may be done where, by whom."""
    wrong = []
    for action, role, where, expected in CASES:
        actor = Actor(role, EVING if role == "coordinator" else None)
        if allowed(actor, action, where) != expected:
            wrong.append((action, role, sorted(where)))
        if expected:
            require(actor, action, where)
        else:
            with pytest.raises(NotAllowed):
                require(actor, action, where)
    assert wrong == []


def test_a_coordinator_of_the_whole_city_has_no_borders() -> None:
    """Prevents a coordinator without areas in the table from being locked out, or bound to nothing."""
    everywhere, nowhere = Actor("coordinator", None), Actor("coordinator", frozenset())
    for action in ("edit_register", "read_restricted", "moderate_reports", "import_vacancy"):
        assert allowed(everywhere, action, FOREIGN)
        assert not allowed(nowhere, action, FOREIGN)


def test_an_action_nobody_knows_is_an_error() -> None:
    """Prevents a misspelt action from allowing or refusing in silence."""
    with pytest.raises(KeyError):
        allowed(Actor("admin"), "edit_registry")


def test_two_accounts_of_equal_rights_share_what_is_cached() -> None:
    """Prevents every account from filling the caches anew, which would cost every other reader the speed."""
    anna = Actor("coordinator", EVING, account_id="a", name="Anna")
    berta = Actor("coordinator", EVING, account_id="b", name="Berta")
    assert anna != berta and anna.rights == berta.rights
    assert anna.rights != Actor("coordinator", None, account_id="a", name="Anna").rights
