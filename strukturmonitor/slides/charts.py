"""Charts on slides: panels as charts of PowerPoint's own, side by side; else a picture, and the notes say why."""

from collections.abc import Callable
from dataclasses import replace

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from strukturmonitor.shown import Chart
from strukturmonitor.slides.chart_xml import ChartParts
from strukturmonitor.slides.fitting import line_inch
from strukturmonitor.slides.master import locale_of
from strukturmonitor.slides.model import Drawing
from strukturmonitor.slides.panel_model import Panel
from strukturmonitor.slides.panels import panels_of
from strukturmonitor.slides.pictures import place_picture
from strukturmonitor.slides.words import Paragraph, set_words
from strukturmonitor.texts import Texts

Box = tuple[float, float, float, float]
_KEY_HIGH, _GAP = 0.4, 0.25
_SAID_HIGH = 0.3


def place_chart(chart: Chart, texts: Texts, drawing: Drawing, known: dict) -> list[Callable[[object, Box], list[str]]]:
    """One function per slide that the chart needs; each places it in a box and returns what the notes shall say."""
    panels = panels_of(chart, most_categories=known["most"]["categories"])
    if panels is None:
        return [lambda slide, box: _as_picture(slide, box, chart, texts, drawing, known)]
    most = known["most"]["panels"]
    count = -(-len(panels) // most)
    each = -(-len(panels) // count)
    groups = [panels[start : start + each] for start in range(0, len(panels), each)]

    def placing(group: list[Panel]) -> Callable[[object, Box], list[str]]:
        return lambda slide, box: _as_charts(slide, box, chart, group, texts, known)

    return [placing(group) for group in groups]


def _as_picture(slide: object, box: Box, chart: Chart, texts: Texts, drawing: Drawing, known: dict) -> list[str]:
    scale = known["picture_px_per_inch"]
    picture = drawing.chart(chart, round(box[2] * scale), round(box[3] * scale))
    place_picture(slide, picture, box, alt=chart.alt, name=chart.title)
    return [chart.alt, texts("slides.drawn_as_picture")]


def _as_charts(slide: object, box: Box, chart: Chart, panels: list[Panel], texts: Texts, known: dict) -> list[str]:
    left, top, wide, high = box
    if len(panels) > 1:
        used = _key(slide, panels, (left, top, wide, _KEY_HIGH), texts, known)
        top, high = top + used, high - used
    remarks = [words for panel in panels for words in panel.said if words]
    remarks += [texts("slides.reference_bar", name=panel.reference) for panel in panels if panel.reference]
    said = " · ".join(dict.fromkeys(remarks))
    if said:
        high -= _SAID_HIGH
        place = (left, top + high, wide, _SAID_HIGH)
        set_words(slide, [Paragraph(((said, False),))], 12, place, locale_of(texts), name=texts("slides.remark"))
    columns = {1: 1, 2: 2, 4: 2}.get(len(panels), 3)
    rows = -(-len(panels) // columns)
    each = ((wide - (columns - 1) * _GAP) / columns, (high - (rows - 1) * _GAP) / rows)
    for number, panel in enumerate(panels):
        place = (
            left + (number % columns) * (each[0] + _GAP),
            top + (number // columns) * (each[1] + _GAP),
            *each,
        )
        points = known["points"]["chart" if len(panels) == 1 else "chart_small"]
        alt = chart.alt if number == 0 else texts("slides.panel_alt", title=panel.title or chart.title)
        _place(slide, panel, place, points, texts, name=panel.title or chart.title, alt=alt)
    return [chart.alt, *[texts("slides.areas_left_out")] * any(panel.leaves_out_areas for panel in panels)]


def _place(slide: object, panel: Panel, box: Box, points: int, texts: Texts, *, name: str, alt: str) -> None:
    if panel.title:
        panel = replace(panel, title=_short(panel.title, points, box[2]))
    parts = ChartParts(panel, language=texts.language, points=points, size_inch=(box[2], box[3]))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *(Inches(side) for side in box), parts)
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def _short(title: str, points: int, wide: float) -> str:
    """A panel's title takes two lines at most."""
    while line_inch(title, points, is_bold=True) > 1.8 * wide and " " in title:
        title = title.rsplit(" ", 1)[0].rstrip("… ,") + "…"
    return title


def _key(slide: object, panels: list[Panel], box: Box, texts: Texts, known: dict) -> float:
    """What the colours of all panels mean, once above them; the height it took."""
    named: dict[str, str] = {}
    for panel in panels:
        for one in panel.series:
            if one.name and one.kind in ("line", "points", "bar") and not one.colours:
                named.setdefault(one.name, one.colour)
        panel.has_legend = False
    if not named or all(one.end_label for panel in panels for one in panel.series if one.name):
        return 0.0
    points = known["points"]["legend"][0]
    frame = set_words(slide, [], points, box, locale_of(texts), name=texts("slides.key"))
    line = frame.text_frame.paragraphs[0]
    for number, (name, colour) in enumerate(named.items()):
        _run(line, ("      " if number else "") + "▬ ", colour, points, locale_of(texts))
        _run(line, name, "#1D2730", points, locale_of(texts))
    return box[3]


def _run(line: object, words: str, colour: str, points: int, language: str) -> None:
    run = line.add_run()
    run.text = words
    run.font.size = Pt(points)
    run.font.color.rgb = RGBColor.from_string(colour[1:])
    run._r.get_or_add_rPr().set("lang", language)
