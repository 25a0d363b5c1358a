"""Areas that somebody draws, uploads or puts together: shares, estimates, counts, and what stays hidden."""

import datetime
from collections.abc import Callable, Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from strukturmonitor.access import Actor, Reader
from strukturmonitor.cities import city
from strukturmonitor.database import Database, statement
from strukturmonitor.errors import ShapeUnusable
from strukturmonitor.indicators import Indicator, catalogue, series
from strukturmonitor.own_areas import OwnArea, composed_area, drawn_area
from strukturmonitor.own_areas.districts import Grid, Shares, district_shares, read_grid
from strukturmonitor.own_areas.estimates import amounts_of, quality_of, ratios_of
from strukturmonitor.own_areas.result import Result, result_of
from strukturmonitor.own_areas.rules import rules
from strukturmonitor.own_areas.shapes import transformer
from strukturmonitor.own_areas.trial import Trial, tried
from strukturmonitor.small_numbers import round_persons

CITY = "city:dortmund"
SQUARE = [(7.455, 51.535), (7.49, 51.535), (7.49, 51.56), (7.455, 51.56)]
NO_GRID = Grid("", np.array([], dtype=object), np.array([]), is_made=False)


@pytest.fixture(scope="module")
def reader(demo_database: Database) -> Reader:
    return Reader(demo_database, Actor())


@pytest.fixture(scope="module")
def published(reader: Reader) -> Callable[[Indicator], pd.DataFrame]:
    known: dict[str, pd.DataFrame] = {}

    def of(indicator: Indicator) -> pd.DataFrame:
        if indicator.id not in known:
            known[indicator.id] = series(reader, indicator)
        return known[indicator.id]

    return of


@pytest.fixture(scope="module")
def grid(reader: Reader) -> Grid:
    return read_grid(reader)


@pytest.fixture(scope="module")
def result(reader: Reader, published: Callable, grid: Grid) -> Callable[[OwnArea], Result]:
    return lambda area: result_of(reader, published, grid, area, CITY)


def stat_outline(reader: Reader, stat_id: str) -> shapely.Geometry:
    rows = reader.read("area_geometries", level="stat").set_index("area_id")
    return shapely.from_wkb(bytes(rows.loc[stat_id, "geometry_wkb"]))


# --- shares and estimates ------------------------------------------------------------------------------------------


def of_two(values: dict[str, float], numerators: dict[str, float] | None = None) -> Callable[[Indicator], pd.DataFrame]:
    """Published series of two districts A and B and a city at one date, the same for every indicator."""
    frame = pd.DataFrame({"area_id": list(values), "value": list(values.values())})
    frame["numerator"] = frame["area_id"].map(numerators or values).astype("float64")
    frame["denominator"] = frame["value"]
    frame["period"], frame["origin"] = pd.Timestamp("2025-12-31"), "counted"
    return lambda indicator: frame


def shares_of(by_surface: list[float], by_people: list[float]) -> Shares:
    table = pd.DataFrame(
        {
            "by_surface": by_surface,
            "by_people": by_people,
            "people_sd": [0.0 if share == 1 else 0.05 for share in by_surface],
            "is_cut": [share < 1 for share in by_surface],
        },
        index=pd.Index(["A", "B"], name="stat_id"),
    )
    return Shares(table, "dwellings", False, pd.Timestamp("2010-01-01"))


def test_an_estimate_by_hand() -> None:
    """Half of A's surface but a quarter of its people, and the whole of B: 700 by surface, 450 by people."""
    shares = shares_of([0.5, 1.0], [0.25, 1.0])
    amounts = amounts_of(of_two({"A": 1000, "B": 200, "C": 5000}, {"A": 400, "B": 20, "C": 900}), shares, "C")
    residents = amounts[amounts["amount"] == "residents"].iloc[0]
    assert residents[["value", "by_surface", "low", "high", "city"]].tolist() == [450, 700, 450, 700, 5000]
    ratio = ratios_of(amounts).set_index("indicator").loc["auslaenderanteil"]
    # By people (0.25 · 400 + 20) / 450, by surface (0.5 · 400 + 20) / 700.
    assert ratio[["value", "low", "high"]].tolist() == pytest.approx([26.7, 26.7, 31.4])
    quality = quality_of(shares, of_two({"A": 1000, "B": 200}), residents, Trial(30, 10, 0.4, 0.2, 62))
    assert (quality.districts, quality.cut, quality.grade) == (2, 1, "fair")
    # A's share is off by 0.2 · 0.25 · 0.75 = 0.0375 for the method and by 0.05 for the squares, together 0.0625 of 1,000.
    assert quality.error == pytest.approx(62.5 / 450)
    assert quality_of(shares, of_two({"A": 1000, "B": 200}), residents, None).grade == "rough"
    assert quality.cut_share == pytest.approx(250 / 450) and quality.spread == pytest.approx(250 / 700)


