"""Which column of a file holds what, where its headers are none the source knows: guessed from words and values,
corrected by a person, kept under a name."""

import datetime
import json
import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from strukturmonitor.access import Actor, require
from strukturmonitor.database import Database
from strukturmonitor.errors import MappingUnknown, SettingInvalid
from strukturmonitor.imports.cleaning import Unreadable, clean, clean_number, is_empty
from strukturmonitor.imports.reading import Cell, as_text
from strukturmonitor.imports.sources import Column, Source, plain, plain_header
from strukturmonitor.imports.spellings import with_confirmed

_LIKE_HEADER = 84  # likeness (0 to 100) from which a header counts as a misspelling of a known one
_SHORT = 5  # letters up to which a header must share whole words
_ENOUGH = 0.8  # share of sample values that must fit a pattern
_LONGEST_NAME = 80
_POSTCODE = re.compile(r"^(D-)?\d{5}$")
_HOUSE = re.compile(r"^\d{1,4} ?[a-zA-Z]?$")
_STREET = re.compile(r"(stra(ß|ss)e|str\.|weg|platz|allee|gasse|ufer|ring|damm|markt)\b", re.IGNORECASE)
_LEFT_OUT = ""


@dataclass(frozen=True)
class Guess:
    """`field`: empty where the column is left out. `reason`: known (a header of the source), like (nearly one), values
    (what stands below it), never (must not be loaded), none."""

    header: str
    field: str
    reason: str


def guess(headers: list[str], samples: list[list[Cell]], source: Source, *, today: datetime.date) -> list[Guess]:
    """One guess per column with a header; no field twice. `samples`: some values per column."""
    found: dict[int, Guess] = {}
    taken: set[str] = set()
    named = [(index, header) for index, header in enumerate(headers) if plain_header(header)]
    for index, header in named:
        spelling = plain_header(header)
        if spelling in source.not_taken:
            found[index] = Guess(header, _LEFT_OUT, "never")
        elif spelling in source.headers and source.headers[spelling][0] not in taken:
            found[index] = Guess(header, source.headers[spelling][0], "known")
            taken.add(found[index].field)
    nearness = []
    for index, header in named:
        if index not in found:
            likely = _nearest_header(plain_header(header), source)
            if likely:
                nearness.append((likely[1], index, header, likely[0]))
    for _, index, header, near in sorted(nearness, reverse=True):
        if near in source.not_taken:
            found[index] = Guess(header, _LEFT_OUT, "like")
        elif source.headers[near][0] not in taken:
            found[index] = Guess(header, source.headers[near][0], "like")
            taken.add(found[index].field)
    for index, header in named:
        if index not in found:
            field = _by_values(samples[index], source, taken, today)
            found[index] = Guess(header, field or _LEFT_OUT, "values" if field else "none")
            taken |= {field} if field else set()
    return [found[index] for index, _ in named]


def _nearest_header(spelling: str, source: Source) -> tuple[str, float] | None:
    """The known header most like this one and how like; of equally near ones the longest says the most."""
    scorer = fuzz.WRatio if len(spelling) > _SHORT else fuzz.token_set_ratio if len(spelling) > 2 else fuzz.ratio
    known = [*source.headers, *source.not_taken]
    found = process.extract(spelling, known, scorer=scorer, score_cutoff=_LIKE_HEADER, limit=10)
    best = max(found, key=lambda entry: (entry[1], len(entry[0])), default=None)
    return best[:2] if best else None


