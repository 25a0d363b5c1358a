"""Records that may be the same shop unit: found by address, distance and name, with the reasons; merged or told apart."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd
from rapidfuzz import fuzz

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.facts import read_facts
from strukturmonitor.register.records import record
from strukturmonitor.spelling import number_key, split_address, street_key

_M_PER_DEGREE = 111_320  # of latitude, and of longitude at the equator


@dataclass(frozen=True)
class Place:
    """What a record is compared by."""

    unit_id: str
    street: str
    number: str
    name: str
    lon: float | None
    lat: float | None
    floor: int | None
    part: str | None


@dataclass(frozen=True)
class Pair:
    """Two records that look alike. `score`: 0 to 100; `reasons`: keys below duplicates.reason, with `distance_m`."""

    unit_id: str
    other_id: str
    score: int
    reasons: tuple[str, ...]
    distance_m: float | None


@cache
def rules() -> dict:
    """All of data/duplicates.yml."""
    return read_facts("duplicates.yml")


def places(units: pd.DataFrame) -> list[Place]:
    """`units`: unit_id, address, name, lon, lat, floor, building_part."""
    return [
        place(
            row.unit_id,
            _text(row.address),
            _text(row.name),
            _number(row.lon),
            _number(row.lat),
            floor=_number(row.floor),
            part=_text(row.building_part) or None,
        )
        for row in units.itertuples(index=False)
    ]


def place(
    unit_id: str,
    address: str,
    name: str,
    lon: float | None,
    lat: float | None,
    *,
    floor: float | None = None,
    part: str | None = None,
) -> Place:
    """One record, with its address in the form in which addresses are compared."""
    street, number = split_address(address)
    level = None if floor is None else int(floor)
    return Place(unit_id, street_key(street), number_key(number), name.lower(), lon, lat, level, part)


def pairs(known: list[Place], *, apart: Iterable[tuple[str, str]] = ()) -> list[Pair]:
    """Pairs of records that look alike, the most alike first; `apart`: pairs that somebody found to be two."""
    told = {tuple(sorted(each)) for each in apart}
    found = []
    for one, other in _neighbours(known):
        if not _may_be_alike(one, other) or tuple(sorted((one.unit_id, other.unit_id))) in told:
            continue
        pair = compared(one, other)
        if pair.score >= rules()["least"]:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.unit_id, pair.other_id))[: rules()["most_pairs"]]


def near(wanted: Place, known: list[Place]) -> list[Pair]:
    """Records that may be the same as a new one, the most alike first."""
    reach = rules()["far_m"] / _M_PER_DEGREE

    def is_worth_a_look(other: Place) -> bool:
        is_close = None not in (wanted.lat, other.lat) and abs(wanted.lat - other.lat) <= reach
        return other.unit_id != wanted.unit_id and (is_close or (wanted.number != "" and wanted.number == other.number))

    found = [compared(wanted, other) for other in known if is_worth_a_look(other)]
    return sorted((pair for pair in found if pair.score >= rules()["least"]), key=lambda pair: -pair.score)


def compared(one: Place, other: Place) -> Pair:
    """How much two records look alike, and why."""
    points, reasons, score = rules()["points"], [], 0.0
    is_same_street = bool(one.street) and fuzz.ratio(one.street, other.street) >= rules()["alike_street"]
    if is_same_street and one.number and one.number == other.number:
        reasons.append("same_address")
    elif is_same_street and one.number and other.number:
        reasons.append("other_house")
    distance = _distance_m(one, other)
    if distance is not None and distance < rules()["far_m"]:
        score += _points_of_distance(distance)
        reasons.append("near")
    if one.name and other.name:
        likeness = fuzz.token_set_ratio(one.name, other.name)
        if likeness >= rules()["alike_name"]:
            reasons.append("same_name")
        elif likeness <= rules()["unlike_name"]:
            reasons.append("other_name")
    if _differ(one.floor, other.floor) or _differ(one.part, other.part):
        reasons.append("other_part")
    score += sum(points[reason] for reason in reasons if reason != "near")
    first, second = sorted((one.unit_id, other.unit_id))
    return Pair(first, second, max(0, min(100, round(score))), tuple(reasons), distance)


def tell_apart(database: Database, actor: Actor, unit_id: str, other_id: str) -> None:
    """Remember that two records are two shop units. Raises NotAllowed, RecordUnknown."""
    for each in (unit_id, other_id):
        require(actor, "edit_register", record(database, actor, each).area_ids)
    first, second = sorted((unit_id, other_id))
    with database.transaction("not_duplicate") as transaction:
        transaction.run(
            "add_not_duplicate",
            unit_id=first,
            other_id=second,
            account_id=actor.account_id,
            decided_at=utc_now(),
        )


def _points_of_distance(distance_m: float) -> float:
    far, near_by = rules()["far_m"], rules()["near_m"]
    return rules()["points"]["near"] * max(0.0, min(1.0, (far - distance_m) / (far - near_by)))


def _may_be_alike(one: Place, other: Place) -> bool:
    """Whether the most points a pair can still get are enough; spares the comparison of texts for most neighbours."""
    points, distance = rules()["points"], _distance_m(one, other)
    most = 0.0 if distance is None else _points_of_distance(distance)
    most += points["same_name"] if one.name and other.name else 0
    most += points["same_address"] if one.number and one.number == other.number else 0
    return most >= rules()["least"]


def _neighbours(known: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Pairs worth comparing: of one address, or in the same or a neighbouring square of far_m."""
    seen: set[tuple[str, str]] = set()
    by_address: dict[tuple[str, str], list[Place]] = {}
    by_square: dict[tuple[int, int], list[Place]] = {}
    for each in known:
        if each.street and each.number:
            by_address.setdefault((each.street, each.number), []).append(each)
        if each.lon is not None and each.lat is not None:
            by_square.setdefault(_square(each), []).append(each)
    for group in by_address.values():
        yield from _new_pairs(group, group, seen)
    for (x, y), group in by_square.items():
        for step_x, step_y in ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1)):
            yield from _new_pairs(group, by_square.get((x + step_x, y + step_y), []), seen)


def _new_pairs(group: list[Place], others: list[Place], seen: set[tuple[str, str]]) -> Iterator[tuple[Place, Place]]:
    for one in group:
        for other in others:
            key = (one.unit_id, other.unit_id) if one.unit_id < other.unit_id else (other.unit_id, one.unit_id)
            if one.unit_id != other.unit_id and key not in seen:
                seen.add(key)
                yield one, other


def _square(each: Place) -> tuple[int, int]:
    step = rules()["far_m"] / _M_PER_DEGREE
    row = math.floor(each.lat / step)
    return math.floor(each.lon * math.cos(math.radians(row * step)) / step), row


def _distance_m(one: Place, other: Place) -> float | None:
    if None in (one.lon, one.lat, other.lon, other.lat):
        return None
    x = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return _M_PER_DEGREE * math.hypot(x, one.lat - other.lat)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)
