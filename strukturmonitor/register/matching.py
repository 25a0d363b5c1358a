"""How well a unit suits a seeker: hard limits that exclude, soft criteria that make a score between 0 and 1, and the
reasons in words. Criteria, weights and tolerances stand in data/catalogue/reuse.yml.

A criterion the seeker does not name is left out and the others share its weight; a value the record does not have
counts half and is said."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from strukturmonitor.access import Actor, Reader
from strukturmonitor.database import Database
from strukturmonitor.facts import read_facts
from strukturmonitor.register.people import catalogue
from strukturmonitor.register.reuse import decisions, seekers
from strukturmonitor.texts import Texts

FITS, PARTLY, AGAINST, UNKNOWN = "fits", "partly", "against", "unknown"


@dataclass(frozen=True)
class Reason:
    """What one criterion says. `value`: of the unit, `wanted`: of the seeker, both raw."""

    criterion: str
    verdict: str
    value: object = None
    wanted: object = None


@dataclass(frozen=True)
class Match:
    """A unit for a seeker: score 0 to 1, reasons in the order of the criteria, what was decided so far."""

    seeker: dict[str, object]
    unit: dict[str, object]
    score: float
    reasons: tuple[Reason, ...]
    decision: dict[str, object] | None = None


@cache
def criteria() -> dict:
    """All of data/catalogue/reuse.yml."""
    return read_facts("catalogue/reuse.yml")


def units_for(database: Database, actor: Actor, seeker: dict[str, object]) -> list[Match]:
    """The units that suit a seeker, the best first and those declined last; those below the least score only where
    something was decided on them. Rents count only where the actor is in charge. Raises NotAllowed."""
    units = _units(database, actor, area_ids=list(seeker["area_ids"] or ()))
    known = {row["unit_id"]: row for row in decisions(database, actor, seeker_id=str(seeker["seeker_id"]))}
    return _best((seeker, unit, known.get(unit["unit_id"])) for unit in units)


def seekers_for(database: Database, actor: Actor, unit_id: str) -> list[Match]:
    """The open seekers whom a unit suits, the best first; none where it cannot be proposed. Raises NotAllowed."""
    units = _units(database, actor, unit_id=unit_id)
    known = {row["seeker_id"]: row for row in decisions(database, actor, unit_id=unit_id)}
    return _best(
        (seeker, unit, known.get(seeker["seeker_id"]))
        for unit in units
        for seeker in seekers(database, actor, is_open=True)
    )


def score(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, tuple[Reason, ...]] | None:
    """Score and reasons; None where a hard limit excludes the unit."""
    hard = [reason for reason in _hard(seeker, unit) if reason is not None]
    if any(reason.verdict == AGAINST for reason in hard):
        return None
    weights = criteria()["soft"]
    got = total = 0.0
    soft = []
    for criterion, judge in _SOFT.items():
        found = judge(seeker, unit)
        if found is None:
            continue
        share, reason = found
        got += weights[criterion] * share
        total += weights[criterion]
        soft.append(reason)
    return got / total if total else 1.0, (*soft, *hard)


def reason_words(texts: Texts, reason: Reason) -> str:
    """«Größe passt: 120 m² (gesucht 80 bis 150 m²).»"""
    return texts(
        f"reuse.reason.{reason.criterion}.{reason.verdict}",
        value=_words(texts, reason.criterion, reason.value),
        wanted=_words(texts, reason.criterion, reason.wanted),
    )


def floor_class(floor: object) -> str | None:
    """basement, ground or upper; None where the floor is not known."""
    if floor is None:
        return None
    return "ground" if floor == 0 else "upper" if floor > 0 else "basement"


def _units(
    database: Database, actor: Actor, *, area_ids: list[str] | None = None, unit_id: str | None = None
) -> list[dict[str, object]]:
    reader = Reader(database, actor)
    states = [*criteria()["available"], *criteria()["later"]]
    units = reader.rows("matchable_units", states=states, area_ids=area_ids or None, unit_id=unit_id)
    unit_ids = [unit["unit_id"] for unit in units]
    rents = {row["unit_id"]: row["rent_eur_m2"] for row in reader.rows("rents_in_charge", unit_ids=unit_ids)}
    return [unit | {"rent_eur_m2": rents.get(unit["unit_id"])} for unit in units]


def _best(pairs: Iterable[tuple[dict[str, object], dict[str, object], dict[str, object] | None]]) -> list[Match]:
    found = []
    for seeker, unit, decision in pairs:
        judged = score(seeker, unit)
        if judged is not None and (judged[0] >= criteria()["least"] or decision is not None):
            found.append(Match(seeker, unit, *judged, decision))
    found.sort(
        key=lambda match: (
            _is_declined(match), -match.score, str(match.unit["unit_id"]), str(match.seeker["seeker_id"])
        )
    )  # fmt: skip
    shown = criteria()["shown"]
    return [match for place, match in enumerate(found) if place < shown or match.decision is not None]


def _is_declined(match: Match) -> bool:
    """Somebody said no: it stays on record, below what is still open."""
    return match.decision is not None and match.decision["decision"] in catalogue()["declining"]


def _hard(seeker: dict[str, object], unit: dict[str, object]) -> list[Reason | None]:
    return [_area(seeker, unit), _steps(seeker, unit), _floor(seeker, unit), _availability(seeker, unit)]


def _area(seeker: dict[str, object], unit: dict[str, object]) -> Reason | None:
    wanted = set(seeker["area_ids"] or ())
    if not wanted or wanted & set(unit["area_ids"] or ()):
        return None
    return Reason("area", AGAINST)


def _steps(seeker: dict[str, object], unit: dict[str, object]) -> Reason | None:
    most, steps = seeker["most_steps"], unit["steps"]
    if most is None:
        return None
    verdict = UNKNOWN if steps is None else FITS if steps <= most else AGAINST
    return Reason("steps", verdict, steps, most)


def _floor(seeker: dict[str, object], unit: dict[str, object]) -> Reason | None:
    if not seeker["floors"]:
        return None
    wanted = str(seeker["floors"]).split(",")
    floor = floor_class(unit["floor"])
    verdict = UNKNOWN if floor is None else FITS if floor in wanted else AGAINST
    return Reason("floor", verdict, floor, wanted)


def _availability(seeker: dict[str, object], unit: dict[str, object]) -> Reason | None:
    if unit["state"] in criteria()["available"]:
        return None
    free_on = unit["interim_until"] if unit["state"] == "interim_use" else unit["lease_ended_on"]
    if free_on is None:
        return Reason("availability", UNKNOWN)
    until = seeker["until"]
    is_too_late = isinstance(until, datetime.date) and free_on > until
    return Reason("availability", AGAINST if is_too_late else PARTLY, free_on, until)


def _size(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, Reason] | None:
    least, most, size = seeker["min_m2"], seeker["max_m2"], unit["size_m2"]
    if least is None and most is None:
        return None
    wanted = (least, most)
    if size is None:
        return criteria()["unknown"], Reason("size", UNKNOWN, None, wanted)
    tolerance = criteria()["size_tolerance"]
    if least is not None and size < least:
        share = _fading((least - size) / least, tolerance)
    elif most is not None and size > most:
        share = _fading((size - most) / most if most else 1.0, tolerance)
    else:
        share = 1.0
    return share, Reason("size", _verdict(share), size, wanted)


def _rent(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, Reason] | None:
    limit, rent = seeker["rent_limit_eur_m2"], unit["rent_eur_m2"]
    if limit is None:
        return None
    if rent is None:
        return criteria()["unknown"], Reason("rent", UNKNOWN, None, limit)
    over = (rent - limit) / limit if limit else float(rent > 0)
    share = _fading(max(over, 0.0), criteria()["rent_tolerance"])
    return share, Reason("rent", _verdict(share), rent, limit)


def _grade(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, Reason] | None:
    if not seeker["grades"]:
        return None
    wanted = str(seeker["grades"]).split(",")
    if unit["grade"] is None:
        return criteria()["unknown"], Reason("grade", UNKNOWN, None, wanted)
    fits = unit["grade"] in wanted
    return float(fits), Reason("grade", FITS if fits else AGAINST, unit["grade"], wanted)


def _use(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, Reason] | None:
    wanted, before = seeker["wanted_use"], unit["previous_use"]
    if wanted is None:
        return None
    if before is None:
        return criteria()["unknown"], Reason("use", UNKNOWN, None, wanted)
    if before == wanted:
        return 1.0, Reason("use", FITS, before, wanted)
    if any({wanted, before} <= set(group) for group in criteria()["related_uses"]):
        return criteria()["related_share"], Reason("use", PARTLY, before, wanted)
    return criteria()["other_use_share"], Reason("use", AGAINST, before, wanted)


def _condition(seeker: dict[str, object], unit: dict[str, object]) -> tuple[float, Reason] | None:
    condition = unit["condition"]
    if condition is None:
        return criteria()["unknown"], Reason("condition", UNKNOWN)
    share = criteria()["condition"][condition]
    return share, Reason("condition", _verdict(share), condition)


_SOFT = {"size": _size, "rent": _rent, "grade": _grade, "use": _use, "condition": _condition}


def _fading(distance: float, tolerance: float) -> float:
    """1 at no distance, evenly down to 0 at the tolerance."""
    return max(0.0, 1.0 - distance / tolerance)


def _verdict(share: float) -> str:
    return FITS if share >= 0.995 else PARTLY if share > 0.0 else AGAINST


def _words(texts: Texts, criterion: str, value: object) -> str:
    if value is None:
        return "–"
    if criterion == "size":
        return (
            _range(texts, *value) if isinstance(value, tuple) else texts("vacancy.value.m2", value=texts.number(value))
        )
    if criterion == "rent":
        return texts("vacancy.value.rent", value=texts.number(value, 2))
    if criterion == "availability":
        return texts.date(value)
    if criterion == "steps":
        return texts.number(value)
    group = {"floor": "floor", "grade": "grade", "use": "use", "condition": "condition"}[criterion]
    values = value if isinstance(value, list) else [value]
    labels = [texts(key) if texts.has(key := f"vacancy.{group}.{each}") else str(each) for each in values]
    return texts.list(labels)


def _range(texts: Texts, least: float | None, most: float | None) -> str:
    if least is None:
        return texts("reuse.range.most", most=texts.number(most))
    if most is None:
        return texts("reuse.range.least", least=texts.number(least))
    return texts("reuse.range.both", least=texts.number(least), most=texts.number(most))
