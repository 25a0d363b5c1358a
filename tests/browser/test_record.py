"""What only a real browser shows of the record: a place is tapped on the map."""

from collections.abc import Callable

from conftest import PHONE
from playwright.sync_api import Locator, Page, expect


def tap(page: Page, map_: Locator, across: float, down: float) -> None:
    map_.scroll_into_view_if_needed()
    box = map_.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def test_a_place_is_tapped_on_a_phone(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a map that cannot be tapped: our own component, the security policy and the way back to the server."""
    page = visit(public_address, "/melden", PHONE)
    page.get_by_text("Auf der Karte zeigen").tap()
    map_ = page.get_by_role("application")
    expect(page.get_by_text("Erst den Stadtteil antippen")).to_be_visible()
    tap(page, map_, 0.5, 0.4)
    expect(page.get_by_text("Tippen setzt die Position")).to_be_visible()
    tap(page, map_, 0.4, 0.3)
    expect(map_.locator("circle.dot")).to_have_count(1)
    page.get_by_role("button", name="Meldung senden").tap()
    expect(page.get_by_text("„Ihre Beobachtung“")).to_be_visible()
