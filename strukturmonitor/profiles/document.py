"""A profile of one area, or a booklet of several with chosen chapters, as PDF: cover, chapters, sources."""

from dataclasses import dataclass, field

from strukturmonitor import paper
from strukturmonitor.areas import Area
from strukturmonitor.errors import BookletWrong
from strukturmonitor.indicators import catalogue
from strukturmonitor.profiles.contents import Block, Content, Gap, Picture, Row, Rows, Words, gather
from strukturmonitor.profiles.pictures import drawing, locator
from strukturmonitor.profiles.recipe import section, sizes
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.profiles.words import paragraphs, unmarked
from strukturmonitor.shown import Chart, Map

_SHORT = 18  # letters that a cell keeps on one line
_SHARE = 0.75  # a column of words four times as long gets less than four times the room
_NO_BREAK = "\N{NO-BREAK SPACE}"
_LONG_TITLE = 60  # letters; a longer title of a cover is set smaller


@dataclass
class Sheet:
    """A document before it is set: what goes into the template, and its pictures still to be drawn."""

    template: str
    title: str
    data: dict[str, object]
    pictures: dict[str, Picture] = field(default_factory=dict)
    area: str = ""  # of which the blocks are added

    def add(self, picture: Picture) -> str:
        """Keeps a picture to be drawn; returns its file name."""
        name = f"picture-{len(self.pictures) + 1}.svg"
        self.pictures[name] = picture
        return name


def profile_pdf(tools: Tools, area: Area) -> bytes:
    """The profile of an area. Raises ProfileEmpty, PaperFailed, and what a page raises that cannot be drawn."""
    return compiled(tools, profile_sheet(tools, area))


def compiled(tools: Tools, sheet: Sheet) -> bytes:
    """Draws the pictures of a sheet and sets it."""
    return set_sheet(sheet, drawings(tools, sheet), tools.language, tools.tree.city.name)


def drawings(tools: Tools, sheet: Sheet) -> dict[str, bytes]:
    """The pictures of a sheet as SVG, by file name."""
    return {
        name: drawing(picture.part, tools.texts, tools.fetch, picture.width_mm, picture.height_mm)
        for name, picture in sheet.pictures.items()
    }


def set_sheet(sheet: Sheet, drawn: dict[str, bytes], language: str, city: str) -> bytes:
    """The PDF of a sheet and its pictures. Raises PaperFailed."""
    return paper.pdf(sheet.template, sheet.data, title=sheet.title, language=language, city=city, pictures=drawn)


def profile_sheet(tools: Tools, area: Area) -> Sheet:
    texts = tools.texts
    content = gather(tools, area)
    title = area.name
    kind = texts(f"profile.kind.{area.level}")
    sheet = Sheet("profile", f"{kind} {title}", {})
    sheet.data = {
        **_frame(tools, [content], kind=kind, title=title),
        "subtitle": subtitle(tools, content),
        "cover_facts": _facts(tools, content),
        "cover_picture": _cover_picture(tools, sheet, content),
        "areas": [_area_data(tools, sheet, content)],
    }
    return sheet


def booklet_sheet(tools: Tools, areas: list[Area], chapter_ids: tuple[str, ...], title: str) -> Sheet:
    """The chosen chapters of several areas. A title that is empty becomes one of ours. Raises BookletWrong, ProfileEmpty."""
    texts, facts = tools.texts, section("booklet")
    if not 1 <= len(areas) <= facts["most_areas"]:
        raise BookletWrong(reason="areas", limit=facts["most_areas"])
    if not chapter_ids:
        raise BookletWrong(reason="chapters", limit=0)
    if len(title.strip()) > facts["longest_title"]:
        raise BookletWrong(reason="title", limit=facts["longest_title"])
    contents = [gather(tools, area, only=chapter_ids) for area in areas]
    name = title.strip() or texts("profile.booklet_title", city=tools.tree.city.name)
    sheet = Sheet("profile", name, {})
    sheet.data = {
        **_frame(tools, contents, kind=texts("profile.kind.booklet"), title=name),
        "subtitle": texts.list([content.area.name for content in contents]),
        "cover_facts": [],
        "cover_picture": _cover_picture(tools, sheet, contents[0], is_marked=len(areas) == 1),
        "areas": [_area_data(tools, sheet, content) for content in contents],
    }
    return sheet


