"""What a profile of an area contains: chapters of sentences, pictures and tables, taken from the pages by the recipe."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from strukturmonitor.areas import Area
from strukturmonitor.errors import PageUnknown, ProfileEmpty
from strukturmonitor.profiles.panels import cut
from strukturmonitor.profiles.recipe import ChapterSpec, PartSpec, chapters, key_figure_sources, sizes, views
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.shown import Chart, Figure, Map, Sentences, Table, View

_ALL_SENTENCES = "text:*"


@dataclass
class Picture:
    """A chart or map with its place on paper. `title`: another one than the page's."""

    part: Chart | Map
    width_mm: float
    height_mm: float
    title: str = ""


@dataclass
class Row:
    """One picture, or two beside each other."""

    pictures: list[Picture]


@dataclass
class Rows:
    """A table: heads, cells as words, which columns are numbers; `is_small`: set in small type."""

    title: str
    heads: list[str]
    cells: list[list[str]]
    numeric: list[bool]
    note: str = ""
    left_out: int = 0
    is_small: bool = False


@dataclass
class Words:
    """Sentences, with a title above them where there is one."""

    text: str
    title: str = ""


@dataclass
class Gap:
    """What the area has not got: names as of profile.missing.*"""

    names: list[str]


Block = Row | Rows | Words | Gap


@dataclass
class Chapter:
    chapter_id: str
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Content:
    """One area's part of a document. `key_figures`: with the values of the city where they compare; `views`: its pages."""

    area: Area
    label: str
    line: str
    chapters: list[Chapter]
    key_figures: list[Figure]
    city_map: Map | None
    views: "Views"
    made_on: datetime.date

    @property
    def citations(self) -> list[str]:
        """What must be cited, of all pages that were asked so far."""
        return list(dict.fromkeys(citation for view in self.views.all for citation in view.citations))

    @property
    def is_demo(self) -> bool:
        """Whether made rows are among what those pages show."""
        return any(view.is_demo for view in self.views.all)


class Views:
    """The pages of one area, each drawn once."""

    def __init__(self, tools: Tools, area: Area) -> None:
        self._tools, self._area = tools, area
        self._taken: dict[str, View | None] = {}

    def __getitem__(self, name: str) -> View | None:
        if name not in self._taken:
            self._taken[name] = self._take(name)
        return self._taken[name]

    def _take(self, name: str) -> View | None:
        spec = views()[name]
        query = spec.query_of(self._area.level)
        if query is None:
            return None
        try:
            view = self._tools.view(spec.page, query, None if spec.of_city else self._area)
        except PageUnknown:  # not for this audience
            return None
        # A page that does not know this area shows another one.
        return None if {"gebiet", "bezirk"} & set(view.rejected) else view

    @property
    def all(self) -> list[View]:
        return [view for view in self._taken.values() if view is not None]


def gather(tools: Tools, area: Area, only: tuple[str, ...] | None = None) -> Content:
    """`only`: chapters that are wanted, all by default. Raises ProfileEmpty where no page shows anything of the area."""
    found = Views(tools, area)
    wanted = [spec for spec in chapters() if only is None or spec.chapter in only]
    made = [_chapter(spec, found, tools, area) for spec in wanted]
    figures = _key_figures(found)
    if not figures and not any(isinstance(block, Row | Rows | Words) for chapter in made for block in chapter.blocks):
        raise ProfileEmpty(area=area.name)
    city_view = found["city_map"]
    main = found["area"]
    return Content(
        area=area,
        label=main.title if main is not None and main.title else area.name,
        line=main.line if main is not None else "",
        chapters=made,
        key_figures=figures,
        city_map=next((part for part in city_view.parts if isinstance(part, Map)), None) if city_view else None,
        views=found,
        made_on=datetime.date.today(),
    )


