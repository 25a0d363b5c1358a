"""What must hold on every page, in a real browser."""

from collections.abc import Callable

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PHONE
from playwright.sync_api import Page

import pages

PATHS = [entry.path for entry in pages.CONTENTS if entry.right == "read_public"]
# Streamlit's own markup, which we cannot change from here; each with where it comes from.
STREAMLITS_OWN = {
    "aria-hidden-focus",  # st.dataframe: its hidden canvas table keeps a focusable element
    "scrollable-region-focusable",  # st.dataframe, st.code
    "svg-img-alt",  # st.metric(chart_data=…): its sparkline has no text; the figures stand beside it
    "role-img-alt",  # the same
    "nested-interactive",  # st.expander with a help button
    "aria-allowed-attr",  # st.selectbox
    "list",  # st.navigation with sections: its list holds groups
    "listitem",  # the same
    "region",  # Streamlit's header lies outside its landmarks
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "ueberblick")
def test_a_page_stands_alone_for_everybody(visit: Callable[..., Page], public_address: str, path: str) -> None:
    """Prevents a page that fails in the browser, calls a third party, is announced as English, or that a screen reader or
    a keyboard cannot use."""
    page = visit(public_address, f"/{path}")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("[data-testid=stAlertContentError]").count() == 0
    assert page.problems == []
    strangers = [url for url in page.requests if not url.startswith((public_address, "data:", "blob:"))]
    assert strangers == []
    assert page.locator("html").get_attribute("lang") == "de"
    assert "page." not in page.locator("h1").inner_text()
    found = Axe().run(page).response["violations"]
    ours = {
        violation["id"]: [node["html"][:160] for node in violation["nodes"]][:3]
        for violation in found
        if violation["id"] not in STREAMLITS_OWN
    }
    assert ours == {}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "ueberblick")
def test_a_page_fits_a_phone(visit: Callable[..., Page], public_address: str, path: str) -> None:
    """Prevents sideways scrolling and cut-off text at 390 pixels."""
    page = visit(public_address, f"/{path}", PHONE)
    widths = page.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
    )
    assert max(widths) <= 390


SCRIPT = "?bezirk=%3Cscript%3Ealert(1)%3C/script%3E&stand=gestern"
TOO_LONG = "?gebiet=" + "x" * 10_000  # refused by the codec that all pages share: two of them are enough


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "ueberblick")
def test_a_hostile_link_gives_the_default_in_english(
    visit: Callable[..., Page], public_address: str, path: str
) -> None:
    """Prevents a link from breaking a page or smuggling a script into it, and a half-translated frame."""
    page = visit(public_address, f"/{path}{SCRIPT}&sprache=en")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.problems == []
    assert "<script>alert" not in page.content()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Rückmeldung" not in page.locator("[data-testid=stMain]").inner_text()


@pytest.mark.parametrize("path", ["", "leerstand"], ids=["ueberblick", "leerstand"])
def test_a_link_that_is_too_long_gives_the_default(visit: Callable[..., Page], public_address: str, path: str) -> None:
    """Prevents a link from breaking a page by its length."""
    page = visit(public_address, f"/{path}{TOO_LONG}")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.problems == []


def test_answers_carry_the_security_headers(public_address: str) -> None:
    """Prevents a release without Content-Security-Policy."""
    for path in ("/", "/leerstand", "/karte/umrisse.geojson?ebene=bezirk"):
        headers = httpx.get(public_address + path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?ebene=bezirk&indikator=../../etc/passwd&stand=2026-09-30&sprache=de",
        "?ebene=bezirk&indikator=leerstandsquote&stand=x&sprache=de",
        "?ebene=nirgends&indikator=leerstandsquote&stand=2026-09-30&sprache=de",
    ],
)
def test_a_map_file_nobody_knows_is_not_found(public_address: str, query: str) -> None:
    """Prevents the map routes from failing or reading what was not meant."""
    assert httpx.get(f"{public_address}/karte/gebiete.geojson{query}").status_code == httpx.codes.NOT_FOUND