def test_a_district_without_a_value_leaves_a_gap() -> None:
    """Prevents an estimate that silently takes an unknown district for an empty one."""
    amounts = amounts_of(of_two({"A": 1000, "C": 5000}), shares_of([0.5, 1.0], [0.25, 1.0]), "C")
    assert amounts["value"].isna().all() and ratios_of(amounts)["value"].isna().all()


def test_whole_districts_are_not_estimated(reader: Reader, published: Callable, result: Callable) -> None:
    """Prevents a district put together, or traced along its border, that shows other numbers than its own page."""
    rows = published(catalogue()["bevoelkerung"])
    newest = rows[rows["period"] == rows["period"].max()].set_index("area_id")["value"]
    one = result(composed_area(reader, ["stat:140"]))
    two = result(composed_area(reader, ["stat:140", "stat:120"]))
    traced = result(drawn_area(reader, stat_outline(reader, "stat:140").exterior.coords))
    assert one.newest("residents")["value"] == newest["stat:140"] == traced.newest("residents")["value"]
    assert two.newest("residents")["value"] == newest["stat:140"] + newest["stat:120"]
    assert {one.quality.grade, two.quality.grade, traced.quality.grade} == {"whole"}
    assert one.newest("residents")["low"] == one.newest("residents")["high"]
    with pytest.raises(ShapeUnusable):
        composed_area(reader, ["stat:none"])
    assert [note.code for note in composed_area(reader, ["stat:140", "stat:none"]).notes] == ["districts_gone"]


def test_shares_held_against_geopandas(reader: Reader, grid: Grid) -> None:
    """Two ways to the same shares: ours in an equal-area system, geopandas' overlay in the city's metric one."""
    area = drawn_area(reader, SQUARE)
    ours = district_shares(reader, area, grid).table
    rows = reader.read("area_geometries", level="stat")
    districts = gpd.GeoDataFrame(
        rows[["area_id"]], geometry=shapely.from_wkb([bytes(wkb) for wkb in rows["geometry_wkb"]]), crs=4326
    ).to_crs(city("dortmund").metric_crs)
    outline = gpd.GeoDataFrame(geometry=[area.shape], crs=4326).to_crs(districts.crs)
    cut = gpd.overlay(districts, outline, how="intersection").set_index("area_id").area
    theirs = (cut / districts.set_index("area_id").area).dropna()
    theirs = theirs[theirs > 1 - rules().whole_share]
    assert ours["by_surface"].to_dict() == pytest.approx(theirs.to_dict(), abs=1e-3)


def test_people_follow_the_dwellings(reader: Reader) -> None:
    """A district whose dwellings all lie in its western half: the half has all people, a quarter of it half of them."""
    stat = stat_outline(reader, "stat:140")
    way = transformer(rules().grid_crs)
    metric = shapely.transform(stat, way.transform, interleaved=False)
    west, south, east, north = metric.bounds
    side = 100.0
    x, y = np.meshgrid(np.arange(west, (west + east) / 2, side), np.arange(south, north, side))
    x, y = x.ravel() + side / 2, y.ravel() + side / 2
    squares = shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)
    grid = Grid("dwellings", squares, np.ones(len(squares)), is_made=False)
    lon_west, lat_south, lon_east, lat_north = stat.bounds
    middle = (lon_west + lon_east) / 2 + 0.002
    half = drawn_area(reader, shapely.box(lon_west - 0.01, lat_south - 0.01, middle, lat_north + 0.01).exterior.coords)
    share = district_shares(reader, half, grid).table.loc["stat:140"]
    assert share["by_people"] == pytest.approx(1.0, abs=0.02) and share["by_surface"] < 0.8
    alone = district_shares(reader, half, NO_GRID).table.loc["stat:140"]
    assert alone["by_people"] == alone["by_surface"] == share["by_surface"]
    # Squares of a sample say less than the same ones counted whole; without squares nobody can tell.
    east = lon_west + (lon_east - lon_west) / 4
    quarter = drawn_area(reader, shapely.box(lon_west - 0.01, lat_south - 0.01, east, lat_north + 0.01).exterior.coords)
    few = Grid("dwellings", squares, np.ones(len(squares)), is_made=False, cases=np.full(len(squares), 3.0))
    whole, sample = (district_shares(reader, quarter, each).table.loc["stat:140"] for each in (grid, few))
    assert whole["by_people"] == sample["by_people"] and 0 < whole["people_sd"] < sample["people_sd"] < 0.1
    assert np.isnan(alone["people_sd"])


