"""A hundred people on the vacancy page's server, ten of whom keep the register: they open records and press «checked»."""

import asyncio
import random
import re
from pathlib import Path

import duckdb
import httpx

from bench import servers
from bench.client import Run, Session, rerun_seconds
from strukturmonitor.database import Database

READERS = 90
EDITORS = 10
CHECK_ICON = ":material/task_alt:"
_EDITOR = "Verwaltung"


def measure(folder: Path, *, think_s: float, rounds: int) -> dict[str, float]:
    """`folder`: a data folder of the demo, which is changed. Seconds of the readers' runs and of the editors' saves (the
    run in which the button is pressed, up to the page with the saved record), and how many saves are in the register."""
    before, records = _checks(folder), _records(folder)
    with servers.ours(folder) as server:
        asyncio.run(rerun_seconds(server.address, "leerstand", runs=3))
        visits = asyncio.run(_crowd(server.address, records, think_s, rounds))
    readers = sorted(run.seconds for run in visits["read"])
    saves = sorted(run.seconds for run in visits["save"])
    return {
        "readers": READERS,
        "editors": EDITORS,
        "reading_runs": len(readers),
        "reading_p50_s": readers[len(readers) // 2],
        "reading_p95_s": readers[int(len(readers) * 0.95)],
        "saves": len(saves),
        "saves_in_register": _checks(folder) - before,
        "save_p50_s": saves[len(saves) // 2],
        "save_p95_s": saves[int(len(saves) * 0.95)],
        "errors": sum(run.failed for runs in visits.values() for run in runs),
    }


def _checks(folder: Path) -> int:
    with duckdb.connect(str(folder / "register.duckdb"), read_only=True) as connection:
        counted = connection.execute("SELECT count(DISTINCT change_set) FROM unit_change WHERE action = 'checked'")
        return counted.fetchone()[0]


def _records(folder: Path) -> list[str]:
    """Vacant units that were not checked on the last day, so that «checked» changes each of them."""
    database = Database(folder)
    try:
        wanted = database.read("vacancy_selection", area_id="city:dortmund", states=["verified"], sort="checked")
        return wanted["unit_id"].tolist()
    finally:
        database.close()


async def _crowd(address: str, records: list[str], think_s: float, rounds: int) -> dict[str, list[Run]]:
    chance = random.Random(READERS)  # noqa: S311 (a pause, not a secret)

    async def pause() -> None:
        await asyncio.sleep(think_s * chance.uniform(0.5, 1.5))

    async def read(delay: float) -> list[Run]:
        await asyncio.sleep(delay)
        runs = []
        async with Session(address, "leerstand") as session:
            for _ in range(rounds):
                runs.append(await session.run())
                await pause()
        return runs

    async def edit(delay: float, number: int) -> list[Run]:
        await asyncio.sleep(delay)
        runs = []
        async with Session(address, "register", cookie=cookies[number]) as session:
            for unit_id in own[number]:
                session.turn_to(f"objekt={unit_id}")
                opened = await session.run()
                await pause()
                runs.append(await session.run(press=opened.buttons[CHECK_ICON]))
                await pause()
        return runs

    own = [records[editor::EDITORS][: rounds // 2] for editor in range(EDITORS)]
    cookies = [log_in(address) for _ in range(EDITORS)]  # before: a plain request would hold up everybody's clock
    reading = [read(think_s * i / READERS) for i in range(READERS)]
    editing = [edit(think_s * i / EDITORS, i) for i in range(EDITORS)]
    done = await asyncio.gather(*reading, *editing)
    return {
        "read": [run for visit in done[:READERS] for run in visit],
        "save": [run for visit in done[READERS:] for run in visit],
    }


def log_in(address: str) -> str:
    """The session cookie of the demo administrator."""
    with httpx.Client(base_url=address, headers={"Origin": address}) as client:
        forms = client.get("/anmelden").text.split("<form")
        form = next(form for form in forms if f">{_EDITOR}<" in form)
        client.post("/anmelden", data={"demo": re.search(r'name="demo" value="([^"]+)"', form)[1]})
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
