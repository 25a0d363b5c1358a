"""Definitions of need indices, as data: data/catalogue/indexes/<id>.yml, or a file of somebody's own."""

import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from strukturmonitor.errors import IndexDefinitionWrong, IndexUnknown, IndexWeightsWrong
from strukturmonitor.indicators.catalogue import CATALOGUE_DIR, Words

INDEXES_DIR = CATALOGUE_DIR.parent / "indexes"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class IndexIndicator(_Part):
    """One indicator of an index.

    id: its column in a table; catalogue: the indicator of the catalogue that counts it, None where there is none;
    kept_by: who counts it instead.
    transformation: of the values, before they are standardised (log and sqrt draw in long tails).
    change: in what a change counts, `points` (difference) or `relative` (per cent of the earlier value, for amounts).
    minimum_denominator: below it an area has no value in this indicator.
    noise: what a count varies like by chance: `binomial` (cases out of a base), `poisson` (events), `none`.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    catalogue: str | None
    weight: float = Field(gt=0, allow_inf_nan=False)
    direction: Literal["more_is_worse", "more_is_better"]
    transformation: Literal["none", "log", "sqrt"] = "none"
    change: Literal["points", "relative"] = "points"
    minimum_denominator: int = Field(default=0, ge=0)
    noise: Literal["binomial", "poisson", "none"] = "none"
    stands_for: Words
    kept_by: Words | None = None

    @property
    def sign(self) -> int:
        """+1 or −1: what turns a value so that higher means more need."""
        return 1 if self.direction == "more_is_worse" else -1


class IndexVersion(_Part):
    """An index as it holds from `valid_from` to `valid_until` (None: until today).

    least_weight_share: the least share of the weights whose indicators an area must have to be valued (1: all).
    window_years: over which the dynamic looks back. Cuts: in standard deviations; a value on a cut belongs to the class
    nearer the middle."""

    version: str = Field(min_length=1)
    valid_from: datetime.date
    valid_until: datetime.date | None
    minimum_population: int = Field(ge=0)
    least_weight_share: float = Field(gt=0, le=1)
    window_years: int = Field(ge=1, le=20)
    status_cuts: tuple[float, float, float]
    dynamic_cuts: tuple[float, float]
    indicators: tuple[IndexIndicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_consistent(self) -> "IndexVersion":
        for cuts in (self.status_cuts, self.dynamic_cuts):
            if any(low >= high for low, high in pairwise(cuts)):
                raise ValueError("the cuts must rise")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError("valid_until lies before valid_from")
        columns = [indicator.id.casefold() for indicator in self.indicators]
        if len(set(columns)) < len(columns):
            raise ValueError("an indicator stands twice")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(indicator.id for indicator in self.indicators)

    @property
    def is_in_catalogue(self) -> bool:
        """Whether the catalogue counts all of its indicators, so that the index can be computed from our own data."""
        return all(indicator.catalogue is not None for indicator in self.indicators)

    def with_weights(self, weights: dict[str, float]) -> "IndexVersion":
        """With other weights by indicator; those of weight 0 are left out. Raises IndexWeightsWrong where none is left."""
        kept = [
            indicator.model_copy(update={"weight": weights[indicator.id]})
            for indicator in self.indicators
            if weights[indicator.id] > 0
        ]
        if not kept:
            raise IndexWeightsWrong
        return self.model_copy(update={"indicators": tuple(kept)})


class IndexDefinition(_Part):
    """population: the indicator of the catalogue whose count is held against the minimum population. class_words: what
    the classes are called, `status` (high to very low, as in Berlin) or `need` (low to very high)."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Words
    description: Words
    reference: Words
    levels: tuple[Literal["bezirk", "stat"], ...] = Field(min_length=1)
    population: str
    class_words: Literal["status", "need"] = "status"
    versions: tuple[IndexVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _versions_follow_each_other(self) -> "IndexDefinition":
        if len({version.version for version in self.versions}) < len(self.versions):
            raise ValueError("a version stands twice")
        for earlier, later in pairwise(self.versions):
            if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
                raise ValueError(f"the versions {earlier.version} and {later.version} overlap or are not in order")
        return self

    def version_at(self, day: datetime.date) -> IndexVersion | None:
        """The version in force on a day; None where there is none."""
        return next(
            (
                version
                for version in self.versions
                if version.valid_from <= day and (version.valid_until is None or day <= version.valid_until)
            ),
            None,
        )


@cache
def definitions() -> dict[str, IndexDefinition]:
    """The shipped definitions by id. Raises IndexDefinitionWrong."""
    return {path.stem: read_definition(path) for path in sorted(INDEXES_DIR.glob("*.yml"))}


def find_definition(name: str) -> IndexDefinition:
    """A definition of the catalogue by its name, or of a YAML file by its path. Raises IndexUnknown,
    IndexDefinitionWrong."""
    if name in definitions():
        return definitions()[name]
    path = Path(name)
    if path.suffix.lower() not in (".yml", ".yaml") or not path.is_file():
        raise IndexUnknown(name=name, known=", ".join(definitions()))
    return read_definition(path)


def read_definition(path: Path) -> IndexDefinition:
    """Raises IndexDefinitionWrong, which says the first field that is wrong and why."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise IndexDefinitionWrong(file=str(path), where="YAML", problem=" ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise IndexDefinitionWrong(file=str(path), where="YAML", problem=type(content).__name__)
    try:
        return IndexDefinition(**content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or path.name
        raise IndexDefinitionWrong(file=str(path), where=where, problem=first["msg"]) from error
    except TypeError as error:  # a key that is no text
        raise IndexDefinitionWrong(file=str(path), where="YAML", problem=str(error)) from error