def _frame(tools: Tools, contents: list[Content], *, kind: str, title: str) -> dict[str, object]:
    """What cover, foot and last page say."""
    texts = tools.texts
    is_demo = any(content.is_demo for content in contents)
    made_on = texts.date(contents[0].made_on)
    facts = section("cover")
    return {
        "kind": texts("profile.publisher", city=tools.tree.city.name),
        "title_pt": facts["title_pt"] if len(title) <= _LONG_TITLE else facts["long_title_pt"],
        "demo": texts("profile.demo") if is_demo else "",
        "footer": " · ".join(
            [f"{kind} {title}" if len(title) <= _LONG_TITLE else kind, texts("profile.made_on", date=made_on)]
            + [texts("profile.demo_short")] * is_demo
        ),
        "contents_title": texts("profile.contents"),
        "sources": _sources(tools, contents, is_demo),
    }


def subtitle(tools: Tools, content: Content) -> str:
    """In which Stadtbezirk a smaller area lies, and that an area is an example."""
    bezirk = tools.tree.bezirk_of(content.area.area_id)
    within = bezirk is not None and bezirk.area_id != content.area.area_id
    parts = [tools.texts("profile.within", bezirk=bezirk.name)] if within and bezirk is not None else []
    if content.area.is_made:
        parts.append(tools.texts("district.example"))
    return " · ".join(parts)


def _facts(tools: Tools, content: Content) -> list[list[str]]:
    texts, area = tools.texts, content.area
    by_key = {figure.key: figure for figure in content.key_figures}
    rows = []
    for key in section("cover")["figures"]:
        if key in by_key:
            figure = by_key[key]
            rows.append([figure.title, texts("profile.value_on", value=figure.value, date=figure.date)])
    rows.append([texts("profile.surface"), texts("profile.km2", km2=texts.number(area.area_km2, 1))])
    rows.append([texts("profile.audience"), texts(f"profile.audience.{tools.audience.role}")])
    rows.append([texts("profile.date"), texts("profile.made_on", date=texts.date(content.made_on))])
    return rows


def _cover_picture(tools: Tools, sheet: Sheet, content: Content, *, is_marked: bool = True) -> dict | None:
    if content.city_map is None:
        return None
    marked = content.area.area_id if is_marked and content.area.level != "city" else None
    return picture_data(
        tools, sheet, locator_picture(tools, content.city_map, marked, sizes().full_mm, sizes().cover_map_mm)
    )


def locator_picture(tools: Tools, city_map: Map, area_id: str | None, width_mm: float, height_mm: float) -> Picture:
    return Picture(locator(tools, city_map, area_id), width_mm, height_mm)


def _area_data(tools: Tools, sheet: Sheet, content: Content) -> dict[str, object]:
    sheet.area = content.label
    return {
        "label": content.label,
        "chapters": [
            {
                "title": tools.texts(f"profile.chapter.{chapter.chapter_id}"),
                "blocks": _notes_once([block_data(tools, sheet, block) for block in chapter.blocks]),
            }
            for chapter in content.chapters
            if chapter.blocks
        ],
    }


def _notes_once(blocks: list[dict]) -> list[dict]:
    """Pictures in a row that share a note carry it once."""
    before = ""
    for block in blocks:
        pictures = block.get("pictures", [])
        notes = {picture["note"] for picture in pictures}
        if notes == {before}:
            for picture in pictures:
                picture["note"] = ""
        elif len(pictures) == 2 and len(notes) == 1:
            block["note"], before = notes.pop(), pictures[0]["note"]
            for picture in pictures:
                picture["note"] = ""
        else:
            before = pictures[-1]["note"] if pictures else ""
    return blocks


def block_data(tools: Tools, sheet: Sheet, block: Block) -> dict[str, object]:
    """A block as the templates read it; its pictures are added to the sheet."""
    if isinstance(block, Words):
        return {"kind": "words", "title": block.title, "paragraphs": paragraphs(block.text)}
    if isinstance(block, Row):
        return {
            "kind": "row",
            "pictures": [picture_data(tools, sheet, picture) for picture in block.pictures],
            "note": "",
        }
    if isinstance(block, Gap):
        names = tools.texts.list([tools.texts(f"profile.missing.{name}") for name in block.names])
        return {"kind": "gap", "text": tools.texts("profile.gap", names=names)}
    return _table(tools, block)


