"""The command line asks the running app."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from strukturmonitor import operations
from strukturmonitor.control import answering, ask
from strukturmonitor.database import Database
from strukturmonitor.errors import OperationFailed


def test_an_operation_that_breaks_off_is_not_called_locked(
    demo_dir: Path, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents somebody from looking for another program when the app itself failed."""

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(operations, "run", fails)

    async def asked() -> None:
        async with answering(demo_dir):
            await asyncio.to_thread(ask, demo_dir, "status", {})

    # In a thread of its own: the browser tests of the same worker leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool, pytest.raises(OperationFailed):
        pool.submit(asyncio.run, asked()).result()
