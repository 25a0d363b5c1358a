"""What only a server just started shows."""

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import serving
from playwright.sync_api import Page


def test_a_link_to_a_page_works_for_the_first_visitor_after_a_start(
    visit: Callable[..., Page], served_dir: Path, tmp_path: Path
) -> None:
    """Prevents Streamlit from running the file in pages/ alone, which gives an empty page without the frame."""
    folder = tmp_path / "data"
    shutil.copytree(served_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    with serving(folder) as address:
        page = visit(address, "/verkehr?bezirk=mengede")
        assert page.locator("h1").inner_text() == "Verkehr"
        assert page.locator("[data-testid=stSidebarNavLink]").count() > 8
        assert "bezirk=mengede" in page.url
