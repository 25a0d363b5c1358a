"""Hourly traffic counts of the permanent stations and one-day counts of the others."""

from collections.abc import Iterator

import holidays
import numpy as np
import pandas

from strukturmonitor.demo.effects import DAYS_PER_YEAR, days, planted, planted_factor
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.stations import Station
from strukturmonitor.demo.streams import stream

FLAGS = ("measured", "estimated", "implausible", "failed")
SATURDAY, SUNDAY = 5, 6
HOURS = np.arange(24)
DTV_REFERENCE = "2020-01-01"  # the stations' DTV in demo.yml holds here; drift counts from here


class Calendar:
    """Days of the counts: date, day class (0 Monday to 6 Sunday; a public holiday counts as Sunday), season."""

    def __init__(self, truth: dict) -> None:
        settings = truth["traffic"]
        self.dates = np.arange(days(settings["first_date"]), days(settings["last_date"]) + 1)
        weekday = (self.dates.astype(int) + 3) % 7
        years = range(settings["first_date"].year, settings["last_date"].year + 1)
        free = days(sorted(holidays.country_holidays("DE", subdiv=settings["holiday_subdivision"], years=years)))
        self.day_class = np.where(np.isin(self.dates, free), SUNDAY, weekday)
        self.month = self.dates.astype("datetime64[M]").astype(int) % 12
        self.in_school_holidays = np.zeros(len(self.dates), dtype=bool)
        for first, last in settings["school_holidays"]:
            self.in_school_holidays |= (self.dates >= days(first)) & (self.dates <= days(last))
        day_of_month = (self.dates - days(self.dates.astype("datetime64[M]"))).astype(int) + 1
        self.is_spring_change = (weekday == SUNDAY) & (self.month == 2) & (day_of_month > 24)
        self.season = np.array(settings["month_factors"])[self.month]
        self.season = self.season * np.where(self.in_school_holidays, settings["school_holiday_factor"], 1.0)


def hour_frames(truth: dict, places: Places, stations: list[Station]) -> Iterator[pandas.DataFrame]:
    """Table traffic_hour, one frame per permanent station; missing rows are outages."""
    calendar = Calendar(truth)
    factors = planted_factor(truth, places, "dtv_index", calendar.dates)
    heavy_shifts = planted(truth, places, "schwerverkehrsanteil", calendar.dates)
    permanent = [station for station in stations if station.method == "permanent"]
    names = [station.station_id for station in permanent]
    for number, station in enumerate(permanent):
        rng = stream(truth, f"traffic/{station.station_id}")
        vehicles, heavy = _hourly(truth, calendar, station, factors[station.stat], heavy_shifts[station.stat], rng)
        yield _station_frame(truth, calendar, names, number, vehicles, heavy, rng)


def _daily_factor(truth: dict, calendar: Calendar, station: Station, factor: np.ndarray) -> np.ndarray:
    """Vehicles of a day relative to the station's DTV, float (days,), without noise."""
    settings = truth["traffic"]
    years = (calendar.dates - days(DTV_REFERENCE)).astype(float) / DAYS_PER_YEAR
    drift = (1.0 + settings["drift_pct_per_year"][station.road_class] / 100.0) ** years
    usual = np.array(settings["weekday_factors"][station.road_class])[calendar.day_class] * calendar.season
    return usual / usual.mean() * drift * factor


