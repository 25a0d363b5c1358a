"""What stands on a slide, before it is set."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from strukturmonitor.shown import Chart, Figure, Map, Table


@dataclass(frozen=True)
class Words:
    """Paragraphs; lines that begin with «- » are points of a list. `is_markdown`: ours, with **bold**; what people
    typed stays as it is."""

    text: str
    is_markdown: bool = False


@dataclass(frozen=True)
class Picture:
    """PNG or JPEG with its text alternative."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class Figures:
    """A row of figures, shown as a table."""

    figures: tuple[Figure, ...]


Content = Chart | Map | Table | Figures | Picture | Words


@dataclass(frozen=True)
class Slide:
    """One slide, or several where its content is long. `line`: area, date and filters; `beside`: words left of the
    content; `source`: source, date and method; `notes`: for who speaks; `around`, `zoom`: the area_id a
    map is drawn around, and how much nearer."""

    title: str
    content: Content | None = None
    beside: Words | None = None
    line: str = ""
    source: str = ""
    is_demo: bool = False
    notes: str = ""
    is_title: bool = False
    around: str | None = None
    zoom: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """Who draws pictures: `map` and `chart` take the part and width and height in pixels and give a PNG; a map also the
    area_id it is drawn around and how much nearer."""

    map: Callable[[Map, int, int, str | None, float], bytes]
    chart: Callable[[Chart, int, int], bytes]


@dataclass(frozen=True)
class Facts:
    """Of the whole deck. `made_on`: day and time that stand in the file."""

    title: str
    author: str
    made_on: datetime.datetime
