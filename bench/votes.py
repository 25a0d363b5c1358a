"""A hall votes: a hundred phones load the question and answer within ten seconds, while ten people use the dashboard."""

import asyncio
import random
import re
import time
from pathlib import Path

import httpx

from bench import servers
from bench.client import Session, rerun_seconds
from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.dialogue.poll_leading import door, open_poll
from strukturmonitor.dialogue.poll_model import Asked, Asking
from strukturmonitor.dialogue.polls import results

PHONES = 100
READERS = 10
WITHIN_S = 10
_STORY, _STEP = "bench-votes", "0000be9c"
_OPTIONS = ["Wochenmarkt", "Sitzbänke", "Fahrradstraße", "Stadtteilfest", "Läden wieder öffnen"]
_POINTS = 5


def measure(folder: Path) -> dict[str, float]:
    """`folder`: a data folder of the demo, which is changed. How many votes were acknowledged and stored, and seconds of
    the page and of the vote up to the page that says thanks."""
    leader = Actor(role="admin")
    database = Database(folder)
    try:
        asked = Asked(kind="dots", options=_OPTIONS, points=_POINTS)
        before = open_poll(database, leader, Asking(_STORY, _STEP, "Wofür soll das Geld reichen?", "", "de", asked))
        code = door(database, leader, _STORY).code
    finally:
        database.close()
    with servers.ours(folder) as server:
        asyncio.run(rerun_seconds(server.address, "leerstand", runs=2))
        pages, votes, reads, took_s = asyncio.run(_hall(server.address, code))
    database = Database(folder)
    try:
        result = results(Reader(database, leader), before.poll_id)
    finally:
        database.close()
    return {
        "phones": PHONES,
        "votes_acknowledged": len(votes),
        "votes_stored": result.poll.devices - before.devices,
        "dots_stored": result.total,
        "dots_cast": PHONES * _POINTS,
        "all_votes_s": took_s,
        "page_p95_s": _p95(pages),
        "vote_p50_s": sorted(votes)[len(votes) // 2],
        "vote_p95_s": _p95(votes),
        "readers": READERS,
        "reading_p95_s": _p95(reads),
    }


async def _hall(address: str, code: str) -> tuple[list[float], list[float], list[float], float]:
    chance = random.Random(PHONES)  # noqa: S311 (a pause, not a secret)
    pages: list[float] = []
    votes: list[float] = []
    reads: list[float] = []
    is_over = asyncio.Event()

    async def phone() -> None:
        await asyncio.sleep(chance.uniform(0, WITHIN_S / 2))
        async with httpx.AsyncClient(base_url=address, headers={"Origin": address}, timeout=60) as client:
            start = time.perf_counter()
            page = await client.get(f"/abstimmen/{code}")
            pages.append(time.perf_counter() - start)
            question = re.search(r'name="frage" value="([0-9a-f]+)"', page.text)[1]
            dots = [0] * len(_OPTIONS)
            for _ in range(_POINTS):
                dots[chance.randrange(len(_OPTIONS))] += 1
            await asyncio.sleep(chance.uniform(0, WITHIN_S / 3))
            start = time.perf_counter()
            form = {"frage": question} | {f"p{place}": str(dots[place]) for place in range(len(dots))}
            answer = await client.post(f"/abstimmen/{code}", data=form, follow_redirects=True)
            if answer.status_code == httpx.codes.OK and "danke=neu" in str(answer.url):
                votes.append(time.perf_counter() - start)

    async def read() -> None:
        async with Session(address, "leerstand") as session:
            while not is_over.is_set():
                reads.append((await session.run()).seconds)
                await asyncio.sleep(chance.uniform(0.5, 2))

    reading = [asyncio.create_task(read()) for _ in range(READERS)]
    start = time.perf_counter()
    await asyncio.gather(*[phone() for _ in range(PHONES)])
    took_s = time.perf_counter() - start
    is_over.set()
    await asyncio.gather(*reading)
    return pages, votes, reads, took_s


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]
