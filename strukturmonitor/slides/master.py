"""The master of our slides, made here: 16:9, one family of type, title on top, source and number at the foot."""

import datetime
from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from strukturmonitor.charts.palette import CATEGORIES, CHOSEN
from strukturmonitor.texts import Texts

WIDTH, HEIGHT = 13.333, 7.5  # inches
LEFT, BROAD = 0.6, 12.13
TITLE_TOP, TITLE_HIGH = 0.32, 0.92
LINE_TOP, LINE_HIGH = 1.24, 0.36
BODY_TOP, BODY_HIGH = 1.75, 4.8
FOOT_TOP, FOOT_HIGH, FOOT_BROAD = 6.66, 0.7, 11.2
INK, QUIET = "1D2730", "55606A"
TITLE_LAYOUT, LAYOUT = 0, 1
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_FIELD_ID = "{5B2C1F0E-0000-4000-8000-000000000001}"
_SANS = 'panose="020B0503050203000203" pitchFamily="34" charset="0"'  # a program without the family takes a like one


def new_deck(texts: Texts, *, title: str, author: str, made_on: datetime.datetime, fonts: dict[str, str]) -> Deck:
    """An empty deck with our master and two layouts: a title slide, and title with a line and a free area."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in ("Title Slide", "Title Only"):
            deck.slide_layouts.remove(layout)
    _paint_theme(deck, fonts)
    language = locale_of(texts)
    for layout, name in zip(deck.slide_layouts, ("slides.layout_title", "slides.layout"), strict=True):
        layout.name = texts(name)
    _fill(deck.slide_master, _master_shapes(texts, language))
    _fill(deck.slide_layouts[TITLE_LAYOUT], _title_shapes(texts, language))
    _fill(deck.slide_layouts[LAYOUT], _layout_shapes(texts, language))
    _style(deck, language)
    facts = deck.core_properties
    facts.title, facts.author, facts.last_modified_by = title[:255], author, author
    facts.language, facts.subject, facts.keywords, facts.revision = language, "", "", 1
    facts.created = facts.modified = made_on
    return deck


def locale_of(texts: Texts) -> str:
    return "de-DE" if texts.language == "de" else "en-GB"


def foot_xml(shape_id: int, words: list[tuple[str, str, bool]], language: str, points: int) -> object:
    """The placeholder of the foot on a slide; `words`: text, colour and whether it is bold."""
    runs = "".join(
        f'<a:r><a:rPr lang="{language}" sz="{points * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f"</a:rPr><a:t>{escape(text)}</a:t></a:r>"
        for text, colour, bold in words
    )
    return parse_xml(_placeholder(shape_id, "ftr", 11, None, f"<a:p>{runs}</a:p>"))


def number_xml(shape_id: int, number: int, language: str) -> object:
    return parse_xml(_placeholder(shape_id, "sldNum", 12, None, _number(language, str(number))))


def _paint_theme(deck: Deck, fonts: dict[str, str]) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    theme.set("name", "Strukturmonitor")
    colours = theme.find(f".//{a}clrScheme")
    wanted = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": CHOSEN[1:],
        "lt2": "F4F6F7",
        "hlink": CHOSEN[1:],
        "folHlink": "5B3F8C",
    }
    wanted |= {f"accent{number}": colour[1:] for number, colour in enumerate(CATEGORIES[:6], start=1)}
    for entry in colours:
        name = etree.QName(entry).localname
        for old in list(entry):
            entry.remove(old)
        etree.SubElement(entry, f"{a}srgbClr").set("val", wanted[name])
    for which in ("majorFont", "minorFont"):
        family = theme.find(f".//{a}{which}")
        for old in list(family):
            family.remove(old)
        family.append(etree.fromstring(f'<a:latin {_NS} typeface="{fonts["latin"]}" {_SANS}/>'))
        etree.SubElement(family, f"{a}ea").set("typeface", "")
        etree.SubElement(family, f"{a}cs").set("typeface", fonts["other"])
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(holder: object, shapes: list[str]) -> None:
    tree = holder.shapes._spTree
    for shape in list(holder.shapes):
        tree.remove(shape._element)
    for shape in shapes:
        tree.append(parse_xml(shape))


def _placeholder(
    shape_id: int, kind: str, index: int, box: tuple[float, float, float, float] | None, paragraphs: str,
    *, style: str = "", anchor: str = "t",
) -> str:  # fmt: skip
    place = ""
    if box is not None:
        x, y, w, h = (round(side * 914_400) for side in box)
        place = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    number = "" if kind in ("title", "ctrTitle") else f' idx="{index}"'
    body = (
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        if box is not None
        else "<a:bodyPr/>"
    )
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name="{kind} {shape_id}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>'
        f"<p:txBody>{body}<a:lstStyle>{style}</a:lstStyle>{paragraphs}</p:txBody></p:sp>"
    )


def _words(language: str, text: str) -> str:
    return f'<a:p><a:r><a:rPr lang="{language}"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def _number(language: str, text: str = "‹#›") -> str:
    return f'<a:p><a:fld id="{_FIELD_ID}" type="slidenum"><a:rPr lang="{language}"/><a:t>{text}</a:t></a:fld></a:p>'


def _look(points: int, colour: str, *, is_bold: bool = False, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{points * 100}" b="{int(is_bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )


def _bar(shape_id: int, box: tuple[float, float, float, float], colour: str) -> str:
    """A coloured rule without a meaning: screen readers pass it over."""
    x, y, w, h = (round(side * 914_400) for side in box)
    ignored = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name="Linie {shape_id}">{ignored}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


_TITLE_BOX = (LEFT, TITLE_TOP, BROAD, TITLE_HIGH)
_FOOT_BOX = (LEFT, FOOT_TOP, FOOT_BROAD, FOOT_HIGH)
_NUMBER_BOX = (LEFT + BROAD - 0.8, FOOT_TOP, 0.8, 0.3)


def _master_shapes(texts: Texts, language: str) -> list[str]:
    return [
        _bar(2, (0, 0, WIDTH, 0.09), CHOSEN[1:]),
        _bar(3, (LEFT, FOOT_TOP - 0.08, BROAD, 0.01), "C3CBD1"),
        _placeholder(4, "title", 0, _TITLE_BOX, _words(language, texts("slides.place_title")), anchor="b"),
        _placeholder(5, "body", 1, (LEFT, BODY_TOP, BROAD, BODY_HIGH), _words(language, texts("slides.place_text"))),
        _placeholder(6, "ftr", 3, _FOOT_BOX, "<a:p/>", style=_look(12, QUIET)),
        _placeholder(7, "sldNum", 4, _NUMBER_BOX, _number(language), style=_look(12, QUIET, align="r")),
    ]


def _layout_shapes(texts: Texts, language: str) -> list[str]:
    line = (LEFT, LINE_TOP, BROAD, LINE_HIGH)
    return [
        _placeholder(2, "title", 0, _TITLE_BOX, _words(language, texts("slides.place_title")), anchor="b"),
        _placeholder(3, "body", 10, line, _words(language, texts("slides.place_line")), style=_look(16, QUIET)),
        _placeholder(4, "ftr", 11, _FOOT_BOX, "<a:p/>", style=_look(12, QUIET)),
        _placeholder(5, "sldNum", 12, _NUMBER_BOX, _number(language), style=_look(12, QUIET, align="r")),
    ]


def _title_shapes(texts: Texts, language: str) -> list[str]:
    return [
        _placeholder(
            2, "ctrTitle", 0, (LEFT, 1.6, BROAD - 1, 2.2), _words(language, texts("slides.place_title")),
            style=_look(40, INK, is_bold=True), anchor="b",
        ),
        _placeholder(
            3, "subTitle", 10, (LEFT, 4.0, BROAD - 1, 1.4), _words(language, texts("slides.place_line")), style=_look(20, QUIET)
        ),
        _placeholder(4, "ftr", 11, _FOOT_BOX, "<a:p/>", style=_look(12, QUIET)),
        _placeholder(5, "sldNum", 12, _NUMBER_BOX, _number(language), style=_look(12, QUIET, align="r")),
    ]  # fmt: skip


def _style(deck: Deck, language: str) -> None:
    """Titles are bold and dark on every layout; words are in the deck's language where nothing else is said."""
    p = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
    styles = deck.slide_master._element.find(f"{p}txStyles")
    for old in list(styles):
        styles.remove(old)
    look = {"titleStyle": _look(30, INK, is_bold=True), "bodyStyle": _look(20, INK), "otherStyle": _look(18, INK)}
    for name, style in look.items():
        styles.append(etree.fromstring(f"<p:{name} {_NS}>{style}</p:{name}>"))
    for said in deck.part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
        said.set("lang", language)
