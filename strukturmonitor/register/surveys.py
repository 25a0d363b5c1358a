"""First survey of a street (Ersterfassung): every shop unit, occupied ones too, one after the other.

What is entered is in the register at once. A unit that is known already is confirmed instead of recorded a second time;
the last entry can be taken back."""

import dataclasses
import datetime
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import RecordChanged, UnitKnownHere, WalkUnknown
from strukturmonitor.register import walks
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.day import today
from strukturmonitor.register.fields import clean, fields
from strukturmonitor.register.house_numbers import HouseNumber, known_number
from strukturmonitor.register.records import Record, add_record, apply_changes, record
from strukturmonitor.register.street_places import Place, StreetPlaces
from strukturmonitor.register.walks import Walk
from strukturmonitor.spelling import split_address, street_key

_EPISODE = ("vacant_since", "vacancy_kind", "vacancy_reason")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_FIRST_LETTERS = 3
VACANT, OCCUPIED = "verified", "occupied"


@dataclass(frozen=True)
class Entry:
    """What a person says of a unit on the street. `use`: present use, or of a vacant one the last; None not known."""

    number: HouseNumber
    is_vacant: bool
    use: str | None = None
    floor: int | None = 0
    door: str | None = None
    size_class: str | None = None
    name: str | None = None
    note: str | None = None

    def at(self, number: HouseNumber) -> "Entry":
        """The same at another house number: what belongs to the shop itself is left out."""
        return dataclasses.replace(self, number=number, door=None, name=None, note=None)


@dataclass(frozen=True)
class Progress:
    """How far a survey is: entries, of which added and vacant, and minutes without the pauses."""

    entries: int
    added: int
    vacant: int
    minutes: int


def begin_survey(
    database: Database, actor: Actor, street: str, *, postcode: str | None = None, area_id: str | None = None
) -> int:
    """Begin the survey of a street; returns the walk's number. Raises NotAllowed, ValueInvalid."""
    require(actor, "edit_register")
    street = known_spelling(database, walks.cleaned_title(street, "street"))
    postcode = clean(fields()["postcode"], postcode)
    with database.transaction() as transaction:
        return walks.begin(transaction, actor, walks.SURVEY, street, street=street, postcode=postcode, area_id=area_id)


def known_spelling(database: Database, street: str) -> str:
    """The name under which most units of the street stand; as it was typed where it is new."""
    known = database.read("street_names")
    same = known[[street_key(name) == street_key(street) for name in known["street"]]]
    return street if same.empty else str(same.sort_values("units", ascending=False, kind="stable")["street"].iloc[0])


def street_units(database: Database, actor: Actor, street: str) -> pd.DataFrame:
    """The units of a street that are in the stock, in the order of the house numbers. Columns of the query street_units,
    and `number` (HouseNumber or None). Raises NotAllowed."""
    require(actor, "plan_walks")
    return _units(database, street)


def place_of(database: Database, actor: Actor, street: str, number: HouseNumber) -> Place | None:
    """Where a house number lies, as far as anything is known. Raises NotAllowed."""
    require(actor, "plan_walks")
    return _place(database, street, _units(database, street), number)


def add_unit(database: Database, actor: Actor, walk_id: int, entry: Entry, *, is_further: bool = False) -> Record:
    """Record a unit. `is_further`: the person said that it is another one than those known at this house number.
    Raises NotAllowed, WalkUnknown, WalkFinished, UnitKnownHere, ValueInvalid, PositionOutside."""
    walk = _survey(database, actor, walk_id)
    address = f"{walk.street} {entry.number}"
    units = _units(database, walk.street)
    here = units[units["number"] == entry.number] if len(units) else units
    if len(here) and not is_further:
        raise UnitKnownHere(address=address, count=len(here))
    place = _place(database, walk.street, units, entry.number)
    values: dict[str, object] = {
        "address": address,
        "postcode": walk.postcode or _postcode_nearby(units, entry.number),
        "state": VACANT if entry.is_vacant else OCCUPIED,
        "previous_use" if entry.is_vacant else "current_use": entry.use,
        "floor": entry.floor,
        "door": entry.door,
        "size_class": entry.size_class,
        "name": entry.name,
        "last_checked_on": today(database),
        "check_method": walks.METHOD,
    }
    if entry.is_vacant:
        values["is_since_about"] = True  # it is empty today; since when, nobody has said
    if place is not None:
        values |= {"lon": place.lon, "lat": place.lat, "place_method": place.method}
    note = walks.cleaned_note(entry.note)
    with database.transaction("created") as transaction:
        unit_id = add_record(transaction, actor, values, reason=note)
        transaction.run("add_walk_stop", walk_id=walk_id, unit_id=unit_id, outcome="added", note=note, now=utc_now())
    return record(database, actor, unit_id)


