"""Values of old statistische Bezirke in new boundaries: split by surface, summed, renamed; nothing lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from shapely import box, union_all

from strukturmonitor.access import Actor
from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.imports import run
from strukturmonitor.imports.area_conversion import conversion
from strukturmonitor.imports.city import CityFolder

ADMIN = Actor("admin")
DAY = pd.Timestamp("2026-01-01").date()


def squares(**areas: tuple[float, float]) -> gpd.GeoDataFrame:
    """Strips of 100 m height from x to x, in metres."""
    return gpd.GeoDataFrame(
        {"area_id": list(areas), "valid_from": pd.Timestamp("2010-01-01")},
        geometry=[box(first, 0, last, 100) for first, last in areas.values()],
        crs=25832,
    )


def shares(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> dict[tuple[str, str], tuple[float, bool]]:
    rows = conversion(old, new, valid_from=DAY, same_within=0.005, least_share=0.002)
    return {(r.old_area_id, r.new_area_id): (round(r.share, 6), bool(r.is_estimate)) for r in rows.itertuples()}


def test_shares_by_hand() -> None:
    """One area split 30 to 70; two whole ones merged; one renamed; one untouched although its line moved by a metre
    (of 1,000): each is something else, and only the split is an estimate."""
    old = squares(a=(0, 1000), b=(1000, 2000), c=(2000, 3000), d=(3000, 4000), e=(4000, 5000))
    new = squares(a1=(0, 300), a2=(300, 1000), bc=(1000, 3000), x=(3000, 4001), e=(4001, 5000))
    assert shares(old, new) == {
        ("a", "a1"): (0.3, True),
        ("a", "a2"): (0.7, True),
        ("b", "bc"): (1.0, False),
        ("c", "bc"): (1.0, False),
        ("d", "x"): (1.0, False),
    }


def test_a_border_that_moved() -> None:
    """The number stays, the area does not: 100 of 1,000 m go to the neighbour."""
    found = shares(squares(a=(0, 1000), b=(1000, 2000)), squares(a=(0, 900), b=(900, 2000)))
    assert found == {("a", "a"): (0.9, True), ("a", "b"): (0.1, True), ("b", "b"): (1.0, True)}


@pytest.fixture
def counted(empty_dir: Path, tmp_path: Path) -> Iterator[Database]:
    """The empty database with a few counted values in stat:120 and in stat:140."""
    folder = tmp_path / "data"
    shutil.copytree(empty_dir, folder, ignore=shutil.ignore_patterns("*.sock"))
    database = Database(folder)
    with StatisticsBuild(folder, "29990101T000000-test", copy_of=database.statistics_path) as build:
        ages = pd.DataFrame({"age": range(50), "persons": [2] * 50})
        everyone = ages.assign(
            stat_id="stat:120", reference_date=pd.Timestamp("2024-12-31"), sex="f", nationality="german",
            origin="counted", source_id="melderegister",
        )  # fmt: skip
        other = everyone.assign(stat_id="stat:140")
        later = everyone.assign(reference_date=pd.Timestamp("2026-01-01"))
        build.insert("population", pd.concat([everyone, other, later]))
        build.insert(
            "unemployment",
            pd.DataFrame(
                {
                    "stat_id": ["stat:120"], "reference_date": [pd.Timestamp("2024-12-31")], "unemployed": [10],
                    "origin": ["counted"], "source_id": ["arbeitsagentur"],
                }
            ),
        )  # fmt: skip
    database.swap_statistics(build.path)
    yield database
    database.close()


def raw(database: Database, table: str) -> pd.DataFrame:
    """The rows as they are stored; what readers get is summed and rounded."""
    copy = database.data_dir / "copy.duckdb"
    shutil.copyfile(database.statistics_path, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        return connection.table(table).df()


def areas() -> gpd.GeoDataFrame:
    return gpd.read_file(CityFolder("dortmund").folder / "statistische_bezirke.geojson")[
        ["statistischer_bezirk", "statistischer_bezirk_nr", "geometry"]
    ]


def split(frame: gpd.GeoDataFrame, code: str, share: float) -> gpd.GeoDataFrame:
    """The area in two: the western one with this share of the surface."""
    metric = frame.to_crs(25832).set_index("statistischer_bezirk_nr")
    shape = metric.geometry[code]
    west, south, east, north = shape.bounds
    low, high = west, east
    for _ in range(60):
        middle = (low + high) / 2
        part = shape.intersection(box(west, south, middle, north))
        low, high = (middle, high) if part.area < share * shape.area else (low, middle)
    parts = gpd.GeoDataFrame(
        {"statistischer_bezirk": ["Westteil", "Ostteil"], "statistischer_bezirk_nr": ["121", "122"]},
        geometry=[part, shape.difference(part)],
        crs=25832,
    ).to_crs(4326)
    return pd.concat([frame[frame["statistischer_bezirk_nr"] != code], parts], ignore_index=True)


def publish(database: Database, frame: gpd.GeoDataFrame) -> run.Prepared:
    file = run.keep_upload(database, "neu.geojson", frame.to_json(drop_id=True).encode())
    prepared = run.prepare(database, ADMIN, "boundaries", [file], {"level": "stat", "valid_from": str(DAY)})
    assert run.publish(database, ADMIN, prepared)["state"] == "published"
    return prepared


def test_one_area_in_two_parts_of_30_and_70(counted: Database) -> None:
    """Old values that vanish with the old number. By hand: of 100 persons (two of each age 0–49) 30 and 70 on each of
    the two days (the number is gone, so later values move too), of 10 unemployed 3 and 7; both parts get children."""
    prepared = publish(counted, split(areas(), "120", 0.3))
    assert prepared.checked.values_estimated == 50 + 50 + 1 and prepared.checked.values_carried == 0
    assert "values_estimated" in {finding.code for finding in prepared.findings}
    people = raw(counted, "population")
    sums = people.groupby(["stat_id", "reference_date"])["persons"].sum()
    first, later = pd.Timestamp("2024-12-31"), pd.Timestamp("2026-01-01")
    assert [sums["stat:121", day] for day in (first, later)] == [30, 30]
    assert [sums["stat:122", day] for day in (first, later)] == [70, 70]
    assert "stat:120" not in set(people["stat_id"])
    by_age = people[people["reference_date"] == first].groupby("age")["persons"].sum()
    assert (by_age == 4).all(), "two here and two in stat:140, as before"
    young = people[(people["stat_id"] == "stat:121") & (people["reference_date"] == first) & (people["age"] < 25)]
    assert young["persons"].sum() == pytest.approx(15, abs=1)
    unemployed = raw(counted, "unemployment").set_index("stat_id")["unemployed"]
    assert (unemployed["stat:121"], unemployed["stat:122"]) == (3, 7)
    origins = people.groupby("stat_id")["origin"].unique()
    assert list(origins["stat:121"]) == ["estimated"] and list(origins["stat:140"]) == ["counted"]


def test_estimates_are_shown_as_such(counted: Database) -> None:
    """A figure that looks counted although it was split by surface; the Stadtbezirk's own sum stays."""
    publish(counted, split(areas(), "120", 0.3))
    rows = counted.read("bevoelkerung").set_index(["area_id", "period"])
    day = pd.Timestamp("2024-12-31")
    assert bool(rows.loc[("stat:121", day), "is_estimate"]) and not rows.loc[("stat:140", day), "is_estimate"]
    assert rows.loc[("bezirk:eving", day), "numerator"] == 200
    assert not rows.loc[("bezirk:eving", day), "is_estimate"], "both parts lie in it: the sum is exact"
    assert not rows.loc[("stat:121", pd.Timestamp("2026-01-01")), "is_estimate"]
    ages = counted.read("jugendquotient").set_index(["area_id", "period"])["is_estimate"]
    assert ages[("stat:121", day)] and not ages[("stat:140", day)]


