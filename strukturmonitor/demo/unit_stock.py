"""The stock of shop units: where they lie, in which street and grade, since when, and how they are used."""

from dataclasses import dataclass

import numpy as np
import pandas

from strukturmonitor.demo.effects import days
from strukturmonitor.demo.places import Places
from strukturmonitor.demo.streams import pick, scaled, stream, whole_numbers

SIDE_OFFSET_M = 13.0  # from the middle of the street to the shop front
SIDE_JITTER_M = 3.0
STREET_LENGTH_M = (250.0, 900.0)  # of a made street outside the centres
NUMBERS_PER_UNIT = 3  # spacing of the house numbers in such a street
GRADES = ("A", "B", "C")


@dataclass
class Stock:
    """Arrays (u,) over the units: statistischer Bezirk, segment (index of a street with an own vacancy path, or
    -1), grade, position, address, postcode, use while first occupied, and first day (datetime64[D])."""

    unit_ids: np.ndarray
    stat: np.ndarray
    segment: np.ndarray
    grade: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    address: np.ndarray
    postcode: np.ndarray
    use: np.ndarray
    begins_on: np.ndarray

    def __len__(self) -> int:
        return len(self.unit_ids)


def make_stock(truth: dict, places: Places, scale: float) -> Stock:
    """Lay out all units that are not told one by one; about `scale` times the full number."""
    settings = truth["units"]
    rng = stream(truth, "units/stock")
    rows = _shopping_streets(settings, places, scale, rng) + _other_streets(settings, places, scale, rng)
    table = _settle(places, pandas.concat(rows, ignore_index=True))
    told = np.bincount([places.number(row["stat"]) for row in settings["told"]], minlength=len(places))
    running = table.groupby("stat").cumcount().to_numpy() + 1 + told[table["stat"]]
    codes = places.codes[table["stat"].to_numpy()]
    unit_ids = np.array([f"{code}-{number:04d}" for code, number in zip(codes, running, strict=True)], dtype=object)
    grade = table["grade"].to_numpy(dtype=object)
    return Stock(
        unit_ids=unit_ids,
        stat=table["stat"].to_numpy(),
        segment=table["segment"].to_numpy(),
        grade=grade,
        lon=table["lon"].to_numpy(),
        lat=table["lat"].to_numpy(),
        address=_addresses(table),
        postcode=table["postcode"].to_numpy(dtype=object),
        use=_uses(settings, grade, rng),
        begins_on=_first_days(truth, len(table), table["segment"].to_numpy() >= 0, rng),
    )


def _settle(places: Places, table: pandas.DataFrame) -> pandas.DataFrame:
    """Sort by statistischer Bezirk as located: a street may cross a boundary, but never leaves the city."""
    stat = places.locate(table["lon"].to_numpy(), table["lat"].to_numpy())
    outside = stat < 0
    table.loc[outside, ["lon", "lat"]] = places.nuclei[table.loc[outside, "stat"], 0]
    table["stat"] = np.where(outside, table["stat"], stat)
    return table.sort_values(["stat", "street", "house"], kind="stable").reset_index(drop=True)


def _addresses(table: pandas.DataFrame) -> np.ndarray:
    """Street and house number; a repeated number gets a letter."""
    repeated = table.groupby(["street", "house"]).cumcount()
    letters = np.array(["", *"abcdefghijklmnopqrstuvwxyz"])[repeated]
    return (table["street"] + " " + table["house"].astype(str) + letters).to_numpy(dtype=object)


