"""Turning points: how long the search takes, beside the plain calls of ruptures and statsmodels for the part they can do;
and how much of what was planted into the demo it finds."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
import ruptures
import statsmodels.api as sm

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis.breaks import find_breaks, results
from strukturmonitor.analysis.breaks_series import Family, mean_of_others, rules
from strukturmonitor.database import Database
from strukturmonitor.facts import read_facts

T = TypeVar("T")
AREAS, INDICATORS, YEARS = 62, 30, 15
MORE_AREAS, MORE_INDICATORS = 600, 3
# How far from the planted date a break may be found.
_NEAR_DAYS = {"year": 366, "quarter": 184, "month": 184}


def measure(folder: Path | None = None) -> dict[str, float]:
    """Seconds for 62 areas × 30 indicators × 15 years, each by itself and against the others, and for 600 areas; with a
    demo's data folder also what is found of the planted turning points."""
    panel = made_panel(AREAS, INDICATORS, YEARS)
    find_breaks(panel[:1])
    ours, ours_cpu, found = _timed(lambda: find_breaks(panel))
    _, plain_cpu, _ = _timed(lambda: [_plain(family.values.to_numpy()) for (family,) in panel])
    more, _, _ = _timed(lambda: find_breaks(made_panel(MORE_AREAS, MORE_INDICATORS, YEARS)))
    measured = {
        "breaks_62_areas_30_indicators_15_years_s": ours,
        "breaks_62_areas_30_indicators_15_years_cpu_s": ours_cpu,
        "plain_ruptures_and_statsmodels_cpu_s": plain_cpu,
        "ours_by_plain_cpu": ours_cpu / plain_cpu,
        "breaks_600_areas_per_indicator_s": more / MORE_INDICATORS,
        "made_series_tested": len(found["tested"]),
        "made_series_with_breaks": len(found["breaks"].drop_duplicates(["indicator_id", "area_id", "against"])),
    }
    return measured if folder is None else measured | planted(folder)


def planted(folder: Path) -> dict[str, float]:
    """Recall and precision against demo.yml, Stadtbezirke against the city."""
    database = Database(folder)
    try:
        seconds, _, found = _timed(lambda: results(Reader(database, Actor())))
        truth = read_facts(f"cities/{database.versions.city}/demo.yml")
    finally:
        database.close()
    return {"demo_all_indicators_s": seconds, **compare(found, truth)}


def compare(found: dict[str, pd.DataFrame], truth: dict, against: str = "city") -> dict[str, float]:
    """`truth`: demo.yml. A planted point is found where a break of the same kind and direction lies near its date."""
    breaks = found["breaks"][(found["breaks"]["against"] == against) & ~found["breaks"]["is_data_break"].astype(bool)]
    breaks = breaks[breaks["level"] == "bezirk"]
    tested = found["tested"][(found["tested"]["against"] == against) & (found["tested"]["level"] == "bezirk")]
    tested = tested[tested["outcome"] == "tested"].set_index(["indicator_id", "area_id"])
    testable, hits, matched = 0, 0, set()
    of_plants: set[tuple[str, str]] = set()
    for point in truth["turning_points"]:
        key = (point["indicator"].replace("_", "-"), point["area_id"])
        if key not in tested.index:
            continue
        testable += 1
        of_plants.add(key)
        mine = breaks[(breaks["indicator_id"] == key[0]) & (breaks["area_id"] == key[1])]
        away = (mine["period"] - pd.Timestamp(point["date"])).dt.days.abs()
        near = mine[away <= _NEAR_DAYS[tested.loc[key, "frequency"]]]
        near = near[(near["size"] > 0) == (point["size"] > 0)]
        hits += bool((near["kind"] == point["kind"]).any())
        matched |= set(near.index)
    stable = [key for key in tested.index if _is_stable(key, truth)]
    series = set(zip(breaks["indicator_id"], breaks["area_id"], strict=True))
    return {
        "planted_points": len(truth["turning_points"]),
        "planted_testable": testable,
        "planted_found": hits,
        "breaks_found": len(breaks),
        "breaks_at_a_planted_date": len(matched),
        "series_with_breaks": len(series),
        "series_with_breaks_and_plants": len(series & of_plants),
        "stable_series": len(stable),
        "stable_series_with_breaks": len(series & set(stable)),
    }


def _is_stable(key: tuple[str, str], truth: dict) -> bool:
    indicator, area = key
    return any(
        entry["area_id"] == area
        and (entry["indicators"] == "all" or indicator in [name.replace("_", "-") for name in entry["indicators"]])
        for entry in truth["stable"]
    )


def made_panel(areas: int, indicators: int, years: int) -> list[list[Family]]:
    """Autocorrelated series around a common course; every tenth area has a step of its own."""
    random = np.random.default_rng(1)
    periods = pd.to_datetime([f"{2010 + year}-12-31" for year in range(years)])
    names = [f"stat:{number}" for number in range(areas)]
    families = []
    for number in range(indicators):
        values = 50 + np.cumsum(random.normal(0, 0.5, (years, 1)), axis=0) + random.normal(0, 1, (years, areas))
        values[years // 2 :, ::10] += 8
        frame = pd.DataFrame(values, index=periods, columns=names)
        families.append(
            [Family(f"made-{number}", "stat", frame, lambda out, frame=frame: mean_of_others(frame, out))]
        )  # fmt: skip
    return families


def _plain(values: np.ndarray) -> None:
    """The comparable part with the libraries, series by series: an F for every admissible step and bend, and the best
    cuts for one to three breaks. Without permutations, without the city, without dates' intervals."""
    wanted = rules("year")
    count, time_ = len(values), np.arange(len(values), dtype=float)
    null = np.column_stack([np.ones(count), time_])
    shortest = wanted.minimum_segment
    tried = [(time_ >= at).astype(float) for at in range(shortest, count - shortest + 1)]
    tried += [np.maximum(time_ - at, 0) for at in range(shortest - 1, count - shortest + 1)]
    for series in values.T:
        restricted = sm.OLS(series, null).fit()
        for regressor in tried:
            sm.OLS(series, np.column_stack([null, regressor])).fit().compare_f_test(restricted)
        search = ruptures.Dynp(model="linear", min_size=shortest, jump=1).fit(np.column_stack([series, null]))
        for breaks in range(1, wanted.most_breaks + 1):
            search.predict(n_bkps=breaks)


def _timed(call: Callable[[], T]) -> tuple[float, float, T]:
    """Seconds by the clock, seconds of all cores, and what came out."""
    start, cpu = time.perf_counter(), time.process_time()
    value = call()
    return time.perf_counter() - start, time.process_time() - cpu, value


if __name__ == "__main__":
    import sys

    for name, value in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None).items():
        print(f"{name:<48}{value:>12,.2f}")
