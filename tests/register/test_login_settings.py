"""Which login there is, by the settings; and the command line's accounts."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from login_fixtures import *  # noqa: F403 (fixtures)
from login_fixtures import PASSWORD
from streamlit.errors import StreamlitAuthError

from strukturmonitor import cli
from strukturmonitor.access.visitors import login_kind, visitor
from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.settings import read_settings
from strukturmonitor.ui.login import check_provider


@pytest.mark.parametrize(
    ("environment", "is_demo", "kind"),
    [
        ({}, True, "local"),  # `make run`: the demo accounts
        ({}, False, "none"),
        ({"HOST": "0.0.0.0"}, True, "none"),  # noqa: S104
        ({"STRUKTURMONITOR_AUTH": "none"}, True, "none"),
        ({"STRUKTURMONITOR_AUTH": "local"}, False, "local"),
        ({"STRUKTURMONITOR_AUTH": "oidc"}, True, "oidc"),
    ],
)
def test_the_kind_of_login(
    database: Database, monkeypatch: pytest.MonkeyPatch, environment: dict, is_demo: bool, kind: str
) -> None:
    """Prevents a login that appears where none was wanted, or none where one was."""
    monkeypatch.setattr(Database, "is_demo", property(lambda _: is_demo))
    monkeypatch.setattr(Database, "has_made_units", property(lambda _: is_demo))
    assert login_kind(database, read_settings(environment), {}) == kind


@pytest.mark.parametrize(
    ("environment", "headers", "role"),
    [
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {}, "admin"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin", "STRUKTURMONITOR_AUTH": "none"}, {}, "admin"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin", "STRUKTURMONITOR_AUTH": "local"}, {}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin", "STRUKTURMONITOR_AUTH": "oidc"}, {}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"X-Forwarded-For": "10.0.0.1"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"X-Forwarded-Host": "register.example"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Via": "1.1 proxy"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Host": "evil.example"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Host": "evil@127.0.0.1"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Host": "[::1"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Host": "[::1]:8501", "Origin": "http://localhost:8501"}, "admin"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin"}, {"Host": "127.0.0.1", "Origin": "https://register.example"}, "public"),
        ({"STRUKTURMONITOR_DEMO_ROLE": "admin", "HOST": "0.0.0.0"}, {}, "public"),  # noqa: S104
    ],
)
def test_the_demo_role_is_for_the_machine_itself_and_without_a_login(
    database: Database, monkeypatch: pytest.MonkeyPatch, environment: dict, headers: dict, role: str
) -> None:
    """Prevents a demo setting left behind from opening a register with a real login."""
    monkeypatch.setattr(Database, "is_demo", property(lambda _: True))
    monkeypatch.setattr(Database, "has_made_units", property(lambda _: True))
    found = visitor(database, read_settings(environment), headers=headers, cookies={}, claims=dict)
    assert found.actor.role == role


def test_settings_that_cannot_be_are_said() -> None:
    """Prevents a misspelt kind of login from meaning none, and a weak key; the key itself is never printed."""
    with pytest.raises(SettingInvalid):
        read_settings({"STRUKTURMONITOR_AUTH": "ldap"})
    with pytest.raises(SettingInvalid) as refused:
        read_settings({"STRUKTURMONITOR_SECRET_KEY": "kurz"})
    assert "kurz" not in str(refused.value)
    assert read_settings({"HOST": ""}).is_loopback  # not every address of the machine
    assert "x" * 40 not in repr(read_settings({"STRUKTURMONITOR_SECRET_KEY": "x" * 40}))


def test_what_a_login_by_provider_lacks_is_said_before_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Prevents a stack trace for a wrong file of groups, and a login that fails without the operator having been told."""
    environment = {"STRUKTURMONITOR_AUTH": "oidc", "STRUKTURMONITOR_OIDC_GROUPS": str(tmp_path / "groups.yml")}
    names = check_provider.__globals__  # the module has the name of a function beside it
    monkeypatch.setitem(names, "settings", lambda: read_settings(environment))
    with pytest.raises(SettingInvalid):
        check_provider()
    (tmp_path / "groups.yml").write_text("groups: {}", "utf-8")
    monkeypatch.setitem(names, "validate_auth_credentials", Mock(side_effect=StreamlitAuthError("client_id")))
    check_provider()
    assert "client_id" in caplog.text


@pytest.fixture
def command(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> Callable[..., tuple[int, str, str]]:
    """`users …` with something on standard input; gives exit code, stdout, stderr."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        import contextlib

        from strukturmonitor import operations

        @contextlib.contextmanager
        def here():
            yield lambda operation, **values: operations.run(database, operation, json.loads(json.dumps(values)))

        monkeypatch.setattr(cli, "_database_or_app", here)
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        monkeypatch.setattr("sys.argv", ["strukturmonitor", "users", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


def test_accounts_on_the_command_line(command: Callable) -> None:
    """Prevents an office without an identity provider from having no first account."""
    code, out, err = command("add", "erste", "--role", "admin", "--name", "Die Erste", typed=PASSWORD + "\n")
    assert (code, out) == (0, "") and "erste" in err and PASSWORD not in err
    code, out, _ = command("add", "zweite", "--role", "coordinator", "--area", "bezirk:eving", typed="\n")
    assert code == 0 and len(out.strip()) == 19  # four groups of four and three dashes
    listed = {user["login"]: user for user in json.loads(command("list", "--json")[1])}
    assert listed["zweite"]["areas"] == ["bezirk:eving"] and listed["erste"]["role"] == "admin"
    assert "hash" not in json.dumps(listed)
    assert command("disable", "zweite")[0] == 0
    assert "disabled" in next(line for line in command("list")[1].splitlines() if line.startswith("zweite"))
    assert len(command("password", "erste", "--generate")[1].strip()) == 19


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "words"),
    [
        (("add", "x", "--role", "admin"), PASSWORD, 1, "2 bis 64 Zeichen"),
        (("add", "neu", "--role", "admin"), "kurz", 1, "mindestens 12 Zeichen"),
        (("add", "neu", "--role", "king"), "", 2, "king"),
        (("add", "neu"), "", 2, "--role"),
        (("password", "niemand"), PASSWORD, 1, "kein Konto"),
        (("add", "neu", "--role", "coordinator", "--area", "bezirk:atlantis"), PASSWORD, 1, "atlantis"),
    ],
)
def test_a_wrong_call_says_why(command: Callable, arguments: tuple, typed: str, code: int, words: str) -> None:
    """Prevents stack traces, and a wrong call that changes something."""
    got, out, err = command(*arguments, typed=typed)
    assert (got, out) == (code, "") and words in err


def test_passwords_are_never_arguments() -> None:
    """Prevents a password that everybody on the machine reads in the list of processes."""
    options = {option for name in cli.cli.commands["users"].commands.values() for p in name.params for option in p.opts}
    assert not {option for option in options if "password" in option}
