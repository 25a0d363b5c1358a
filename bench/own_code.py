"""How much time a page spends in its queries, in Streamlit and Plotly, and in our own code."""

import cProfile
import importlib
import os
import pstats
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from strukturmonitor.database.shared import close_shared

_FOREIGN = ("streamlit", "plotly", "pydeck")
_RUNS = 7


def split(folder: Path, module: str, query: dict[str, str]) -> dict[str, float]:
    """Milliseconds of one run of the page without any cached value: bare queries (DuckDB execute and fetch),
    Streamlit with Plotly and pydeck, and the rest, which is ours (pandas included). Medians of several runs."""
    os.environ["STRUKTURMONITOR_DATA_DIR"] = str(folder)
    from strukturmonitor.ui import data

    data.settings.cache_clear()
    page = importlib.import_module(f"pages.{module}")
    results: list[dict[str, float]] = []
    cached = {name: getattr(data, name) for name in ("_read", "_series", "_classes")}
    try:
        for name in ("_read", "_series"):
            setattr(data, name, cached[name].__wrapped__)
        for _ in range(_RUNS):
            profile = cProfile.Profile()

            def show(profile: cProfile.Profile = profile) -> None:
                start = time.perf_counter()
                profile.enable()
                try:
                    page.show()
                finally:
                    profile.disable()
                profile.wall_s = time.perf_counter() - start

            test = AppTest.from_function(_script, kwargs={"run": show}, default_timeout=120)
            for key, value in query.items():
                test.query_params[key] = value
            test.run()
            results.append(_attribute(profile))
    finally:
        for name, function in cached.items():
            setattr(data, name, function)
        close_shared(folder)
    middle = sorted(results, key=lambda r: r["own_ms"])[len(results) // 2]
    return {**middle, "own_to_queries": middle["own_ms"] / middle["queries_ms"]}


def _script(run) -> None:  # no annotation: its source alone is run, without this file's imports
    run()


def _attribute(profile: cProfile.Profile) -> dict[str, float]:
    """Cumulative time at the borders between our code and the others."""
    stats = pstats.Stats(profile).stats
    queries = foreign = 0.0
    for (file, _, name), (_, _, _, _, callers) in stats.items():
        is_query = "_duckdb." in name
        is_foreign = any(f"/{package}/" in file for package in _FOREIGN)
        for (caller_file, _, _), (_, _, _, cumulative) in callers.items():
            from_ours = "/strukturmonitor/" in caller_file or "/pages/" in caller_file
            if from_ours and is_query:
                queries += cumulative
            elif from_ours and is_foreign:
                foreign += cumulative
    total = profile.wall_s
    return {
        "total_ms": 1000 * total,
        "queries_ms": 1000 * queries,
        "streamlit_plotly_ms": 1000 * foreign,
        "own_ms": 1000 * (total - queries - foreign),
    }
