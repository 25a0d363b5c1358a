"""A browser without a screen: opens Streamlit's web socket, asks for runs, and counts seconds and bytes."""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_FINISHED = {0, 3}  # finished successfully (whole script, fragment)
_MAP_FILE = re.compile(r"karte/[a-z]+\.geojson\?[^\"\\]+")


@dataclass
class Run:
    """One run of the script as the browser sees it."""

    seconds: float
    bytes_received: int
    map_files: set[str] = field(default_factory=set)
    failed: bool = False
    buttons: dict[str, str] = field(default_factory=dict)  # icon → id of the last button with it


class Session:
    """One visitor on one page; `cookie`: of who is logged in."""

    def __init__(self, address: str, page: str, query: str = "", *, cookie: str | None = None) -> None:
        self._address = address
        self._page = page
        self._query = query
        self._headers = {"Cookie": cookie} if cookie else {}
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> "Session":
        self._socket = await connect(
            self._address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            additional_headers=self._headers,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    def turn_to(self, query: str) -> None:
        """The next run shows another view of the page."""
        self._query = query

    async def run(self, *, press: str | None = None) -> Run:
        """Ask for a run and wait for its end; `press`: id of a button that is clicked."""
        message = BackMsg()
        if press is not None:
            message.rerun_script.widget_states.widgets.add(id=press, trigger_value=True)
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = self._page
        start = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        size, files, failed = 0, set(), False
        buttons: dict[str, str] = {}
        while True:
            data = await self._socket.recv()
            size += len(data)
            answer = ForwardMsg.FromString(data)
            kind = answer.WhichOneof("type")
            if kind == "delta":
                files |= set(_MAP_FILE.findall(data.decode("utf-8", "ignore")))
                element = answer.delta.new_element
                failed |= element.WhichOneof("type") == "exception"
                if element.WhichOneof("type") == "button":
                    buttons[element.button.icon] = element.button.id
            if kind == "script_finished" and answer.script_finished in _FINISHED:
                return Run(time.perf_counter() - start, size, files, failed, buttons)


async def rerun_seconds(address: str, page: str, query: str = "", *, runs: int = 15) -> tuple[Run, float]:
    """The first run, and the median seconds of further ones."""
    async with Session(address, page, query) as session:
        first = await session.run()
        later = sorted([(await session.run()).seconds for _ in range(runs)])
    return first, later[len(later) // 2]


async def geometry_bytes(address: str, run: Run) -> int:
    """Bytes on the wire of the map files that a first visit fetches besides the web socket."""
    async with httpx.AsyncClient(base_url=address) as client:
        answers = [await client.get("/" + file.replace("\\u0026", "&")) for file in run.map_files]
    return sum(answer.num_bytes_downloaded for answer in answers)


async def crowd(address: str, page: str, query: str, *, sessions: int, think_s: float, rounds: int) -> dict[str, float]:
    """`sessions` visitors at once, each `rounds` runs with half to one and a half times `think_s` seconds in between
    (people do not click in step; seeded), starting spread over one pause. Returns p50, p95 and the number of failed
    runs."""
    chance = random.Random(sessions)  # noqa: S311 (a pause, not a secret)

    async def visit(delay: float) -> list[Run]:
        await asyncio.sleep(delay)
        results = []
        async with Session(address, page, query) as session:
            for _ in range(rounds):
                results.append(await session.run())
                await asyncio.sleep(think_s * chance.uniform(0.5, 1.5))
        return results

    visits = await asyncio.gather(*[visit(think_s * i / sessions) for i in range(sessions)], return_exceptions=True)
    errors = sum(isinstance(visit, BaseException) for visit in visits)
    runs = [run for visit in visits if not isinstance(visit, BaseException) for run in visit]
    seconds = sorted(run.seconds for run in runs)
    return {
        "sessions": sessions,
        "runs": len(runs),
        "p50_s": seconds[len(seconds) // 2],
        "p95_s": seconds[int(len(seconds) * 0.95)],
        "errors": errors + sum(run.failed for run in runs),
    }
