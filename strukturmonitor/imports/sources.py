"""The sources that can be imported: data/sources/<name>.yml, one file each, spellings and limits included."""

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import yaml

from strukturmonitor.errors import SourceUnknown
from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.spelling import plain

SOURCES_DIR = PROJECT_DIR / "data" / "sources"
_UNITS = re.compile(r"( (in )?(m2|qm|m|meter|eur|euro|stueck|anzahl|ja nein))+$")


@dataclass(frozen=True)
class Column:
    """One column of a source. `words`: spelling (as `plain` writes it) → value of the register; `gaps`: spellings of
    "no value here"; `format`: of a date that has a fixed one; `is_future`: a date may lie ahead."""

    field: str
    header: str
    type: str
    is_required: bool
    rejects: bool
    variants: tuple[str, ...]
    words: dict[str, str]
    spellings: dict[str, str]
    meaning: dict[str, str]
    example: str
    longest: int
    minimum: float | None
    maximum: float | None
    other: str | None
    level: str | None
    format: str | None
    gaps: frozenset[str]
    is_future: bool


@dataclass(frozen=True)
class Source:
    """A source definition. `definition` is the whole file, for what only one kind of source needs. `cities`: those it
    belongs to, none for all. `keeps_file`: whether the untouched file stays in the archive, or only its hash in the
    list of imports, because it holds personal data."""

    id: str
    kind: str
    right: str
    title: dict[str, str]
    description: dict[str, str]
    extensions: tuple[str, ...]
    max_mb: int
    max_rows: int
    max_columns: int
    columns: dict[str, Column]
    not_taken: dict[str, str]
    cities: frozenset[str]
    keeps_file: bool
    definition: dict = field(repr=False)
    mapping: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def headers(self) -> dict[str, tuple[str, int]]:
        """Known header (as `plain_header` writes it) → field and rank of the spelling; 0 is the documented one, -1
        one that a person assigned."""
        by_hand = {plain_header(header): name for header, name in self.mapping.items()}
        known = {header: found for header, found in _headers(self.id).items() if header not in by_hand}
        return known | {header: (name, -1) for header, name in by_hand.items() if name}

    def serves(self, city: str) -> bool:
        """Whether it can have data of the city with this id."""
        return not self.cities or city in self.cities

    def with_mapping(self, mapping: dict[str, str]) -> "Source":
        """With the columns a person assigned: header → field, or an empty text for a column that is left out."""
        return replace(self, mapping=mapping)

    def with_words(self, words: dict[str, dict[str, str]]) -> "Source":
        """With more spellings (field → spelling as `plain` writes it → value): those that people confirmed."""
        columns = {
            name: replace(column, words=column.words | words[name]) if name in words else column
            for name, column in self.columns.items()
        }
        return replace(self, columns=columns)

    def column_of(self, header: str | None) -> Column | None:
        """The column behind a header as it stood in a file."""
        found = self.headers.get(plain_header(header)) if header else None
        return self.columns[found[0]] if found else None


def plain_header(text: str) -> str:
    """Like `plain`, without a unit at the end: «Fläche (m²)» → «flaeche»."""
    return _UNITS.sub("", plain(text.replace("€", " eur ")))


@cache
def sources() -> dict[str, Source]:
    """All sources by name."""
    return {path.stem: _read(path.stem) for path in sorted(SOURCES_DIR.glob("*.yml"))}


def sources_of_city(city: str) -> dict[str, Source]:
    """Those that can have data of the city with this id, by name."""
    return {name: each for name, each in sources().items() if each.serves(city)}


def source(name: str) -> Source:
    """Raises SourceUnknown."""
    known = [path.stem for path in sorted(SOURCES_DIR.glob("*.yml"))]
    if name not in known:
        raise SourceUnknown(name=name, known=", ".join(known))
    return _read(name)


@cache
def _read(name: str) -> Source:
    definition = yaml.load((SOURCES_DIR / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    file = definition["file"]
    return Source(
        id=definition["id"],
        kind=definition["kind"],
        right=definition["right"],
        title=definition["title"],
        description=definition["description"],
        extensions=tuple(file["extensions"]),
        max_mb=file["max_mb"],
        max_rows=file["max_rows"],
        max_columns=file["max_columns"],
        columns={key: _column(key, column) for key, column in definition.get("columns", {}).items()},
        not_taken={
            plain_header(header): reason
            for reason, headers in definition.get("not_taken", {}).items()
            for header in headers
        },
        cities=frozenset(definition.get("cities", ())),
        keeps_file=definition.get("keep_file", True),
        definition=definition,
    )


def _column(key: str, column: dict) -> Column:
    words = column.get("words", {})
    return Column(
        field=key,
        header=column["header"],
        type=column["type"],
        is_required=column.get("required", False),
        rejects=column.get("required", False) or column.get("if_unreadable") == "reject",
        variants=tuple(column.get("variants", ())),
        words={plain(spelling): value for value, spellings in words.items() for spelling in spellings},
        spellings={value: spellings[0] for value, spellings in words.items()},
        meaning=column["meaning"],
        example=column["example"],
        longest=column.get("longest", 200),
        minimum=column.get("minimum"),
        maximum=column.get("maximum"),
        other=column.get("other"),
        level=column.get("level"),
        format=column.get("format"),
        gaps=frozenset(str(gap) for gap in column.get("gaps", ())),
        is_future=column.get("future", False),
    )


@cache
def _headers(name: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for column in _read(name).columns.values():
        for rank, header in enumerate((column.header, *column.variants)):
            spelling = plain_header(header)
            if spelling not in found or rank < found[spelling][1]:
                found[spelling] = (column.field, rank)
    return found
