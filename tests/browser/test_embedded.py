"""An embedded chart and map in a real browser."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PATHS = ("/einbetten/leerstand?teil=bild:verlauf-quote&bezirk=eving", "/einbetten/?teil=karte:karte&sprache=en")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 700}, color_scheme="dark")
    yield context.new_page()
    context.close()


def test_an_embedded_part_stands_alone(page: Page, public_address: str) -> None:
    """Prevents a frame that calls third parties, runs scripts, scrolls sideways on a phone, or that screen readers and
    readers of the dark theme cannot use."""
    requests: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for path in PATHS:
        page.goto(public_address + path)
        assert page.locator(".drawing:visible").count() == 1
        page.locator("summary").click()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in requests if not url.startswith((public_address, "data:"))] == [] and problems == []