def confirm_unit(
    database: Database,
    actor: Actor,
    walk_id: int,
    unit_id: str,
    revision: int,
    outcome: str,
    *,
    use: str | None = None,
    reason: str | None = None,
) -> None:
    """A unit that is known already was seen. `outcome`: still_used, still_vacant, still_interim, used_again or now_vacant;
    `use`: present use where it is used again. Raises NotAllowed, WalkUnknown, WalkFinished, RecordUnknown,
    RecordChanged, MoveNotAllowed, ReasonMissing, ValueInvalid."""
    _survey(database, actor, walk_id)
    seen = record(database, actor, unit_id)
    changes = answer_changes(seen, outcome, today(database), use=use)
    with database.transaction("checked") as transaction:
        before = apply_answer(transaction, actor, seen, revision, changes, reason=reason)
        transaction.run(
            "add_walk_stop", walk_id=walk_id, unit_id=unit_id, outcome=outcome, before=before, now=utc_now()
        )


def apply_answer(
    transaction: Transaction,
    actor: Actor,
    seen: Record,
    revision: int,
    changes: dict[str, object],
    *,
    reason: str | None,
) -> str:
    """Change the record as an answer says; returns what the stop keeps so that it can be taken back. `revision`: the
    record as it stood on the screen. Raises as `confirm_unit`."""
    outcome = apply_changes(transaction, actor, {seen.unit_id: (revision, changes)}, reason=reason, action="checked")
    for error in outcome.refused.values():
        raise error
    return walks.written_before(values_before(seen, changes), revision + len(outcome.saved))


def answer_changes(seen: Record, outcome: str, day: datetime.date, *, use: str | None = None) -> dict[str, object]:
    """What an answer on the spot makes of a record: a fresh check, and another state where the answer says so."""
    changes: dict[str, object] = {"last_checked_on": day, "check_method": walks.METHOD}
    state = walks.limits()["answers"].get(seen.values["state"], {}).get(outcome)
    if state is None:
        return changes
    changes["state"] = state
    if state == OCCUPIED:
        changes["current_use"] = use
    elif outcome == "now_vacant":
        changes |= {"is_since_about": True, "current_use": None}
        if seen.values["current_use"] is not None:
            changes["previous_use"] = seen.values["current_use"]
    return changes


def values_before(seen: Record, changes: dict[str, object]) -> dict[str, object]:
    """What the changes replace; with a state what its episode knew."""
    names = [*changes, *(_EPISODE if "state" in changes else ())]
    return {name: seen.values[name] for name in names}


def undo_last(database: Database, actor: Actor, walk_id: int, *, reason: str) -> str | None:
    """Take the last entry of a survey back, `reason` is remembered; returns its unit, None where nothing was entered yet.
    A unit that was recorded leaves the stock, its record stays; a confirmed one gets its values back.
    Raises NotAllowed, WalkUnknown, WalkFinished, RecordChanged, MoveNotAllowed."""
    _survey(database, actor, walk_id)
    entries = database.read("walk_stops", walk_id=walk_id)
    if entries.empty:
        return None
    last = entries.iloc[-1]
    unit_id, stop_number = str(last["unit_id"]), int(last["stop_number"])
    if last["outcome"] != "added":
        take_back(database, actor, walk_id, stop_number, reason=reason, drop=True)
        return unit_id
    seen = record(database, actor, unit_id)
    require(actor, "edit_register", seen.area_ids)
    with database.transaction("withdrawn") as transaction:
        note_change(transaction, actor, unit_id, "withdrawn", {"state": (seen.values["state"], None)}, reason=reason)
        transaction.run("withdraw_unit", unit_id=unit_id)
        transaction.run("drop_walk_stop", walk_id=walk_id, stop_number=stop_number, now=utc_now())
    return unit_id


