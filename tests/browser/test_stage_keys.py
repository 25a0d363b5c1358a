"""The wall and the notes window in a browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

LOCAL = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
WAIT_MS = 30_000


def test_a_hall_is_led_with_keys_and_a_second_window(coordinator_address: str, visit: Callable[..., Page]) -> None:
    """Prevents a presenter remote that does nothing, a notes window that stands still, a reload that begins at the first
    step, and a hall without the Internet that waits for somebody else's server."""
    wall = visit(coordinator_address, "/praesentation")
    wall.goto(wall.locator("a[href*='ansicht=buehne']").first.evaluate("(link) => link.href"))
    seen = wall.locator(".stage-step:visible")
    counter = wall.locator(".stage-controls .counter")
    expect(counter).to_have_text(re.compile(r"^1 / \d+$"), timeout=WAIT_MS)
    expect(seen).to_have_attribute("data-step", "1", timeout=WAIT_MS)

    wall.keyboard.press("PageDown")
    expect(seen).to_have_attribute("data-step", "2", timeout=WAIT_MS)
    wall.keyboard.press("ArrowRight")
    expect(seen).to_have_attribute("data-step", "3", timeout=WAIT_MS)
    assert "schritt=3" in wall.url
    wall.keyboard.press("PageUp")
    expect(seen).to_have_attribute("data-step", "2", timeout=WAIT_MS)
    smallest = wall.evaluate(
        """() => Math.min(...[...document.querySelectorAll('[class*="st-key-stage-slot-"] *')]
            .filter((e) => e.checkVisibility({ visibilityProperty: true }) && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 20

    wall.keyboard.press("b")
    expect(wall.locator(".stage-controls .black")).to_be_visible()
    wall.keyboard.press(".")
    expect(wall.locator(".stage-controls .black")).to_be_hidden()
    wall.keyboard.press("l")
    wall.keyboard.press("ArrowDown")
    wall.keyboard.press("Enter")
    expect(seen).to_have_attribute("data-step", "3", timeout=WAIT_MS)
    wall.reload()
    expect(seen).to_have_attribute("data-step", "3", timeout=WAIT_MS)

    with wall.context.expect_page() as opened:
        wall.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".stage-notes .counter")).to_have_text(re.compile("^3 / "), timeout=WAIT_MS)
    wall.keyboard.press("PageUp")
    expect(notes.locator(".stage-notes .counter")).to_have_text(re.compile("^2 / "))
    notes.locator(".stage-notes .forward").click()
    expect(counter).to_have_text(re.compile("^3 / "), timeout=WAIT_MS)
    assert not wall.problems
    assert [url for url in wall.requests if not url.startswith(LOCAL)] == []