def test_the_trial_by_hand(reader: Reader, grid: Grid, published: Callable) -> None:
    """Prevents a claim about the methods' error that nobody measured."""
    rows = published(catalogue()["bevoelkerung"])
    newest = rows[rows["period"] == rows["period"].max()].set_index("area_id")["value"]
    trial = tried(reader, grid, newest)
    tree = reader.read("areas").set_index("area_id")
    stat = tree[tree["level"] == "stat"]
    estimate = newest.reindex(stat["parent_id"]).to_numpy() * (
        stat["area_km2"] / stat.groupby("parent_id")["area_km2"].transform("sum")
    )
    off = (100 * (estimate - newest.reindex(stat.index)).abs() / newest.reindex(stat.index)).median()
    assert trial.districts == 62 and trial.by_surface_pct == pytest.approx(off, rel=0.02)
    # Squares of one metre in every district with exactly its residents: nothing is left to be wrong.
    way = transformer(rules().grid_crs)
    x, y = way.transform(stat["lon"].to_numpy(), stat["lat"].to_numpy())
    exact = Grid("dwellings", shapely.box(x, y, x + 1, y + 1), newest.reindex(stat.index).to_numpy(), is_made=False)
    assert tried(reader, exact, newest).by_people_pct == pytest.approx(0, abs=0.2)


# --- counts --------------------------------------------------------------------------------------------------------


