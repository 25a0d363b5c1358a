"""The indicator catalogue: one YAML per indicator in data/catalogue/indicators; half-filled ones are refused."""

from functools import cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from strukturmonitor.settings import PROJECT_DIR
from strukturmonitor.texts import Texts

CATALOGUE_DIR = PROJECT_DIR / "data" / "catalogue" / "indicators"
# In the order in which pages show them: the six themes of the Quartierskoordination, and the centre.
THEMES = ("vacancy", "reuse", "renovation", "traffic", "cleanliness", "demography", "centre")


class Words(BaseModel):
    """A text in all languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    de: str = Field(min_length=2)
    en: str = Field(min_length=2)

    def in_language(self, texts: Texts) -> str:
        return getattr(self, texts.language)


class Indicator(BaseModel):
    """What an indicator means; page, tooltip, axis, export and glossary speak from it.

    The value is factor · numerator / denominator, or factor · numerator where the query gives no denominator.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    theme: Literal["vacancy", "reuse", "renovation", "traffic", "cleanliness", "demography", "centre"]
    title: Words
    short: Words
    description: Words
    unit: Literal[
        "pct",
        "persons",
        "per_1000",
        "per_1000_women",
        "days",
        "index",
        "vehicles_24h",
        "count",
        "ratio",
        "m2",
        "years",
        "per_hour",
    ]
    decimals: int = Field(ge=0, le=2)
    direction: Literal["more_is_worse", "more_is_better", "neutral"]
    formula: Words
    factor: float
    query: str
    base: Literal["register", "statistics"]
    levels: tuple[Literal["city", "bezirk", "stat", "pg"], ...] = Field(min_length=1)
    period: Literal["date", "year"]
    update_interval: Words
    source: str
    method: Words
    reading: Words
    gaps: Words
    small_numbers: Literal["none", "persons", "owners"]
    minimum_denominator: int = Field(ge=0)

    @field_validator("reading")
    @classmethod
    def _reading_has_numbers(cls, reading: Words) -> Words:
        for text in (reading.de, reading.en):
            for placeholder in ("{where}", "{date}", "{value}"):
                if placeholder not in text:
                    raise ValueError(f"the reading sentence lacks {placeholder}")
        return reading

    @property
    def is_amount(self) -> bool:
        """A sum over areas: its changes are weighed in per cent, and the city's value is no yardstick for a district."""
        return self.unit in ("persons", "count", "m2")

    def format_value(self, texts: Texts, value: float | None) -> str:
        """The value with its unit: «9,8 %», «1.234 Kfz/24 h»."""
        number = texts.number(value, self.decimals)
        return number if number == "–" else texts(f"unit.{self.unit}", value=number)

    def format_difference(self, texts: Texts, value: float | None) -> str:
        """A difference of two values; of shares in percentage points, never in per cent."""
        number = texts.change(value, self.decimals)
        unit = "points" if self.unit == "pct" else self.unit
        return number if number == "–" else texts(f"unit.{unit}", value=number)


@cache
def catalogue() -> dict[str, Indicator]:
    """All indicators by id, ordered by theme and file name. Raises pydantic.ValidationError on a half-filled one."""
    found = [
        Indicator(**yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(CATALOGUE_DIR.glob("*.yml"))
    ]
    return {indicator.id: indicator for indicator in sorted(found, key=lambda i: THEMES.index(i.theme))}
