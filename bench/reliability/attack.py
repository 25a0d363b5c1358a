"""Attacks on the login: guessing one password, one password on many accounts, the clock; and what readers notice."""

import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from bench.servers import PROJECT, ours

_PASSWORD = "drei Segel im Bahnhof"  # noqa: S105 (of this run's account)
_GUESSES = 300
_THREADS = 8


def attack(demo: Path) -> dict[str, float | int]:
    """`looked at`: guesses that got as far as a password; the others were turned away (429)."""
    _add_account(demo)
    with ours(demo, STRUKTURMONITOR_AUTH="local") as server, httpx.Client(base_url=server.address) as client:
        known, unknown = _times(client, "wache"), _times(client, "niemand")
        quiet = _health(client, 1.0)
        codes: list[int] = []
        attackers = [threading.Thread(target=_guess, args=(server.address, codes, n)) for n in range(_THREADS)]
        started = time.perf_counter()
        for attacker in attackers:
            attacker.start()
        busy = _health(client, 0.0, attackers)
        seconds = time.perf_counter() - started
        right = client.post("/anmelden", data={"login": "wache", "password": _PASSWORD})
    return {
        "guesses sent": len(codes),
        "looked at": codes.count(401),
        "turned away": codes.count(429),
        "let in": codes.count(303),
        "guesses per second": len(codes) / seconds,
        "known login, median ms": known,
        "unknown login, median ms": unknown,
        "right password waits meanwhile": int(right.status_code == httpx.codes.TOO_MANY_REQUESTS),
        "another answer before, median ms": quiet,
        "another answer meanwhile, median ms": busy,
    }


def _add_account(demo: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "strukturmonitor", "users", "add", "wache", "--role", "council"],
        cwd=PROJECT, env={"PYTHONPATH": str(PROJECT), "STRUKTURMONITOR_DATA_DIR": str(demo)},
        input=_PASSWORD + "\n", text=True, capture_output=True, check=False,  # it may be there already
    )  # fmt: skip


def _times(client: httpx.Client, login: str) -> float:
    """Two guesses per login: fewer than the limit."""
    spent = []
    for n in range(2):
        started = time.perf_counter()
        client.post("/anmelden", data={"login": login, "password": f"falsch geraten {n}"})
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def _guess(address: str, codes: list[int], number: int) -> None:
    with httpx.Client(base_url=address, timeout=60) as client:
        for n in range(_GUESSES // _THREADS):
            login = "wache" if n % 2 else f"login{number}-{n}"
            answer = client.post("/anmelden", data={"login": login, "password": f"Dortmund{n}!{number}"})
            codes.append(answer.status_code)


def _health(client: httpx.Client, seconds: float, while_running: list[threading.Thread] | None = None) -> float:
    """Median milliseconds of a small answer."""
    spent = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or any(thread.is_alive() for thread in while_running or []):
        started = time.perf_counter()
        client.get("/_stcore/health")
        spent.append((time.perf_counter() - started) * 1000)
        time.sleep(0.02)
    return statistics.median(spent)
