"""Kill -9 the whole dashboard while somebody presses «checked» on record after record in a browser session."""

import asyncio
import os
import random
import shutil
import signal
from pathlib import Path

import duckdb
from websockets.exceptions import ConnectionClosed

from bench import servers
from bench.client import Session
from bench.editing import CHECK_ICON, log_in
from strukturmonitor.database import Database

_SHORTEST_S, _LONGEST_S = 0.5, 3.0


def kill_the_server(demo: Path, folder: Path, kills: int) -> dict[str, float]:
    """Saves that a browser was told of, and how many of them are not in the register after all kills. The server has to
    start again by itself each time; a RuntimeError where it does not."""
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("*.sock"))
    chance = random.Random(kills)  # noqa: S311 (a moment, not a secret)
    units = _units(folder)
    told: list[str] = []
    starts = []
    for _ in range(kills):
        with servers.ours(folder) as server:
            starts.append(server.start_s)
            asyncio.run(_edit_until_killed(server, units, told, chance.uniform(_SHORTEST_S, _LONGEST_S)))
    kept = set(_checked(folder))
    return {
        "kills": kills,
        "edits_acknowledged": len(told),
        "edits_lost": sum(unit_id not in kept for unit_id in told),
        "started_by_itself": len(starts),
        "start_longest_s": max(starts),
    }


async def _edit_until_killed(server: servers.Server, units: list[str], told: list[str], after_s: float) -> None:
    """Takes the units it edits from the end of `units`, and adds those that were acknowledged to `told`."""
    cookie = log_in(server.address)
    editing = asyncio.create_task(_edit(server.address, cookie, units, told))
    await asyncio.sleep(after_s)
    os.kill(server.pid, signal.SIGKILL)
    await asyncio.gather(editing, return_exceptions=True)


async def _edit(address: str, cookie: str, units: list[str], told: list[str]) -> None:
    try:
        async with Session(address, "register", cookie=cookie) as session:
            while units:
                unit_id = units.pop()
                session.turn_to(f"objekt={unit_id}")
                opened = await session.run()
                saved = await session.run(press=opened.buttons[CHECK_ICON])
                if not saved.failed:
                    told.append(unit_id)
    except (ConnectionClosed, OSError):
        return  # killed


def _units(folder: Path) -> list[str]:
    database = Database(folder)
    try:
        rows = database.read("vacancy_selection", area_id="city:dortmund", sort="checked")
        return rows["unit_id"].tolist()[::-1]
    finally:
        database.close()


def _checked(folder: Path) -> list[str]:
    with duckdb.connect(str(folder / "register.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT DISTINCT unit_id FROM unit_change WHERE action = 'checked'").fetchall()
    return [row[0] for row in rows]