def _table(tools: Tools, rows: Rows) -> dict[str, object]:
    note = rows.note
    if rows.left_out:
        note = " ".join([tools.texts("profile.rows_left_out", count=rows.left_out), note]).strip()
    # Columns of long words share the room by their length; numbers and short words take what they need, on one line.
    longest = [max(len(row[number]) for row in rows.cells) for number in range(len(rows.heads))]
    is_short = [length <= _SHORT for length in longest]
    cells = [
        [cell.replace(" ", _NO_BREAK) if short else cell for cell, short in zip(row, is_short, strict=True)]
        for row in rows.cells
    ]
    return {
        "kind": "rows", "title": rows.title, "heads": rows.heads, "cells": cells, "numeric": rows.numeric, "note": note,
        "columns": [0 if short else length**_SHARE for short, length in zip(is_short, longest, strict=True)],
        "is_small": rows.is_small,
    }  # fmt: skip


def picture_data(tools: Tools, sheet: Sheet, picture: Picture) -> dict[str, object]:
    """A picture as the templates read it; it is added to the sheet."""
    part = picture.part
    entries = part.legend if isinstance(part, Map) else []
    shown = entries[: sizes().most_legend]
    return {
        "file": sheet.add(picture),
        "alt": unmarked(part.alt),
        "title": f"{picture.title}: {_place(tools, sheet, part)}" if picture.title else _title(part),
        "note": unmarked(part.note),
        "legend_title": part.title if isinstance(part, Map) and entries else "",
        "legend": [
            {"colour": colour, "words": unmarked(words), "round": isinstance(part, Map) and part.is_round}
            for colour, words in shown
        ],
        "width_mm": picture.width_mm,
        "height_mm": picture.height_mm,
    }


def _place(tools: Tools, sheet: Sheet, part: Chart | Map) -> str:
    """What a map is drawn around: a page may show the Stadtbezirk where a smaller area has nothing of its own."""
    if not isinstance(part, Map) or part.focus not in tools.tree:
        return sheet.area
    area = tools.tree[part.focus]
    return area.name if area.level == "city" else tools.texts(f"area.{area.level}", name=area.name)


def _title(part: Chart | Map) -> str:
    """Of a chart its own; of a map the first sentence of its text alternative, which says what, where and when."""
    if not isinstance(part, Map):
        return part.title
    return unmarked(part.alt).partition(". ")[0].removesuffix(".").removesuffix(":")


def _sources(tools: Tools, contents: list[Content], is_demo: bool) -> dict[str, object]:
    texts = tools.texts
    figures = {figure.key: figure for content in contents for figure in content.key_figures}
    described = [(figure, catalogue()[key]) for key, figure in figures.items() if key in catalogue()]
    cells = [
        [figure.title, f"{indicator.formula.in_language(texts)}. {indicator.method.in_language(texts)}", figure.source,
         figure.date]
        for figure, indicator in described
    ]  # fmt: skip
    heads = [texts(f"profile.column.{name}") for name in ("figure", "method", "source", "date")]
    note = ""
    if len({row[2] for row in cells}) == 1:  # one source for all is said once
        note = texts("profile.one_source", source=cells[0][2])
        cells, heads = [[*row[:2], row[3]] for row in cells], [*heads[:2], heads[3]]
    table = Rows(texts("profile.method_table"), heads, cells, [False] * len(heads), note=note, is_small=True)
    paragraphs_ = [texts("profile.sources_intro"), texts("profile.small_numbers"), texts("profile.estimates")]
    return {
        "title": texts("profile.chapter.sources"),
        "paragraphs": paragraphs_ + [texts("profile.demo_line")] * is_demo,
        "table": _table(tools, table) if cells else None,
        "citations_title": texts("profile.citations"),
        "citations": _citations(contents),
    }


def _citations(contents: list[Content]) -> list[str]:
    """Each source once, with all its tables; where it is named with its tables only so."""
    tables: dict[str, dict[str, None]] = {}
    for citation in dict.fromkeys(citation for content in contents for citation in content.citations):
        source, mark, rest = citation.partition(") (")  # behind the source's own brackets: «Amt (Lizenz) (Tabelle; …)»
        named = rest.removesuffix(")").split("; ") if mark else []
        tables.setdefault(source + ")" if mark else source, {}).update(dict.fromkeys(named))
    cited = []
    for source, found in tables.items():
        # Years alone say less than the same years behind the name of a table.
        kept = [each for each in found if not any(other.endswith(f" {each}") for other in found)]
        cited.append(f"{source} ({'; '.join(kept)})" if kept else source)
    return [each for each in cited if not any(other.startswith(f"{each} (") for other in cited)]