def test_merged_and_renamed_areas_keep_exact_values(counted: Database) -> None:
    """A sum of whole areas is no estimate; unchanged areas keep their rows."""
    frame = areas().set_index("statistischer_bezirk_nr")
    whole = union_all([frame.geometry["120"], frame.geometry["140"]])
    merged = frame.drop(index=["120", "140"]).reset_index()
    new = gpd.GeoDataFrame(
        {"statistischer_bezirk": ["Zusammen"], "statistischer_bezirk_nr": ["199"]}, geometry=[whole], crs=4326
    )
    prepared = publish(counted, pd.concat([merged, new], ignore_index=True))
    assert prepared.checked.values_estimated == 0 and prepared.checked.values_carried == 151
    people = raw(counted, "population")
    assert set(people["stat_id"]) == {"stat:199"} and set(people["origin"]) == {"counted"}
    assert not people.duplicated(["stat_id", "reference_date", "age", "sex", "nationality"]).any()
    day = people[people["reference_date"] == pd.Timestamp("2024-12-31")]
    assert day["persons"].sum() == 200 and (day["persons"] == 4).all()


def test_demo_totals_stay(database: Database) -> None:
    """Persons that appear or vanish when one district of the demo is split: every year, age and table."""
    names = {
        "population": "persons",
        "birth": "births",
        "death": "deaths",
        "move": "persons",
        "household": "households",
    }
    before = {table: raw(database, table) for table in names}
    publish(database, split(areas(), "120", 0.4))
    for table, value in names.items():
        old, new = before[table], raw(database, table)
        keys = [column for column in old.columns if column not in ("stat_id", value, "origin", "source_id")]
        pd.testing.assert_series_equal(
            old.groupby(keys)[value].sum().sort_index(), new.groupby(keys)[value].sum().sort_index(), check_dtype=False
        )
        assert set(new["origin"]) == {"made"}, "made values stay made"
    part = database.read("bevoelkerung").set_index("area_id")
    assert part.loc["stat:121", "is_estimate"].all() and not part.loc["stat:140", "is_estimate"].any()
