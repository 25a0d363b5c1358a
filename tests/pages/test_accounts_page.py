"""The pages Verwaltung → Konten and Mein Konto."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from strukturmonitor.access import Actor
from strukturmonitor.access.accounts import account_by_login, add_account
from strukturmonitor.access.visitors import Visitor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.ui import data

ADMIN = Actor("admin", account_id="test", name="Test")


@pytest.fixture
def folder(writable_dir: Path):
    yield writable_dir
    close_shared(writable_dir)


def field(test: AppTest, label: str):
    return next(one for one in [*test.text_input, *test.checkbox, *test.selectbox] if one.label == label)


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def test_an_account_is_added_its_password_shown_once_and_blocked(page_of: Callable[..., AppTest], folder: Path) -> None:
    """Prevents an administrator who cannot add anybody, a password that stays on the page, and lost entries."""
    test = page_of(folder, "verwaltung", role="admin")
    field(test, "Anmeldename").input("x")
    field(test, "Name").input("Anna <b>Muster</b>")
    field(test, "ganze Stadt").check()
    test = press(test, "Konto anlegen")
    assert "2 bis 64 Zeichen" in test.error[0].value
    assert field(test, "Name").value == "Anna <b>Muster</b>"  # nothing typed is lost
    field(test, "Anmeldename").input("a.muster")
    test = press(test, "Konto anlegen")
    assert not test.exception
    passwords = [block.value for block in test.code if len(block.value) == 19]
    assert len(passwords) == 1
    account = account_by_login(shared_database(folder), "a.muster")
    assert (account.role, account.areas, account.must_change_password) == ("coordinator", None, True)
    test = field(test, "Konto").select(account.account_id).run()
    assert not [block for block in test.code if len(block.value) == 19]  # shown once
    test = press(test, "Sperren")
    assert not test.exception
    assert not account_by_login(shared_database(folder), "a.muster").is_active


def test_ones_own_account_shows_role_area_and_deputy(
    page_of: Callable[..., AppTest], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents a coordinator who cannot name a deputy, or does not see in which area the own rights hold."""
    database = shared_database(folder)
    own = frozenset({"bezirk:eving"})
    made = [
        add_account(
            database,
            ADMIN,
            login=login,
            name=login,
            role="coordinator",
            areas=areas,
            password="drei Segel im Bahnhof",  # noqa: S106
        )[0]
        for login, areas in (("eving", own), ("hoerde", frozenset({"bezirk:hoerde"})))
    ]
    actor = Actor("coordinator", own, made[0].account_id, made[0].name)
    monkeypatch.setattr(data, "visitor", lambda: Visitor(actor, "local", made[0]))
    test = page_of(folder, "konto")
    assert not test.exception
    assert any("Gebiet: Eving" in block.value for block in test.markdown)
    assert "hoerde (hoerde)" in field(test, "Wer vertritt?").options
    test = press(test, "Vertretung eintragen")
    assert not test.exception and not test.error
    assert any("Vertreten durch" in block.value for block in test.markdown)
    test = press(test, "Zurücknehmen")
    assert not any("Vertreten durch" in block.value for block in test.markdown)
