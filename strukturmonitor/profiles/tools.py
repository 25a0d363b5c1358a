"""What a document is made with: the pages, handed in from above, and the areas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from strukturmonitor.access import Actor
from strukturmonitor.areas import Area, AreaTree
from strukturmonitor.errors import NotAllowed
from strukturmonitor.profiles.recipe import audiences
from strukturmonitor.shown import View
from strukturmonitor.texts import Texts, speak

# A page drawn for an audience: path, query, audience → what it shows.
Take = Callable[[str, Mapping[str, str], Actor], View]
# The file behind one of our own map addresses («karte/umriss.geojson?…»), None where there is none.
Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Tools:
    """`city`: folder of the city below data/cities, for its own names of levels."""

    take: Take
    fetch: Fetch
    tree: AreaTree
    city: str
    language: str
    audience: Actor

    def __post_init__(self) -> None:
        if self.audience.role not in audiences():
            raise NotAllowed(role=self.audience.role, action="profile")

    @cached_property
    def texts(self) -> Texts:
        return speak(self.language, self.city)

    def view(self, path: str, query: Mapping[str, str], area: Area | None = None) -> View:
        """The page for this audience in this language, of `area` where one is given."""
        where = {} if area is None else {"bezirk": area.slug} if area.level == "bezirk" else {"gebiet": area.area_id}
        return self.take(path, {"sprache": self.language, **where, **query}, self.audience)
