"""How long the hall waits for the next step of a story: from the key to the title in sight and the chart or map drawn, in
a browser on the same machine, against the plain way (a button, a run, st.plotly_chart)."""

import json
import os
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench import servers
from strukturmonitor.access import Actor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.shown import Chart
from strukturmonitor.stories.model import Step, Story
from strukturmonitor.stories.storage import add_example
from strukturmonitor.ui import data
from strukturmonitor.ui.headless import take

_EVING = {"bezirk": "eving"}
_STEPS = (
    ("leerstand", None), ("leerstand", "bild:verlauf-quote"), ("leerstand", "bild:dauer"), ("leerstand", "zahl:leerstandsquote"),
    ("stadtbezirk", "bild:verlauf-vacancy"), ("bevoelkerung", "bild:pyramide"), ("bevoelkerung", "karte:karte"),
    ("bevoelkerung", "bild:bewegung"), ("verkehr", "bild:tag"), ("verkehr", "karte:stellen"),
    ("oeffentlicher-raum", "bild:arten"), ("", "bild:ordnung"),
)  # fmt: skip
_CHARTS = [(path, part) for path, part in _STEPS if part is not None and part.startswith("bild:")]
_TALK_MS = 2_000  # what is said about a step, at the very least
_ROUNDS = 3
# Resolves to the milliseconds from the key until the step stands, 20,000 at most; drawn: marks of a chart, the canvas of a map.
_WATCH = """([box, mark, isAlone]) => { window.stands = new Promise((resolve) => {
  setTimeout(() => resolve(20000), 20000);
  let begun = null;
  window.addEventListener(isAlone ? 'click' : 'keydown', () => { begun = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const found = begun === null ? null : document.querySelector(mark);
    const inside = found && (box ? found.closest(box) : document);
    const isSeen = found && getComputedStyle(found).visibility === 'visible' && (!isAlone || found.textContent === isAlone);
    const charts = inside ? [...inside.querySelectorAll('[data-testid=stPlotlyChart]')] : [];
    const maps = inside ? [...inside.querySelectorAll('[data-testid=stDeckGlJsonChart]')] : [];
    const isDrawn = charts.every((chart) => chart.querySelector('.cartesianlayer path')) && maps.every((map) => map.querySelector('canvas'));
    if (isSeen && isDrawn && !(isAlone && !charts.length)) requestAnimationFrame(() => resolve(performance.now() - begun));
    else requestAnimationFrame(look);
  };
  look();
}); }"""


def measure(demo: Path, folder: Path) -> dict[str, float]:
    """Milliseconds over the steps of a story of twelve: with time to talk at each, and key after key. `folder`: a new one,
    for a copy of the demo. Nothing where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {}
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("*.sock"))
    story_id, titles = _make_story(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        with servers.ours(folder) as server:
            _open(page, server.address, story_id)
            talked = [ms for _ in range(_ROUNDS) for ms in _walk(page, _TALK_MS)]
            hurried = [ms for _ in range(_ROUNDS) for ms in _walk(page, 0)]
        with servers.plain("stage", folder) as server:
            plain = [ms for _ in range(_ROUNDS) for ms in _walk_plainly(page, server.address, titles)]
        browser.close()
    return {
        **_figures("next_step", talked),
        **_figures("next_step_key_after_key", hurried),
        **_figures("plain_rerun", plain),
        "ratio": statistics.median(plain) / statistics.median(talked),
    }


def _figures(name: str, times_ms: list[float]) -> dict[str, float]:
    return {
        f"{name}_median_ms": statistics.median(times_ms),
        f"{name}_p95_ms": statistics.quantiles(times_ms, n=20, method="inclusive")[-1],
        f"{name}_worst_ms": max(times_ms),
    }


def _make_story(folder: Path) -> tuple[str, list[str]]:
    """Put the story into the copy, and its charts beside it for the plain way. Returns the story's id and the titles of
    the plain steps."""
    steps = [
        Step(kind="view", title=f"Schritt {number}", path=path, query=_EVING, part=part)
        for number, (path, part) in enumerate(_STEPS, 1)
    ]
    database = shared_database(folder)
    try:
        story_id = add_example(database, Story(title="Zwölf Schritte", steps=steps))
        charts = _charts_of(folder)
        content = [{"title": title, "figure": json.loads(figure)} for title, figure in charts]
        (folder / "plain_story.json").write_text(json.dumps(content), encoding="utf-8")
    finally:
        close_shared(folder)
    return story_id, [title for title, _ in charts]


def _charts_of(folder: Path) -> list[tuple[str, str]]:
    """Title and figure (JSON) of the story's charts."""
    os.environ["STRUKTURMONITOR_DATA_DIR"] = str(folder)
    data.settings.cache_clear()
    try:
        parts = [take(path, _EVING, Actor()).part(part_id) for path, part_id in _CHARTS]
    finally:
        del os.environ["STRUKTURMONITOR_DATA_DIR"]
        data.settings.cache_clear()
    return [(part.title, part.figure.to_json()) for part in parts if isinstance(part, Chart)]


def _open(page: Page, address: str, story_id: str) -> None:
    page.goto(f"{address}/praesentation?geschichte={story_id}&ansicht=buehne")
    page.wait_for_selector('.stage-done[data-step="3"]', state="attached", timeout=60_000)
    for _ in range(len(_STEPS)):  # every page is drawn once: an office before the evening does the same
        page.keyboard.press("PageDown")
        page.wait_for_timeout(_TALK_MS)


def _walk(page: Page, talk_ms: int) -> list[float]:
    """From the first step to the last; milliseconds of each."""
    page.keyboard.press("Home")
    page.wait_for_timeout(2 * _TALK_MS)
    times_ms = []
    for number in range(2, len(_STEPS) + 1):
        page.evaluate(_WATCH, ['[class*="st-key-stage-slot-"]', f'.stage-step[data-step="{number}"]', ""])
        page.keyboard.press("ArrowRight")
        times_ms.append(float(page.evaluate("window.stands")))
        page.wait_for_timeout(talk_ms)
    return times_ms


def _walk_plainly(page: Page, address: str, titles: list[str]) -> list[float]:
    page.goto(address)
    page.wait_for_selector("[data-testid=stPlotlyChart] .cartesianlayer", timeout=60_000)
    times_ms = []
    for title in titles[1:]:
        page.wait_for_timeout(_TALK_MS)
        page.evaluate(_WATCH, [None, "h1", title])
        page.get_by_role("button", name="Weiter").click()
        times_ms.append(float(page.evaluate("window.stands")))
    return times_ms
