"""Words of imported files that nobody knew: what they may mean, and what people said they do."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from strukturmonitor.access import Actor, require
from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.errors import SettingInvalid
from strukturmonitor.imports.findings import Finding
from strukturmonitor.imports.sources import Column, Source, plain

_CODES = frozenset({"choice_unknown", "choice_other", "district_unknown", "area_unknown"})
_LIKELY = 70  # likeness (0 to 100) from which a meaning is suggested
_ARROW = " → "  # a finding shows the nearest name of an area behind the spelling


@dataclass(frozen=True)
class UnknownSpelling:
    """`suggestion`: the likeliest value of the field, None where nothing comes near."""

    field: str
    spelling: str
    count: int
    suggestion: str | None


def words_of(database: Database, source: Source) -> dict[str, dict[str, str]]:
    """Field → spelling as `plain` writes it → value: what people confirmed for this source."""
    words: dict[str, dict[str, str]] = {}
    for row in database.read("spellings", source_id=source.id).to_dict("records"):
        words.setdefault(row["field"], {})[plain(row["spelling"])] = row["value"]
    return words


def with_confirmed(database: Database, source: Source) -> Source:
    """The source with the words people confirmed."""
    return source.with_words(words_of(database, source))


def values_of(database: Database, column: Column) -> dict[str, str]:
    """What a spelling of this column may mean: value → words for it."""
    if column.type == "area":
        return {area.area_id: area.name for area in AreaTree(database.read("areas")).of_level(column.level or "")}
    return dict(column.spellings)


def unknown(database: Database, source: Source, findings: Iterable[Finding]) -> list[UnknownSpelling]:
    """The unknown words of an import, the most frequent first. `source`: as the file was read (with its mapping)."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        column = source.column_of(finding.column) if finding.code in _CODES else None
        if column is not None and finding.value:
            spelling = (
                finding.value.split(_ARROW)[0]
                if finding.code in ("district_unknown", "area_unknown")
                else finding.value
            )
            counts[column.field, spelling] += 1
    choices = {field: values_of(database, source.columns[field]) for field, _ in counts}
    return [
        UnknownSpelling(field, spelling, count, _nearest(source.columns[field], choices[field], spelling))
        for (field, spelling), count in counts.most_common()
    ]


def _nearest(column: Column, choices: dict[str, str], spelling: str) -> str | None:
    known = dict(column.words) | {plain(words): value for value, words in choices.items()}
    best = process.extractOne(plain(spelling), known.keys(), scorer=fuzz.WRatio, score_cutoff=_LIKELY)
    return known[best[0]] if best else None


def remember(database: Database, actor: Actor, source: Source, field: str, spelling: str, value: str) -> None:
    """Keep what a spelling means for every later import of the source; an earlier meaning is replaced. Raises
    NotAllowed, SettingInvalid."""
    require(actor, source.right)
    column = source.columns.get(field)
    if column is None or column.type not in ("choice", "area"):
        raise SettingInvalid(name="field", value=field, allowed=", ".join(_teachable(source)))
    allowed = values_of(database, column)
    if value not in allowed:
        raise SettingInvalid(name=field, value=value, allowed=", ".join(allowed))
    if not plain(spelling):
        raise SettingInvalid(name="spelling", value=spelling, allowed="A–Z, 0–9")
    with database.transaction("remember spelling") as transaction:
        transaction.run(
            "remember_spelling", source_id=source.id, field=field, spelling=spelling, value=value,
            confirmed_by=actor.role,
        )  # fmt: skip


def forget(database: Database, actor: Actor, source: Source, field: str, spelling: str) -> None:
    """Take a confirmed meaning back. Raises NotAllowed."""
    require(actor, source.right)
    with database.transaction("forget spelling") as transaction:
        transaction.run("forget_spelling", source_id=source.id, field=field, spelling=spelling)


def remembered(database: Database, source: Source) -> list[dict]:
    """What was confirmed for a source: field, spelling, value, confirmed_by, confirmed_at (UTC)."""
    rows = database.read("spellings", source_id=source.id).to_dict("records")
    return [row | {"confirmed_at": _moment(row["confirmed_at"])} for row in rows]


def _moment(value: object) -> datetime.datetime:
    return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value


def _teachable(source: Source) -> list[str]:
    return [name for name, column in source.columns.items() if column.type in ("choice", "area")]
