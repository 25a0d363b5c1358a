"""A deck of slides as PPTX: real charts and tables that can be edited, pictures only where PowerPoint has no such drawing."""

import io
import zipfile
from dataclasses import replace

from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from strukturmonitor.charts.palette import CHOSEN
from strukturmonitor.shown import Chart, Figure, Map, Table
from strukturmonitor.slides import master
from strukturmonitor.slides.charts import place_chart
from strukturmonitor.slides.facts import slide_facts
from strukturmonitor.slides.fitting import cut, fitting_size, height_inch
from strukturmonitor.slides.maps import legend_height, place_map
from strukturmonitor.slides.master import BODY_HIGH, BODY_TOP, BROAD, LEFT
from strukturmonitor.slides.model import Drawing, Facts, Figures, Picture, Slide, Words
from strukturmonitor.slides.pictures import place_picture
from strukturmonitor.slides.tables import grid_of_figures, grid_of_table, pages_of, place_table
from strukturmonitor.slides.words import (
    Paragraph,
    paragraphs_of,
    room_needed,
    set_words,
    split_to_fit,
)
from strukturmonitor.texts import Texts

_BESIDE, _GAP = 3.75, 0.35  # inches
_MADE = (1980, 1, 1, 0, 0, 0)  # the same slides are the same file
_DEMO_COLOUR = "A34700"


def deck(slides: list[Slide], texts: Texts, facts: Facts, drawing: Drawing) -> bytes:
    """The file. The same slides give the same file, byte by byte."""
    known = slide_facts()
    made = master.new_deck(texts, title=facts.title, author=facts.author, made_on=facts.made_on, fonts=known["fonts"])
    for slide in slides:
        _Setting(made, texts, drawing, known).set(slide)
    file = io.BytesIO()
    made.save(file)
    return _stable(file.getvalue())


