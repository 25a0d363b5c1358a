"""The planted truth: what turning points and city-wide events of demo.yml do to an indicator over time."""

import numpy as np

from strukturmonitor.demo.places import Places

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12


def days(values: object) -> np.ndarray:
    """Dates (anything numpy reads as dates) as datetime64[D]."""
    return np.asarray(values, dtype="datetime64[D]")


def knots(points: dict, at: np.ndarray) -> np.ndarray:
    """Piecewise linear path through `points` (date or year: value), constant beyond its ends."""
    first = next(iter(points))
    if isinstance(first, int):
        x, at = np.array(list(points), dtype=float), np.asarray(at, dtype=float)
    else:
        x, at = days(list(points)).astype(float), days(at).astype(float)
    return np.interp(at, x, np.array(list(points.values()), dtype=float))


def entry_effect(entry: dict, at: np.ndarray) -> np.ndarray:
    """Effect of one turning point or event on each date, in its own unit (float, like `at`)."""
    elapsed = (days(at) - days(entry["date"])).astype(float)
    if entry["kind"] == "trend":
        return entry["size"] * np.maximum(elapsed, 0.0) / DAYS_PER_YEAR
    if entry["kind"] == "level":
        ramp_days = entry.get("over_months", 0) * DAYS_PER_MONTH
        reached = np.clip(elapsed / ramp_days, 0.0, 1.0) if ramp_days else (elapsed >= 0).astype(float)
        return entry["size"] * reached
    if entry["kind"] == "pulse":
        return entry["size"] * ((elapsed >= 0) & (days(at) <= days(entry["until"])))
    raise ValueError(f"demo.yml: unknown kind {entry['kind']!r} in {entry['id']}")


def planted(truth: dict, places: Places, indicator: str, at: np.ndarray) -> np.ndarray:
    """Effects on an indicator, float (statistische Bezirke, dates): turning points and city events added up."""
    total = np.zeros((len(places), len(at)))
    for entry in truth["turning_points"]:
        if entry["indicator"] == indicator:
            total[places.mask(entry["area_id"])] += entry_effect(entry, at)
    for entry in truth["city_events"]:
        if entry["indicator"] == indicator:
            total += entry_effect(entry, at)
    return total


def planted_factor(truth: dict, places: Places, indicator: str, at: np.ndarray) -> np.ndarray:
    """Like `planted`, for entries in percent: product of (1 + size / 100), float (statistische Bezirke, dates)."""
    total = np.ones((len(places), len(at)))
    for entry in truth["turning_points"] + truth["city_events"]:
        if entry["indicator"] == indicator:
            inside = places.mask(entry.get("area_id", "city"))
            total[inside] *= 1.0 + entry_effect(entry, at) / 100.0
    return total
