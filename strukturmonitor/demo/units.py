"""Tables unit and occupancy: the stock, its history and the present description of every unit."""

import numpy as np
import pandas

from strukturmonitor.demo.effects import days
from strukturmonitor.demo.occupancy import COUNTED_STATES, VACANT_STATES, make_occupancy
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import pick, scaled, stream
from strukturmonitor.demo.unit_stock import GRADES, Stock, make_stock
from strukturmonitor.demo.vacancy import make_spells

OLDEST_CHECK_DAYS = 720
UNIT_COLUMNS = [
    "unit_id",
    "own_id",
    "name",
    "address",
    "postcode",
    "lon",
    "lat",
    "public_lon",
    "public_lat",
    "building_part",
    "floor",
    "area_m2",
    "sales_area_m2",
    "window_m",
    "steps",
    "grade",
    "current_use",
    "previous_use",
    "reuse_idea",
    "condition",
    "owner_kind",
    "owner_company",
    "rent_eur_m2",
    "is_sensitive",
    "last_checked_on",
    "check_method",
    "note",
    "run_id",
    "origin",
]
WHOLE_COLUMNS = {"floor": "Int8", "steps": "Int8"}


def unit_frames(truth: dict, places: Places, scale: float) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Return the tables unit (without area_ids) and occupancy."""
    stock = make_stock(truth, places, scale)
    occupancy = make_occupancy(truth, stock, make_spells(truth, places, stock), scale)
    rng = stream(truth, "units/details")
    today = _today(stock, occupancy)
    units = pandas.DataFrame(
        {
            "unit_id": stock.unit_ids,
            "address": stock.address,
            "postcode": stock.postcode,
            "lon": stock.lon,
            "lat": stock.lat,
            "grade": stock.grade,
        }
    )
    _describe_use(truth, stock, today, units, rng)
    _describe_building(truth, stock, today, units, rng)
    _describe_register(truth, today, units, rng)
    _hide_sensitive(truth, places, today, units, scale, rng)
    if truth["units"]["told"]:
        units = pandas.concat([units, _told(truth)], ignore_index=True)
    units["run_id"] = pandas.array([pandas.NA] * len(units), dtype="Int32")
    units["origin"] = "made"
    units = units.astype(WHOLE_COLUMNS)
    occupancy = occupancy.drop(columns="spell")
    return units[UNIT_COLUMNS], occupancy


def _today(stock: Stock, occupancy: pandas.DataFrame) -> pandas.DataFrame:
    """Per unit of the stock: present state, vacant_since, first day of the spell, whether it was ever vacant."""
    last = occupancy[occupancy["ends_on"].isna()].set_index("unit_id").loc[stock.unit_ids]
    was_vacant = occupancy.loc[occupancy["state"].isin(COUNTED_STATES), "unit_id"].unique()
    return pandas.DataFrame(
        {
            "state": last["state"].to_numpy(dtype=object),
            "begins_on": last["begins_on"].to_numpy(),
            "since": last["vacant_since"].fillna(last["begins_on"]).to_numpy(),
            "is_vacant": last["state"].isin(VACANT_STATES).to_numpy(),
            "was_vacant": np.isin(stock.unit_ids, was_vacant),
        }
    )


def _describe_use(
    truth: dict, stock: Stock, today: pandas.DataFrame, units: pandas.DataFrame, rng: np.random.Generator
) -> None:
    settings = truth["units"]
    uses = settings["uses"]
    is_used = today["state"].isin(["occupied", "never_vacant"]).to_numpy()
    later = np.empty(len(stock), dtype=object)
    for number, letter in enumerate(GRADES):
        inside = stock.grade == letter
        weights = {key: use["weights"][number] / use["closing"] for key, use in uses.items()}
        later[inside] = pick(rng, weights, int(inside.sum()))
    changed = today["was_vacant"].to_numpy() & is_used
    units["current_use"] = np.where(is_used, np.where(changed, later, stock.use), None)
    units["previous_use"] = np.where(changed | ~is_used, stock.use, None)
    labels = {key: use["label"] for key, use in uses.items()}
    street = units["address"].str.rsplit(" ", n=1).str[0]
    label = pandas.Series(np.where(is_used, units["current_use"], stock.use)).map(labels)
    name = label + " " + street
    units["name"] = np.where(today["is_vacant"], settings["vacant_name_prefix"] + " " + name, name)


def _describe_building(
    truth: dict, stock: Stock, today: pandas.DataFrame, units: pandas.DataFrame, rng: np.random.Generator
) -> None:
    settings = truth["units"]
    count = len(stock)
    median = np.array([settings["uses"][use]["area_m2"] for use in stock.use])
    spread = np.array([settings["uses"][use]["spread"] for use in stock.use])
    area = np.exp(np.log(median) + rng.normal(size=count) * spread).clip(14)
    units["area_m2"] = np.rint(area)
    units["sales_area_m2"] = np.rint(area * rng.uniform(*settings["sales_area_share_of_area"], size=count))
    units["window_m"] = np.round(0.55 * np.sqrt(area) * np.exp(rng.normal(0, 0.25, size=count)), 1)
    units["floor"] = pick(rng, settings["floor_shares"], count).astype(int)
    units["steps"] = pick(rng, settings["steps_shares"], count).astype(int)
    units["building_part"] = pick(rng, settings["building_part_shares"], count)
    vacant = today["is_vacant"].to_numpy()
    units["condition"] = np.where(
        vacant,
        pick(rng, settings["condition_shares_vacant"], count),
        pick(rng, settings["condition_shares_occupied"], count),
    )


def _describe_register(truth: dict, today: pandas.DataFrame, units: pandas.DataFrame, rng: np.random.Generator) -> None:
    settings = truth["units"]
    count = len(units)
    vacant = today["is_vacant"].to_numpy()
    units["owner_kind"] = pick(rng, settings["owner_kind_shares"], count)
    company = np.array(settings["owner_companies"], dtype=object)[
        rng.integers(len(settings["owner_companies"]), size=count)
    ]
    units["owner_company"] = np.where(units["owner_kind"] == "commercial", company, None)
    rent = np.array([settings["rent_eur_m2"][grade] for grade in units["grade"]])
    rent = np.round(rent * np.exp(rng.normal(0, settings["rent_spread"], size=count)), 1)
    units["rent_eur_m2"] = np.where(vacant & (rng.random(count) < settings["rent_known_share_of_vacant"]), rent, np.nan)
    idea = np.array(settings["reuse_ideas"], dtype=object)[rng.integers(len(settings["reuse_ideas"]), size=count)]
    units["reuse_idea"] = np.where(vacant & (rng.random(count) < settings["reuse_idea_share_of_vacant"]), idea, None)
    own = np.array([f"L-{number:05d}" for number in rng.permutation(count) + 1], dtype=object)
    units["own_id"] = np.where(rng.random(count) < settings["own_id_share"], own, None)
    units["note"] = None
    _describe_checks(truth, today, units, rng)


def _describe_checks(truth: dict, today: pandas.DataFrame, units: pandas.DataFrame, rng: np.random.Generator) -> None:
    """Day and method of the last check: watched (not plainly occupied) units always have one, others partly."""
    settings = truth["units"]
    count = len(units)
    reference = days(truth["reference_date"])
    stale_after = settings["stale_after_days"]
    watched = (today["state"] != "occupied").to_numpy()
    age_days = (reference - days(today["begins_on"].to_numpy())).astype(int)
    old_enough = watched & (age_days > stale_after + 5)
    wanted = settings["stale_check_share"] * watched.sum() / max(old_enough.sum(), 1)
    stale = old_enough & (rng.random(count) < wanted)
    recent = (rng.random(count) * np.minimum(age_days, stale_after)).astype(int)
    long_ago = (
        stale_after + 1 + (rng.random(count) * (np.minimum(age_days, OLDEST_CHECK_DAYS) - stale_after)).astype(int)
    )
    occupied = (rng.random(count) * np.minimum(age_days, 2 * OLDEST_CHECK_DAYS)).astype(int)
    checked = reference - np.where(watched, np.where(stale, long_ago, recent), occupied)
    known = watched | (rng.random(count) < settings["occupied_checked_share"])
    units["last_checked_on"] = np.where(known, checked, np.datetime64("NaT", "D")).astype("datetime64[s]")
    method = np.where(
        watched,
        pick(rng, settings["check_method_shares"], count),
        pick(rng, settings["occupied_check_method_shares"], count),
    )
    method = np.where(today["state"] == "reported", "report", method)
    units["check_method"] = np.where(known, method, None)


def _hide_sensitive(
    truth: dict,
    places: Places,
    today: pandas.DataFrame,
    units: pandas.DataFrame,
    scale: float,
    rng: np.random.Generator,
) -> None:
    """Mark sensitive vacant units, move their public point, and take the position from a few units."""
    settings = truth["units"]
    count = len(units)
    sensitive = today["is_vacant"].to_numpy() & (rng.random(count) < settings["sensitive_share_of_vacant"])
    angle = rng.uniform(0, 2 * np.pi, size=count)
    distance = np.where(sensitive, rng.uniform(*settings["sensitive_offset_m"], size=count), 0.0)
    lon, lat = units["lon"].to_numpy(), units["lat"].to_numpy()
    public_lon, public_lat = places.move(lon, lat, np.cos(angle) * distance, np.sin(angle) * distance)
    units["is_sensitive"] = sensitive
    units["public_lon"] = np.where(sensitive, public_lon, lon)
    units["public_lat"] = np.where(sensitive, public_lat, lat)
    unplaced = rng.choice(np.flatnonzero(~sensitive), size=scaled(settings["without_position"], scale), replace=False)
    units.loc[unplaced, ["lon", "lat", "public_lon", "public_lat"]] = np.nan


def _told(truth: dict) -> pandas.DataFrame:
    """The units told one by one in demo.yml; what is not told stays empty."""
    left_out = {"episodes", "stat"}
    rows = pandas.DataFrame(
        [{key: value for key, value in row.items() if key not in left_out} for row in truth["units"]["told"]]
    )
    rows["public_lon"], rows["public_lat"] = rows["lon"], rows["lat"]
    rows["last_checked_on"] = pandas.to_datetime(rows["last_checked_on"]).astype("datetime64[s]")
    rows["is_sensitive"] = False
    return rows
