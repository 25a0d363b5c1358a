"""What the running app does for the login beside answering: it prepares, and writes down once a minute."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from streamlit.errors import StreamlitAuthError
from streamlit.user_info import validate_auth_credentials

from strukturmonitor.access.demo_accounts import make_demo_accounts
from strukturmonitor.access.directory import directory
from strukturmonitor.access.login import keep_failures
from strukturmonitor.access.oidc import mapped
from strukturmonitor.access.passwords import prepare as prepare_passwords
from strukturmonitor.access.sessions import keep_seen
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.ui.data import database, settings

PROVIDER = "default"  # of Streamlit's file of secrets: there is one
_EVERY_S = 60
_log = logging.getLogger(__name__)


def check_provider() -> None:
    """Before the start: better now than at the first login. Raises SettingInvalid where the file of groups is wrong; what
    the file of secrets lacks is told, because it may come later."""
    wanted = settings()
    if wanted.auth != "oidc":
        return
    mapped(wanted.oidc_groups)
    try:
        validate_auth_credentials(PROVIDER)
    except StreamlitAuthError as error:
        where = wanted.oidc_secrets or ".streamlit/secrets.toml"
        _log.warning("nobody can log in until %s is complete: %s", where, " ".join(str(error).split()))


def prepare() -> None:
    """At the start."""
    wanted = settings()
    if wanted.offers_demo_accounts and wanted.is_loopback and database().has_made_units:
        make_demo_accounts(database())
    if wanted.auth == "local" or wanted.offers_demo_accounts:
        prepare_passwords()
    directory(database())


@contextlib.asynccontextmanager
async def keeping() -> AsyncIterator[None]:
    """Once a minute, and at the end: which sessions were used, which logins failed."""

    async def go_on() -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            await run_in_threadpool(_keep)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        await run_in_threadpool(_keep)


def _keep() -> None:
    """A full disk must not end the app; the next minute tries again with what comes then."""
    try:
        keep_seen(database())
        keep_failures(database())
    except StrukturmonitorError as error:
        _log.warning("sessions and failed logins of the last minute were not written: %s", error)