def _chapter(spec: ChapterSpec, found: Views, tools: Tools, area: Area) -> Chapter:
    blocks: list[Block] = []
    missing: dict[str, None] = {}
    if spec.about:
        blocks.append(Words(tools.texts(f"profile.about.{spec.chapter}")))
    halves: list[Picture] = []
    has_content = False
    for part in spec.parts:
        if part.levels is not None and area.level not in part.levels:
            continue
        made = list(_made(part, found, tools))
        if not made and part.missing:
            missing[part.missing] = None
        has_content = has_content or bool(made)
        for block in made:
            if isinstance(block, Row) and part.width == "half":
                halves.append(block.pictures[0])
                if len(halves) == 2:
                    blocks.append(_pair(halves))
                    halves = []
            else:
                blocks += _alone(halves)
                halves = []
                blocks.append(block)
    blocks += _alone(halves)
    if missing:
        if not has_content:
            blocks = []
        blocks.append(Gap(list(missing)))
    return Chapter(spec.chapter, blocks)


def _pair(halves: list[Picture]) -> Row:
    height_mm = max(picture.height_mm for picture in halves)
    for picture in halves:
        picture.height_mm = height_mm
    return Row(list(halves))


def _alone(halves: list[Picture]) -> list[Block]:
    """A half whose neighbour is missing takes the whole width."""
    for picture in halves:
        picture.width_mm = sizes().full_mm
    return [Row(list(halves))] if halves else []


def _made(spec: PartSpec, found: Views, tools: Tools) -> Iterator[Block]:
    if spec.key_figures:
        if rows := key_figure_rows(tools, _key_figures(found)):
            yield rows
        return
    view = found[spec.source]
    if view is None:
        return
    if spec.part == _ALL_SENTENCES:
        told = [part for part in view.parts if isinstance(part, Sentences)]
        if told:
            yield Words("\n".join(part.text for part in told))
        return
    part = view.part(spec.part)
    if isinstance(part, Sentences):
        yield Words(part.text, part.title)
    elif isinstance(part, Chart | Map):
        title = tools.texts(f"profile.title.{spec.title}") if spec.title else ""
        whole = isinstance(part, Map) or spec.width == "half" or spec.height_mm is not None
        for piece in [part] if whole else cut(part, tools.texts, sizes().most_rows):
            yield Row([picture_of(spec, piece, title)])
    elif isinstance(part, Table) and (rows := _rows(spec, part, tools)).cells:
        yield rows


def picture_of(spec: PartSpec, part: Chart | Map, title: str) -> Picture:
    paper = sizes()
    width_mm = paper.half_mm if spec.width == "half" else paper.full_mm
    if spec.height_mm is not None:
        height_mm = spec.height_mm
    elif isinstance(part, Map):
        height_mm = paper.map_mm
    else:
        height_mm = (part.figure.layout.height or 320) * paper.mm_per_px
    return Picture(part, width_mm, height_mm, title)


def _rows(spec: PartSpec, table: Table, tools: Tools) -> Rows:
    frame = table.frame
    names = [name for name in spec.columns or table.columns if name in table.columns]
    return Rows(
        title=table.title,
        heads=[table.columns[name].label for name in names],
        cells=[
            [table.columns[name].format(tools.texts, row[name]) for name in names]
            for row in frame.head(spec.rows).to_dict("records")
        ],
        numeric=[table.columns[name].kind in ("number", "percent", "change") for name in names],
        note=table.note,
        left_out=max(0, len(frame) - spec.rows),
    )


def _key_figures(found: Views) -> list[Figure]:
    figures: dict[str, Figure] = {}
    for name in key_figure_sources():
        view = found[name]
        for part in view.parts if view is not None else []:
            if isinstance(part, Figure):
                figures.setdefault(part.key, part)
    return list(figures.values())


def key_figure_rows(tools: Tools, figures: list[Figure]) -> Rows | None:
    """The key figures against the city."""
    if not figures:
        return None
    texts, city = tools.texts, tools.tree.city.name
    has_city = any(figure.city for figure in figures)
    has_rank = any(figure.rank for figure in figures)
    heads = [texts("profile.column.figure"), texts("profile.column.value"), texts("profile.column.change")]
    heads += [city] * has_city + [texts("profile.column.rank")] * has_rank + [texts("profile.column.date")]
    cells = [
        [figure.title, figure.value, figure.change or "–"]
        + [figure.city or "–"] * has_city
        + [figure.rank or "–"] * has_rank
        + [figure.date]
        for figure in figures
    ]
    numeric = [False, True, False] + [True] * has_city + [False] * has_rank + [False]
    return Rows(texts("profile.key_figures"), heads, cells, numeric, note=texts("profile.key_figures_note"))
