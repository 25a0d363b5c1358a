"""The wall and the notes window in a browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

LOCAL = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
WAIT_MS = 30_000
SWIPE = """([from, to]) => {
  const tell = (name, x) => {
    const touch = new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
    const touches = name === "touchend" ? [] : [touch];
    document.body.dispatchEvent(new TouchEvent(name, { bubbles: true, composed: true, touches, changedTouches: [touch] }));
  };
  tell("touchstart", from);
  tell("touchend", to);
}"""


def test_a_hall_is_led_with_keys_and_a_second_window(coordinator_address: str, visit: Callable[..., Page]) -> None:
    """Prevents a presenter remote that does nothing, a notes window that stands still, a reload that begins at the first
    step, a hall without the Internet that waits for somebody else's server, a wall that does not go on by itself when told
    to, nor under a finger, nor fills the screen."""
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

    notes.close()
    wall.keyboard.press("f")
    wall.wait_for_function("document.fullscreenElement !== null")
    wall.keyboard.press("f")
    wall.wait_for_function("document.fullscreenElement === null")
    wall.evaluate(SWIPE, [700, 300])
    expect(seen).to_have_attribute("data-step", "4", timeout=WAIT_MS)
    wall.evaluate(SWIPE, [300, 700])
    expect(seen).to_have_attribute("data-step", "3", timeout=WAIT_MS)
    wall.keyboard.press("a")
    expect(wall.locator(".stage-controls .auto")).to_be_visible()
    wall.evaluate("() => { const now = Date.now; Date.now = () => now() + 3_600_000; }")
    expect(seen).to_have_attribute("data-step", "4", timeout=WAIT_MS)
    wall.keyboard.press("a")
    expect(wall.locator(".stage-controls .auto")).to_be_hidden()
    assert not wall.problems
    assert [url for url in wall.requests if not url.startswith(LOCAL)] == []
