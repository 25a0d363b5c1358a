"""PPTX of a story of 12 steps, beside python-pptx writing the same number of charts with the same values, unstyled."""

import io
import os
import time
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

_RUNS = 3
_STEPS = (
    ("leerstand", "karte:karte"), ("leerstand", "bild:verlauf-quote"), ("leerstand", "bild:zu-und-abgang"),
    ("leerstand", "bild:dauer"), ("", "karte:karte"), ("", "bild:ordnung"), ("stadtbezirk", "bild:verlauf-vacancy"),
    ("stadtbezirk", "bild:verlauf-traffic"), ("stadtbezirk", "text:1"), ("bevoelkerung", "bild:quotienten"),
    ("bevoelkerung", "bild:pyramide"), ("verkehr", "tabelle:stellen"),
)  # fmt: skip


def measure(demo: Path) -> dict[str, float]:
    """The first time pages are drawn, too; then only the slides."""
    from strukturmonitor.access import Actor
    from strukturmonitor.database.shared import close_shared, shared_database
    from strukturmonitor.stories.model import Step, Story
    from strukturmonitor.stories.storage import Kept
    from strukturmonitor.ui import analyses, data, slides

    before = os.environ.get("STRUKTURMONITOR_DATA_DIR")
    os.environ["STRUKTURMONITOR_DATA_DIR"] = str(demo)
    data.settings.cache_clear()
    keep, analyses.keep_current = analyses.keep_current, lambda database: None
    steps = [Step(kind="view", path=path, query={"bezirk": "eving"}, part=part) for path, part in _STEPS]
    kept = Kept("bench", 1, None, True, False, None, None, Story(title="Story", steps=steps))
    try:
        database = shared_database(demo)
        assert kept.seen_by == Actor()
        cold_s, content = _timed(lambda: slides.story_deck(database, kept))
        warm_s = min(_timed(lambda: slides.story_deck(database, kept))[0] for _ in range(_RUNS))
        bare_s = min(_timed(lambda: _bare(content))[0] for _ in range(_RUNS))
    finally:
        analyses.keep_current = keep
        close_shared(demo)
        data.settings.cache_clear()
        if before is None:
            del os.environ["STRUKTURMONITOR_DATA_DIR"]
        else:
            os.environ["STRUKTURMONITOR_DATA_DIR"] = before
    return {
        "twelve_steps_first_s": cold_s,
        "twelve_steps_again_s": warm_s,
        "bare_charts_s": bare_s,
        "ratio_to_bare": warm_s / bare_s,
        "megabytes": len(content) / 1e6,
    }


def _timed(work: object) -> tuple[float, bytes]:
    begin = time.perf_counter()
    content = work()
    return time.perf_counter() - begin, content


def _bare(content: bytes) -> bytes:
    """The charts of that file again, as python-pptx writes them by itself."""
    deck = Presentation()
    for slide in Presentation(io.BytesIO(content)).slides:
        page = deck.slides.add_slide(deck.slide_layouts[6])
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                data = CategoryChartData()
                data.categories = [str(name) for name in plot.categories]
                for series in plot.series:
                    data.add_series(series.name, list(series.values))
                page.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(1), Inches(8), Inches(5), data)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()