def _uses(settings: dict, grade: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    use = np.empty(len(grade), dtype=object)
    for number, letter in enumerate(GRADES):
        inside = grade == letter
        use[inside] = pick(rng, {key: u["weights"][number] for key, u in settings["uses"].items()}, int(inside.sum()))
    return use


def _first_days(truth: dict, count: int, is_old: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Most units are as old as the register; a few were built later (never in streets with an own path)."""
    settings = truth["units"]
    begins = days(settings["register_begins"])
    span = int((days(truth["reference_date"]) - begins).astype(int)) - 400
    later = begins + rng.integers(60, span, size=count)
    is_new = (rng.random(count) < settings["new_unit_share"]) & ~is_old
    return np.where(is_new, later, begins)


def _shopping_streets(settings: dict, places: Places, scale: float, rng: np.random.Generator) -> list:
    rows = []
    for number, street in enumerate(settings["streets"]):
        count = scaled(street["units"], scale)
        along = (np.arange(count) + rng.uniform(0.2, 0.8, size=count)) / count
        lon, lat = _beside(places, street["from"], street["to"], along, rng)
        first, last = street["numbers"]
        house = np.rint(first + along * (last - first)).astype(int)
        rows.append(
            _rows(
                places.number(street["stat"]),
                number if "vacancy_pct" in street else -1,
                street["grade"],
                lon,
                lat,
                street["street"],
                house,
                street["postcode"],
            )
        )
    return rows


def _other_streets(settings: dict, places: Places, scale: float, rng: np.random.Generator) -> list:
    """Spread the rest of each Bezirk's units over its statistische Bezirke by size and over their streets."""
    sizes = np.array([len(settings["other_streets"][code]) - 1 for code in places.codes], dtype=float)
    rows = []
    for bezirk, total in settings["per_bezirk"].items():
        inside = np.flatnonzero(places.mask(bezirk))
        codes = list(places.codes[inside])
        laid_out = sum(scaled(s["units"], scale) for s in settings["streets"] if s["stat"] in codes)
        told = sum(row["stat"] in codes for row in settings["told"])
        rest = max(round(total * scale) - laid_out - told, 0)
        for stat, count in zip(inside, whole_numbers(sizes[inside] ** 1.5, rest), strict=True):
            rows += _streets_of(settings, places, int(stat), int(count), rng)
    return rows


def _streets_of(settings: dict, places: Places, stat: int, count: int, rng: np.random.Generator) -> list:
    postcode, *names = settings["other_streets"][places.codes[stat]]
    grade = "B" if places.codes[stat] in settings["grade_b_stats"] else "C"
    rows = []
    busy_first = 1.0 / np.arange(1, len(names) + 1)
    for number, (name, units) in enumerate(zip(names, whole_numbers(busy_first, count), strict=True)):
        nucleus = places.nuclei[stat, number % places.nuclei.shape[1]]
        start, end = _line_inside(places, stat, nucleus, rng)
        if units:
            along = np.sort(rng.random(units))
            lon, lat = _beside(places, start, end, along, rng)
            house = 1 + np.rint(along * NUMBERS_PER_UNIT * max(units, 8)).astype(int)
            rows.append(_rows(stat, -1, grade, lon, lat, name, house, postcode))
    return rows


def _line_inside(places: Places, stat: int, middle: np.ndarray, rng: np.random.Generator) -> tuple:
    """A made street: a line through `middle`, shortened until both ends lie inside the polygon."""
    angle = rng.uniform(0, np.pi)
    length = rng.uniform(*STREET_LENGTH_M)
    while True:
        ends = [
            places.move(*middle, sign * np.cos(angle) * length / 2, sign * np.sin(angle) * length / 2)
            for sign in (-1, 1)
        ]
        found = places.locate(np.array([end[0] for end in ends]), np.array([end[1] for end in ends]))
        if (found == stat).all() or length < 2 * SIDE_OFFSET_M:
            return ends[0], ends[1]
        length *= 0.7


def _beside(places: Places, start: tuple, end: tuple, along: np.ndarray, rng: np.random.Generator) -> tuple:
    """Points left and right of the line from `start` to `end` at the shares `along` of its length."""
    east, north = places.vector_m(start, end)
    norm = np.hypot(east, north) or 1.0
    side = np.where(np.arange(len(along)) % 2 == 0, 1.0, -1.0) * SIDE_OFFSET_M + rng.normal(
        0, SIDE_JITTER_M, len(along)
    )
    lon, lat = start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])
    return places.move(lon, lat, -north / norm * side, east / norm * side)


def _rows(
    stat: int,
    segment: int,
    grade: str,
    lon: np.ndarray,
    lat: np.ndarray,
    street: str,
    house: np.ndarray,
    postcode: str,
) -> pandas.DataFrame:
    return pandas.DataFrame(
        {
            "stat": stat,
            "segment": segment,
            "grade": grade,
            "lon": lon,
            "lat": lat,
            "street": street,
            "house": house,
            "postcode": postcode,
        }
    )
