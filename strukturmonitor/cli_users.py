"""Local accounts on the command line. Passwords are typed at a prompt or come from standard input: as an argument
everybody on the machine could read them in the list of processes."""

import json
import sys

import click

from strukturmonitor.settings import ROLES
from strukturmonitor.texts import speak

_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
_GENERATE = click.option("--generate", is_flag=True, help="Make a one-time password and print it once.")


@click.group()
def users() -> None:
    """Local accounts (STRUKTURMONITOR_AUTH=local)."""


@users.command()
@click.argument("login")
@click.option("--role", type=click.Choice(ROLES[1:]), required=True)
@click.option("--name", help="Name shown to others (default: the login).")
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="ID",
    help="Coordinator: area in charge (bezirk:eving); none: the whole city.",
)
@_GENERATE
@_JSON
def add(login: str, role: str, name: str | None, areas: tuple[str, ...], generate: bool, as_json: bool) -> None:
    """Add an account. The password is asked for, or read as the first line of standard input; an empty one makes a
    one-time password."""
    done = _operate(
        "users_add",
        login=login,
        name=name or login,
        role=role,
        areas=list(areas) or None,
        password=_typed_password(generate),
    )
    _tell(done, as_json, "users.added")


@users.command("list")
@_JSON
def list_(as_json: bool) -> None:
    """All accounts, with role, areas and state."""
    found = _operate("users_list")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for user in found:
        areas = "–" if user["role"] != "coordinator" else ",".join(user["areas"]) if user["areas"] else "*"
        state = user["kind"] if user["is_active"] else "disabled"
        last = (user["last_login_at"] or "–")[:10]
        click.echo(f"{user['login']:<28}{user['role']:<14}{state:<10}{last:<12}{areas}  {user['name']}")


@users.command()
@click.argument("login")
@_JSON
def disable(login: str, as_json: bool) -> None:
    """Block an account; its sessions end at once."""
    _tell(_operate("users_set_active", login=login, is_active=False), as_json, "users.disabled")


@users.command()
@click.argument("login")
@_JSON
def enable(login: str, as_json: bool) -> None:
    """Unblock an account."""
    _tell(_operate("users_set_active", login=login, is_active=True), as_json, "users.enabled")


@users.command()
@click.argument("login")
@_GENERATE
@_JSON
def password(login: str, generate: bool, as_json: bool) -> None:
    """Set another password; all sessions of the account end."""
    _tell(_operate("users_password", login=login, password=_typed_password(generate)), as_json, "users.password_set")


def _typed_password(generate: bool) -> str | None:
    """None: a one-time password is to be made."""
    if generate:
        return None
    if sys.stdin.isatty():
        texts = speak("de")
        typed = click.prompt(
            texts("users.password"), default="", hide_input=True, show_default=False, confirmation_prompt=True, err=True
        )
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    return typed or None


def _tell(done: dict, as_json: bool, key: str) -> None:
    """The one-time password is the result (stdout), the sentence a message (stderr)."""
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False, indent=2))
        return
    texts = speak("de")
    click.echo(texts(key, login=done["login"], role=texts(f"role.{done['role']}")), err=True)
    if done.get("one_time_password"):
        click.echo(texts("users.one_time"), err=True)
        click.echo(done["one_time_password"])


def _operate(operation: str, **arguments: object) -> dict | list:
    from strukturmonitor.cli import _operate as operate

    return operate(operation, **arguments)
