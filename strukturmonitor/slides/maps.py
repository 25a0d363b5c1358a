"""Maps on slides: a picture, and its legend as words with their colours beside it."""

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from strukturmonitor.shown import Map
from strukturmonitor.slides.fitting import height_inch
from strukturmonitor.slides.master import locale_of
from strukturmonitor.slides.model import Drawing, Slide
from strukturmonitor.slides.pictures import make_decorative, place_picture
from strukturmonitor.slides.words import Paragraph, set_words
from strukturmonitor.texts import Texts

Box = tuple[float, float, float, float]
_MARK, _INDENT, _BETWEEN = 0.19, 0.32, 0.07  # inches


def place_map(
    slide: object, step: Slide, box: Box, legend_box: Box, texts: Texts, drawing: Drawing, known: dict
) -> list[str]:
    """The map of the step in `box`, its legend in `legend_box`; what the notes shall say."""
    map_ = step.content
    scale = known["picture_px_per_inch"]
    picture = drawing.map(map_, round(box[2] * scale), round(box[3] * scale), step.around, step.zoom)
    place_picture(slide, picture, box, alt=map_.alt, name=map_.title or texts("slides.map"))
    _legend(slide, map_, legend_box, texts, known["points"]["legend"])
    return [map_.alt]


def _legend(slide: object, map_: Map, box: Box, texts: Texts, points: list[int]) -> None:
    """`points`: sizes of its letters; the largest that fits is taken."""
    left, top, wide, high = box
    language = locale_of(texts)
    if not map_.legend:
        return
    points = next((each for each in points if legend_height(map_, each, wide) <= high), points[-1])
    if map_.title:
        title = Paragraph(((map_.title, True),))
        set_words(slide, [title], points, (left, top, wide, 0.3), language, name=texts("slides.legend"))
        top += height_inch(map_.title, points, wide, is_bold=True) + 0.1
    line = height_inch("x", points, wide)
    for colour, words in map_.legend:
        shape = slide.shapes.add_shape(
            MSO_SHAPE.OVAL if map_.is_round else MSO_SHAPE.RECTANGLE,
            Inches(left), Inches(top + (line - _MARK) / 2), Inches(_MARK), Inches(_MARK),
        )  # fmt: skip
        shape.name = texts("slides.legend_mark")
        make_decorative(shape._element.nvSpPr.cNvPr)  # the words stand beside it
        shape.shadow.inherit = False
        is_hollow = colour in map_.hollow
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string("FFFFFF" if is_hollow else colour[1:7].upper())
        shape.line.color.rgb = RGBColor.from_string(colour[1:7].upper() if is_hollow else "767676")
        shape.line.width = Pt(2.25 if is_hollow else 0.75)
        room = wide - _INDENT
        set_words(slide, [Paragraph(((words, False),))], points, (left + _INDENT, top, room, 0.3), language)
        top += height_inch(words, points, room) + _BETWEEN


def legend_height(map_: Map, points: int, wide: float) -> float:
    """Inches that the legend takes in a column of that width."""
    title = height_inch(map_.title, points, wide, is_bold=True) + 0.1 if map_.title else 0
    return title + sum(height_inch(words, points, wide - _INDENT) + _BETWEEN for _, words in map_.legend)
