"""Reports on cleanliness and public space, with the day of their remedy."""

import numpy as np
import pandas

from strukturmonitor.demo.effects import DAYS_PER_YEAR, days, planted_factor
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import pick, scaled, stream


def report_frame(truth: dict, places: Places, residents: np.ndarray, scale: float) -> pandas.DataFrame:
    """Table report (without area_ids). `residents`: persons per statistischer Bezirk, int (s,)."""
    settings = truth["reports"]
    rng = stream(truth, "reports")
    reference = days(truth["reference_date"])
    dates = np.arange(days(settings["first_date"]), reference + 1)
    total = scaled(settings["total"], scale)
    weights = _weights(truth, places, residents, dates)
    cell = np.sort(rng.choice(weights.size, size=total, p=weights.ravel() / weights.sum()))
    stat, day = np.unravel_index(cell, weights.shape)
    order = np.lexsort((stat, day))
    stat, day = stat[order], day[order]
    reported = dates[day]
    kind = pick(rng, {key: value["share"] for key, value in settings["kinds"].items()}, total)
    remedied = reported + _days_to_remedy(truth, places, stat, reported, kind, rng)
    is_open = (remedied > reference) | (rng.random(total) < settings["never_remedied_share"])
    lon, lat = places.scatter(stat, rng)
    return pandas.DataFrame(
        {
            "report_id": [f"M-{number:06d}" for number in range(1, total + 1)],
            "kind": kind,
            "reported_on": reported.astype("datetime64[s]"),
            "remedied_on": np.where(is_open, np.datetime64("NaT", "D"), remedied).astype("datetime64[s]"),
            "lon": lon,
            "lat": lat,
            "origin": "made",
        }
    )


def _weights(truth: dict, places: Places, residents: np.ndarray, dates: np.ndarray) -> np.ndarray:
    """Expected reports per statistischer Bezirk and day, in proportion."""
    settings = truth["reports"]
    density = places.spread_by_bezirk(settings["relative_density"])
    for area_id, factor in settings["city_centre_factor"].items():
        density = np.where(places.mask(area_id), density * factor, density)
    years = (dates - dates[0]).astype(float) / DAYS_PER_YEAR
    season = np.array(settings["month_weights"])[dates.astype("datetime64[M]").astype(int) % 12]
    weekday = np.array(settings["weekday_weights"])[(dates.astype(int) + 3) % 7]
    growth = (1.0 + settings["growth_pct_per_year"] / 100.0) ** years
    return (
        (density * residents)[:, None]
        * (season * weekday * growth)
        * planted_factor(truth, places, "meldungen_je_1000", dates)
    )


def _days_to_remedy(
    truth: dict,
    places: Places,
    stat: np.ndarray,
    reported: np.ndarray,
    kind: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Whole days (m,) from the report to the remedy: by kind, Bezirk and planted change."""
    settings = truth["reports"]
    median = np.array([settings["kinds"][key]["median_days"] for key in kind])
    spread = np.array([settings["kinds"][key]["spread"] for key in kind])
    bezirk = places.spread_by_bezirk(settings["duration_factor"])[stat]
    all_days = np.arange(reported.min(), reported.max() + 1)
    factor = planted_factor(truth, places, "behebungsdauer", all_days)[stat, (reported - reported.min()).astype(int)]
    return np.rint(median * bezirk * factor * np.exp(rng.normal(size=len(stat)) * spread)).astype(int)
