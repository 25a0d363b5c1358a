"""Our map files by their address («karte/gebiete.geojson?ebene=…»): what the browser fetches by URL, and pictures, paper and
files without one. Only what the public may see."""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from strukturmonitor.access import Actor, Reader
from strukturmonitor.areas import LEVELS
from strukturmonitor.exports.maps import backdrop_lines, indicator_areas, outline, outlines, streets
from strukturmonitor.indicators import catalogue
from strukturmonitor.stories.files import geometry
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.data import Data, database

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_CLASS_FILES = 300  # of some 60 kB; a browser fetches its file right after the page was drawn
_lock = threading.Lock()
_class_files: OrderedDict[str, bytes] = OrderedDict()

Query = Mapping[str, str]


def map_file(address: str) -> bytes | None:
    """The GeoJSON of a map address as the pages' layers have it; None where there is no such file."""
    parts = urlsplit(address)
    make = FILES.get(parts.path.removeprefix("/").removeprefix("karte/").removesuffix(".geojson"))
    return make(dict(parse_qsl(parts.query))) if make else None


def leave_class_file(content: bytes) -> str:
    """Keep the map file that a page has just made, whose address is made from its content; returns that part of it."""
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    with _lock:
        _class_files[digest] = content
        _class_files.move_to_end(digest)
        while len(_class_files) > _MOST_CLASS_FILES:
            _class_files.popitem(last=False)
    return digest


def _class_file(query: Query) -> bytes | None:
    """The map file that a page left under this address; None where none was, or long ago."""
    with _lock:
        return _class_files.get(query.get("inhalt", ""))


def is_made_from_content(address: str) -> bool:
    """Whether an address says what is in its file, so that the file never changes."""
    return "klassen.geojson" in address or "eingefroren.geojson" in address


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
    "klassen": _class_file,
    "strassen": lambda query: streets(_public_reader(), query.get("gebiet", "")),
    "eingefroren": lambda query: geometry(database(), query.get("inhalt", "")),
}
