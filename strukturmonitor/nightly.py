"""What the running app does every night: deletes what is due, backs up, lets old backups go. How it went stands in
nightly.json in the data folder, for the page and for the operator."""

import asyncio
import contextlib
import datetime
import json
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from strukturmonitor.access import Actor
from strukturmonitor.database.shared import shared_database
from strukturmonitor.errors import StrukturmonitorError
from strukturmonitor.register import backups
from strukturmonitor.settings import Settings

FILE_NAME = "nightly.json"
_LONGEST_SLEEP_S = 300  # the clock may be set, the machine may sleep
_CATCH_UP_AFTER_S = 600  # a night that was missed is made up for when the first readers are served
_A_DAY = datetime.timedelta(hours=26)
_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def working_at_night(settings: Settings, forget: Callable[[], None]) -> AsyncIterator[None]:
    """While the block runs, every night at STRUKTURMONITOR_NIGHTLY_AT. `forget`: empties what the app keeps in memory of
    data that may be gone now."""
    if settings.nightly_at is None:
        yield
        return
    task = asyncio.create_task(_every_night(settings, forget))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def one_night(settings: Settings) -> dict:
    """Do it now. Never raises: what went wrong is in the result, in nightly.json and, without values, in the log."""
    state: dict[str, object] = {"at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")}
    try:
        done = backups.night(shared_database(settings.data_dir), Actor(role="admin"), settings.backup_keep_days)
        state |= {"error": None, **done}
    except StrukturmonitorError as error:
        state |= {"error": type(error).__name__, "values": {name: str(value) for name, value in error.values.items()}}
        _log.error("the nightly run failed: %s", type(error).__name__)
    except Exception as error:
        state |= {"error": "", "values": {}}
        _log.error("the nightly run failed: %s", type(error).__name__)
    with contextlib.suppress(OSError):
        (settings.data_dir / FILE_NAME).write_text(json.dumps(state, ensure_ascii=False, indent=1), encoding="utf-8")
    return state


def last_night(data_dir: Path) -> dict | None:
    """How the last one went; None where there was none yet."""
    try:
        return json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def next_night(at: datetime.time, now: datetime.datetime) -> datetime.datetime:
    """The next moment of that time of day, where the office is."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > now else today + datetime.timedelta(days=1)


async def _every_night(settings: Settings, forget: Callable[[], None]) -> None:
    if _was_missed(settings.data_dir):
        await asyncio.sleep(_CATCH_UP_AFTER_S)
        await run_in_threadpool(one_night, settings)
        forget()
    while True:
        due = next_night(settings.nightly_at, datetime.datetime.now())  # noqa: DTZ005 (where the office is)
        while (left := (due - datetime.datetime.now()).total_seconds()) > 0:  # noqa: DTZ005
            await asyncio.sleep(min(left, _LONGEST_SLEEP_S))
        await run_in_threadpool(one_night, settings)
        forget()


def _was_missed(data_dir: Path) -> bool:
    last = last_night(data_dir)
    if last is None:
        return False
    return datetime.datetime.now(datetime.UTC) - datetime.datetime.fromisoformat(last["at"]) > _A_DAY
