"""The register's table, typed into with a keyboard."""

import re
from collections.abc import Callable

from conftest import DESK, drawn
from playwright.sync_api import Page, expect

_ROW_PX = 36
_RIGHT_PX = 60  # inside the last column


def test_a_cell_is_changed_looked_at_and_saved(visit: Callable[..., Page], coordinator_address: str) -> None:
    """Prevents a table that swallows what is typed, and a save without a look at old and new."""
    page = visit(
        coordinator_address,
        "/register?bezirk=eving&ohne-karte=ja&spalten=schaufenster",
        DESK | {"viewport": {"width": 1440, "height": 1200}},
    )
    table = page.locator("[data-testid=stDataFrame]").first
    expect(table).to_be_visible()
    box = table.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] - _RIGHT_PX, box["y"] + 1.5 * _ROW_PX)
    field = page.locator("#portal input")
    expect(field).to_be_focused()
    # The cell's editor opens with a movement and takes what is typed only then.
    page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'running')")
    page.keyboard.type("77")
    expect(field).to_have_value("77")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 Änderung an 1 Datensatz")).to_be_visible()
    drawn(page)
    page.get_by_role("button", name="Ansehen und speichern").click()
    page.get_by_role("button", name=re.compile(r"Speichern \(1\)")).click()
    expect(page.get_by_text("1 Datensatz ist gespeichert.")).to_be_visible()
    drawn(page)
    expect(page.get_by_text("1 Änderung an 1 Datensatz")).to_have_count(0)
    assert page.problems == []
