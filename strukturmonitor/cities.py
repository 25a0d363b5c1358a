"""What the software needs to know of a city: data/cities/<city>, data only. No other place says facts about one."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from strukturmonitor.errors import CityUnknown
from strukturmonitor.settings import PROJECT_DIR

CITIES_DIR = PROJECT_DIR / "data" / "cities"


@dataclass(frozen=True)
class City:
    """`metric_crs`: EPSG code of the system in metres in which surfaces and lengths are measured.
    `code_digits`: level → length of its numbers, which spreadsheets write without leading zeros.
    `definition`: the whole of city.yml."""

    id: str
    name: str
    ags: str
    timezone: ZoneInfo
    metric_crs: int
    holidays: dict[str, str]
    code_digits: dict[str, int]
    compared_first: tuple[str, ...]
    definition: dict = field(repr=False, compare=False)

    @property
    def folder(self) -> Path:
        return CITIES_DIR / self.id

    @property
    def has_demo(self) -> bool:
        """Whether made data can be generated for it."""
        return (self.folder / "demo.yml").exists()

    def full_code(self, level: str, code: str) -> str:
        """A number of an area with the zeros a spreadsheet dropped."""
        return code.zfill(self.code_digits.get(level, 0)) if code.isdecimal() else code


def known_cities() -> list[str]:
    """Names of the folders, in the order of the alphabet."""
    return sorted(path.parent.name for path in CITIES_DIR.glob("*/city.yml"))


def default_city() -> str:
    """The city that `init` takes where none is named: data/cities/default.yml."""
    return str(_yaml(CITIES_DIR / "default.yml")["city"])


@cache
def city(name: str) -> City:
    """Raises CityUnknown."""
    if name not in known_cities():
        raise CityUnknown(name=name, known=", ".join(known_cities()))
    definition = _yaml(CITIES_DIR / name / "city.yml")
    return City(
        id=name,
        name=definition["name"],
        ags=definition["ags"],
        timezone=ZoneInfo(definition["timezone"]),
        metric_crs=definition["metric_crs"],
        holidays=definition["holidays"],
        code_digits=definition.get("code_digits", {}),
        compared_first=tuple(definition.get("compared_first", ())),
        definition=definition,
    )


@cache
def spellings(name: str) -> dict:
    """Prefixes, aliases and number schemes of its areas."""
    return _yaml(CITIES_DIR / name / "spellings.yml")


@cache
def wording(name: str, language: str) -> "Wording":
    """How the city calls its levels."""
    path = CITIES_DIR / name / "words.yml"
    words = _yaml(path).get(language, {}) if path.exists() else {}
    return Wording(words.get("words", {}), words.get("texts", {}))


class Wording:
    """Own names of levels: words that replace those of the catalogues, and whole messages where a word is not enough."""

    def __init__(self, words: dict[str, str], texts: dict[str, str]) -> None:
        self._words = words
        self._texts = texts
        longest_first = sorted(words, key=len, reverse=True)
        self._pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b") if words else None

    def of(self, key: str, message: str) -> str:
        """The message of a catalogue in the city's own words."""
        if key in self._texts:
            return self._texts[key]
        return self._pattern.sub(lambda found: self._words[found[1]], message) if self._pattern else message


def _yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
