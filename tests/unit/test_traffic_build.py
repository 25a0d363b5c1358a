"""The derived traffic tables against numbers worked out by hand."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.database.connection import create_register
from strukturmonitor.database.files import publish
from strukturmonitor.imports.initialise import derive_traffic

# 2023 in Nordrhein-Westfalen: 365 days; public holidays on New Year (Sunday), 7 and 10 April, 1, 18 and 29 May,
# 8 June, 3 October, 1 November, 25 and 26 December: ten of them from Monday to Friday, none on a Saturday.
# So 250 days from Monday to Friday, 52 Saturdays and 63 Sundays and holidays.
HOLIDAYS = {"2023-01-01", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-18", "2023-05-29", "2023-06-08"}
HOLIDAYS |= {"2023-10-03", "2023-11-01", "2023-12-25", "2023-12-26"}
PER_HOUR = {"mo_fr": 100, "saturday": 50, "sunday_holiday": 20}


def _day_type(day: datetime.date) -> str:
    if day.isoweekday() == 7 or day.isoformat() in HOLIDAYS:
        return "sunday_holiday"
    return "saturday" if day.isoweekday() == 6 else "mo_fr"


def _hours(station: str, direction: int, days: pd.DatetimeIndex, factor: int = 1) -> pd.DataFrame:
    rows = [
        (station, direction, day, hour, factor * PER_HOUR[_day_type(day.date())]) for day in days for hour in range(24)
    ]
    frame = pd.DataFrame(rows, columns=["station_id", "direction", "counted_on", "hour", "vehicles"])
    return frame.assign(heavy_vehicles=frame["vehicles"] // 10, flag="measured", origin="counted")


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Stations: `full` counts all of 2023, direction 2 twice as much, with one hour missing on every Monday; `holed`
    has direction 2 only from 1 May; `short` counts 22 hours a day."""
    year = pd.date_range("2023-01-01", "2023-12-31")
    full = pd.concat([_hours("full", 1, year), _hours("full", 2, year, factor=2)])
    is_lost = (full["counted_on"].dt.dayofweek == 0) & (full["hour"] == 7) & (full["direction"] == 1)
    full.loc[is_lost, ["vehicles", "heavy_vehicles"]] = None
    full.loc[is_lost, "flag"] = "failed"
    is_estimated = (full["counted_on"] == "2023-03-01") & (full["direction"] == 2)
    full.loc[is_estimated, "flag"] = "estimated"
    holed = pd.concat([_hours("holed", 1, year), _hours("holed", 2, pd.date_range("2023-05-01", "2023-12-31"))])
    short = _hours("short", 1, year)
    short = short[short["hour"] < 22]
    hours = pd.concat([full, holed, short], ignore_index=True)
    hours = hours.astype({"vehicles": "Int32", "heavy_vehicles": "Int32"})
    folder: Path = tmp_path_factory.mktemp("traffic")
    with StatisticsBuild(folder, "traffic") as build:
        build.insert("traffic_hour", hours)
        derive_traffic(build)
        build.run(
            "add_build",
            data_version="traffic",
            city="dortmund",
            is_demo=False,
            reference_date=datetime.date(2024, 1, 1),
        )
    create_register(folder)
    publish(folder, build.path)
    database = Database(folder)
    yield database
    database.close()


def _year(database: Database, station: str, direction: int) -> pd.Series:
    return database.read("traffic_station_years", station_id=station, direction=direction).iloc[0]


def test_mean_day_weights_the_kinds_of_day_by_the_calendar(derived: Database) -> None:
    """Prevents a DTV that mixes up DTV, DTVw and DTVw5 or forgets the holidays.

    Direction 2 has 200, 100 and 40 vehicles an hour: (250·4800 + 52·2400 + 63·960) / 365 = 3795.2877;
    Monday to Saturday (250·4800 + 52·2400) / 302 = 4386.7550; Monday to Friday 4800."""
    row = _year(derived, "full", 2)
    assert row["dtv"] == pytest.approx(3795.2877, abs=1e-3)
    assert row["dtvw"] == pytest.approx(4386.7550, abs=1e-3)
    assert row["dtvw5"] == pytest.approx(4800)
    assert row["heavy_pct"] == pytest.approx(10)
    assert row["days_valid"] == 365


def test_a_missing_hour_does_not_make_the_day_smaller(derived: Database) -> None:
    """Prevents days with 23 valid hours from pulling the mean down: direction 1 lost an hour on each Monday, and is
    still half of direction 2, which lost none."""
    one, two, both = (_year(derived, "full", direction) for direction in (1, 2, 0))
    assert one["dtv"] == pytest.approx(two["dtv"] / 2)
    assert one["dtvw5"] == pytest.approx(2400)
    assert both["dtv"] == pytest.approx(one["dtv"] + two["dtv"])


def test_estimated_hours_are_told(derived: Database) -> None:
    """Prevents filled-in hours from passing as measured: 24 of 8,760 hours of direction 2."""
    assert _year(derived, "full", 2)["hours_estimated_pct"] == pytest.approx(100 * 24 / 8760)


def test_a_badly_covered_direction_gives_no_sum(derived: Database) -> None:
    """Prevents half a road from being shown as both directions: 245 of 365 days are 67 %, less than 80 %."""
    assert _year(derived, "holed", 1)["dtv"] > 0
    assert pd.isna(_year(derived, "holed", 2)["dtv"])
    both = _year(derived, "holed", 0)
    assert pd.isna(both["dtv"])
    assert both["days_valid"] == 245


def test_days_with_too_few_hours_are_no_days(derived: Database) -> None:
    """Prevents days of 22 hours from entering years and profiles."""
    assert derived.read("traffic_station_years", station_id="short", direction=1).empty
    assert derived.read("traffic_day_profile", station_id="short", year=2023, direction=1).empty


def test_hours_of_the_profile_add_up_to_the_mean_day(derived: Database) -> None:
    """Prevents a profile that contradicts the DTVw5 beside it."""
    for direction in (0, 1, 2):
        profile = derived.read("traffic_day_profile", station_id="full", year=2023, direction=direction)
        working_day = profile.loc[profile["day_type"] == "mo_fr", "vehicles"].sum()
        assert working_day == pytest.approx(_year(derived, "full", direction)["dtvw5"])


def test_week_keeps_holidays_apart(derived: Database) -> None:
    """Prevents holidays from making Mondays look quiet: ten holidays fall on Monday to Friday."""
    week = derived.read("traffic_week_profile", station_id="full", year=2023, direction=2).set_index("weekday")
    assert week.loc[1, "vehicles"] == pytest.approx(4800)
    assert week.loc[8, "vehicles"] == pytest.approx(960)
    assert week.loc[8, "days"] == 10
