"""What really goes over the wire: nothing restricted in the frames that a lower role's browser receives."""

import shutil
from pathlib import Path

import pytest
from conftest import DESK, drawn, serving
from planted_people import FOLLOW_UP, HIDDEN, INTERNAL, OWN_ID, RESTRICTED, SENSITIVE, UNIT, plant_everything
from playwright.sync_api import Browser, Page, WebSocket

from strukturmonitor.database import Database

PATHS = (
    f"/leerstand?bezirk=eving&objekt={UNIT}",
    f"/leerstand?objekt={SENSITIVE}",
    f"/register?objekt={UNIT}",
)


@pytest.fixture
def planted_dir(served_dir: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    plant_everything(database)
    database.close()
    return folder


def _collect(page: Page, received: list[bytes]) -> None:
    """Every frame of every websocket, and every other answer, as bytes."""

    def connected(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", connected)
    page.on("response", lambda response: received.append(response.url.encode()))


def test_nothing_restricted_in_the_frames(browser: Browser, planted_dir: Path) -> None:
    """A page that hides a value on the screen and sends it all the same; tests on pages look at what is drawn, this one at
    what arrives, for the public, the council, and (so that it is known to find something) a coordinator."""
    with serving(planted_dir, STRUKTURMONITOR_DEMO_ROLE="public") as address:
        for account, forbidden in ((None, True), ("Politik", True), ("Koordination · Eving", False)):
            context = browser.new_context(locale="de-DE", **DESK)
            page = context.new_page()
            received: list[bytes] = []
            _collect(page, received)
            if account:
                page.goto(f"{address}/anmelden")
                page.get_by_role("button", name=account).first.click()
                drawn(page)
            for path in PATHS if forbidden else PATHS[-1:]:
                page.goto(address + path)
                drawn(page)
            content = b"\n".join(received)
            assert b"Evinger" in content
            found = [value for value in (*RESTRICTED, *INTERNAL, *HIDDEN) if value.encode() in content]
            assert found == [] if forbidden else {OWN_ID, FOLLOW_UP} <= set(found), account
            context.close()
