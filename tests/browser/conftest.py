"""The dashboard on the small demo, and Debian's Chromium. Without Chromium these tests are left out, and it is said."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.examples import add_examples

CHROMIUM = shutil.which("chromium")
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "has_touch": True,
}
DESK = {"viewport": {"width": 1440, "height": 900}}


WAIT_MS = 60_000  # so long only where something is broken, also on a slow machine
expect.set_options(timeout=WAIT_MS)
_STANDS = """(wait) => {  // wait: a number of this waiting
    const is_drawn = document.querySelector('h1')
        && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton]');
    if (!is_drawn || window.standing?.wait !== wait) window.standing = { wait, since: performance.now() };
    return is_drawn && performance.now() - window.standing.since > 300;
}"""
_LOGS: dict[str, Path] = {}  # address of a server that runs → what it prints
_LONGEST_START_S = 240  # of a server, while everything else on the machine is busy
_LONGEST_LOG = 5000  # characters of it that a failed test shows


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On a busy machine a browser may wait too long: such a test has a second try, and the summary says so."""
    for item in items:
        if "browser" in Path(item.fspath).parts:
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """A running dashboard on that data folder; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    # A file and no pipe: a pipe that nobody reads is full after 64 KB, and a server that writes into it stands still.
    log = _LOGS[address] = folder.parent / f"{folder.name}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "strukturmonitor", "serve"],
            cwd=PROJECT_DIR,
            env={
                **os.environ,
                "STRUKTURMONITOR_DATA_DIR": str(folder),
                "PORT": str(port),
                "HOST": "127.0.0.1",
                **environment,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + _LONGEST_START_S
        while not _answers(f"{address}/_stcore/health"):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield address
    finally:
        del _LOGS[address]
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def served_dir(analysed_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a server, the analyses in it."""
    return shutil.copytree(analysed_dir, tmp_path_factory.mktemp("served") / "copy")


@pytest.fixture(scope="session")
def public_address(served_dir: Path) -> Iterator[str]:
    with serving(served_dir, STRUKTURMONITOR_DEMO_ROLE="public") as address:
        yield address


@pytest.fixture(scope="session")
def coordinator_address(served_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("coordinator") / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    add_examples(shared_database(folder))
    close_shared(folder)
    with serving(folder, STRUKTURMONITOR_DEMO_ROLE="coordinator") as address:
        yield address


def _seen(page: Page) -> str:
    try:
        return page.inner_text("body", timeout=5000)
    except PlaywrightError as error:  # closed, or too busy to say
        return str(error)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed test says what the reader saw and what the servers printed."""
    report = yield
    if report.when == "call" and report.failed and "browser" in Path(item.fspath).parts:
        for page in getattr(item, "pages", []):
            report.sections.append((f"Page {page.url}", f"{_seen(page)}\n{page.problems}"))
        for address, log in _LOGS.items():
            report.sections.append((f"Server {address}", log.read_text()[-_LONGEST_LOG:]))
    return report


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """`visit(address, "/leerstand?bezirk=eving", DESK)`: a fresh browser, the page fully drawn. The page's
    `requests` and `problems` (console errors) are noted."""
    contexts = []
    pages = request.node.pages = []

    def open_page(address: str, path: str, device: dict = DESK) -> Page:
        context = browser.new_context(locale="de-DE", **device)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.requests, page.problems = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(address + path)
        drawn(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def drawn(page: Page) -> None:
    """Wait until the page stands: its title is there, nothing is missing, and no run has begun for a moment."""
    page.wait_for_function(_STANDS, arg=time.monotonic(), timeout=WAIT_MS, polling=50)
