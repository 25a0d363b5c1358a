"""Series of the indicators as the search for turning points reads them, and what it finds of what was planted."""

import numpy as np
import pandas as pd
import pytest
import yaml

from strukturmonitor.access import Actor, Reader
from strukturmonitor.analysis import breaks_series
from strukturmonitor.analysis.breaks import find_breaks
from strukturmonitor.analysis.breaks_series import Family, facts, indicator_families
from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.indicators import catalogue, series
from strukturmonitor.settings import PROJECT_DIR

# In a demo of a tenth of the volume the others are too small to show: a tenth of the shops, reports and counters.
PLANTED = ("jugendquotient", "arbeitslosenanteil", "auslaenderanteil", "wanderungssaldo")


@pytest.fixture(scope="module")
def reader(demo_database: Database) -> Reader:
    return Reader(demo_database, Actor())


@pytest.fixture(scope="module")
def areas(reader: Reader) -> pd.DataFrame:
    return reader.read("areas")


def family_of(reader: Reader, areas: pd.DataFrame, indicator: str, level: str) -> Family:
    return next(one for one in indicator_families(reader, catalogue()[indicator], areas) if one.level == level)


def test_the_city_without_an_area_is_what_is_left(reader: Reader, areas: pd.DataFrame) -> None:
    """Prevents a yardstick that holds the area itself: numerators and denominators of the other Stadtbezirke add up to it."""
    indicator = catalogue()["leerstandsquote"]
    rows = series(reader, indicator)
    family = family_of(reader, areas, indicator.id, "bezirk")
    day = family.values.index[-1]
    rest = family.rest(set()).loc[day, "bezirk:eving"]
    others = rows[
        (rows["period"] == day) & rows["area_id"].str.startswith("bezirk:") & (rows["area_id"] != "bezirk:eving")
    ]
    assert rest == pytest.approx(100 * others["numerator"].sum() / others["denominator"].sum())
    less = others[others["area_id"] != "bezirk:hoerde"]
    both = family.rest({"bezirk:hoerde"}).loc[day]
    assert both["bezirk:eving"] == pytest.approx(100 * less["numerator"].sum() / less["denominator"].sum())
    assert both["bezirk:hoerde"] == pytest.approx(family.rest(set()).loc[day, "bezirk:hoerde"])


def test_a_part_is_not_taken_away_twice(reader: Reader, areas: pd.DataFrame) -> None:
    """Prevents a statistischer Bezirk from being subtracted again with the Stadtbezirk it lies in."""
    family = family_of(reader, areas, "bevoelkerung", "stat")
    inside = areas.set_index("area_id")["parent_id"]["stat:140"]
    whole = family.rest({inside})["stat:140"]
    assert (whole == family.rest({inside, "stat:140"})["stat:140"]).all()
    alone = family.rest(set())["stat:140"]
    assert (whole < alone).all()


def test_months_follow_the_rules_of_the_years(reader: Reader, areas: pd.DataFrame) -> None:
    """Prevents monthly series that show what the yearly indicator hides, or that mean another thing: reports of the twelve
    months of a year make that year's value."""
    yearly = series(reader, catalogue()["meldungen-je-1000"])
    family = family_of(reader, areas, "meldungen-je-1000", "city")
    assert family.frequency == "month"
    months = family.values[family.values.index.year == 2024].iloc[:, 0]
    year = yearly[(yearly["period"] == "2024-12-31") & (yearly["area_id"] == family.values.columns[0])]["value"]
    assert round(months.mean(), 1) == pytest.approx(year.iloc[0], abs=0.05)
    hidden = yearly[(yearly["reason"] == "few_cases")]["area_id"]
    stat = family_of(reader, areas, "meldungen-je-1000", "stat")
    assert stat.values[[area for area in set(hidden) if area in stat.values]].isna().all().all()


def test_moved_boundaries_and_other_sources_are_known(reader: Reader, areas: pd.DataFrame) -> None:
    """Prevents a new boundary, or the end of made values, from being told as a turn of the area."""
    moved = areas.assign(
        valid_from=areas["valid_from"].where(areas["area_id"] != "bezirk:eving", pd.Timestamp("2018-07-01"))
    )
    family = family_of(reader, moved, "leerstandsquote", "bezirk")
    (known,) = [entry for entry in family.known if entry.reason == "boundary"]
    assert known.concerns("bezirk:eving") and not known.concerns("bezirk:hoerde")
    rows = pd.DataFrame(
        {
            "area_id": ["a"] * 4,
            "period": pd.to_datetime(["2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31"]),
            "value": [1.0, 2.0, np.nan, 3.0],
            "origin": ["made", "made", "made", "counted"],
        }
    )
    (change,) = breaks_series._changes_of_origin(rows)
    assert (change.date, change.reason, change.areas) == (pd.Timestamp("2023-12-31"), "origin", ("a",))


def test_a_new_definition_stands_in_the_data_folder(
    reader: Reader, areas: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prevents an entry of `known_breaks` that nobody reads."""
    entry = {"indicator": "leerstandsquote", "date": "2018-02-15", "reason": {"de": "neu", "en": "new"}}
    changed = facts() | {"known_breaks": [entry]}
    monkeypatch.setattr(breaks_series, "facts", lambda: changed)
    (known,) = family_of(reader, areas, "leerstandsquote", "bezirk").known
    assert (known.reason, known.de, known.areas) == ("definition", "neu", None)
    assert family_of(reader, areas, "jugendquotient", "bezirk").known == ()


def test_finer_series_and_exceptions_name_indicators() -> None:
    """Prevents settings for an indicator that does not exist (any more)."""
    found = facts()
    named = {*found["finer_series"], *found["years_of_warming_up"], *found["one_value_a_year"]}
    named |= {name for entry in found["exceptional_months"] for name in entry["indicators"]}
    named |= {entry["indicator"] for entry in found["known_breaks"]}
    assert named <= set(catalogue())


def test_planted_turns_are_found(reader: Reader, areas: pd.DataFrame, demo_database: Database) -> None:
    """Prevents a method that misses what was planted into a demo of a tenth of the volume, or sees turns in areas that
    should be stable."""
    bench = pytest.importorskip("bench.breaks")
    families = [
        [one for one in indicator_families(reader, catalogue()[name], areas) if one.level in ("city", "bezirk")]
        for name in PLANTED
    ]
    folder = PROJECT_DIR / "data" / "cities" / city(demo_database.versions.city).id
    truth = yaml.safe_load((folder / "demo.yml").read_text(encoding="utf-8"))
    found = bench.compare(find_breaks(families), truth)
    assert found["planted_testable"] == 6
    assert found["planted_found"] >= 5
    assert found["stable_series"] >= 14
    assert found["stable_series_with_breaks"] <= 1
