"""An area drawn with the mouse."""

from collections.abc import Callable

from conftest import drawn
from playwright.sync_api import Page


def test_a_line_around_a_place_becomes_an_area_and_a_link(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents a map on which one can draw and nothing comes of it, or a line that is lost with the next step."""
    page = visit(public_address, "/gebiete")
    box = page.locator(".js-plotly-plot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for dx, dy in ((60, 0), (60, 40), (0, 40), (0, 4)):
        page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
    page.wait_for_url("**umriss=**", timeout=20_000)
    drawn(page)
    assert "km²" in page.locator("[data-testid=stMain]").inner_text()
    assert page.locator("[data-testid=stMetric]").count() >= 3
    assert page.problems == []
    first = page.url
    page.reload()
    drawn(page)
    assert page.url == first and "km²" in page.locator("[data-testid=stMain]").inner_text()
