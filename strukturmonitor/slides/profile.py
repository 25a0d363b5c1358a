"""The profile of an area as slides, from the same recipe as on paper (data/profiles.yml)."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

from strukturmonitor.areas import Area
from strukturmonitor.errors import ProfileEmpty
from strukturmonitor.profiles.contents import gather
from strukturmonitor.profiles.recipe import PartSpec, chapters
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.shown import Chart, Map, Sentences, Table, View, part_id_of
from strukturmonitor.slides.model import Figures, Slide, Words
from strukturmonitor.slides.story import sources_slide, view_slide

_ALL_SENTENCES = "text:*"


def profile_slides(tools: Tools, area: Area) -> list[Slide]:
    """A title, the key figures, one slide per part in the order of the recipe, and the sources; sentences stand beside the
    drawing of the same page that follows them. Raises ProfileEmpty."""
    texts = tools.texts
    content = gather(tools, area)
    today = datetime.date.today()
    kind = texts(f"profile.kind.{area.level}")
    title = Slide(
        f"{kind} {area.name}",
        line=" · ".join((tools.tree.city.name, texts.date(today))),
        is_demo=content.is_demo,
        is_title=True,
    )
    slides = [title]
    for chapter in chapters():
        name = texts(f"profile.chapter.{chapter.chapter}")
        told = ""  # whose sentences the last slide holds
        for spec in chapter.parts:
            if spec.levels is not None and area.level not in spec.levels:
                continue
            if spec.key_figures:
                slides.extend(_key_figures(content.key_figures, name, content.is_demo, content.line))
                continue
            for slide in _of(content.views[spec.source], spec, tools):
                if told == spec.source and isinstance(slide.content, Chart | Map):
                    slide = replace(slide, beside=slides.pop().content)
                told = spec.source if isinstance(slide.content, Words) else ""
                slides.append(slide if slide.line.startswith(name) else replace(slide, line=f"{name} · {slide.line}"))
    if len(slides) == 1:
        raise ProfileEmpty(area=area.name)
    slides.append(sources_slide(content.citations, texts, today=today, is_demo=content.is_demo))
    return slides


def _key_figures(figures: list, chapter: str, is_demo: bool, line: str) -> Iterator[Slide]:
    if figures:
        sources = dict.fromkeys(figure.source for figure in figures if figure.source)
        yield Slide(chapter, Figures(tuple(figures)), line=line, source=" · ".join(sources), is_demo=is_demo)


def _of(view: View | None, spec: PartSpec, tools: Tools) -> Iterator[Slide]:
    if view is None:
        return
    if spec.part == _ALL_SENTENCES:
        told = [part for part in view.parts if isinstance(part, Sentences)]
        if told:
            slide = view_slide(view, part_id_of(told[0]), tools.texts)
            yield replace(slide, content=Words("\n".join(part.text for part in told), is_markdown=True))
        return
    if view.part(spec.part) is None:
        return
    slide = view_slide(view, spec.part, tools.texts)
    if spec.title:
        slide = replace(slide, title=tools.texts(f"profile.title.{spec.title}"))
    if isinstance(slide.content, Table):
        slide = replace(slide, content=_narrowed(slide.content, spec))
        if slide.content.frame.empty:
            return
    yield slide


def _narrowed(table: Table, spec: PartSpec) -> Table:
    """The columns and rows that the recipe names."""
    names = [name for name in spec.columns or table.columns if name in table.columns]
    columns = {name: table.columns[name] for name in names}
    return Table(table.key, table.title, table.frame.head(spec.rows), columns, table.note)
