"""Our map files by their address («karte/gebiete.geojson?ebene=…»): what the browser fetches by URL, and pictures, paper and
files without one. Only what the public may see."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import LEVELS
from strukturmonitor.exports.maps import backdrop_lines, indicator_areas, outline, outlines, streets
from strukturmonitor.indicators import catalogue
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.class_map import class_file
from strukturmonitor.ui.data import Data, database

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Query = Mapping[str, str]


def map_file(address: str) -> bytes | None:
    """The GeoJSON of a map address as the pages' layers have it; None where there is no such file."""
    parts = urlsplit(address)
    make = FILES.get(parts.path.removeprefix("/").removeprefix("karte/").removesuffix(".geojson"))
    return make(dict(parse_qsl(parts.query))) if make else None


def is_made_from_content(address: str) -> bool:
    """Whether an address says what is in its file, so that the file never changes."""
    return "klassen.geojson" in address


def _public_reader() -> Reader:
    return Reader(database(), Actor())


def _indicator_areas(query: Query) -> bytes | None:
    indicator = catalogue().get(query.get("indikator", ""))
    level, language, date = query.get("ebene", ""), query.get("sprache", ""), query.get("stand", "")
    is_known = indicator is not None and level in indicator.levels and language in LANGUAGES
    if not is_known or not _DAY.fullmatch(date):
        return None
    reader = _public_reader()
    data = Data(reader)
    rows = data.series(indicator)
    periods = [period for period in rows["period"].unique() if str(period)[:10] <= date]
    if not periods:
        return None
    return indicator_areas(
        reader,
        speak(language, data.city.id),
        indicator,
        rows,
        data.classes(indicator, level),
        level=level,
        period=max(periods),
    )


def _outlines(query: Query) -> bytes | None:
    level = query.get("ebene", "")
    return outlines(_public_reader(), level) if level in LEVELS else None


# File name → what makes it from the query of its address.
FILES: dict[str, Callable[[Query], bytes | None]] = {
    "gebiete": _indicator_areas,
    "umrisse": _outlines,
    "umriss": lambda query: outline(_public_reader(), query.get("gebiet", "")),
    "linien": lambda query: backdrop_lines(_public_reader()),
    "klassen": lambda query: class_file(query.get("inhalt", "")),
    "strassen": lambda query: streets(_public_reader(), query.get("gebiet", "")),
}
