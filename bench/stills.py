"""Pictures of charts and maps beside a bare matplotlib figure of the same numbers, in one run."""

import io
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from strukturmonitor import stills
from strukturmonitor.access import Actor
from strukturmonitor.database.shared import close_shared, shared_database
from strukturmonitor.shown import Chart, Map
from strukturmonitor.texts import speak

_RUNS = 7
_PAGES = ("leerstand", "stadtbezirk", "bevoelkerung", "verkehr")


def measure(folder: Path) -> dict[str, float | int]:
    """Milliseconds per picture, medians over all charts and maps of four pages; `bare`: the same series by matplotlib alone,
    without words, legend or the figure's layout."""
    from strukturmonitor.ui import data
    from strukturmonitor.ui.headless import take
    from strukturmonitor.ui.map_files import map_file

    before = os.environ.get("STRUKTURMONITOR_DATA_DIR")
    os.environ["STRUKTURMONITOR_DATA_DIR"] = str(folder)
    data.settings.cache_clear()
    shared_database(folder)
    texts = speak("de")
    parts = [part for path in _PAGES for part in take(path, {}, Actor()).parts]
    charts = [part for part in parts if isinstance(part, Chart)]
    maps = [part for part in parts if isinstance(part, Map)]
    found = {"charts": len(charts), "maps": len(maps)}
    found["chart_svg_ms"] = _median(charts, lambda chart: stills.chart_picture(chart, texts, with_frame=False).svg())
    found["chart_svg_slowest_ms"] = _slowest(
        charts, lambda chart: stills.chart_picture(chart, texts, with_frame=False).svg()
    )
    found["chart_png_ms"] = _median(charts, lambda chart: stills.chart_picture(chart, texts).png())
    found["bare_png_ms"] = _median(charts, _bare)
    found["map_svg_ms"] = _median(maps, lambda part: stills.map_picture(part, texts, map_file, with_frame=False).svg())
    found["map_png_ms"] = _median(maps, lambda part: stills.map_picture(part, texts, map_file).png())
    close_shared(folder)
    os.environ.pop("STRUKTURMONITOR_DATA_DIR")
    if before is not None:
        os.environ["STRUKTURMONITOR_DATA_DIR"] = before
    data.settings.cache_clear()
    return found


def _bare(chart: Chart) -> bytes:
    """The series of a chart as lines in matplotlib's own axes."""
    figure = Figure(figsize=(7.6, 3.4), dpi=200)
    axes = figure.subplots()
    for series in chart.figure.data:
        values = getattr(series, "y", None)
        if values is not None and len(values) and not isinstance(values[0], str):
            axes.plot(np.asarray(values, dtype="float64"))
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)
    return file.getvalue()


def _times(parts: list, draw: Callable[[object], object]) -> list[float]:
    found = []
    for part in parts:
        draw(part)
        runs = []
        for _ in range(_RUNS):
            start = time.perf_counter()
            draw(part)
            runs.append((time.perf_counter() - start) * 1000)
        found.append(statistics.median(runs))
    return found


def _median(parts: list, draw: Callable[[object], object]) -> float:
    return round(statistics.median(_times(parts, draw)), 1)


def _slowest(parts: list, draw: Callable[[object], object]) -> float:
    return round(max(_times(parts, draw)), 1)