class _Setting:
    """Sets one slide of the story, on as many slides of the deck as it needs."""

    def __init__(self, made: Deck, texts: Texts, drawing: Drawing, known: dict) -> None:
        self._deck, self._texts, self._drawing, self._known = made, texts, drawing, known
        self._language = master.locale_of(texts)

    def set(self, slide: Slide) -> None:
        content = slide.content
        if slide.is_title:
            self._set_title(slide)
        elif isinstance(content, Words) or content is None:
            self._set_words(slide, content or slide.beside or Words(""))
        elif slide.beside is not None and self._is_too_much(slide):
            words = slide.beside
            self._set_words(replace(slide, content=words, beside=None, notes=""), words)
            self.set(replace(slide, beside=None))
        elif isinstance(content, Figures) and len(content.figures) == 1:
            self._set_figure(slide, content.figures[0])
        elif isinstance(content, Table | Figures):
            self._set_table(slide, content)
        else:
            self._set_drawing(slide, content)

    # --- kinds of slides -------------------------------------------------------------------------------------

    def _set_title(self, slide: Slide) -> None:
        page = self._deck.slides.add_slide(self._deck.slide_layouts[master.TITLE_LAYOUT])
        sizes = [44, 38, 32, 26, 22]
        self._write(page.shapes.title, slide.title, sizes, (BROAD - 1, 2.2), is_bold=True)
        self._write(page.placeholders[10], slide.line, [22, 20, 18, 16], (BROAD - 1, 1.4))
        self._foot(page, slide)
        self._notes(page, slide.notes)

    def _set_words(self, slide: Slide, words: Words) -> None:
        sizes = self._known["points"]["text"]
        size, frames = split_to_fit(paragraphs_of(words), sizes, min(BROAD, 10.5), BODY_HIGH)
        most = self._known["most"]["text_slides"]
        for number, frame in enumerate(frames[:most]):
            page = self._page(slide, number, len(frames))
            if frame:
                box = (LEFT, BODY_TOP + 0.1, min(BROAD, 10.5), BODY_HIGH)
                set_words(page, frame, size, box, self._language)
            rest = "" if number + 1 < most else "\n".join(p.text for left in frames[most:] for p in left)
            self._end(page, slide, number, more=rest)

    def _set_table(self, slide: Slide, content: Table | Figures) -> None:
        texts = self._texts
        is_table = isinstance(content, Table)
        grid = grid_of_table(content, texts) if is_table else grid_of_figures(content.figures, texts)
        sizes = self._known["points"]["table"] if is_table else [20, 18, 16, 14, 12]
        top, room = BODY_TOP, BODY_HIGH - 0.35
        if slide.beside is not None:
            paragraphs = paragraphs_of(slide.beside)
            high = room_needed(paragraphs, 16, BROAD) + 0.2
            top, room = top + high, room - high
        pages, rows_left, columns_left = pages_of(grid, sizes, BROAD, room, self._known["most"]["table_slides"])
        for number, part in enumerate(pages):
            page = self._page(slide, number, len(pages))
            if slide.beside is not None:
                set_words(page, paragraphs_of(slide.beside), 16, (LEFT, BODY_TOP, BROAD, 1), self._language)
            name = content.title if is_table else slide.title
            alt = texts("slides.table_alt", title=name, rows=len(part.grid.rows), columns=len(part.grid.head))
            place_table(page, part, (LEFT, top), name=name, alt=alt, language=self._language)
            said = []
            if number + 1 == len(pages) and rows_left:
                said.append(texts("slides.rows_left", count=texts.number(rows_left)))
            if columns_left:
                said.append(texts("slides.columns_left", names=texts.list(grid.head[-columns_left:])))
            if said:
                line = paragraphs_of(Words(" ".join(said)))
                box = (LEFT, top + sum(part.heights) + 0.08, BROAD, 0.3)
                set_words(page, line, 12, box, self._language, colour=master.QUIET)
            self._end(page, slide, number)

    def _set_figure(self, slide: Slide, figure: Figure) -> None:
        """One figure, large, with what it is compared with below."""
        page = self._page(slide, 0, 1)
        points = self._known["points"]["figure"]
        value = Paragraph(((figure.value, True),))
        set_words(page, [value], points, (LEFT, BODY_TOP + 0.4, BROAD, 1), self._language, colour=CHOSEN[1:])
        told = [
            Paragraph(((text, False),))
            for text in (figure.title, figure.change, figure.note)
            if text and text != slide.title
        ]
        told += paragraphs_of(slide.beside) if slide.beside is not None else []
        set_words(page, told, 22, (LEFT, BODY_TOP + 1.4, 10.5, 3), self._language)
        self._end(page, slide, 0)

    def _set_drawing(self, slide: Slide, content: Chart | Map | Picture) -> None:
        left, broad = LEFT, BROAD
        paragraphs = paragraphs_of(slide.beside) if slide.beside is not None else []
        is_map = isinstance(content, Map)
        if paragraphs or is_map:
            left, broad = LEFT + _BESIDE + _GAP, BROAD - _BESIDE - _GAP
        box = (left, BODY_TOP, broad, BODY_HIGH)
        if isinstance(content, Chart):
            parts = self._parts_of(content)
            for number, draw in enumerate(parts):
                page = self._page(slide, number, len(parts))
                self._beside(page, paragraphs)
                said = draw(page, box)
                self._end(page, slide, number, said=said)
            return
        page = self._page(slide, 0, 1)
        used = self._beside(page, paragraphs, self._legend_room(content))
        said = []
        if is_map:
            legend_box = (LEFT, BODY_TOP + used, _BESIDE, BODY_HIGH - used)
            said = place_map(page, slide, box, legend_box, self._texts, self._drawing, self._known)
        else:
            place_picture(page, content.content, box, alt=content.alt, name=self._texts("slides.picture"))
        self._end(page, slide, 0, said=said)

    def _parts_of(self, chart: Chart) -> list:
        return place_chart(chart, self._texts, self._drawing, self._known)

    def _beside(self, page: object, paragraphs: list, below: float = 0.0) -> float:
        """Words left of a drawing, with so much room left below them; the height they took."""
        if not paragraphs:
            return 0.0
        size, _ = split_to_fit(paragraphs, self._known["points"]["text"], _BESIDE, BODY_HIGH - below)
        set_words(page, paragraphs, size, (LEFT, BODY_TOP, _BESIDE, BODY_HIGH), self._language)
        return room_needed(paragraphs, size, _BESIDE) + 0.25

    def _is_too_much(self, slide: Slide) -> bool:
        """Words that do not fit beside the content get a slide of their own before it."""
        paragraphs = paragraphs_of(slide.beside)
        smallest = self._known["points"]["text"][-1]
        if isinstance(slide.content, Table | Figures):
            return room_needed(paragraphs, 16, BROAD) > 1.1
        return room_needed(paragraphs, smallest, _BESIDE) > BODY_HIGH - self._legend_room(slide.content)

    def _legend_room(self, content: object) -> float:
        """What the legend of a map takes below the words beside it."""
        if not isinstance(content, Map):
            return 0.0
        return legend_height(content, self._known["points"]["legend"][0], _BESIDE) + _GAP

    # --- what every slide has --------------------------------------------------------------------------------

    def _page(self, slide: Slide, number: int, count: int) -> object:
        page = self._deck.slides.add_slide(self._deck.slide_layouts[master.LAYOUT])
        title = slide.title
        if count > 1:
            title = self._texts("slides.part_of", title=title, number=number + 1, count=count)
        sizes = self._known["points"]["title"]
        self._write(page.shapes.title, title, sizes, (BROAD, master.TITLE_HIGH), is_bold=True)
        self._write(
            page.placeholders[10], slide.line, [self._known["points"]["line"], 14, 12], (BROAD, master.LINE_HIGH)
        )
        return page

    def _write(
        self, shape: object, text: str, sizes: list[int], room: tuple[float, float], *, is_bold: bool = False
    ) -> None:
        """Words in a placeholder; an empty one goes, since PowerPoint would ask for words there."""
        if not text:
            shape._element.getparent().remove(shape._element)
            return
        size = fitting_size(text, sizes, *room, is_bold=is_bold) or sizes[-1]
        shape.text_frame.text = cut(text, size, *room, is_bold=is_bold)
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
            run._r.get_or_add_rPr().set("lang", self._language)

    def _end(self, page: object, slide: Slide, number: int, *, said: list[str] | None = None, more: str = "") -> None:
        self._foot(page, slide)
        parts = [slide.notes if number == 0 else "", more, *(said or [])]
        size = self._known["points"]["title"][-1]
        if height_inch(slide.title, size, BROAD, is_bold=True) > master.TITLE_HIGH:
            parts.insert(0, slide.title)
        if slide.source and self._foot_is_cut(slide):
            parts.append(slide.source)
        self._notes(page, "\n\n".join(part for part in parts if part))

    def _foot_words(self, slide: Slide) -> str:
        demo = self._texts("slides.demo") + " " if slide.is_demo else ""
        return demo + slide.source

    def _foot_is_cut(self, slide: Slide) -> bool:
        points = self._known["points"]["foot"]
        return height_inch(self._foot_words(slide), points, master.FOOT_BROAD) > master.FOOT_HIGH

    def _foot(self, page: object, slide: Slide) -> None:
        points = self._known["points"]["foot"]
        demo = self._texts("slides.demo") if slide.is_demo else ""
        told = cut(self._foot_words(slide), points, master.FOOT_BROAD, master.FOOT_HIGH)
        runs = [(demo + " ", _DEMO_COLOUR, True)] if demo else []
        rest = told[len(demo) + 1 :] if demo else told
        if rest:
            runs.append((rest, master.QUIET, False))
        tree = page.shapes._spTree
        shape_id = max(int(found) for found in tree.xpath("//@id") if str(found).isdigit()) + 1
        if runs:
            tree.append(master.foot_xml(shape_id, runs, self._language, points))
        tree.append(master.number_xml(shape_id + 1, len(self._deck.slides), self._language))

    def _notes(self, page: object, words: str) -> None:
        if not words:
            return
        frame = page.notes_slide.notes_text_frame
        frame.text = words
        for line in frame.paragraphs:
            for run in line.runs:
                run._r.get_or_add_rPr().set("lang", self._language)


def _stable(content: bytes) -> bytes:
    """The same parts without the time they were packed at."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
    ):
        for name in packed.namelist():
            made.writestr(zipfile.ZipInfo(name, _MADE), packed.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
