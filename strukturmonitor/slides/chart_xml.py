"""A panel as PowerPoint's own chart. python-pptx writes no areas beside lines, no labels at the end of a line and no marks,
so the chart's part is written here; it still puts the part and its workbook into the file."""

import datetime
import math
from xml.sax.saxutils import escape, quoteattr

from strukturmonitor.charts.palette import rgb
from strukturmonitor.slides.chart_axes import axes_xml, text_xml
from strukturmonitor.slides.chart_book import column_of, reference, workbook_of
from strukturmonitor.slides.panel_model import Panel, Series
from strukturmonitor.slides.panel_values import day_number

_DASHES = {"dash": "dash", "dot": "sysDot", "dashdot": "dashDot", "longdash": "lgDash", "longdashdot": "lgDashDot"}
_DATE_FORMATS = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}
_GAP_PCT = 45
_INK, _DARK = "1D2730", 140
_PLOT_SHARE = 0.8  # of a chart's height
_LINE = 1.3  # height of a line of words, of the size of its letters


class ChartParts:
    """What python-pptx asks of the data of a chart: its XML and its workbook."""

    def __init__(self, panel: Panel, *, language: str, points: int, size_inch: tuple[float, float]) -> None:
        """`points`: size of all text; `size_inch`: width and height the chart is drawn at."""
        self._panel, self._language, self._points, self._size = panel, language, points, size_inch
        _part_labels(panel, points, size_inch)
        self._workbook_writer = self

    @property
    def xlsx_blob(self) -> bytes:
        return workbook_of(self._panel, _DATE_FORMATS[self._language])

    def xml_bytes(self, _: object) -> bytes:
        """The chart's part."""
        panel = self._panel
        groups = {"lines": _line_groups, "points": _point_group}.get(panel.kind, _bar_group)(panel, self._points)
        has_legend = panel.has_legend and not all(one.end_label for one in panel.series if one.in_legend)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<c:date1904 val="0"/><c:lang val="{"de-DE" if self._language == "de" else "en-GB"}"/>'
            '<c:roundedCorners val="0"/><c:chart>'
            f"{_title(panel, self._points)}<c:plotArea>{_plot_place(panel, self._points, self._size, has_legend)}"
            f"{groups}{axes_xml(panel, self._points, self._size)}"
            f"</c:plotArea>{_legend(panel, self._points) if has_legend else ''}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{text_xml(self._points)}</c:chartSpace>"
        ).encode()


def _part_labels(panel: Panel, points: int, size: tuple[float, float]) -> None:
    """Move the names at the ends of lines apart where they would lie on each other, from the lowest upwards."""
    named = [one for one in panel.series if one.end_label and one.kind in ("line", "points")]
    if panel.kind not in ("lines", "points") or len(named) < 2:
        return
    plot = size[1] * _PLOT_SHARE / (panel.axis.high - panel.axis.low)
    last = {id(one): next(value for value in reversed(one.values) if value is not None) * plot for one in named}
    top = -math.inf
    for one in sorted(named, key=lambda one: last[id(one)]):
        place = max(last[id(one)], top + points / 72 * _LINE)
        one.label_shift = -(place - last[id(one)]) / size[1]
        top = place


def _title(panel: Panel, points: int) -> str:
    if not panel.title:
        return '<c:autoTitleDeleted val="1"/>'
    run = f'<a:r><a:rPr sz="{points * 100}" b="1"/><a:t>{escape(panel.title)}</a:t></a:r>'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{points * 100}" b="1"/></a:pPr>{run}</a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    )


