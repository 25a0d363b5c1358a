"""Writes the pictures of README and docs to docs/images: `make images`.

Starts the server on a temporary data folder with the whole demo, looks at each page with Debian's Chromium, and
reduces the colours, so that a picture stays under 250 KB."""

import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.datasets import make_demo
from bench.servers import ours
from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.stories.examples import add_examples
from strukturmonitor.stories.storage import stories

IMAGES = Path(__file__).parent / "images"
_LARGEST_BYTES = 250_000
_BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    width: int = 1440
    height: int = 1300


PICTURES = (
    Picture("ueberblick", "/"),
    Picture("stadtbezirk", "/stadtbezirk?bezirk=eving"),
    Picture("leerstand", "/leerstand?bezirk=eving", height=1900),
    Picture("verkehr", "/verkehr"),
    Picture("bevoelkerung", "/bevoelkerung?bezirk=hoerde"),
    Picture("strukturwandel", "/strukturwandel"),
    Picture("kurswechsel", "/strukturwandel?ansicht=kurswechsel", height=1900),
    Picture("ueberblick-phone", "/", width=390, height=1300),
)


def main() -> None:
    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.exit("No chromium here: install it (Debian: apt-get install chromium) and try again.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_demo(Path(folder))
        wall = _wall(Path(folder))
        with ours(Path(folder)) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=list(_BROWSER_ARGUMENTS))
            _take(browser, server.address, Picture("", "/"))  # the first visit after a start is slower
            for picture in (*PICTURES, wall):
                _write(browser, server.address, picture)
            browser.close()


def _wall(folder: Path) -> Picture:
    """The third step of the example story, as the hall sees it."""
    database = Database(folder)
    add_examples(database)
    story_id = stories(Reader(database, Actor()))[0].story_id
    database.close()
    return Picture("praesentation", f"/praesentation?geschichte={story_id}&ansicht=buehne&schritt=3", 1280, 720)


def _write(browser: Browser, address: str, picture: Picture) -> None:
    path = IMAGES / f"{picture.name}.png"
    path.write_bytes(_small(_take(browser, address, picture)))
    print(f"{path.relative_to(PROJECT_DIR)}: {path.stat().st_size // 1000} KB")


def _take(browser: Browser, base: str, picture: Picture) -> bytes:
    is_phone = picture.width < 500
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="de-DE",
        user_agent=_PHONE if is_phone else None,
        has_touch=is_phone,
    )
    page = context.new_page()
    page.goto(base + picture.address)
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_timeout(8_000)  # maps and charts are drawn after the page has come
    taken = page.screenshot()
    context.close()
    return taken


def _small(taken: bytes) -> bytes:
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    for colours in (256, 128, 64, 32):
        target = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            target, "PNG", optimize=True
        )
        if target.tell() <= _LARGEST_BYTES:
            break
    return target.getvalue()


if __name__ == "__main__":
    main()
