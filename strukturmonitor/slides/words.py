"""Paragraphs on slides: our Markdown and what people typed, set so that it fits."""

import re
from dataclasses import dataclass

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from strukturmonitor.slides.fitting import cut, height_inch
from strukturmonitor.slides.master import INK
from strukturmonitor.slides.model import Words

_BOLD = re.compile(r"(\*\*.+?\*\*)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~$:&@/])")
_MARK = re.compile(r":(?:material/\w+|[a-z-]+):|:[a-z]+\[([^\]]*)\]")
_INDENT = 0.28  # inches
_BETWEEN = 0.45  # of a line, between paragraphs


@dataclass(frozen=True)
class Paragraph:
    """`runs`: words and whether they are bold."""

    runs: tuple[tuple[str, bool], ...]
    is_point: bool = False

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


def paragraphs_of(words: Words) -> list[Paragraph]:
    """The paragraphs, without empty ones."""
    found = []
    for line in words.text.replace("\r\n", "\n").split("\n"):
        text = line.strip()
        is_point = text.startswith(("- ", "• ", "* "))
        text = text[2:].strip() if is_point else text
        if text:
            found.append(Paragraph(_runs(text) if words.is_markdown else ((text, False),), is_point))
    return found


def room_needed(paragraphs: list[Paragraph], points: float, width_inch: float) -> float:
    """Height in inches."""
    heights = [
        height_inch(
            p.text, points, width_inch - (_INDENT if p.is_point else 0), is_bold=any(bold for _, bold in p.runs)
        )
        for p in paragraphs
    ]
    return sum(heights) + max(len(heights) - 1, 0) * _BETWEEN * points / 72


def split_to_fit(
    paragraphs: list[Paragraph], sizes: list[int], width_inch: float, room_inch: float
) -> tuple[int, list[list[Paragraph]]]:
    """The size, and the paragraphs of each frame: one frame where any size fits, else as many as needed at the smallest.
    A paragraph longer than a frame is cut."""
    for size in sizes:
        if room_needed(paragraphs, size, width_inch) <= room_inch:
            return size, [paragraphs]
    size = sizes[-1]
    frames: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        if room_needed([*frames[-1], paragraph], size, width_inch) > room_inch and frames[-1]:
            frames.append([])
        if room_needed([paragraph], size, width_inch) > room_inch:
            short = cut(paragraph.text, size, width_inch - _INDENT, room_inch)
            paragraph = Paragraph(((short, False),), paragraph.is_point)
        frames[-1].append(paragraph)
    return size, frames


def set_words(
    slide: object, paragraphs: list[Paragraph], points: int, box: tuple[float, float, float, float], language: str,
    *, colour: str = INK, name: str = "Text",
) -> object:  # fmt: skip
    """A frame of words on the slide; `box` in inches."""
    frame = slide.shapes.add_textbox(*(Inches(side) for side in box))
    frame.name = name
    fill_frame(frame.text_frame, paragraphs, points, language, colour=colour)
    body = frame.text_frame._txBody.bodyPr
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.set(side, "0")
    body.set("wrap", "square")
    body.set("anchor", "t")
    return frame


def fill_frame(
    text_frame: object, paragraphs: list[Paragraph], points: int, language: str, *, colour: str = INK
) -> None:
    for number, paragraph in enumerate(paragraphs):
        line = text_frame.paragraphs[0] if not number else text_frame.add_paragraph()
        if number:
            line.space_before = Pt(points * _BETWEEN)
        if paragraph.is_point:
            _make_point(line)
        for words, is_bold in paragraph.runs:
            run = line.add_run()
            run.text = words
            run.font.size, run.font.bold = Pt(points), is_bold
            look = run._r.get_or_add_rPr()
            look.set("lang", language)
            look.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{colour}"/></a:solidFill>'))


def _make_point(line: object) -> None:
    look = line._p.get_or_add_pPr()
    look.set("marL", str(Inches(_INDENT)))
    look.set("indent", str(-Inches(_INDENT)))
    look.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
    look.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def _runs(text: str) -> tuple[tuple[str, bool], ...]:
    text = _LINK.sub(r"\1", _MARK.sub(r"\1", text))
    parts = [part for part in _BOLD.split(text) if part]
    return tuple(
        (_ESCAPED.sub(r"\1", part[2:-2] if part.startswith("**") and len(part) > 4 else part), part.startswith("**"))
        for part in parts
    )
