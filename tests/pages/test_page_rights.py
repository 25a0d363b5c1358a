"""Which role sees which page, and what somebody sees who opens another one by its address."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import pages
from strukturmonitor.access import Actor, allowed
from strukturmonitor.settings import PROJECT_DIR, ROLES
from strukturmonitor.ui import session

# Pages that are not for everybody, and for whom they are.
NOT_PUBLIC = {
    "register": {"coordinator", "admin"},
    "import": {"coordinator", "statistics", "admin"},
    "konto": {"council", "coordinator", "jury", "statistics", "admin"},
    "verwaltung": {"admin"},
}


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_offers_what_the_role_may_see(
    role: str, demo_dir: Path, demo_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a page offered to, or kept from, a role by a slip in the table of contents."""
    from strukturmonitor.ui import data

    monkeypatch.setenv("STRUKTURMONITOR_DATA_DIR", str(demo_dir))
    monkeypatch.setenv("STRUKTURMONITOR_DEMO_ROLE", role)
    data.settings.cache_clear()
    test = AppTest.from_file(PROJECT_DIR / "app.py", default_timeout=60).run()
    data.settings.cache_clear()
    assert not test.exception
    expected = {entry.path for entry in pages.CONTENTS if role in NOT_PUBLIC.get(entry.path, ROLES)}
    assert set(test.session_state[session.PAGES]) == expected


@pytest.mark.parametrize(
    ("path", "role"),
    [(path, role) for path, roles in NOT_PUBLIC.items() for role in ROLES if role not in roles],
)
def test_a_page_that_is_not_theirs_says_why_and_shows_nothing(
    app_page: Callable[..., AppTest], path: str, role: str
) -> None:
    """Prevents a page opened by its address from showing or sending anything of what it holds."""
    entry = next(entry for entry in pages.CONTENTS if entry.path == path)
    assert not allowed(Actor(role), entry.right)
    module = entry.module.__name__.removeprefix("pages.")
    test = app_page(module, {"objekt": "U-00012", "ansicht": "konten"}, role=role)
    assert not test.exception and len(test.info) == 1
    assert not test.dataframe and not test.get("deck_gl_json_chart") and not test.get("plotly_chart")
    assert not test.selectbox and not test.text_input and not test.file_uploader


def test_a_coordinator_of_single_areas_is_told_why_there_is_nothing_to_import(
    app_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents an import page that breaks, or a list of the whole city loaded by who is in charge of a part of it."""
    from strukturmonitor.access.visitors import Visitor
    from strukturmonitor.ui import data

    actor = Actor("coordinator", frozenset({"bezirk:eving"}), account_id="a", name="A")
    monkeypatch.setattr(data, "visitor", lambda: Visitor(actor, "local"))
    test = app_page("importieren")
    assert not test.exception and "ganzen Stadt" in test.info[0].value and not test.file_uploader
