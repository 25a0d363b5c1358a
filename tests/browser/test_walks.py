"""The main paths, walked as their users do."""

import re
import time
from collections.abc import Callable

from conftest import DESK, PHONE, drawn
from playwright.sync_api import Page, expect


def _map_middle(page: Page) -> tuple[float, float]:
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_councillor_goes_from_the_map_to_a_district(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a map that is only a picture: a click on a Bezirk leads to its profile, and its link can be passed on."""
    page = visit(public_address, "/", DESK)
    x, y = _map_middle(page)
    tooltip = page.locator(".deck-tooltip")
    deadline = time.monotonic() + 30
    while (
        not tooltip.is_visible() and time.monotonic() < deadline
    ):  # the map's files arrive and are painted by software
        page.mouse.move(x - 60, y + 60 + time.monotonic() % 1)
        page.wait_for_timeout(100)
    page.mouse.click(x - 60, y + 60)
    page.wait_for_url(re.compile(r"/stadtbezirk\?.*bezirk="), timeout=20_000)
    drawn(page)
    title = page.locator("h1").inner_text()
    assert title.startswith("Stadtbezirk")
    again = visit(public_address, page.url.removeprefix(public_address), DESK)
    assert again.locator("h1").inner_text() == title


def test_a_coordinator_filters_and_passes_the_link_on(visit: Callable[..., Page], coordinator_address: str) -> None:
    """Prevents links that show a colleague something else than was on the screen."""
    page = visit(coordinator_address, "/leerstand?bezirk=eving", DESK)
    everything = page.locator("[data-testid=stMain]").inner_text()
    status = page.get_by_role("combobox", name=re.compile("Status"))
    status.click()
    page.get_by_role("option", name=re.compile("^bestätigt leer")).click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("status=bestaetigt"), timeout=20_000)
    drawn(page)
    count = re.search(r"[\d.]+ Ladenlokale? pass\w+ zu den Filtern", page.locator("[data-testid=stMain]").inner_text())[
        0
    ]
    assert count not in everything
    again = visit(coordinator_address, page.url.removeprefix(coordinator_address), DESK)
    expect(again.get_by_text(count)).to_be_visible()


def test_only_the_coordinator_is_sent_internal_fields(
    visit: Callable[..., Page], public_address: str, coordinator_address: str
) -> None:
    """Prevents internal fields from reaching a public browser, hidden or not: everything the socket brings is read."""

    def frames(address: str) -> bytes:
        page = visit(address, "/impressum", DESK)
        received: list[bytes] = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(
            frame if isinstance(frame, bytes) else frame.encode()
        )))  # fmt: skip
        page.goto(address + "/leerstand?bezirk=eving")
        drawn(page)
        return b"".join(received)

    public, coordinator = frames(public_address), frames(coordinator_address)
    assert b"Leerstand" in public
    assert "(Summen, nicht öffentlich)".encode() not in public
    assert "(Summen, nicht öffentlich)".encode() in coordinator
    for internal in ("Erbstreit", "Sanierungsrückstand am Gebäude", "Immobilien GmbH", "inheritance", "owner_company"):
        assert internal.encode() not in public


def test_a_phone_shows_the_map_before_the_details(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a phone reader from scrolling through filters and tables to reach the map."""
    page = visit(public_address, "/leerstand?bezirk=hoerde", PHONE)
    chart = page.locator("[data-testid=stDeckGlJsonChart]").first
    details = page.get_by_text("Neue und beendete Leerstände").first
    assert chart.bounding_box()["y"] < details.bounding_box()["y"]


def test_the_language_can_be_changed_and_stays(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents an English reader from falling back into German with the next page."""
    page = visit(public_address, "/", DESK)
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Overview", timeout=20_000)
    page.get_by_role("link", name="Vacancy", exact=True).click()
    expect(page.locator("h1")).to_have_text("Vacancy", timeout=20_000)
    assert "sprache=en" in page.url
    assert page.locator("html").get_attribute("lang") == "en"


def test_feedback_reaches_the_operator(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a feedback button that goes nowhere."""
    page = visit(public_address, "/impressum", DESK)
    page.get_by_role("button", name="Rückmeldung zu dieser Seite").click()
    page.get_by_label("Ihre Nachricht").fill("Die Karte ist schön.")
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_text("Ihre Nachricht ist angekommen")).to_be_visible(timeout=20_000)
