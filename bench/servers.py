"""Starting and measuring servers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    address: str
    pid: int
    start_s: float

    def memory_mb(self) -> float:
        """Resident memory of the process."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def ours(folder: Path, **environment: str) -> Iterator[Server]:
    """Our dashboard on a data folder."""
    port = _free_port()
    command = [sys.executable, "-m", "strukturmonitor", "serve"]
    with _running(command, port, {"STRUKTURMONITOR_DATA_DIR": str(folder), "PORT": str(port), **environment}) as server:
        yield server


@contextmanager
def plain(script: str, folder: Path) -> Iterator[Server]:
    """A script of bench/plain with the same Streamlit settings."""
    port = _free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "bench" / "plain" / f"{script}.py"),
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
    ]  # fmt: skip
    with _running(command, port, {"STRUKTURMONITOR_DATA_DIR": str(folder)}) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    address = f"http://127.0.0.1:{port}"
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            try:
                if httpx.get(f"{address}/_stcore/health").status_code == httpx.codes.OK:
                    break
            except httpx.TransportError:
                pass
            if process.poll() is not None or time.perf_counter() - start > 120:
                raise RuntimeError(f"the server did not start: {command}")
            time.sleep(0.05)
        yield Server(address, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
