"""The made demo data: deterministic, true to the published totals, to the schema and to the planted truth."""

from collections import defaultdict
from pathlib import Path

import duckdb
import geopandas
import numpy as np
import pandas
import pytest
import yaml

from strukturmonitor.demo import generate
from strukturmonitor.demo.effects import entry_effect
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.stations import make_stations
from strukturmonitor.demo.units import unit_frames

ROOT = Path(__file__).resolve().parents[2]
CITY = ROOT / "data" / "cities" / "dortmund"
SCALE = 0.1
VACANT = ("verified", "in_talks", "reuse_agreed", "permit")
SPOKEN = {"ä": "ae", "ö": "oe", "ü": "ue"}
DATE_COLUMNS = ("reference_date", "begins_on", "ends_on", "last_checked_on", "counted_on", "reported_on",
                "remedied_on", "surveyed_on", "vacant_since")  # fmt: skip


def bezirk_id(name: str) -> str:
    slug = name.lower()
    for letter, spelling in SPOKEN.items():
        slug = slug.replace(letter, spelling)
    return f"bezirk:{slug}"


@pytest.fixture(scope="module")
def truth() -> dict:
    return yaml.safe_load((CITY / "demo.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stat_areas() -> geopandas.GeoDataFrame:
    rows = geopandas.read_file(CITY / "statistische_bezirke.geojson")
    rows = rows.rename(columns={"statistischer_bezirk_nr": "code", "statistischer_bezirk": "name"})
    rows["area_id"] = "stat:" + rows["code"]
    rows["bezirk_id"] = [bezirk_id(name) for name in rows["stadtbezirk"]]
    return rows.rename(columns={"flaeche_km2_berechnet": "area_km2"})


@pytest.fixture(scope="module")
def published() -> pandas.DataFrame:
    rows = pandas.read_csv(CITY / "published_figures.csv", dtype=str)
    by_level = {
        "city": lambda row: "city:dortmund",
        "stadtbezirk": lambda row: bezirk_id(row["name"]),
        "stat_bezirk": lambda row: f"stat:{row['code']}",
        "stat_unterbezirk": lambda row: f"ub:{row['code']}",
    }
    rows["area_id"] = [by_level[row["level"]](row) for _, row in rows.iterrows()]
    is_year = rows["date"].str.fullmatch(r"\d{4}", na=False)
    rows["reference_date"] = pandas.to_datetime(rows["date"].where(~is_year, rows["date"] + "-12-31"))
    rows["value"] = rows["value"].astype(float)
    return rows[["area_id", "metric", "value", "unit", "reference_date"]]


@pytest.fixture(scope="module")
def roads() -> geopandas.GeoDataFrame:
    return geopandas.read_file(CITY / "strassen.geojson")


@pytest.fixture(scope="module")
def places(truth: dict, stat_areas: geopandas.GeoDataFrame) -> Places:
    return Places(truth, stat_areas)


@pytest.fixture(scope="module")
def tables(truth, stat_areas, published, roads) -> dict[str, pandas.DataFrame]:
    return collect(generate(truth, stat_areas, published, roads, scale=SCALE))


@pytest.fixture(scope="module")
def full_register(truth: dict, places: Places) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Units and occupancy at full volume, where rates of a Bezirk mean something."""
    return unit_frames(truth, places, 1.0)


def collect(frames) -> dict[str, pandas.DataFrame]:
    parts = defaultdict(list)
    for _, table, frame in frames:
        parts[table].append(frame)
    return {table: pandas.concat(frames, ignore_index=True) for table, frames in parts.items()}


def in_bezirk(places: Places, frame: pandas.DataFrame) -> np.ndarray:
    """Bezirk of each row by its position ('' without one)."""
    found = places.locate(frame["lon"].fillna(0).to_numpy(), frame["lat"].fillna(0).to_numpy())
    return np.where(found >= 0, places.bezirk_ids[found], "")


def vacancy_pct(units: pandas.DataFrame, occupancy: pandas.DataFrame, places: Places, area: str, day: str) -> float:
    codes = places.codes[places.mask(area)]
    at = pandas.Timestamp(day)
    rows = occupancy[occupancy["unit_id"].str[:3].isin(codes)]
    rows = rows[(rows["begins_on"] <= at) & ~(rows["ends_on"] < at) & (rows["state"] != "demolished")]
    return 100.0 * rows["state"].isin(VACANT).mean()


def test_two_runs_give_the_same_data(tables, truth, stat_areas, published, roads):
    """Prevents unseeded randomness, the clock or set order from changing the demo between two builds."""
    again = collect(generate(truth, stat_areas, published, roads, scale=SCALE))
    assert list(again) == list(tables)
    for table, frame in tables.items():
        assert frame.equals(again[table]), table


def test_frames_fit_the_schema(tables):
    """Prevents columns, types, keys or values that the tables of queries/schema refuse."""
    connection = duckdb.connect()
    for path in sorted((ROOT / "queries" / "schema").rglob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    for table, frame in tables.items():
        columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
        columns = [column for column in columns if column != "source_id"]  # its default says that rows are the demo's
        if table == "unit":  # what people keep by hand is empty in made units
            columns = [column for column in columns if column in frame or column == "area_ids"]
        assert list(frame.columns) == [column for column in columns if column != "area_ids"], table
        chosen = ", ".join("['x'] AS area_ids" if column == "area_ids" else column for column in columns)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT {chosen} FROM frame")  # noqa: S608 - names of our own schema
        if "origin" in columns:
            assert set(frame["origin"]) == {"made"}, table
    unique = {
        "population": "stat_id, reference_date, age, sex, nationality",
        "move": "stat_id, year, age, scope, direction",
        "traffic_hour": "station_id, direction, counted_on, hour",
        "pedestrian_hour": "station_id, counted_on, hour",
    }
    for table, key in unique.items():
        query = f"SELECT count(*) - count(DISTINCT ({key})) FROM {table}"  # noqa: S608
        assert connection.execute(query).fetchone() == (0,), table


def test_population_meets_every_published_total(tables, published, places):
    """Prevents made totals that contradict the published register counts."""
    population = tables["population"]
    stats = population.groupby(["stat_id", "reference_date"], observed=True)["persons"].sum().unstack()
    areas = {"city:dortmund": stats.sum()} | {stat: stats.loc[stat] for stat in places.stat_ids}
    areas |= {bezirk: stats.loc[places.stat_ids[places.mask(bezirk)]].sum() for bezirk in places.bezirke}
    dated = published[(published["metric"] == "population_register") & (published["reference_date"].dt.year >= 2010)]
    checked = [row for row in dated.itertuples() if row.area_id in areas]
    wrong = [row for row in checked if areas[row.area_id][row.reference_date] != row.value]
    assert len(checked) > 50
    assert wrong == []


def test_population_follows_from_births_deaths_and_moves(tables):
    """Prevents a population that does not follow from the year before, age by age."""
    persons = tables["population"].groupby(["stat_id", "reference_date", "age"], observed=True)["persons"].sum()
    persons = persons.to_numpy().astype(int).reshape(62, 16, 101)
    births = tables["birth"].groupby(["stat_id", "year"], observed=True)["births"].sum().to_numpy().reshape(62, 15)
    deaths = tables["death"].groupby(["stat_id", "year", "age"], observed=True)["deaths"].sum().to_numpy()
    moves = tables["move"].pivot_table("persons", ["stat_id", "year", "age"], "direction", "sum", observed=True)
    net = moves["in"].astype(int) - moves["out"].astype(int)
    aged = np.concatenate([births[:, :, None], persons[:, :-1, :-1]], axis=2)
    aged[:, :, -1] += persons[:, :-1, -1]
    expected = aged - deaths.reshape(62, 15, 101).astype(int) + net.to_numpy().reshape(62, 15, 101)
    assert (persons[:, 1:] == expected).all()


def test_moves_within_the_city_balance(tables):
    """Prevents people who leave one quarter for another and never arrive."""
    moves = tables["move"][tables["move"]["scope"] == "within"]
    sums = moves.pivot_table("persons", ["year", "age"], "direction", "sum", observed=True)
    assert (sums["in"] == sums["out"]).all()
    assert sums["in"].groupby("year").sum().min() > 20_000


def test_shares_lie_near_the_published_ones(tables, published, places):
    """Prevents an age structure or share of foreigners that contradicts the published percentages."""
    population = tables["population"]
    population = population[population["reference_date"].dt.year >= 2018].assign(
        bezirk=lambda frame: (
            frame["stat_id"].astype(str).map(dict(zip(places.stat_ids, places.bezirk_ids, strict=True)))
        )
    )
    wanted = {
        "share_under18": population["age"] < 18,
        "share_65plus": population["age"] >= 65,
        "share_foreign": population["nationality"] == "foreign",
    }
    for metric, counted in wanted.items():
        keys = ["bezirk", population["reference_date"].dt.year]
        share = 100 * population[counted].groupby(keys)["persons"].sum() / population.groupby(keys)["persons"].sum()
        rows = published[(published["metric"] == metric) & published["area_id"].isin(places.bezirke)]
        assert len(rows) >= 8
        for row in rows.itertuples():
            year = 2018 if pandas.isna(row.reference_date) else row.reference_date.year
            assert share[row.area_id, year] == pytest.approx(row.value, abs=0.7), row


def test_occupancy_has_no_gaps_and_no_overlaps(tables, truth):
    """Prevents units in two states, or in none, on the same day."""
    rows = tables["occupancy"].sort_values(["unit_id", "begins_on"])
    following = rows.groupby("unit_id")["begins_on"].shift(-1)
    assert (rows["ends_on"].isna() == following.isna()).all()
    assert (following.dropna() - rows["ends_on"].dropna() == pandas.Timedelta(days=1)).all()
    assert not (rows["ends_on"] < rows["begins_on"]).any()
    assert rows["begins_on"].min() == pandas.Timestamp(truth["units"]["register_begins"])
    assert set(rows["unit_id"]) == set(tables["unit"]["unit_id"])
    is_vacant = rows["state"].isin([*VACANT, "reported"])
    assert (rows["vacant_since"].notna() == is_vacant).all()
    assert not (rows["vacant_since"] > rows["begins_on"]).any()
    assert rows.loc[~is_vacant, ["vacancy_kind", "vacancy_reason"]].isna().all(axis=None)


def test_vacancy_counts_at_full_and_small_volume(tables, full_register, truth):
    """Prevents a demo with far more, far fewer or unscaled vacancies than described."""
    for scale, occupancy in ((1.0, full_register[1]), (SCALE, tables["occupancy"])):
        states = occupancy.loc[occupancy["ends_on"].isna(), "state"].value_counts()
        assert 590 * scale <= states[list(VACANT)].sum() <= 710 * scale
        assert occupancy["unit_id"].nunique() == pytest.approx(7000 * scale, rel=0.03)
        for state, count in truth["units"]["today"].items():
            assert states[state] == pytest.approx(count * scale, rel=0.2, abs=2), state


def test_published_vacancies_of_shopping_streets(full_register, truth):
    """Prevents shopping streets that contradict the newspaper's count of January 2022."""
    units, occupancy = full_register
    at = pandas.Timestamp("2022-01-31")
    rows = occupancy[(occupancy["begins_on"] <= at) & ~(occupancy["ends_on"] < at)].set_index("unit_id")
    address = units.set_index("unit_id")["address"]
    vacant = rows["state"].isin(VACANT).groupby(address.str.rsplit(" ", n=1).str[0]).agg(["sum", "size"])
    assert tuple(vacant.loc["Ostenhellweg"]) == (7, 50)
    assert tuple(vacant.loc["Westenhellweg"]) == (6 + 8, 83 + 34)


def test_told_store_of_evinger_mitte(full_register):
    """Prevents the one story everybody in Eving knows from being told wrongly."""
    rows = full_register[1].query("unit_id == '120-0001'")
    closed = rows[rows["state"] == "closed_leased"].iloc[0]
    assert (str(closed["begins_on"].date()), str(closed["ends_on"].date())) == ("2021-10-01", "2023-12-31")
    assert list(rows["state"]) == ["occupied", "closed_leased", "verified", "in_talks", "permit"]


def test_planted_turns_of_the_vacancy_rate_show(truth, full_register, places):
    """Prevents planted turning points that the made vacancies do not follow."""
    entries = [entry for entry in truth["turning_points"] if entry["indicator"] == "leerstandsquote"]
    assert len(entries) >= 8
    for area in {entry["area_id"] for entry in entries}:
        for first, last in (("2014-06-30", "2019-12-31"), ("2019-12-31", "2022-12-31"), ("2022-12-31", "2026-08-31")):
            days = np.array([first, last], dtype="datetime64[D]")
            planned = sum(
                np.diff(entry_effect(entry, days))[0]
                for entry in truth["turning_points"] + truth["city_events"]
                if entry["indicator"] == "leerstandsquote" and entry.get("area_id", area) == area
            )
            made = vacancy_pct(*full_register, places, area, last) - vacancy_pct(*full_register, places, area, first)
            drift = truth["units"]["vacancy_pct"][area][1] * np.diff(days).astype(int)[0] / 365.25
            assert made == pytest.approx(planned + drift, abs=1.2), (area, first, last)


def test_stable_areas_keep_their_vacancy_rate(truth, full_register, places):
    """Prevents chance movements in areas that demo.yml promises to be stable."""
    for entry in truth["stable"]:
        if entry["indicators"] == "all" or "leerstandsquote" in entry["indicators"]:
            rates = [vacancy_pct(*full_register, places, entry["area_id"], f"{y}-12-31") for y in range(2012, 2026)]
            assert max(rates) - min(rates) < 1.8, entry["area_id"]


def test_planted_turns_of_other_indicators_show(tables, truth, places):
    """Prevents planted turns in traffic, remedy times, buildings and foreigners that cannot be found in the data."""
    size = {entry["id"]: entry["size"] for entry in truth["turning_points"]}
    hours = tables["traffic_hour"].query("station_id == 'mengede-b' and flag == 'measured'")
    by_year = hours.groupby(hours["counted_on"].dt.year)[["vehicles", "heavy_vehicles"]].mean().astype(float)
    change = 100 * (by_year.loc[2024, "vehicles"] / by_year.loc[2022, "vehicles"] - 1)
    assert change == pytest.approx(size["mengede-verkehr-sprung"], abs=5)
    heavy = 100 * by_year["heavy_vehicles"] / by_year["vehicles"]
    assert heavy[2024] - heavy[2022] == pytest.approx(size["mengede-schwerverkehr-sprung"], abs=0.8)

    reports = tables["report"][in_bezirk(places, tables["report"]) == "bezirk:innenstadt-nord"]
    days_open = (reports["remedied_on"] - reports["reported_on"]).dt.days
    median = days_open.groupby(reports["reported_on"].dt.year >= 2023).median()
    assert 100 * (median[True] / median[False] - 1) == pytest.approx(size["nord-behebung-schneller"], abs=20)

    survey = tables["building_survey"]
    survey = survey[in_bezirk(places, survey) == "bezirk:scharnhorst"]
    backlog = 100 * survey.groupby(survey["surveyed_on"].dt.year)["has_backlog"].mean()
    assert backlog[2026] - backlog[2020] == pytest.approx(size["scharnhorst-sanierung"] * 5.4, abs=9)

    nord = tables["population"][
        tables["population"]["stat_id"].isin(places.stat_ids[places.mask("bezirk:innenstadt-nord")])
    ]
    keys = nord["reference_date"].dt.year
    foreign = (
        100
        * nord[nord["nationality"] == "foreign"].groupby(keys)["persons"].sum()
        / nord.groupby(keys)["persons"].sum()
    )
    assert foreign[2019] - foreign[2014] > 4 * size["nord-auslaenderanteil-anstieg"]


def test_changing_the_truth_changes_the_data(truth, places, full_register):
    """Prevents turning points that are written down but not read."""
    without = truth | {"turning_points": [e for e in truth["turning_points"] if e["area_id"] != "bezirk:huckarde"]}
    units, occupancy = unit_frames(without, places, 1.0)
    with_turn = vacancy_pct(*full_register, places, "bezirk:huckarde", "2024-12-31")
    assert with_turn - vacancy_pct(units, occupancy, places, "bezirk:huckarde", "2024-12-31") > 2


def test_nothing_is_later_than_the_reference_date(tables, truth):
    """Prevents a demo that knows the future."""
    reference = pandas.Timestamp(truth["reference_date"])
    for table, frame in tables.items():
        for column in frame.columns.intersection(DATE_COLUMNS):
            assert frame[column].max() <= reference, (table, column)
    assert tables["accident"]["year"].max() <= 2025


def test_traffic_has_gaps_flags_and_the_spring_change(tables):
    """Prevents counts without the flaws that the pages must show: outages, failed hours, a day of 23 hours."""
    hours = tables["traffic_hour"]
    unknown = hours["flag"].isin(["implausible", "failed"])
    assert set(hours["flag"].unique()) == {"measured", "estimated", "implausible", "failed"}
    assert (hours["vehicles"].isna() == unknown).all()
    assert (hours["heavy_vehicles"].isna() == unknown).all()
    assert not (hours["heavy_vehicles"] > hours["vehicles"]).any()
    complete = hours["station_id"].nunique() * 2192 * 48
    assert 0.9 * complete < len(hours) < 0.999 * complete
    assert not ((hours["counted_on"] == pandas.Timestamp("2025-03-30")) & (hours["hour"] == 2)).any()


def test_positions_lie_in_the_city_and_sensitive_ones_are_moved(tables, full_register, places, truth):
    """Prevents points outside the city, and a public point that gives a sensitive unit away."""
    for table in ("accident", "report", "building_survey", "traffic_station"):
        assert (in_bezirk(places, tables[table]) != "").all(), table
    units = full_register[0]
    placed = units[units["lon"].notna()]
    assert len(units) - len(placed) == truth["units"]["without_position"]
    assert (in_bezirk(places, placed) != "").all()
    east = (placed["public_lon"] - placed["lon"]) * np.cos(np.radians(51.51)) * 111_200
    moved_m = np.hypot(east, (placed["public_lat"] - placed["lat"]) * 111_200)
    assert moved_m[placed["is_sensitive"]].between(145, 405).all()
    assert (moved_m[~placed["is_sensitive"]] == 0).all()
    assert 5 <= placed["is_sensitive"].sum() <= 30


def test_every_bezirk_has_stations(truth, places, roads):
    """Prevents districts whose traffic page is empty."""
    stations = make_stations(truth, places, roads, 1.0)
    per_bezirk = np.bincount(places.bezirk_number[[station.stat for station in stations]], minlength=12)
    assert per_bezirk.min() >= 3
    assert sum(station.method == "permanent" for station in stations) == 48
