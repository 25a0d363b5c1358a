"""Passers-by per hour at the three real counters of the pedestrian zone."""

import datetime

import holidays
import numpy as np
import pandas

from strukturmonitor.demo.effects import DAYS_PER_YEAR, days, planted_factor
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import stream

SUNDAY = 6
ADVENT_DAYS_BEFORE_CHRISTMAS_EVE = 30  # the Friday before the first Sunday in Advent falls about here


def pedestrian_frame(truth: dict, places: Places) -> pandas.DataFrame:
    """Table pedestrian_hour, all counters; missing rows are outages."""
    settings = truth["pedestrians"]
    dates = np.arange(days(settings["first_date"]), days(truth["reference_date"]) + 1)
    inside = places.mask(settings["area_id"])
    factor = planted_factor(truth, places, "passanten", dates)[inside].mean(axis=0)
    day_class, season = _calendar(truth, dates)
    years = (dates - dates[0]).astype(float) / DAYS_PER_YEAR
    drift = (1.0 + settings["drift_pct_per_year"] / 100.0) ** years
    weekday = np.array(settings["weekday_factors"])[day_class]
    weather = stream(truth, "pedestrians/weather").normal(0, settings["day_noise"], size=len(dates))
    common = weekday * season * drift * factor * np.exp(weather)
    frames = [
        _counter_frame(truth, station_id, daily * common, day_class, dates)
        for station_id, daily in settings["stations"].items()
    ]
    return pandas.concat(frames, ignore_index=True)


def _calendar(truth: dict, dates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Day class (0 Monday to 6 Sunday; public holidays count as Sunday) and seasonal factor."""
    settings = truth["pedestrians"]
    years = range(settings["first_date"].year, truth["reference_date"].year + 1)
    free = days(sorted(holidays.country_holidays("DE", subdiv=truth["traffic"]["holiday_subdivision"], years=years)))
    day_class = np.where(np.isin(dates, free), SUNDAY, (dates.astype(int) + 3) % 7)
    season = np.array(settings["month_factors"])[dates.astype("datetime64[M]").astype(int) % 12]
    for year in years:
        end = days(datetime.date(year, 12, 23))
        in_advent = (dates > end - ADVENT_DAYS_BEFORE_CHRISTMAS_EVE) & (dates <= end)
        season = np.where(in_advent, season * settings["advent_factor"], season)
    return day_class, season


def _counter_frame(
    truth: dict, station_id: str, daily: np.ndarray, day_class: np.ndarray, dates: np.ndarray
) -> pandas.DataFrame:
    settings = truth["pedestrians"]
    rng = stream(truth, f"pedestrians/{station_id}")
    profiles = np.array([settings["hour_shares_shopping"], settings["hour_shares_sunday"]])
    profiles = profiles / profiles.sum(axis=1, keepdims=True)
    expected = daily[:, None] * profiles[(day_class == SUNDAY).astype(int)]
    expected = expected * np.exp(rng.normal(0, settings["hour_noise"], size=expected.shape))
    counted = np.ones(len(dates), dtype=bool)
    for _ in range(rng.poisson(settings["outages_per_year"] * len(dates) / DAYS_PER_YEAR)):
        first = rng.integers(len(dates))
        counted[first : first + rng.integers(*settings["outage_days"], endpoint=True)] = False
    kept = np.repeat(counted, 24)
    return pandas.DataFrame(
        {
            "station_id": station_id,
            "counted_on": np.repeat(dates.astype("datetime64[s]"), 24)[kept],
            "hour": np.tile(np.arange(24, dtype=np.uint8), len(dates))[kept],
            "pedestrians": np.rint(expected).ravel()[kept].astype(np.uint32),
            "origin": "made",
        }
    )