def test_counts_held_against_the_points_of_the_maps(reader: Reader, result: Callable) -> None:
    """Prevents a count that the reader cannot repeat on the public maps."""
    found = result(drawn_area(reader, SQUARE)).counts
    box = shapely.Polygon(SQUARE)

    def inside(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[shapely.contains_xy(box, rows["lon"].to_numpy("float64"), rows["lat"].to_numpy("float64"))]

    nothing = dict.fromkeys(
        ("states", "ages", "checks", "size_from", "size_to", "floors", "most_steps", "grades", "uses")
    )
    units = reader.read("vacancy_selection", area_id=CITY, **nothing, text=None, sort="address", day=None)
    units = inside(units[units["state"] != "demolished"])
    assert found.units["units"] == len(units) > 0
    assert found.units["vacant"] == units["is_vacant"].sum()
    accidents = inside(
        reader.read(
            "accident_points", area_id=CITY, from_year=2025, to_year=2025, categories=None, involved=None, hours=None,
            extracts_only=False,
        )
    )  # fmt: skip
    row = found.accidents.set_index("year").loc[2025]
    assert row["accidents"] == len(accidents) > 0
    assert row["severe"] == accidents["category"].isin([1, 2]).sum()
    today = pd.Timestamp(found.reports["today"])
    since = (today - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date()
    reports = inside(
        reader.read("report_points", area_id=CITY, from_date=since, to_date=today.date(), kinds=None, limit=100_000)
    )
    assert found.reports["reports"] == len(reports) > 0
    assert found.reports["open_reports"] == reports["remedied_on"].isna().sum()


def test_few_units_have_no_rate(reader: Reader, result: Callable) -> None:
    """Prevents «33 % vacant» of three shops."""
    found = result(drawn_area(reader, [(7.478, 51.553), (7.482, 51.553), (7.482, 51.557), (7.478, 51.557)]))
    assert 0 < found.counts.units["units"] < catalogue()["leerstandsquote"].minimum_denominator
    assert np.isnan(found.counts.vacancy_pct) and found.counts.vacancy["value"].isna().all()


# --- what stays hidden ---------------------------------------------------------------------------------------------


class Recorder(Reader):
    """Remembers in `asked` which queries were asked."""

    def read(self, name: str, **values: object) -> pd.DataFrame:
        self.__dict__.setdefault("asked", set()).add(name)
        return super().read(name, **values)


def test_no_exact_number_of_persons_is_asked(demo_database: Database, published: Callable, grid: Grid) -> None:
    """Prevents an estimate from anything but published values: every area, however drawn, is then a sum of published
    numbers times shares of public geometry, and two areas that differ by a little give nothing away."""
    recorder = Recorder(demo_database, Actor())
    result_of(recorder, published, grid, drawn_area(recorder, SQUARE), CITY)
    assert recorder.asked
    assert {name for name in recorder.asked if statement("read", name).persons} == set()
    assert {name for name in recorder.asked if statement("read", name).right != "read_public"} == set()


def test_differences_of_areas_say_no_more_than_the_published_table(
    reader: Reader, published: Callable, grid: Grid, result: Callable
) -> None:
    """The attack: areas that grow by a few metres, to read an exact count off their differences. Each result is repeated
    from the published table and the shares alone, so no exact count is in it, nor in any difference."""
    rows = published(catalogue()["arbeitslosenanteil"])
    newest = rows[rows["period"] == rows["period"].max()].set_index("area_id")["numerator"]
    assert (newest.dropna() % 5 == 0).all()
    for step in range(4):
        edge = 7.455 + 0.0002 * step
        area = drawn_area(reader, [(edge, 51.535), (7.49, 51.535), (7.49, 51.56), (edge, 51.56)])
        shares = district_shares(reader, area, grid).table["by_people"]
        repeated = round_persons((newest.reindex(shares.index) * shares).groupby(lambda _: "area").sum())
        assert result(area).newest("unemployed")["value"] == repeated["area"]


def test_small_areas_show_only_points(reader: Reader, result: Callable, published: Callable) -> None:
    """Prevents estimates for a handful of houses: below a minimum of surface or of people only points are given."""
    tiny = result(drawn_area(reader, [(7.478, 51.553), (7.4795, 51.553), (7.4795, 51.5545), (7.478, 51.5545)]))
    assert tiny.too_small == "area" and tiny.amounts.empty and tiny.quality is None
    nobody = Grid("dwellings", np.array([shapely.box(0, 0, 1, 1)]), np.array([1.0]), is_made=False)
    few = shapely.box(7.478, 51.553, 7.484, 51.557)
    area = drawn_area(reader, few.exterior.coords)
    empty = result_of(
        reader,
        lambda indicator: published(indicator).assign(
            value=1.0 if indicator.id == "bevoelkerung" else published(indicator)["value"]
        ),
        nobody,
        area,
        CITY,
    )
    assert empty.too_small == "residents" and empty.amounts.empty
    assert empty.counts.units["units"] >= 0


@pytest.fixture
def scratch(demo_database: Database) -> Iterator[Database]:
    database = demo_database.scratch()
    yield database
    database.close()


def test_a_sensitive_unit_counts_only_where_it_stands_in_public(scratch: Database) -> None:
    """Prevents finding a protected shop by drawing ever smaller areas around its true place."""
    from strukturmonitor.register import record, save

    admin = Actor("admin", account_id="a", name="A")
    point = (
        Reader(scratch, Actor())
        .read("drawn_area_unit_points", outline=shapely.to_geojson(shapely.Polygon(SQUARE)))
        .iloc[0]
    )

    def around(lon: float, lat: float) -> int:
        reader = Reader(scratch, Actor())
        box = shapely.to_geojson(shapely.box(lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5))
        quarters = reader.read("drawn_area_vacancy_quarters", outline=box)
        now = int(reader.read("drawn_area_units", outline=box)["units"].iloc[0])
        assert (now > 0) == (not quarters.empty)
        return now

    before = around(point["lon"], point["lat"])
    assert before >= 1
    found = record(scratch, admin, point["unit_id"])
    save(scratch, admin, point["unit_id"], found.revision, {"is_sensitive": True})
    moved = Reader(scratch, Actor()).read("drawn_area_units", outline=shapely.to_geojson(shapely.Polygon(SQUARE)))
    assert around(point["lon"], point["lat"]) == before - 1
    assert int(moved["units"].iloc[0]) >= 0


def test_the_day_of_the_boundaries_is_known(reader: Reader, grid: Grid) -> None:
    """Prevents a result that does not say by which boundaries it was computed."""
    rows = reader.read("area_geometries", level="stat")
    found = district_shares(reader, drawn_area(reader, SQUARE), grid).boundaries_on
    assert found == pd.Timestamp(rows["valid_from"].max()) and isinstance(found.date(), datetime.date)