def _plot_place(panel: Panel, points: int, size: tuple[float, float], has_legend: bool) -> str:
    """Names at the ends of lines need room to their right, which PowerPoint does not make by itself."""
    longest = max((len(one.end_label) for one in panel.series if one.kind != "mark"), default=0)
    if not longest:
        return "<c:layout/>"
    letter = points / 72 * 0.56
    right = min((longest * letter + 0.15) / size[0], 0.4)
    number = f"{max(abs(panel.axis.high), abs(panel.axis.low)):,.0f}"
    wide = (
        len(number)
        + 1
        + (2 if "0.0" in panel.axis.number_format else 0)
        + (2 if '"' in panel.axis.number_format else 0)
    )
    left = min((wide * letter + (0.55 if panel.value_title else 0.1)) / size[0], 0.3)
    top = (2.4 * points / 72 if panel.title else 0.6 * points / 72) / size[1]
    top += 2.2 * points / 72 / size[1] if has_legend else 0
    bottom = (2.2 + (1.6 if panel.category_title else 0)) * points / 72 / size[1]
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/><c:w val="{1 - left - right:.4f}"/><c:h val="{1 - top - bottom:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def _legend(panel: Panel, points: int) -> str:
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        for number, one in enumerate(panel.series)
        if not one.in_legend or not one.name
    )
    return f'<c:legend><c:legendPos val="t"/>{hidden}<c:overlay val="0"/>{text_xml(points)}</c:legend>'


# --- groups of series ----------------------------------------------------------------------------------------


def _line_groups(panel: Panel, points: int) -> str:
    """Bands are areas on a base that is not seen, behind the lines."""
    bands = [(number, one) for number, one in enumerate(panel.series) if one.kind.startswith("band")]
    lines = [(number, one) for number, one in enumerate(panel.series) if not one.kind.startswith("band")]
    areas = "".join(
        f"<c:ser>{_head(panel, number, one)}{_area_look(one)}{_category_data(panel, number, one)}</c:ser>"
        for number, one in bands
    )
    drawn = "".join(
        f"<c:ser>{_head(panel, number, one)}<c:spPr>{_line_look(one)}</c:spPr>{_marker(one)}{_points(one, 'line')}"
        f'{_labels(panel, one, points)}{_error_bar(panel, one)}{_category_data(panel, number, one)}<c:smooth val="0"/></c:ser>'
        for number, one in lines
    )
    ids = '<c:axId val="1"/><c:axId val="2"/>'
    area = f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{areas}{ids}</c:areaChart>' if bands else ""
    return f'{area}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>{ids}</c:lineChart>'


def _point_group(panel: Panel, points: int) -> str:
    drawn = "".join(
        f"<c:ser>{_head(panel, number, one)}<c:spPr>{_line_look(one)}</c:spPr>{_marker(one)}{_points(one, 'marker')}"
        f'{_labels(panel, one, points)}{_place_data(panel, number, one)}<c:smooth val="0"/></c:ser>'
        for number, one in enumerate(panel.series)
    )
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{drawn}<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
    )


def _bar_group(panel: Panel, points: int) -> str:
    drawn = "".join(
        f'<c:ser>{_head(panel, number, one)}<c:spPr>{_fill(one, one.colour, one.alpha)}</c:spPr><c:invertIfNegative val="0"/>'
        f"{_points(one, 'bar')}{_labels(panel, one, points)}{_category_data(panel, number, one)}</c:ser>"
        for number, one in enumerate(panel.series)
    )
    overlap = {"stacked": 100, "over each other": 100}.get(panel.stacking, 0)
    return (
        f'<c:barChart><c:barDir val="{"bar" if panel.kind == "rows" else "col"}"/>'
        f'<c:grouping val="{"stacked" if panel.stacking == "stacked" else "clustered"}"/><c:varyColors val="0"/>{drawn}'
        f'<c:gapWidth val="{_GAP_PCT}"/><c:overlap val="{overlap}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


# --- one series ----------------------------------------------------------------------------------------------


def _head(panel: Panel, number: int, one: Series) -> str:
    cell = reference(0, column_of(panel, number), 0)
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{cell}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _solid(colour: str, alpha: float = 1.0) -> str:
    dense = f'<a:alpha val="{round(alpha * 100_000)}"/>' if alpha < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}">{dense}</a:srgbClr></a:solidFill>'


def _fill(one: Series, colour: str, alpha: float) -> str:
    if not one.is_hatched:
        return _solid(colour, alpha)
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{colour[1:]}"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )


