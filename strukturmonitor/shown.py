"""What a page shows, taken apart: the one form in which charts, maps, figures, tables and sentences reach stories, slides,
paper, files and other web sites. A page adds its parts while it is drawn (`ui.page.Page.parts`); nothing here knows
Streamlit or how a part is drawn elsewhere."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from strukturmonitor.texts import Texts

# The layer of a map that holds the outline of an area that somebody drew.
OWN_AREA = "own-area"


@dataclass(frozen=True)
class Column:
    """How a column of a table is shown. `kind`: text, number, percent, change, date, year."""

    label: str
    kind: str = "text"
    decimals: int = 0

    def format(self, texts: Texts, value: object) -> str:
        if self.kind == "number":
            return texts.number(value, self.decimals)
        if self.kind == "percent":
            return texts.percent(value, self.decimals)
        if self.kind == "change":
            return texts.change(value, self.decimals)
        if self.kind == "date":
            return texts.date(value)
        if self.kind == "year":
            return "–" if pd.isna(value) else str(int(value))
        return "–" if value is None or value is pd.NA or value != value else str(value)


@dataclass
class Table:
    """Rows under columns. `rows` may be a function, so that they are made only when wanted."""

    key: str
    title: str
    rows: pd.DataFrame | Callable[[], pd.DataFrame]
    columns: dict[str, Column]
    note: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        if callable(self.rows):
            self.rows = self.rows()
        return self.rows[list(self.columns)]


@dataclass
class Chart:
    """A figure with its text alternative, its data, and the line on source, date and method."""

    key: str
    title: str
    alt: str
    figure: go.Figure
    data: Table
    note: str = ""


@dataclass
class Map:
    """A map: `deck` is what the browser gets (pydeck's JSON; geometry by our own addresses), `legend` (colour, words) in
    order, `is_round` where the legend's marks are circles, those of the colours in `hollow` rings; `values`: what is behind
    the colours of areas, by area_id. `focus`: the area_id it is drawn around, None for the city."""

    key: str
    alt: str
    deck: str
    focus: str | None
    title: str = ""
    legend: list[tuple[str, str]] = field(default_factory=list)
    is_round: bool = False
    note: str = ""
    hollow: list[str] = field(default_factory=list)
    values: Table | None = None

    @property
    def own_extent(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of an area that somebody drew and the map is about; None for maps of known areas."""
        if f'"{OWN_AREA}"' not in self.deck:
            return None
        layers = [layer for layer in json.loads(self.deck)["layers"] if layer["id"] == OWN_AREA]
        corners = [corner for layer in layers for row in layer["data"] for corner in row["polygon"]]
        if not corners:
            return None
        lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return min(lons), min(lats), max(lons), max(lats)


@dataclass
class Figure:
    """One figure of a row: its name, the value in words with its unit, the change in words, and date, city and rank:
    together in `note`, and each for itself for tables. `source`: what must be cited for it."""

    key: str
    title: str
    value: str
    change: str = ""
    note: str = ""
    date: str = ""
    city: str = ""
    rank: str = ""
    source: str = ""


@dataclass
class Sentences:
    """What is notable, in whole sentences (Markdown)."""

    key: str
    text: str
    title: str = ""


# The name of each kind in links, stories and files.
KINDS: dict[type, str] = {Chart: "bild", Map: "karte", Figure: "zahl", Sentences: "text", Table: "tabelle"}
Part = Chart | Map | Figure | Sentences | Table


@dataclass
class View:
    """A page as it was shown: `query` its filters as the URL says them, `line` the same in words. `rejected`: what of the
    URL is not known (any more). `is_demo`: made rows are among what it shows; `is_awaiting`: a part of it is being computed for the first time."""

    path: str
    query: dict[str, str]
    language: str
    title: str
    line: str
    parts: list[Part]
    citations: list[str]
    is_demo: bool
    rejected: list[str]
    made_on: pd.Timestamp
    is_awaiting: bool = False

    def part(self, part_id: str) -> Part | None:
        """The part of that `part_id`; None where the page shows none (any more)."""
        return next((part for part in self.parts if part_id_of(part) == part_id), None)


def part_id_of(part: Part) -> str:
    """«karte:karte», «bild:verlauf»: the same in both languages and at every run."""
    return f"{KINDS[type(part)]}:{part.key}"
