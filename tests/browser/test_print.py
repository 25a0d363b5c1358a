"""A page on paper."""

import io
from collections.abc import Callable

import pypdf
from conftest import DESK
from playwright.sync_api import Page

_A4_PT = (595, 842)


def test_a_long_page_is_printed_to_its_end(visit: Callable[..., Page], public_address: str) -> None:
    """Prevents prints that end with the first screen, show controls, or leave charts as wide as the screen was."""
    page = visit(public_address, "/leerstand?bezirk=eving", DESK)
    page.evaluate("window.print = () => { window.printed = document.documentElement.className; }")
    page.locator(".print-page").click()
    page.wait_for_function("window.printed === 'on-paper'")
    widths = page.locator("[data-testid=stPlotlyChart] .main-svg").evaluate_all("all => all.map(e => e.clientWidth)")
    assert widths and max(widths) <= 1065
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (float(side) for side in pdf.pages[0].mediabox.upper_right)
    assert (round(width), round(height)) == _A4_PT
    words = [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]
    assert len(words) > 1
    whole = " ".join(words)
    assert words[0].startswith("Leerstand")
    assert "Wie lange Leerstände" in whole and "Demodaten: Diese Seite" in words[-1]
    assert "Präsentation" not in whole and "Link kopieren" not in whole and "herunterladen" not in whole
    rows = page.locator(".only-paper tbody tr").count()
    assert rows > 1 and all(
        page.locator(".only-paper tbody tr td:first-child").nth(n).inner_text() in whole for n in (0, rows - 1)
    )
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.className") == ""
    assert page.problems == []
