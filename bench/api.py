"""The API: answers per second with and without the ETag, against reading the bare series in the same process."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from bench import servers
from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue, series

_INDICATOR = "leerstandsquote"
_ADDRESS = f"/api/v1/indicators/{_INDICATOR}"
_SECONDS = 4.0


def measure(folder: Path) -> dict[str, float]:
    with servers.ours(folder) as server, httpx.Client(base_url=server.address) as client:
        whole = client.get(_ADDRESS)
        whole.raise_for_status()
        mark = {"If-None-Match": whole.headers["etag"]}
        assert client.get(_ADDRESS, headers=mark).status_code == httpx.codes.NOT_MODIFIED
        answers = _per_second(lambda: client.get(_ADDRESS))
        one_area = _per_second(lambda: client.get(f"{_ADDRESS}?area=bezirk:eving"))
        unchanged = _per_second(lambda: client.get(_ADDRESS, headers=mark))
    database = Database(folder)
    try:
        reader = Reader(database, Actor())
        bare = _per_second(lambda: series(reader, catalogue()[_INDICATOR]))
    finally:
        database.close()
    return {
        "answers_per_s": answers,
        "answers_of_one_area_per_s": one_area,
        "unchanged_per_s": unchanged,
        "bare_series_per_s": bare,
        "rows": len(whole.json()["data"]),
        "bytes": len(whole.content),
    }


def _per_second(work: Callable[[], object]) -> float:
    """One after the other."""
    work()
    begun, count = time.perf_counter(), 0
    while (spent := time.perf_counter() - begun) < _SECONDS:
        work()
        count += 1
    return count / spent