def take_back(
    database: Database, actor: Actor, walk_id: int, stop_number: int, *, reason: str, drop: bool = False
) -> None:
    """Give the record of a stop the values back that the answer changed, and open the stop again or (`drop`) take it out.
    Raises NotAllowed, WalkUnknown, WalkFinished, RecordUnknown, RecordChanged, MoveNotAllowed, ReasonMissing."""
    walks.require_open(walks.walk(database, actor, walk_id))
    rows = database.read("walk_stops", walk_id=walk_id)
    rows = rows[rows["stop_number"] == stop_number]
    if rows.empty:
        raise WalkUnknown(walk_id=walk_id)
    unit_id = str(rows["unit_id"].iloc[0])
    before, revision = walks.read_before(rows["before"].iloc[0])
    with database.transaction("edited") as transaction:
        if before:
            _apply_where_untouched(transaction, actor, unit_id, revision, before, reason=reason)
        if drop:
            transaction.run("drop_walk_stop", walk_id=walk_id, stop_number=stop_number, now=utc_now())
        else:
            transaction.run("answer_walk_stop", walk_id=walk_id, stop_number=stop_number, now=utc_now())


def _apply_where_untouched(
    transaction: Transaction, actor: Actor, unit_id: str, revision: int, values: dict[str, object], *, reason: str
) -> None:
    """Write values although the record went on, unless somebody gave one of these very fields another value since."""
    refused = apply_changes(transaction, actor, {unit_id: (revision, values)}, reason=reason).refused
    error = refused.get(unit_id)
    if isinstance(error, RecordChanged) and not error.conflict.base.keys() & values.keys():
        newer = error.conflict.record.revision
        refused = apply_changes(transaction, actor, {unit_id: (newer, values)}, reason=reason).refused
    for each in refused.values():
        raise each


def progress(database: Database, actor: Actor, walk_id: int) -> Progress:
    """Raises NotAllowed, WalkUnknown."""
    walk = walks.walk(database, actor, walk_id)
    entries = database.read("walk_stops", walk_id=walk_id)
    return Progress(
        len(entries),
        int((entries["outcome"] == "added").sum()),
        int(entries["is_vacant"].fillna(False).astype(bool).sum()),
        walks.minutes_walked(entries["done_at"], walk.started_at),
    )


def _survey(database: Database, actor: Actor, walk_id: int) -> Walk:
    walk = walks.walk(database, actor, walk_id)
    walks.require_open(walk)
    if walk.street is None:
        raise WalkUnknown(walk_id=walk_id)
    return walk


def _units(database: Database, street: str) -> pd.DataFrame:
    rows = database.read("street_units", beginnings=_beginnings(street))
    parts = [split_address(address) for address in rows["address"]]
    rows = rows.assign(street=[part[0] for part in parts], house_number=[part[1] or None for part in parts])
    rows = _same_street(rows, street)
    rows = rows.assign(number=[known_number(text) for text in rows["house_number"]])
    order = sorted(range(len(rows)), key=lambda index: (rows["number"].iloc[index] or HouseNumber(0), index))
    return rows.iloc[order].reset_index(drop=True)


def _place(database: Database, street: str, units: pd.DataFrame, number: HouseNumber) -> Place | None:
    beginnings = _beginnings(street)
    addresses = _same_street(database.read("street_addresses", beginnings=beginnings), street)
    lines = _same_street(database.read("street_stretches", beginnings=beginnings), street)["geometry_wkb"]
    return StreetPlaces(addresses, units, [bytes(line) for line in lines], walks.limits()).place(number)


def _same_street(rows: pd.DataFrame, street: str) -> pd.DataFrame:
    """Rows of that street in whatever spelling; the same name is looked at once."""
    key = street_key(street)
    same = {name for name in rows["street"].unique() if street_key(name) == key}
    return rows[rows["street"].isin(same)]


def _beginnings(street: str) -> list[str]:
    """The first letters of a street, also with umlauts written the other way: enough to leave out most other streets."""
    text = street.strip().lower()
    written = {text}
    for umlaut, letters in _UMLAUTS.items():
        written |= {text.replace(umlaut, letters), text.replace(letters, umlaut)}
    return sorted({spelling[:_FIRST_LETTERS] for spelling in written})


def _postcode_nearby(units: pd.DataFrame, number: HouseNumber) -> str | None:
    """The postcode of the nearest known house number of the street."""
    known = [
        (abs(each.digits - number.digits), postcode)
        for each, postcode in zip(units["number"], units["postcode"], strict=True)
        if isinstance(each, HouseNumber) and isinstance(postcode, str)
    ]
    return min(known)[1] if known else None