def _line_look(one: Series) -> str:
    if one.kind in ("points", "mark"):
        return '<a:ln w="19050"><a:noFill/></a:ln>'
    dash = f'<a:prstDash val="{_DASHES[one.dash]}"/>' if one.dash in _DASHES else ""
    return f'<a:ln w="{round(one.width_pt * 12_700)}" cap="rnd">{_solid(one.colour)}{dash}<a:round/></a:ln>'


def _area_look(one: Series) -> str:
    fill = "<a:noFill/>" if one.kind == "band_base" else _solid(one.colour, one.alpha)
    return f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"


def _marker(one: Series) -> str:
    if not one.has_points:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    inside = _solid("#FFFFFF") if one.is_hollow else _solid(one.colour)
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{inside}'
        f'<a:ln w="15875">{_solid(one.colour)}</a:ln></c:spPr></c:marker>'
    )


def _points(one: Series, what: str) -> str:
    """Points that are coloured each by itself."""
    said = []
    for number, (colour, alpha) in enumerate(one.colours):
        if what == "bar":
            look = f'<c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{_fill(one, colour, alpha)}</c:spPr>'
        else:
            look = f'<c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{_solid(colour, alpha)}</c:spPr></c:marker><c:bubble3D val="0"/>'
        said.append(f'<c:dPt><c:idx val="{number}"/>{look}</c:dPt>')
    return "".join(said)


def _labels(panel: Panel, one: Series, points: int) -> str:
    shown = '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    if one.label_format and panel.kind in ("rows", "bars"):
        place = "" if panel.stacking == "stacked" else '<c:dLblPos val="outEnd"/>'
        return (
            f'<c:dLbls><c:numFmt formatCode={quoteattr(one.label_format)} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
            f"{text_xml(points, _ink_on(one) if panel.stacking == 'stacked' else _INK)}{place}{shown.format(1)}</c:dLbls>"
        )
    known = [number for number, value in enumerate(one.values) if value is not None]
    if not one.end_label or not known:
        return ""
    colour = one.colour
    words = (
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:r><a:rPr sz="{points * 100}" b="{0 if one.kind == "mark" else 1}">{_solid(colour)}</a:rPr>'
        f"<a:t>{escape(one.end_label)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    offset = f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{one.label_shift:.4f}"/></c:manualLayout></c:layout>'
    moved = offset if one.label_shift else "<c:layout/>"
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{known[-1]}"/>{moved}{words}<c:dLblPos val="r"/>{shown.format(1)}</c:dLbl>'
        f"{shown.format(0)}</c:dLbls>"
    )


def _ink_on(one: Series) -> str:
    """Words in a bar: white on dark colours."""
    red, green, blue = rgb(one.colour)
    return "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else _INK


def _error_bar(panel: Panel, one: Series) -> str:
    """A mark is a point at the top with a line down."""
    if one.kind != "mark":
        return ""
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/><c:noEndCap val="1"/>'
        f'<c:val val="{panel.axis.high - panel.axis.low:g}"/><c:spPr><a:ln w="12700">{_solid(one.colour)}'
        '<a:prstDash val="dash"/></a:ln></c:spPr></c:errBars>'
    )


# --- data ----------------------------------------------------------------------------------------------------


def _numbers(cells: str, values: list[float | None], number_format: str) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{value!r}</c:v></c:pt>' for number, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>{escape(number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _category_data(panel: Panel, number: int, one: Series) -> str:
    count = len(panel.categories)
    places = reference(1, 0, count)
    if panel.categories and isinstance(panel.categories[0], datetime.date):
        words = _numbers(places, [day_number(day) for day in panel.categories], "yyyy")
    else:
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in enumerate(panel.categories)
        )
        words = f'<c:strRef><c:f>{places}</c:f><c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef>'
    values = _numbers(reference(1, column_of(panel, number), count), one.values, "General")
    return f"<c:cat>{words}</c:cat><c:val>{values}</c:val>"


def _place_data(panel: Panel, number: int, one: Series) -> str:
    column, last = column_of(panel, number), len(one.values)
    places = _numbers(reference(1, column - 1, last), one.xs, "yyyy" if panel.places_are_days else "General")
    values = _numbers(reference(1, column, last), one.values, "General")
    return f"<c:xVal>{places}</c:xVal><c:yVal>{values}</c:yVal>"
