"""Areas: city, Stadtbezirk, statistischer Bezirk, Unterbezirk, programme area; their spellings and points in them."""

import difflib
import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from strukturmonitor.cities import spellings
from strukturmonitor.errors import AreaUnknown

LEVELS = ("city", "bezirk", "stat", "ub", "pg")
_NEAR = 0.75  # likeness from which a name counts as a misspelling of another
_MOST_PLACES = 6  # as many as fit below the search field
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Area:
    area_id: str
    level: str
    code: str | None
    slug: str
    name: str
    parent_id: str | None
    area_km2: float
    lon: float
    lat: float
    is_made: bool


class AreaTree:
    """All areas of one version of the statistics, by id, slug and spelling."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """`rows` as of the query `areas`."""
        self._by_id = {
            row.area_id: Area(
                row.area_id,
                row.level,
                row.code if isinstance(row.code, str) else None,
                row.slug,
                row.name,
                row.parent_id if isinstance(row.parent_id, str) else None,
                row.area_km2,
                row.lon,
                row.lat,
                row.origin == "made",
            )
            for row in rows.itertuples(index=False, name="Row")
        }

    def __getitem__(self, area_id: str) -> Area:
        return self._by_id[area_id]

    def __contains__(self, area_id: str) -> bool:
        return area_id in self._by_id

    @property
    def names(self) -> dict[str, str]:
        """area_id → name."""
        return {area.area_id: area.name for area in self._by_id.values()}

    @property
    def levels(self) -> dict[str, str]:
        """area_id → level."""
        return {area.area_id: area.level for area in self._by_id.values()}

    @property
    def city(self) -> Area:
        return self.of_level("city")[0]

    def of_level(self, level: str) -> list[Area]:
        """In the German order of their names."""
        return [area for area in self._by_id.values() if area.level == level]

    def children(self, area_id: str) -> list[Area]:
        return [area for area in self._by_id.values() if area.parent_id == area_id]

    def bezirk_of(self, area_id: str) -> Area | None:
        """The Stadtbezirk an area is or lies in; None for the city."""
        area: Area | None = self._by_id[area_id]
        while area is not None and area.level != "bezirk":
            area = self._by_id.get(area.parent_id or "")
        return area


def slugify(name: str) -> str:
    """ASCII name for URLs: «Größe / Öl» → «groesse-oel»."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name.lower()).translate(_UMLAUTS))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")


def resolve(
    spelling: str, tree: AreaTree, city: str, *, scheme: str | None = None, levels: tuple[str, ...] = LEVELS
) -> Area:
    """The area behind a spelling («DO-Hörde», «hoerde») or, only where a `scheme` of spellings.yml is
    named, behind that scheme's number («10» of the city's open data). Of areas with the same name the first of
    `levels` wins. Raises AreaUnknown with the nearest name."""
    known = spellings(city)
    text = spelling.strip()
    if scheme is not None and text in known["number_schemes"][scheme]:
        return tree[known["number_schemes"][scheme][text]]
    for prefix in known["prefixes"]:
        if text.lower().startswith(prefix.lower()):
            text = text[len(prefix) :].strip()
    slug = slugify(text)
    slug = known["aliases"].get(slug, slug)
    for level in levels:
        for area in tree.of_level(level):
            if area.slug == slug or area.area_id == spelling:
                return area
    names = {area.slug: area.name for level in levels for area in tree.of_level(level)}
    near = difflib.get_close_matches(slug, names, n=1)
    if near:
        raise AreaUnknown(spelling=spelling, suggestion=names[near[0]])
    raise AreaUnknown(spelling=spelling, suggestion="–", reason="none_near")


@dataclass(frozen=True)
class Place:
    """A hit of the search: an area, or a street (its name) with a Stadtbezirk it runs through."""

    area: Area
    street: str | None = None


def find_places(text: str, tree: AreaTree, city: str, streets: pd.DataFrame) -> list[Place]:
    """Areas and streets whose name begins with the text, contains it, or comes near it in spelling, in this order.
    `streets`: name, area_id, as of the query `street_districts`. An empty text finds nothing."""
    known = spellings(city)
    wanted = text.strip()
    for prefix in known["prefixes"]:
        if wanted.lower().startswith(prefix.lower()):
            wanted = wanted[len(prefix) :]
    slug = slugify(wanted)
    slug = known["aliases"].get(slug, slug).replace("-", "")
    if not slug:
        return []
    places = [Place(area) for level in LEVELS for area in tree.of_level(level)]
    places += [Place(tree[area_id], name) for name, area_id in zip(streets["name"], streets["area_id"], strict=True)]
    scored = []
    for place in places:
        name = slugify(place.street or place.area.name).replace("-", "")
        if name.startswith(slug):
            score = 0
        elif slug in name:
            score = 1
        elif len(slug) > 3 and difflib.SequenceMatcher(None, slug, name).ratio() >= _NEAR:
            score = 2
        else:
            continue
        scored.append((score, place))
    nearest = min((score for score, _ in scored), default=0)
    # A misspelling is guessed only where nothing fits as it is written.
    return [place for score, place in sorted(scored, key=lambda s: s[0]) if score < 2 or nearest == 2][:_MOST_PLACES]
