"""Words and numbers in the reader's language: gettext catalogues (German first, English complete) and
German or English formats of numbers and dates. Nothing else in the package holds text that a reader sees."""

import datetime
import math
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from strukturmonitor.cities import wording
from strukturmonitor.facts import read_facts

LANGUAGES = ("de", "en")
_LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> dict[str, str]:
    messages: dict[str, str] = {}
    for path in sorted((_LOCALE_DIR / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    messages[message.id] = message.string
    return messages


@cache
def _citations() -> dict[str, str]:
    return read_facts("citations.yml")


class Texts:
    """Speaks one language. `texts("area.city")` looks a message up; the other methods format values.

    Missing values (None, NaN, NaT) are formatted as "–" (a gap stays a gap).
    """

    def __init__(self, language: str, wording: Callable[[str, str], str] | None = None) -> None:
        """`wording`: key and message → the message in the words of a city."""
        self.language = language
        self._locale = Locale.parse("de_DE" if language == "de" else "en_GB")
        self._messages = _catalogue(language)
        if wording is not None:
            self._messages = {key: wording(key, message) for key, message in self._messages.items()}

    def __call__(self, key: str, **values: object) -> str:
        """The message of that key with its {placeholders} filled. A key no catalogue knows is a KeyError:
        the tests hold code and catalogues together. Where `count` is one and there is a «<key>.one», that is said."""
        message = self._messages.get(f"{key}.one") if str(values.get("count")) == "1" else None
        message = message or self._messages[key]
        return message.format(**values) if values else message

    def has(self, key: str) -> bool:
        return key in self._messages

    def cited(self, citation: str) -> str:
        """How a source is cited in this language; a line nobody translated stays as it is."""
        return citation if self.language == LANGUAGES[0] else _citations().get(citation, citation)

    def number(self, value: float | None, decimals: int = 0) -> str:
        if _is_missing(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        value = round(float(value), decimals) + 0.0  # + 0.0 turns −0.0 into 0.0
        return _decimal(value, pattern, self._locale).replace("-", "−")

    def change(self, value: float | None, decimals: int = 0) -> str:
        """A number with its sign, also for plus: «+1,2»."""
        if _is_missing(value):
            return "–"
        text = self.number(value, decimals)
        return text if round(value, decimals) <= 0 else f"+{text}"

    def percent(self, value: float | None, decimals: int = 1) -> str:
        return "–" if _is_missing(value) else f"{self.number(value, decimals)}{self.percent_sign}"

    @property
    def percent_sign(self) -> str:
        """As written behind a number: German with a space, English without."""
        return " %" if self.language == "de" else "%"

    def date(self, value: datetime.date | None) -> str:
        if _is_missing(value):
            return "–"
        return format_date(value, format="dd.MM.yyyy" if self.language == "de" else "d MMMM yyyy", locale=self._locale)

    def moment(self, value: datetime.datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
        """«23.11.2026, 08:05 Uhr» as the clocks of `zone` showed it; a time without a zone is UTC."""
        local = (value if value.tzinfo else value.replace(tzinfo=datetime.UTC)).astimezone(zone)
        time = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
        return self("format.moment", date=self.date(local.date()), time=time)

    def period(self, value: datetime.date, period: str) -> str:
        """A date as the indicator's period says it: a year, a quarter («3. Quartal 2026») or a day."""
        if period == "year":
            return str(value.year)
        if period == "quarter":
            return self("format.quarter", quarter=(value.month + 2) // 3, year=value.year)
        return self.date(value)

    def month(self, number: int) -> str:
        return self._locale.months["format"]["wide"][number]

    def weekday(self, number: int) -> str:
        """1 Monday to 7 Sunday."""
        return self._locale.days["format"]["wide"][number - 1]

    def weekday_short(self, number: int) -> str:
        return self._locale.days["stand-alone"]["short"][number - 1]

    def list(self, parts: list[str]) -> str:
        """«A, B und C»."""
        return format_list(parts, locale=self._locale)


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: Locale) -> str:
    """Pages and findings write the same numbers again and again."""
    return format_decimal(value, format=pattern, locale=locale)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value != value


@cache
def speak(language: str, city: str | None = None) -> Texts:
    """The words of a language; with a `city` (its folder) in that city's own names of levels."""
    return Texts(language, wording(city, language).of if city else None)