def _hourly(
    truth: dict,
    calendar: Calendar,
    station: Station,
    factor: np.ndarray,
    heavy_shift: np.ndarray,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Vehicles and heavy vehicles, whole numbers (days, direction, hour)."""
    settings = truth["traffic"]
    shape = (len(calendar.dates), 2, 24)
    daily = _daily_factor(truth, calendar, station, factor) * station.dtv / 2
    noise = rng.normal(0, settings["day_noise"], size=(shape[0], 1)) + rng.normal(
        0, settings["day_noise"] / 3, size=shape[:2]
    )
    months = calendar.dates.astype("datetime64[M]").astype(int)
    noise += rng.normal(0, settings["month_noise"], size=np.ptp(months) + 1)[months - months.min()][:, None]
    shares = _hour_shares(settings)[:, _profile_of(calendar.day_class)].transpose(1, 0, 2)
    vehicles = (daily[:, None] * np.exp(noise))[:, :, None] * shares
    vehicles *= 1.0 + rng.standard_normal(shape, dtype=np.float32) * settings["hour_noise"]
    vehicles = np.rint(np.maximum(vehicles, 0))

    of_day = np.array([1.0] * SATURDAY + [settings["heavy_saturday_factor"], settings["heavy_sunday_factor"]])[
        calendar.day_class
    ]
    by_hour = np.array(settings["heavy_hour_factors"])
    share = (
        (station.heavy_pct + heavy_shift)[:, None] / 100.0 * of_day[:, None] * by_hour / _mean_heavy(settings, station)
    )
    share = share[:, None, :] * (1.0 + rng.standard_normal(shape, dtype=np.float32) * settings["hour_noise"] * 2)
    heavy = np.rint(vehicles * np.clip(share, 0.0, 0.75))
    return vehicles.astype(np.uint16), heavy.astype(np.uint16)


def _hour_shares(settings: dict) -> np.ndarray:
    """Share of the day per hour, float (direction, profile, hour); profiles: working day, Saturday, Sunday."""
    by_name = {name: np.array(values) / np.sum(values) for name, values in settings["hour_shares"].items()}
    return np.array([[by_name[peak], by_name["saturday"], by_name["sunday"]] for peak in ("morning", "evening")])


def _profile_of(day_class: np.ndarray) -> np.ndarray:
    return np.maximum(day_class - SATURDAY + 1, 0)


def _mean_heavy(settings: dict, station: Station) -> float:
    """Heavy share of the week per unit of the factors, so that the year meets the station's heavy share."""
    weekday = np.array(settings["weekday_factors"][station.road_class])
    of_day = np.array([1.0] * SATURDAY + [settings["heavy_saturday_factor"], settings["heavy_sunday_factor"]])
    shares = _hour_shares(settings).mean(axis=0)[_profile_of(np.arange(7))]
    by_day = shares @ np.array(settings["heavy_hour_factors"])
    return float((weekday * of_day * by_day).sum() / weekday.sum())


def _station_frame(
    truth: dict,
    calendar: Calendar,
    names: list[str],
    number: int,
    vehicles: np.ndarray,
    heavy: np.ndarray,
    rng: np.random.Generator,
) -> pandas.DataFrame:
    settings = truth["traffic"]
    flag = _flags(settings, vehicles.shape, len(calendar.dates) / DAYS_PER_YEAR, rng)
    present = np.repeat(_days_counted(settings, calendar, rng, names[number])[:, None], 24, axis=1)
    present[calendar.is_spring_change, settings["spring_change_hour"]] = False
    kept = np.broadcast_to(present[:, None, :], vehicles.shape).transpose(1, 0, 2).ravel()
    flag = flag.transpose(1, 0, 2).ravel()[kept]
    unknown = flag >= FLAGS.index("implausible")
    cells = len(calendar.dates) * 24
    return pandas.DataFrame(
        {
            "station_id": pandas.Categorical.from_codes(np.full(len(flag), number, dtype=np.int16), names),
            "direction": np.repeat(np.array([1, 2], dtype=np.uint8), cells)[kept],
            "counted_on": np.tile(np.repeat(calendar.dates.astype("datetime64[s]"), 24), 2)[kept],
            "hour": np.tile(HOURS.astype(np.uint8), 2 * len(calendar.dates))[kept],
            "vehicles": pandas.arrays.IntegerArray(vehicles.transpose(1, 0, 2).ravel()[kept], unknown),
            "heavy_vehicles": pandas.arrays.IntegerArray(heavy.transpose(1, 0, 2).ravel()[kept], unknown.copy()),
            "flag": pandas.Categorical.from_codes(flag, FLAGS),
            "origin": pandas.Categorical.from_codes(np.zeros(len(flag), dtype=np.int8), ["made"]),
        }
    )


def _days_counted(settings: dict, calendar: Calendar, rng: np.random.Generator, station_id: str) -> np.ndarray:
    """Bool (days,): False during an outage of the station, by chance or named in demo.yml."""
    counted = np.ones(len(calendar.dates), dtype=bool)
    for _ in range(rng.poisson(settings["outages_per_year"] * len(counted) / DAYS_PER_YEAR)):
        first = rng.integers(len(counted))
        shortest, longest = settings["outage_days"]
        counted[first : first + int(shortest * (longest / shortest) ** rng.random())] = False
    for outage in settings["long_outages"]:
        if outage["station_id"] == station_id:
            counted[(calendar.dates >= days(outage["first"])) & (calendar.dates <= days(outage["last"]))] = False
    return counted


def _flags(settings: dict, shape: tuple, years: float, rng: np.random.Generator) -> np.ndarray:
    """Codes of FLAGS, int8 (days, direction, hour)."""
    flag = np.zeros(shape, dtype=np.int8)
    for _ in range(rng.poisson(settings["estimated_blocks_per_year"] * years)):
        first, direction = rng.integers(shape[0] * 24), rng.integers(2)
        hours = first + np.arange(rng.integers(*settings["estimated_block_hours"]))
        hours = hours[hours < shape[0] * 24]
        flag[hours // 24, direction, hours % 24] = FLAGS.index("estimated")
    for name in ("implausible", "failed"):
        count = rng.poisson(settings[f"{name}_hours_per_year"] * years)
        flag[rng.integers(shape[0], size=count), rng.integers(2, size=count), rng.integers(24, size=count)] = (
            FLAGS.index(name)
        )
    return flag


def short_count_frame(truth: dict, places: Places, stations: list[Station]) -> pandas.DataFrame:
    """Table traffic_short_count: one count per station and campaign, extrapolated to a working day."""
    settings = truth["traffic"]
    rng = stream(truth, "traffic/short-counts")
    counted = [station for station in stations if station.method == "one_day"]
    rows = []
    for station in counted:
        working_day = np.mean(settings["weekday_factors"][station.road_class][:SATURDAY])
        for first, last in settings["short_count_campaigns"]:
            possible = np.arange(days(first), days(last) + 1)
            possible = possible[np.isin((possible.astype(int) + 3) % 7, settings["short_count_weekdays"])]
            day = possible[rng.integers(len(possible))]
            years = float((day - days(DTV_REFERENCE)).astype(int)) / DAYS_PER_YEAR
            drift = (1.0 + settings["drift_pct_per_year"][station.road_class] / 100.0) ** years
            factor = planted_factor(truth, places, "dtv_index", np.array([day]))[station.stat, 0]
            total = station.dtv * working_day * drift * factor * np.exp(rng.normal(0, settings["short_count_error"]))
            method = settings["short_count_methods"][rng.integers(len(settings["short_count_methods"]))]
            seen = round(total * method["of_day"] * np.exp(rng.normal(0, settings["short_count_error"] / 2)))
            shift = planted(truth, places, "schwerverkehrsanteil", np.array([day]))[station.stat, 0]
            rows.append(
                {
                    "station_id": station.station_id,
                    "counted_on": day.astype("datetime64[s]"),
                    "vehicles_counted": seen,
                    "heavy_vehicles_counted": rng.binomial(seen, (station.heavy_pct + shift) / 100.0),
                    "hours_counted": method["hours"],
                    "dtvw5_estimated": round(seen / method["of_day"], -1),
                    "origin": "made",
                    "expansion_factor": 1 / method["of_day"],
                }
            )
    return pandas.DataFrame(rows)