def _by_values(cells: list[Cell], source: Source, taken: set[str], today: datetime.date) -> str | None:
    """The field whose values look like these."""
    filled = [cell for cell in cells if not is_empty(cell)]
    if not filled:
        return None
    free = {name: column for name, column in source.columns.items() if name not in taken}
    texts = [as_text(cell) for cell in filled]
    tests = (
        ("postcode", lambda: _share(texts, lambda text: _POSTCODE.match(text) is not None)),
        ("address", lambda: _share(texts, lambda text: _STREET.search(text) is not None)),
        ("lon", lambda: _share(filled, lambda cell: _within(cell, source, "x"))),
        ("lat", lambda: _share(filled, lambda cell: _within(cell, source, "y"))),
        ("vacant_since", lambda: _share(filled, lambda cell: _is_day(source.columns["vacant_since"], cell, today))),
        (
            "house_number",
            lambda: _share(texts, lambda text: _HOUSE.match(text) is not None) if "address" in taken else 0.0,
        ),
    )
    for name, share in tests:
        if name in free and share() >= _ENOUGH:
            return name
    shares = {
        name: _share(texts, lambda text, column=column: plain(text) in column.words)
        for name, column in free.items()
        if column.type == "choice"
    }
    best = max(shares, key=lambda name: (shares[name], name == "state"), default=None)
    return best if best is not None and shares[best] >= _ENOUGH else None


def _share(values: list, fits: object) -> float:
    return sum(1 for value in values if fits(value)) / len(values)


def _within(cell: Cell, source: Source, axis: str) -> bool:
    """A number with a fraction in the range of degrees, or one in the range of metres of a known system."""
    try:
        number = clean_number(cell, is_coordinate=True)
    except Unreadable:
        return False
    for system in source.definition.get("position", {}).get("systems", ()):
        low, high = system[axis]
        if low <= number <= high:
            return high > 1000 or not number.is_integer()
    return False


def _is_day(column: Column, cell: Cell, today: datetime.date) -> bool:
    if isinstance(cell, (int, float)):
        return False
    try:
        clean(column, cell, today)
    except Unreadable:
        return False
    return True


def adapted(database: Database, source: Source, mapping: str | None) -> Source:
    """The source with the words people confirmed and with the columns assigned: by a saved mapping's name, or by its
    JSON. Raises MappingUnknown, SettingInvalid."""
    source = with_confirmed(database, source)
    return source.with_mapping(parsed(database, source, mapping)) if mapping else source


def parsed(database: Database, source: Source, mapping: str) -> dict[str, str]:
    """Header → field. Raises MappingUnknown, SettingInvalid."""
    if mapping.lstrip().startswith("{"):
        try:
            assigned = json.loads(mapping)
        except (ValueError, RecursionError) as error:
            raise SettingInvalid(name="mapping", value=mapping[:80], allowed="JSON") from error
    else:
        known = saved(database, source)
        if mapping not in known:
            raise MappingUnknown(name=mapping, known=", ".join(known) or "–")
        assigned = known[mapping]
    allowed = [*source.columns, _LEFT_OUT]
    wrong = [field for field in assigned.values() if field not in allowed]
    if wrong:
        raise SettingInvalid(name="mapping", value=str(wrong[0])[:80], allowed=", ".join(source.columns))
    return {str(header): str(field) for header, field in assigned.items()}


def as_option(assigned: dict[str, str]) -> str:
    """A mapping as the option `mapping` of an import."""
    return json.dumps(assigned, ensure_ascii=False, sort_keys=True)


def saved(database: Database, source: Source) -> dict[str, dict[str, str]]:
    """Name → mapping."""
    rows = database.read("import_mappings", source_id=source.id)
    return {row["name"]: json.loads(row["mapping"]) for row in rows.to_dict("records")}


def save(database: Database, actor: Actor, source: Source, name: str, assigned: dict[str, str]) -> None:
    """Keep a mapping; one of the same name is replaced. Raises NotAllowed, SettingInvalid."""
    require(actor, source.right)
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name or name.startswith("{"):
        raise SettingInvalid(name="mapping", value=name, allowed="Text")
    parsed(database, source, as_option(assigned))
    with database.transaction("save mapping") as transaction:
        transaction.run(
            "save_mapping", mapping_name=name, source_id=source.id, mapping=as_option(assigned), saved_by=actor.role
        )
