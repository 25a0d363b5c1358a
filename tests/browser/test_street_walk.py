"""A street recorded on a phone, with the thumb."""

from collections.abc import Callable

from conftest import PHONE, drawn
from playwright.sync_api import Page, expect


def test_a_coordinator_records_a_street_on_the_phone(visit: Callable[..., Page], coordinator_address: str) -> None:
    """Prevents a survey that does not work with one thumb: targets too small, the next tap off the screen, an entry that
    is gone after a reload, anything wider than the phone."""
    page = visit(coordinator_address, "/register?ansicht=begehung&begehung=neu-ersterfassung", PHONE)
    street = page.get_by_role("combobox", name="Straße")
    street.click()
    street.fill("Handyweg")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    drawn(page)
    page.get_by_role("button", name="Losgehen").click()
    expect(page.get_by_role("heading", name="Nr. 1", exact=True)).to_be_visible(timeout=20_000)
    drawn(page)
    use = page.get_by_role("button", name="Friseur", exact=True)
    assert use.bounding_box()["height"] >= 44
    assert use.bounding_box()["y"] + use.bounding_box()["height"] < 844
    use.click()
    expect(page.get_by_role("heading", name="Nr. 3", exact=True)).to_be_visible(timeout=20_000)
    drawn(page)
    page.get_by_role("button", name="Wie zuletzt").click()
    expect(page.get_by_role("heading", name="Nr. 5", exact=True)).to_be_visible(timeout=20_000)
    page.reload()
    drawn(page)
    expect(page.get_by_role("heading", name="Nr. 5", exact=True)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("2 Einheiten in 1 Min.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
